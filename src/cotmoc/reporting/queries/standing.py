"""How reports stand: a period with every unit that owes one, and the reports within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.aggregation import completeness, timeliness
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate
from cotmoc.domain.reporting_calendar import Window
from cotmoc.organisations.models import Agency
from cotmoc.reporting.models import Regime, Submission, SubmissionEvent, ValueChange
from cotmoc.reporting.queries.asking import by_level, due_on, owed_by, window_of


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """How one unit's report for a period stands."""

    agency: Agency
    due_on: date
    submission: Submission | None

    @property
    def state(self) -> str:
        """``missing`` while nothing was begun, else the submission's state."""
        return self.submission.state if self.submission else "missing"

    @property
    def sent_on(self) -> date | None:
        """The day it was first sent."""
        return self.submission.first_submitted_on if self.submission else None

    @property
    def sent_late(self) -> bool:
        """Whether it was first sent after its due date."""
        return self.sent_on is not None and self.sent_on > self.due_on

    def days_left(self, on: date) -> int | None:
        """Days until it is due, negative once overdue; None when it was sent."""
        return None if self.sent_on else (self.due_on - on).days


@dataclass(frozen=True, slots=True)
class PeriodBoard:
    """Every unit that owes a report for a period, and the rates with their denominators."""

    regime: Regime
    period: Period
    window: Window
    rows: Sequence[ReporterRow]
    completeness: Rate
    timeliness: Rate
    approved: Rate


def board(viewer: Actor, *, regime: Regime, period: Period) -> PeriodBoard:
    """How a period stands for every unit within the viewer's reach that owes a report."""
    require(viewer, Permission.READ_REPORT)
    window = window_of(regime, period)
    known = {s.agency_id: s for s in Submission.objects.filter(regime=regime, period=str(period))}
    rows = []
    for agency in owed_by(regime, window, among=_reach(viewer)):
        submission = known.get(agency.pk)
        # The due day that was told when the report was begun stays, whatever becomes of the rule.
        due = submission.due_on if submission else due_on(regime, agency, window)
        rows.append(ReporterRow(agency, due, submission))
    owing = frozenset(row.agency.pk for row in rows)
    sent = {row.agency.pk: row.sent_on for row in rows if row.sent_on}
    approved = sum(row.state == Submission.State.APPROVED for row in rows)
    return PeriodBoard(
        regime=regime,
        period=period,
        window=window,
        rows=rows,
        completeness=completeness(owing, sent),
        timeliness=timeliness(owing, sent, {row.agency.pk: row.due_on for row in rows}),
        approved=Rate(approved, len(rows)),
    )


def submissions(viewer: Actor, *, period: Period | None = None) -> QuerySet[Submission]:
    """Reports within the viewer's reach, newest period first."""
    require(viewer, Permission.READ_REPORT)
    found = Submission.objects.filter(province=viewer.province).select_related("agency__area", "regime")
    reach = _reach(viewer)
    if reach is not None:
        found = found.filter(agency__in=reach)
    if period is not None:
        found = found.filter(period=str(period))
    return found.order_by("-window_start", by_level("agency__level"), "agency__folded")


def submission(viewer: Actor, pk: int) -> Submission:
    """One report with its values, changes (oldest first) and events. Raises Problem(NOT_FOUND)."""
    events = SubmissionEvent.objects.order_by("seq")
    changes = ValueChange.objects.select_related("indicator").order_by("at", "pk")
    found = (
        submissions(viewer)
        .prefetch_related(Prefetch("events", events), Prefetch("changes", changes), "values")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("báo cáo", "The report"))
    return found


def find(viewer: Actor, *, regime: Regime, period: Period, agency: int) -> Submission | None:
    """The report of an agency for a period, if it was begun."""
    return submissions(viewer, period=period).filter(regime=regime, agency=agency).first()


def begun_periods(viewer: Actor, regime: Regime) -> list[Period]:
    """Periods for which somebody within reach has begun a report, newest first."""
    texts = submissions(viewer).filter(regime=regime).order_by().values_list("period", flat=True).distinct()
    return sorted((Period.parse(text) for text in texts), reverse=True)


def _reach(viewer: Actor) -> frozenset[int] | None:
    """Ids of the agencies within reach; None for everywhere."""
    if viewer.role in EVERYWHERE:
        return None
    return viewer.agencies | ({viewer.agency} if viewer.agency is not None else set())
