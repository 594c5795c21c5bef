"""A table from anywhere (.csv or .xlsx) becomes rows of text, or a catalogued problem; in memory only.

Formulas are refused wherever they stand, also as text that a spreadsheet would run. The words of a table are
searched for secrecy marks as those of a document are.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.errors.said import Said
from cotmoc.domain.secrecy import is_marked
from cotmoc.domain.vi_numbers import show
from cotmoc.files.reading import any_marked, kinds, plain, searched
from cotmoc.files.reading.text_of import Part

LIMIT = 5 * 1024 * 1024
MOST_CELLS = 200_000

_RUNS = re.compile(r"[=+@\t]|-(?!\s*$|[\d\s–-])")


def to_rows(name: str, data: bytes, *, limit: int = LIMIT) -> list[list[str]]:
    """The rows of the first sheet of a .xlsx, or of a .csv with commas, semicolons or tabs.

    Days come as 2026-07-01. Raises Problem and nothing else, an entry of ``cotmoc.domain.errors.files``.
    """
    rows, parts = searched(name, data, limit, _read)
    if any_marked(name, parts):
        raise Problem(errors.SECRET_DOCUMENT)
    check_rows(rows)
    return rows


def too_large() -> Problem:
    """More cells than are read."""
    return Problem(errors.TABLE_TOO_LARGE, most=show(MOST_CELLS))


def check_rows(rows: Sequence[Sequence[str]]) -> None:
    """What holds of the rows of every table, also of one that a page carries back.

    Raises Problem: SECRET_DOCUMENT, TABLE_TOO_LARGE, FORMULA with its cell.
    """
    if is_marked("\n".join(cell for row in rows for cell in row)):
        raise Problem(errors.SECRET_DOCUMENT)
    if sum(map(len, rows)) > MOST_CELLS:
        raise too_large()
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if _RUNS.match(cell):
                raise Problem(errors.FORMULA, cell=f"{_letters(column)}{number}")


def _read(name: str, data: bytes, parts: list[Part]) -> list[list[str]]:
    extension = name.rpartition(".")[2].lower()
    kind = kinds.packing(data)
    if kind == "zip":
        if extension != "xlsx":
            named = Said(f"tệp nén mang đuôi .{extension}", f"a packed file named .{extension}")
            raise Problem(errors.NOT_A_TABLE, kind=named)
        from cotmoc.files.reading.worker import shared

        try:
            rows: list[list[str]] = json.loads(shared("xlsx").read(name, data, parts).text)
        except Problem as problem:
            if problem.entry in (errors.INFLATES_TOO_FAR, errors.TOO_COMPLEX):
                raise too_large() from problem
            raise
        return rows
    if kind != "text" or extension not in ("csv", "tsv", "txt"):
        raise Problem(errors.NOT_A_TABLE, kind=f".{extension}" if extension else kind)
    return _separated(plain.decode(data))


def _separated(text: str) -> list[list[str]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    if text.count("\n") + text.count("\r") > MOST_CELLS:
        raise too_large()
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True):
            cells += len(row)
            if cells > MOST_CELLS:
                raise too_large()
            rows.append(row)
    except csv.Error:
        raise Problem(errors.DAMAGED, kind=".csv") from None
    return rows


def _letters(column: int) -> str:
    found = ""
    while column >= 0:
        found = chr(65 + column % 26) + found
        column = column // 26 - 1
    return found
