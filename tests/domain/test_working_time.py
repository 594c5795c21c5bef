"""Days off, due days that move off them, days left and clocks that stop."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.working_time import (
    Rest,
    Shift,
    YearsNotListed,
    add_working_days,
    is_working_day,
    pushed_back,
    shifted,
    working_days_between,
)
from tests.domain.recurring import DAY, VIETNAM, on

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
RESTS = st.builds(
    Rest,
    st.frozensets(DAYS, max_size=40),
    st.frozensets(DAYS, max_size=5),
    st.just(frozenset(range(2023, 2029))),
)
SPANS = st.lists(st.tuples(DAYS, st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1] * DAY)), max_size=4)


def spans(*texts):
    return [tuple(map(on, text.split())) for text in texts]


@pytest.mark.parametrize(
    ("day", "previous", "following"),
    [
        ("2025-01-24", "2025-01-24", "2025-01-24"),  # the last Friday before Tết Ất Tỵ
        ("2025-01-25", "2025-01-24", "2025-02-03"),  # Tết 2025: Saturday to Sunday of the week after
        ("2025-01-29", "2025-01-24", "2025-02-03"),
        ("2025-02-02", "2025-01-24", "2025-02-03"),
        ("2026-02-14", "2026-02-13", "2026-02-23"),  # Tết Bính Ngọ with both weekends
        ("2026-02-22", "2026-02-13", "2026-02-23"),
        ("2025-04-26", "2025-04-26", "2025-04-26"),  # a Saturday worked for 2 May
        ("2025-05-02", "2025-04-29", "2025-05-05"),
        ("2026-08-22", "2026-08-22", "2026-08-22"),  # a Saturday worked for 31 August
        ("2026-08-31", "2026-08-28", "2026-09-03"),
        ("2026-01-02", "2025-12-31", "2026-01-05"),  # over the end of the year
        ("2026-04-26", "2026-04-24", "2026-04-28"),  # Hùng Kings' Day on a Sunday, Monday in lieu
        ("2024-02-29", "2024-02-29", "2024-02-29"),  # a leap day is a Thursday like any other
    ],
)
def test_a_due_day_on_a_day_off_moves_to_the_working_day_before_or_after(day, previous, following):
    assert shifted(on(day), Shift.PREVIOUS_WORKING, VIETNAM) == on(previous)
    assert shifted(on(day), Shift.NEXT_WORKING, VIETNAM) == on(following)
    assert shifted(on(day), Shift.NONE, VIETNAM) == on(day)


def test_the_names_under_which_regimes_stored_their_shift_are_kept():
    assert [Shift(name) for name in ("none", "before", "after")] == [
        Shift.NONE,
        Shift.PREVIOUS_WORKING,
        Shift.NEXT_WORKING,
    ]


def test_a_year_without_a_table_is_told_and_never_guessed():
    with pytest.raises(YearsNotListed, match="năm 2027") as told:
        is_working_day(on("2027-02-08"), VIETNAM)
    assert told.value.years == (2027,)
    with pytest.raises(YearsNotListed):
        shifted(on("2027-01-03"), Shift.NEXT_WORKING, VIETNAM)
    with pytest.raises(YearsNotListed):
        add_working_days(on("2026-12-30"), 2, VIETNAM)
    with pytest.raises(YearsNotListed, match="2019, 2020"):
        working_days_between(on("2019-06-01"), on("2021-06-01"), VIETNAM)
    with pytest.raises(YearsNotListed):
        working_days_between(on("2026-12-31"), on("2027-01-04"), VIETNAM)


def test_what_asks_no_table_needs_none():
    assert shifted(on("2027-01-03"), Shift.NONE, VIETNAM) == on("2027-01-03")
    assert add_working_days(on("2030-05-05"), 0, VIETNAM) == on("2030-05-05")
    assert add_working_days(on("2026-12-30"), 1, VIETNAM) == on("2026-12-31")


def test_who_presumes_gets_weekends_only_in_a_year_without_a_table_and_the_table_in_others():
    presumed = VIETNAM.presumed
    assert is_working_day(on("2027-02-08"), presumed)
    assert not is_working_day(on("2027-02-07"), presumed)
    assert not is_working_day(on("2026-02-17"), presumed)
    assert presumed.lists(on("2019-01-01"), on("2040-01-01"))
    assert not VIETNAM.lists(on("2027-01-01"), on("2026-01-01"))


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        ("2025-01-24", "2025-01-24", 0),
        ("2025-01-23", "2025-01-24", 1),
        ("2025-01-24", "2025-02-03", 1),  # the whole of Tết lies between
        ("2025-01-24", "2025-02-01", 0),  # eight days, none of them a working day
        ("2026-08-21", "2026-09-03", 7),  # worked Saturday 22, 24 to 28 August, then 3 September
        ("2025-12-31", "2026-01-12", 6 + 1),  # 5 to 9 January, Saturday 10 worked, 12
    ],
)
def test_working_days_between(today, due, left):
    assert working_days_between(on(today), on(due), VIETNAM) == left


def test_days_on_which_the_clock_stood_still_do_not_count():
    stopped = spans("2025-03-05 2025-03-08")
    assert working_days_between(on("2025-03-03"), on("2025-03-14"), VIETNAM) == 9
    assert working_days_between(on("2025-03-03"), on("2025-03-14"), VIETNAM, stopped) == 6


@pytest.mark.parametrize(
    ("due", "stopped", "pushed", "pushed_by_working_days"),
    [
        ("2025-03-14", [], "2025-03-14", "2025-03-14"),
        ("2025-03-14", ["2025-03-05 2025-03-08"], "2025-03-17", "2025-03-19"),  # Wed-Fri: 3 days
        ("2025-03-14", ["2025-03-05 2025-03-08", "2025-03-06 2025-03-10"], "2025-03-19", "2025-03-19"),
        ("2025-03-14", ["2025-03-14 2025-03-15"], "2025-03-15", "2025-03-17"),  # on the due day itself
        ("2025-03-14", ["2025-03-15 2025-03-20"], "2025-03-14", "2025-03-14"),  # had run out before
        ("2025-03-14", ["2025-03-15 2025-03-20", "2025-03-13 2025-03-14"], "2025-03-20", "2025-03-20"),
        ("2025-01-23", ["2025-01-20 2025-01-22"], "2025-01-25", "2025-02-03"),  # over Tết
    ],
)
def test_a_due_day_is_pushed_back_by_the_days_the_clock_stood_still(
    due, stopped, pushed, pushed_by_working_days
):
    assert pushed_back(on(due), spans(*stopped), VIETNAM) == on(pushed)
    assert pushed_back(on(due), spans(*stopped), VIETNAM, working=True) == on(pushed_by_working_days)


def test_a_due_day_pushed_onto_tet_moves_as_the_rule_says():
    stopped = spans("2025-01-20 2025-01-22")
    moved = [pushed_back(on("2025-01-23"), stopped, VIETNAM, shift=shift) for shift in Shift]
    assert moved == [on("2025-01-25"), on("2025-02-03"), on("2025-01-24")]


def test_days_before_the_task_was_given_cost_nothing():
    stopped = spans("2025-03-01 2025-03-05")
    assert pushed_back(on("2025-03-14"), stopped, VIETNAM, since=on("2025-03-04")) == on("2025-03-15")
    assert pushed_back(on("2025-03-14"), stopped, VIETNAM, since=on("2025-03-05")) == on("2025-03-14")


def test_an_empty_suspension_is_refused():
    with pytest.raises(ValueError, match="begin before"):
        pushed_back(on("2025-03-14"), spans("2025-03-05 2025-03-05"), VIETNAM)


@given(DAYS, st.integers(-40, 40), RESTS)
def test_adding_working_days_lands_on_one_and_counts_right(day, n, rest):
    landed = add_working_days(day, n, rest)
    assert n == 0 or is_working_day(landed, rest)
    assert n <= 0 or working_days_between(day, landed, rest) == n
    assert (landed - day).days * n >= 0


@given(DAYS, DAYS, st.sampled_from(Shift), RESTS)
def test_a_shift_keeps_the_order_of_days_and_is_done_once(one, other, shift, rest):
    first, last = sorted((one, other))
    assert shifted(first, shift, rest) <= shifted(last, shift, rest)
    moved = shifted(one, shift, rest)
    assert shifted(moved, shift, rest) == moved
    assert shift is Shift.NONE or is_working_day(moved, rest)


@given(DAYS, DAYS, DAYS, RESTS)
def test_working_days_add_up(one, two, three, rest):
    first, middle, last = sorted((one, two, three))
    whole = working_days_between(first, last, rest)
    assert working_days_between(first, middle, rest) + working_days_between(middle, last, rest) == whole


@given(DAYS, st.integers(1, 60), SPANS, RESTS)
def test_no_day_that_was_granted_is_lost_to_a_suspension(given_on, n, stopped, rest):
    due = given_on + n * DAY
    pushed = pushed_back(due, stopped, rest, since=given_on + DAY)
    running = [
        day
        for day in (given_on + k * DAY for k in range(1, (pushed - given_on).days + 1))
        if not any(a <= day < b for a, b in stopped)
    ]
    assert len(running) == n
    assert pushed == running[-1]


@given(DAYS, st.integers(1, 40), SPANS, RESTS)
def test_no_working_day_that_was_granted_is_lost_to_a_suspension(given_on, n, stopped, rest):
    due = add_working_days(given_on, n, rest)
    pushed = pushed_back(due, stopped, rest, since=given_on + DAY, working=True)
    assert working_days_between(given_on, pushed, rest, stopped) == n
    assert is_working_day(pushed, rest)
