"""The name of a figure: enough to find again what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cotmoc.domain.periods import Period

NO_FORCE = "none"
"""The group of units that belong to no force."""


class Grouping(StrEnum):
    """By what figures are put together."""

    ALL = "all"
    UNIT = "unit"
    PARENT = "parent"
    FORCE = "force"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class FigureKey:
    """One figure: ``E1.district:2022-Q2:force:police:2022-06-14:s3``.

    ``group`` is an agency id, a force or a level, by the grouping. ``boundaries`` is the day whose
    units are asked for, None for units as they reported. ``snapshot`` is the snapshot's number.
    """

    indicator: str
    breakdown: str
    period: Period
    grouping: Grouping
    group: str
    boundaries: date | None
    snapshot: int

    def __str__(self) -> str:
        name = f"{self.indicator}.{self.breakdown}" if self.breakdown else self.indicator
        day = self.boundaries.isoformat() if self.boundaries else "-"
        return f"{name}:{self.period}:{self.grouping}:{self.group or '-'}:{day}:s{self.snapshot}"

    @classmethod
    def parse(cls, text: str) -> FigureKey:
        """Read a key back. Raises ValueError."""
        parts = text.split(":")
        if len(parts) != 6 or not parts[5].startswith("s"):
            raise ValueError(f"not the name of a figure: {text!r}")
        name, period, grouping, group, day, snapshot = parts
        indicator, _, breakdown = name.partition(".")
        return cls(
            indicator=indicator,
            breakdown=breakdown,
            period=Period.parse(period),
            grouping=Grouping(grouping),
            group="" if group == "-" else group,
            boundaries=None if day == "-" else date.fromisoformat(day),
            snapshot=int(snapshot[1:]),
        )
