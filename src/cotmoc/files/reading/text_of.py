"""What reading a file gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["txt", "html", "docx", "pdf", "xlsx"]


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

    ``pages`` is known for PDF only; ``unread_pages`` are those (from 1) that hold no text, such as scans.
    """

    text: str
    kind: Kind
    parts: tuple[Part, ...] = ()
    pages: int | None = None
    unread_pages: tuple[int, ...] = ()
