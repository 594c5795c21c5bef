"""One report as a form: each cell with what was done together and with earlier figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cotmoc.coordination import queries as coordination
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.periods import Period
from cotmoc.reporting.models import Indicator, Submission, Value
from cotmoc.reporting.queries.asking import AskedCell, asked_of, window_of

SUSPICIOUS_TIMES = 5
"""A figure this many times last year's is worth a second look; it is never refused."""

CellKey = tuple[int, str]
"""Indicator id and breakdown."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell as the entry page shows it.

    ``value`` is what the unit did alone, ``joint`` the joint activities it took part in; earlier figures
    are totals of both. None where nothing was reported, which is not zero. ``changed`` says whether the
    cell was corrected since the report was last sent or approved, ``before`` what stood there then.
    """

    asked: AskedCell
    value: Decimal | None
    note: str
    joint: int
    last_year: Decimal | None
    previous: Decimal | None
    year_to_date: Decimal | None
    changed: bool
    before: Decimal | None

    @property
    def total(self) -> Decimal | None:
        """What the unit did alone and together."""
        return None if self.value is None else self.value + self.joint

    @property
    def times(self) -> Decimal | None:
        """How many times last year's figure the total is, from ``SUSPICIOUS_TIMES`` on; else None."""
        if not self.total or not self.last_year or self.total < SUSPICIOUS_TIMES * self.last_year:
            return None
        return self.total / self.last_year

    @property
    def suspicious(self) -> bool:
        """Worth a second look, never a refusal."""
        return self.times is not None


def form(viewer: Actor, row: Submission) -> list[FormCell]:
    """Every cell asked of the report's unit, with its value, joint activities and earlier figures."""
    require(viewer, Permission.READ_REPORT)
    period = Period.parse(row.period)
    last_year, previous, to_date = period.same_last_year(), period.previous(), period.year_to_date()
    asked = asked_of(row.regime, row.agency)
    joint = _joint(row, {last_year, previous, *to_date}, {cell.indicator.joint_kind for cell in asked} - {""})
    totals = _totals(row, joint)
    own = {(v.indicator_id, v.breakdown): v for v in row.values.all()}
    before = _before(row)
    cells = []
    for cell in asked:
        key = cell.indicator.pk, cell.breakdown
        value = own.get(key)
        cells.append(
            FormCell(
                asked=cell,
                value=value.value if value else None,
                note=value.note if value else "",
                joint=_together(cell.indicator, cell.breakdown, joint[period]),
                last_year=totals[last_year].get(key),
                previous=totals[previous].get(key),
                year_to_date=_so_far(cell.indicator, [totals[p].get(key) for p in to_date]),
                changed=key in before,
                before=before.get(key),
            )
        )
    return cells


def _joint(row: Submission, periods: Iterable[Period], kinds: set[str]) -> dict[Period, dict[str, int]]:
    """For each period, how many joint activities of each kind the unit took part in."""
    windows = {period: window_of(row.regime, period) for period in periods}
    counts: dict[Period, dict[str, int]] = {period: {} for period in windows}
    if not kinds:
        return counts
    first, last = min(w.start for w in windows.values()), max(w.end for w in windows.values())
    for event in coordination.events(row.province_id, kinds=sorted(kinds), start=first, end=last):
        if row.agency_id not in event.participants:
            continue
        for period, window in windows.items():
            if event.held_on in window:
                counts[period][event.kind] = counts[period].get(event.kind, 0) + event.count
    return counts


def _together(indicator: Indicator, breakdown: str, counts: Mapping[str, int]) -> int:
    return counts.get(indicator.joint_kind, 0) if indicator.joint_kind and not breakdown else 0


def _totals(
    row: Submission, joint: Mapping[Period, Mapping[str, int]]
) -> dict[Period, dict[CellKey, Decimal]]:
    """The unit's figures of each period: what it reported alone and what it did together."""
    found: dict[Period, dict[CellKey, Decimal]] = {period: {} for period in joint}
    values = Value.objects.filter(
        submission__regime=row.regime_id,
        submission__agency=row.agency_id,
        submission__period__in=[str(period) for period in joint],
        value__isnull=False,
    )
    for value in values.select_related("submission", "indicator"):
        period = Period.parse(value.submission.period)
        alone = value.value or Decimal(0)
        together = _together(value.indicator, value.breakdown, joint[period])
        found[period][value.indicator_id, value.breakdown] = alone + together
    return found


def _before(row: Submission) -> dict[CellKey, Decimal | None]:
    """What stood in the cells corrected since the report last came back; those set back are left out."""
    came_back = [event.at for event in row.events.all() if event.kind in {"returned", "reopened"}]
    if not came_back:
        return {}
    first: dict[CellKey, Decimal | None] = {}
    last: dict[CellKey, Decimal | None] = {}
    for change in sorted(row.changes.all(), key=lambda change: (change.at, change.pk)):
        if change.at >= max(came_back):
            key = change.indicator_id, change.breakdown
            first.setdefault(key, change.before)
            last[key] = change.after
    return {key: value for key, value in first.items() if value != last[key]}


def _so_far(indicator: Indicator, values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return known[-1] if indicator.kind == Indicator.Kind.STOCK else sum(known, Decimal(0))
