"""Names of printed figures that are not totals of cells: tasks by state, reports by their standing, and
what several forces did together.

A total of cells is named by ``cotmoc.analytics.keys.FigureKey``. Together they name every number of a
briefing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.analytics.keys import FigureKey
from cotmoc.domain.periods import Period

OWN_KINDS = ("task:", "report:", "overlap:")
"""How the names of this room begin; all others are FigureKeys."""


@dataclass(frozen=True, slots=True)
class TaskKey:
    """Tasks in a state on a day: ``task:overdue:12:2022-01-01:2022-07-25``.

    ``state`` is a TaskState's value, ``all``, ``fallen_due`` or ``rate`` (done on time of those fallen
    due); ``lead`` an agency id or 0 for all leads; tasks given from ``since`` up to ``on``.
    """

    state: str
    lead: int
    since: date
    on: date

    def __str__(self) -> str:
        return f"task:{self.state}:{self.lead}:{self.since.isoformat()}:{self.on.isoformat()}"

    @classmethod
    def parse(cls, text: str) -> TaskKey:
        """Read a key back. Raises ValueError."""
        kind, state, lead, since, on = text.split(":")
        if kind != "task":
            raise ValueError(f"not the name of a count of tasks: {text!r}")
        return cls(state, int(lead), date.fromisoformat(since), date.fromisoformat(on))


@dataclass(frozen=True, slots=True)
class ReportKey:
    """Reports of a period by their standing: ``report:2022-Q2:sent:quy`` (``sent``, ``in_time``, ``owed``).

    ``sent_rate`` and ``in_time_rate`` are their shares of what is owed. ``regime`` is the regime's key; in
    older names it is left out and means the first one of such periods.
    """

    period: Period
    what: str
    regime: str = ""

    def __str__(self) -> str:
        return f"report:{self.period}:{self.what}" + (f":{self.regime}" if self.regime else "")

    @classmethod
    def parse(cls, text: str) -> ReportKey:
        """Read a key back. Raises ValueError."""
        kind, period, what, *regime = text.split(":", 3)
        if kind != "report":
            raise ValueError(f"not the name of a count of reports: {text!r}")
        return cls(Period.parse(period), what, "".join(regime))


@dataclass(frozen=True, slots=True)
class OverlapKey:
    """How often joint activities stand in more than one group: ``overlap:`` and the key of their total."""

    total: FigureKey

    def __str__(self) -> str:
        return f"overlap:{self.total}"

    @classmethod
    def parse(cls, text: str) -> OverlapKey:
        """Read a key back. Raises ValueError."""
        kind, _, total = text.partition(":")
        if kind != "overlap":
            raise ValueError(f"not the name of an overlap: {text!r}")
        return cls(FigureKey.parse(total))
