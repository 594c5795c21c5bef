"""A file comes in: checked in memory, read, then kept with its draft reading in one transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.drafts import day, fields_of
from cotmoc.directives.identity import identity, number_key
from cotmoc.directives.lexicon import load_lexicon
from cotmoc.directives.models import Citation, Clause, Document, ReadFigure, Reading
from cotmoc.domain import extraction
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.extraction import reading as values
from cotmoc.domain.folding import fold
from cotmoc.domain.secrecy import is_marked, marks_in_name
from cotmoc.files.actions import keep
from cotmoc.files.reading import TextOf, to_text
from cotmoc.organisations.queries import resolve

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
}
_URGENCY = {
    "khan": Document.Urgency.URGENT,
    "thuong khan": Document.Urgency.VERY_URGENT,
    "hoa toc": Document.Urgency.EXPRESS,
}
_LARGEST = Decimal(10) ** 16


class Overrides(TypedDict, total=False):
    """What the person who registers knows better than the reader."""

    number: str
    kind: str
    issued_on: date
    issuer: str
    subject: str
    urgency: str


def register(
    *, name: str, data: bytes, by: Actor, at: datetime, **overrides: Unpack[Overrides]
) -> tuple[Document, bool]:
    """Register a document and save its reading as a draft; (document, whether it is new).

    A document already registered (same identity or same bytes) is returned as it is. Raises Problem:
    NOT_PERMITTED, SECRET_DOCUMENT (then an audit row of time, person and SHA-256 is all that is kept),
    or an entry of ``cotmoc.domain.errors.files``.
    """
    require(by, Permission.REGISTER_DIRECTIVE)
    digest = hashlib.sha256(data).hexdigest()
    found = _text_of(name, data, overrides, by, digest)
    text = found.text.replace("\0", " ")
    read = extraction.read(text, load_lexicon(settings.BASE_DIR / "reference_data" / "lexicon"))
    described = _described(read, overrides)
    identified = identity(described["number"], described["issued_on"], described["issuer"], digest)
    try:
        with deed("directive.register", by=by) as record:
            known = _registered(by.province, identified, digest)
            if known is None:
                file = keep(data, name=_plain_name(name), media_type=_MEDIA[found.kind], at=at)
                document = Document.objects.create(
                    province_id=by.province,
                    identity=identified,
                    text=text,
                    folded=fold(" ".join([described["number"], described["subject"], text])),
                    unread_pages=list(found.unread_pages),
                    file=file,
                    registered_at=at,
                    registered_on=at.astimezone(_ZONE).date(),
                    registered_by=by.name,
                    **described,
                )
                _keep_reading(document, read, at)
                record.about(document, sha256=digest, number=document.number, clauses=len(read.tasks))
            else:
                record.about(known, sha256=digest, known=True)
    except IntegrityError:
        # Another import of the same document was faster; whatever else failed is raised as it is.
        known = _registered(by.province, identified, digest)
        if known is None:
            raise
    return (known, False) if known is not None else (document, True)


def _text_of(name: str, data: bytes, overrides: Overrides, by: Actor, digest: str) -> TextOf:
    """The text of a file that may be kept. Nothing is written before this has returned."""
    refused = marks_in_name(name) or any(is_marked(v) for v in overrides.values() if isinstance(v, str))
    if not refused:
        try:
            return to_text(name, data, limit=settings.COTMOC_UPLOAD_LIMIT)
        except Problem as problem:
            if problem.entry is not SECRET_DOCUMENT:
                raise
    with deed("directive.refused", by=by) as record:
        record.note(sha256=digest)
    raise Problem(SECRET_DOCUMENT)


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip() or "van-ban"


def _registered(province: int, identified: str, digest: str) -> Document | None:
    same = Q(identity=identified) | Q(file__sha256=digest)
    return Document.objects.filter(same, province=province).order_by("pk").first()


class _Described(TypedDict):
    number: str
    number_key: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str


_NO_SUBJECT = values.Document(None, "", None, None, "subject", (0, 0), 0.0, "")


def _described(read: values.Reading, given: Mapping[str, object]) -> _Described:
    subject = next((d for d in read.documents if d.role == "subject"), _NO_SUBJECT)

    def pick(key: str, found: str | None) -> str:
        return " ".join(str(given.get(key) or found or "").split())

    number = pick("number", subject.number)[:60]
    issued = given.get("issued_on")
    return {
        "number": number,
        "number_key": number_key(number),
        "kind": pick("kind", subject.type)[:60],
        "issued_on": issued if isinstance(issued, date) else day(subject.date),
        "issuer": pick("issuer", subject.issuer)[:200],
        "subject": pick("subject", subject.subject)[:500],
        "urgency": _URGENCY.get(fold(pick("urgency", subject.urgency)).replace("_", " "), ""),
    }


def _keep_reading(document: Document, read: values.Reading, at: datetime) -> None:
    on = document.issued_on or document.registered_on
    if document.issuer:
        document.issuer_agency_id = resolve(document.province_id, [document.issuer], on=on).get(
            document.issuer
        )
        document.save(update_fields=["issuer_agency"])
    _cite(document, read)
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
