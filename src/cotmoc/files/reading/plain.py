"""Plain text: decoded, nothing else changed but the encodings of TCVN3 and VNI."""

from __future__ import annotations

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import kinds, legacy
from cotmoc.files.reading.text_of import Part, TextOf

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The text of a .txt file. Raises Problem as ``decode`` does, or MISLABELLED."""
    try:
        text = decode(data)
    except Problem as problem:
        if problem.entry is not errors.UNKNOWN_ENCODING:
            raise
        text, encoding = legacy.modern(legacy.windows(data), parts)
        if not encoding:
            text = _of_windows_1258(data)
    else:
        text, encoding = legacy.modern(text, parts)
    kinds.agree(name, "txt")
    return TextOf(text, "txt", tuple(parts), encoding=encoding)


def _of_windows_1258(data: bytes) -> str:
    text = None if b"\x00" in data else legacy.of_windows_1258(data)
    if text is None:
        raise Problem(errors.UNKNOWN_ENCODING)
    return text


def decode(data: bytes) -> str:
    """UTF-8, or UTF-8 and UTF-16 with a byte order mark, which is not part of the text.

    Newlines and Unicode forms stay as they are. Raises UNKNOWN_ENCODING, BINARY_CONTENT or EMPTY_FILE.
    """
    mark, encoding = next(((bom, codec) for bom, codec in _BOMS if data.startswith(bom)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        binary = not mark and b"\x00" in data
        raise Problem(errors.BINARY_CONTENT if binary else errors.UNKNOWN_ENCODING) from None
    if "\x00" in text:
        raise Problem(errors.BINARY_CONTENT)
    if not text.strip("\ufeff \t\r\n\x0b\x0c\xa0\u200b"):
        raise Problem(errors.EMPTY_FILE)
    return text
