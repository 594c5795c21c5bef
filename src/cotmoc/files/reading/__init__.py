"""Bytes from anywhere become text, or a catalogued problem; in memory only, no Django, no temporary file.

``to_text`` is the only door. It refuses secret documents itself, so that no caller can forget to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.secrecy import is_marked, marks_in_name
from cotmoc.files.reading import archive, kinds
from cotmoc.files.reading.text_of import Kind, Part, TextOf
from cotmoc.files.reading.visible import visible

__all__ = [
    "LIMIT",
    "Kind",
    "Part",
    "TextOf",
    "any_marked",
    "check_secrecy",
    "checked",
    "read_text",
    "searched",
    "to_text",
]

Found = TypeVar("Found")
Reader = Callable[[str, bytes, list[Part]], Found]

LIMIT = 25 * 1024 * 1024
# A longer title or property is a text.
LONGEST_NAME = 2000
# Parsers can be made to take long (HTML by the square of a tag's length, .docx by what it inflates to):
# only a small file keeps that short, a larger one is read in a process that can be killed.
SMALL, SMALL_TEXT = 32 * 1024, 64 * 1024


def to_text(name: str, data: bytes, *, limit: int = LIMIT) -> TextOf:
    """The text of a .txt, .html, .docx or .pdf file; its kind is found by content.

    ``inputs.documents_in`` also reads what needs a converter or holds several documents. ``limit`` is in
    bytes. Raises Problem and nothing else: SECRET_DOCUMENT when the name, the text or any searched part
    carries a secrecy mark (also when the file is unreadable otherwise), else another entry of
    ``cotmoc.domain.errors.files``.
    """
    return checked(name, data, limit, read_text)


def checked(name: str, data: bytes, limit: int, reader: Reader[TextOf]) -> TextOf:
    """What ``reader`` makes of a file, refused when anything of it is marked, as ``to_text`` says."""
    read, _ = searched(name, data, limit, reader)
    check_secrecy(name, read)
    return read if read.searched else visible(read)


def searched(name: str, data: bytes, limit: int, reader: Reader[Found]) -> tuple[Found, list[Part]]:
    """What ``reader`` makes of a file, and the parts it searched, which the caller has still to judge.

    Raises SECRET_DOCUMENT for a marked name, and when the file is unreadable and any searched part is marked.
    """
    if marks_in_name(name):
        raise Problem(errors.SECRET_DOCUMENT)
    if len(data) > limit:
        raise Problem(errors.TOO_LARGE, limit_mb=limit // (1024 * 1024))
    parts: list[Part] = []
    try:
        return reader(name, data, parts), parts
    except Problem:
        if any_marked(name, parts):
            raise Problem(errors.SECRET_DOCUMENT) from None
        raise


def check_secrecy(name: str, text_of: TextOf) -> None:
    """Raise SECRET_DOCUMENT, which carries no name and no text, when anything of a file is marked."""
    in_text = not text_of.searched and is_marked(text_of.text)
    if in_text or marks_in_name(name) or _any_marked(text_of.parts):
        raise Problem(errors.SECRET_DOCUMENT)


def any_marked(name: str, parts: Iterable[Part]) -> bool:
    """True when a name or any searched part of a file is marked."""
    return bool(marks_in_name(name)) or _any_marked(parts)


def read_text(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The text as it is, unchecked: callers go through ``checked``. Raises Problem."""
    kind = kinds.packing(data)
    if kind == "pdf":
        return _apart("pdf", name, data, parts)
    if kind == "zip":
        if len(data) > SMALL or not archive.inflates_little(data):
            return _apart("docx", name, data, parts)
        # Each reader brings its own library; only the one needed is loaded.
        from cotmoc.files.reading import docx

        return docx.read(name, data, parts)
    if kind == "text":
        return _read_text(name, data, parts)
    if kinds.is_rich_text(name, data):
        return _apart("rtf", name, data, parts)
    raise kinds.refusal(name, kind, data)


def _read_text(name: str, data: bytes, parts: list[Part]) -> TextOf:
    if kinds.looks_like_html(name, data):
        if len(data) > SMALL:
            return _apart("html", name, data, parts)
        from cotmoc.files.reading import html

        return html.read(name, data, parts)
    if len(data) > SMALL_TEXT:
        return _apart("plain", name, data, parts)
    from cotmoc.files.reading import plain

    return plain.read(name, data, parts)


def _apart(kind: str, name: str, data: bytes, parts: list[Part]) -> TextOf:
    from cotmoc.files.reading.worker import shared

    return shared(kind).read(name, data, parts)


def _any_marked(parts: Iterable[Part]) -> bool:
    return any(is_marked(part.text) or (_is_name(part) and marks_in_name(part.text)) for part in parts)


def _is_name(part: Part) -> bool:
    return part.is_name and len(part.text) <= LONGEST_NAME
