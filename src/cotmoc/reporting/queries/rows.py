"""Plain rows for adding up, and the history behind figures."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Max, Sum

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.periods import Period
from cotmoc.reporting.models import Regime, RegimeIndicator, Submission, SubmissionEvent, Value
from cotmoc.reporting.queries.asking import owed_by, window_of


@dataclass(frozen=True, slots=True)
class CellRow:
    """An approved cell as adding up needs it."""

    submission: int
    unit: int
    period: str
    indicator: str
    breakdown: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """A report that is owed, and where it stands."""

    unit: int
    period: str
    state: str
    regime: int


def approvals(viewer: Actor, pks: Sequence[int]) -> dict[int, list[SubmissionEvent]]:
    """The history of reports, for showing who approved a figure and when."""
    require(viewer, Permission.READ_NUMBERS)
    events = SubmissionEvent.objects.filter(submission__in=pks, submission__province=viewer.province)
    found: dict[int, list[SubmissionEvent]] = {}
    for event in events.order_by("submission", "seq"):
        found.setdefault(event.submission_id, []).append(event)
    return found


def approved_marks(province: int) -> dict[int, str]:
    """For each year what changes whenever an approved figure of it does: reports, their versions and events.

    A cell changes only in a report that was reopened, which is an event and another version.
    """
    reports = Submission.objects.filter(province=province, state=Submission.State.APPROVED).order_by()
    told = reports.values_list("period").annotate(Count("pk"), Sum("pk"), Sum("version"))
    events = SubmissionEvent.objects.filter(submission__province=province).order_by()
    newest = dict(events.values_list("submission__period").annotate(newest=Max("pk")))
    parts: dict[int, list[str]] = {}
    for period, *counts in sorted(told):
        mine = ",".join(map(str, (period, *counts, newest.get(period, 0))))
        parts.setdefault(Period.parse(period).year, []).append(mine)
    twice = ",".join(sorted(_asked_twice(province)))
    return {
        year: hashlib.sha256(";".join([twice, *mine]).encode()).hexdigest() for year, mine in parts.items()
    }


def facts_for_snapshot(province: int, without: Collection[int] = ()) -> Iterator[CellRow]:
    """Every figure of an approved report of a province, each once; not those of the years ``without``.

    A figure that two regimes ask of a unit for the same period is that of the regime defined first.
    """
    twice = _asked_twice(province)
    rows = (
        Value.objects.filter(submission__province=province, submission__state=Submission.State.APPROVED)
        .order_by(*(["submission__regime"] if twice else []), "submission", "indicator", "breakdown")
        .values_list(
            "submission", "submission__agency", "submission__period", "indicator__code", "breakdown", "value"
        )
    )
    for year in without:
        rows = rows.exclude(submission__period__startswith=str(year))
    taken: dict[tuple[int, str, str], int] = {}
    for submission, unit, period, indicator, breakdown, value in rows.iterator(chunk_size=5000):
        if value is None:
            continue
        if indicator in twice and taken.setdefault((unit, period, indicator), submission) != submission:
            continue
        yield CellRow(submission, unit, period, indicator, breakdown, value)


def _asked_twice(province: int) -> frozenset[str]:
    """Codes of indicators that more than one regime asks for as often."""
    asked = RegimeIndicator.objects.filter(regime__province=province).order_by()
    counts = asked.values_list("indicator__code", "regime__frequency").annotate(n=Count("regime"))
    return frozenset(code for code, _, n in counts if n > 1)


def obligations(province: int) -> Iterator[ObligationRow]:
    """Every report that was owed for a period somebody has reported on, and where it stands."""
    for regime in Regime.objects.filter(province=province).order_by("pk"):
        known = {
            (s.period, s.agency_id): s.state for s in Submission.objects.filter(regime=regime).order_by("pk")
        }
        for text in sorted({period for period, _ in known}):
            for agency in owed_by(regime, window_of(regime, Period.parse(text))):
                yield ObligationRow(agency.pk, text, known.get((text, agency.pk), "missing"), regime.pk)


def last_approval(province: int) -> datetime | None:
    """The instant of the newest approval or correction: newer than a snapshot means that it is behind."""
    events = SubmissionEvent.objects.filter(submission__province=province, kind__in=["approved", "reopened"])
    newest: datetime | None = events.aggregate(at=Max("at"))["at"]
    return newest
