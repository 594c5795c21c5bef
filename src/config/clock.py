"""The one place where the clock is read for the work itself.

Sign-in, sessions and audit use the real clock; everything that depends on «today» takes the instant
from here, read once at the door and passed in.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from config import env

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The working instant: ``COTMOC_TODAY`` at the real time of day in a demo, else the real clock."""
    real = datetime.now(ZONE)
    pinned = env.today()
    return real if pinned is None else datetime.combine(pinned, real.time(), ZONE)


def today() -> date:
    """The working day in Asia/Ho_Chi_Minh."""
    return now().date()


def real_now() -> datetime:
    """The real clock, for sign-in, sessions and audit."""
    return datetime.now(ZONE)


def start_of(day: date) -> datetime:
    """Midnight at which ``day`` begins in Asia/Ho_Chi_Minh."""
    return datetime.combine(day, time.min, ZONE)
