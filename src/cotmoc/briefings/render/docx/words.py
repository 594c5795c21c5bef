"""The small pieces of WordprocessingML: namespaces, escaped runs, paragraphs."""

from __future__ import annotations

from html import escape

from cotmoc.briefings.document import Cell
from cotmoc.briefings.render import text

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{RELATIONS}"'


def escaped(words: str) -> str:
    """``words`` clean and safe between tags and in attributes."""
    return escape(text.plain(words))


def marks(*, bold: bool = False, italic: bool = False, size: int = 0) -> str:
    """Character properties in the schema's order; ``size`` in points, 0 leaves the style's own."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    slant = "<w:i/><w:iCs/>" if italic else ""
    return weight + slant + (f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>' if size else "")


def run(words: str, look: str = "") -> str:
    """A run of already clean ``words`` with its character properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def runs(cell: Cell, *, bold: bool = False, size: int = 0) -> str:
    """The runs of a paragraph or cell; neighbours that look alike are one run."""
    done: list[str] = []
    held, look = "", ""
    for part in text.shown(cell):
        own = marks(bold=bold or part.bold, italic=part.italic, size=size)
        if own != look and held:
            done.append(run(held, look))
            held = ""
        held, look = held + part.text, own
    if held:
        done.append(run(held, look))
    return "".join(done)


def paragraph(style: str, inner: str, *, extra: str = "", keep_next: bool = False) -> str:
    """A paragraph of ``style``; ``extra`` are properties that stand after keepNext in the schema's order."""
    keep = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{extra}</w:pPr>{inner}</w:p>'


def line(style: str, words: str, *, extra: str = "", keep_next: bool = False) -> str:
    """A paragraph of one clean string; empty when there is nothing to say."""
    return paragraph(style, run(words) if words else "", extra=extra, keep_next=keep_next)
