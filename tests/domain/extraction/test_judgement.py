"""Sentences that order something in a form no rule knows, told by their words."""

import pytest

from cotmoc.domain.extraction.agencies import find_agencies
from cotmoc.domain.extraction.drafts import shadow_of
from cotmoc.domain.extraction.folding import fold
from cotmoc.domain.extraction.judgement import Circumstances, Judgement, Sentences
from cotmoc.domain.extraction.order_patterns import OPEN
from cotmoc.domain.extraction.orders import Orders
from cotmoc.domain.extraction.verbs import Verbs
from tests.domain.extraction.support import TRAINING, kept_weights_fit, leads, lexicon, reading, spans

NEWS = "Từ đầu năm đến nay, lực lượng kiểm lâm đã kiểm tra 40 cơ sở, xử lý 12 vụ vi phạm.\n\n"
PLAIN = Circumstances(mode="neutral", past=False, going=False, told=True, item=False, first=True, last=True)


def test_the_words_the_opening_and_the_place_are_seen() -> None:
    shadow = f"trong đợt này, {OPEN} kiểm tra 12 chợ"
    seen = set(Sentences(shadow).features(0, len(shadow), PLAIN))
    assert {"w trong", "b ▮ kiểm", "p đợt", "o trong đợt này", "w 0", "numbers 1", "place 0"} <= seen
    assert {"mode neutral False", "told", "first", "last"} <= seen
    assert "going" not in seen


def test_weights_are_added_up_to_a_probability() -> None:
    judgement = Judgement.of({"bias": -1.0, "weights": {"w giao": 2.0, "w đã": -3.0}})
    assert judgement.likely(iter(["w giao", "w lạ"])) == pytest.approx(0.731, abs=0.001)
    assert judgement.likely(iter(["w đã"])) < 0.02
    assert 0 < judgement.likely(iter(["w đã"] * 1000)) < judgement.likely(iter(["w giao"] * 1000)) < 1


def test_it_says_by_which_rule_and_tells_the_same_every_time() -> None:
    text = (
        "Công tác phòng, chống dịch còn khó khăn.\n\nTrong đợt cao điểm này, Bộ đội Biên phòng tỉnh tiếp tục "
        "nắm chắc tình hình; tăng cường tuần tra, kiểm soát địa bàn."
    )
    found = reading(text)
    assert found == reading(text)
    assert [task.rule for task in found.tasks] == ["judged", "judged"]
    assert leads(text) == [("BĐBP tỉnh",), ("BĐBP tỉnh",)]
    assert spans(text) == ["tiếp tục nắm chắc tình hình", "tăng cường tuần tra, kiểm soát địa bàn"]


@pytest.mark.parametrize(
    "text",
    [
        NEWS + "Trong tháng 3, lực lượng kiểm lâm đã tuyên truyền cho 900 lượt người ở vùng biên giới.",
        NEWS + "Ông cho biết người dân rất phấn khởi vì con đường mới mở giúp việc đi lại dễ dàng hơn trước.",
        NEWS + "Nhờ vậy, nhận thức của nhân dân được nâng lên, số vụ vi phạm giảm so với cùng kỳ năm trước.",
    ],
)
def test_what_is_told_stays_silent(text: str) -> None:
    assert not spans(text)


@pytest.mark.slow
def test_the_weights_are_what_training_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    assert kept_weights_fit("train_judgement"), "run benchmarks/extraction/train_judgement.py again"


def test_what_a_meeting_settled_is_told_by_the_sentences_behind_it() -> None:
    text = (
        "Sáu tháng đầu năm, ba lực lượng đã trao đổi 120 tin.\n\nTại hội nghị, Công an tỉnh và Bộ đội "
        "Biên phòng tỉnh đã thảo luận, thống nhất phương hướng, nhiệm vụ phối hợp 6 tháng cuối năm 2016. "
        "Trong đó tập trung đấu tranh phòng, chống tội phạm; tăng cường quản lý vũ khí, vật liệu nổ."
    )
    assert spans(text) == [
        "tập trung đấu tranh phòng, chống tội phạm",
        "tăng cường quản lý vũ khí, vật liệu nổ",
    ]
    assert leads(text) == [("Công an tỉnh", "BĐBP tỉnh")] * 2


def test_a_noun_is_no_action() -> None:
    folded = fold("Công an tỉnh nắm thông tin, kịp thời phát hiện tội phạm.")
    mentions = find_agencies(folded, lexicon())
    shadow = shadow_of(folded.low, mentions)
    verbs = Verbs(shadow, lexicon())
    frame = Orders(shadow, folded.plain, mentions, verbs).anyhow(0, len(shadow))
    assert verbs.opener(shadow.index("thông tin"))
    assert frame is not None
    assert shadow[frame.start :] == "kịp thời phát hiện tội phạm."
    assert [m.names for m in frame.leads] == [("Công an tỉnh",)]


def test_the_short_way_and_the_named_features_come_to_the_same() -> None:
    judgement = lexicon().judgement
    text = "trong thời gian tới, sở y tế tiếp tục kiểm tra 12 chợ; báo cáo kết quả trước ngày 15"
    seen = Sentences(text).features(0, len(text), PLAIN)
    assert judgement.likely(seen) == judgement.likely(list(seen))


@pytest.mark.parametrize(
    "text",
    [
        NEWS + "Công an tỉnh, Bộ đội Biên phòng tỉnh đã chủ động phối hợp, chỉ đạo quán triệt các chỉ thị.",
        NEWS
        + "Tham mưu cấp ủy, chính quyền công tác quốc phòng; xây dựng và triển khai các phương án bảo vệ.",
    ],
)
def test_results_and_what_nobody_is_named_for_stay_silent(text: str) -> None:
    assert not spans(text)
