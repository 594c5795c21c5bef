"""Work that comes back, falling due: each time once, under its own key."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cotmoc.domain.recurrence import (
    Every,
    Flaw,
    Recurrence,
    RecurrenceError,
    next_after_completion,
    occurrences,
    read,
)
from cotmoc.domain.working_time import Rest, Shift, is_working_day
from tests.domain.recurring import DAY, DAYS, RESTS, VIETNAM, on, rules

NEXT, PREVIOUS = Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING


def falls(rule, since, until, rest=VIETNAM):
    """«key due day» of each occurrence."""
    return [f"{one.key} {one.due_on}" for one in occurrences(rule, on(since), on(until), rest)]


# --- falling due ---


@pytest.mark.parametrize(
    ("words", "since", "until", "expected"),
    [
        (
            "hằng tháng, chậm nhất ngày 31; kể cả ngày nghỉ",
            "2024-01-01",
            "2024-05-01",
            ["2024-M01 2024-01-31", "2024-M02 2024-02-29", "2024-M03 2024-03-31", "2024-M04 2024-04-30"],
        ),
        (
            "hằng năm, chậm nhất ngày 29/02; kể cả ngày nghỉ",
            "2023-01-01",
            "2026-01-01",
            ["2023 2023-02-28", "2024 2024-02-29", "2025 2025-02-28"],
        ),
        (  # 29 January 2025 is the first day of Tết Ất Tỵ, 17 February 2026 that of Bính Ngọ
            "hằng tháng, chậm nhất ngày 29",
            "2025-01-01",
            "2025-03-01",
            ["2025-M01 2025-02-03", "2025-M02 2025-02-28"],
        ),
        (
            "hằng tháng, chậm nhất ngày 17; gặp ngày nghỉ thì chuyển lên ngày làm việc trước đó",
            "2026-01-01",
            "2026-03-01",
            ["2026-M01 2026-01-16", "2026-M02 2026-02-13"],
        ),
        (  # 26 April 2025 is a Saturday worked, 26 July 2025 is not
            "hằng tháng, chậm nhất ngày 26",
            "2025-04-01",
            "2025-08-01",
            ["2025-M04 2025-04-26", "2025-M05 2025-05-26", "2025-M06 2025-06-26", "2025-M07 2025-07-28"],
        ),
        (  # 31 January 2025 is a day of Tết; 30 April and Monday 31 August 2026 are days off
            "ngày làm việc cuối cùng của tháng",
            "2025-01-01",
            "2025-03-01",
            ["2025-M01 2025-01-24", "2025-M02 2025-02-28"],
        ),
        ("ngày làm việc cuối cùng của tháng", "2026-08-01", "2026-09-01", ["2026-M08 2026-08-28"]),
        ("ngày làm việc thứ 3 của tháng", "2026-01-01", "2026-02-01", ["2026-M01 2026-01-07"]),
        ("ngày làm việc thứ 23 của tháng", "2026-02-01", "2026-03-01", ["2026-M02 2026-02-27"]),
        (
            "hằng quý; kể cả ngày nghỉ",
            "2026-01-01",
            "2027-01-01",
            ["2026-Q1 2026-03-31", "2026-Q2 2026-06-30", "2026-Q3 2026-09-30", "2026-Q4 2026-12-31"],
        ),
        ("hằng quý", "2024-03-01", "2024-07-02", ["2024-Q1 2024-04-01", "2024-Q2 2024-07-01"]),
        (
            "định kỳ 6 tháng, chậm nhất ngày 15 của tháng cuối kỳ",
            "2026-01-01",
            "2027-01-01",
            ["2026-H1 2026-06-15", "2026-H2 2026-12-15"],
        ),
        (
            "thứ Sáu hằng tuần",
            "2026-02-01",
            "2026-03-01",
            [
                "2026-W06-5 2026-02-06",
                "2026-W07-5 2026-02-13",
                "2026-W08-5 2026-02-23",  # not on Friday 20 February, in Tết
                "2026-W09-5 2026-02-27",
            ],
        ),
        (
            "cứ 2 tuần một lần, vào thứ Hai và thứ Tư; từ ngày 29/12/2025; kể cả ngày nghỉ",
            "2025-12-01",
            "2026-01-15",
            [
                "2026-W01-1 2025-12-29",
                "2026-W01-3 2025-12-31",
                "2026-W03-1 2026-01-12",
                "2026-W03-3 2026-01-14",
            ],
        ),
        (
            "mỗi ngày làm việc",
            "2026-08-28",
            "2026-09-05",
            ["2026-08-28 2026-08-28", "2026-09-03 2026-09-03", "2026-09-04 2026-09-04"],
        ),
        (
            "cứ 2 ngày làm việc một lần; từ ngày 28/8/2026",
            "2026-09-01",
            "2026-09-09",
            ["N0002 2026-09-04", "N0003 2026-09-08"],
        ),
        (
            "cứ 2 tháng một lần, chậm nhất ngày 15; từ ngày 10/11/2025; kể cả ngày nghỉ",
            "2025-01-01",
            "2026-04-01",
            ["2025-M11 2025-11-15", "2026-M01 2026-01-15", "2026-M03 2026-03-15"],
        ),
        (
            "cứ 10 ngày một lần; từ ngày 28/12/2025; kể cả ngày nghỉ",
            "2026-01-01",
            "2026-01-10",
            ["2026-01-07 2026-01-07"],
        ),
    ],
)
def test_an_official_s_calendar(words, since, until, expected):
    assert falls(read(words), since, until) == expected


def test_first_and_last_day_of_a_rule_are_told_before_any_shift():
    rule = read("hằng tháng, chậm nhất ngày 15; từ ngày 15/01/2026 đến hết ngày 14/4/2026")
    assert [day[:8] for day in falls(rule, "2025-01-01", "2030-01-01")] == [
        "2026-M01",
        "2026-M02",
        "2026-M03",
    ]
    ends_on_sunday = read("hằng tháng, chậm nhất ngày 15; từ ngày 15/02/2026 đến hết ngày 15/02/2026")
    assert falls(ends_on_sunday, "2025-01-01", "2030-01-01") == ["2026-M02 2026-02-23"]


def test_an_occurrence_is_born_its_lead_before_it_is_due_but_not_before_the_rule():
    rule = read("hằng tháng, chậm nhất ngày 15; giao trước 10 ngày; từ ngày 10/01/2026")
    born = occurrences(rule, on("2026-01-01"), on("2026-03-06"), VIETNAM)
    assert [str(one.opens_on) for one in born] == ["2026-01-10", "2026-02-13"]
    assert falls(rule, "2026-03-06", "2026-03-07") == ["2026-M03 2026-03-16"]


def test_a_year_without_a_table_is_marked_and_its_keys_stay_when_the_table_comes():
    rule = read("hằng tháng, chậm nhất ngày 08")
    before = occurrences(rule, on("2026-12-01"), on("2027-04-01"), VIETNAM)
    assert [one.provisional for one in before] == [False, True, True, True]
    tet = frozenset(on("2027-02-04") + n * DAY for n in range(7))
    listed = Rest(VIETNAM.holidays | tet, VIETNAM.worked, VIETNAM.years | {2027})
    after = occurrences(rule, on("2026-12-01"), on("2027-04-01"), listed)
    assert [one.key for one in after] == [one.key for one in before]
    assert (str(before[2].due_on), str(after[2].due_on)) == ("2027-02-08", "2027-02-11")
    assert not any(one.provisional for one in after)


def test_working_days_counted_through_a_year_without_a_table_are_marked():
    rule = read("cứ 100 ngày làm việc một lần; từ ngày 01/12/2020")
    marked = occurrences(rule, on("2021-01-01"), on("2022-01-01"), VIETNAM)
    assert [one.provisional for one in marked] == [True, True]


def test_what_is_due_after_a_holiday_is_found_by_a_job_that_runs_within_it():
    rule = read("hằng tháng, chậm nhất ngày 16")  # the first day of Tết Bính Ngọ
    assert falls(rule, "2026-02-20", "2026-02-24") == ["2026-M02 2026-02-23"]
    earlier = read("hằng tháng, chậm nhất ngày 16; gặp ngày nghỉ thì chuyển lên ngày làm việc trước đó")
    assert falls(earlier, "2026-02-13", "2026-02-16") == ["2026-M02 2026-02-13"]
    assert falls(earlier, "2026-02-14", "2026-03-01") == []


def test_what_asks_no_table_is_never_provisional():
    rule = read("hằng tháng, chậm nhất ngày 08; kể cả ngày nghỉ")
    assert not any(one.provisional for one in occurrences(rule, on("2029-01-01"), on("2030-01-01"), VIETNAM))


def test_too_many_at_once_are_refused_and_an_endless_rule_is_asked_within_a_horizon():
    with pytest.raises(RecurrenceError) as refused:
        occurrences(Recurrence(Every.DAY), on("2020-01-01"), on("2900-01-01"), VIETNAM)
    assert refused.value.flaw is Flaw.TOO_MANY
    assert len(falls(Recurrence(Every.YEAR), "2020-01-01", "2900-01-01")) == 880
    assert falls(Recurrence(Every.DAY), "2020-01-02", "2020-01-02") == []


# --- after completion ---


@pytest.mark.parametrize(
    ("words", "completed", "due"),
    [
        ("10 ngày sau khi hoàn thành lần trước", "2026-03-02", "2026-03-12"),
        ("10 ngày sau khi hoàn thành lần trước", "2026-02-08", "2026-02-23"),  # 18 February is Tết
        ("10 ngày làm việc sau khi hoàn thành lần trước", "2026-02-09", "2026-03-02"),
        ("1 tháng sau khi hoàn thành lần trước; kể cả ngày nghỉ", "2024-01-31", "2024-02-29"),
        ("3 tháng sau khi hoàn thành lần trước", "2025-11-30", "2026-03-02"),  # 28 February is a Saturday
    ],
)
def test_the_next_time_counts_from_the_day_of_completion(words, completed, due):
    following = next_after_completion(read(words), "N0001", on(completed), VIETNAM)
    assert (following.key, str(following.due_on)) == ("N0002", due)


def test_the_first_time_is_due_when_the_rule_starts():
    rule = read("3 tháng sau khi hoàn thành lần trước; từ ngày 28/02/2026")
    assert falls(rule, "2026-01-01", "2027-01-01") == ["N0001 2026-03-02"]
    assert falls(read("3 tháng sau khi hoàn thành lần trước"), "2026-01-01", "2027-01-01") == []


def test_a_next_time_is_never_due_before_it_is_born():
    rule = read(
        "1 ngày sau khi hoàn thành lần trước; gặp ngày nghỉ thì chuyển lên ngày làm việc trước đó; "
        "giao trước 5 ngày"
    )
    following = next_after_completion(rule, "N0009", on("2026-02-19"), VIETNAM)
    assert (following.key, str(following.opens_on), str(following.due_on)) == (
        "N0010",
        "2026-02-19",
        "2026-02-23",
    )


def test_only_a_rule_that_counts_from_completion_and_its_own_keys_have_a_next_time():
    with pytest.raises(RecurrenceError) as refused:
        next_after_completion(Recurrence(Every.MONTH), "2026-M01", on("2026-01-05"), VIETNAM)
    assert refused.value.flaw is Flaw.MISPLACED
    rule = Recurrence(Every.MONTH, after_completion=True)
    with pytest.raises(RecurrenceError) as refused:
        next_after_completion(rule, "2026-M01", on("2026-01-05"), VIETNAM)
    assert refused.value.flaw is Flaw.UNREADABLE


# --- the bugs of others, by their numbers in odoo/odoo ---


def test_odoo_70633_several_rules_in_one_run_each_make_their_own_occurrence():
    texts = ["hằng tháng, chậm nhất ngày 15", "hằng quý", "thứ Sáu hằng tuần"]
    run = {(text, line) for text in texts for line in falls(read(text), "2026-06-15", "2026-07-01")}
    assert run == {
        ("hằng tháng, chậm nhất ngày 15", "2026-M06 2026-06-15"),
        ("hằng quý", "2026-Q2 2026-06-30"),
        ("thứ Sáu hằng tuần", "2026-W25-5 2026-06-19"),
        ("thứ Sáu hằng tuần", "2026-W26-5 2026-06-26"),
    }


def test_a_job_that_runs_twice_or_misses_a_week_makes_each_occurrence_once():
    rule = read("thứ Sáu hằng tuần; giao trước 3 ngày")
    made = {}
    for since, until in [
        ("2026-01-01", "2026-01-08"),
        ("2026-01-01", "2026-01-08"),  # run twice
        ("2026-01-08", "2026-01-22"),  # a week was missed
        ("2025-12-22", "2026-01-29"),  # asked again from a month ago
    ]:
        for one in occurrences(rule, on(since), on(until), VIETNAM):
            assert made.setdefault(one.key, one) == one
    assert [str(one.due_on) for one in sorted(made.values(), key=lambda one: one.due_on)] == [
        "2025-12-26", "2026-01-05", "2026-01-09", "2026-01-16", "2026-01-23", "2026-01-30",
    ]  # fmt: skip


def test_odoo_245520_no_due_day_lies_on_a_day_off():
    for shift in (NEXT, PREVIOUS):
        rule = Recurrence(Every.WEEK, weekdays=(1, 2, 3, 4, 5, 6, 7), shift=shift)
        due = [one.due_on for one in occurrences(rule, on("2025-01-01"), on("2026-12-01"), VIETNAM)]
        assert all(is_working_day(day, VIETNAM) for day in due)
        assert not VIETNAM.holidays & set(due)
        assert VIETNAM.worked & set(due)


def test_odoo_168003_a_rule_that_has_ended_makes_no_next_time_however_often_it_is_completed():
    rule = read("1 ngày sau khi hoàn thành lần trước; từ ngày 02/3/2026 đến hết ngày 03/3/2026")
    assert next_after_completion(rule, "N0001", on("2026-03-02"), VIETNAM).key == "N0002"
    assert next_after_completion(rule, "N0002", on("2026-03-03"), VIETNAM) is None


def test_completing_twice_or_two_on_one_day_makes_one_next_time_each():
    rule = read("10 ngày sau khi hoàn thành lần trước")
    done = [("N0001", "2026-03-02"), ("N0001", "2026-03-02"), ("N0002", "2026-03-02")]
    following = [next_after_completion(rule, key, on(day), VIETNAM).key for key, day in done]
    assert following == ["N0002", "N0002", "N0003"]


# --- properties ---


@given(rules(), st.tuples(DAYS, DAYS, DAYS), RESTS)
def test_two_spans_together_give_what_the_whole_gives(rule, days, rest):
    a, b, c = sorted(days)
    assume((c - a).days < 900)
    assert occurrences(rule, a, b, rest) + occurrences(rule, b, c, rest) == occurrences(rule, a, c, rest)


@given(rules(), DAYS, RESTS)
def test_a_job_that_runs_every_day_misses_nothing_that_a_job_run_once_finds(rule, since, rest):
    days = [since + n * DAY for n in range(40)]
    found = [one for day in days for one in occurrences(rule, day, day + DAY, rest)]
    assert found == occurrences(rule, since, since + 40 * DAY, rest)


@given(rules(), DAYS, st.integers(0, 900), RESTS)
def test_each_occurrence_has_its_key_and_comes_after_the_one_before(rule, since, days, rest):
    found = occurrences(rule, since, since + days * DAY, rest)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert since <= one.opens_on <= one.due_on
        assert one.opens_on < since + days * DAY
        assert (one.due_on - one.opens_on).days <= rule.lead_days
    for earlier, later in pairwise(found):
        assert earlier.opens_on <= later.opens_on
        assert earlier.due_on <= later.due_on


@given(rules(), DAYS, RESTS)
def test_due_days_that_shift_are_never_days_off(rule, since, rest):
    assume(rule.on_working_days or rule.shift is not Shift.NONE)
    for one in occurrences(rule, since, since + 400 * DAY, rest):
        assert is_working_day(one.due_on, rest.presumed)


@given(rules(), DAYS, RESTS)
def test_keys_do_not_depend_on_the_table_unless_working_days_are_counted_one_by_one(rule, since, rest):
    assume(rule.every is not Every.WORKING_DAY and rule.shift is Shift.NONE and not rule.on_working_days)
    plain = occurrences(rule, since, since + 400 * DAY, Rest())
    assert occurrences(rule, since, since + 400 * DAY, rest) == plain


@given(rules(counted=True), DAYS, st.integers(1, 500), RESTS)
def test_the_next_time_is_born_when_the_last_is_completed_and_due_later(rule, completed, number, rest):
    following = next_after_completion(replace(rule, until=None), f"N{number:04d}", completed, rest)
    assert completed <= following.opens_on <= following.due_on
    assert following.due_on > completed
    assert following.key == f"N{number + 1:04d}"
