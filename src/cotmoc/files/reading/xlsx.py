"""Excel .xlsx to rows: the first sheet as text. Runs in a worker; every XML part is looked at first."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part, TextOf
from cotmoc.files.reading.xml import local, parse

MOST_CELLS = 200_000
_KIND = ".xlsx"
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_WITHOUT_WORDS = re.compile(r"(?:^|/)(?:styles|theme\d*|calcChain)\.xml$")


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The rows as JSON. Raises Problem: FORMULA, NOT_A_TABLE for macros, HIDDEN_CONTENT, or as Archive."""
    archive = Archive(data, parts)
    names = archive.names()
    if "xl/workbook.xml" not in names:
        raise Problem(errors.NOT_A_TABLE, kind=name.rpartition(".")[2] or "zip")
    if any(one.endswith("vbaProject.bin") for one in names):
        raise Problem(errors.NOT_A_TABLE, kind=".xlsm")
    if any("/embeddings/" in one for one in names):
        raise Problem(errors.HIDDEN_CONTENT)
    for member in names:
        if member.endswith((".xml", ".rels")):
            _look(member, archive.read(member), parts)
    return TextOf(json.dumps(_rows(data)), "xlsx", tuple(parts))


def _look(name: str, data: bytes, parts: list[Part]) -> None:
    root = parse(data, _KIND)
    sheet = bool(_SHEET.match(name))
    cells = 0
    for element in root.iter():
        tag = local(element)
        if sheet and tag == "c":
            cells += 1
        if sheet and tag == "f":
            above = element.getparent()
            raise Problem(errors.FORMULA, cell=(above.get("r") if above is not None else "") or "?")
    if cells > MOST_CELLS:
        raise Problem(errors.TOO_COMPLEX)
    if not _WITHOUT_WORDS.search(name):
        words = ("".join(map(str, e.itertext())) if local(e) == "si" else e.text for e in root.iter())
        parts.append(Part(name, "\n".join(text for text in words if text)))


def _rows(data: bytes) -> list[list[str]]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
        if sheet.height * sheet.width > MOST_CELLS:
            raise Problem(errors.TOO_COMPLEX)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError):
        raise Problem(errors.DAMAGED, kind=_KIND) from None
    return [[_shown(cell) for cell in row] for row in rows]


def _shown(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
