"""The syllables of a sentence as the choice of an indicator's words sees them: kind, segment, place in it.

A segment runs from one mark to the next; «và», «với», «cùng» before a number part segments too, so that each
figure stands in a segment of its own with its own words: «9 vụ mua bán ma túy | và 5 vụ buôn lậu».
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cotmoc.domain.extraction.order_patterns import FILL, OPEN
from cotmoc.domain.extraction.verbs import Verbs

MARK, DIGIT, NO_FIGURE = "mark", "digit", -1
LINKS = frozenset({"và", "với", "cùng", "hoặc"})
_TOKEN = re.compile(r"\w+|[,;:()|/\".\-]")
_NO_BREAK = frozenset({'"', "-"})
_MASKED = frozenset({OPEN, FILL})
_ABOUT = frozenset({"hơn", "gần", "khoảng", "trên"})


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure before its indicator: folded span with its unit, where its number ends, and its unit."""

    start: int
    number_end: int
    end: int
    unit: str


class Syllable(NamedTuple):
    """One token: span, word, kind, the figure it is part of, its segment and place there, the kind before."""

    start: int
    end: int
    word: str
    kind: str
    figure: int
    segment: int
    place: int
    before: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Syllables in order, the figures of each segment, and the kind of each segment's first syllable."""

    syllables: Sequence[Syllable]
    figures: Mapping[int, list[int]]
    opens: Mapping[int, str]


def sentence(
    low: str,
    shadow: str,
    verbs: Verbs,
    kinds: Mapping[str, str],
    figures: Sequence[Counting],
    bounds: tuple[int, int],
) -> Sentence:
    """The syllables between two places of a text. `figures`: all of the text, in order, none in another."""
    left, right = bounds
    spans = _near(figures, left, right)
    begins = {begin for begin, _, _ in spans}
    found: list[Syllable] = []
    held: dict[int, list[int]] = {}
    opens: dict[int, str] = {}
    segment = place = at = 0
    begin, stop, which = spans[0]
    before = ""
    # Of so many the constructor's own call would cost as much as the rest of the loop.
    made = tuple.__new__
    tokens = [*_TOKEN.finditer(low, left, right)]
    for n, match in enumerate(tokens):
        start, end = match.span()
        word = match[0]
        while start >= stop:
            at += 1
            begin, stop, which = spans[at]
        figure = which if start >= begin else NO_FIGURE
        if not word[0].isalnum():
            if figure == NO_FIGURE:
                if word not in _NO_BREAK:
                    segment, place = segment + 1, 0
                found.append(made(Syllable, (start, end, word, MARK, figure, segment, 0, before)))
                before = word
            continue
        if figure == NO_FIGURE:
            if word in LINKS and _number_next(tokens, n, begins):
                segment, place = segment + 1, 0
        else:
            inside = held.setdefault(segment, [])
            if inside and inside[-1] != figure:
                segment, place = segment + 1, 0
                inside = held.setdefault(segment, [])
            if not inside:
                inside.append(figure)
        place += 1
        if word[0].isdigit():
            kind = DIGIT
        elif shadow[start] in _MASKED:
            kind = "body"
        else:
            kind = kinds.get(word) or ("verb" if verbs.opener(start) else "word")
        found.append(made(Syllable, (start, end, word, kind, figure, segment, place, before)))
        opens.setdefault(segment, kind)
        before = kind
    return Sentence(found, held, opens)


def _near(figures: Sequence[Counting], left: int, right: int) -> list[tuple[int, int, int]]:
    """(start, end, number) of the figures between two places; behind the last of them stands none."""
    first = bisect_right(figures, left, key=lambda f: f.end)
    last = bisect_left(figures, right, key=lambda f: f.start)
    near = [(figures[n].start, figures[n].end, n) for n in range(first, last)]
    return [*near, (right, right, NO_FIGURE)]


def _number_next(tokens: Sequence[re.Match[str]], at: int, begins: set[int]) -> bool:
    """Whether a figure begins behind a linking word, «hơn» or «gần» between them allowed."""
    at += 1
    if at < len(tokens) and tokens[at][0] in _ABOUT:
        at += 1
    return at < len(tokens) and tokens[at].start() in begins
