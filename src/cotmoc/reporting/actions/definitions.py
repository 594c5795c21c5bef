"""Defining indicators and regimes: rare writes, made at the founding or by an administrator."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import count

from cotmoc.audit.actions import deed, keep
from cotmoc.coordination import queries as coordination
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.asks import read_asks
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import KEY_TAKEN
from cotmoc.domain.folding import fold
from cotmoc.domain.periods import PeriodKind
from cotmoc.domain.reporting_calendar import Calendar
from cotmoc.domain.working_time import Shift
from cotmoc.organisations.models import Level
from cotmoc.reporting.actions.reporters import owe_as_asked
from cotmoc.reporting.models import Indicator, Regime, RegimeDue, RegimeIndicator

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}")
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
    fresh: bool = False,
) -> Indicator:
    """Add or correct an indicator by its code. A ratio names its two parts, nothing else does.

    ``fresh``: it must be a new one; Problem(KEY_TAKEN) when its code is known.

    Raises Problem(BAD_VALUE) for a kind, a breakdown or parts that cannot be, and for a kind or breakdown
    that would change under figures already kept.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    if not _CODE.fullmatch(code):
        why = Said(
            "chữ cái đầu, rồi chữ cái và chữ số, nhiều nhất 12",
            "a letter, then letters and digits, at most 12",
        )
        raise Problem(BAD_VALUE, field="code", why=why)
    _choice("kind", kind, Indicator.Kind.values)
    _choice("joint_kind", joint_kind, ["", *(one.code for one in coordination.kinds())])
    for one in breakdowns:
        _choice("breakdowns", one, Level.values)
    parts = {numerator, denominator}
    if (kind == Indicator.Kind.RATIO) is (None in parts) or code in {one.code for one in parts if one}:
        raise Problem(BAD_VALUE, field="numerator", why=_PARTS)
    known = Indicator.objects.filter(code=code).first()
    if known and fresh:
        raise Problem(KEY_TAKEN, field="code", key=code)
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


def keep_regime(
    *,
    key: str,
    name: str,
    name_en: str,
    frequency: str,
    calendar: str,
    source: str,
    due: Mapping[str, int],
    asks: str,
    everybody: bool,
    valid_from: date | None,
    by: Actor,
) -> Regime:
    """Add a regime (empty ``key``) or correct one, as a form says it.

    ``due``: days after the window by level; a rule's working days and shift stay as they were. ``asks``: as
    ``domain.asks`` reads it. Raises Problem(BAD_VALUE) with the field.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    try:
        asked = read_asks(asks)
    except ValueError as error:
        raise Problem(BAD_VALUE, field="asks", why=f"«{error}»") from None
    known = Indicator.objects.exclude(kind=Indicator.Kind.RATIO).in_bulk(
        [code for code, _ in asked], field_name="code"
    )
    missing = [code for code, _ in asked if code not in known]
    if missing or not asked:
        why = Said(f"không có chỉ tiêu {', '.join(missing)}", f"no such indicators: {', '.join(missing)}")
        raise Problem(BAD_VALUE, field="asks", why=why)
    held = RegimeDue.objects.filter(regime__province=by.province, regime__key=key) if key else ()
    rules = {rule.level: (rule.working, rule.shift) for rule in held}
    return define_regime(
        key=key or _free_key(name, by),
        name=name,
        name_en=name_en,
        frequency=frequency,
        calendar=calendar,
        source=source,
        due=[(level, days, *rules.get(level, (False, "none"))) for level, days in due.items()],
        asks=[(known[code], who) for code, who in asked],
        everybody=everybody,
        valid_from=valid_from,
        by=by,
    )


def _free_key(name: str, by: Actor) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:34].strip("-") or "che-do"
    taken = set(Regime.objects.filter(province=by.province).values_list("key", flat=True))
    return next(key for n in count(1) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


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
