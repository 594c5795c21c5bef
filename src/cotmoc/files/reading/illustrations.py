"""Pictures inside a document: .docx keeps them as members, HTML in its links. Numbered from 1."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import kinds
from cotmoc.files.reading.archive import Archive, members_of

# A scanned page takes more, a letterhead's emblem less.
LARGE = 50 * 1024
_MEDIA = b"word/media/"
_PICTURE = re.compile(r"^word/media/[^/]+\.(?:png|jpe?g|jpe|tiff?)$", re.IGNORECASE)
_LINKED = re.compile(rb"data:image/(?:png|jpe?g|tiff?)[^,\"'<>]{0,100};base64,([\w+/=%\s-]*)", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")


def sizes(name: str, data: bytes) -> list[int]:
    """How many bytes each picture of a .docx or HTML file takes, about; none for other files."""
    if data.startswith(b"PK"):
        # Of most documents this is all that is asked.
        return [size for _, size in _members(members_of(data))] if _MEDIA in data else []
    return [len(link) * 3 // 4 for link in _links(name, data)]


def taken(name: str, data: bytes) -> Iterator[bytes]:
    """The pictures in their order; one that cannot be taken out is empty. Raises Problem as Archive does."""
    if not data.startswith(b"PK"):
        yield from map(_decoded, _links(name, data))
        return
    archive = Archive(data, [])
    for member, _ in _members((one, 0) for one in archive.names()):
        try:
            yield archive.read(member)
        except Problem:
            yield b""


def _members(listed: Iterator[tuple[str, int]]) -> list[tuple[str, int]]:
    """Word numbers its pictures: 2 comes before 10."""
    found = (one for one in listed if _PICTURE.match(one[0]))
    return sorted(found, key=lambda one: [part.zfill(9) for part in _DIGITS.split(one[0])])


def _links(name: str, data: bytes) -> list[bytes]:
    if not kinds.looks_like_html(name, data):
        return []
    # Of UTF-16 only the zero bytes stand between.
    return _LINKED.findall(data.replace(b"\x00", b""))


def _decoded(link: bytes) -> bytes:
    try:
        return base64.b64decode(link.replace(b"%2B", b"+").replace(b"%2F", b"/").replace(b"%3D", b"="))
    except (binascii.Error, ValueError):
        return b""
