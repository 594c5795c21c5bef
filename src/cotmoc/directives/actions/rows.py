"""Loading a clause to be decided on, and leaving it and its reading in order afterwards."""

from __future__ import annotations

from datetime import datetime

from cotmoc.directives.models import Clause, Reading
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, WRONG_STATE

STATES = {
    Clause.State.DRAFT: "chờ rà soát",
    Clause.State.ACCEPTED: "đã xác nhận",
    Clause.State.REJECTED: "đã từ chối",
    Clause.State.REPLACED: "đã tách hoặc gộp",
}


def locked(clause: int, by: Actor, version: int | None) -> Clause:
    """The clause, its reading locked. Raises Problem: NOT_FOUND, CHANGED_MEANWHILE."""
    # On PostgreSQL the lock on the reading makes reviewers wait for each other, one document at a time.
    readings = Reading.objects.select_for_update(of=("self",))
    if readings.filter(clauses__pk=clause, document__province=by.province).first() is None:
        raise Problem(NOT_FOUND, thing="nhiệm vụ trích ra")
    row = Clause.objects.select_related("reading__document").get(pk=clause)
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=Said("nhiệm vụ trích ra này", "this clause"))
    return row


def must_wait(clause: Clause, verb: str) -> None:
    """Raises Problem(WRONG_STATE) unless the clause waits for review."""
    if clause.state != Clause.State.DRAFT:
        state = STATES[Clause.State(clause.state)]
        raise Problem(WRONG_STATE, verb=verb, thing="nhiệm vụ trích ra", state=state)


def decide(clause: Clause, state: Clause.State, by: Actor, at: datetime) -> None:
    """Set the state with who decided and when, a draft being nobody's decision."""
    clause.state = state
    waits = state == Clause.State.DRAFT
    clause.decided_at, clause.decided_by = (None, "") if waits else (at, by.name)
    touch(clause)


def touch(clause: Clause) -> None:
    """Save a changed clause under its next version and bring the reading's state up to date."""
    clause.version += 1
    clause.save()
    settle(clause.reading)


def settle(reading: Reading) -> None:
    """A reading is a draft as long as one of its clauses is."""
    waits = reading.clauses.filter(state=Clause.State.DRAFT).exists()
    reading.state = Reading.State.DRAFT if waits else Reading.State.ACCEPTED
    reading.version += 1
    reading.save(update_fields=["state", "version"])
