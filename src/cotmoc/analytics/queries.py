"""Figures for a viewer: the pivot, one figure by its key, and what it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cotmoc.analytics.actions import folder
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.analytics.models import Snapshot
from cotmoc.coordination import queries as coordination
from cotmoc.coordination.models import JointActivity
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import NO_SNAPSHOT, UNKNOWN_FIGURE
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.domain.succession import answering
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.reporting.models import Indicator

if TYPE_CHECKING:
    from cotmoc.analytics.results import Answer, Constituent, Figure, IndicatorFacts, Question


@dataclass(frozen=True, slots=True)
class Pivot:
    """Figures for a grouping: ``groups`` in order with what they are called, and the answer by key parts."""

    snapshot: Snapshot
    grouping: Grouping
    boundaries: date | None
    groups: Mapping[str, str]
    answer: Answer
    total: Answer

    def key(self, indicator: str, breakdown: str, period: Period, group: str) -> FigureKey:
        """The name under which a figure of this pivot can be opened."""
        grouping = self.grouping if group else Grouping.ALL
        return FigureKey(indicator, breakdown, period, grouping, group, self.boundaries, self.snapshot.number)


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with everything that made it."""

    key: FigureKey
    indicator: Indicator
    figure: Figure
    cells: Sequence[Constituent]
    joint: Sequence[JointActivity]
    units: Mapping[int, Agency]
    missing: Sequence[Agency]
    snapshot: Snapshot


def latest(viewer: Actor) -> Snapshot | None:
    """The newest snapshot of the viewer's province."""
    require(viewer, Permission.READ_NUMBERS)
    return Snapshot.objects.filter(province=viewer.province).order_by("-number").first()


def snapshot(viewer: Actor, number: int | None = None) -> Snapshot:
    """A snapshot by its number, or the newest. Raises Problem(NO_SNAPSHOT)."""
    require(viewer, Permission.READ_NUMBERS)
    found = Snapshot.objects.filter(province=viewer.province)
    row = found.filter(number=number).first() if number else found.order_by("-number").first()
    if row is None:
        raise Problem(NO_SNAPSHOT)
    return row


def pivot(
    viewer: Actor,
    *,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    grouping: Grouping,
    boundaries: date | None = None,
    number: int | None = None,
) -> Pivot:
    """Indicator × group × period, and the totals over everything the viewer may see."""
    row = snapshot(viewer, number)
    agencies = _agencies(viewer)
    names = _group_names(agencies, grouping, boundaries, periods)
    answer = _ask(viewer, row, indicators, periods, names.of_unit, boundaries)
    whole = _ask(viewer, row, indicators, periods, dict.fromkeys(names.of_unit, ""), boundaries)
    return Pivot(row, grouping, boundaries, names.called, answer, whole)


