"""Reports: how a period stands, and one unit's report with its form, history and decisions."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path

from cotmoc.web.reports import board, entry
from cotmoc.web.request import ActorRequest

urlpatterns: list[URLPattern] = [
    path("", board.index, name="reports"),
    path("mo/", board.begin, name="report_begin"),
    path("<int:pk>/", entry.report, name="report"),
    path("<int:pk>/quyet-dinh/", entry.decide, name="report_decide"),
    path("<int:pk>/y-kien/", entry.remark, name="report_remark"),
]


def nav_rows(request: ActorRequest) -> list[QuerySet[Any]]:
    """Reports that wait for this person, counted in the menu."""
    return board.waiting(request.actor)
