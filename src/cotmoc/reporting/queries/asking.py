"""What is asked of whom: regimes, their periods, windows and due days, and the cells of a unit's form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Q, QuerySet, When

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.errors.reporting import NOT_ITS_PERIOD
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import (
    Calendar,
    DueRule,
    Window,
    data_window,
    due_date,
    period_of,
)
from cotmoc.domain.working_time import Shift
from cotmoc.organisations.days_off import days_off
from cotmoc.organisations.models import Agency, Level
from cotmoc.organisations.queries import valid_on
from cotmoc.reporting.models import Indicator, Regime, RegimeIndicator, RegimeReporter


@dataclass(frozen=True, slots=True)
class AskedCell:
    """One cell of a form: an indicator, or one breakdown of it."""

    indicator: Indicator
    breakdown: str

    @property
    def name(self) -> str:
        """``E1`` or ``E1.district``: the cell's name in forms, files and the API."""
        return f"{self.indicator.code}.{self.breakdown}" if self.breakdown else self.indicator.code


def regimes(viewer: Actor) -> QuerySet[Regime]:
    """The reporting regimes of the province, with their due rules."""
    require(viewer, Permission.READ_REPORT)
    return Regime.objects.filter(province=viewer.province).prefetch_related("due_rules").order_by("key")


def regime(viewer: Actor, key: str = "") -> Regime:
    """A regime by its key, or the first. Raises Problem(NOT_FOUND)."""
    found = next((one for one in regimes(viewer) if key in ("", one.key)), None)
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("chế độ báo cáo", "the reporting regime"))
    return found


def regime_names(viewer: Actor) -> dict[int, str]:
    """The names of the regimes by their ids where there are several; nothing needs naming otherwise."""
    require(viewer, Permission.READ_NUMBERS)
    names = dict(Regime.objects.filter(province=viewer.province).values_list("pk", "name"))
    return names if len(names) > 1 else {}


def asked_indicators(viewer: Actor) -> list[int]:
    """Ids of the indicators that some regime of the province asks for."""
    require(viewer, Permission.READ_REPORT)
    asked = RegimeIndicator.objects.filter(regime__province=viewer.province)
    return list(asked.order_by().values_list("indicator", flat=True).distinct())


def period_on(regime: Regime, day: date) -> Period:
    """The period of the regime whose data window holds ``day``."""
    return period_of(day, PeriodKind(regime.frequency), Calendar(regime.calendar))


def period_due(regime: Regime, day: date) -> Period:
    """The newest period whose data window has closed before ``day``: the one to report on now."""
    return period_on(regime, day).previous()


def window_of(regime: Regime, period: Period) -> Window:
    """The data window of a period under a regime. Raises Problem(NOT_ITS_PERIOD)."""
    if period.kind is not PeriodKind(regime.frequency):
        example = str(Period(PeriodKind(regime.frequency), period.year))
        name = Said(regime.name, regime.name_en)
        raise Problem(NOT_ITS_PERIOD, field="period", regime=name, period=period, example=example)
    return data_window(period, Calendar(regime.calendar))


def due_on(regime: Regime, agency: Agency, window: Window) -> date:
    """By when an agency must have sent, by the rule of its level; the day after the window without a rule."""
    rule = next((r for r in regime.due_rules.all() if r.level == agency.level), None)
    known = DueRule(rule.days, working=rule.working, shift=Shift(rule.shift)) if rule else DueRule(1)
    return due_date(window, known, days_off().presumed)


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


def owed_by(regime: Regime, window: Window, *, among: Collection[int] | None = None) -> QuerySet[Agency]:
    """Agencies that must report on a window: those that exist and are its reporters on its last day.

    One that ended earlier owes nothing; its successor reports. ``among`` narrows to these ids.
    """
    last = window.end - timedelta(days=1)
    reporters = RegimeReporter.objects.filter(valid_on(last), regime=regime)
    found = Agency.objects.filter(valid_on(last), pk__in=reporters.values("agency"))
    narrow = Q() if among is None else Q(pk__in=among)
    return found.filter(narrow).order_by(by_level("level"), "kind", "folded")


def by_level(field: str) -> Case:
    """Sorts the province before its districts, these before communes and posts."""
    return Case(*(When(**{field: level}, then=rank) for rank, level in enumerate(Level.values)))


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
