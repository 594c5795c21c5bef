"""The list of documents, and a document's bytes as they came in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from cotmoc.directives import queries
from cotmoc.directives.queries.evaluation import standing_drafts
from cotmoc.domain.access import Permission, permits
from cotmoc.domain.vi_numbers import show_percent
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

ROWS = 25


@page(Permission.READ_DIRECTIVE, methods=("GET",))
def documents(request: ActorRequest) -> HttpResponse:
    """Newest first, searched and narrowed to those waiting for review."""
    text = request.GET.get("q", "")[:200]
    awaiting = request.GET.get("cho") == "1"
    open_tasks = request.GET.get("con-mo") == "1"
    undecided = queries.awaiting_decision(request.actor) if open_tasks else {}
    only = undecided if open_tasks else None
    found = queries.documents(request.actor, text=text, awaiting=awaiting, only=only)
    may_review = permits(request.actor, Permission.REVIEW_DIRECTIVE)
    shown = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "text": text,
        "awaiting": awaiting,
        "undecided": {pk: len(tasks) for pk, tasks in undecided.items()},
        "open_tasks": open_tasks,
        "waiting": queries.awaiting_review(request.actor).count(),
        "may_register": permits(request.actor, Permission.REGISTER_DIRECTIVE),
        "may_review": may_review,
        "right": _right(request) if may_review and not (text or awaiting or open_tasks) else None,
    }
    return render(request, "directives/list.html", shown)


def _right(request: ActorRequest) -> dict[str, Any] | None:
    """How many of the reviewed tasks stand as they were drafted; None before the first review."""
    unchanged, tasks = standing_drafts(request.actor)
    return {"share": show_percent(Fraction(unchanged, tasks)), "tasks": tasks} if tasks else None


@page(Permission.READ_DIRECTIVE, methods=("GET",))
def original(request: ActorRequest, pk: int) -> HttpResponse:
    """The file as it came in: always an attachment, never shown inside our pages."""
    document, data = queries.original(request.actor, pk)
    response = HttpResponse(data, content_type=document.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, document.file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