def open_figure(viewer: Actor, key: FigureKey) -> Opened:
    """Down from a figure to its cells, joint activities and missing units. Raises Problem(UNKNOWN_FIGURE)."""
    row = snapshot(viewer, key.snapshot)
    indicator = Indicator.objects.filter(code=key.indicator).first()
    if indicator is None:
        raise Problem(UNKNOWN_FIGURE, key=str(key))
    agencies = _agencies(viewer)
    of_unit = _group_names(agencies, key.grouping, key.boundaries, [key.period]).of_unit
    wanted = {unit: group for unit, group in of_unit.items() if group == key.group}
    if key.grouping is Grouping.ALL:
        wanted = dict.fromkeys(of_unit, "")
    answer = _ask(viewer, row, [indicator], [key.period], wanted, key.boundaries)
    figure = answer.get((key.indicator, key.breakdown, key.period, key.group))
    if figure is None:
        raise Problem(UNKNOWN_FIGURE, key=str(key))
    from cotmoc.analytics import results

    question = _question([indicator], [key.period], wanted, key.boundaries)
    links = organisations.succession_links(viewer.province)
    cells = [
        cell
        for cell in results.constituents(_files(row), _reach(viewer, agencies), question, links)
        if cell.breakdown == key.breakdown
    ]
    return Opened(
        key=key,
        indicator=indicator,
        figure=figure,
        cells=cells,
        joint=_joint(viewer, indicator, key, wanted, links),
        units=agencies,
        missing=sorted((agencies[u] for u in figure.missing), key=lambda a: a.name),
        snapshot=row,
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    of_unit: Mapping[int, str]
    called: Mapping[str, str]


def _agencies(viewer: Actor) -> dict[int, Agency]:
    return {
        a.pk: a
        for a in Agency.objects.filter(province=viewer.province).order_by("level", "name", "valid_from")
    }


def _reach(viewer: Actor, agencies: Mapping[int, Agency]) -> list[int]:
    if viewer.role in EVERYWHERE:
        return list(agencies)
    links = organisations.succession_links(viewer.province)
    mine = {*viewer.agencies, viewer.agency}
    return [u for u in agencies if u in mine or mine & answering(u, date.max, links).keys()]


def _group_names(
    agencies: Mapping[int, Agency], grouping: Grouping, boundaries: date | None, periods: Sequence[Period]
) -> _Groups:
    if grouping is Grouping.ALL:
        return _Groups(dict.fromkeys(agencies, ""), {"": ""})
    if grouping is Grouping.FORCE:
        of_unit = {pk: a.force for pk, a in agencies.items() if a.force}
        return _Groups(of_unit, {force: force for force in dict.fromkeys(of_unit.values())})
    if grouping is Grouping.LEVEL:
        return _Groups(
            {pk: a.level for pk, a in agencies.items()}, {a.level: a.level for a in agencies.values()}
        )
    day = boundaries or _last_day(periods)
    if grouping is Grouping.UNIT:
        return _Groups({pk: str(pk) for pk in agencies}, {str(pk): a.name for pk, a in agencies.items()})
    parents = organisations.parents_on(agencies, day)
    of_unit = {pk: str(parents.get(pk, pk)) for pk in agencies}
    return _Groups(
        of_unit, {str(pk): agencies[pk].name for pk in agencies if str(pk) in set(of_unit.values())}
    )


def _last_day(periods: Sequence[Period]) -> date:
    return max(data_window(p, Calendar.ND09).end for p in periods) - timedelta(days=1)


def _ask(
    viewer: Actor,
    row: Snapshot,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    of_unit: Mapping[int, str],
    boundaries: date | None,
) -> Answer:
    from cotmoc.analytics import results

    question = _question(indicators, periods, of_unit, boundaries)
    links = organisations.succession_links(viewer.province)
    return results.ask(_files(row), _reach(viewer, _agencies(viewer)), question, links)


def _question(
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    of_unit: Mapping[int, str],
    boundaries: date | None,
) -> Question:
    from cotmoc.analytics import results

    return results.Question(
        indicators=[_facts(i) for i in indicators],
        periods={p: p.split(PeriodKind.QUARTER) for p in periods},
        group_of=of_unit,
        boundaries=boundaries,
    )


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
    )


def _files(row: Snapshot) -> list[Path]:
    return [folder(row.province_id) / year["name"] for year in row.files["years"]]


def _joint(
    viewer: Actor, indicator: Indicator, key: FigureKey, wanted: Mapping[int, str], links: Sequence[object]
) -> list[JointActivity]:
    if not indicator.joint_kind or key.breakdown:
        return []
    window = data_window(key.period, Calendar.ND09)
    found = coordination.activities(viewer, kind=indicator.joint_kind, start=window.start, end=window.end)
    found = found.filter(recorded_at__lte=snapshot(viewer, key.snapshot).built_at)
    heirs = {
        p.agency_id: answering(p.agency_id, key.boundaries, links) if key.boundaries else {p.agency_id: 1}  # type: ignore[arg-type]
        for a in found
        for p in a.participations.all()
    }
    return [
        a for a in found if any(heirs[p.agency_id].keys() & wanted.keys() for p in a.participations.all())
    ]
