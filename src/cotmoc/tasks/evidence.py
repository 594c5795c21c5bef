"""Files that prove progress: kind found by content, marks searched in memory, before anything is kept.

What could be hostile is searched by the workers of imports, under their limits of time and memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import (
    DAMAGED,
    EMPTY_FILE,
    MISLABELLED,
    NO_TEXT,
    NOT_A_TABLE,
    PROTECTED,
    SECRET_DOCUMENT,
    TOO_LARGE,
)
from cotmoc.domain.errors.tasks import EVIDENCE_KIND
from cotmoc.domain.secrecy import marks_in_name
from cotmoc.files.reading import any_marked, to_text
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part
from cotmoc.files.reading.worker import shared

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
"""The kinds taken as evidence, by the ending of their name."""

_SPELT = {"jpeg": "jpg", "jpe": "jpg"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it was sent: its name and its bytes, both unchecked."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """Bytes that passed every check."""

    name: str
    data: bytes
    media_type: str


def check(evidence: Evidence, *, limit: int) -> Checked:
    """The file with its kind by content; ``limit`` in bytes.

    Raises Problem: SECRET_DOCUMENT before all others, EVIDENCE_KIND, MISLABELLED, TOO_LARGE, EMPTY_FILE,
    DAMAGED or what reading a document raises. A scan without text is taken.
    """
    name, data = plain_name(evidence.name), evidence.data
    if marks_in_name(evidence.name):
        raise Problem(SECRET_DOCUMENT, field="evidence")
    if len(data) > limit:
        raise Problem(TOO_LARGE, field="evidence", limit_mb=limit // (1024 * 1024))
    try:
        kind = _kind(name, data)
        _agree(name, kind)
    except Problem as problem:
        problem.field = "evidence"
        raise
    return Checked(name, data, MEDIA[kind])


def _kind(name: str, data: bytes) -> str:
    if not data.strip():
        raise Problem(EMPTY_FILE)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _read(name, data, "pdf")
    if data.startswith(b"PK\x03\x04"):
        return _package(name, data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole("png", b"IEND" in data[-16:])
    if data.startswith(b"\xff\xd8\xff"):
        return _whole("jpg", b"\xff\xd9" in data[-64:])
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        raise Problem(PROTECTED)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    raise Problem(EVIDENCE_KIND, kind="?" if ending in MEDIA or not ending else f".{ending[:10]}")


def _read(name: str, data: bytes, kind: str) -> str:
    try:
        return to_text(name, data, limit=len(data)).kind
    except Problem as problem:
        if problem.entry is not NO_TEXT:
            raise
    return kind


def _package(name: str, data: bytes) -> str:
    parts: list[Part] = []
    try:
        members = Archive(data, parts).names()
        if "xl/workbook.xml" not in members:
            if "word/document.xml" in members:
                return _read(name, data, "docx")
            raise Problem(EVIDENCE_KIND, kind="zip")
        shared("workbook").read(name, data, parts)
    except Problem as problem:
        if problem.entry is NOT_A_TABLE:
            raise Problem(EVIDENCE_KIND, kind=".xlsm") from None
        raise
    finally:
        # Also where the rest cannot be read: what is marked is refused as marked.
        if any_marked(name, parts):
            raise Problem(SECRET_DOCUMENT)
    return "xlsx"


def _whole(kind: str, complete: bool) -> str:
    if not complete:
        raise Problem(DAMAGED, kind=f".{kind}")
    return kind


def _agree(name: str, kind: str) -> None:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    ending = _SPELT.get(ending, ending)
    if ending in MEDIA and ending != kind:
        raise Problem(MISLABELLED, claimed=f".{ending}", kind=f".{kind}")


def plain_name(name: str) -> str:
    """The name without folders and control characters, at most 255 characters of it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip()[:255] or "tep-chung-minh"
