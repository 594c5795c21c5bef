"""Which units a viewer's figures come from, and under which group each is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cotmoc.analytics.keys import NO_FORCE, Grouping
from cotmoc.domain.access import EVERYWHERE, Actor
from cotmoc.domain.succession import Link, answering
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency

_LEVELS = ("province", "district", "post", "commune")


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each unit, and what groups are called, in the order in which they are shown."""

    of_unit: Mapping[int, str]
    called: Mapping[str, str]


def agencies_of(province: int) -> dict[int, Agency]:
    """Every unit that ever was, from the province down."""
    found = Agency.objects.filter(province=province).order_by("name", "valid_from")
    return {a.pk: a for a in sorted(found, key=lambda a: _LEVELS.index(a.level))}


def reach(viewer: Actor, agencies: Mapping[int, Agency], links: Sequence[Link]) -> list[int]:
    """Units whose figures the viewer may see: those within reach, and those they took over from."""
    if viewer.role in EVERYWHERE:
        return list(agencies)
    handed_over = {link.predecessor for link in links}
    mine = {*viewer.agencies, viewer.agency}
    return [
        u for u in agencies if u in mine or (u in handed_over and mine & answering(u, date.max, links).keys())
    ]


def group_units(
    agencies: Mapping[int, Agency], grouping: Grouping, boundaries: date | None, as_of: date
) -> Groups:
    """Put every unit into its group. The same for any period, so that a figure opens as it was shown."""
    if grouping is Grouping.ALL:
        return Groups(dict.fromkeys(agencies, ""), {"": ""})
    if grouping is Grouping.FORCE:
        of_unit = {pk: a.force or NO_FORCE for pk, a in agencies.items()}
        return Groups(of_unit, {force: force for force in sorted(set(of_unit.values()), key=_forces_first)})
    if grouping is Grouping.LEVEL:
        of_unit = {pk: a.level for pk, a in agencies.items()}
        return Groups(of_unit, {level: level for level in dict.fromkeys(of_unit.values())})
    if grouping is Grouping.UNIT:
        of_unit = {pk: str(pk) for pk in agencies}
    else:
        parents = _parents(agencies, boundaries, as_of)
        of_unit = {pk: str(parents.get(pk, pk)) for pk in agencies}
    used = set(of_unit.values())
    return Groups(of_unit, {str(pk): a.name for pk, a in agencies.items() if str(pk) in used})


def _forces_first(force: str) -> tuple[bool, str]:
    return force == NO_FORCE, force


def _parents(agencies: Mapping[int, Agency], boundaries: date | None, as_of: date) -> dict[int, int]:
    """The upper unit on the day of the boundaries; without these, on a unit's last day or now."""
    if boundaries is not None:
        return organisations.parents_on(agencies, boundaries)
    by_day: dict[date, list[int]] = defaultdict(list)
    for pk, agency in agencies.items():
        last = agency.valid_to - timedelta(days=1) if agency.valid_to else as_of
        by_day[min(last, max(as_of, agency.valid_from))].append(pk)
    found: dict[int, int] = {}
    for day, units in by_day.items():
        found |= organisations.parents_on(units, day)
    return found
