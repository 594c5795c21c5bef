"""Plans as plain JSON values, the same for the API and for ``cotmoc plans --json``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from cotmoc.directives.models import Document
from cotmoc.domain.access import Actor
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.plans.queries.editions import amendment_of, changes_of, editions, reviews_of
from cotmoc.plans.queries.lacking import UnitGaps
from cotmoc.plans.queries.seeing import steps, tally_of, total_of
from cotmoc.tasks.queries import event_object, state_of, tally_object


def row_object(row: Plan) -> dict[str, Any]:
    """One plan of a list; money in million đồng, as text so that nothing is rounded."""
    total = total_of(row)
    return {
        "id": row.pk,
        "kind": row.kind,
        "year": row.year,
        "title": row.title,
        "number": row.number,
        "agency": {"id": row.agency.pk, "name": row.agency.name},
        "document": None if row.document is None else {"id": row.document.pk, "name": str(row.document)},
        "directive": row.directive,
        "state": row.state,
        "lines_count": len(row.lines.all()),
        "amount": line_money(total.amount),
        "amount_unsaid": total.unsaid,
        "version": row.version,
        "amends": row.amends_id,
    }


def plan_object(viewer: Actor, row: Plan, *, on: date) -> dict[str, Any]:
    """One plan (from ``queries.plan``) with lines, history, reviews and the steps open to the viewer.

    ``changes`` are those from the plan it amends, ``amendment`` is the one under way.
    """
    amendment = amendment_of(row)
    return {
        **row_object(row),
        "tally": tally_object(tally_of(row, on)),
        "lines": [_line(line, on) for line in row.lines.all()],
        "events": [event_object(event) for event in row.events.all()],
        "reviews": [
            {
                "term": one.term,
                "on": one.on.isoformat(),
                "by": one.by_name,
                "words": one.words,
                "tally": one.tally,
            }
            for one in reviews_of(row)
        ],
        "changes": [
            {"kind": one.kind.value, "before": one.before, "after": one.after, "fields": list(one.fields)}
            for one in changes_of(row)
        ],
        "amendment": None if amendment is None else amendment.pk,
        "editions": [
            {"plan": one.plan.pk, "approved_on": one.approved_on.isoformat(), "in_force": one.in_force}
            for one in editions(row)
        ],
        "steps": sorted(step.value for step in steps(viewer, row)),
    }


def gaps_object(document: Document, units: Iterable[UnitGaps]) -> dict[str, Any]:
    """One directive with what lies open between it and the plan of each unit."""
    return {
        "document": {"id": document.pk, "name": str(document)},
        "units": [
            {
                "agency": {"id": unit.agency.pk, "name": unit.agency.name},
                "now": [{"id": one.pk, "name": one.name} for one in unit.now],
                "plan": None if unit.plan is None else unit.plan.pk,
                "state": "" if unit.plan is None else unit.plan.state,
                "gaps": [
                    {
                        "kind": gap.kind.value,
                        "clause": gap.clause,
                        "label": unit.clauses[gap.clause].label if gap.clause in unit.clauses else "",
                        "line": None if gap.line is None else unit.lines[gap.line].ordinal,
                        "due_on": _day(gap.due),
                        "planned_on": _day(gap.planned),
                    }
                    for gap in unit.gaps
                ],
            }
            for unit in units
        ],
    }


def _line(line: PlanLine, on: date) -> dict[str, Any]:
    state = None if line.task is None else state_of(line.task, on)
    return {
        "ordinal": line.ordinal,
        "wording": line.wording,
        "lead": {"id": line.lead.pk, "name": line.lead.name},
        "who": line.who,
        "due_on": _day(line.due_on),
        "source": line.source,
        "amount": line_money(line.amount),
        "clause": line.clause_id,
        "task": line.task_id,
        "carries": line.carries.ordinal if line.carries else None,
        "state": None if state is None else state.value,
    }


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def line_money(value: Decimal | None) -> str | None:
    """Million đồng as text, so that nothing is rounded."""
    return None if value is None else f"{value.normalize():f}"
