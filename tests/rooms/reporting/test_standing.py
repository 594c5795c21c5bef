"""How a period stands: periods of a regime, days to the due day, rates over units that come and go."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.coordination import actions as coordination
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.reporting import NOT_BEGUN, NOT_ITS_PERIOD
from cotmoc.domain.periods import Period
from cotmoc.organisations.actions import founder
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Agency, RegimeDue, RegimeReporter
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import ZONE, World

Q2 = Period.parse("2022-Q2")
AT = datetime(2022, 6, 16, 9, tzinfo=ZONE)
OPENS, CLOSES = date(2022, 3, 15), date(2022, 6, 14)


@pytest.fixture
def ready(world: World) -> World:
    """The small province with its quarterly regime."""
    quarterly.define(world)
    return world


def begin(world: World, period: str, at: datetime = AT) -> None:
    actions.begin(
        regime=quarterly.REGIME,
        period=Period.parse(period),
        agency=world.id("dakplo"),
        by=world.actor("xa"),
        at=at,
    )


@pytest.mark.parametrize("period", ["2022-04", "2022-H1", "2022", "2022-9M"])
def test_a_quarterly_regime_knows_quarters_only(ready: World, period: str) -> None:
    with pytest.raises(Problem) as refused:
        begin(ready, period)
    assert (refused.value.entry, refused.value.field) == (NOT_ITS_PERIOD, "period")
    assert "2022-Q1" in refused.value.text("en")


def test_a_report_is_begun_when_its_window_opens(ready: World) -> None:
    with pytest.raises(Problem) as refused:
        begin(ready, "2022-Q2", datetime(2022, 3, 14, 23, 59, tzinfo=ZONE))
    assert refused.value.entry is NOT_BEGUN
    begin(ready, "2022-Q2", datetime(2022, 3, 15, 0, 0, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("day", "holds", "due"),
    [
        (date(2022, 6, 14), "2022-Q2", "2022-Q1"),
        (date(2022, 6, 15), "2022-Q3", "2022-Q2"),
        (date(2021, 12, 15), "2022-Q1", "2021-Q4"),
    ],
)
def test_the_period_of_a_day_follows_the_decree(ready: World, day: date, holds: str, due: str) -> None:
    regime = queries.regime(ready.actor("xa"))
    assert str(queries.period_on(regime, day)) == holds
    assert str(queries.period_due(regime, day)) == due


@pytest.mark.parametrize(
    ("day", "left"), [(date(2022, 6, 16), 1), (date(2022, 6, 17), 0), (date(2022, 6, 18), -1)]
)
def test_days_are_counted_to_the_due_day_of_the_level(ready: World, day: date, left: int) -> None:
    (mine,) = queries.board(ready.actor("xa"), regime=queries.regime(ready.actor("xa")), period=Q2).rows
    assert (mine.days_left(day), mine.state) == (left, "missing")
    row = actions.begin(
        regime=quarterly.REGIME, period=Q2, agency=ready.id("dakplo"), by=ready.actor("xa"), at=AT
    )
    actions.save_draft(row.pk, values={"A1": "1", "B7": "1"}, by=ready.actor("xa"), at=AT)
    actions.submit(row.pk, by=ready.actor("xa"), at=AT)
    (mine,) = queries.board(ready.actor("xa"), regime=queries.regime(ready.actor("xa")), period=Q2).rows
    assert mine.days_left(day) is None


def test_a_due_day_that_was_told_stays_when_the_rule_changes(ready: World) -> None:
    begin(ready, "2022-Q2")
    RegimeDue.objects.filter(level="commune").update(days=30)
    regime = queries.regime(ready.actor("huyen"))
    due = {r.agency.key: r.due_on for r in queries.board(ready.actor("huyen"), regime=regime, period=Q2).rows}
    assert (due["dakplo"], due["daklong"]) == (date(2022, 6, 17), date(2022, 7, 14))


def test_an_agency_that_has_ended_owes_nothing_though_nobody_told_the_regime(ready: World) -> None:
    Agency.objects.filter(key="daklong").update(valid_to=date(2022, 6, 14))
    office = ready.actor("vanphong")
    keys = {r.agency.key for r in queries.board(office, regime=queries.regime(office), period=Q2).rows}
    assert keys == {*quarterly.REPORTERS} - {"daklong"}


def test_units_stand_by_level(ready: World) -> None:
    office = ready.actor("vanphong")
    levels = [r.agency.level for r in queries.board(office, regime=queries.regime(office), period=Q2).rows]
    assert levels == ["province"] * 4 + ["district"] + ["commune"] * 2


def test_the_board_asks_the_database_a_fixed_number_of_times(
    ready: World, django_assert_max_num_queries: object
) -> None:
    office = ready.actor("vanphong")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert queries.board(office, regime=queries.regime(office), period=Q2).completeness.whole == 7


def test_the_unit_s_own_total_is_what_it_did_alone_and_together(ready: World) -> None:
    by = ready.actor("huyen")
    row = actions.begin(regime=quarterly.REGIME, period=Q2, agency=ready.id("dakglei"), by=by, at=AT)
    actions.save_draft(row.pk, values={"A1": "19"}, by=by, at=AT)
    for count, day in ((4, OPENS), (1, CLOSES), (50, CLOSES + timedelta(days=1))):
        coordination.record(
            kind="outreach",
            held_on=day,
            lead=ready.id("dakglei"),
            participants=[ready.id("dakplo")],
            count=count,
            by=ready.actor("huyen"),
            at=ready.at,
        )
    (cell,) = queries.form(by, queries.submission(by, row.pk))
    assert (cell.value, cell.joint, cell.total, cell.year_to_date) == (19, 5, 24, 24)


_DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))
_SPANS = st.lists(st.tuples(_DAYS, st.none() | _DAYS), max_size=3)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.fixed_dictionaries({"dakplo": _SPANS, "daklong": _SPANS}), sends=st.booleans())
def test_rates_stay_between_zero_and_one_while_units_open_and_close(
    ready: World, spans: dict[str, list[tuple[date, date | None]]], sends: bool
) -> None:
    regime = queries.regime(ready.actor("huyen"))
    begin(ready, "2022-Q2")
    RegimeReporter.objects.filter(agency__level="commune").delete()
    for key, its_spans in spans.items():
        for since, until in its_spans:
            if until is None or since < until:
                actions.add_reporter(
                    regime=regime,
                    agency=ready.agencies[key],
                    valid_from=since,
                    valid_to=until,
                    by=founder(ready.province.pk),
                )
    row = queries.find(ready.actor("xa"), regime=regime, period=Q2, agency=ready.id("dakplo"))
    assert row is not None
    if sends and row.state == "draft":
        actions.save_draft(row.pk, values={"A1": "1", "B7": "0"}, by=ready.actor("xa"), at=AT)
        actions.submit(row.pk, by=ready.actor("xa"), at=AT)
    board = queries.board(ready.actor("huyen"), regime=regime, period=Q2)
    owing = [r for r in RegimeReporter.objects.filter(regime=regime).select_related("agency") if _on(r)]
    assert {r.agency.key for r in board.rows} == {r.agency.key for r in owing} & {
        "dakplo",
        "daklong",
        "dakglei",
    }
    for rate in (board.completeness, board.timeliness, board.approved):
        assert 0 <= rate.part <= rate.whole == len(board.rows)
    RegimeReporter.objects.filter(agency__level="commune").delete()
    actions.add_reporter(
        regime=regime,
        agency=ready.agencies["dakplo"],
        valid_from=date(2021, 1, 1),
        by=founder(ready.province.pk),
    )


def _on(reporter: RegimeReporter) -> bool:
    return reporter.valid_from <= CLOSES and (reporter.valid_to is None or reporter.valid_to > CLOSES)
