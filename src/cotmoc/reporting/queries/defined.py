"""What is defined: indicators, and regimes with whom they ask; for all who may look at the organisation."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import valid_on
from cotmoc.reporting.models import Indicator, Regime, RegimeReporter


def indicators(viewer: Actor) -> QuerySet[Indicator]:
    """Every indicator by group, with its parts."""
    require(viewer, Permission.READ_ORGANISATION)
    return Indicator.objects.select_related("numerator", "denominator").order_by("group", "pk")


def indicator(viewer: Actor, code: str) -> Indicator:
    """One indicator by its code. Raises Problem(NOT_FOUND)."""
    found = indicators(viewer).filter(code=code).first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said(f"chỉ tiêu «{code}»", f"the indicator “{code}”"))
    return found


def regimes(viewer: Actor) -> QuerySet[Regime]:
    """The regimes of the province with their due rules and what they ask, by name."""
    require(viewer, Permission.READ_ORGANISATION)
    found = Regime.objects.filter(province=viewer.province)
    return found.prefetch_related("due_rules", "asks__indicator").order_by("name", "pk")


def regime(viewer: Actor, key: str) -> Regime:
    """One regime by its key. Raises Problem(NOT_FOUND)."""
    found = regimes(viewer).filter(key=key).first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("chế độ báo cáo", "the reporting regime"))
    return found


def reporters(viewer: Actor, regime: Regime, *, on: date) -> QuerySet[Agency]:
    """Agencies that exist on a day and owe reports under the regime then, by name."""
    require(viewer, Permission.READ_ORGANISATION)
    owing = RegimeReporter.objects.filter(valid_on(on), regime=regime).values("agency")
    return Agency.objects.filter(valid_on(on), province=viewer.province, pk__in=owing).order_by("name")
