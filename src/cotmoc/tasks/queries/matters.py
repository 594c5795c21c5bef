"""Matters that are up: who has each of them, who had it before, and where it can go next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cotmoc.domain.access import EVERYWHERE, Actor
from cotmoc.domain.task_course import SETTLED, led_back_to
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.domain.working_time import working_days_between
from cotmoc.organisations.days_off import days_off
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import Superior, deciding, superiors
from cotmoc.tasks.models import Task, TaskEvent


@dataclass(frozen=True, slots=True)
class Held:
    """A body that had a matter from a day until a day, None where it still has it.

    ``working_days`` is how long that was; ``opinion`` what it said when it passed the matter up.
    """

    pk: int
    name: str
    from_on: date
    to_on: date | None = None
    opinion: str = ""
    working_days: int = 0


def holder(row: Task) -> tuple[int, str]:
    """Who is to answer the matter of a task, by id and name."""
    if row.matter_with is None:
        return row.giver_id, row.giver.name
    return row.matter_with.pk, row.matter_with.name


def first_holder(row: Task, on: date) -> int:
    """To whom a matter of a task goes first on a day.

    Up the chart from the lead, if the giver stands on that way: its own superior knows the matter. Where the
    giver stands elsewhere, the giver is asked. A giver is never passed over: the leaders answer for one in
    which nobody decides.
    """
    lead = row.lead_id or row.giver_id
    way = superiors(lead, row.province_id, on=on)
    if row.giver_id not in {one.pk for one in way}:
        return row.giver_id
    return next((one.pk for one in deciding(way, also=row.giver_id)), row.giver_id)


def answers_itself(viewer: Actor, row: Task) -> bool:
    """Whether the viewer would settle a matter for the very body that asked.

    A lead comes to have its own matter when the task is handed over to who had it; the leaders of the
    province answer for any body.
    """
    own = viewer.agency == row.lead_id == (row.matter_with_id or row.giver_id)
    return own and viewer.role not in EVERYWHERE


def next_holder(row: Task, on: date) -> Superior | None:
    """Who would have the matter of a task if it were passed up.

    None where the leaders of the province have it, or answer for a body in which nobody decides. From a body
    that has ended it goes to the province's office.
    """
    way = superiors(row.matter_with_id or row.giver_id, row.province_id, on=on)
    here = next((one for one in way if one.step == 0), None)
    if here is not None and (here.leads or not here.decides):
        return None
    return next(iter(deciding(way)), None)


def way_of(row: Task, on: date) -> list[Held]:
    """Who had the last matter of a task (of ``queries.task``) from when to when, until a day."""
    found: list[Held] = []
    before: list[list[Held]] = []
    for event in row.events.all():
        if event.kind == Kind.UNDONE:
            found = before.pop()
            continue
        before = led_back_to(before, found, Kind(event.kind))
        found = _after(found, event, row)
    return [replace(one, working_days=_clock(one, on)) for one in found]


def _after(found: list[Held], event: TaskEvent, row: Task) -> list[Held]:
    """The way after one more event."""
    if event.kind == Kind.ESCALATED:
        return [_taken(event, row.giver)]
    if not found or found[-1].to_on is not None:
        return found
    *before, last = found
    if event.kind in SETTLED or event.kind == Kind.CANCELLED:
        return [*before, replace(last, to_on=event.on)]
    if event.kind == Kind.PASSED_UP:
        return [*before, replace(last, to_on=event.on, opinion=event.note), _taken(event, row.giver)]
    if event.kind == Kind.HANDED_OVER and event.part_id == last.pk:
        return [*before, replace(last, to_on=event.on), _taken(event, row.giver)]
    return found


def _taken(event: TaskEvent, giver: Agency) -> Held:
    """Nobody was named before steps were kept: then it was the giver's."""
    body = event.heir or giver
    return Held(body.pk, body.name, event.on)


def _clock(one: Held, on: date) -> int:
    """The working days of its stay, counted as those by which the due day is put off."""
    before = timedelta(days=1)
    return working_days_between(one.from_on - before, (one.to_on or on) - before, days_off().presumed)
