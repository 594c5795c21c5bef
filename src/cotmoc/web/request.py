"""What a view may read from its request beyond what Django puts there."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE

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


def seen_version(request: HttpRequest) -> int | None:
    """The version that the sender of a form last saw; None where the form carries none.

    Raises Problem(BAD_VALUE) with the field "version".
    """
    text = request.POST.get("version", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Problem(BAD_VALUE, field="version", why=_("không phải số"))
    return int(text)
