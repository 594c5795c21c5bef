"""Pages of directives: the list, registering, and the review of what was read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path

from cotmoc.directives import queries
from cotmoc.web.directives import changing, intake, lists, relating, review
from cotmoc.web.request import ActorRequest

urlpatterns: list[URLPattern] = [
    path("", lists.documents, name="directives"),
    path("nhap/", intake.register, name="directive_register"),
    path("<int:pk>/", review.document, name="directive"),
    path("<int:pk>/ban-goc/", lists.original, name="directive_original"),
    path("<int:pk>/sua/", changing.describe, name="directive_describe"),
    path("<int:pk>/them/", changing.add, name="directive_add"),
    path("<int:pk>/giao-con-lai/", review.accept_rest, name="directive_accept_rest"),
    path("<int:pk>/doc-lai/", review.reread, name="directive_reread"),
    path("<int:pk>/quan-he/", relating.relate, name="directive_relate"),
    path("<int:pk>/con-mo/", relating.settle, name="directive_settle"),
    path("vien-dan/<int:pk>/dung/", relating.link, name="citation_link"),
    path("vien-dan/<int:pk>/khong-phai/", relating.unlink, name="citation_unlink"),
    path("doan/<int:pk>/", review.card, name="clause"),
    path("doan/<int:pk>/xac-nhan/", review.accept, name="clause_accept"),
    path("doan/<int:pk>/tu-choi/", review.reject, name="clause_reject"),
    path("doan/<int:pk>/hoan-tac/", review.restore, name="clause_restore"),
    path("doan/<int:pk>/gop/", review.merge, name="clause_merge"),
    path("doan/<int:pk>/ten/", changing.name, name="clause_name"),
    path("doan/<int:pk>/sua/", changing.edit, name="clause_edit"),
    path("doan/<int:pk>/tach/", changing.split, name="clause_split"),
]


def nav_rows(request: ActorRequest) -> list[QuerySet[Any]]:
    """Documents that wait for this person's review, counted in the menu."""
    return [queries.awaiting_review(request.actor)]
