"""Matches of a pattern whose first words are known: plain looks find them, the pattern is tried there."""

import re
from collections.abc import Iterable, Iterator


def places(text: str, words: tuple[str, ...], start: int, end: int) -> list[int]:
    """Where one of these words begins and ends inside text[start:end], in order, each place once."""
    found: list[int] = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1, end)
    return sorted(set(found)) if len(found) > 1 else found


def matches(pattern: re.Pattern[str], begins: Iterable[int], text: str, end: int) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives up to `end` when every match begins at one of these places, in order."""
    done = 0
    for at in begins:
        if at >= done and (match := pattern.match(text, at, end)):
            yield match
            done = match.end()
