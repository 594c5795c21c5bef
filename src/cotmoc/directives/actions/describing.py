"""Correcting what the reader made of a document's head: number, kind, day, issuer, subject, urgency."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.citing import cite_again
from cotmoc.directives.actions.naming import resolve_waiting
from cotmoc.directives.actions.rereading import redate
from cotmoc.directives.identity import identity, number_key
from cotmoc.directives.models import ClauseTask, Document
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import SAME_DOCUMENT
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.folding import fold
from cotmoc.domain.secrecy import is_marked
from cotmoc.organisations.queries import resolve
from cotmoc.tasks.actions import renumber

_LONGEST = {"number": 60, "kind": 60, "issuer": 200, "subject": 500, "urgency": 12}


class Head(TypedDict, total=False):
    """What may be corrected; what is left out stays. ``issued_on`` None removes the day."""

    number: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str


def describe(document: int, *, by: Actor, at: datetime, **head: Unpack[Head]) -> Document:
    """Correct a document's head; its identity, issuing agency and citations follow.

    Names nobody knew are looked up again on the corrected day, and drafts that nobody has touched are due
    as that day has it («trước ngày 15/12»). Tasks already given stay as they are, and are found by the
    corrected number.
    Raises Problem: NOT_FOUND, BAD_VALUE, SECRET_DOCUMENT, SAME_DOCUMENT.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.describe", by=by) as record:
        row = Document.objects.select_for_update(of=("self",)).select_related("file")
        found = row.filter(pk=document, province=by.province).first()
        if found is None:
            raise Problem(NOT_FOUND, thing="văn bản")
        day = found.issued_on
        _write(found, head)
        on = found.issued_on or found.registered_on
        found.number_key = number_key(found.number)
        found.identity = identity(found.number, found.issued_on, found.issuer, found.file.sha256)
        found.issuer_agency_id = resolve(found.province_id, [found.issuer], on=on).get(found.issuer)
        found.folded = fold(" ".join([found.number, found.subject, found.text]))
        _must_be_only(found)
        found.save()
        given = ClauseTask.objects.filter(clause__reading__document=found)
        renumber(given.values_list("task", flat=True), found.number)
        cite_again(found)
        resolve_waiting(found)
        if found.issued_on != day:
            redate(found)
        record.about(found, fields=sorted(head))
    return found


def _write(found: Document, head: Head) -> None:
    if "issued_on" in head:
        found.issued_on = head["issued_on"]
    if head.get("urgency") and head["urgency"] not in Document.Urgency.values:
        raise Problem(BAD_VALUE, field="urgency", why="không có độ khẩn đó")
    for name, longest in _LONGEST.items():
        value = head.get(name)
        if value is None:
            continue
        line = " ".join(str(value).split())
        if is_marked(line):
            raise Problem(SECRET_DOCUMENT, field=name)
        if len(line) > longest:
            raise Problem(BAD_VALUE, field=name, why=f"dài quá {longest} chữ")
        setattr(found, name, line)


def _must_be_only(found: Document) -> None:
    same = Document.objects.filter(province=found.province_id, identity=found.identity)
    other = same.exclude(pk=found.pk).first()
    if other is not None:
        raise Problem(SAME_DOCUMENT, field="number", other=f"{other} (#{other.pk})")
