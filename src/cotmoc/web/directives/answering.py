"""What a decision answers: for htmx the changed card, its neighbour and the count; else the page again."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.directives import queries
from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.web.directives.relating import values_of_relations
from cotmoc.web.directives.shown import ShownCard, more_cited, shown_cards, shown_standing, stones
from cotmoc.web.request import ActorRequest


def values_of(request: ActorRequest, pk: int) -> dict[str, Any]:
    """Everything the page of a document shows."""
    document = queries.document(request.actor, pk)
    chain = queries.chain(request.actor, document)
    shown = review_values(request, document)
    return {
        **shown,
        **values_of_relations(request, document),
        "stones": stones(chain),
        "more_cited": more_cited(chain),
        "cited_by": chain.cited_by,
        "figures": [
            (figure, queries.place_of(shown["paragraphs"], figure.start))
            for figure in queries.figures(request.actor, document)
        ],
    }


def review_values(request: ActorRequest, document: Any) -> dict[str, Any]:
    """Text and cards, with how far the review is."""
    cards = shown_cards(request.actor, document)
    return {
        "document": document,
        "cards": cards,
        "numbers": {card.clause.pk: card for card in cards},
        "paragraphs": queries.paragraphs(request.actor, document),
        **progress_values(request, document, queries.progress(request.actor, document)),
        "may_review": permits(request.actor, Permission.REVIEW_DIRECTIVE),
    }


def progress_values(request: ActorRequest, document: Any, progress: queries.Progress) -> dict[str, Any]:
    """How far the review is, and once it is done the document that waits next."""
    done = progress.total and not progress.left
    return {
        "progress": progress,
        "next_document": queries.next_awaiting(request.actor, document) if done else None,
    }


def answer(
    request: ActorRequest,
    clause: Any,
    done: str,
    *,
    move: bool = False,
    whole: bool = False,
    undo: bool = True,
) -> HttpResponse:
    """After a decision on ``clause``: ``done`` says what was done, ``move`` goes on to the next draft,
    ``whole`` redraws text and cards because their numbers changed, ``undo`` puts it on U's pile."""
    if not request.htmx:
        return back_to(clause)
    if not whole:
        response = fragment(request, clause, done)
    else:
        document = queries.document(request.actor, clause.reading.document_id)
        values = review_values(request, document)
        values["live"] = _said(values["numbers"].get(clause.pk), done)
        response = render(request, "directives/review_swap.html", values)
        response["HX-Retarget"], response["HX-Reswap"] = "#review", "outerHTML"
    told = {"card": clause.pk, "move": move, "undo": undo}
    response["HX-Trigger-After-Settle"] = json.dumps({"reviewed": told})
    return response


def fragment(request: ActorRequest, clause: Any, done: str) -> HttpResponse:
    """The card, the one before it (what can be merged has changed) and the count."""
    document = queries.document(request.actor, clause.reading.document_id)
    standing = queries.standing(request.actor, document, clause.pk)
    before, shown = shown_standing(request.actor, document, standing)
    values = {
        "shown": shown,
        "before": before if before and before.state == "draft" else None,
        "document": document,
        **progress_values(request, document, standing.progress),
        # only what has become a task changes the line
        "stones": stones(queries.chain(request.actor, document)) if shown.clause.tasks.all() else (),
        "live": _said(shown, done),
    }
    return render(request, "directives/card_swap.html", values)


def back_to(clause: Any) -> HttpResponse:
    """The page of the document at this clause's card."""
    return HttpResponseRedirect(f"{reverse('directive', args=[clause.reading.document_id])}#t{clause.pk}")


def version_of(request: ActorRequest) -> int | None:
    """The version the person saw. Raises Problem(BAD_VALUE)."""
    text = request.POST.get("version", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem(BAD_VALUE, field="version", why=_("không phải số"))
    return int(text)


def _said(shown: ShownCard | None, done: str) -> str:
    if shown is None or not done:
        return ""
    return _("Nhiệm vụ %(n)s: %(done)s") % {"n": shown.card.number, "done": done}
