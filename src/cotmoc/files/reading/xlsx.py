"""Excel .xlsx to rows: the first sheet as text. Runs in a worker; every XML part is looked at first."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part, TextOf
from cotmoc.files.reading.xml import named, parse

MOST_CELLS = 200_000
_KIND = ".xlsx"
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_TAGS = re.compile("<[^<>]*>")
# Words that stand in several elements, headers and footers with their codes, and attributes that are shown.
_TOGETHER = ("si", "is", "text", "p")
_HEADS = tuple(f"{page}{place}" for page in ("odd", "even", "first") for place in ("Header", "Footer"))
_HEAD_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|.)')
_SAYING = ("sheet", "definedName", "cNvPr", "docPr", "dataValidation", "hyperlink", "textpath")
_SAID = ("name", "descr", "title", "promptTitle", "prompt", "errorTitle", "error", "tooltip", "string")
_WORDS = etree.XPath("//text()[translate(., '0123456789.-+E', '')]")
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
        root = look(archive, member, parts)
        if root is not None and _SHEET.match(member):
            _refuse_formulas(root)
    return TextOf(json.dumps(_rows(data), ensure_ascii=False), "xlsx", tuple(parts))


def look(archive: Archive, name: str, parts: list[Part]) -> etree._Element | None:
    """Put what a member says into ``parts``; its tree, where it is XML. Raises as Archive and ``parse``."""
    if name.endswith(".vml"):
        # Drawings of older programs are often no XML.
        drawn = archive.read(name).decode("utf-8", errors="replace")
        parts.append(Part(name, _TAGS.sub("\n", drawn)))
    if not name.endswith((".xml", ".rels")):
        return None
    root = parse(archive.read(name), _KIND)
    if name.startswith("docProps/"):
        parts += [Part("property", text, is_name=True) for text in map(str, root.itertext())]
    elif not _WITHOUT_WORDS.search(name):
        parts.append(Part(name, "\n".join(_words(root))))
    return root


def _refuse_formulas(sheet: etree._Element) -> None:
    formula = next(named(sheet, "f"), None)
    if formula is not None:
        above = formula.getparent()
        raise Problem(errors.FORMULA, cell=(above.get("r") if above is not None else "") or "?")
    if sum(1 for _ in named(sheet, "c")) > MOST_CELLS:
        raise Problem(errors.TOO_COMPLEX)


def _words(root: etree._Element) -> Iterator[str]:
    """What a part says: each piece by itself, pieces of one cell or paragraph together, and said in names."""
    yield from map(str, _WORDS(root))
    for element in named(root, *_TOGETHER):
        if len(element) > 1:
            yield "".join(map(str, element.itertext()))
    for element in named(root, *_HEADS):
        yield _HEAD_CODES.sub("\n", element.text or "")
    for element in named(root, *_SAYING):
        yield from (value for key in _SAID if (value := element.get(key)))


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
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
