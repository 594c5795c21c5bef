"""Reading reports: what is asked of whom, how a period stands, one report with its cells and history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Max, Prefetch, Q, QuerySet

from cotmoc.coordination import queries as coordination
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, reaches, require
from cotmoc.domain.aggregation import completeness, timeliness
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate
from cotmoc.domain.reporting_calendar import Calendar, DueRule, Shift, Window, data_window, due_date
from cotmoc.organisations.models import Agency, Level
from cotmoc.reporting.calendar_data import holidays
from cotmoc.reporting.models import (
    Indicator,
    Regime,
    RegimeIndicator,
    RegimeReporter,
    Submission,
    SubmissionEvent,
    Value,
)


@dataclass(frozen=True, slots=True)
class AskedCell:
    """One cell of a form: an indicator, or one breakdown of it."""

    indicator: Indicator
    breakdown: str

    @property
    def name(self) -> str:
        """``E1`` or ``E1.district``: the cell's name in forms, files and the API."""
        return f"{self.indicator.code}.{self.breakdown}" if self.breakdown else self.indicator.code


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell as the entry page shows it.

    ``value`` is what the unit did alone, ``joint`` the joint activities it took part in; earlier figures
    are totals of both. None where nothing was reported, which is not zero.
    """

    asked: AskedCell
    value: Decimal | None
    note: str
    joint: int
    last_year: Decimal | None
    previous: Decimal | None
    year_to_date: Decimal | None

    @property
    def suspicious(self) -> bool:
        """Five times last year's figure or more: worth a look, never a refusal."""
        return bool(self.value and self.last_year and self.value >= 5 * self.last_year)


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
    def sent_late(self) -> bool:
        """Whether it was first sent after its due date."""
        sent = self.submission.first_submitted_on if self.submission else None
        return sent is not None and sent > self.due_on


@dataclass(frozen=True, slots=True)
class PeriodBoard:
    """Every unit that owes a report for a period, and the two rates with their denominators."""

    regime: Regime
    period: Period
    window: Window
    rows: Sequence[ReporterRow]
    completeness: Rate
    timeliness: Rate
    approved: Rate


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


def regimes(viewer: Actor) -> QuerySet[Regime]:
    """The reporting regimes of the province."""
    require(viewer, Permission.READ_REPORT)
    return Regime.objects.filter(province=viewer.province).order_by("key")


def asked_indicators(viewer: Actor) -> list[int]:
    """Ids of the indicators that some regime of the province asks for."""
    require(viewer, Permission.READ_REPORT)
    asked = RegimeIndicator.objects.filter(regime__province=viewer.province)
    return list(asked.order_by().values_list("indicator", flat=True).distinct())


def regime(viewer: Actor, key: str = "") -> Regime:
    """A regime by its key, or the first. Raises Problem(NOT_FOUND)."""
    found = regimes(viewer).filter(key=key).first() if key else regimes(viewer).first()
    if found is None:
        raise Problem(NOT_FOUND, thing="chế độ báo cáo")
    return found


def window_of(regime: Regime, period: Period) -> Window:
    """The data window of a period under a regime."""
    return data_window(period, Calendar(regime.calendar))


def due_on(regime: Regime, agency: Agency, window: Window) -> date:
    """By when an agency must have sent, by the rule of its level; the day after the window without a rule."""
    rule = next((r for r in regime.due_rules.all() if r.level == agency.level), None)
    off, worked = holidays()
    known = DueRule(rule.days, working=rule.working, shift=Shift(rule.shift)) if rule else DueRule(1)
    return due_date(window, known, off, worked)


def asked_of(regime: Regime, agency: Agency) -> list[AskedCell]:
    """The cells an agency is asked for: those whose suppliers name its kind, its force or its code."""
    asks = RegimeIndicator.objects.filter(regime=regime).select_related("indicator").order_by("ordinal")
    fits = {agency.kind, agency.force, agency.code} - {""}
    return [
        AskedCell(ask.indicator, breakdown)
        for ask in asks
        if not ask.suppliers or fits & set(ask.suppliers)
        for breakdown in _breakdowns(ask.indicator, agency)
    ]


def owed_by(regime: Regime, window: Window) -> QuerySet[Agency]:
    """Agencies that must report on a window: reporters on its last day."""
    last = window.last_day
    reporters = RegimeReporter.objects.filter(regime=regime, valid_from__lte=last).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    )
    return Agency.objects.filter(pk__in=reporters.values("agency")).order_by("level", "kind", "name")


def board(viewer: Actor, *, regime: Regime, period: Period) -> PeriodBoard:
    """How a period stands for every unit within the viewer's reach that owes a report."""
    require(viewer, Permission.READ_REPORT)
    window = window_of(regime, period)
    known = {s.agency_id: s for s in Submission.objects.filter(regime=regime, period=str(period))}
    rows = [
        ReporterRow(agency, due_on(regime, agency, window), known.get(agency.pk))
        for agency in owed_by(regime, window)
        if reaches(viewer, agency.pk)
    ]
    owing = frozenset(row.agency.pk for row in rows)
    sent = {
        row.agency.pk: row.submission.first_submitted_on
        for row in rows
        if row.submission and row.submission.first_submitted_on
    }
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
    found = Submission.objects.filter(province=viewer.province).select_related("agency", "regime")
    if viewer.role not in EVERYWHERE:
        found = found.filter(agency__in={*viewer.agencies, viewer.agency})
    if period is not None:
        found = found.filter(period=str(period))
    return found.order_by("-window_start", "agency__level", "agency__name")


