"""What was read in a document is kept as a draft: its clauses, figures and citations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.drafts import day, fields_of
from cotmoc.directives.identity import number_key
from cotmoc.directives.models import Citation, Clause, Document, ReadFigure, Reading
from cotmoc.domain.extraction import reading as values
from cotmoc.domain.extraction.relations import relations
from cotmoc.organisations.queries import resolve

_LARGEST = Decimal(10) ** 16


def issuing_agency(document: Document) -> int | None:
    """Which agency of the document's day its issuer is."""
    on = document.issued_on or document.registered_on
    known = resolve(document.province_id, [document.issuer], on=on) if document.issuer else {}
    return known.get(document.issuer)


def keep_reading(document: Document, read: values.Reading, at: datetime) -> None:
    """The draft of what was read in a document, inside the deed that registers it."""
    on = document.issued_on or document.registered_on
    keep_citations(document, read)
    state = Reading.State.DRAFT if read.tasks else Reading.State.ACCEPTED
    reading = Reading.objects.create(document=document, made_at=at, state=state)
    clauses = Clause.objects.bulk_create(
        Clause(reading=reading, ordinal=n, **drafted_fields(task, on)) for n, task in enumerate(read.tasks, 1)
    )
    name_bodies(
        [(clause, task.lead, task.coord) for clause, task in zip(clauses, read.tasks, strict=True)],
        province=document.province_id,
        on=on,
    )
    keep_figures(reading, read)


def drafted_fields(task: values.Task, on: date) -> dict[str, object]:
    """A drafted task as fields of a clause, with what the reader said kept apart."""
    return {
        "start": task.span[0],
        "end": task.span[1],
        "confidence": task.confidence,
        "rule": task.rule[:60],
        "drafted": asdict(task),
        **fields_of(task, on),
    }


def keep_citations(document: Document, read: values.Reading, *, again: bool = False) -> None:
    """Keep what the text cites, linked where it is registered; link earlier citations of this one.

    Read ``again``, what stands at its place stays, and so does what a person has linked or refused.
    """
    cited = sorted((one for one in read.documents if one.role == "cited"), key=lambda one: one.span)
    said = relations(document.text, [one.span for one in cited])
    pairs = list(zip(cited, said, strict=True))
    if again:
        stale = document.citations.filter(linked_by="", refused=None)
        stale.exclude(start__in=[one.span[0] for one in cited]).delete()
        there = set(document.citations.values_list("start", flat=True))
        pairs = [pair for pair in pairs if pair[0].span[0] not in there]
    known = _known(document, {number_key(one.number or "") for one in cited})
    Citation.objects.bulk_create(
        Citation(
            document=document,
            number=(one.number or "")[:60],
            number_key=number_key(one.number or ""),
            kind=one.type[:60],
            issued_on=day(one.date),
            issuer=(one.issuer or "")[:200],
            start=one.span[0],
            end=one.span[1],
            cited_id=_cited(known.get(number_key(one.number or ""), ()), day(one.date)),
            relation=relation.value,
        )
        for one, relation in pairs
    )
    if document.number_key:
        waiting = Citation.objects.filter(
            document__province=document.province_id, number_key=document.number_key, cited=None
        ).exclude(document=document)
        waiting.filter(Q(issued_on=document.issued_on) | Q(issued_on=None)).update(cited=document)


def _known(document: Document, keys: set[str]) -> dict[str, list[tuple[int, date | None]]]:
    """The other registered documents with these numbers: id and day."""
    found: dict[str, list[tuple[int, date | None]]] = {}
    rows = Document.objects.filter(province=document.province_id, number_key__in=keys - {""})
    for pk, key, on in rows.exclude(pk=document.pk).values_list("pk", "number_key", "issued_on"):
        found.setdefault(key, []).append((pk, on))
    return found


def _cited(known: Iterable[tuple[int, date | None]], on: date | None) -> int | None:
    """The registered document with this number and day; without a day only if the number is the only one."""
    same = [pk for pk, issued_on in known if on is None or issued_on == on]
    return same[0] if len(same) == 1 else None


def keep_figures(reading: Reading, read: values.Reading) -> None:
    """The figures of a reading; called inside another action."""
    ReadFigure.objects.bulk_create(
        ReadFigure(
            reading=reading,
            start=figure.span[0],
            end=figure.span[1],
            indicator=figure.indicator[:300],
            value=round(Decimal(str(figure.value)), 4),
            unit=figure.unit[:60],
            period=(figure.period or "")[:20],
            level=(figure.level or "")[:30],
        )
        for figure in read.figures
        if abs(Decimal(str(figure.value))) < _LARGEST
    )
