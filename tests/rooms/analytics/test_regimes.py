"""Reports of months, quarters and half-years together: each figure once, each gap where it is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from cotmoc.analytics import actions, queries
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.coordination import actions as coordination
from cotmoc.domain.periods import Period
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.models import Indicator
from tests.rooms.analytics import figures
from tests.rooms.small_province import LONG_AGO, World

pytestmark = pytest.mark.slow
Q2, H1, YEAR = (Period.parse(text) for text in ("2022-Q2", "2022-H1", "2022"))
APRIL, MAY, JUNE = (Period.parse(f"2022-0{n}") for n in (4, 5, 6))


def regime(world: World, key: str, name: str, frequency: str, codes: Sequence[str]) -> None:
    """A regime of the two communes over these indicators."""
    by = organisations.founder(world.province.pk)
    asks = [(Indicator.objects.get(code=code), ["commune_committee"]) for code in codes]
    made = reporting.define_regime(
        key=key, name=name, name_en=key, frequency=frequency, calendar="nd09", source="own",
        due=[("commune", 3, True, "none")], asks=asks, by=by,
    )  # fmt: skip
    for unit in ("dakplo", "daklong"):
        reporting.add_reporter(regime=made, agency=world.agencies[unit], valid_from=LONG_AGO, by=by)


def report(world: World, key: str, unit: str, period: Period, values: Mapping[str, object]) -> None:
    office = world.actor("vanphong")
    row = reporting.begin(regime=key, period=period, agency=world.id(unit), by=office, at=world.at)
    typed = {name: str(value) for name, value in values.items()}
    reporting.save_draft(row.pk, values=typed, by=office, at=world.at)
    reporting.submit(row.pk, by=office, at=world.at)
    reporting.approve(row.pk, by=world.actor("phovanphong"), at=world.at)


@pytest.fixture
def several(world: World) -> World:
    """The quarterly regime, and beside it one by the month and one by the half-year.

    By the month Đăk Plô reports 10, 20 and 12 crossings and 3, 4, 5 posts, Đăk Long 1 and 2 crossings and
    1 post each, nothing for June. By the quarter both report leaflets: 2.069 and 0. Leaflets are asked by
    the month of both too: Đăk Plô told 700, 600 and 700 of them, Đăk Long 0 and 0.
    """
    figures.define(world)
    by = organisations.founder(world.province.pk)
    for code, kind in (("G1", "flow"), ("C1", "stock"), ("F1", "flow")):
        reporting.define_indicator(
            code=code, group=code[0], name=f"Chỉ tiêu {code}", name_en=code, unit="lượt", kind=kind,
            source="own", by=by,
        )  # fmt: skip
    regime(world, "thang", "Báo cáo tháng", "month", ["G1", "C1", "A3"])
    regime(world, "nuanam", "Báo cáo 6 tháng", "half", ["F1"])
    for month, crossings, posts, leaflets in ((APRIL, 10, 3, 700), (MAY, 20, 4, 600), (JUNE, 12, 5, 700)):
        report(world, "thang", "dakplo", month, {"G1": crossings, "C1": posts, "A3": leaflets})
    for month, crossings in ((APRIL, 1), (MAY, 2)):
        report(world, "thang", "daklong", month, {"G1": crossings, "C1": 1, "A3": 0})
    report(world, "quy", "dakplo", Q2, {"A1": 10, "A3": 2069, "B7": 2, "H7": 22})
    report(world, "quy", "daklong", Q2, {"A1": 7, "A3": 0, "B7": 1, "H7": 24})
    report(world, "nuanam", "dakplo", H1, {"F1": 9})
    build(world)
    return world


def build(world: World) -> None:
    actions.build(by=world.actor("vanphong"), at=world.at)


def ask(world: World, codes: str, *periods: Period, grouping: Grouping = Grouping.ALL) -> queries.Pivot:
    return queries.pivot(
        world.actor("vanphong"),
        indicators=list(Indicator.objects.filter(code__in=codes.split())),
        periods=periods,
        grouping=grouping,
    )


def values(found: queries.Pivot, code: str, *periods: Period, group: str = "") -> list[object]:
    return [found.answer[code, "", period, group].value for period in periods]


def test_months_add_up_to_the_quarter(several: World) -> None:
    """10 + 20 + 12 = 42 and 1 + 2 = 3, so 45."""
    found = ask(several, "G1", APRIL, MAY, JUNE, Q2, H1, YEAR, grouping=Grouping.UNIT)
    assert values(found, "G1", APRIL, MAY, JUNE, Q2, H1, YEAR) == [11, 22, 12, 45, 45, 45]
    assert values(found, "G1", Q2, group=str(several.id("dakplo"))) == [42]


def test_a_stock_of_the_months_is_the_last_one(several: World) -> None:
    """In May 4 + 1; at the end of the quarter Đăk Plô's 5 of June, Đăk Long's June is missing."""
    found = ask(several, "C1", APRIL, MAY, Q2)
    assert values(found, "C1", APRIL, MAY, Q2) == [4, 5, 5]
    quarter = found.answer["C1", "", Q2, ""]
    assert (quarter.at, quarter.missing) == (JUNE, {several.id("daklong")})


def test_a_half_year_report_is_no_figure_of_its_quarters(several: World) -> None:
    found = ask(several, "F1", Q2, H1, YEAR)
    assert values(found, "F1", Q2, H1, YEAR) == [None, 9, 9]
    assert found.answer["F1", "", H1, ""].missing == {several.id("daklong")}
    assert found.answer["F1", "", Q2, ""].missing == frozenset()


def test_a_figure_reported_by_month_and_by_quarter_counts_once(several: World) -> None:
    """The months say 700 + 600 + 700 = 2.000, the report on the quarter 2.069: that one stands."""
    found = ask(several, "A3", MAY, Q2, YEAR)
    assert values(found, "A3", MAY, Q2, YEAR) == [600, 2069, 2069]
    office = several.actor("vanphong")
    opened = queries.open_figure(office, FigureKey("A3", "", Q2, Grouping.ALL, "", None, 1))
    assert [(str(cell.period), cell.value) for cell in opened.cells] == [("2022-Q2", 2069), ("2022-Q2", 0)]


def test_a_unit_is_missing_only_where_the_regime_that_asks_is_owed(several: World) -> None:
    """Đăk Long owes June: crossings lack it; A1 of the quarter, and leaflets told by the quarter, do not."""
    found = ask(several, "G1 A1 A3 B7", Q2)
    long = several.id("daklong")
    assert found.answer["G1", "", Q2, ""].missing == {long}
    assert long not in found.answer["A1", "", Q2, ""].missing
    assert found.answer["A3", "", Q2, ""].missing == frozenset()
    assert found.answer["B7", "", Q2, ""].missing == frozenset()
    opened = queries.open_figure(
        several.actor("vanphong"), FigureKey("G1", "", Q2, Grouping.ALL, "", None, 1)
    )
    assert [(gap.unit.pk, gap.period, gap.state, gap.regime) for gap in opened.gaps] == [
        (long, JUNE, "missing", "Báo cáo tháng")
    ]


def test_two_regimes_that_ask_the_same_for_a_quarter_count_once(several: World) -> None:
    """A second quarterly regime is told 2.100 leaflets: 2.069 of the regime defined first stands."""
    regime(several, "quy-2", "Báo cáo quý của ngành", "quarter", ["A3"])
    report(several, "quy-2", "dakplo", Q2, {"A3": 2100})
    build(several)
    assert values(ask(several, "A3", Q2), "A3", Q2) == [2069]


def test_joint_activities_stand_in_their_month(several: World) -> None:
    """A patrol of 20/4 falls into May (15/4 to 14/5), one of 14/4 into April."""
    for day in (14, 20):
        coordination.record(
            kind="patrol",
            held_on=date(2022, 4, day),
            lead=several.id("bdbp"),
            participants=[several.id("bdbp"), several.id("congan")],
            by=several.actor("vanphong"),
            at=several.at,
        )
    build(several)
    assert values(ask(several, "B3", APRIL, MAY, Q2), "B3", APRIL, MAY, Q2) == [1, 1, 2]
