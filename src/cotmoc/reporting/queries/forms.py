"""One report as a form: each cell with what was done together and with earlier figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.periods import Period
from cotmoc.reporting.models import Submission
from cotmoc.reporting.queries.asking import AskedCell, asked_of
from cotmoc.reporting.queries.earlier import Before, CellKey, Earlier, joint_of, so_far

SUSPICIOUS_TIMES = 5
"""A figure this many times last year's is worth a second look; it is never refused."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell as the entry page shows it.

    ``value`` is what the unit did alone, ``joint`` the joint activities it took part in; earlier figures
    are totals of both, and of the units for which this one answers since. None where nothing was
    reported, which is not zero. ``changed`` says whether the cell was corrected since the report was last
    sent or approved, ``before`` what stood there then.
    """

    asked: AskedCell
    value: Decimal | None
    note: str
    joint: int
    a_year_ago: Earlier
    a_period_ago: Earlier
    year_to_date: Decimal | None
    changed: bool
    before: Decimal | None

    @property
    def last_year(self) -> Decimal | None:
        """The same period's figure of the year before."""
        return self.a_year_ago.value

    @property
    def previous(self) -> Decimal | None:
        """The figure of the period before."""
        return self.a_period_ago.value

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
    kinds = {cell.indicator.joint_kind for cell in asked} - {""}
    earlier = Before(row, {last_year, previous, period, *to_date}, kinds)
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
                joint=joint_of(cell.indicator, cell.breakdown, earlier.joint[period]),
                a_year_ago=earlier.of(cell, last_year),
                a_period_ago=earlier.of(cell, previous),
                year_to_date=so_far(cell.indicator, [earlier.of(cell, one) for one in to_date]),
                changed=key in before,
                before=before.get(key),
            )
        )
    return cells


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
