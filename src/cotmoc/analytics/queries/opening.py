"""One figure opened: its cells, joint activities, missing units, approvals and corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.analytics.models import Snapshot
from cotmoc.analytics.queries.figures import ask_for, files_for
from cotmoc.analytics.queries.grouping import agencies_of, group_units, reach
from cotmoc.analytics.queries.snapshots import snapshot
from cotmoc.coordination import queries as coordination
from cotmoc.coordination.models import JointActivity
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import UNKNOWN_FIGURE
from cotmoc.domain.periods import Period
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.reporting import queries as reporting
from cotmoc.reporting.models import Indicator, SubmissionEvent, ValueChange

if TYPE_CHECKING:
    from cotmoc.analytics.results import Constituent, Figure


@dataclass(frozen=True, slots=True)
class Gap:
    """A report that is owed for a figure and not approved, and where it stands.

    ``regime`` is named where a province has several.
    """

    unit: Agency
    period: Period
    state: str
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with everything that made it.

    ``approvals`` is the history of each report behind it, ``changes`` the corrections of its cells, both
    up to today; ``approval``, ``reopened`` and ``counted`` tell what came after the snapshot.
    """

    key: FigureKey
    indicator: Indicator
    figure: Figure
    cells: Sequence[Constituent]
    joint: Sequence[JointActivity]
    units: Mapping[int, Agency]
    missing: Sequence[Agency]
    gaps: Sequence[Gap]
    approvals: Mapping[int, Sequence[SubmissionEvent]]
    changes: Sequence[ValueChange]
    snapshot: Snapshot

    def approval(self, submission: int) -> SubmissionEvent | None:
        """The approval by which a report came into this snapshot."""
        counted = [
            event
            for event in self.approvals.get(submission, ())
            if event.kind == "approved" and event.pk <= self.snapshot.marks.get("event", 0)
        ]
        return counted[-1] if counted else None

    def reopened(self, submission: int) -> bool:
        """Whether a report was opened again after this snapshot."""
        events = self.approvals.get(submission, ())
        newest = self.snapshot.marks.get("event", 0)
        return any(event.kind == "reopened" and event.pk > newest for event in events)

    def counted(self, change: ValueChange) -> bool:
        """Whether a correction stands in this snapshot."""
        return change.pk <= self.snapshot.marks.get("change", 0)


def open_figure(viewer: Actor, key: FigureKey) -> Opened:
    """Down from a figure to everything that made it. Raises Problem(UNKNOWN_FIGURE)."""
    from cotmoc.analytics import results

    row = snapshot(viewer, key.snapshot)
    indicator = Indicator.objects.filter(code=key.indicator).first()
    if indicator is None:
        raise Problem(UNKNOWN_FIGURE, key=str(key))
    agencies = agencies_of(viewer.province)
    links = organisations.succession_links(viewer.province)
    question = ask_for([indicator], [key.period], _wanted(key, agencies, row), key.boundaries)
    files, units = files_for(row, question), reach(viewer, agencies, links)
    figure = results.ask(files, units, question, links).get(
        (key.indicator, key.breakdown, key.period, key.group)
    )
    if figure is None:
        raise Problem(UNKNOWN_FIGURE, key=str(key))
    behind = results.behind(files, units, question, links)
    regimes = reporting.regime_names(viewer)
    cells = [cell for cell in behind.cells if key.breakdown in ("", cell.breakdown)]
    return Opened(
        key=key,
        indicator=indicator,
        figure=figure,
        cells=cells,
        joint=[] if key.breakdown else coordination.named(viewer.province, behind.activities),
        units=agencies,
        missing=sorted((agencies[u] for u in figure.missing), key=lambda a: a.name),
        gaps=[
            Gap(agencies[unit], period, state, regimes.get(regime, ""))
            for unit, period, state, regime in behind.missing
        ],
        approvals=reporting.approvals(viewer, sorted({cell.submission for cell in cells})),
        changes=_changes(viewer, cells),
        snapshot=row,
    )


def _wanted(key: FigureKey, agencies: Mapping[int, Agency], row: Snapshot) -> dict[int, str]:
    of_unit = group_units(agencies, key.grouping, key.boundaries, row.as_of).of_unit
    if key.grouping is Grouping.ALL:
        return dict(of_unit)
    return {unit: group for unit, group in of_unit.items() if group == key.group}


def _changes(viewer: Actor, cells: Sequence[Constituent]) -> list[ValueChange]:
    """Corrections of these cells, newest first."""
    mine = {(cell.submission, cell.indicator, cell.breakdown) for cell in cells}
    found = ValueChange.objects.filter(
        submission__province=viewer.province, submission__in={cell.submission for cell in cells}
    ).select_related("submission__agency", "indicator")
    return [
        change
        for change in found.order_by("-at", "-pk")
        if (change.submission_id, change.indicator.code, change.breakdown) in mine
    ]
