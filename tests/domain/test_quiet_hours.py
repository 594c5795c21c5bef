"""Quiet hours by the clock of Viet Nam, and the waits between attempts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cotmoc.domain import retries
from cotmoc.domain.quiet_hours import ZONE, QuietHours


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    return datetime(2022, 7, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("said", "now", "then"),
    [
        ("21:00-06:00", at(20, 59), at(20, 59)),
        ("21:00-06:00", at(21), at(6, day=26)),
        ("21:00-06:00", at(23, 59), at(6, day=26)),
        ("21:00-06:00", at(0), at(6)),
        ("21:00-06:00", at(5, 59), at(6)),
        ("21:00-06:00", at(6), at(6)),
        ("11:30-13:30", at(12), at(13, 30)),
        ("11:30-13:30", at(13, 30), at(13, 30)),
        ("11:30-13:30", at(11, 29), at(11, 29)),
        ("21:00-00:00", at(22), at(0, day=26)),
    ],
)
def test_what_falls_into_them_waits_until_they_end(said: str, now: datetime, then: datetime) -> None:
    hours = QuietHours.parse(said)
    assert str(hours) == said
    assert hours.after(now) == then
    assert hours.after(now.astimezone(UTC)) == then


@pytest.mark.parametrize(
    "said", ["", "21-6", "21:00", "24:00-06:00", "6:00-7:00", "08:00-08:00", "08:60-09:00"]
)
def test_what_are_no_quiet_hours(said: str) -> None:
    with pytest.raises(ValueError):
        QuietHours.parse(said)


def test_waits_grow_and_end_for_webhooks_only() -> None:
    mail = [retries.mail_wait(n) for n in range(1, 20)]
    assert mail == sorted(mail)
    assert mail[-1] == timedelta(hours=4)
    hooks = [retries.webhook_wait(n) or timedelta(0) for n in range(1, 9)]
    assert hooks == sorted(hooks)
    assert hooks[0] > timedelta(0)
    assert retries.webhook_wait(9) is None
