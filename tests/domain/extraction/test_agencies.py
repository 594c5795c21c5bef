"""Names of bodies: one spelling whatever the text writes."""

from pathlib import Path

import pytest

from cotmoc.domain.extraction.agencies import find_agencies
from cotmoc.domain.extraction.folding import fold
from cotmoc.domain.extraction.prediction import prediction

from .support import lexicon, reading

# One way of naming bodies a line, and the names it stands for.
BODIES = Path(__file__).with_name("bodies.txt")


def names(text: str) -> list[str]:
    return [name for m in find_agencies(fold(text), lexicon()) for name in m.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh Lào Cai", ["BĐBP tỉnh"]),
        ("BĐBP Nghệ An", ["BĐBP tỉnh"]),
        ("Đảng ủy, Bộ Chỉ huy Quân sự tỉnh", ["BCHQS tỉnh"]),
        ("Giám đốc Công an tỉnh Sơn La", ["Công an tỉnh"]),
        ("Uỷ ban nhân dân tỉnh", ["UBND tỉnh"]),
        ("các Sở: Tài chính, Kế hoạch và Đầu tư, Y tế", ["Sở Tài chính", "Sở KH&ĐT", "Sở Y tế"]),
        ("Sở Văn hoá, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("UBND các huyện (Mường Lát, Quan Sơn)", ["UBND huyện Mường Lát", "UBND huyện Quan Sơn"]),
        (
            "UBND các huyện A Lưới, Nam Đông, thị xã Hương Thủy",
            ["UBND huyện A Lưới", "UBND huyện Nam Đông", "UBND thị xã Hương Thủy"],
        ),
        ("UBND các huyện, thị xã, thành phố", ["UBND cấp huyện"]),
        ("UBND các huyện biên giới", ["UBND các huyện biên giới"]),
        (
            "Huyện ủy, UBND 2 huyện Mường Tè, Sìn Hồ",
            ["Huyện ủy Mường Tè", "Huyện ủy Sìn Hồ", "UBND huyện Mường Tè", "UBND huyện Sìn Hồ"],
        ),
        ("các đơn vị, địa phương", ["cơ quan liên quan", "các địa phương"]),
        ("các sở, ngành, đoàn thể cấp tỉnh", ["các sở, ban, ngành"]),
        ("các địa phương biên giới", ["các địa phương biên giới"]),
        ("ba lực lượng", ["Công an tỉnh", "BCHQS tỉnh", "BĐBP tỉnh"]),
        ("cơ sở sản xuất, trụ sở xã và cán bộ, bộ đội", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("row", BODIES.read_text(encoding="utf-8").splitlines())
def test_ways_offices_name_bodies(row: str) -> None:
    text, expected = row.split(" =>")
    assert names(text) == [name.strip() for name in expected.split("|") if name.strip()]


def test_the_forces_a_text_names_together_stand_behind_their_number() -> None:
    text = (
        "Hội nghị giữa Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, BĐBP tỉnh và Cảnh sát biển. Bốn lực lượng họp."
    )
    assert names(text)[-1] == "Bốn lực lượng" or len(names(text)) == 8


def test_swapped_letters_of_one_place_take_the_first_spelling() -> None:
    assert names("UBND huyện Ia H'Drai. UBND huyện Ia D’Hrai.") == ["UBND huyện Ia H'Drai"] * 2


def test_the_exchange_format_writes_tp_for_the_bodies_of_a_city() -> None:
    found = reading("UBND tỉnh yêu cầu UBND thành phố Châu Đốc, UBND thị xã Tân Châu rà soát các bến đò.")
    (task,) = prediction(found, "a.txt")["tasks"]
    assert task["lead"] == ["UBND TP Châu Đốc", "UBND thị xã Tân Châu"]
    assert found.tasks[0].lead[0] == "UBND thành phố Châu Đốc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bộ trưởng Bộ Quốc phòng yêu cầu Bộ đội Biên phòng phối hợp với lực lượng Công an tuần tra.",
            ["Bộ Quốc phòng", "Bộ đội Biên phòng", "lực lượng Công an"],
        ),
        # Where a province is spoken of, its force is meant.
        ("Bộ Quốc phòng biểu dương tỉnh ta. Bộ đội Biên phòng tuần tra.", ["Bộ Quốc phòng", "BĐBP tỉnh"]),
        ("Bộ đội Biên phòng phối hợp với Công an tuần tra.", ["BĐBP tỉnh", "Công an tỉnh"]),
    ],
)
def test_a_force_of_the_centre_is_that_of_the_whole_country(text: str, expected: list[str]) -> None:
    assert names(text) == expected
