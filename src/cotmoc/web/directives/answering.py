"""What a decision answers: for htmx the changed cards and paragraphs and the count; else the page again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.directives import queries
from cotmoc.domain.access import Permission, permits
from cotmoc.web.directives.relating import values_of_relations
from cotmoc.web.directives.shown import more_cited, shown_cards, shown_some, stones
from cotmoc.web.plans.shown import gaps_beside
from cotmoc.web.request import ActorRequest


def values_of(request: ActorRequest, pk: int) -> dict[str, Any]:
    """Everything the page of a document shows."""
    document = queries.document(request.actor, pk)
    chain = queries.chain(request.actor, document)
    shown = review_values(request, document)
    return {
        **shown,
        **values_of_relations(request, document),
        **gaps_beside(request.actor, document, request),
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
    cards = shown_cards(request.actor, document, request.today)
    return {
        "document": document,
        "cards": cards,
        "numbers": {card.clause.pk: card for card in cards},
        "paragraphs": queries.paragraphs(request.actor, document),
        **progress_values(request, document, queries.progress(request.actor, document)),
        "may_review": permits(request.actor, Permission.REVIEW_DIRECTIVE),
    }


def progress_values(request: ActorRequest, document: Any, progress: queries.Progress) -> dict[str, Any]:
    """How far the review is, how much of the rest comes back, and once it is done the document that waits
    next."""
    done = progress.total and not progress.left
    may_review = permits(request.actor, Permission.REVIEW_DIRECTIVE)
    return {
        "progress": progress,
        "repeating": queries.repeating(request.actor, document, on=request.today)
        if may_review and progress.left
        else 0,
        "next_document": queries.next_awaiting(request.actor, document) if done else None,
    }


def answer(
    request: ActorRequest,
    clause: Any,
    done: str,
    *,
    move: bool = False,
    was: Sequence[queries.Place] | None = None,
    undo: bool = True,
) -> HttpResponse:
    """After a decision on ``clause``: ``done`` says what was done, ``move`` goes on to the next draft,
    ``was`` are the places before where other cards may have changed than this one and its neighbour,
    ``undo`` puts it on U's pile."""
    if not request.htmx:
        return back_to(clause)
    response = fragment(request, clause, done) if was is None else changed(request, clause, done, was)
    told = {"card": clause.pk, "move": move, "undo": undo}
    response["HX-Trigger-After-Settle"] = json.dumps({"reviewed": told})
    return response


def fragment(request: ActorRequest, clause: Any, done: str) -> HttpResponse:
    """The card, the one before it (what can be merged has changed) and the count."""
    document = queries.document(request.actor, clause.reading.document_id)
    standing = queries.standing(request.actor, document, clause.pk)
    cards = [card for card in (standing.before, standing.card) if card]
    *before, shown = shown_some(request.actor, document, cards, request.today)
    values = {
        "shown": shown,
        "before": before[0] if before and before[0].state == "draft" else None,
        "document": document,
        **progress_values(request, document, standing.progress),
        # only what has become a task changes the line
        "stones": stones(queries.chain(request.actor, document)) if shown.clause.tasks.all() else (),
        "live": _said(shown.number, done),
    }
    return render(request, "directives/card_swap.html", values)


def changed(request: ActorRequest, clause: Any, done: str, was: Sequence[queries.Place]) -> HttpResponse:
    """The cards that came, went or read otherwise, the paragraphs they stand in, and the count.

    The numbers of the others are left to the page, which counts its cards.
    """
    document = queries.document(request.actor, clause.reading.document_id)
    if not was:
        return _redrawn(request, document, clause, done)
    changes = queries.changes(request.actor, document, was)
    cards = shown_some(request.actor, document, [*changes.came, *changes.other], request.today)
    numbers = {place.clause: place for place in changes.places}
    new = len(changes.came)
    values = {
        "document": document,
        "went": changes.went,
        "came": [(card, changes.before(card.clause.pk)) for card in cards[:new]],
        "other": cards[new:],
        "numbers": numbers,
        "paragraphs": changes.paragraphs,
        **progress_values(request, document, changes.progress),
        "live": _said(numbers[clause.pk].number, done),
    }
    if changes.paragraphs is None:
        values |= {"fallen": True, "paragraphs": queries.paragraphs(request.actor, document)}
    response = render(request, "directives/changes.html", values)
    # the form of a missed task has a place of its own, which the answer leaves empty
    if request.htmx.target != "missed":
        response["HX-Reswap"] = "none"
    return response


def _redrawn(request: ActorRequest, document: Any, clause: Any, done: str) -> HttpResponse:
    """Text and cards, where there was no list that a card could be put into."""
    values = review_values(request, document)
    values["live"] = _said(values["numbers"][clause.pk].number, done)
    response = render(request, "directives/review_swap.html", values)
    response["HX-Retarget"], response["HX-Reswap"] = "#review", "outerHTML"
    return response


def back_to(clause: Any) -> HttpResponse:
    """The page of the document at this clause's card."""
    return HttpResponseRedirect(f"{reverse('directive', args=[clause.reading.document_id])}#t{clause.pk}")


def _said(number: int, done: str) -> str:
    return _("Nhiệm vụ %(n)s: %(done)s") % {"n": number, "done": done} if done else ""
