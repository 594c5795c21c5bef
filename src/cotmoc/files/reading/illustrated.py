"""A .docx or HTML file with the pictures in it looked at by recognition. Runs in a worker process only.

Every picture is searched for marks. One that holds a page of print becomes part of the text, behind the
document's own; where there is none of its own, every picture in which print is found does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import ClassVar

import pypdfium2

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import docx, html, illustrations, kinds, pdf, pictures, recognition, scanned
from cotmoc.files.reading.picture_notes import notes
from cotmoc.files.reading.scanned import Read
from cotmoc.files.reading.text_of import Part, TextOf

# Points: below these a bullet or a rule, a page of at least a hundred dots to an inch.
_SPECK, _PAGE = 12.0, 750.0
# Letters of print: more than a caption, a seal or a sign in a photograph holds.
_PAGES_WORTH = 200
_NOTHING = Read([], False, False)
_MOST_KNOWN = 200


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The document's text and that of its pictures; pages are the numbers of pictures. Raises Problem.

    ``unread_pages`` could not be decoded or are too many, ``ocr_pages`` became part of the text.
    """
    is_word = kinds.packing(data) == "zip"
    own: TextOf | None = None
    try:
        own = (docx if is_word else html).read(name, data, parts)
    except Problem as problem:
        if problem.entry is not errors.NO_TEXT:
            raise
    found = _looked_at(name, data, parts)
    read_in = {number: one for number, one in found.items() if one}
    scanned.tell(read_in.values(), parts)
    printed = {n: one for n, one in read_in.items() if one.lines and (own is None or _is_page(one))}
    if own is None and not printed:
        raise Problem(errors.NO_TEXT, kind=".docx" if is_word else "HTML")
    text = own or TextOf("", "docx" if is_word else "html")
    if printed:
        shown = pdf.composed([one.lines or [] for one in printed.values()], parts).text
        text = replace(text, text=f"{text.text}\n\n{shown}".strip("\n"))
    return replace(
        text,
        parts=tuple(parts),
        unread_pages=tuple(n for n, one in found.items() if one is None),
        ocr_pages=tuple(printed),
        doubtful_pages=tuple(n for n, one in printed.items() if one.doubtful),
    )


def _is_page(one: Read) -> bool:
    letters = sum(c.isalpha() for line in one.lines or () for c in line.text)
    return letters >= _PAGES_WORTH and one.sure >= recognition.GOOD


def _looked_at(name: str, data: bytes, parts: list[Part]) -> dict[int, Read | None]:
    """What was read in each picture; None where it could not be looked at."""
    looking = _Looking()
    for number, picture in enumerate(illustrations.taken(name, data), 1):
        if number <= scanned.MOST_PAGES:
            parts += [Part("picture", said) for said in notes(picture)]
            looking.at(number, picture)
        else:
            looking.found[number] = None
    looking.finish()
    return looking.found


class _Looking:
    """Looks at pictures, as many together as recognition takes; the emblem of an office is looked at once."""

    # By the hash of a small picture, for as long as this process lives.
    _known: ClassVar[dict[bytes, Read]] = {}

    def __init__(self) -> None:
        self.found: dict[int, Read | None] = {}
        self._waiting: dict[int, tuple[bytes, scanned.Page]] = {}

    def at(self, number: int, picture: bytes) -> None:
        """Look at the picture of this number, now or with the next."""
        key = sha256(picture).digest()
        self.found[number] = self._known.get(key)
        if self.found[number] is not None:
            return
        for page in _shown(picture):
            self.found[number] = _NOTHING
            if page is not None:
                self._waiting[number] = key, page
        if len(self._waiting) == scanned.AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Look at those that still wait."""
        read = scanned.recognised([page for _, page in self._waiting.values()])
        for (number, (key, page)), one in zip(self._waiting.items(), read, strict=True):
            self.found[number] = one
            if page.alone:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                self._known[key] = one
        self._waiting.clear()


def _shown(picture: bytes) -> Iterator[scanned.Page | None]:
    """The picture, or None where it is too small to say anything; nothing when it cannot be decoded."""
    kind = kinds.picture(picture)
    try:
        document = pictures.as_document(picture, kind) if kind else None
    except (Problem, MemoryError):
        return
    if document is None:
        return
    try:
        width, height = document.get_page_size(0)
        if min(width, height) < _SPECK:
            yield None
        else:
            yield scanned.shown_page(document[0], alone=max(width, height) < _PAGE)
    except (pypdfium2.PdfiumError, ValueError, OSError, zlib.error):
        return
    finally:
        document.close()
