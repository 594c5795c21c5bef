"""Measures: table in, table out, in Ibis, without Django and without an engine of its own.

An indicator for each group and period, with succession applied through the shares of ``groups`` and every
joint activity counted once a group; the cells and activities behind it; the units missing from it.
"""

from __future__ import annotations

import ibis
from ibis import _
from ibis.expr.types import Table


def totals(
    cell: Table, joint: Table, part: Table, groups: Table, periods: Table, indicators: Table, within: Table
) -> Table:
    """Sum of each indicator for each asked group and period: what was done alone and what jointly.

    Columns: ``asked`` (the group), ``period``, ``indicator``, ``breakdown``, ``alone``, ``joint``,
    ``units`` (how many reported), ``place`` (of the last reported period in it) and ``exact`` (every
    cell taken whole; otherwise an estimate).

    ``alone`` is what units reported of their own work, by their shares; flows are added over the
    periods, of stocks the last reported period stands; what a unit reported for a longer period goes
    before what it reported for shorter ones within. ``joint`` counts each joint activity once for a
    group, however many of the group's units took part. Tables are as in ``schemas``.
    """
    own = (
        _standing(cell, periods, indicators, within)
        .join(groups, "unit")
        .group_by(["asked", "asked_period", "indicator", "breakdown"])
        .aggregate(
            alone=(_.value.cast("float64") * _.share).sum(),
            units=_.unit.nunique(),
            place=_.place.max(),
            exact=(_.share > 1 - 1e-9).all(),
        )
    )
    once = (
        attended(joint, part, groups, periods, indicators)
        .group_by(["asked", "asked_period", "indicator"])
        .aggregate(joint=_["count"].cast("float64").sum())
        .mutate(breakdown=ibis.literal(""))
    )
    both = own.join(once, ["asked", "asked_period", "indicator", "breakdown"], how="outer")
    return both.select(
        asked=ibis.coalesce(both.asked, both.asked_right),
        period=ibis.coalesce(both.asked_period, both.asked_period_right),
        indicator=ibis.coalesce(both.indicator, both.indicator_right),
        breakdown=ibis.coalesce(both.breakdown, both.breakdown_right),
        alone=ibis.coalesce(both.alone, 0.0),
        joint=ibis.coalesce(both.joint, 0.0),
        units=ibis.coalesce(both.units, 0),
        place=ibis.coalesce(both.place, -1),
        exact=ibis.coalesce(both.exact, True),
    )


def constituents(cell: Table, groups: Table, periods: Table, indicators: Table, within: Table) -> Table:
    """The cells behind ``totals``: one row a cell with the share by which it went into its group."""
    return (
        _standing(cell, periods, indicators, within)
        .join(groups, "unit")
        .select(
            "asked",
            "asked_period",
            "submission",
            "unit",
            "period",
            "indicator",
            "breakdown",
            "value",
            "share",
        )
    )


def attended(joint: Table, part: Table, groups: Table, periods: Table, indicators: Table) -> Table:
    """The joint activities behind ``totals``: one row for each activity, group and indicator."""
    wanted = indicators.filter(_.joint_kind != "").select("indicator", kind="joint_kind")
    attending = part.join(groups, "unit").select("activity", "asked").distinct()
    return (
        joint.join(wanted, "kind")
        .join(_named(periods).drop("place"), "period")
        .join(attending, "activity")
        .select("asked", "asked_period", "indicator", "activity", "held_on", "count")
    )


def missing(
    obligation: Table,
    asks: Table,
    cell: Table,
    groups: Table,
    periods: Table,
    indicators: Table,
    within: Table,
) -> Table:
    """Units of a group whose figure for a period is owed and not approved, with where its report stands.

    An indicator is owed in the reports of those regimes that ask for it, in no others; a month is not
    missing where an approved report on its quarter holds it.
    """
    return (
        obligation.filter(_.state != "approved")
        .join(_named(periods), "period")
        .join(asks.distinct(), ["unit", "regime"])
        .join(indicators, "indicator")
        .anti_join(_held(cell, within), ["unit", "indicator", "asked_period", "period"])
        .join(groups, "unit")
        .select("asked", "asked_period", "indicator", "unit", "period", "state", "regime")
        .distinct()
    )


def _standing(cell: Table, periods: Table, indicators: Table, within: Table) -> Table:
    """The cells that count: all of a flow, of a stock those whose period ends last.

    The last end is the same for every group, so that groups add up to the total and a unit
    that handed over during the year is not counted beside its heir.
    """
    found = (
        cell.join(indicators, "indicator")
        .join(_named(periods), "period")
        .anti_join(_held(cell, within), ["unit", "indicator", "asked_period", "period"])
    )
    last = (found.place // 16).max().over(ibis.window(group_by=[found.indicator, found.asked_period]))
    return found.mutate(last=last).filter(lambda t: ~t.stock | (t.place // 16 == t.last)).drop("last")


def _held(cell: Table, within: Table) -> Table:
    """Where a unit's figure of a longer period already holds that of a shorter one."""
    return (
        cell.join(within, cell.period == within.wider)
        .select("unit", "indicator", asked_period="asked", period="source")
        .distinct()
    )


def _named(periods: Table) -> Table:
    return periods.rename(period="source", asked_period="asked")
