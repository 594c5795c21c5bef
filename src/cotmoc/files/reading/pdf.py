"""PDF to text: parsed in a process of its own, lines joined to paragraphs."""

from __future__ import annotations

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.pdf_lines import Line, paragraphs
from cotmoc.files.reading.pdf_process import SHARED
from cotmoc.files.reading.text_of import Part, TextOf

_PROBLEMS = {"password": errors.PROTECTED, "damaged": errors.DAMAGED, "pages": errors.TOO_COMPLEX}


def read(data: bytes, parts: list[Part]) -> TextOf:
    """The pages' text as paragraphs; each page's own lines, notes and properties go to ``parts``."""
    answer = SHARED.ask(data)
    if problem := answer.get("problem"):
        raise Problem(_PROBLEMS[problem], kind="PDF")
    parts += [Part(place, text, is_name=place in _SHORT) for place, text in answer["parts"]]
    pages = [[Line(*line) for line in page] for page in answer["pages"]]
    parts += [Part("page", "\n".join(line.text for line in page)) for page in pages]
    text = paragraphs(pages)
    if not text.strip():
        raise Problem(errors.NO_TEXT, kind="PDF")
    unread = tuple(number for number, page in enumerate(pages, 1) if not page)
    return TextOf(text, "pdf", tuple(parts), pages=len(pages), unread_pages=unread)


_SHORT = ("property", "attachment")
