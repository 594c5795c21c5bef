"""What became of tasks as of any day, by body, giver, document, area, function, month: always six counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q

from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.rates import Rate
from cotmoc.domain.task_status import Tally
from cotmoc.organisations.models import Agency, Area, Function
from cotmoc.tasks.queries.as_of import GIVING, TAKING_PART, AsOf
from cotmoc.tasks.queries.filters import EVERYTHING, Filter


class By(StrEnum):
    """What results are told by. Of BODY and AREA a task counts for each that it has.

    DOCUMENT, AREA and FUNCTION are those that the task has now, whatever the day.
    """

    LEAD = "lead"
    BODY = "body"
    GIVER = "giver"
    DOCUMENT = "document"
    AREA = "area"
    FUNCTION = "function"
    MONTH = "month"


_COLUMNS = {
    By.LEAD: "lead",
    By.DOCUMENT: "task__document",
    By.AREA: "task__area_links__area",
    By.FUNCTION: "task__function",
    By.MONTH: "given_on",
}
_PARTS = {By.BODY: TAKING_PART, By.GIVER: GIVING}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The tally of one group. ``key`` is an id, a document number or a month such as 2022-07; "" for none.

    ``extended`` is how many of them were given a later due day than the first.
    """

    key: str
    name: str
    tally: Tally
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """The groups, busiest first (months in order), and the tally of all tasks, each once.

    ``extended`` of these were given a later day; ``by_first_day`` is the on-time rate by each
    one's first day.
    """

    groups: list[Outcome]
    total: Tally
    extended: int
    by_first_day: Rate


def results(viewer: Actor, by: By, *, on: date, only: Filter = EVERYTHING) -> Results:
    """The results of a filter (apart from its state) at the end of a day. Raises Problem(NOT_PERMITTED)."""
    as_of = AsOf(viewer, on=on, only=only)
    tallies = _tallies(as_of, by)
    later = as_of.extended("lead")
    own = _extended(viewer, by, on, only) if by in _PARTS else _summed(as_of, by, later)
    names = _names(by, tallies)
    groups = [Outcome(key, names.get(key, key), tally, own.get(key, 0)) for key, tally in tallies.items()]
    groups.sort(key=lambda one: one.key if by is By.MONTH else (-one.tally.total, one.name))
    total, (extended, saved, put_off) = as_of.tally, (sum(one[n] for one in later) for n in (1, 2, 3))
    by_first_day = Rate(total.done_on_time - saved, total.fallen_due + put_off)
    return Results([one for one in groups if one.tally.total], total, extended, by_first_day)


def _extended(viewer: Actor, by: By, on: date, only: Filter) -> dict[str, int]:
    """How many were extended of those in which each body had a part on that day."""
    found = AsOf(viewer, on=on, only=only, also=Q(extended=True)).by_part(_PARTS[by])
    return {_key(body): tally.total for body, tally in found}


def _summed(as_of: AsOf, by: By, of_leads: list[tuple[Any, int, int, int]]) -> dict[str, int]:
    """How many were extended of each group."""
    found: dict[str, int] = {}
    for value, count, *_more in of_leads if by is By.LEAD else as_of.extended(_COLUMNS[by]):
        found[_key(value)] = found.get(_key(value), 0) + count
    return found


def _tallies(as_of: AsOf, by: By) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for value, tally in as_of.by_part(_PARTS[by]) if by in _PARTS else as_of.grouped(_COLUMNS[by]):
        key = _key(value)
        tallies[key] = tallies.get(key, Tally()) + tally
    return tallies


def among(viewer: Actor, by: By, key: str, *, on: date, only: Filter = EVERYTHING) -> AsOf:
    """The tasks of one group of ``results`` as of that day.

    Raises Problem(BAD_VALUE) for a key that no group can have.
    """
    if key == "" and by in _NONE:
        return AsOf(viewer, on=on, only=only, also=_NONE[by])
    if by is By.DOCUMENT:
        return AsOf(viewer, on=on, only=only, also=Q(task__document=key))
    if by is By.MONTH:
        first = _month(key)
        begin, end = max(only.given_from or first, first), _last_day(first)
        return AsOf(viewer, on=on, only=replace(only, given_from=begin, given_to=end))
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        raise Problem(BAD_VALUE, field="key", why=Said("không có nhóm này", "there is no such group"))
    if by is By.FUNCTION:
        return AsOf(viewer, on=on, only=replace(only, function=int(key)))
    if by is By.AREA:
        return AsOf(viewer, on=on, only=only, also=Q(task__area_links__area=int(key)))
    return AsOf(viewer, on=on, only=_held_by(by, int(key), only))


def group_name(by: By, key: str) -> str:
    """How a group of the results is called; the key itself where it is a number or a month."""
    return _names(by, [key]).get(key, key)


def _held_by(by: By, body: int, only: Filter) -> Filter:
    if by is By.LEAD:
        return replace(only, lead=body)
    return replace(only, agency=body) if by is By.BODY else replace(only, giver=body)


_NONE = {
    By.LEAD: Q(lead__isnull=True),
    By.AREA: Q(task__area_links__isnull=True),
    By.FUNCTION: Q(task__function__isnull=True),
    By.DOCUMENT: Q(task__document=""),
}


def _month(key: str) -> date:
    try:
        return datetime.strptime(key, "%Y-%m").date()
    except ValueError:
        why = Said("không phải tháng", "is no month")
        raise Problem(BAD_VALUE, field="key", why=why) from None


def _last_day(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _key(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return "" if value is None else str(value)


def _names(by: By, keys: Iterable[str]) -> dict[str, str]:
    if by in (By.DOCUMENT, By.MONTH):
        return {}
    things: dict[By, type[Area | Function]] = {By.AREA: Area, By.FUNCTION: Function}
    known = (
        things.get(by, Agency).objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name")
    )
    return {str(pk): name for pk, name in known}
