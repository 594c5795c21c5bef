"""What reading a file gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What stands in a cell that only goes on with the cell above it, as officials write it.
AS_ABOVE = "″"
# Wider tables of tasks are not written; joined cells are not counted beyond.
MOST_COLUMNS = 20


def reach(said: str | None) -> int:
    """Over how many columns or rows a cell reaches: 1 for nonsense, at most MOST_COLUMNS."""
    told = (said or "").strip()[:5]
    return min(int(told), MOST_COLUMNS) if told.isdecimal() and int(told) else 1


Kind = Literal["txt", "html", "docx", "pdf", "xlsx", "doc", "rtf", "png", "jpg", "tif", "eml", "zip"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file outside its text that can carry a mark: a header, a box, a property, a member's name.

    ``is_name`` says that it is short like a file name, so that a mark may be one of its words.
    """

    place: str
    text: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class TextOf:
    """A file as text. Spans of a reading are offsets into ``text``.

    ``pages`` is known for PDF and pictures; ``unread_pages`` are those (from 1) of which no text is known,
    ``ocr_pages`` those read by text recognition, ``doubtful_pages`` those of them on which something at the
    top could not be made out. Of .docx and HTML these three number the pictures in it.
    ``encoding`` is TCVN3 or VNI when the file was written for such fonts.
    ``searched`` says that the process which read the file has looked for marks in the text, too.
    """

    text: str
    kind: Kind
    parts: tuple[Part, ...] = ()
    pages: int | None = None
    unread_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    doubtful_pages: tuple[int, ...] = ()
    encoding: str = ""
    searched: bool = False
