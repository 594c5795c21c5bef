"""Reads the clock once at the door and says who acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from config import clock
from cotmoc.audit.keeping import one_moment
from cotmoc.organisations import queries
from cotmoc.web import nul, uploads
from cotmoc.web.request import Request

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

DEMO_DAY = "demo_day"
"""Session key of the day chosen in the demo, as 2025-10-15."""


class DoorMiddleware:
    """Sets ``request.at``, ``request.today`` and ``request.actor``.

    Vietnamese comes first: English is shown to those who chose it, never guessed from the browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.path.startswith("/api/"):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        door = cast(Request, request)
        door.at = instant(request)
        door.today = door.at.date()
        with one_moment():
            door.actor = _actor(request, door.at)
            return uploads.too_large(request) or nul.nul_sent(request) or self.get_response(request)


def instant(request: HttpRequest) -> datetime:
    """The working instant: the demo day chosen in this session, else the clock's."""
    now = clock.now()
    chosen = request.session.get(DEMO_DAY) if settings.COTMOC_DEMO else None
    try:
        return datetime.combine(date.fromisoformat(chosen), now.timetz()) if chosen else now
    except ValueError:
        return now


def _actor(request: HttpRequest, at: datetime) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    return queries.actor(request.user, at=at)
