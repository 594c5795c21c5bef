"""Figures and cells: what belongs together, and what only looks as if it did."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cotmoc.domain.figure_matching import Counted, Timing, Told, matching, timing, value_for
from cotmoc.domain.periods import Period

CELLS = {
    "A1": Counted(("Cuộc tuyên truyền", "tuyên truyền"), "cuộc", 0),
    "A2": Counted(("Lượt người nghe", "tuyên truyền lượt"), "lượt người", 0),
    "A3": Counted(("Tờ rơi đã phát", "tờ rơi"), "tờ", 0),
    "B1": Counted(("Tuần tra một lực lượng", "tuần tra độc lập"), "lần", 0),
    "B2": Counted(("Tuần tra song phương",), "lần", 0),
    "C1": Counted(("Lượt mốc kiểm tra", "kiểm tra mốc"), "lượt mốc", 0),
    "D1": Counted(("Vụ vi phạm quy chế biên giới",), "vụ", 0),
    "D2": Counted(("Đối tượng vi phạm quy chế biên giới",), "người", 0),
    "D3a": Counted(("Vụ xuất nhập cảnh trái phép",), "vụ", 0),
    "D5a": Counted(("Vụ ma túy",), "vụ", 0),
    "D5b": Counted(("Đối tượng ma túy",), "đối tượng", 0),
    "D8": Counted(("Ma túy đá, nhựa thuốc phiện thu giữ",), "kg", 3),
    "D11a": Counted(("Vụ khởi tố",), "vụ", 0),
    "E1.district": Counted(("Tin trao đổi", "trao đổi tin"), "tin", 0, "district"),
    "H2": Counted(("Hộ nghèo được hỗ trợ",), "hộ", 0),
    "L3": Counted(("Vốn đã giải ngân", "giải ngân"), "triệu đồng", 1),
}


def found(words: str, value: str, unit: str, level: str = "", before: str = "") -> str | None:
    place = matching(Told(words, Decimal(value), unit, level, before), list(CELLS.values()))
    return None if place is None else list(CELLS)[place]


@pytest.mark.parametrize(
    ("words", "value", "unit", "cell"),
    [
        ("tuyên truyền buổi", "24", "buổi", "A1"),
        ("tổ chức cuộc tuyên truyền pháp luật biên giới", "24", "cuộc", "A1"),
        ("tuyên truyền lượt người nghe", "2069", "lượt", "A2"),
        ("phát tờ rơi", "1200", "tờ rơi", "A3"),
        ("tuần tra song phương lần", "4", "lần", "B2"),
        ("kiểm tra lượt mốc", "102", "lượt", "C1"),
        ("bắt giữ vụ xuất nhập cảnh trái phép", "12", "vụ", "D3a"),
        ("đối tượng vi phạm quy chế biên giới", "7", "đối tượng", "D2"),
        ("phát hiện đối tượng ma túy", "9", "đối tượng", "D5b"),
        ("thu giữ kg ma tuý đá nhựa thuốc phiện", "61.475", "kg", "D8"),
        ("hỗ trợ hộ nghèo", "35", "hộ", "H2"),
        ("giải ngân", "12400000000", "VND", "L3"),
    ],
)
def test_a_figure_finds_its_cell(words: str, value: str, unit: str, cell: str) -> None:
    assert found(words, value, unit) == cell


@pytest.mark.parametrize(
    ("words", "value", "unit", "why"),
    [
        ("tuần tra lần", "24", "lần", "which of the two kinds of patrol is not said"),
        ("khởi tố vụ ma túy", "3", "vụ", "two indicators fit equally well"),
        ("phát hiện vụ vi phạm", "3", "vụ", "half of an indicator's words"),
        ("tuyên truyền phòng chống dịch cho học sinh buổi", "6", "buổi", "narrower than the indicator"),
        ("tuyên truyền", "24", "km", "another unit"),
        ("thu giữ g ma túy đá nhựa thuốc phiện", "61475", "g", "units are never converted"),
        ("thu giữ kg ma túy đá nhựa thuốc phiện", "0.0005", "kg", "finer than the cell"),
        ("hỗ trợ hộ nghèo", "35.5", "hộ", "no whole number"),
        ("trao đổi tin", "336", "tin", "the cell is of one level, the figure of all"),
        ("", "12", "vụ", "nothing is said"),
    ],
)
def test_it_is_silent_when_unsure(words: str, value: str, unit: str, why: str) -> None:
    assert found(words, value, unit) is None, why


def test_a_level_goes_to_the_cell_of_that_level_only() -> None:
    assert found("trao đổi cấp huyện tin", "227", "tin", "cấp huyện") == "E1.district"
    assert found("trao đổi cấp tỉnh tin", "109", "tin", "cấp tỉnh") is None


@pytest.mark.parametrize(
    ("before", "cell"),
    [
        ("Đồn đã ", "A1"),
        ("Giảm dần số vụ, đồn đã tuyên truyền ", "A1"),
        ("Tặng quà và tuyên truyền ", "A1"),
        ("Số cuộc tuyên truyền tăng ", None),
        ("tuyên truyền 24 buổi (cùng kỳ ", None),
        ("Phấn đấu trong quý tuyên truyền ít nhất ", None),
    ],
)
def test_a_rise_a_plan_or_last_year_is_no_result(before: str, cell: str | None) -> None:
    assert found("tuyên truyền buổi", "24", "buổi", before=before) == cell


def test_money_is_given_in_the_cells_unit() -> None:
    assert value_for(Told("giải ngân", Decimal(12_400_000_000), "VND"), CELLS["L3"]) == Decimal(12_400)
    assert value_for(Told("giải ngân", Decimal(12_400_010_000), "VND"), CELLS["L3"]) is None


@pytest.mark.parametrize(
    ("written", "of", "stock", "expected"),
    [
        ("2022-Q2", "2022-Q2", False, Timing.SAME),
        ("2022-04", "2022-Q2", False, Timing.PART),
        ("2022-04", "2022-Q2", True, None),
        ("2022-06", "2022-Q2", True, Timing.SAME),
        ("2022-H1", "2022-Q2", True, Timing.SAME),
        ("2022-H1", "2022-Q2", False, None),
        ("2022-01/2022-09", "2022-9M", False, Timing.SAME),
        ("2022", "2022", False, Timing.SAME),
        ("2022", "2022-Q2", False, Timing.UNCLEAR),
        ("2021", "2022-Q2", False, None),
        ("2022-Q1", "2022-Q2", False, None),
        ("", "2022-Q2", False, Timing.UNCLEAR),
        ("trong kỳ", "2022-Q2", False, Timing.UNCLEAR),
        ("2022-07", "2022-Q2", False, Timing.UNCLEAR),
    ],
)
def test_whose_period_a_figure_is_of(written: str, of: str, stock: bool, expected: Timing | None) -> None:
    """The document is of 2 July 2022: a figure «of July 2022» may have its month from that line."""
    assert timing(written, Period.parse(of), stock=stock, issued=date(2022, 7, 2)) is expected
