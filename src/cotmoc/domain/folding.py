"""Folding Vietnamese text for search and comparison: no tone marks, đ as d, small letters, one space."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans(
    {**dict.fromkeys("’‘ʼʹ′‛`´ʻʾ＇", "'"), **dict.fromkeys("ĐđÐð", "d")},
)


class _Bare(dict[int, str]):
    """By letter, what is left of it: found out once, since a text has the same few letters over and over."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFD", chr(code).translate(_APOSTROPHES))
        self[code] = "".join(c for c in bare if not unicodedata.combining(c)).translate(_APOSTROPHES)
        return self[code]


_BARE = _Bare()
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """«Đăk Plô» → «dak plo». Idempotent; keeps letters, digits and punctuation."""
    return _SPACE.sub(" ", text.translate(_BARE)).strip().lower()
