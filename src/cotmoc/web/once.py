"""A form that arrives twice is done once, and the second arrival leads to what the first one made.

Django's hidden form token is masked anew in every page shown, so token, address and content together name
one sending: a double click or a resent form has the same three, a form opened again has not, nor has one
whose content was changed after going back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from cotmoc.audit.sending import SentBefore, fingerprint, form_parts, row_of, sending
from cotmoc.web.request import ActorRequest

TOKEN = "csrfmiddlewaretoken"  # noqa: S105

_PAGES: dict[str, Callable[[Any], str]] = {
    "tasks.task": lambda row: reverse("task", args=[row.thing_id]),
    "tasks.batch": lambda row: reverse("task_batch", args=[row.thing_id]),
    "tasks.remindersettings": lambda row: reverse("reminder_rules"),
    "tasks.recurrence": lambda row: f"{reverse('recurrences')}#r{row.thing_id}",
    "plans.plan": lambda row: reverse("plan", args=[row.thing_id]),
    "programmes.programme": lambda row: _programme(row),
    "coordination.jointactivity": lambda row: reverse("activity", args=[row.thing_id]),
    "directives.document": lambda row: reverse("directive", args=[row.thing_id]),
    "directives.clause": lambda row: _card(row),
    "reporting.submission": lambda row: reverse("report", args=[row.thing_id]),
    "meetings.decision": lambda row: reverse("briefing", args=[row.detail["period"]]),
    "briefings.publishedbriefing": lambda row: reverse("briefing", args=[row.detail["period"]]),
    "notices.message": lambda row: reverse("mail_message", args=[row.thing_id]),
    "notices.endpoint": lambda row: reverse("webhook", args=[row.thing_id]),
    "organisations.person": lambda row: reverse("account", args=[row.thing_id]),
    "organisations.apitoken": lambda row: reverse("tokens"),
}
"""Where each thing is shown; for the others the page the form stood on."""


def _card(row: Any) -> str:
    """The card of a clause on its document's page; of a split the first half."""
    shown = row.detail.get("pieces", [row.thing_id])[0]
    return f"{reverse('directive', args=[row.detail['document']])}#t{shown}"


def _programme(row: Any) -> str:
    """The line of money that a deed moved, or the programme whose words it wrote."""
    if "allocation" in row.detail:
        return reverse("allocation", args=[row.detail["allocation"]])
    return reverse("programme", args=[row.thing_id])


def once(request: HttpRequest, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What ``act`` answers, or the way to what the same form made when it came the first time."""
    door = cast(ActorRequest, request)
    if request.method != "POST" or TOKEN not in request.POST:
        return act()
    key = fingerprint("page", door.actor.person, request.path, *form_parts(request))
    try:
        with sending(key) as one:
            response = act()
            # A refusal may come from what the same form did a moment ago.
            if response.status_code >= 400 and not one.kept and (row := row_of(key)) is not None:
                raise SentBefore(row)
            return response
    except SentBefore as before:
        return _again(door, before.row)


def _again(request: ActorRequest, row: Any) -> HttpResponseBase:
    messages.info(request, _("Biểu mẫu này đã được nhận trước đó; việc chỉ ghi một lần."))
    if request.htmx:
        return HttpResponseClientRefresh()
    page = _PAGES.get(row.thing)
    return HttpResponseRedirect(page(row) if page else _where_it_stood(request))


def _where_it_stood(request: ActorRequest) -> str:
    """The page of our own that holds the form."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() and page.path.startswith("/") else "/"
