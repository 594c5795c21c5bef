"""What was read in a document is kept as a draft: its clauses, figures and citations."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from cotmoc.directives.actions.citing import note_relations
from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.drafts import day, fields_of
from cotmoc.directives.identity import number_key
from cotmoc.directives.models import Citation, Clause, Document, ReadFigure, Reading
from cotmoc.domain.extraction import reading as values
from cotmoc.organisations.queries import resolve

_LARGEST = Decimal(10) ** 16


def keep_reading(document: Document, read: values.Reading, at: datetime) -> None:
    """The draft of what was read in a document, inside the deed that registers it."""
    on = document.issued_on or document.registered_on
    if document.issuer:
        document.issuer_agency_id = resolve(document.province_id, [document.issuer], on=on).get(
            document.issuer
        )
        document.save(update_fields=["issuer_agency"])
    _cite(document, read)
    note_relations(document)
    state = Reading.State.DRAFT if read.tasks else Reading.State.ACCEPTED
    reading = Reading.objects.create(document=document, made_at=at, state=state)
    clauses = [
        Clause.objects.create(reading=reading, ordinal=n, **_drafted(task, on))
        for n, task in enumerate(read.tasks, 1)
    ]
    name_bodies(
        [(clause, task.lead, task.coord) for clause, task in zip(clauses, read.tasks, strict=True)],
        province=document.province_id,
        on=on,
    )
    _keep_figures(reading, read)


def _drafted(task: values.Task, on: date) -> dict[str, object]:
    return {
        "start": task.span[0],
        "end": task.span[1],
        "confidence": task.confidence,
        "rule": task.rule[:60],
        "drafted": asdict(task),
        **fields_of(task, on),
    }


def _cite(document: Document, read: values.Reading) -> None:
    """Keep what the text cites, linked where it is registered; link earlier citations of this one."""
    Citation.objects.bulk_create(
        Citation(
            document=document,
            number=(cited.number or "")[:60],
            number_key=number_key(cited.number or ""),
            kind=cited.type[:60],
            issued_on=day(cited.date),
            issuer=(cited.issuer or "")[:200],
            start=cited.span[0],
            end=cited.span[1],
            cited=_cited(document, number_key(cited.number or ""), day(cited.date)),
        )
        for cited in read.documents
        if cited.role == "cited"
    )
    if document.number_key:
        waiting = Citation.objects.filter(
            document__province=document.province_id, number_key=document.number_key, cited=None
        ).exclude(document=document)
        waiting.filter(Q(issued_on=document.issued_on) | Q(issued_on=None)).update(cited=document)


def _cited(document: Document, key: str, on: date | None) -> Document | None:
    """The registered document with this number and day; without a day only if the number is the only one."""
    if not key:
        return None
    found = Document.objects.filter(province=document.province_id, number_key=key).exclude(pk=document.pk)
    if on is not None:
        found = found.filter(issued_on=on)
    known = list(found[:2])
    return known[0] if len(known) == 1 else None


def _keep_figures(reading: Reading, read: values.Reading) -> None:
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
