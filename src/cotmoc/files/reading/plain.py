"""Plain text: decoded, nothing else changed."""

from __future__ import annotations

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


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
