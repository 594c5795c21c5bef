"""What every operation asks of its request: who asks, at which instant, about which period."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import Period


def asker(request: HttpRequest) -> Actor:
    """Who asks, as ``frame.Needs`` left it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def moment(request: HttpRequest) -> datetime:
    """The instant at which the request counts as done."""
    at: datetime = request.at  # type: ignore[attr-defined]
    return at


def period_in(text: str) -> Period:
    """The period a path or query names, as 2022-Q2. Raises Problem(BAD_VALUE) with the field."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Problem(BAD_VALUE, field="period", why=error) from None
