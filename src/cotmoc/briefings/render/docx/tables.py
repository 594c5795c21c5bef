"""Tables of figures, and the borderless tables that hold the head and the signature."""

from __future__ import annotations

from itertools import pairwise

from cotmoc.briefings.document import Cell, Column, Head, Table
from cotmoc.briefings.render import text
from cotmoc.briefings.render.docx.words import escaped, line, marks, paragraph, run, runs

_WHOLE_ROWS = 12
_FIXED = '<w:tblLayout w:type="fixed"/>'


def layout(widths: tuple[int, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A borderless table of ready paragraphs; its rows never break over pages."""
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    done = ""
    for row in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{cell or line("Normal", "")}</w:tc>'
            for wide, cell in zip(widths, row, strict=True)
        )
        done += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_FIXED}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{done}</w:tbl>"
    )


def gap(keep_next: bool = False) -> str:
    """The distance after a table or chart: Word tables have none of their own."""
    return paragraph("TableGap", "", keep_next=keep_next)


def table(figures: Table, room: int, *, keep_next: bool = False) -> str:
    """``figures`` over ``room`` twips with its caption, unit, rows and lines."""
    widths = _widths(figures.columns, room)
    size = _own_size(figures)
    whole = len(figures.rows) <= _WHOLE_ROWS
    last = len(figures.rows) - 1
    followed = keep_next or bool(figures.lines)
    rows = [_header_row(figures, index, widths, size) for index in range(len(figures.header))]
    for index, row in enumerate(figures.rows):
        held = whole if index < last or figures.total is not None else followed
        rows.append(_row(row, figures.columns, widths, size, keep=held or (followed and index >= last - 1)))
    if not figures.rows:
        rows.append(_empty_row(figures, sum(widths), size, followed or figures.total is not None))
    if figures.total is not None:
        rows.append(_row(figures.total, figures.columns, widths, size, keep=followed, bold=True))
    lines = [
        paragraph("TableLine", runs(each), keep_next=keep_next or index < len(figures.lines) - 1)
        for index, each in enumerate(figures.lines)
    ]
    return "".join((_above(figures), _frame(figures, widths, rows), *lines, gap(keep_next)))


def _above(figures: Table) -> str:
    caption = line("Caption", text.bound(figures.caption)) if figures.caption else ""
    return caption + (line("Unit", text.plain(figures.unit)) if figures.unit else "")


def _frame(figures: Table, widths: list[int], rows: list[str]) -> str:
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    said = f'<w:tblCaption w:val="{escaped(figures.caption)}"/>' if figures.caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_FIXED}'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{said}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def _widths(columns: tuple[Column, ...], room: int) -> list[int]:
    shares = sum(column.width for column in columns)
    edges = [0]
    reached = 0.0
    for column in columns:
        reached += column.width
        edges.append(round(room * reached / shares))
    return [right - left for left, right in pairwise(edges)]


def _own_size(figures: Table) -> int:
    """The type size where it is not the style's 12 points, else 0."""
    size = text.table_size(figures)
    return 0 if size == 12 else size


def _row(
    cells: tuple[Cell, ...],
    columns: tuple[Column, ...],
    widths: list[int],
    size: int,
    *,
    keep: bool,
    bold: bool = False,
) -> str:
    held = "<w:keepNext/>" if keep else ""
    done = []
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        side = f'<w:jc w:val="{column.align}"/>' if column.align != "left" else ""
        done.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{held}{side}</w:pPr>'
            f"{runs(cell, bold=bold, size=size)}</w:p></w:tc>"
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(done)}</w:tr>"


def _empty_row(figures: Table, wide: int, size: int, keep: bool) -> str:
    said = run(text.plain(figures.empty), marks(italic=True, size=size))
    inner = paragraph("TableText", said, extra='<w:jc w:val="center"/>', keep_next=keep)
    span = f'<w:gridSpan w:val="{len(figures.columns)}"/>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"


def _header_row(figures: Table, index: int, widths: list[int], size: int) -> str:
    """One header row: cells that start here, and the lower parts of those that started above."""
    cells = "".join(
        _header_cell(head, top == index, sum(widths[at : at + head.across]), size)
        for at, top, head in _placed(figures.header)
        if top <= index < top + head.down
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _placed(header: tuple[tuple[Head, ...], ...]) -> list[tuple[int, int, Head]]:
    """Each header cell with its first column and first row, by column."""
    taken: set[tuple[int, int]] = set()
    done = []
    for top, row in enumerate(header):
        at = 0
        for head in row:
            while (top, at) in taken:
                at += 1
            taken.update(
                (top + down, at + across) for down in range(head.down) for across in range(head.across)
            )
            done.append((at, top, head))
            at += head.across
    return sorted(done, key=lambda placed: placed[:2])


def _header_cell(head: Head, first: bool, wide: int, size: int) -> str:
    span = f'<w:gridSpan w:val="{head.across}"/>' if head.across > 1 else ""
    merged = ""
    if head.down > 1:
        merged = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    inner = run(text.bound(head.text), marks(size=size)) if first and head.text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph('TableHead', inner, keep_next=True)}</w:tc>"
    )
