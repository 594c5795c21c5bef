"""A line that stands for a longer text."""

from __future__ import annotations


def headline(text: str, most: int) -> str:
    """The first line of ``text`` in at most ``most`` characters, cut at a word and then ended by «…»."""
    first = text.strip().split("\n", 1)[0].rstrip(" .;")
    if len(first) <= most:
        return first
    return first[:most].rsplit(" ", 1)[0][: most - 1] + "…"