def submission(viewer: Actor, pk: int) -> Submission:
    """One report with its values and events. Raises Problem(NOT_FOUND)."""
    events = SubmissionEvent.objects.order_by("seq")
    found = (
        submissions(viewer)
        .prefetch_related(Prefetch("events", events), "changes__indicator")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Problem(NOT_FOUND, thing="báo cáo")
    return found


def find(viewer: Actor, *, regime: Regime, period: Period, agency: int) -> Submission | None:
    """The report of an agency for a period, if it was begun."""
    return submissions(viewer, period=period).filter(regime=regime, agency=agency).first()


def form(viewer: Actor, row: Submission) -> list[FormCell]:
    """Every cell asked of the report's unit, with its value, joint activities and earlier figures."""
    require(viewer, Permission.READ_REPORT)
    period = Period.parse(row.period)
    own = {(v.indicator_id, v.breakdown): v for v in row.values.all()}
    to_date = [p for p in period.year_to_date() if p.kind == period.kind]
    earlier = _totals(row, [period.same_last_year(), period.previous(), *to_date])
    joint = _joint_counts(row.agency_id, row.province_id, Window(row.window_start, row.window_end))
    cells = []
    for asked in asked_of(row.regime, row.agency):
        value = own.get((asked.indicator.pk, asked.breakdown))
        ident = (asked.indicator.pk, asked.breakdown)
        cells.append(
            FormCell(
                asked=asked,
                value=value.value if value else None,
                note=value.note if value else "",
                joint=joint.get(asked.indicator.joint_kind, 0) if not asked.breakdown else 0,
                last_year=earlier.get((str(period.same_last_year()), *ident)),
                previous=earlier.get((str(period.previous()), *ident)),
                year_to_date=_sum(asked.indicator, [earlier.get((str(p), *ident)) for p in to_date]),
            )
        )
    return cells


def approvals(viewer: Actor, pks: Sequence[int]) -> dict[int, list[SubmissionEvent]]:
    """The history of reports, for showing who approved a figure and when."""
    require(viewer, Permission.READ_NUMBERS)
    events = SubmissionEvent.objects.filter(submission__in=pks, submission__province=viewer.province)
    found: dict[int, list[SubmissionEvent]] = {}
    for event in events.order_by("submission", "seq"):
        found.setdefault(event.submission_id, []).append(event)
    return found


def facts_for_snapshot(province: int) -> Iterator[CellRow]:
    """Every figure of an approved report of a province."""
    rows = (
        Value.objects.filter(submission__province=province, submission__state=Submission.State.APPROVED)
        .order_by("submission", "indicator", "breakdown")
        .values_list(
            "submission", "submission__agency", "submission__period", "indicator__code", "breakdown", "value"
        )
    )
    for submission, unit, period, indicator, breakdown, value in rows.iterator(chunk_size=5000):
        if value is not None:
            yield CellRow(submission, unit, period, indicator, breakdown, value)


def obligations(province: int) -> Iterator[ObligationRow]:
    """Every report that was owed for a period somebody has reported on, and where it stands."""
    for regime in Regime.objects.filter(province=province).order_by("pk"):
        known = {
            (s.period, s.agency_id): s.state for s in Submission.objects.filter(regime=regime).order_by("pk")
        }
        for text in sorted({period for period, _ in known}):
            for agency in owed_by(regime, window_of(regime, Period.parse(text))):
                yield ObligationRow(agency.pk, text, known.get((text, agency.pk), "missing"))


def last_approval(province: int) -> datetime | None:
    """The instant of the newest approval or correction: newer than a snapshot means that it is behind."""
    events = SubmissionEvent.objects.filter(submission__province=province, kind__in=["approved", "reopened"])
    newest: datetime | None = events.aggregate(at=Max("at"))["at"]
    return newest


def _breakdowns(indicator: Indicator, agency: Agency) -> list[str]:
    """An indicator broken down by level is asked of each unit for its own level only."""
    if not indicator.breakdowns:
        return [""]
    level = _cell_level(agency)
    return [level] if level in indicator.breakdowns else []


def _cell_level(agency: Agency) -> str:
    """A post works with the bodies of its district; where there is no district, with those of its commune."""
    area = agency.area
    if agency.level != Level.POST or area is None:
        return agency.level
    return Level.DISTRICT if area.parent and area.parent.level == Level.DISTRICT else area.level


def _totals(row: Submission, periods: Sequence[Period]) -> dict[tuple[str, int, str], Decimal]:
    values = Value.objects.filter(
        submission__regime=row.regime_id,
        submission__agency=row.agency_id,
        submission__period__in=[str(p) for p in periods],
    ).exclude(value=None)
    found = {
        (v.submission.period, v.indicator_id, v.breakdown): v.value
        for v in values.select_related("submission")
        if v.value is not None
    }
    codes = dict(Indicator.objects.exclude(joint_kind="").values_list("pk", "joint_kind"))
    for period in {*periods}:
        joint = _joint_counts(row.agency_id, row.province_id, window_of(row.regime, period))
        for pk, kind in codes.items():
            if (str(period), pk, "") in found:
                found[str(period), pk, ""] += joint.get(kind, 0)
    return found


def _joint_counts(agency: int, province: int, window: Window) -> dict[str, int]:
    counts: dict[str, int] = {}
    for event in coordination.events(province, start=window.start, end=window.end):
        if agency in event.participants:
            counts[event.kind] = counts.get(event.kind, 0) + event.count
    return counts


def _sum(indicator: Indicator, values: Sequence[Decimal | None]) -> Decimal | None:
    known = [v for v in values if v is not None]
    if not known:
        return None
    return known[-1] if indicator.kind == Indicator.Kind.STOCK else sum(known, Decimal(0))
