"""Last year's figure beside this year's, across mergers and divisions of units."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from cotmoc.coordination import actions as coordination
from cotmoc.domain.periods import Period
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Regime, Submission
from cotmoc.reporting.queries import FormCell, Why
from tests.rooms.analytics import figures
from tests.rooms.small_province import World, build

MERGER = date(2025, 7, 1)
Q3_2024, Q2_2025, Q3_2025 = (Period.parse(text) for text in ("2024-Q3", "2025-Q2", "2025-Q3"))
PLO, LONG = "UBND xã Đăk Plô", "UBND xã Đăk Long"


@pytest.fixture
def merged(db: None) -> World:
    """On 1/7/2025 Đăk Plô and Đăk Long become one; a year before they told 10 and 7 outreach sessions."""
    world = build(date(2025, 10, 1))
    figures.define(world)
    figures.report(world, "dakplo", Q3_2024, {"A1": 10, "A3": 100, "B7": 3, "H7": "21,5"})
    figures.report(world, "daklong", Q3_2024, {"A1": 7, "A3": 50, "B7": 1, "H7": 23})
    figures.report(world, "dakplo", Q2_2025, {"A1": 4, "A3": 1, "B7": 2, "H7": 22})
    return world


def merge(world: World, share: Fraction = Fraction(1)) -> None:
    figures.merge(world)
    by = organisations.founder(world.province.pk)
    actions.add_reporter(
        regime=Regime.objects.get(key="quy"), agency=world.agencies["dakplo-moi"], valid_from=MERGER, by=by
    )


def begun(world: World, unit: str, period: Period = Q3_2025) -> Submission:
    office = world.actor("vanphong")
    return actions.begin(regime="quy", period=period, agency=world.id(unit), by=office, at=world.at)


def cells(world: World, unit: str, period: Period = Q3_2025) -> dict[str, FormCell]:
    office = world.actor("vanphong")
    row = queries.submission(office, begun(world, unit, period).pk)
    return {cell.asked.name: cell for cell in queries.form(office, row)}


def test_the_heir_is_compared_with_what_both_reported(merged: World) -> None:
    """10 + 7 = 17 sessions, 100 + 50 = 150 leaflets, 3 + 1 = 4 posts; income per head is not added."""
    merge(merged)
    found = cells(merged, "dakplo-moi")
    assert [found[code].last_year for code in ("A1", "A3", "B7", "H7")] == [17, 150, 4, None]
    assert found["A1"].a_year_ago.units == (PLO, LONG)
    assert found["H7"].a_year_ago.why is Why.NOT_ADDED


def test_a_former_unit_that_told_nothing_is_named(merged: World) -> None:
    """For Q2 2025 only Đăk Plô told its 4 sessions; 4 stands, and Đăk Long is named."""
    merge(merged)
    before = cells(merged, "dakplo-moi")["A1"].a_period_ago
    assert (before.value, before.units, before.lacking) == (4, (PLO,), (LONG,))


def test_the_year_so_far_goes_on_across_the_merger(merged: World) -> None:
    """Before the merger 4 sessions were told in 2025."""
    merge(merged)
    assert cells(merged, "dakplo-moi")["A1"].year_to_date == 4


def test_a_joint_activity_of_both_former_units_counts_once(merged: World) -> None:
    coordination.record(
        kind="outreach",
        held_on=date(2024, 8, 1),
        lead=merged.id("dakplo"),
        participants=[merged.id("dakplo"), merged.id("daklong")],
        by=merged.actor("vanphong"),
        at=merged.at,
    )
    merge(merged)
    assert cells(merged, "dakplo-moi")["A1"].last_year == 18


def test_by_shares_there_is_a_dash_and_the_reason(merged: World) -> None:
    by = organisations.founder(merged.province.pk)
    for key, share in (("ngochoi", Fraction(1, 4)), ("dakglei", Fraction(3, 4))):
        organisations.add_succession(
            predecessor=merged.agencies["dakplo"], successor=merged.agencies[key], on=MERGER, share=share,
            source="own", by=by,
        )  # fmt: skip
    before = cells(merged, "ngochoi")["A1"].a_year_ago
    assert (before.value, before.units, before.why) == (None, (PLO,), Why.DIVIDED)


def test_before_the_merger_everybody_has_their_own(merged: World) -> None:
    merge(merged)
    found = cells(merged, "dakplo", Q2_2025)
    assert (found["A1"].last_year, found["A1"].a_year_ago.units) == (None, ())
    assert found["A1"].value == Decimal(4)


def test_the_page_says_whose_figures_they_are(merged: World) -> None:
    merge(merged)
    row = begun(merged, "dakplo-moi")
    client = Client()
    client.force_login(merged.people["vanphong"])
    page = client.get(f"/bao-cao/{row.pk}/").content.decode()
    assert f"gồm {PLO}, {LONG}" in page
    assert "chỉ tiêu không cộng giữa các đơn vị" in page
    assert f"gồm {PLO}; {LONG} không có số" in page
