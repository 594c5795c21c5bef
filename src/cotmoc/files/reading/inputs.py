"""Whatever a person sends: one document, or several in an archive or an e-mail, each read by itself.

What is marked secret anywhere refuses the whole. What cannot be read is answered beside what can.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors import inputs
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import (
    LIMIT,
    any_marked,
    checked,
    illustrations,
    kinds,
    office,
    read_text,
    recognition,
)
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part, TextOf

MOST_DOCUMENTS = 200
MOST_SCANNED = 60
DEEPEST = 2
_SECONDS, _SECONDS_A_PAGE = 30, 15
# An archive of documents that each take nearly as long as one may is stopped as a whole.
MOST_SECONDS, MOST_STOPPED = 300, 3
# What ends the reading of the whole, wherever it is met.
_FATAL = (errors.SECRET_DOCUMENT, errors.INFLATES_TOO_FAR, inputs.TOO_MANY_DOCUMENTS)
# Its name, its bytes, and whether they are the words of a message.
_Member = tuple[str, bytes | Problem, bool]
_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Input:
    """One document: its name (``thu.eml/ke-hoach.docx``), its bytes, and its text or why there is none.

    ``is_body`` says that these are the words of the message itself, whose attachments lie beside it.
    """

    name: str
    data: bytes
    read: TextOf | None = None
    problem: Problem | None = None
    is_body: bool = False

    @property
    def text(self) -> TextOf:
        """The text. Raises the problem."""
        if self.read is None:
            assert self.problem is not None
            raise self.problem
        return self.read


def documents_in(name: str, data: bytes, *, limit: int = LIMIT) -> list[Input]:
    """Every document of a .txt, .html, .docx, .doc, .rtf, .pdf, .png, .jpg, .tif, .zip or .eml file.

    Of an archive or an e-mail each member, in its order, with its own problem where it has one. Raises
    Problem: SECRET_DOCUMENT when anything of it is marked, else when a single file, or the archive itself,
    cannot be read.
    """
    opened = _Opened(limit)
    kind = kinds.several(name, data)
    if kind is None:
        return [Input(name, data, opened.document(name, data))]
    found = list(opened.members(name, data, kind, 1))
    if not found:
        raise Problem(inputs.NO_DOCUMENTS, kind=f".{kind}")
    return found


class _Opened:
    """What has been taken out of one input so far: its limits hold for all of it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._archive: Archive | None = None
        self._documents = 0
        self._scanned = 0
        self._stopped = 0
        self._begun = time.monotonic()

    def members(self, name: str, data: bytes, kind: str, depth: int) -> Iterator[Input]:
        """The documents inside, also those of an archive or a message within."""
        parts: list[Part] = []
        try:
            inside = self._mailed(name, data, parts) if kind == "eml" else self._packed(data, parts)
        except Problem:
            if any_marked(name, parts):
                raise Problem(errors.SECRET_DOCUMENT) from None
            raise
        if any_marked(name, parts):
            raise Problem(errors.SECRET_DOCUMENT)
        for member, content, is_body in inside:
            for one in self._member(f"{name}/{member}", member, content, depth):
                yield replace(one, is_body=True) if is_body else one

    def _member(self, path: str, name: str, content: bytes | Problem, depth: int) -> Iterator[Input]:
        self._documents += 1
        if self._documents > MOST_DOCUMENTS:
            raise Problem(inputs.TOO_MANY_DOCUMENTS, most=MOST_DOCUMENTS)
        try:
            if isinstance(content, Problem):
                raise content
            kind = kinds.several(name, content) if content else None
            if kind is None:
                yield Input(path, content, self.document(name, content))
            elif depth < DEEPEST:
                self._documents -= 1
                for inner in self.members(name, content, kind, depth + 1):
                    yield replace(inner, name=f"{path}{inner.name.removeprefix(name)}")
            else:
                raise Problem(inputs.NESTED_ARCHIVE)
        except Problem as problem:
            if problem.entry in _FATAL:
                raise
            yield Input(path, b"", problem=problem)

    def _packed(self, data: bytes, parts: list[Part]) -> Iterator[_Member]:
        archive = Archive(data, parts, within=self._archive)
        self._archive = self._archive or archive
        return _taken_out(archive)

    def _mailed(self, name: str, data: bytes, parts: list[Part]) -> Iterator[_Member]:
        from cotmoc.files.reading.worker import shared

        listed = json.loads(shared("mail").read(name, data, parts).text)
        return ((member, base64.b64decode(content), is_body) for member, content, is_body in listed)

    def document(self, name: str, data: bytes) -> TextOf:
        """The text of one document, by converter or recognition where it needs one."""
        if self._stopped >= MOST_STOPPED or time.monotonic() - self._begun > MOST_SECONDS:
            raise Problem(errors.TOO_SLOW, seconds=MOST_SECONDS)
        try:
            return checked(name, data, self._limit, self._read)
        except Problem as problem:
            self._stopped += problem.entry is errors.TOO_SLOW
            raise

    def _read(self, name: str, data: bytes, parts: list[Part]) -> TextOf:
        if kinds.is_old_word(name, data):
            return self._old_word(data, parts)
        if kind := kinds.picture(data):
            kinds.agree_picture(name, kind)
            return self._scan(name, data, parts, pages=1)
        if held := illustrations.sizes(name, data):
            return self._illustrated(name, data, parts, held)
        try:
            read = read_text(name, data, parts)
        except Problem as problem:
            if problem.entry is errors.NO_TEXT and kinds.packing(data) == "pdf":
                return self._scan(name, data, parts, pages=MOST_SCANNED)
            raise
        if read.unread_pages and recognition.available() and self._scanned < MOST_SCANNED:
            return self._scan(name, data, parts, pages=len(read.unread_pages))
        return read

    def _illustrated(self, name: str, data: bytes, parts: list[Part], held: Sequence[int]) -> TextOf:
        """A document with pictures of so many bytes; a large one that nobody looks at is told as unread."""
        if recognition.available() and self._scanned < MOST_SCANNED:
            pages = min(len(held), MOST_SCANNED)
            return self._scan(name, data, parts, pages=pages, reader="illustrated")
        try:
            read = read_text(name, data, parts)
        except Problem as problem:
            if problem.entry is errors.NO_TEXT:
                return self._scan(name, data, parts, pages=len(held), reader="illustrated")
            raise
        large = (number for number, size in enumerate(held, 1) if size >= illustrations.LARGE)
        return replace(read, unread_pages=tuple(large))

    def _old_word(self, data: bytes, parts: list[Part]) -> TextOf:
        from cotmoc.files.reading.worker import shared

        # What a converter leaves out is searched too.
        kinds.refuse_protected(data)
        shared("old_word").read("a.doc", data, parts)
        return replace(self._read("a.docx", office.to_docx(data), parts), kind="doc")

    def _scan(
        self, name: str, data: bytes, parts: list[Part], *, pages: int, reader: str = "scanned"
    ) -> TextOf:
        if not recognition.available():
            raise Problem(inputs.NO_RECOGNITION)
        if self._scanned >= MOST_SCANNED:
            raise Problem(inputs.TOO_MANY_SCANS, most=MOST_SCANNED)
        from cotmoc.files.reading.worker import shared

        read = shared(reader).read(name, data, parts, seconds=_SECONDS + _SECONDS_A_PAGE * pages)
        self._scanned += len(read.ocr_pages)
        return read


def _taken_out(archive: Archive) -> Iterator[_Member]:
    for name in archive.names():
        if name.endswith("/") or name.lower().startswith(_LITTER) or name.lower().endswith(_LITTER[1:]):
            continue
        try:
            yield name, archive.read(name), False
        except Problem as problem:
            if problem.entry is errors.INFLATES_TOO_FAR:
                raise
            yield name, problem, False
