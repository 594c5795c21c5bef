"""Text in the TCVN3 and VNI fonts' encodings made readable, what it was kept among what is searched."""

from __future__ import annotations

import unicodedata
from typing import Literal

from cotmoc.domain.legacy_encodings import (
    Encoding,
    draws_capitals,
    encoding_of_font,
    is_vietnamese,
    recognised,
    to_unicode,
)
from cotmoc.files.reading.text_of import Part

Converted = Literal["", "TCVN3", "VNI"]

# What Windows-1252 leaves undefined stays a control character, as in other programs.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)}


def modern(text: str, parts: list[Part]) -> tuple[str, Converted]:
    """``text`` in Unicode and the encoding that its letters tell; as it is when they tell none."""
    encoding = recognised(text)
    if encoding is None:
        return text, ""
    parts.append(Part("as written", text))
    return to_unicode(text, encoding), encoding


def of_windows_1258(data: bytes) -> str | None:
    """Bytes of Vietnamese Windows, whose tones are letters of their own, as composed text; else None."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return text if is_vietnamese(text) else None


def by_font(text: str, font: str) -> tuple[str, Encoding | None]:
    """``text`` as this font shows it, and the encoding when the font has one of its own."""
    encoding = encoding_of_font(font)
    if encoding is None:
        return text, None
    return to_unicode(text, encoding, capitals=draws_capitals(font)), encoding


def windows(data: bytes) -> str:
    """Bytes as Windows-1252, in which files for these fonts are kept; never fails."""
    return data.decode("latin-1").translate(_WINDOWS)
