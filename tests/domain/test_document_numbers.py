"""The grammar of document numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.document_numbers import identity, parse


@pytest.mark.parametrize(
    ("text", "number", "year", "code", "organisation", "family", "name"),
    [
        ("15/BC-UBND", "15", None, "BC", ("UBND",), "state", "Báo cáo"),
        ("23/NQ-CP", "23", None, "NQ", ("CP",), "state", "Nghị quyết"),
        ("01/CT-TTg", "01", None, "CT", ("TTg",), "state", "Chỉ thị"),
        ("2326/UBND-KTTH", "2326", None, None, ("UBND", "KTTH"), "state", "Công văn"),
        ("03/CV-BCĐ", "03", None, "CV", ("BCĐ",), "state", "Công văn"),
        ("03/2019/NĐ-CP", "03", 2019, "NĐ", ("CP",), "normative", "Nghị định"),
        ("07/2023/NQ-HĐND", "07", 2023, "NQ", ("HĐND",), "normative", "Nghị quyết"),
        ("12/2017/TTLT-BCA-BQP", "12", 2017, "TTLT", ("BCA", "BQP"), "normative", "Thông tư liên tịch"),
        ("111/2024/QH15", "111", 2024, None, ("QH15",), "law", "Luật"),
        ("1677/NQ-UBTVQH15", "1677", None, "NQ", ("UBTVQH15",), "state", "Nghị quyết"),
        ("28-NQ/TW", "28", None, "NQ", ("TW",), "party", "Nghị quyết"),
        ("04-CT/TU", "04", None, "CT", ("TU",), "party", "Chỉ thị"),
        ("36-HD/VPTW", "36", None, "HD", ("VPTW",), "party", "Hướng dẫn"),
        ("45-CTr/TU", "45", None, "CTr", ("TU",), "party", "Chương trình"),
    ],
)
def test_families(
    text: str,
    number: str,
    year: int | None,
    code: str | None,
    organisation: tuple[str, ...],
    family: str,
    name: str,
) -> None:
    found = parse(text)
    assert found is not None
    assert (found.number, found.year, found.type_code) == (number, year, code)
    assert (found.organisation, found.family, found.type_name) == (organisation, family, name)
    assert str(found) == text


def test_blanks_go_and_punctuation_stays() -> None:
    assert str(parse(" 15 / KH - UBND ")) == "15/KH-UBND"
    assert str(parse("28-NQ/TW")) == "28-NQ/TW"
    assert parse("28/NQ-TW") != parse("28-NQ/TW")


@pytest.mark.parametrize("text", ["", "abc", "12", "12/2020", "2021-2025", "27-7", "/UBND", "12/", "1/2/3"])
def test_what_is_no_number(text: str) -> None:
    assert parse(text) is None


def test_identity_needs_date_and_issuer() -> None:
    first, second = parse("28-NQ/TW"), parse("28-NQ/TW")
    assert first is not None
    assert second is not None
    assert identity(first, date(2008, 9, 22), "Bộ Chính trị") != identity(
        second, date(2013, 10, 25), "Ban Chấp hành Trung ương"
    )
    padded = parse("5/CT-UBND")
    short = parse("05/CT-UBND")
    assert padded is not None
    assert short is not None
    assert identity(padded, date(2019, 10, 17), "UBND  tỉnh") == identity(
        short, date(2019, 10, 17), "UBND tỉnh"
    )


@given(st.text(max_size=40))
def test_any_text_parses_to_itself_or_to_nothing(text: str) -> None:
    found = parse(text)
    if found is not None:
        assert parse(str(found)) == found
