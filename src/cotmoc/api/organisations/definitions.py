"""Indicators and reporting regimes over HTTP, and who owes a report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.organisations.schemas import IndicatorIn, IndicatorOut, RegimeIn, RegimeOut, Reporters
from cotmoc.domain.access import Permission
from cotmoc.reporting import actions
from cotmoc.reporting.queries import defined

router = Router(tags=["organisations"])
READ, MANAGE = Permission.READ_ORGANISATION, Permission.MANAGE_ORGANISATION


@router.get("/indicators", auth=needs(READ), response=list[IndicatorOut])
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    """Every indicator by group."""
    return [_indicator(one) for one in defined.indicators(asker(request))]


@router.put("/indicators/{code}", auth=needs(MANAGE), response=IndicatorOut)
def keep_indicator(
    request: HttpRequest, body: IndicatorIn, code: str = Path(..., max_length=12)
) -> dict[str, Any]:
    """Add or correct an indicator by its code."""
    actor = asker(request)
    data = body.dict()
    for part in ("numerator", "denominator"):
        data[part] = defined.indicator(actor, data[part]) if data[part] else None
    actions.define_indicator(code=code, **data, by=actor)
    return _indicator(defined.indicator(actor, code))


@router.get("/regimes", auth=needs(READ), response=list[RegimeOut])
def regimes(request: HttpRequest) -> list[dict[str, Any]]:
    """The reporting regimes."""
    return [_regime(request, one) for one in defined.regimes(asker(request))]


@router.post("/regimes", auth=needs(MANAGE), response={201: RegimeOut})
def add_regime(request: HttpRequest, body: RegimeIn) -> Status[dict[str, Any]]:
    """Add a regime."""
    made = actions.keep_regime(key="", **body.dict(), by=asker(request))
    return Status(201, _regime(request, defined.regime(asker(request), made.key)))


@router.put("/regimes/{key}", auth=needs(MANAGE), response=RegimeOut)
def correct_regime(request: HttpRequest, key: str, body: RegimeIn) -> dict[str, Any]:
    """Correct a regime."""
    actor = asker(request)
    actions.keep_regime(key=defined.regime(actor, key).key, **body.dict(), by=actor)
    return _regime(request, defined.regime(actor, key))


@router.put("/regimes/{key}/reporters", auth=needs(MANAGE), response=RegimeOut)
def set_reporters(request: HttpRequest, key: str, body: Reporters) -> dict[str, Any]:
    """Say which agencies owe reports from today on."""
    actor = asker(request)
    found = defined.regime(actor, key)
    on = moment(request).date()
    actions.set_reporters(regime=found, agencies=body.agencies, on=on, by=actor)
    return _regime(request, found)


def _indicator(one: Any) -> dict[str, Any]:
    names = ("code", "group", "name", "name_en", "unit", "kind", "decimals", "breakdowns", "joint_kind")
    parts = {name: part.code if (part := getattr(one, name)) else "" for name in ("numerator", "denominator")}
    return {name: getattr(one, name) for name in (*names, "source")} | parts


def _regime(request: HttpRequest, one: Any) -> dict[str, Any]:
    names = ("key", "name", "frequency", "calendar", "everybody", "valid_from", "source")
    on = moment(request).date()
    owing = defined.reporters(asker(request), one, on=on)
    return {name: getattr(one, name) for name in names} | {
        "due": {rule.level: rule.days for rule in sorted(one.due_rules.all(), key=lambda one: one.level)},
        "asks": [{"indicator": ask.indicator.code, "suppliers": ask.suppliers} for ask in one.asks.all()],
        "reporters": list(owing.values_list("pk", flat=True)),
    }
