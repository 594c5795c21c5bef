"""Documents and each other over HTTP: links, relations, open tasks of what is gone, names that are taught."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router

from cotmoc.api.asking import asker, moment
from cotmoc.api.directives.schemas import AliasOut, Meant, RelationIn, RelationsOut, Settled, Taught
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.directives import actions, queries
from cotmoc.domain.access import Actor, Permission

router = Router(tags=["directives"])

REVIEW = Permission.REVIEW_DIRECTIVE


@router.post("/citations/{int:pk}/link", auth=needs(REVIEW), response=RelationsOut)
def link(request: HttpRequest, pk: int, body: Meant) -> dict[str, Any]:
    """Say which registered document a citation means."""
    by, at = _who(request)
    return _related(request, actions.link(pk, document=body.document, by=by, at=at).document_id)


@router.post("/citations/{int:pk}/unlink", auth=needs(REVIEW), response=RelationsOut)
def unlink(request: HttpRequest, pk: int, body: Meant) -> dict[str, Any]:
    """Say that a citation does not mean this document."""
    by, at = _who(request)
    return _related(request, actions.unlink(pk, document=body.document, by=by, at=at).document_id)


@router.post("/citations/{int:pk}/relation", auth=needs(REVIEW), response=RelationsOut)
def relate(request: HttpRequest, pk: int, body: RelationIn) -> dict[str, Any]:
    """Correct what the text does to the cited document."""
    by, at = _who(request)
    return _related(request, actions.relate(pk, relation=body.relation, by=by, at=at).document_id)


@router.post("/{int:pk}/superseded", auth=needs(REVIEW), response=RelationsOut)
def settle_superseded(request: HttpRequest, pk: int, body: Settled) -> dict[str, Any]:
    """Keep, withdraw or hand over the open tasks of the documents that this one replaces or repeals."""
    by, at = _who(request)
    actions.settle_superseded(pk, decision=body.decision, tasks=body.tasks, by=by, at=at)
    return _related(request, pk)


@router.post("/aliases", auth=needs(REVIEW), response=AliasOut)
def teach_alias(request: HttpRequest, body: Taught) -> dict[str, Any]:
    """Remember another way in which an agency is written, in every clause that waits too."""
    by, at = _who(request)
    alias = actions.teach_alias(written=body.written, agency=body.agency, by=by, at=at)
    return {"id": alias.pk, "written": alias.name, "agency": alias.agency_id}


@told_again("directive.link", "directive.unlink", "directive.relate")
def _cited_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _related(request, int(row.detail["document"]))


@told_again("directive.settle_superseded")
def _settled_before(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _related(request, int(row.thing_id))


def _related(request: HttpRequest, pk: int) -> dict[str, Any]:
    by, _ = _who(request)
    return {"id": pk, **queries.related_object(by, queries.document(by, pk))}


def _who(request: HttpRequest) -> tuple[Actor, datetime]:
    return asker(request), moment(request)
