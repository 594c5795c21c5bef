"""A briefing as .pdf (PDF/A-2a and PDF/UA-1), set by typst from the template beside this file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cotmoc.briefings.document import Briefing, Cell, Chart, Heading, Paragraph, Table
from cotmoc.briefings.render import chart, faces, text
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import FONT_MISSING, PDF_FAILED

_TEMPLATE = Path(__file__).with_name("briefing.typ")
_TEXT_WIDTH = 467.7
_WHOLE_ROWS = 12
_CELL = 20


def pdf(briefing: Briefing, fonts: Path) -> bytes:
    """``briefing`` as PDF bytes, the same for the same value. ``fonts`` holds Tinos as .ttf.

    Raises Problem FONT_MISSING when the faces are not there, PDF_FAILED when typst refuses.
    """
    import typst

    if not faces.present(fonts):
        raise Problem(FONT_MISSING)
    try:
        made = typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"briefing": json.dumps(_data(briefing), ensure_ascii=False)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(briefing.provenance.made_at.timestamp()),
        )
    except RuntimeError as problem:
        raise Problem(PDF_FAILED, why=str(problem).splitlines()[0]) from problem
    if not isinstance(made, bytes):
        raise Problem(PDF_FAILED, why="typst")
    return made


def _data(briefing: Briefing) -> dict[str, Any]:
    """What the template prints."""
    body = [text.plain(line) for line in briefing.issuer.body]
    subject = _soft(text.bound(briefing.subject))
    return {
        "title": text.plain(f"{briefing.type_name} {briefing.subject}"),
        "author": " ".join(body),
        "description": " ".join(text.provenance_lines(briefing)),
        "keywords": [text.plain(briefing.symbol)],
        "parent": text.plain(briefing.issuer.parent),
        "body": body,
        "body_rule": rule_width(body[-1] if body else "", 12, _TEXT_WIDTH * 5 / 12),
        "nation": text.NATION,
        "motto": text.MOTTO,
        "motto_rule": faces.width(text.MOTTO, 13, bold=True),
        "number": text.number_line(briefing),
        "place_date": text.place_date_line(briefing.place_date),
        "urgency": text.plain(briefing.urgency),
        "type": text.plain(briefing.type_name),
        "subject": subject,
        "subject_rule": rule_width(subject, 14, _TEXT_WIDTH) * 0.8,
        "blocks": list(_blocks(briefing)),
        "recipients_title": text.RECIPIENTS,
        "recipients": text.recipient_lines(briefing),
        "signature": [text.plain(line) for line in briefing.signature.lines],
        "signer": text.plain(briefing.signature.signer),
        "provenance": text.provenance_lines(briefing),
    }


def rule_width(line: str, size: float, room: float) -> float:
    """The rule under a line: between a third and a half of it (Decree 30/2020), in points."""
    return min(faces.width(line, size, bold=True), room) * 0.42


def _blocks(briefing: Briefing) -> Iterator[dict[str, Any]]:
    outline = list(briefing.outline())
    for index, block in enumerate(outline):
        last = index == len(outline) - 1
        if isinstance(block, Heading):
            yield {"k": "h", "level": block.level, "text": _soft(text.bound(block.text))}
        elif isinstance(block, Paragraph):
            yield {"k": "p", "runs": _runs(block.runs), "last": last}
        elif isinstance(block, Table):
            yield _table(block, last)
        else:
            yield _chart(block, last)


def _chart(block: Chart, last: bool) -> dict[str, Any]:
    return {
        "k": "c",
        "title": text.bound(block.title),
        "unit": text.plain(block.unit),
        "note": text.bound(block.note),
        "svg": chart.svg(block),
        "alt": text.plain(block.described()),
        "last": last,
    }


def _table(table: Table, last: bool) -> dict[str, Any]:
    return {
        "k": "t",
        "size": text.table_size(table),
        "widths": [column.width for column in table.columns],
        "align": [column.align for column in table.columns],
        "head": [[[_soft(text.bound(h.text), _CELL), h.across, h.down] for h in row] for row in table.header],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "total": [_cell(cell) for cell in table.total or ()],
        "caption": text.bound(table.caption),
        "unit": text.plain(table.unit),
        "lines": [_runs(line) for line in table.lines],
        "empty": text.plain(table.empty),
        "whole": len(table.rows) <= _WHOLE_ROWS,
        "last": last,
    }


def _soft(words: str, limit: int = 40) -> str:
    """``words`` with places to break inside what no line or cell could hold; Word finds its own."""
    return re.sub(rf"(\S{{{limit}}})(?=\S)", "\\1\u200b", words)


def _cell(cell: Cell) -> Any:
    """A plain cell as its text, a mixed one as its runs: strings are set faster."""
    parts = text.shown(cell)
    if not any(part.bold or part.italic for part in parts):
        return _soft("".join(part.text for part in parts), _CELL)
    return {"runs": _runs(cell, _CELL)}


def _runs(cell: Cell, limit: int = 40) -> list[list[str]]:
    """Each run as [text] or [text, "b" and/or "i"]."""
    return [
        [_soft(part.text, limit), ("b" if part.bold else "") + ("i" if part.italic else "")]
        if part.bold or part.italic
        else [_soft(part.text, limit)]
        for part in text.shown(cell)
    ]
