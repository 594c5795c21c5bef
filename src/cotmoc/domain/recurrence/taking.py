"""Taking what is understood out of a text, so that what is left over can be judged."""

from __future__ import annotations

import re

from cotmoc.domain.vi_numbers import from_words

GAP = "·"
"""Stands where something was taken, so that the words around it do not join into others."""


def take(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """All matches, and the text with a gap in place of each."""
    found = list(pattern.finditer(text))
    return found, pattern.sub(GAP, text) if found else text


def number(text: str) -> int | None:
    """«06» or «sáu»; None for another word."""
    if text in ("nhất", "nhì"):
        return 1 if text == "nhất" else 2
    return int(text) if text.isdecimal() else from_words(text)
