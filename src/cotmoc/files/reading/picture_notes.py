"""What is written beside a picture: titles and comments, in the ways that programs put them into its file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_NOTES = (b"tEXt", b"zTXt", b"iTXt")
_LONGEST = 64 * 1024
# Notes stand before a picture or, in a TIFF, behind it.
_BEGINNING, _END = 256 * 1024, 64 * 1024
# Print and the letters of Vietnamese in UTF-8, five bytes or more («MẬT»), and three letters of UTF-16.
_STRING = re.compile(rb"(?:[ -~]|[\xc3-\xc6\xcc\xcd][\x80-\xbf]|\xe1[\xb8-\xbb][\x80-\xbf]){5,2000}")
_WIDE_STRING = re.compile(rb"(?:[ -\xff]\x00|[\x00-\xff][\x01\x03\x1e]){3,2000}")


def notes(data: bytes) -> Iterator[str]:
    """Every string that may be one; pictures hold any bytes, so some are none."""
    if data.startswith(_PNG):
        yield from _of_png(data)
        return
    ends = data if len(data) < _BEGINNING + _END else data[:_BEGINNING] + b"\x00" + data[-_END:]
    for found in _STRING.finditer(ends):
        yield found[0].decode("utf-8", errors="replace")
    for found in _WIDE_STRING.finditer(ends):
        yield found[0].decode("utf-16-le", errors="replace")


def _of_png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] in _NOTES:
            note = data[at + 8 : at + 8 + min(size, _LONGEST)]
            for field in note.split(b"\x00"):
                yield field.decode("utf-8", errors="replace")
            yield from _inflated(note)
        at += size + 12


def _inflated(note: bytes) -> Iterator[str]:
    """What a packed note says: it begins some bytes after its name."""
    for start in (found.start() for found in re.finditer(b"\x78", note[:400])):
        try:
            yield zlib.decompressobj().decompress(note[start:], _LONGEST).decode("utf-8", errors="replace")
        except zlib.error:
            continue
