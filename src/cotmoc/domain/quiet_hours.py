"""The hours of the day in which nobody is to be disturbed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_FORM = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` until before ``end`` by the clock of Viet Nam; over midnight when ``end`` is earlier."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start == self.end:
            raise ValueError("quiet hours that never end")

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """``21:00-06:00``. Raises ValueError."""
        if (found := _FORM.fullmatch(text)) is None:
            raise ValueError(f"{text!r}: 21:00-06:00")
        hour, minute, last_hour, last_minute = map(int, found.groups())
        return cls(time(hour, minute), time(last_hour, last_minute))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def after(self, at: datetime) -> datetime:
        """``at`` itself when it lies outside these hours, else the instant at which they end."""
        local = at.astimezone(ZONE)
        now = local.time()
        if not self.hold(now):
            return at
        day = local.date() + timedelta(days=1 if self._overnight and now >= self.start else 0)
        return datetime.combine(day, self.end, ZONE)

    def hold(self, now: time) -> bool:
        """Whether a time of the day lies within these hours."""
        if self._overnight:
            return now >= self.start or now < self.end
        return self.start <= now < self.end

    @property
    def _overnight(self) -> bool:
        return self.end < self.start
