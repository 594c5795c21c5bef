"""Clauses that come back: what a draft offers, and the recurrence that an accepted one became."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cotmoc.directives.models import Clause, ClauseRecurrence, Document
from cotmoc.directives.queries.documents import visible
from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.recurrence import Occurrence, Recurrence, describe, offered
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.queries import coming_object, rule_object

FEW = 3
"""How many days to come an offer tells."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """By which rule a clause comes back, in words, with its last day and the next days.

    ``recurrence`` is the number of the one that an accepted clause became, None for what a draft offers.
    """

    rule: Recurrence
    words: str
    last: date
    coming: tuple[Occurrence, ...]
    recurrence: int | None = None
    stopped: bool = False


def rule_of(row: Clause, document: Document, on: date) -> Recurrence | None:
    """The rule that a clause of a document offers on a day, None where its words tell none that can be taken.

    A body that has ended by then cannot be ordered anything from now on, so such a clause offers none.
    """
    bodies = [body.agency for body in row.agencies.all() if body.agency is not None]
    if any(body.valid_to is not None and body.valid_to <= on for body in bodies):
        return None
    issued = document.issued_on or document.registered_on
    return offered(row.recurrence, row.deadline_text, row.due_on, issued=issued, on=on, rest=days_off())


def repeats(viewer: Actor, document: Document, clauses: Iterable[Clause], *, on: date) -> dict[int, Repeat]:
    """By the id of a clause of a visible document: what its draft offers, or what it became last."""
    require(viewer, Permission.READ_DIRECTIVE)
    rows = list(clauses)
    may_review = permits(viewer, Permission.REVIEW_DIRECTIVE)
    found = {
        row.pk: Repeat(rule, describe(rule), _last(rule), tasks.coming_days(rule, on=on, count=FEW))
        for row in rows
        if may_review and row.state == Clause.State.DRAFT and row.recurrence
        if (rule := rule_of(row, document, on)) is not None
    }
    accepted = [row.pk for row in rows if row.state == Clause.State.ACCEPTED]
    links = ClauseRecurrence.objects.filter(clause__in=accepted).order_by("pk")
    seen = dict(links.values_list("recurrence", "clause"))
    for told in tasks.recurrences_of(viewer, seen, on=on):
        if told.rule is not None:
            stopped = told.row.stopped_on is not None
            found[seen[told.row.pk]] = Repeat(
                told.rule, told.words, _last(told.rule), told.coming[:FEW], told.row.pk, stopped
            )
    return found


def repeating(viewer: Actor, document: Document, *, on: date) -> int:
    """How many of a visible document's waiting clauses come back when all that is left is accepted.

    Those whose lead is no known agency are left out, for they go on waiting.
    """
    require(viewer, Permission.READ_DIRECTIVE)
    waiting = Clause.objects.filter(reading__document=document, state=Clause.State.DRAFT)
    waiting = waiting.exclude(recurrence="").prefetch_related("agencies__agency")
    return sum(_led(row) and rule_of(row, document, on) is not None for row in waiting)


def _led(row: Clause) -> bool:
    leads = [body.agency_id for body in row.agencies.all() if body.role == "lead"]
    return bool(leads) and None not in leads


def clauses_of(viewer: Actor, recurrences: Collection[int]) -> dict[int, Clause]:
    """By the number of a recurrence: the clause of a visible document that became it."""
    if not permits(viewer, Permission.READ_DIRECTIVE):
        return {}
    links = ClauseRecurrence.objects.filter(
        recurrence__in=recurrences, clause__reading__document__in=visible(viewer).values("pk")
    )
    rows = links.select_related("clause__reading__document").defer("clause__reading__document__text")
    return {link.recurrence_id: link.clause for link in rows}


def repeat_object(repeat: Repeat | None) -> dict[str, Any] | None:
    """How a clause comes back as plain JSON values, the same for the API and ``cotmoc directives``."""
    if repeat is None:
        return None
    return {
        "recurrence": repeat.recurrence,
        "rule": rule_object(repeat.rule),
        "words": repeat.words,
        "last": repeat.last.isoformat(),
        "next": [coming_object(one) for one in repeat.coming],
        "stopped": repeat.stopped,
    }


def recurrence_objects(viewer: Actor, found: Sequence[tasks.Recurring]) -> list[dict[str, Any]]:
    """Recurrences as ``tasks.queries.recurrence_object`` says them, each with the clause that ordered it."""
    clauses = clauses_of(viewer, [one.row.pk for one in found])
    return [
        {**tasks.recurrence_object(one), "clause": _clause_object(clauses.get(one.row.pk))} for one in found
    ]


def _clause_object(row: Clause | None) -> dict[str, Any] | None:
    if row is None:
        return None
    document = row.reading.document
    return {"id": row.pk, "directive": document.pk, "number": document.number}


def _last(rule: Recurrence) -> date:
    return (rule.until or date.max) - timedelta(days=1)
