"""Directives over HTTP: list, one document, registering a file, and deciding on its clauses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile

from cotmoc.api.asking import asker, moment
from cotmoc.api.directives import relating
from cotmoc.api.directives.schemas import (
    Accepted,
    AllAccepted,
    ClauseOut,
    Decided,
    DirectiveLine,
    DirectiveOut,
    Edited,
    Halved,
    HeadIn,
    Joined,
    Missed,
    Registered,
    RereadOut,
)
from cotmoc.api.frame import Needs, needs
from cotmoc.api.once import told_again
from cotmoc.directives import actions, queries
from cotmoc.directives.actions import Body
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem, together
from cotmoc.domain.errors.directives import UPLOAD_TOO_LARGE

router = Router(tags=["directives"])
router.add_router("", relating.router)

READ, REVIEW = Permission.READ_DIRECTIVE, Permission.REVIEW_DIRECTIVE


class NeedsSmall(Needs):
    """As ``needs``, but a body that is too large is refused before a byte of it is read."""

    def __call__(self, request: HttpRequest) -> Actor:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            limit = settings.COTMOC_UPLOAD_LIMIT // (1024 * 1024)
            raise Problem(UPLOAD_TOO_LARGE, field="file", limit_mb=limit)
        return super().__call__(request)


@router.get("", auth=needs(READ), response=list[DirectiveLine])
def directives(request: HttpRequest, text: str = "", awaiting: bool = False, limit: int = 100) -> list[Any]:
    """Documents within reach, newest first; at most 500."""
    found = queries.documents(asker(request), text=text[:200], awaiting=awaiting)
    return list(found[: max(1, min(limit, 500))])


@router.post("", auth=NeedsSmall(Permission.REGISTER_DIRECTIVE), response={200: Registered, 201: Registered})
def register(request: HttpRequest, file: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Register a file (multipart, field ``file``): 201 for a new document, 200 for one recognised.

    An archive or an e-mail holds several: ``documents`` tells what became of each, ``document`` is the first.
    The words of an e-mail that only accompany its attachments are no document: ``aside`` begins with them.
    """
    actor = asker(request)
    results = actions.register_all(name=file.name or "", data=file.read(), by=actor, at=moment(request))
    kept = [result.document for result in results if result.document is not None]
    if not kept:
        raise together([result.problem for result in results if result.problem is not None])
    new = any(result.new for result in results)
    members = [_member(result) for result in results]
    return Status(
        201 if new else 200, {"new": new, "document": _whole(request, kept[0].pk), "documents": members}
    )


def _member(result: actions.Registered) -> dict[str, Any]:
    problem = result.problem
    return {
        "name": result.name,
        "new": result.new,
        "differs": result.differs,
        "document": result.document.pk if result.document else None,
        "number": problem.entry.number if problem else None,
        "code": problem.entry.code if problem else None,
        "aside": result.aside,
    }


