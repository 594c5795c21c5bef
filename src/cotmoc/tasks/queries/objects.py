"""Tasks as plain JSON values, the same for the API and for ``cotmoc tasks --json``."""

from __future__ import annotations

from datetime import date
from typing import Any

from cotmoc.domain.access import Actor
from cotmoc.domain.rates import Rate
from cotmoc.domain.task_course import Stage
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks.models import Task, TaskEvent, TaskRole
from cotmoc.tasks.queries.answering import answering_on
from cotmoc.tasks.queries.as_of import AsOf
from cotmoc.tasks.queries.boards import Listing
from cotmoc.tasks.queries.functions import function_object
from cotmoc.tasks.queries.matters import Held, way_of
from cotmoc.tasks.queries.results import By, Results
from cotmoc.tasks.queries.rows import Row
from cotmoc.tasks.queries.single import (
    above,
    areas_of,
    children,
    facts,
    state_of,
    steps,
    suggested_function,
    tally_of,
)
from cotmoc.tasks.queries.waiting import PartState, part_states, waiting


def listing_object(listing: Listing, *, on: date, page: int, size: int) -> dict[str, Any]:
    """One page of a listing (from 1) with its six counts. Days as 2022-07-25, rates from 0 to 1.

    ``more`` says that a text is found in more tasks than ``count``; then they are not counted by state.
    """
    first = (page - 1) * size
    return {
        "on": on.isoformat(),
        "count": len(listing),
        "more": listing.more,
        "page": page,
        "size": size,
        "tally": None if listing.tally is None else tally_object(listing.tally),
        "items": [row_object(row) for row in listing[first : first + size]],
    }


def past_object(found: AsOf, state: TaskState | None, *, on: date, page: int, size: int) -> dict[str, Any]:
    """One page (from 1) of tasks as of a past day, shaped as ``listing_object`` tells those of today."""
    return {
        "on": on.isoformat(),
        "count": found.tally.total if state is None else found.tally[state],
        "more": False,
        "page": page,
        "size": size,
        "tally": tally_object(found.tally),
        "items": [row_object(row) for row in found.rows(state, size, (page - 1) * size)],
    }


def tally_object(tally: Tally) -> dict[str, Any]:
    """The six counts, their sum, how many have fallen due and the share of those done on time."""
    rate = tally.on_time_rate.value
    return {
        **{state.value: tally[state] for state in TaskState},
        "total": tally.total,
        "fallen_due": tally.fallen_due,
        "on_time_rate": None if rate is None else round(float(rate), 4),
    }


def results_object(found: Results, by: By, *, on: date) -> dict[str, Any]:
    """Results as ``queries.results`` gives them, with both rates from 0 to 1."""
    return {
        "by": by.value,
        "on": on.isoformat(),
        "total": {
            **_with_rates(found.total),
            "extended": found.extended,
            "on_time_by_first_day": _share(found.by_first_day),
        },
        "groups": [
            {"key": one.key, "name": one.name, **_with_rates(one.tally), "extended": one.extended}
            for one in found.groups
        ],
    }


def _with_rates(tally: Tally) -> dict[str, Any]:
    return {**tally_object(tally), "done": tally.done, "official_rate": _share(tally.official_rate)}


def _share(rate: Rate) -> float | None:
    return None if rate.value is None else round(float(rate.value), 4)


def row_object(row: Row) -> dict[str, Any]:
    """One task of a list. ``state`` is None for what was withdrawn; ``days`` to the due day."""
    return {
        "id": row.pk,
        "title": row.title,
        "external_id": row.external_id,
        "lead": None if row.lead_id is None else {"id": row.lead_id, "name": row.lead},
        "giver": {"id": row.giver_id, "name": row.giver},
        **_course(row),
        "state": None if row.state is None else row.state.value,
        "days": row.days,
        "awaiting": row.completed_on is not None and row.closed_on is None,
        "waits_for": row.waits_for,
        "version": row.version,
    }


def _course(row: Row | Task) -> dict[str, Any]:
    """When a task was given, is due and was done."""
    return {
        "given_on": row.given_on.isoformat(),
        "original_due_on": _day(row.original_due_on),
        "due_on": _day(row.due_on),
        "completed_on": _day(row.completed_on),
        "returned_on": _day(row.returned_on),
        "closed_on": _day(row.closed_on),
        "asked_due_on": _day(row.asked_due_on),
        "paused_on": _day(row.paused_on),
        "extensions": row.extensions,
        "recurrence": row.recurrence,
    }


