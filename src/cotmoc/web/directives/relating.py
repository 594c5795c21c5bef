"""A document and others: what it replaces, which citations mean what, open tasks of what is gone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cotmoc.directives import actions, queries
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

REVIEW = Permission.REVIEW_DIRECTIVE
WORDS: dict[tuple[str, bool], str | Promise] = {
    ("replaces", False): gettext_lazy("Thay thế"),
    ("replaces", True): gettext_lazy("Bị thay thế bởi"),
    ("repeals", False): gettext_lazy("Bãi bỏ"),
    ("repeals", True): gettext_lazy("Bị bãi bỏ bởi"),
    ("amends", False): gettext_lazy("Sửa đổi, bổ sung"),
    ("amends", True): gettext_lazy("Được sửa đổi, bổ sung bởi"),
    ("cites", False): gettext_lazy("Chỉ viện dẫn"),
}
DECIDED: dict[str, str | Promise] = {
    "keep": gettext_lazy("Giữ nguyên"),
    "hand_over": gettext_lazy("Theo văn bản này"),
    "withdraw": gettext_lazy("Đã rút"),
}


def values_of_relations(request: ActorRequest, document: Any) -> dict[str, Any]:
    """What the page of a document shows of its relations."""
    related = queries.relations_of(request.actor, document)
    gone = queries.superseded(request.actor, document)
    return {
        "related": [(WORDS[one.relation, one.passive], one) for one in related],
        "gone_by": [
            (WORDS[one.relation, True], one) for one in related if one.passive and one.relation != "amends"
        ],
        "offers": queries.offers(request.actor, document),
        "citations": queries.citations_of(request.actor, document),
        "relations": [(relation, words) for (relation, passive), words in WORDS.items() if not passive],
        "superseded": [
            (one, [(row.task, DECIDED.get(row.decision, ""), row.decision) for row in one.tasks])
            for one in gone
        ],
    }


@page(REVIEW, methods=("POST",))
def link(request: ActorRequest, pk: int) -> HttpResponse:
    """The citation means this document."""
    row = actions.link(pk, document=_number(request, "document"), by=request.actor, at=request.at)
    return _back(request, row.document_id)


@page(REVIEW, methods=("POST",))
def unlink(request: ActorRequest, pk: int) -> HttpResponse:
    """The citation does not mean this document."""
    row = actions.unlink(pk, document=_number(request, "document"), by=request.actor, at=request.at)
    return _back(request, row.document_id)


@page(REVIEW, methods=("POST",))
def relate(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct what a document (``pk``, or the one of the citation) does to one it cites."""
    relation = request.POST.get("relation", "")
    actions.relate(_number(request, "citation"), relation=relation, by=request.actor, at=request.at)
    return _back(request, pk)


@page(REVIEW, methods=("POST",))
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Keep, withdraw or hand over one open task of what is gone, or all that wait."""
    tasks = [_number(request, "task")] if "task" in request.POST else None
    decision = request.POST.get("decision", "")
    rows = actions.settle_superseded(pk, decision=decision, tasks=tasks, by=request.actor, at=request.at)
    text = ngettext(
        "Đã ghi quyết định cho %(count)s nhiệm vụ.", "Đã ghi quyết định cho %(count)s nhiệm vụ.", len(rows)
    )
    messages.success(request, text % {"count": len(rows)})
    return HttpResponseRedirect(f"{reverse('directive', args=[pk])}#con-mo")


def _number(request: ActorRequest, field: str) -> int:
    text = request.POST.get(field, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem(BAD_VALUE, field=field, why=_("không phải số"))
    return int(text)


def _back(request: ActorRequest, document: int) -> HttpResponse:
    """To the page on which the question stood."""
    shown = _number(request, "page") if "page" in request.POST else document
    return HttpResponseRedirect(f"{reverse('directive', args=[shown])}#lien-quan")
