"""A copy of a text without invisible and look-alike characters, and the way back to offsets."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right

_LOOKALIKES = {
    **dict(zip("МмАаТтОоІіУуЕе", "MmAaTtOoIiUuEe", strict=True)),
    **dict(zip("ΜΑΤΟοΙΥΕ", "MATOoIYE", strict=True)),
    **dict(zip("ᎷᎪᎢꓟꓮꓔⲘⲀⲦᴍᴀᴛᴜᴏɪʏᴇⅯⅿⅠⅰ", "MATMATMATmatuoiyeMmIi", strict=True)),
    **{chr(0x249C + at): chr(97 + at) for at in range(26)},
    "Ү": "Y",
    "ү": "y",
    "Ð": "Đ",
    "ð": "đ",
}
# What shows nothing and takes no room, or turns the direction of what follows.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
# Strokes, frames and dots set over letters that no Vietnamese word has, and the empty braille cell.
_OVERLAID = "\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f\u20d0-\u20f0\u2800"
_INVISIBLE = INVISIBLE + _OVERLAID
# Beyond the first plane by ranges only: a class of single characters there is slow.
_SHAPED = "\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff\U0001f130-\U0001f189\U0001f1e6-\U0001f1ff"
_UNUSUAL = re.compile(f"[{_INVISIBLE}{''.join(_LOOKALIKES)}{_SHAPED}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}]")


class Folded:
    """``text`` without disguises. Every character left stands for one of the original."""

    def __init__(self, original: str) -> None:
        unusual = _UNUSUAL.search(original) is not None
        self.text = original.translate(_Plain()) if unusual else original
        self._original = original
        self._shortened = len(self.text) != len(original)
        self._removed: array[int] | None = None

    def origin(self, at: int) -> int:
        """The offset in the original of the character at ``at``."""
        if not self._shortened:
            return at
        if self._removed is None:
            # For each removed character, where in the folded text it is missing.
            found = _HIDDEN.finditer(self._original)
            self._removed = array("Q", (m.start() - number for number, m in enumerate(found)))
        return at + bisect_right(self._removed, at)


class _Plain(dict[int, str | None]):
    """What ``str.translate`` asks; learns each character once."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        plain: str | None = char
        if _HIDDEN.match(char):
            plain = None
        elif _UNUSUAL.match(char):
            plain = _LOOKALIKES.get(char) or _squared(char)
        self[code] = plain
        return plain


def see_through(text: str) -> Folded:
    """The folded copy of ``text``; cheap when nothing in it is disguised."""
    return Folded(text)


def _squared(char: str) -> str:
    code = ord(char)
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6):
        if first <= code < first + 26:
            return chr(65 + code - first)
    return unicodedata.normalize("NFKC", char)[:1]
