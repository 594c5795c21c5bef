"""Behind which commas and «và» an action of its own starts: told by learned weights, within firm bounds."""

import pytest

from cotmoc.domain.extraction.commas import COMMA, FAR, Commas
from cotmoc.domain.extraction.order_patterns import FILL, OPEN
from cotmoc.domain.extraction.verbs import Verbs

from .support import TRAINING, kept_weights_fit, lexicon, spans


def seen(shadow: str, mark: int = 0) -> set[str]:
    commas = Commas(shadow, Verbs(shadow, lexicon()), lexicon())
    match = list(COMMA.finditer(shadow))[mark]
    return set(commas.signs(0, match, len(shadow), commas.marks(0, len(shadow))))


def test_verbs_objects_and_the_words_on_both_sides_are_seen() -> None:
    signs = seen("tuyên truyền luật lâm nghiệp, tăng cường tuần tra 12 tiểu khu")
    assert {"verb tăng cường ,", "former tuyên truyền", "form head True", "last True ,"} <= signs
    assert {"before nghiệp", "behind tuần", "pair tra 0", "clause tuyên truyền luật"} <= signs
    assert not {"same verb", "same object"} & signs


def test_bodies_are_alike_and_a_repeated_verb_or_object_is_seen() -> None:
    signs = seen(f"kiểm tra chợ cùng {OPEN}{FILL}{FILL} và kiểm tra chợ cóc")
    assert {"before ▮", "same verb", "same object", "verb kiểm tra và"} <= signs


def test_no_more_of_an_endless_clause_is_seen_than_of_a_long_one() -> None:
    endless = "kiểm tra " + "gạo " * 9999 + ", tuyên truyền luật " + "muối " * 9999
    assert len(seen(endless)) < 100 < FAR
    assert "before tra" not in seen(endless)


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (
            "tăng cường hơn nữa công tác kiểm tra bếp ăn và kiên quyết đình chỉ cơ sở mất vệ sinh",
            [
                "tăng cường hơn nữa công tác kiểm tra bếp ăn",
                "kiên quyết đình chỉ cơ sở mất vệ sinh",
            ],
        ),
        (
            "kiểm tra việc bán thuốc ở chợ biên giới và tuyên truyền để người dân không mua thuốc trôi nổi",
            [
                "kiểm tra việc bán thuốc ở chợ biên giới",
                "tuyên truyền để người dân không mua thuốc trôi nổi",
            ],
        ),
        (
            "bố trí đủ thuốc ở các trạm xá, đẩy mạnh tuyên truyền phòng bệnh trong trường học",
            [
                "bố trí đủ thuốc ở các trạm xá",
                "đẩy mạnh tuyên truyền phòng bệnh trong trường học",
            ],
        ),
        # The guideline's own words.
        (
            "thực hiện các giải pháp phòng, chống dịch, tham gia xây dựng chính sách cho y tế thôn bản",
            [
                "thực hiện các giải pháp phòng, chống dịch",
                "tham gia xây dựng chính sách cho y tế thôn bản",
            ],
        ),
        (
            "nắm chắc tình hình các xã biên giới, làm tốt công tác vận động nhân dân",
            ["nắm chắc tình hình các xã biên giới", "làm tốt công tác vận động nhân dân"],
        ),
    ],
)
def test_an_action_of_its_own_is_cut_off(action: str, expected: list[str]) -> None:
    assert spans(f"UBND tỉnh yêu cầu Sở Y tế {action}.") == expected


@pytest.mark.parametrize(
    "action",
    [
        "rà soát danh sách hộ nghèo, bổ sung danh sách hộ cận nghèo",
        "thẩm định hồ sơ mua sắm, báo cáo đề xuất danh mục thuốc",
        "theo dõi diễn biến dịch tại các trạm, kịp thời phát hiện ca bệnh",
        "thực hiện kế hoạch về tiếp tục hoàn thiện mạng lưới, nâng cao chất lượng khám bệnh",
    ],
)
def test_a_step_of_the_same_matter_stays(action: str) -> None:
    assert len(spans(f"UBND tỉnh yêu cầu Sở Y tế {action}.")) == 1


@pytest.mark.slow
def test_the_weights_are_what_training_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    assert kept_weights_fit("train_cuts"), "run benchmarks/extraction/train_cuts.py again"
