"""Tables: their rows, and marks in every corner of a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading.table import to_rows

Book = xlsxwriter.Workbook


def workbook(fill: Callable[[Book], object]) -> bytes:
    """A workbook whose first cell holds words, filled further."""
    out = io.BytesIO()
    with Book(out, {"in_memory": True}) as book:
        book.add_worksheet("Bảng").write(0, 0, "Giao Sở Y tế")
        fill(book)
    return out.getvalue()


def first(book: Book) -> xlsxwriter.worksheet.Worksheet:
    return book.worksheets()[0]


def refused(name: str, data: bytes) -> object:
    with pytest.raises(Problem) as caught:
        to_rows(name, data)
    return caught.value.entry


def test_cells_come_as_words_numbers_and_days() -> None:
    def fill(book: Book) -> None:
        first(book).write_row(1, 0, ["a", 12, 12.5, True, ""])
        first(book).write_datetime(2, 0, date(2026, 7, 1), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert to_rows("a.xlsx", workbook(fill)) == [
        ["Giao Sở Y tế", "", "", ""],
        ["a", "12", "12.5", "1"],
        ["2026-07-01", "", "", ""],
    ]
    assert to_rows("a.csv", "Cơ quan;Xã\nSở Y tế;Đăk Plô\n".encode()) == [
        ["Cơ quan", "Xã"],
        ["Sở Y tế", "Đăk Plô"],
    ]


def _chart(book: Book) -> None:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Bảng!$A$1:$A$2"})
    chart.set_title({"name": "TỐI MẬT"})
    first(book).insert_chart("D1", chart)


CORNERS: dict[str, Callable[[Book], object]] = {
    "cell": lambda book: first(book).write(3, 3, "MẬT"),
    "letters in cells": lambda book: first(book).write_row(3, 0, ["M", "Ậ", "T"]),
    "runs of a cell": lambda book: first(book).write_rich_string(
        3, 0, book.add_format({"bold": True}), "M", "Ậ", book.add_format({"bold": True}), "T"
    ),
    "another sheet": lambda book: book.add_worksheet("khác").write(0, 0, "TUYỆT MẬT"),
    "name of a sheet": lambda book: book.add_worksheet("MẬT"),
    "page header": lambda book: first(book).set_header('&C&"Times New Roman,Bold"&14MẬT'),
    "page footer": lambda book: first(book).set_footer("&LTỐI MẬT&RTrang &P/&N"),
    "text box": lambda book: first(book).insert_textbox(1, 1, "TUYỆT MẬT"),
    "comment": lambda book: first(book).write_comment(0, 0, "MẬT"),
    "input message": lambda book: first(book).data_validation(
        "B1", {"validate": "any", "input_title": "MẬT", "input_message": "Điền số"}
    ),
    "tip of a link": lambda book: first(book).write_url(1, 1, "https://a.example", string="x", tip="MẬT"),
    "chart": _chart,
    "property": lambda book: book.set_properties({"title": "Kế hoạch - TỐI MẬT"}),
    "property of one's own": lambda book: book.set_custom_property("Độ mật", "Mật"),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_mark_in_any_corner_of_a_workbook_refuses(corner: str) -> None:
    assert refused("a.xlsx", workbook(CORNERS[corner])) is errors.SECRET_DOCUMENT


def test_words_about_secrets_in_a_workbook_are_read() -> None:
    def fill(book: Book) -> None:
        first(book).write_column(1, 0, ["Mật độ dân số", "MẬT ONG", "bảo mật", "bí mật nhà nước"])
        first(book).set_header("&CBÁO CÁO MẬT ĐỘ DÂN SỐ&RTrang &P")
        first(book).insert_textbox(1, 1, "Bảo vệ bí mật nhà nước")
        book.set_properties({"title": "Mật độ dân số 2022"})

    assert len(to_rows("a.xlsx", workbook(fill))) == 5


def test_a_formula_and_a_file_of_another_kind_are_named() -> None:
    assert refused("a.xlsx", workbook(lambda book: first(book).write_formula("B2", "=1+1"))) is errors.FORMULA
    assert refused("a.csv", b"a;=1+1\n") is errors.FORMULA
    assert refused("a.docx", workbook(lambda book: None)) is errors.NOT_A_TABLE
    assert refused("MAT-12.xlsx", workbook(lambda book: None)) is errors.SECRET_DOCUMENT
