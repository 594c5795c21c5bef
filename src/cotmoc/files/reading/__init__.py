"""Bytes from anywhere become text, or a catalogued problem; in memory only, no Django, no temporary file.

``to_text`` is the only door. It refuses secret documents itself, so that no caller can forget to.
"""

from __future__ import annotations

from collections.abc import Iterable

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.secrecy import is_marked, marks_in_name
from cotmoc.files.reading import kinds
from cotmoc.files.reading.text_of import Kind, Part, TextOf

__all__ = ["LIMIT", "Kind", "Part", "TextOf", "check_secrecy", "to_text"]

LIMIT = 25 * 1024 * 1024
# The HTML parser takes time by the square of a tag's length, which only a small file keeps short.
SMALL_HTML = 32 * 1024


def to_text(name: str, data: bytes, *, limit: int = LIMIT) -> TextOf:
    """The text of a .txt, .html, .docx or .pdf file; its kind is found by content.

    ``limit`` is in bytes. Raises Problem and nothing else: SECRET_DOCUMENT when the name, the text or any
    searched part carries a secrecy mark (also when the file is unreadable otherwise), else another entry of
    ``cotmoc.domain.errors.files``.
    """
    if marks_in_name(name):
        raise Problem(errors.SECRET_DOCUMENT)
    if len(data) > limit:
        raise Problem(errors.TOO_LARGE, limit_mb=limit // (1024 * 1024))
    parts: list[Part] = []
    try:
        read = _read(name, data, parts)
    except Problem:
        if _any_marked(parts):
            raise Problem(errors.SECRET_DOCUMENT) from None
        raise
    check_secrecy(name, read)
    return read


def check_secrecy(name: str, text_of: TextOf) -> None:
    """Raise SECRET_DOCUMENT, which carries no name and no text, when anything of a file is marked."""
    if marks_in_name(name) or is_marked(text_of.text) or _any_marked(text_of.parts):
        raise Problem(errors.SECRET_DOCUMENT)


def _read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    # Each reader brings its own library; only the one needed is loaded.
    kind = kinds.packing(data)
    if kind == "pdf":
        kinds.agree(name, "pdf")
        from cotmoc.files.reading.worker import shared

        return shared("pdf").read(data, parts)
    if kind == "zip":
        from cotmoc.files.reading import docx

        return docx.read(name, data, parts)
    if kind == "text":
        return _read_text(name, data, parts)
    raise kinds.refusal(name, kind, data)


def _read_text(name: str, data: bytes, parts: list[Part]) -> TextOf:
    from cotmoc.files.reading import plain

    if kinds.looks_like_html(name, data):
        kinds.agree(name, "html")
        if len(data) > SMALL_HTML:
            from cotmoc.files.reading.worker import shared

            return shared("html").read(data, parts)
        from cotmoc.files.reading import html

        return html.read(data, parts)
    text = plain.decode(data)
    kinds.agree(name, "txt")
    return TextOf(text, "txt")


def _any_marked(parts: Iterable[Part]) -> bool:
    return any(is_marked(part.text) or (part.is_name and marks_in_name(part.text)) for part in parts)
