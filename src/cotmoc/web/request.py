"""What a view may read from its request beyond what Django puts there."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from cotmoc.domain.access import Actor


class Request(HttpRequest):
    """The request as ``DoorMiddleware`` leaves it.

    ``at`` is the working instant (aware, Asia/Ho_Chi_Minh), ``today`` its day. ``actor`` is None for
    somebody not signed in and for an account without a role on that day.
    """

    at: datetime
    today: date
    actor: Actor | None
    htmx: HtmxDetails


class ActorRequest(Request):
    """The request inside a guarded page: somebody acts."""

    actor: Actor
