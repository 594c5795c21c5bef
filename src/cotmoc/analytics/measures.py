"""Measures: table in, table out, in Ibis, without Django and without an engine of its own.

One measure so far: an indicator for each group and period, with succession applied through the shares
of ``groups`` and every joint activity counted once a group.
"""

from __future__ import annotations

import ibis
from ibis import _
from ibis.expr.types import Table


def totals(cell: Table, joint: Table, part: Table, groups: Table, periods: Table, indicators: Table) -> Table:
    """Sum of each indicator for each asked group and period: what was done alone and what jointly.

    Columns: ``asked`` (the group), ``period``, ``indicator``, ``breakdown``, ``alone``, ``joint``, ``cells``.

    ``alone`` is what units reported of their own work, by their shares; flows are added over the
    periods, stocks taken from the closing one. ``joint`` counts each joint activity once for a group,
    however many of the group's units took part. Tables are as in ``schemas``.
    """
    own = (
        cell.join(indicators, "indicator")
        .join(_named(periods), "period")
        .filter(lambda t: ~t.stock | t.closing)
        .join(groups, "unit")
        .group_by(["asked", "asked_period", "indicator", "breakdown"])
        .aggregate(alone=(_.value.cast("float64") * _.share).sum(), cells=_.count())
    )
    once = _joint_once(joint, part, groups, periods, indicators)
    both = own.join(once, ["asked", "asked_period", "indicator", "breakdown"], how="outer")
    return both.select(
        asked=ibis.coalesce(both.asked, both.asked_right),
        period=ibis.coalesce(both.asked_period, both.asked_period_right),
        indicator=ibis.coalesce(both.indicator, both.indicator_right),
        breakdown=ibis.coalesce(both.breakdown, both.breakdown_right),
        alone=ibis.coalesce(both.alone, 0.0),
        joint=ibis.coalesce(both.joint, 0.0),
        cells=ibis.coalesce(both.cells, 0),
    )


def _named(periods: Table) -> Table:
    return periods.rename(period="source", asked_period="asked")


def _joint_once(joint: Table, part: Table, groups: Table, periods: Table, indicators: Table) -> Table:
    """Joint activities of each group, one row an activity before they are added."""
    wanted = indicators.filter(_.joint_kind != "").select("indicator", kind="joint_kind")
    attending = part.join(groups, "unit").select("activity", "asked").distinct()
    return (
        joint.join(wanted, "kind")
        .join(_named(periods).drop("closing"), "period")
        .join(attending, "activity")
        .group_by(["asked", "asked_period", "indicator"])
        .aggregate(joint=_["count"].cast("float64").sum())
        .mutate(breakdown=ibis.literal(""))
    )


def constituents(cell: Table, groups: Table, periods: Table, indicators: Table) -> Table:
    """The cells behind ``totals``: one row a cell with the share by which it went into its group."""
    return (
        cell.join(indicators, "indicator")
        .join(_named(periods), "period")
        .filter(lambda t: ~t.stock | t.closing)
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


def missing(obligation: Table, groups: Table, periods: Table) -> Table:
    """Units of a group whose report for a period is owed and not approved, with where it stands."""
    return (
        obligation.filter(_.state != "approved")
        .join(_named(periods), "period")
        .join(groups, "unit")
        .select("asked", "asked_period", "unit", "state")
        .distinct()
    )
