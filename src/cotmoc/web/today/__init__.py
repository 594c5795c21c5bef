"""Today: what waits, what is late and for whom, on the working day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.periods import PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, data_window, period_of
from cotmoc.web.request import ActorRequest
from cotmoc.web.today import aside, work
from cotmoc.web.views import page


@page(Permission.OWN_ACCOUNT, methods=("GET",))
def today(request: ActorRequest) -> HttpResponse:
    """The first page after sign-in; each section only for those who may read it."""
    actor, day = request.actor, request.today
    shown: dict[str, Any] = _quarter(day)
    if permits(actor, Permission.READ_TASK):
        shown |= work.section(actor, day)
    if permits(actor, Permission.READ_BRIEFING):
        shown |= aside.meeting(actor, day)
    if permits(actor, Permission.READ_ACTIVITY):
        shown |= aside.activities(actor, shown["first"], day)
    return render(request, "today/today.html", shown)


def _quarter(day: date) -> dict[str, Any]:
    quarter = period_of(day, PeriodKind.QUARTER, Calendar.ND09)
    window = data_window(quarter, Calendar.ND09)
    last = window.last_day
    return {"quarter": quarter, "first": window.start, "last": last, "left": (last - day).days}


urlpatterns: list[URLPattern] = [path("", today, name="today")]
