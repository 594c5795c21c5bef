"""Due days in ordinary calendar programs: an address with a secret of its own, and the feed behind it."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from icalendar import Calendar, Event, Timezone

from config import clock
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries as known
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page, public

_DAYS = 365
_REFRESH = timedelta(hours=6)
_ZONE_FROM, _ZONE_TO = date(2000, 1, 1), date(2100, 12, 31)


@page(Permission.FOLLOW_CALENDAR)
@never_cache
def address(request: ActorRequest) -> HttpResponse:
    """How to follow the due days, and on asking an address whose secret is shown once."""
    link = ""
    if request.method == "POST":
        _token, secret = organisations.make_token(
            name=_("Lịch nhiệm vụ"),
            scopes=[Permission.FOLLOW_CALENDAR],
            days=_DAYS,
            real_at=clock.real_now(),
            by=request.actor,
        )
        link = request.build_absolute_uri(reverse("task_feed", args=[secret]))
    return render(request, "tasks/calendar_address.html", {"link": link, "days": _DAYS})


@public
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of the address's owner, or of one body within the owner's reach (``?body=``)."""
    at = clock.now()
    owner = known.actor_of_token(secret, real_at=clock.real_now(), at=at)
    if owner is None:
        raise Problem(NOT_FOUND, thing=_("lịch này"))
    found = queries.calendar(owner, on=at.date(), body=_body(request))
    response = HttpResponse(_text(found, request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="nhiem-vu.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _body(request: HttpRequest) -> int | None:
    text = request.GET.get("body", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Problem(BAD_VALUE, field="body", why=_("không phải số"))
    return int(text) if text else None


def _text(found: queries.Feed, request: HttpRequest) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Cot Moc//nhiem vu//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", found.name)
    made.add("x-wr-calname", f"{_('Nhiệm vụ')}: {found.name}")
    made.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    # A calendar has a component at least, also where nothing is due.
    made.add_component(Timezone.from_tzid("Asia/Ho_Chi_Minh", first_date=_ZONE_FROM, last_date=_ZONE_TO))
    for entry in found.entries:
        made.add_component(_event(entry, request))
    return made.to_ical()


def _event(entry: queries.Entry, request: HttpRequest) -> Event:
    """A whole day, so that no program moves it into another time zone."""
    host = request.get_host().partition(":")[0]
    made = Event()
    values: dict[str, Any] = {
        "uid": f"{entry.uid}@{host}",
        "dtstamp": entry.changed_at,
        "last-modified": entry.changed_at,
        "dtstart": entry.due_on,
        "dtend": entry.due_on + timedelta(days=1),
        "sequence": entry.sequence,
        "summary": _summary(entry),
        "description": _description(entry),
        "url": request.build_absolute_uri(reverse("task", args=[entry.task])),
        "status": "CANCELLED" if entry.withdrawn else "CONFIRMED",
        "transp": "TRANSPARENT",
    }
    for name, value in values.items():
        made.add(name, _plain(value) if isinstance(value, str) else value)
    return made


def _plain(text: str) -> str:
    """Without control characters, which no line of a calendar may hold (RFC 5545, 3.1)."""
    return "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)


def _summary(entry: queries.Entry) -> str:
    said = _("Hạn phần việc: %(title)s") if entry.part else _("Hạn: %(title)s")
    text = said % {"title": entry.title}
    return _("Xong: %(text)s") % {"text": text} if entry.done and not entry.withdrawn else text


def _description(entry: queries.Entry) -> str:
    lines = [f"{_('Chủ trì')}: {entry.lead}"]
    if entry.part:
        lines.append(f"{_('Phối hợp')}: {entry.part}")
    if entry.code:
        lines.append(f"{_('Mã nhiệm vụ')}: {entry.code}")
    return "\n".join(lines)
