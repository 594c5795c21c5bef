"""The briefing as a value: numbering, order, refusals, what is printed of its texts."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.briefings.document import (
    Chart,
    Column,
    Head,
    Heading,
    Number,
    Paragraph,
    PlaceDate,
    Point,
    Section,
    Series,
    Table,
    roman,
)
from cotmoc.briefings.render import MEDIA_TYPES, render, text
from cotmoc.briefings.render.faces import width, wrapped
from cotmoc.domain.errors import Problem
from tests.rooms.briefings import samples

NBSP = "\u00a0"


def test_headings_are_numbered_by_level() -> None:
    nested = Section("Một", parts=(Section("Hai", parts=(Section("Ba"), Section("Bốn"))), Section("Năm")))
    outline = replace(samples.typical(), sections=(nested, Section("Sáu"))).outline()
    assert [(b.level, b.text) for b in outline if isinstance(b, Heading)] == [
        (1, "I. MỘT"),
        (2, "1. Hai"),
        (3, "a) Ba"),
        (3, "b) Bốn"),
        (2, "2. Năm"),
        (1, "II. SÁU"),
    ]


@pytest.mark.parametrize(("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL")])
def test_roman(number: int, letters: str) -> None:
    assert roman(number) == letters


def test_every_printed_figure_is_found_in_order() -> None:
    texts = [number.text for number in samples.typical().numbers()]
    assert texts[:5] == ["370", "120", "250", "363", "7"]
    assert texts[-1] == "2"  # the last bar of the chart
    assert samples.typical().has_missing()


def test_figures_are_kept_as_canonical_json() -> None:
    kept = json.loads(samples.typical().as_json())
    assert kept["provenance"]["as_of"] == "2022-06-14"
    assert kept["provenance"]["made_at"] == "2022-07-24T17:00:00+07:00"
    assert samples.typical().as_json() == samples.typical().as_json()


def test_uneven_rows_and_headers_are_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Table((Column(), Column()), ((Head("a"), Head("b")),), rows=(("x",),))
    with pytest.raises(ValueError, match="do not fill"):
        Table((Column(), Column()), ((Head("a"),),), rows=())
    with pytest.raises(ValueError, match="do not fill"):
        Table((Column(), Column()), ((Head("a", down=2), Head("b")), (Head("c"), Head("d"))), rows=())


def test_bars_without_their_value_or_below_nought_are_refused() -> None:
    with pytest.raises(ValueError, match="0 of 1"):
        Chart("t", ("a",), (Series("s", ()),))
    with pytest.raises(ValueError, match="negative"):
        Chart("t", ("a",), (Series("s", (Point(-1, Number("-1")),)),))
    with pytest.raises(ValueError, match="at most"):
        Chart("t", (), tuple(Series(str(i), ()) for i in range(7)))


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (PlaceDate("Gia Lai", 2022, 7, 27), "Gia Lai, ngày 27 tháng 7 năm 2022"),
        (PlaceDate("Gia Lai", 2022, 2, 5), "Gia Lai, ngày 05 tháng 02 năm 2022"),
        (PlaceDate("Kon Tum", 2022, 10), "Kon Tum, ngày        tháng 10 năm 2022"),
        (PlaceDate("Kon Tum", 2022), "Kon Tum, ngày        tháng        năm 2022"),
    ],
)
def test_place_and_date(at: PlaceDate, printed: str) -> None:
    assert text.place_date_line(at).replace(NBSP, " ") == printed


def test_number_line_leaves_room_for_the_number() -> None:
    assert text.number_line(samples.typical(issued=True)).replace(NBSP, " ") == "Số: 12/BC-BCĐ"
    assert text.number_line(samples.typical()).replace(NBSP, " ") == "Số:       /BC-BCĐ"


@pytest.mark.parametrize(
    ("given_text", "bound"),
    [
        ("thu 61,475 kg ma túy", "thu 61,475_kg ma túy"),
        ("quý II năm 2022 và", "quý_II năm_2022 và"),
        ("ngày 15/3/2022", "ngày_15/3/2022"),
        ("1.234 triệu đồng", "1.234_triệu đồng"),
        ("số 03/2019/NĐ-CP", "số_03/2019/NĐ-CP"),
        ("có 8 vụ, 7 đối tượng", "có 8_vụ, 7_đối tượng"),
        ("năm nay", "năm nay"),
    ],
)
def test_numbers_hold_on_to_their_units(given_text: str, bound: str) -> None:
    assert text.bound(given_text) == bound.replace("_", NBSP)


def test_the_word_after_a_figure_stays_with_it() -> None:
    parts = text.shown(("có ", Number("370", "k"), " tin, trong đó"))
    assert [part.text for part in parts] == ["có ", "370", f"{NBSP}tin, trong đó"]


def test_missing_units_are_marked_and_explained() -> None:
    assert text.shown(Number("7", "k", missing=True))[0].text == "7*"
    assert text.provenance_lines(samples.typical())[0] == text.MISSING_NOTE


def test_provenance_says_snapshot_day_audit_and_corrections() -> None:
    said = " ".join(text.provenance_lines(samples.typical())).replace(NBSP, " ")
    assert "số 3, tính đến hết ngày 14/6/2022; lập lúc 17 giờ 00 ngày 24/7/2022; lần sửa 3." in said
    assert samples.AUDIT_HEAD in said
    assert "Tin trao đổi cấp huyện: 248 thành 250 (Công an tỉnh bổ sung 2 tin bị sót số)." in said


def test_dates_before_march_and_the_tenth_are_padded() -> None:
    said = replace(samples.typical().provenance, as_of=date(2022, 1, 5))
    lines = text.provenance_lines(replace(samples.typical(), provenance=said))
    assert "05/01/2022" in " ".join(lines)


@given(st.text())
def test_plain_text_is_composed_printable_and_in_one_line(raw: str) -> None:
    cleaned = text.plain(raw)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in cleaned)
    assert text.plain(cleaned) == cleaned


@given(st.text(alphabet="aăâbcđeê ộỹ ưMW", max_size=300), st.floats(30, 200))
def test_wrapped_labels_fit_their_room(words: str, room: float) -> None:
    lines = wrapped(words, 10.5, room)
    assert len(lines) <= 3
    assert all(width(line, 10.5) <= room for line in lines)


def test_widths_are_those_of_times() -> None:
    # 53.0 mm regular at 13 pt, as measured from the face itself; tone marks add nothing.
    assert width(text.MOTTO, 13) * 25.4 / 72 == pytest.approx(53.04, abs=0.1)
    assert width(text.MOTTO, 13, bold=True) * 25.4 / 72 == pytest.approx(56.14, abs=0.1)


@pytest.mark.parametrize("form", MEDIA_TYPES)
def test_the_same_value_gives_the_same_bytes(form: str, fonts: object) -> None:
    first, again = (render(samples.typical(), form, fonts=fonts) for _ in range(2))  # type: ignore[arg-type]
    assert first == again


def test_an_unknown_format_is_a_named_problem(fonts: object) -> None:
    with pytest.raises(Problem) as caught:
        render(samples.typical(), "odt", fonts=fonts)  # type: ignore[arg-type]
    assert caught.value.entry.code == "briefing-format-unknown"
    assert "odt" in caught.value.text()


def test_a_paragraph_of_nothing_prints_nothing() -> None:
    assert text.shown(Paragraph.of("").runs) == []


def test_rendering_needs_no_django() -> None:
    loaded = (
        "import sys, cotmoc.briefings.render.docx, cotmoc.briefings.render.pdf, cotmoc.briefings.render.html;"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
