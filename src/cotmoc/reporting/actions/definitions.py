"""Defining indicators and regimes: rare writes, made by the loader or an administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.organisations.models import Agency
from cotmoc.reporting.models import Indicator, Regime, RegimeDue, RegimeIndicator, RegimeReporter


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
    """Add or correct an indicator by its code. A ratio names its two parts."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("reporting.indicator", by=by) as record:
        indicator, _ = Indicator.objects.update_or_create(
            code=code,
            defaults={
                "group": group,
                "name": name,
                "name_en": name_en,
                "unit": unit,
                "kind": kind,
                "decimals": decimals,
                "breakdowns": list(breakdowns),
                "joint_kind": joint_kind,
                "numerator": numerator,
                "denominator": denominator,
                "source": source,
            },
        )
        record.about(indicator, code=code)
    return indicator


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
) -> Regime:
    """Add or correct a regime.

    ``due`` holds (level, days after the window, working days, shift), ``asks`` (indicator, suppliers).
    """
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("reporting.regime", by=by) as record:
        regime, _ = Regime.objects.update_or_create(
            province_id=by.province,
            key=key,
            defaults={
                "name": name,
                "name_en": name_en,
                "frequency": frequency,
                "calendar": calendar,
                "source": source,
            },
        )
        for level, days, working, shift in due:
            RegimeDue.objects.update_or_create(
                regime=regime, level=level, defaults={"days": days, "working": working, "shift": shift}
            )
        for ordinal, (indicator, suppliers) in enumerate(asks, start=1):
            RegimeIndicator.objects.update_or_create(
                regime=regime,
                indicator=indicator,
                defaults={"ordinal": ordinal, "suppliers": list(suppliers)},
            )
        record.about(regime, key=key)
    return regime


def add_reporter(
    *, regime: Regime, agency: Agency, valid_from: date, by: Actor, valid_to: date | None = None
) -> RegimeReporter:
    """Say that an agency must report under a regime, from a day on."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("reporting.reporter", by=by) as record:
        reporter, _ = RegimeReporter.objects.update_or_create(
            regime=regime, agency=agency, valid_from=valid_from, defaults={"valid_to": valid_to}
        )
        record.about(reporter, regime=regime.key, agency=agency.key)
    return reporter
