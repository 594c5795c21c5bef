"""Programmes as plain JSON values, for the API and for ``cotmoc programmes --json``; amounts in đồng."""

from __future__ import annotations

from datetime import date
from typing import Any

from cotmoc.domain.access import Actor
from cotmoc.domain.programme_money import Sums
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement, Programme
from cotmoc.programmes.queries.paying import Payment, payments_of, tasks_paid
from cotmoc.programmes.queries.seeing import sees_whole
from cotmoc.programmes.queries.totals import Line, Listed, Year, parts_of, told_of, year_of, years_of
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import state_of

# So many of the tasks that a programme pays are told with it, the most pressing first.
MOST_TASKS = 200


def listed_object(one: Listed, *, year: int) -> dict[str, Any]:
    """One programme of a list with the money of a budget year."""
    return {**_head(one.row), "year": year, **_year(one.money), "whole": one.whole}


def programme_object(
    viewer: Actor, row: Programme, *, on: date, year: int | None = None, as_of: date | None = None
) -> dict[str, Any]:
    """One programme (of ``programme``): components × sources × bodies of a year, and the tasks it pays.

    The days are those of ``listed``; tasks stand as they do ``on`` the day of asking.
    """
    asked = told_of(year, on)
    paid = tasks_paid(viewer, row)
    parts = parts_of(viewer, row, on=on, year=asked, as_of=as_of)
    return {
        **_head(row),
        "year": asked,
        **_year(year_of(line for part in parts for line in part.lines)),
        "whole": sees_whole(viewer, row, on),
        "years": years_of(viewer, row, on=on),
        "components": [
            {
                **_component(part.row),
                **_year(part.money),
                "allocations": [_line(line) for line in part.lines],
            }
            for part in parts
        ],
        "tasks": [
            {
                "id": link.task.pk,
                "title": link.task.title,
                "lead": None if link.task.lead is None else _body(link.task.lead),
                "state": _state(link.task, on),
                "component": link.component_id,
            }
            for link in paid[:MOST_TASKS]
        ],
        "tasks_count": paid.count(),
    }


def allocation_object(row: Allocation, *, on: date) -> dict[str, Any]:
    """One line of money (of ``allocation``) with every entry, also those cancelled."""
    return {
        **_line(line_of(row, on)),
        "programme": row.component.programme_id,
        "component": row.component_id,
        "assignments": [_entry(one) for one in row.assignments.all()],
        "disbursements": [_entry(one) for one in row.disbursements.all()],
    }


def line_of(row: Allocation, on: date) -> Line:
    """An allocation (of ``allocation``) with its sums by the day."""
    assigned = sum(one.amount for one in row.assignments.all() if _counts(one, on))
    return Line(row, Sums(assigned, sum(one.amount for one in row.disbursements.all() if _counts(one, on))))


def payments_object(viewer: Actor, row: Task, *, on: date) -> list[dict[str, Any]]:
    """The programme money of a task as plain JSON values, for the API and the command."""
    return [_payment(one) for one in payments_of(viewer, row, on=on)]


def _payment(one: Payment) -> dict[str, Any]:
    return {
        "id": one.link,
        "programme": {"id": one.programme, "code": one.programme_code, "title": one.programme_title},
        "component": {"id": one.component, "code": one.code, "title": one.title},
        "allocation": one.allocation,
        "agency": one.body,
        "sources": [
            {
                "year": line.year,
                "level": line.level,
                "nature": line.nature,
                "vintage": line.vintage,
                **_sums(line.sums),
            }
            for line in one.sources
        ],
        "whole": one.whole,
        "linked_on": one.on.isoformat(),
        "linked_by": one.by,
        "ended_on": one.ended_on.isoformat() if one.ended_on else None,
        "ended_by": one.ended_by,
    }


def _head(row: Programme) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "first_year": row.first_year,
        "last_year": row.last_year,
        "basis": row.basis,
        "owner": _body(row.owner),
        "version": row.version,
    }


def _component(row: Component) -> dict[str, Any]:
    return {"id": row.pk, "kind": row.kind, "code": row.code, "title": row.title}


def _line(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "id": row.pk,
        "agency": _body(row.agency),
        "year": row.year,
        "level": row.level,
        "nature": row.nature,
        "vintage": row.vintage,
        **_sums(line.sums),
    }


def _entry(row: Assignment | Disbursement) -> dict[str, Any]:
    return {
        "id": row.pk,
        "amount": row.amount,
        "on": row.on.isoformat(),
        "number": row.number,
        "by": row.by_name,
        "cancelled": None
        if row.cancelled_at is None
        else {
            "at": row.cancelled_at.isoformat(),
            "by": row.cancelled_by_name,
            "reason": row.cancelled_reason,
        },
    }


def _year(money: Year) -> dict[str, Any]:
    return {"this_year": _sums(money.fresh), "carried": _sums(money.carried), "both": _sums(money.both)}


def _sums(sums: Sums) -> dict[str, int]:
    return {"assigned": sums.assigned, "disbursed": sums.disbursed}


def _body(row: Any) -> dict[str, Any]:
    return {"id": row.pk, "name": row.name}


def _state(row: Task, on: date) -> str | None:
    state = state_of(row, on)
    return None if state is None else state.value


def _counts(row: Assignment | Disbursement, on: date) -> bool:
    return row.cancelled_at is None and row.on <= on
