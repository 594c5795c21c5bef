"""How long to wait before the next attempt at what did not go through."""

from __future__ import annotations

from datetime import timedelta

MAIL = tuple(timedelta(minutes=n) for n in (1, 5, 15, 30, 60, 120, 240))
"""Waits after the first, second … failed attempt at a message; the last one holds for all that follow."""

MAIL_ATTEMPTS = 37
"""How often a server may answer «later» to one message before it counts as refused: five days of waits."""

WEBHOOK = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=8),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""Waits after each failed attempt at a delivery, two days in all; after the last attempt it has failed."""


def mail_wait(attempts: int) -> timedelta:
    """How long a message waits after so many attempts (one or more)."""
    return MAIL[min(attempts, len(MAIL)) - 1]


def webhook_wait(attempts: int) -> timedelta | None:
    """How long a delivery waits after so many attempts (one or more); None when it is given up."""
    return WEBHOOK[attempts - 1] if attempts <= len(WEBHOOK) else None