def task_object(viewer: Actor, row: Task, *, on: date) -> dict[str, Any]:
    """One task (from ``queries.task``) with its bodies, history and the steps open to the viewer."""
    state = state_of(row, on)
    held = waiting(row, on)
    parts = {part.role.pk: part for part in part_states(row, on)}
    now = answering_on(viewer, row, on=on)
    return {
        "id": row.pk,
        "title": row.title,
        "detail": row.detail,
        "external_id": row.external_id,
        "lead": None if row.lead is None else {"id": row.lead.pk, "name": row.lead.name},
        "giver": {"id": row.giver.pk, "name": row.giver.name},
        **_course(row),
        "shift": row.shift,
        "working_days": row.working_days,
        "state": None if state is None or row.group else state.value,
        "days": (row.due_on - on).days if row.due_on else None,
        "awaiting": facts(row).stage is Stage.AWAITING_ACCEPTANCE,
        "waits_for": "; ".join(name for _, name in held.bodies) if held else "",
        "waits_why": held.why.value if held else "",
        "version": row.version,
        "parent": row.parent_id,
        "above": [{"id": one.pk, "name": one.title} for one in above(viewer, row)],
        "units": [unit.pk for unit in children(viewer, row)] if row.group else [],
        "parts": [] if row.group else [_under(part, on) for part in children(viewer, row)],
        "areas": [{"id": one.pk, "name": one.name} for one in areas_of(viewer, row)],
        "function": function_object(row.function),
        "suggested_function": function_object(None if row.function else suggested_function(row)),
        "tally": tally_object(tally_of(row, on)),
        "bodies": [
            {
                "id": r.agency_id,
                "name": r.agency.name,
                "role": r.role,
                "accountable": r.accountable,
                **_part(r, parts.get(r.pk)),
                "now": [{"id": one.pk, "name": one.name} for one in now.get(r.agency_id, ())],
            }
            for r in row.roles.all()
        ],
        "matter": [_held(one) for one in way_of(row, on)],
        "events": [_event(event) for event in row.events.all()],
        "steps": sorted(step.value for step in steps(viewer, row, on)),
    }


def _under(part: Task, on: date) -> dict[str, Any]:
    """A part of a task; a heading over several units has no state of its own."""
    state = None if part.group else state_of(part, on)
    return {
        "id": part.pk,
        "title": part.title,
        "lead": None if part.lead is None else {"id": part.lead.pk, "name": part.lead.name},
        "due_on": _day(part.due_on),
        "state": None if state is None else state.value,
    }


def _held(one: Held) -> dict[str, Any]:
    """Who had the last matter, and for how long."""
    return {
        "id": one.pk,
        "name": one.name,
        "from_on": one.from_on.isoformat(),
        "to_on": _day(one.to_on),
        "working_days": one.working_days,
        "opinion": one.opinion,
    }


def _part(role: TaskRole, part: PartState | None) -> dict[str, Any]:
    """By when a coordinating body owes its part and how it stands; empty for other roles."""
    return {
        "due_on": _day(part.due_on) if part else None,
        "contributed_on": _day(role.contributed_on),
        "sent_back_on": _day(role.sent_back_on),
        "part_state": part.state.value if part and part.state else None,
    }


def event_object(event: Any) -> dict[str, Any]:
    """What every event of a course tells, of a task or of what stands above it: what, when, by whom."""
    return {
        "seq": event.seq,
        "kind": event.kind,
        "on": event.on.isoformat(),
        "at": event.at.isoformat(),
        "by": event.by_name,
        "agency": event.agency.name if event.agency else "",
        "note": event.note,
    }


def _event(event: TaskEvent) -> dict[str, Any]:
    files = [{"name": file.name, "sha256": file.sha256} for file in event.files]
    return {
        **event_object(event),
        "percent": event.percent,
        "due_on": _day(event.due_on),
        "told_due_on": _day(event.told_due_on),
        "was_due_on": _day(event.was_due_on),
        "product": event.product,
        "product_on": _day(event.product_on),
        "part": event.part_id,
        "heir": event.heir_id,
        "file": next(iter(files), None),
        "files": files,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
