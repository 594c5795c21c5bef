"""A directive as the command prints it: a line, or its facts and clauses as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from cotmoc.cli.directives import relating
from cotmoc.domain.access import Actor
from cotmoc.domain.vi_numbers import show

_STATES = {
    "draft": ("chờ rà soát", "awaiting"),
    "accepted": ("đã giao", "assigned"),
    "rejected": ("không giao", "rejected"),
}
_HELPING = ("phối hợp", "with")
_COMES_BACK = ("lặp lại", "comes back")


def facts(document: Any) -> dict[str, Any]:
    """The head of a document."""
    return {
        "id": document.pk,
        "kind": document.kind,
        "number": document.number,
        "issued_on": document.issued_on and document.issued_on.isoformat(),
        "issuer": document.issuer,
        "subject": document.subject,
        "urgency": document.urgency,
        "sha256": document.file.sha256,
    }


def whole(actor: Actor, document: Any, on: date) -> dict[str, Any]:
    """A document with its clauses and the figures read in it; ``id`` of a clause names it to every deed.

    ``on`` is the day for which is told how a clause comes back.
    """
    from cotmoc.directives import queries

    return {
        **facts(document),
        **queries.related_object(actor, document),
        "clauses": [
            {**_clause(card), "repeat": queries.repeat_object(repeat)}
            for card, repeat in _cards(actor, document, on)
        ],
        "figures": [
            {
                **{name: getattr(one, name) for name in ("indicator", "unit", "period", "level")},
                "value": format(one.value.normalize(), "f"),
                "start": one.start,
                "end": one.end,
            }
            for one in queries.figures(actor, document)
        ],
    }


def print_whole(actor: Actor, document: Any, on: date, language: str) -> None:
    """The same as lines: number, state and day of each clause, name and bodies; tasks; how it comes back."""
    from cotmoc.directives import queries

    english = language == "en"
    print(line(facts(document), language))
    relating.print_related(actor, document, language)
    for card, repeat in _cards(actor, document, on):
        clause = card.clause
        state = _STATES.get(clause.state, (clause.state, clause.state))[english]
        bodies = "; ".join(_name(body) for body in card.leads) or "–"
        if card.coordinating:
            bodies += f"; {_HELPING[english]} {', '.join(_name(body) for body in card.coordinating)}"
        due = clause.due_on.isoformat() if clause.due_on else "–"
        print(f"  {clause.pk:>6} {state:<11} {due:<10} {clause.label} ({bodies})")
        if card.tasks:
            print(f"         → {', '.join(f'#{task}' for task in card.tasks)}")
        if repeat is not None:
            print(f"         {_COMES_BACK[english]}: {repeat.words}")
    for figure in queries.figures(actor, document):
        # As it is written, without a column's noughts.
        value = show(Decimal(format(figure.value.normalize(), "f")))
        print(f"         {f'{value} {figure.unit}'.strip()}: {figure.indicator}")


def line(entry: dict[str, Any], language: str) -> str:
    """One document in one line, what could not be assigned below it."""
    english = language == "en"
    words = []
    if "new" in entry:
        words.append(("new" if english else "mới") if entry["new"] else ("known" if english else "đã có"))
    if entry.get("differs"):
        words.append("other words than what is kept" if english else "chữ khác bản đã có")
    if "accepted" in entry:
        words.append(f"{'assigned' if english else 'đã giao'} {entry['accepted']}")
    if "waiting" in entry:
        words.append(f"{'awaiting review' if english else 'chờ rà soát'} {entry['waiting']}")
    title = f"{entry['kind']} {entry['number']}".strip() or entry.get("file", "–")
    lines = [f"{entry['id']:>6} {title}, {entry['issued_on'] or '–'}: {', '.join(words) or entry['subject']}"]
    lines += [f"         {one['label']}: {one['why']}" for one in entry.get("left", [])]
    return "\n".join(lines)


def accepted(result: tuple[Iterable[Any], Iterable[Any]], language: str) -> dict[str, Any]:
    """How many clauses became tasks, and which could not and why."""
    given, left = result
    return {
        "accepted": len(list(given)),
        "left": [
            {"clause": one.clause.pk, "label": one.clause.label, "why": one.problem.parts(language).what}
            for one in left
        ],
    }


def _cards(actor: Actor, document: Any, on: date) -> list[tuple[Any, Any]]:
    """The clauses in the order of the text, each with how it comes back."""
    from cotmoc.directives import queries

    cards = queries.cards(actor, document)
    repeats = queries.repeats(actor, document, [card.clause for card in cards], on=on)
    return [(card, repeats.get(card.clause.pk)) for card in cards]


def _clause(card: Any) -> dict[str, Any]:
    copied = ("state", "label", "each", "areas", "recurrence", "start", "end", "version")
    return {
        "id": card.clause.pk,
        **{name: getattr(card.clause, name) for name in copied},
        "leads": [_name(body) for body in card.leads],
        "coordinating": [_name(body) for body in card.coordinating],
        "due_on": card.clause.due_on and card.clause.due_on.isoformat(),
        "tasks": list(card.tasks),
    }


def _name(body: Any) -> str:
    return str(body.agency.name if body.agency else body.written)
