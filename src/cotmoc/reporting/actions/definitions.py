"""Defining indicators and regimes: rare writes, made at the founding or by an administrator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from cotmoc.audit.actions import deed, keep
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, Shift
from cotmoc.organisations.models import Level
from cotmoc.reporting.actions.reporters import owe_as_asked
from cotmoc.reporting.models import Indicator, Regime, RegimeDue, RegimeIndicator

_PARTS = Said(
    "chỉ tỷ lệ mới có, và phải có, hai phần khác nó", "a ratio, and only a ratio, names two other parts"
)
_IN_USE = Said(
    "đã có số liệu theo cách cũ; lập một mã khác", "figures are kept the old way; use another code"
)


def define_indicator(
    *,
    code: str,
    group: str,
    name: str,
    name_en: str,
    unit: str,
    kind: str,
    source: str,
    by: Actor,
    decimals: int = 0,
    breakdowns: Sequence[str] = (),
    joint_kind: str = "",
    numerator: Indicator | None = None,
    denominator: Indicator | None = None,
) -> Indicator:
    """Add or correct an indicator by its code. A ratio names its two parts, nothing else does.

    Raises Problem(BAD_VALUE) for a kind, a breakdown or parts that cannot be, and for a kind or breakdown
    that would change under figures already kept.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    _choice("kind", kind, Indicator.Kind.values)
    for one in breakdowns:
        _choice("breakdowns", one, Level.values)
    parts = {numerator, denominator}
    if (kind == Indicator.Kind.RATIO) is (None in parts) or code in {one.code for one in parts if one}:
        raise Problem(BAD_VALUE, field="numerator", why=_PARTS)
    known = Indicator.objects.filter(code=code).first()
    if known and (known.kind, known.breakdowns) != (kind, list(breakdowns)) and known.values.exists():
        raise Problem(BAD_VALUE, field="kind", why=_IN_USE)
    values = {
        "group": group,
        "name": name,
        "name_en": name_en or name,
        "unit": unit,
        "kind": kind,
        "decimals": decimals,
        "breakdowns": list(breakdowns),
        "joint_kind": joint_kind,
        "numerator": numerator,
        "denominator": denominator,
        "source": source,
    }
    return keep(
        Indicator, "reporting.indicator", by=by, key={"code": code}, values=values, detail={"code": code}
    )


def define_regime(
    *,
    key: str,
    name: str,
    name_en: str,
    frequency: str,
    calendar: str,
    source: str,
    due: Sequence[tuple[str, int, bool, str]],
    asks: Sequence[tuple[Indicator, Sequence[str]]],
    by: Actor,
    everybody: bool = False,
    valid_from: date | None = None,
) -> Regime:
    """Add or correct a regime by its key; due rules and indicators that are no longer given are taken away.

    ``due`` holds (level, days after the window, working days, shift), ``asks`` (indicator, suppliers).
    ``everybody``: who is asked something owes a report, also bodies that are added later.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    _choice("frequency", frequency, list(PeriodKind))
    _choice("calendar", calendar, [Calendar.ND09, Calendar.CALENDAR])
    known = Regime.objects.filter(province=by.province, key=key).first()
    if known and (known.frequency, known.calendar) != (frequency, calendar) and known.submissions.exists():
        raise Problem(BAD_VALUE, field="frequency", why=_IN_USE)
    for level, _, _, shift in due:
        _choice("due", level, Level.values)
        _choice("due", shift, list(Shift))
    values = {
        "name": name,
        "name_en": name_en or name,
        "frequency": frequency,
        "calendar": calendar,
        "source": source,
        "everybody": everybody,
        "valid_from": valid_from,
    }
    with deed("reporting.regime", by=by) as record:
        regime, _ = Regime.objects.update_or_create(province_id=by.province, key=key, defaults=values)
        _set_rules(regime, due, asks)
        if everybody:
            owe_as_asked(regime)
        record.about(regime, key=key, everybody=everybody, asks=len(asks))
    return regime


def _set_rules(
    regime: Regime,
    due: Sequence[tuple[str, int, bool, str]],
    asks: Sequence[tuple[Indicator, Sequence[str]]],
) -> None:
    for level, days, working, shift in due:
        RegimeDue.objects.update_or_create(
            regime=regime, level=level, defaults={"days": days, "working": working, "shift": shift}
        )
    RegimeDue.objects.filter(regime=regime).exclude(level__in=[rule[0] for rule in due]).delete()
    for ordinal, (indicator, suppliers) in enumerate(asks, start=1):
        RegimeIndicator.objects.update_or_create(
            regime=regime,
            indicator=indicator,
            defaults={"ordinal": ordinal, "suppliers": list(suppliers)},
        )
    asked = [indicator.pk for indicator, _ in asks]
    RegimeIndicator.objects.filter(regime=regime).exclude(indicator__in=asked).delete()


def _choice(field: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise Problem(BAD_VALUE, field=field, why=" | ".join(known))
