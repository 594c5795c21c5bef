"""Which unit answers for which on a given day, through merges, splits and transfers.

A value stays with the unit that reported it, under that day's name. Successions are applied when reading,
to the boundaries of the day asked for; leaving the links out gives back what was reported.
A unit that lives on under changed boundaries is a new unit, so links never lead back to where they began.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Link:
    """From the day ``on``, ``successor`` answers for ``share`` of ``predecessor``.

    With a ``function`` (a field of work, such as «bảo trợ xã hội») the link holds for that function only
    and goes before links without one. Raises ValueError when the share is not above 0 and at most 1.
    """

    predecessor: int
    successor: int
    on: date
    share: Fraction = WHOLE
    function: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"a share lies above 0 and at most at 1, not {self.share}")
        if self.predecessor == self.successor:
            raise ValueError(f"unit {self.predecessor} cannot succeed itself")


@dataclass(frozen=True, slots=True)
class Restated:
    """A value on other boundaries. ``sources`` are the units it came from with the share taken of each."""

    value: Fraction
    sources: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether every source was taken whole; otherwise the value is apportioned, an estimate."""
        return all(share == 1 for share in self.sources.values())


def check(links: Iterable[Link]) -> None:
    """Refuse links that answer nothing or twice. Raises ValueError saying which unit is wrong.

    For each unit and function all links begin on one day, their shares add up to 1, and each successor
    appears once; no way leads back to where it began.
    """
    links = list(links)
    groups: dict[tuple[int, str], list[Link]] = defaultdict(list)
    for link in links:
        groups[link.predecessor, link.function].append(link)
    for (unit, _), group in groups.items():
        if len({link.successor for link in group}) < len(group):
            raise ValueError(f"unit {unit} hands over to the same successor twice")
        if len({link.on for link in group}) > 1:
            raise ValueError(f"unit {unit} hands over on more than one day")
        if sum(link.share for link in group) != 1:
            raise ValueError(f"the shares of unit {unit} do not add up to 1")
    for function in {link.function for link in links}:
        _refuse_circle(link for link in links if link.function in ("", function))


def answering(unit: int, at: date, links: Iterable[Link], function: str = "") -> dict[int, Fraction]:
    """Which units answer for ``unit`` on the day ``at``, with their shares, which add up to 1.

    A unit without a succession by that day answers for itself. Raises ValueError on links in a circle.
    """
    ways = _ways(at, links, function)
    return _answering(unit, ways, ())


def origin(
    unit: int, at: date, links: Iterable[Link], function: str = "", until: date = date.max
) -> dict[int, Fraction]:
    """Which units of the day ``at`` does ``unit`` answer for on ``until``, with the share taken of each.

    The other way round of ``answering``. ``unit`` itself is among them, for links do not say when it
    began: whoever knows drops the units that did not exist on ``at``.
    """
    later = [link for link in links if link.on > at]
    ways = _ways(until, later, function)
    units = {unit, *ways}
    shares = {one: _answering(one, ways, ()).get(unit, Fraction(0)) for one in units}
    return {one: share for one, share in sorted(shares.items()) if share}


def apply(
    values: Mapping[int, Decimal | Fraction | int],
    boundaries_on: date,
    links: Iterable[Link],
    function: str = "",
) -> dict[int, Restated]:
    """Values by the unit that reported them, added up on the boundaries of a day.

    For flows and for stocks that add over units; a ratio is restated by its parts. ``values`` stay as
    they are. The total never changes.
    """
    ways = _ways(boundaries_on, links, function)
    totals: dict[int, Fraction] = defaultdict(Fraction)
    sources: dict[int, dict[int, Fraction]] = defaultdict(dict)
    for unit, value in values.items():
        for successor, share in _answering(unit, ways, ()).items():
            totals[successor] += Fraction(value) * share
            sources[successor][unit] = share
    return {unit: Restated(total, sources[unit]) for unit, total in totals.items()}


def _ways(at: date, links: Iterable[Link], function: str) -> dict[int, list[Link]]:
    """By unit, the links in force on ``at`` for ``function``: its own ones, else the general ones."""
    own: dict[int, list[Link]] = defaultdict(list)
    general: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        if link.on <= at and link.function in ("", function):
            (own if link.function else general)[link.predecessor].append(link)
    return {**general, **own}


def _answering(unit: int, ways: Mapping[int, list[Link]], came_by: tuple[int, ...]) -> dict[int, Fraction]:
    if unit in came_by:
        raise ValueError(f"the successions of unit {unit} lead back to itself")
    if unit not in ways:
        return {unit: WHOLE}
    shares: dict[int, Fraction] = defaultdict(Fraction)
    for link in ways[unit]:
        for final, share in _answering(link.successor, ways, (*came_by, unit)).items():
            shares[final] += link.share * share
    return dict(shares)


def _refuse_circle(links: Iterable[Link]) -> None:
    heirs: dict[int, set[int]] = defaultdict(set)
    for link in links:
        heirs[link.predecessor].add(link.successor)
    try:
        TopologicalSorter(heirs).prepare()
    except CycleError as error:
        raise ValueError(f"the successions of unit {error.args[1][0]} lead back to itself") from error
