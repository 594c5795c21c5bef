"""A month of due days: weekends and holidays marked, the first tasks of each day, one day in full."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.working_time import is_working_day
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.around import around, wanted_by
from cotmoc.web.tasks.asked import Asked
from cotmoc.web.tasks.board import counts, title_of
from cotmoc.web.views import page
from cotmoc.web.words import WEEKDAYS

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task

EACH, FULL = 4, 50
"""Tasks shown in a day's cell, and of a day in full on one page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A task on its due day; ``state`` None for what was withdrawn."""

    pk: int
    title: str
    lead: str
    state: TaskState | None
    days: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. ``rest`` says why nobody works on it, or that a Saturday is worked; empty on other days."""

    on: date
    inside: bool
    off: bool
    rest: str
    count: int
    entries: list[Entry]
    href: str

    @property
    def more(self) -> int:
        """How many tasks the cell does not show."""
        return self.count - len(self.entries)


@page(Permission.READ_TASK, methods=("GET",))
def month(request: ActorRequest) -> HttpResponse:
    """The month asked for, else that of the day asked for, else the current one."""
    wanted = wanted_by(request)
    first = (wanted.month or wanted.day or request.today).replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    weeks = _weeks(request, wanted, first, last)
    tally = queries.tally(request.actor, on=request.today, only=wanted.only)
    values = {
        **around(request, wanted, "task_month"),
        **counts(wanted, tally),
        "title": title_of(wanted),
        "first": first,
        "weeks": weeks,
        "weekdays": WEEKDAYS,
        "due_count": sum(cell.count for week in weeks for cell in week if cell.inside),
        "listed": days_off().lists(first, last),
        "before": wanted.link(month=f"{first - timedelta(days=1):%Y-%m}", day=None),
        "after": wanted.link(month=f"{last + timedelta(days=1):%Y-%m}", day=None),
        "now": wanted.link(month=None, day=None),
        "day": wanted.day,
        **_full(request, wanted),
    }
    return render(request, "tasks/month.html", values)


def _weeks(request: ActorRequest, wanted: Asked, first: date, last: date) -> list[list[Cell]]:
    """Whole weeks from Monday; what falls due outside the month is left to its own month."""
    found = queries.due_days(
        request.actor, first=first, last=last, each=EACH, on=request.today, only=wanted.only
    )
    days = {one.on: one for one in found}
    begin = first - timedelta(days=first.weekday())
    end = last + timedelta(days=6 - last.weekday())
    cells = [_cell(request, wanted, begin + timedelta(days=n), days) for n in range((end - begin).days + 1)]
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def _cell(request: ActorRequest, wanted: Asked, on: date, days: dict[date, queries.DueDay]) -> Cell:
    known = days.get(on)
    rest = days_off().presumed
    off = not is_working_day(on, rest)
    words = ""
    if on in rest.holidays:
        words = _("nghỉ lễ")
    elif on in rest.worked:
        words = _("làm bù")
    return Cell(
        on,
        known is not None,
        off,
        words,
        known.count if known else 0,
        [_entry(request, task) for task in known.tasks] if known else [],
        wanted.link(month=f"{on:%Y-%m}", day=on.isoformat()) + "#ngay",
    )


def _entry(request: ActorRequest, task: Task) -> Entry:
    days = (task.due_on - request.today).days if task.due_on else 0
    lead = task.lead.name if task.lead else ""
    return Entry(task.pk, task.title, lead, queries.state_of(task, request.today), days)


def _full(request: ActorRequest, wanted: Asked) -> dict[str, Any]:
    """All tasks of the day asked for, a page at a time."""
    if wanted.day is None:
        return {}
    found = queries.tasks_due(request.actor, wanted.day, on=request.today, only=wanted.only)
    shown = Paginator(found, FULL).get_page(wanted.page)
    return {"day_page": shown, "day_entries": [_entry(request, task) for task in shown.object_list]}
