"""How good drafted tasks were, scored against what reviewers made of them.

The measures are those of ``benchmarks/extraction/score.py``: a drafted task is right when its place overlaps
a task of the reviewers' by at least half (intersection over union, one to one); leads are right when the sets
are equal; coordinating bodies are counted one by one, over matched tasks and over all.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

LEAST_OVERLAP = 0.5
BANDS = (0.9, 0.7, 0.0)
"""Lower edges of the bands of confidence, the surest first."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A task as drafted or as accepted; ``key`` ties an accepted draft to itself where places are equal."""

    key: Hashable
    span: Span
    lead: frozenset[str]
    coordinating: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones, ones there are, ones drafted; the rates are None where nothing could be right or wrong."""

    right: int = 0
    there: int = 0
    drafted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.there + other.there, self.drafted + other.drafted)

    @property
    def precision(self) -> float | None:
        """Right ones of those drafted."""
        return self.right / self.drafted if self.drafted else None

    @property
    def recall(self) -> float | None:
        """Right ones of those there are."""
        return self.right / self.there if self.there else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        whole = self.there + self.drafted
        return 2 * self.right / whole if whole else None


@dataclass(frozen=True, slots=True)
class Scores:
    """The four measures over some documents; ``lead`` is right, matched, matched."""

    task: Counts = Counts()
    lead: Counts = Counts()
    coordinating: Counts = Counts()
    coordinating_over_all: Counts = Counts()

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.task + other.task,
            self.lead + other.lead,
            self.coordinating + other.coordinating,
            self.coordinating_over_all + other.coordinating_over_all,
        )


@dataclass(frozen=True, slots=True)
class Band:
    """Drafts with a confidence from ``least`` up to the band above, and how many stood as drafted."""

    least: float
    drafts: int
    unchanged: int

    @property
    def share(self) -> float | None:
        """How many of them were accepted without a change; honest when it is about the confidence."""
        return self.unchanged / self.drafts if self.drafts else None


def scored(there: Sequence[Judged], drafted: Sequence[Judged]) -> Scores:
    """One document: the reviewers' tasks against the drafted ones, both in the order of the text."""
    pairs = _pairs(there, drafted)
    found = [(there[i], drafted[j]) for i, j in pairs]
    both = sum(len(t.coordinating & d.coordinating) for t, d in found)
    return Scores(
        task=Counts(len(pairs), len(there), len(drafted)),
        lead=Counts(sum(t.lead == d.lead for t, d in found), len(pairs), len(pairs)),
        coordinating=Counts(both, _bodies(t for t, _ in found), _bodies(d for _, d in found)),
        coordinating_over_all=Counts(both, _bodies(there), _bodies(drafted)),
    )


def bands(drafts: Collection[tuple[float, bool]]) -> tuple[Band, ...]:
    """Drafts as (confidence, whether accepted without a change), band by band."""
    found = []
    above = float("inf")
    for least in BANDS:
        inside = [unchanged for confidence, unchanged in drafts if least <= confidence < above]
        found.append(Band(least, len(inside), sum(inside)))
        above = least
    return tuple(found)


def _pairs(there: Sequence[Judged], drafted: Sequence[Judged]) -> list[tuple[int, int]]:
    """One to one, the best overlap first; of equal ones a draft with itself, else the earlier."""
    overlaps = [
        (_overlap(t.span, d.span), t.key == d.key, i, j)
        for i, t in enumerate(there)
        for j, d in enumerate(drafted)
    ]
    best = sorted(
        (one for one in overlaps if one[0] >= LEAST_OVERLAP), key=lambda one: (-one[0], not one[1], *one[2:])
    )
    pairs: list[tuple[int, int]] = []
    taken_there: set[int] = set()
    taken_drafts: set[int] = set()
    for _, _, i, j in best:
        if i not in taken_there and j not in taken_drafts:
            taken_there.add(i)
            taken_drafts.add(j)
            pairs.append((i, j))
    return pairs


def _overlap(one: Span, other: Span) -> float:
    inside = min(one[1], other[1]) - max(one[0], other[0])
    return inside / (max(one[1], other[1]) - min(one[0], other[0])) if inside > 0 else 0.0


def _bodies(tasks: Iterable[Judged]) -> int:
    return sum(len(task.coordinating) for task in tasks)
