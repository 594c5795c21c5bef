"""The pivot: indicator × group × period, with the total over everything the viewer may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from cotmoc.analytics.catalogue import pairs
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.analytics.manifest import MONTHLY_FORM, folder
from cotmoc.analytics.models import Snapshot
from cotmoc.analytics.queries.grouping import agencies_of, group_units, reach
from cotmoc.analytics.queries.snapshots import snapshot
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import SNAPSHOT_LOST
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.reporting.models import Indicator
from cotmoc.reporting.queries import not_added

if TYPE_CHECKING:
    from cotmoc.analytics.results import Answer, Figure, IndicatorFacts, Question


@dataclass(frozen=True, slots=True)
class Pivot:
    """Figures for a grouping: ``groups`` in order with what they are called, and the answer by key parts.

    ``groups`` holds those with a figure or a missing unit; ``total`` answers with the group "".
    ``units`` are all units of the province, for their names and days.
    """

    snapshot: Snapshot
    grouping: Grouping
    boundaries: date | None
    groups: Mapping[str, str]
    answer: Answer
    total: Answer
    units: Mapping[int, Agency]

    def key(self, indicator: str, breakdown: str, period: Period, group: str) -> FigureKey:
        """The name under which a figure of this pivot can be opened."""
        grouping = self.grouping if group else Grouping.ALL
        return FigureKey(indicator, breakdown, period, grouping, group, self.boundaries, self.snapshot.number)

    def overlap(self, indicator: str, period: Period) -> tuple[Figure, int] | None:
        """The total and how often its joint activities stand in more than one group; None without such."""
        whole = self.total.get((indicator, "", period, ""))
        if whole is None or whole.value is None or not whole.joint:
            return None
        found = [self.answer.get((indicator, "", period, group)) for group in self.groups]
        apart = sum(one.joint for one in found if one is not None)
        return whole, int(apart - whole.joint)


def indicators(viewer: Actor) -> QuerySet[Indicator]:
    """Every indicator that can be asked for, by group."""
    require(viewer, Permission.READ_NUMBERS)
    return Indicator.objects.select_related("numerator", "denominator")


def chosen(viewer: Actor, codes: Sequence[str]) -> list[Indicator]:
    """Indicators by code, by pair (``D3``: its parts) or by group (``group:E``); all without codes.

    Raises Problem(BAD_VALUE) for what is none of these.
    """
    known = list(indicators(viewer))
    wanted: set[str] = set()
    for code in codes:
        if code.startswith("group:"):
            found = {one.code for one in known if one.group == code.removeprefix("group:")}
        else:
            parts = pairs()[code].parts if code in pairs() else (code,)
            found = {one.code for one in known if one.code in parts}
        if not found:
            raise Problem(BAD_VALUE, field="indicator", why=f"không có chỉ tiêu «{code}»")
        wanted |= found
    return [one for one in known if one.code in wanted] if codes else known


def pivot(
    viewer: Actor,
    *,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    grouping: Grouping,
    boundaries: date | None = None,
    number: int | None = None,
) -> Pivot:
    """Indicator × group × period, and the totals over everything the viewer may see.

    A period is made of all reported periods in it, whatever regime they were reported under. Raises
    Problem: NO_SNAPSHOT, BAD_VALUE.
    """
    row = snapshot(viewer, number)
    agencies = agencies_of(viewer.province)
    put = group_units(agencies, grouping, boundaries, row.as_of)
    question = ask_for(indicators, periods, put.of_unit, boundaries, total=True)
    answer = answer_to(viewer, row, agencies, question)
    shown = {key[3] for key, figure in answer.items() if figure.value is not None or figure.missing}
    return Pivot(
        snapshot=row,
        grouping=grouping,
        boundaries=boundaries,
        groups={group: name for group, name in put.called.items() if group in shown},
        answer=answer,
        total=answer,
        units=agencies,
    )


def answer_to(viewer: Actor, row: Snapshot, agencies: Mapping[int, Agency], question: Question) -> Answer:
    """The answer of a snapshot to a question, from the units within the viewer's reach."""
    from cotmoc.analytics import results

    links = organisations.succession_links(viewer.province)
    return results.ask(files_for(row, question), reach(viewer, agencies, links), question, links)


def ask_for(
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    of_unit: Mapping[int, str],
    boundaries: date | None,
    *,
    total: bool = False,
) -> Question:
    """The question as a value: every period with all that can be part of it."""
    from cotmoc.analytics import results

    return results.Question(
        indicators=[_facts(i) for i in indicators],
        periods={period: period.made_of() for period in periods},
        group_of=of_unit,
        boundaries=boundaries,
        total=total,
    )


def files_for(row: Snapshot, question: Question) -> list[Path]:
    """The year files that a question concerns.

    Raises Problem: SNAPSHOT_LOST, BAD_VALUE for a month of a snapshot that kept joint activities by quarter.
    """
    months = any(period.kind is PeriodKind.MONTH for period in question.periods)
    if months and row.files.get("form", 1) < MONTHLY_FORM:
        raise Problem(BAD_VALUE, field="period", why=f"bản chụp số {row.number} chỉ chia theo quý")
    years = {source.year for sources in question.periods.values() for source in sources}
    files = [folder(row.province_id) / one["name"] for one in row.files["years"] if one["year"] in years]
    for file in files:
        if not file.exists():
            raise Problem(SNAPSHOT_LOST, file=file.name, number=row.number)
    return files


def _facts(indicator: Indicator) -> IndicatorFacts:
    from cotmoc.analytics import results

    above, below = indicator.numerator, indicator.denominator
    return results.IndicatorFacts(
        code=indicator.code,
        stock=indicator.kind == Indicator.Kind.STOCK,
        joint_kind=indicator.joint_kind,
        numerator=_facts(above) if above else None,
        denominator=_facts(below) if below else None,
        percent=indicator.unit == "%",
        adds=indicator.code not in not_added(),
    )
