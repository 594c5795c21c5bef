"""The workbook behind a chart, that Word opens for «Edit Data»: one sheet, written directly.

A spreadsheet library would cost more time to load than the whole document takes to write.
"""

from __future__ import annotations

from cotmoc.briefings.document import Chart
from cotmoc.briefings.render.docx import parts
from cotmoc.briefings.render.docx.words import RELATIONS, XML, escaped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_CONTENT_TYPES = (
    f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
)
_WORKBOOK = (
    f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def members(figures: Chart) -> list[tuple[str, str | bytes]]:
    """The parts of the workbook: categories in column A, one series a column from B."""
    return [
        ("[Content_Types].xml", _CONTENT_TYPES),
        ("_rels/.rels", parts.relations((f"{RELATIONS}/officeDocument", "xl/workbook.xml"))),
        ("xl/workbook.xml", _WORKBOOK),
        ("xl/_rels/workbook.xml.rels", parts.relations((f"{RELATIONS}/worksheet", "worksheets/sheet1.xml"))),
        ("xl/worksheets/sheet1.xml", _sheet(figures)),
    ]


def _sheet(figures: Chart) -> str:
    rows = [_row(1, [_words(column(at), 1, each.name) for at, each in enumerate(figures.series, 1)])]
    for row, name in enumerate(figures.categories, 2):
        values = (
            f'<c r="{column(at)}{row}"><v>{float(value):.10g}</v></c>'
            for at, each in enumerate(figures.series, 1)
            if (value := each.points[row - 2].value) is not None
        )
        rows.append(_row(row, [_words("A", row, name), *values]))
    return f'{XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def column(at: int) -> str:
    """The letter of column ``at``: 0 is A. A chart has at most six series."""
    return chr(ord("A") + at)


def _row(number: int, cells: list[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _words(letter: str, row: int, words: str) -> str:
    return f'<c r="{letter}{row}" t="inlineStr"><is><t xml:space="preserve">{escaped(words)}</t></is></c>'
