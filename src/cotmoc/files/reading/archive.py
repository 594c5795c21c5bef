"""A zip archive from anywhere, held in memory: names checked, members inflated under limits."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading.text_of import Part

MOST_MEMBERS = 4000
MEMBER_LIMIT = 32 * 1024 * 1024
TOTAL_LIMIT = 96 * 1024 * 1024
LITTLE = 512 * 1024
MOST_RATIO = 200
RATIO_FROM = 1024 * 1024

_CHUNK = 64 * 1024
_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
# What the zip reader raises on damaged input, beside its own error.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    RuntimeError,
    NotImplementedError,
)


def inflates_little(data: bytes) -> bool:
    """Whether all that a package holds is little by its own account, of which no more is ever read."""
    members = list(members_of(data))
    inside = any("embeddings/" in name for name, _ in members)
    return not inside and sum(size for _, size in members) <= LITTLE


def members_of(data: bytes) -> Iterator[tuple[str, int]]:
    """Each member's name and, by its own account, its size; none of what is no archive."""
    with contextlib.suppress(*_BROKEN), zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((info.filename, info.file_size) for info in archive.infolist())


class Archive:
    """Members by name. Every member's name is put into ``parts`` before anything is judged.

    An archive ``within`` another draws on that one's limit.
    """

    def __init__(self, data: bytes, parts: list[Part], *, within: Archive | None = None) -> None:
        if data.count(b"PK\x01\x02") > MOST_MEMBERS:
            raise Problem(errors.TOO_COMPLEX)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN:
            raise Problem(errors.DAMAGED, kind="zip") from None
        parts.extend(Part("member", name, is_name=True) for info in members for name in _spellings(info))
        said = [self._zip.comment, *(info.comment for info in members)]
        parts.extend(Part("comment", words.decode("utf-8", errors="replace")) for words in said if words)
        self._members = {info.filename: info for info in members}
        self._inflated: list[int] = within._inflated if within else [0]
        self._check(members)

    def names(self) -> list[str]:
        """Names in the order of the archive."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """One member's bytes. Raises INFLATES_TOO_FAR before they pass the limits, DAMAGED when broken."""
        info = self._members[name]
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._inflated[0] += len(chunk)
                    self._check_growth(size, info.compress_size)
                    chunks.append(chunk)
        except _BROKEN:
            raise Problem(errors.DAMAGED, kind="zip") from None
        return b"".join(chunks)

    def _check_growth(self, size: int, packed: int) -> None:
        if size > MEMBER_LIMIT or self._inflated[0] > TOTAL_LIMIT:
            raise Problem(errors.INFLATES_TOO_FAR)
        if size > RATIO_FROM and size > MOST_RATIO * max(packed, 1):
            raise Problem(errors.INFLATES_TOO_FAR)

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if any(info.flag_bits & 0x1 for info in members):
            raise Problem(errors.PROTECTED)
        # orig_filename still has what zipfile cuts off after a NUL.
        unsafe = any(_UNSAFE.search(name) for info in members for name in (info.filename, info.orig_filename))
        odd = any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members)
        if unsafe or odd or len(self._members) != len(members):
            raise Problem(errors.UNSAFE_ARCHIVE)


def _spellings(info: zipfile.ZipInfo) -> list[str]:
    """The name as stored, and as UTF-8 when the archive did not say that it is."""
    names = [info.filename]
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            names.append(info.filename.encode("cp437").decode("utf-8"))
    return list(dict.fromkeys(names))
