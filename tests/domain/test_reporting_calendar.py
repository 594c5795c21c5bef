"""Data windows and due dates."""

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import (
    Calendar,
    DueDay,
    DueRule,
    Window,
    data_window,
    due_date,
    leaves_time_to_report,
    period_of,
)
from cotmoc.domain.working_time import Rest, Shift, YearsNotListed, is_working_day

TILING = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR]
TABLE = Path(__file__).parents[2] / "reference_data" / "calendars.toml"
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2022, 1, 1), date(2022, 12, 31)), max_size=30)
RESTS = st.builds(Rest, HOLIDAYS, years=st.just(frozenset({2021, 2022, 2023})))
NONE = Rest().presumed


@pytest.mark.parametrize("calendar", [Calendar.ND09, Calendar.CALENDAR])
@pytest.mark.parametrize("kind", TILING)
@given(year=st.integers(1950, 2100))
def test_windows_tile_the_year_without_gap_or_overlap(calendar, kind, year):
    whole = Period(PeriodKind.YEAR, year)
    windows = [data_window(part, calendar) for part in whole.split(kind)]
    assert all(left.end == right.start for left, right in pairwise(windows))
    assert Window(windows[0].start, windows[-1].end) == data_window(whole, calendar)
    assert data_window(whole.next(), calendar).start == windows[-1].end


@given(DAYS, st.sampled_from(TILING), st.sampled_from([Calendar.ND09, Calendar.CALENDAR]))
def test_every_day_belongs_to_the_one_period_whose_window_holds_it(day, kind, calendar):
    period = period_of(day, kind, calendar)
    assert day in data_window(period, calendar)
    assert day not in data_window(period.next(), calendar)


def test_fifteenth_of_december_opens_the_next_year():
    assert str(period_of(date(2021, 12, 14), PeriodKind.YEAR, Calendar.ND09)) == "2021"
    assert str(period_of(date(2021, 12, 15), PeriodKind.QUARTER, Calendar.ND09)) == "2022-Q1"


def test_a_day_after_the_nine_months_belongs_to_none():
    assert str(period_of(date(2022, 9, 14), PeriodKind.NINE_MONTHS, Calendar.ND09)) == "2022-9M"
    with pytest.raises(ValueError, match="0 periods"):
        period_of(date(2022, 9, 15), PeriodKind.NINE_MONTHS, Calendar.ND09)


def test_custom_windows_are_those_listed():
    quarter = Period.parse("2022-Q2")
    listed = {quarter: Window.inclusive(date(2022, 3, 10), date(2022, 6, 9))}
    assert data_window(quarter, Calendar.CUSTOM, listed).last_day == date(2022, 6, 9)
    assert period_of(date(2022, 6, 9), PeriodKind.QUARTER, Calendar.CUSTOM, listed) == quarter
    with pytest.raises(ValueError, match="2022-Q3"):
        data_window(quarter.next(), Calendar.CUSTOM, listed)
    with pytest.raises(ValueError, match="0 periods"):
        period_of(date(2022, 6, 10), PeriodKind.QUARTER, Calendar.CUSTOM, listed)


def test_overlapping_custom_windows_are_not_chosen_from():
    window = Window(date(2022, 3, 1), date(2022, 6, 1))
    both = {Period.parse("2022-Q1"): window, Period.parse("2022-Q2"): window}
    with pytest.raises(ValueError, match="2 periods"):
        period_of(date(2022, 4, 1), PeriodKind.QUARTER, Calendar.CUSTOM, both)


def test_an_empty_window_is_refused():
    with pytest.raises(ValueError, match="begin before"):
        Window(date(2022, 1, 1), date(2022, 1, 1))


@given(st.dates(date(2022, 1, 1), date(2022, 12, 1)), st.integers(0, 20), RESTS)
def test_a_shift_moves_only_off_days_of_rest_and_in_its_direction(close, days, rest):
    window = Window(close - timedelta(days=30), close)
    plain, earlier, later = (
        due_date(window, DueRule(days, working=False, shift=s), rest)
        for s in (Shift.NONE, Shift.PREVIOUS_WORKING, Shift.NEXT_WORKING)
    )
    assert earlier <= plain <= later
    assert is_working_day(earlier, rest)
    assert is_working_day(later, rest)
    assert (earlier == plain == later) == is_working_day(plain, rest)


@given(st.integers(1, 10), RESTS)
def test_one_working_day_after_the_close_always_leaves_time(days, rest):
    window = data_window(Period.parse("2022-Q2"), Calendar.ND09)
    assert leaves_time_to_report(window, due_date(window, DueRule(days), rest), rest)


def test_a_due_date_without_a_working_day_breaks_article_8_5():
    closes_on_friday = Window.inclusive(date(2022, 4, 15), date(2022, 5, 13))
    assert not leaves_time_to_report(closes_on_friday, date(2022, 5, 15), NONE)
    assert leaves_time_to_report(closes_on_friday, date(2022, 5, 16), NONE)


def test_day_31_means_the_last_day_of_a_shorter_month():
    january = data_window(Period.parse("2022-01"), Calendar.CALENDAR)
    assert due_date(january, DueDay(31, months_after=1), NONE) == date(2022, 2, 28)
    december = data_window(Period.parse("2022-12"), Calendar.CALENDAR)
    assert due_date(december, DueDay(5, months_after=1), NONE) == date(2023, 1, 5)


def test_no_due_date_is_counted_in_a_year_without_a_table():
    december = data_window(Period.parse("2022-12"), Calendar.CALENDAR)
    listed = Rest(years=frozenset({2022}))
    with pytest.raises(YearsNotListed, match="2023"):
        due_date(december, DueRule(3), listed)
    assert due_date(december, DueRule(3), listed.presumed) == date(2023, 1, 4)


def test_rules_that_say_nothing_sensible_are_refused():
    with pytest.raises(ValueError, match="before its data close"):
        DueRule(-1)
    with pytest.raises(ValueError, match="between 1 and 31"):
        DueDay(32)
    with pytest.raises(ValueError, match="sideways"):
        DueRule(1, shift="sideways")


def test_the_sourced_table_of_windows_says_the_same():
    for table in tomllib.loads(TABLE.read_text(encoding="utf-8"))["calendar"]:
        for row in table["window"]:
            period = Period(PeriodKind(row["frequency"]), 2023)
            window = data_window(period, Calendar(table["code"]))
            first = Period(PeriodKind.MONTH, 2023, period.first_month)
            opening = first.previous() if row["from_month"] else first
            assert window.start == date(opening.year, opening.number, row["from_day"])
            assert window.last_day.month == period.last_month + row["to_month"]
            assert window.last_day.day == row["to_day"] or (window.end.day, row["to_day"]) == (1, 31)
