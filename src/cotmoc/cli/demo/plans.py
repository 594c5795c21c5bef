"""Plans of the demo in their different states: drafts, submitted, returned, approved, amended, reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from cotmoc.cli.demo.province import Bodies, Step
from cotmoc.cli.demo.tables import DEMO, moment, toml
from cotmoc.directives import queries as directives
from cotmoc.domain.access import Actor
from cotmoc.plans import actions, queries
from cotmoc.tasks import queries as tasks

_KEPT = ("wording", "due_on", "who")


def steps(bodies: Bodies) -> Iterable[Step]:
    """Write each plan and let happen to it what the table says; known ones stay as they are."""
    for row in toml(DEMO / "plans.toml")["plan"]:
        yield partial(_plan, bodies, row)


def _plan(bodies: Bodies, row: dict[str, Any]) -> None:
    at = moment(row["written_on"], 8)
    office, unit = bodies.office(at), bodies.id(row["unit"])
    if queries.visible(office).filter(agency=unit, title=row["title"]).exists():
        return
    programme = row.get("kind") == "programme"
    own = office if programme else bodies.for_body(row["unit"])
    document = None if programme else directives.visible(office).get(number=row["directive"])
    clauses = {} if document is None else _clauses(office, document)
    draft = actions.Draft(
        agency=unit,
        year=at.year,
        title=row["title"],
        kind="programme" if programme else "answer",
        number=row["number"],
        document=None if document is None else document.pk,
        lines=[_line(bodies, office, one, clauses) for one in row["line"]],
    )
    plan = actions.write(draft, by=own, at=at).pk
    _decide(bodies, row, plan, own)
    if "amendment" in row:
        plan = _amend(bodies, row, plan, draft, clauses)
    for review in row.get("review", []):
        on = moment(review["on"], 10)
        actions.review(plan, term=review["term"], words=review["words"], by=bodies.office(on), at=on)


def _amend(
    bodies: Bodies, row: dict[str, Any], plan: int, draft: actions.Draft, clauses: dict[str, int]
) -> int:
    """Propose the amendment; the number of what stands or is proposed then."""
    about = row["amendment"]
    at = moment(about["written_on"], 8)
    own = bodies.office(at) if draft.kind == "programme" else bodies.for_body(row["unit"])
    lines = []
    for one in about["line"]:
        if "carries" not in one:
            lines.append(_line(bodies, bodies.office(at), one, clauses))
            continue
        changed = {name: one[name] for name in _KEPT if name in one}
        if "amount" in one:
            changed["amount"] = Decimal(one["amount"])
        lines.append(replace(draft.lines[one["carries"] - 1], carries=one["carries"], **changed))
    made = actions.amend(
        plan,
        title=about.get("title", draft.title),
        number=about.get("number", draft.number),
        lines=lines,
        by=own,
        at=at,
    ).pk
    _decide(bodies, about, made, own)
    return made


def _decide(bodies: Bodies, row: dict[str, Any], plan: int, own: Actor) -> None:
    """Submit, return or approve on the days that the table names."""

    def day(name: str, hour: int) -> datetime:
        return moment(row[name], hour)

    if "submitted_on" in row:
        note = row.get("reason", "") if "returned_on" not in row else ""
        actions.submit(plan, note=note, by=own, at=day("submitted_on", 10))
    if "returned_on" in row:
        at = day("returned_on", 15)
        actions.send_back(plan, reason=row["reason"], by=bodies.office(at), at=at)
    if "approved_on" in row:
        at = day("approved_on", 15)
        actions.approve(plan, by=bodies.office(at), at=at)


def _clauses(office: Actor, document: Any) -> dict[str, int]:
    return {card.clause.label: card.clause.pk for card in directives.cards(office, document)}


def _line(bodies: Bodies, office: Actor, one: dict[str, Any], clauses: dict[str, int]) -> actions.Line:
    named = one.get("clause")
    key = one.get("task")
    return actions.Line(
        one["wording"],
        one.get("due_on"),
        bodies.id(one["lead"]) if "lead" in one else None,
        one.get("who", ""),
        one.get("money_from", ""),
        Decimal(one["amount"]) if "amount" in one else None,
        None if named is None else next(pk for label, pk in clauses.items() if named in label),
        None if key is None else tasks.visible(office).get(external_id=key).pk,
    )
