"""Who owes a report under a regime: by what it asks, or named one by one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cotmoc.audit.actions import deed, keep
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import valid_on
from cotmoc.reporting.models import Regime, RegimeReporter, Submission
from cotmoc.reporting.queries import asked_of


def add_reporter(
    *, regime: Regime, agency: Agency, valid_from: date, by: Actor, valid_to: date | None = None
) -> RegimeReporter:
    """Say that an agency must report under a regime, from a day on."""
    require(by, Permission.MANAGE_ORGANISATION)
    return keep(
        RegimeReporter,
        "reporting.reporter",
        by=by,
        key={"regime": regime, "agency": agency, "valid_from": valid_from},
        values={"valid_to": valid_to},
        detail={"regime": regime.key, "agency": agency.key},
    )


def set_reporters(*, regime: Regime, agencies: Collection[int], on: date, by: Actor) -> None:
    """Let exactly these agencies owe reports from a day on; what was owed before that day stays.

    Raises Problem(BAD_VALUE) for an agency that does not exist on the day.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    wanted = Agency.objects.filter(valid_on(on), province=by.province, pk__in=agencies)
    if missing := set(agencies) - set(wanted.values_list("pk", flat=True)):
        raise Problem(BAD_VALUE, field="agencies", why=min(missing))
    with deed("reporting.reporters", by=by) as record:
        held = RegimeReporter.objects.filter(valid_on(on), regime=regime).select_related("agency")
        before = {row.agency_id for row in held}
        for row in held:
            if row.agency_id not in agencies:
                _release(row, on)
        for agency in wanted.exclude(pk__in=before):
            _owe(regime, agency, on)
        ended = before - set(agencies)
        record.about(regime, key=regime.key, added=len(set(agencies) - before), ended=len(ended))


def owe_as_asked(regime: Regime) -> None:
    """Inside a deed: every body that the regime asks something, and that was never named, owes."""
    province = Agency.objects.filter(province=regime.province)
    for agency in province.exclude(reports_under__regime=regime).select_related("area__parent"):
        if asked_of(regime, agency):
            _owe(regime, agency, _first_day(regime, agency))


def follow(*, agency: Agency, changed: bool, reports: bool | None, on: date, **_: object) -> None:
    """Inside the deed that kept a body: let it owe what it is now asked.

    ``changed``: it is new or of another kind than before. ``reports`` says outright whether it owes from
    ``on``; None leaves that to the regimes that ask everybody.
    """
    for regime in Regime.objects.filter(province=agency.province):
        rows = RegimeReporter.objects.filter(regime=regime, agency=agency)
        if reports is False:
            for row in rows.filter(valid_to=None):
                _release(row, on)
        elif rows.filter(valid_to=None).exists():
            continue
        elif reports or (changed and regime.everybody and not rows and asked_of(regime, agency)):
            _owe(regime, agency, _first_day(regime, agency) if not rows else on)


def _first_day(regime: Regime, agency: Agency) -> date:
    return max(agency.valid_from, regime.valid_from or agency.valid_from)


def _owe(regime: Regime, agency: Agency, on: date) -> None:
    RegimeReporter.objects.filter(regime=regime, agency=agency, valid_from__gte=on).delete()
    RegimeReporter.objects.create(regime=regime, agency=agency, valid_from=on)


def _release(row: RegimeReporter, on: date) -> None:
    """End a duty; one that never came to a report and began that day or later was a mistake."""
    if row.valid_from < on:
        row.valid_to = on
        row.save(update_fields=["valid_to"])
    elif not Submission.objects.filter(regime=row.regime_id, agency=row.agency_id).exists():
        row.delete()
    else:
        raise Problem(BAD_VALUE, field="agencies", why=row.agency.name)