@router.get("/{int:pk}", auth=needs(READ), response=DirectiveOut)
def directive(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One document with its reading."""
    return _whole(request, pk)


@router.patch("/{int:pk}", auth=needs(REVIEW), response=DirectiveOut)
def describe(request: HttpRequest, pk: int, body: HeadIn) -> dict[str, Any]:
    """Correct number, day, issuer and subject."""
    actor = asker(request)
    head = {
        name: value
        for name, value in body.dict(exclude_unset=True).items()
        if name == "issued_on" or value is not None
    }
    actions.describe(pk, by=actor, at=moment(request), **head)
    return _whole(request, pk)


@router.post("/{int:pk}/accept", auth=needs(REVIEW), response=AllAccepted)
def accept_all(request: HttpRequest, pk: int, once: bool = False) -> dict[str, Any]:
    """Accept every clause that waits; with ``once`` as one task also where it offers to come back."""
    accepted, left = actions.accept_all(pk, by=asker(request), at=moment(request), once=once)
    return {
        "accepted": [clause.pk for clause in accepted],
        "left": [
            {"clause": one.clause.pk, "number": one.problem.entry.number, "code": one.problem.entry.code}
            for one in left
        ],
    }


@router.post("/{int:pk}/reread", auth=needs(REVIEW), response=RereadOut)
def reread(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Read the text again: drafts nobody touched give way, what a person decided, edited or added stays."""
    done = actions.reread(pk, by=asker(request), at=moment(request))
    counts = {name: getattr(done, name) for name in ("came", "went", "kept")}
    return {**counts, "clauses": _of_document(request, pk)}


@router.post("/{int:pk}/clauses", auth=needs(REVIEW), response={201: list[ClauseOut]})
def add(request: HttpRequest, pk: int, body: Missed) -> Status[list[dict[str, Any]]]:
    """Draft a task that the reader did not see; the clauses of its document as they stand then."""
    return Status(
        201, _clauses(request, actions.add(pk, words=body.words, by=asker(request), at=moment(request)))
    )


@router.post("/clauses/{int:pk}/accept", auth=needs(REVIEW), response=list[ClauseOut])
def accept(request: HttpRequest, pk: int, body: Accepted) -> list[dict[str, Any]]:
    """Make the clause a task, or what comes back; the clauses of its document as they stand then."""
    return _clauses(request, actions.accept(pk, by=asker(request), at=moment(request), **body.dict()))


@router.post("/clauses/{int:pk}/reject", auth=needs(REVIEW), response=list[ClauseOut])
def reject(request: HttpRequest, pk: int, body: Decided) -> list[dict[str, Any]]:
    """Leave the clause out."""
    return _clauses(request, actions.reject(pk, version=body.version, by=asker(request), at=moment(request)))


@router.post("/clauses/{int:pk}/restore", auth=needs(REVIEW), response=list[ClauseOut])
def restore(request: HttpRequest, pk: int, body: Decided) -> list[dict[str, Any]]:
    """Take back the last decision on the clause."""
    return _clauses(request, actions.restore(pk, version=body.version, by=asker(request), at=moment(request)))


@router.patch("/clauses/{int:pk}", auth=needs(REVIEW), response=list[ClauseOut])
def edit(request: HttpRequest, pk: int, body: Edited) -> list[dict[str, Any]]:
    """Correct a drafted task."""
    given = body.dict(exclude_unset=True)
    for role in ("leads", "coordinating"):
        if given.get(role) is not None:
            given[role] = [Body(**{"written": "", **named}) for named in given[role]]
    return _clauses(request, actions.edit(pk, by=asker(request), at=moment(request), **given))


@router.post("/clauses/{int:pk}/split", auth=needs(REVIEW), response=list[ClauseOut])
def split(request: HttpRequest, pk: int, body: Halved) -> list[dict[str, Any]]:
    """Make two drafted tasks of one."""
    first, _second = actions.split(pk, by=asker(request), at=moment(request), **body.dict())
    return _clauses(request, first)


@router.post("/clauses/{int:pk}/merge", auth=needs(REVIEW), response=list[ClauseOut])
def merge(request: HttpRequest, pk: int, body: Joined) -> list[dict[str, Any]]:
    """Make one of this clause and the next."""
    return _clauses(request, actions.merge(pk, by=asker(request), at=moment(request), **body.dict()))


@told_again("directive.register")
def _registered_before(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    actor = asker(request)
    kept = row.detail.get("documents") or [int(row.thing_id)]
    documents = [queries.document(actor, pk) for pk in kept]
    members = [
        {"name": document.file.name, "new": False, "document": document.pk, "number": None, "code": None}
        for document in documents
    ]
    return Status(200, {"new": False, "document": _whole(request, int(row.thing_id)), "documents": members})


@told_again(*(f"directive.{name}" for name in ("accept", "reject", "restore", "split", "merge")))
def _decided_before(request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    return _of_document(request, row.detail["document"])


@told_again("directive.reread")
def _reread_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    counts = {name: row.detail[name] for name in ("came", "went", "kept")}
    return {**counts, "clauses": _of_document(request, int(row.thing_id))}


@told_again("directive.add")
def _added_before(request: HttpRequest, row: Any) -> Status[list[dict[str, Any]]]:
    return Status(201, _of_document(request, row.detail["document"]))


def _whole(request: HttpRequest, pk: int) -> dict[str, Any]:
    actor, on = asker(request), moment(request).date()
    document = queries.document(actor, pk)
    chain = queries.chain(actor, document)
    return {
        **{name: getattr(document, name) for name in ("number", "kind", "issued_on", "issuer", "subject")},
        "id": document.pk,
        "urgency": document.urgency,
        "registered_at": document.registered_at,
        "sha256": document.file.sha256,
        "unread_pages": document.unread_pages,
        "ocr_pages": document.ocr_pages,
        "doubtful_pages": document.doubtful_pages,
        "text": document.text,
        "state": document.reading.state,
        "clauses": _read_in(actor, document, on),
        "citations": list(chain.cited),
        **queries.related_object(actor, document),
        "figures": [
            {
                **{name: getattr(figure, name) for name in ("indicator", "unit", "period", "level")},
                "value": format(figure.value.normalize(), "f"),
                "start": figure.start,
                "end": figure.end,
            }
            for figure in queries.figures(actor, document)
        ],
    }


def _clauses(request: HttpRequest, clause: Any) -> list[dict[str, Any]]:
    return _of_document(request, clause.reading.document_id)


def _of_document(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    actor = asker(request)
    return _read_in(actor, queries.document(actor, pk), moment(request).date())


def _read_in(actor: Actor, document: Any, on: date) -> list[dict[str, Any]]:
    cards = queries.cards(actor, document)
    repeats = queries.repeats(actor, document, [card.clause for card in cards], on=on)
    return [_clause(card, repeats.get(card.clause.pk)) for card in cards]


_COPIED = (
    "state",
    "start",
    "end",
    "label",
    "each",
    "areas",
    "deadline_text",
    "due_on",
    "recurrence",
    "confidence",
    "rule",
    "edited",
    "version",
)


def _clause(card: queries.Card, repeat: queries.Repeat | None) -> dict[str, Any]:
    return {
        **{name: getattr(card.clause, name) for name in _COPIED},
        "id": card.clause.pk,
        "number": card.number,
        "leads": [_named(body) for body in card.leads],
        "coordinating": [_named(body) for body in card.coordinating],
        "tasks": list(card.tasks),
        "repeat": queries.repeat_object(repeat),
    }


def _named(body: Any) -> dict[str, Any]:
    name = body.agency.name if body.agency else None
    return {"written": body.written, "agency": body.agency_id, "name": name}
