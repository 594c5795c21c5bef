"""Folding Vietnamese text for search and comparison: no tone marks, đ as d, small letters, one space."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans(
    {**dict.fromkeys("’‘ʼʹ′‛`´ʻʾ＇", "'"), **dict.fromkeys("ĐđÐð", "d")},
)
_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """«Đăk Plô» → «dak plo». Idempotent; keeps letters, digits and punctuation."""
    bare = unicodedata.normalize("NFD", text.translate(_APOSTROPHES))
    kept = "".join(c for c in bare if not unicodedata.combining(c)).translate(_APOSTROPHES)
    return _SPACE.sub(" ", kept).strip().lower()
