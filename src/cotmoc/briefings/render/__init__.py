"""A Briefing value to bytes: .docx, .pdf or .html as Decree 30/2020 lays it out, or .json with its keys.

No Django, no clock.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cotmoc.briefings.document import Briefing
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import FORMAT_UNKNOWN

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


def render(
    briefing: Briefing, form: str, *, fonts: Path, link: Callable[[str], str | None] | None = None
) -> bytes:
    """``briefing`` as ``form``, one of MEDIA_TYPES; the same value gives the same bytes.

    ``fonts`` is the folder of the unpacked faces (only .pdf needs it), ``link`` gives the address of a
    figure's key (only .html uses it). Raises Problem FORMAT_UNKNOWN, FONT_MISSING, PDF_FAILED.
    """
    # Each form loads its own engine, so that a page does not load typst.
    if form == "docx":
        from cotmoc.briefings.render.docx import docx

        return docx(briefing)
    if form == "pdf":
        from cotmoc.briefings.render.pdf import pdf

        return pdf(briefing, fonts)
    if form == "html":
        from cotmoc.briefings.render.html import page

        return page(briefing, link)
    if form == "json":
        from cotmoc.briefings.render.figures import figures

        return figures(briefing)
    raise Problem(FORMAT_UNKNOWN, field="format", format=form)
