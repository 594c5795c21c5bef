"""A copy of a text without invisible and look-alike characters, and the way back to offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_LOOKALIKES = {
    **dict(zip("МмАаТтОоІіУуЕе", "MmAaTtOoIiUuEe", strict=True)),
    **dict(zip("ΜΑΤΟοΙΥΕ", "MATOoIYE", strict=True)),
    "Ү": "Y",
    "ү": "y",
    "Ð": "Đ",
    "ð": "đ",
}
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_UNUSUAL = re.compile(
    f"[{_INVISIBLE}{''.join(_LOOKALIKES)}\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class Folded:
    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, at: int) -> int:
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]


def see_through(text: str) -> Folded:
    pieces: list[str] = []
    starts, origins = [0], [0]
    last = length = 0
    for found in _UNUSUAL.finditer(text):
        at = found.start()
        char = found.group()
        plain = "" if _HIDDEN.match(char) else _LOOKALIKES.get(char) or _squared(char)
        pieces += (text[last:at], plain)
        length += at - last + len(plain)
        last = at + 1
        starts.append(length)
        origins.append(last)
    pieces.append(text[last:])
    return Folded("".join(pieces), starts, origins)


def _squared(char: str) -> str:
    code = ord(char)
    for first in (0x1F130, 0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(65 + code - first)
    return unicodedata.normalize("NFKC", char)[:1]
