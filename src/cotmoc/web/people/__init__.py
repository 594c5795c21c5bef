"""Administration: accounts, agencies, what goes out, the audit log, the installation; one's own tokens."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from cotmoc.domain.access import Permission
from cotmoc.web.people import (
    accounts,
    agencies,
    audit,
    bodies,
    functions,
    importing,
    indicators,
    installation,
    mail,
    regimes,
    reminder_rules,
    webhooks,
)
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """The first part of administration that this person may open."""
    return redirect(sections(request)[0].path)


urlpatterns = [
    path("", index, name="administration"),
    *accounts.urlpatterns,
    *bodies.urlpatterns,
    *importing.urlpatterns,
    *agencies.urlpatterns,
    *functions.urlpatterns,
    *indicators.urlpatterns,
    *regimes.urlpatterns,
    *reminder_rules.urlpatterns,
    *mail.urlpatterns,
    *webhooks.urlpatterns,
    *audit.urlpatterns,
    *installation.urlpatterns,
]
