"""Today: what waits, what is late and for whom, on the working day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from cotmoc.domain.access import Permission
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


@page(Permission.OWN_ACCOUNT, methods=("GET",))
def today(request: ActorRequest) -> HttpResponse:
    """The first page after sign-in."""
    return render(request, "today/today.html", {})


urlpatterns: list[URLPattern] = [path("", today, name="today")]
