"""Charts as values: a template or an SVG draws them, so they print, follow the theme and read aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cotmoc.web.states import BAR_KINDS
from cotmoc.web.words import day


@dataclass(frozen=True, slots=True)
class Part:
    """One texture of a stacked bar."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A stacked bar; ``width`` in percent of the longest bar beside it, so that all share one scale."""

    parts: tuple[Part, ...]
    total: int
    width: str


def stacked(rows: Sequence[Mapping[str, int]], kinds: Sequence[str] = BAR_KINDS) -> list[Bar]:
    """One bar a row, all to one scale. Each row maps a texture to its count; absent textures are left out."""
    totals = [sum(row.get(kind, 0) for kind in kinds) for row in rows]
    longest = max(totals, default=0) or 1
    return [
        Bar(
            tuple(Part(kind, row[kind]) for kind in kinds if row.get(kind)),
            total,
            f"{100 * total / longest:.1f}",
        )
        for row, total in zip(rows, totals, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stone on the time line: place in percent, state of the stone, words under it."""

    at: float
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Window:
    """A data window with its due dates, to scale. Places and widths in percent."""

    start: float
    end: float
    first: str
    last: str
    marks: tuple[Mark, ...]
    words: str

    @property
    def width(self) -> float:
        """How much of the line the window takes."""
        return round(self.end - self.start, 1)


def window(first: date, last: date, marks: Sequence[tuple[date, str, str]], words: str) -> Window:
    """Place an inclusive window ``first`` to ``last`` and the marks (day, stone, words) on one line."""
    until = max([last, *(mark[0] for mark in marks)])
    days = max((until - first).days, 1)

    def at(when: date) -> float:
        return round(100 * (when - first).days / days, 1)

    placed = tuple(Mark(at(when), state, said) for when, state, said in marks)
    return Window(0, at(last), day(first), day(last), placed, words)
