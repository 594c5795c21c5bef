"""The list of programmes, one programme, and one line of its money with every entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cotmoc.domain.access import EVERYWHERE, Permission, permits
from cotmoc.domain.programme_money import BUDGET_YEARS, Sums
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.vi_numbers import show_date
from cotmoc.programmes import queries
from cotmoc.tasks.queries import state_of
from cotmoc.web.people.fields import asked_day
from cotmoc.web.programmes.labels import KINDS, level_name, nature_name, vintage_name
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.programmes.models import Component, TaskMoney
    from cotmoc.programmes.queries import Line, Year

MOST_TASKS = 25
"""How many of the tasks that a programme pays stand on its page, before it refers to the list of tasks."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A line of money with its source in words."""

    line: Line
    level: str
    nature: str
    vintage: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A component with its lines."""

    row: Component
    kind: str | Promise
    lines: list[SourceRow]
    money: Year


@dataclass(frozen=True, slots=True)
class Paid:
    """A task that a programme pays, with its state on the day."""

    link: TaskMoney
    state: TaskState | None


@page(Permission.READ_PROGRAMME, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Every programme with the money of a budget year as of the day."""
    year = asked_year(request)
    as_of, why = _told_to(request)
    found = queries.listed(request.actor, on=request.today, year=year, as_of=as_of)
    values = {
        "rows": found,
        "year": year,
        "as_of": as_of,
        "why": why,
        "partly": not all(one.whole for one in found),
        "may_write": permits(request.actor, Permission.WRITE_PROGRAMME),
    }
    return render(request, "programmes/list.html", values)


@page(Permission.READ_PROGRAMME, methods=("GET",))
def programme(request: ActorRequest, pk: int) -> HttpResponse:
    """Components, sources and bodies of a budget year, and the tasks that the programme pays."""
    viewer, on, year = request.actor, request.today, asked_year(request)
    as_of, why = _told_to(request)
    row = queries.programme(viewer, pk)
    parts = queries.parts_of(viewer, row, on=on, year=year, as_of=as_of)
    paid = queries.tasks_paid(viewer, row)
    count = paid.order_by().values("task").distinct().count()
    values = {
        "programme": row,
        "year": year,
        "as_of": as_of,
        "why": why,
        "years": [one for one in queries.years_of(viewer, row, on=on) if one != year],
        "sums": sums_of(queries.year_of(line for part in parts for line in part.lines)),
        "whole": queries.sees_whole(viewer, row, on),
        "parts": [
            PartRow(part.row, KINDS[part.row.kind], [named(one) for one in part.lines], part.money)
            for part in parts
        ],
        "tasks": [Paid(link, state_of(link.task, on)) for link in paid[:MOST_TASKS]],
        "task_count": count,
        "every_task": viewer.role in EVERYWHERE,
        "may_write": queries.may_write(viewer, row),
    }
    return render(request, "programmes/programme.html", values)


@page(Permission.READ_PROGRAMME, methods=("GET",))
def allocation(request: ActorRequest, pk: int) -> HttpResponse:
    """One line of money: each decision and payment, with those that were cancelled."""
    viewer, on = request.actor, request.today
    row = queries.allocation(viewer, pk, on=on)
    values = {
        "money": named(queries.line_of(row, on)),
        "allocation": row,
        "may_write": queries.may_write(viewer, row.component.programme),
        "may_disburse": queries.may_disburse(viewer, row),
    }
    return render(request, "programmes/allocation.html", values)


def asked_year(request: ActorRequest) -> int:
    """The budget year of the query, or that of the day."""
    text = request.GET.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return year if year in BUDGET_YEARS else request.today.year


def named(line: Line) -> SourceRow:
    """A line with its source in words."""
    row = line.row
    return SourceRow(line, level_name(row.level), nature_name(row.nature), vintage_name(row.vintage))


def sums_of(money: Year) -> list[tuple[str, Sums]]:
    """The rows of a summary: this year's, carried over, and both where there is something carried over."""
    rows = [(_("Vốn giao năm nay"), money.fresh)]
    if money.carried.assigned:
        rows += [(_("Vốn năm trước kéo dài"), money.carried), (_("Cộng cả hai"), money.both)]
    return rows


def _told_to(request: ActorRequest) -> tuple[date, str]:
    """Up to which day sums are told, today where it cannot be the day asked for, and why not."""
    day, why = asked_day(request, "den", request.today)
    if day <= request.today:
        return day, why
    return request.today, capfirst(_("không sau %(day)s") % {"day": show_date(request.today)})
