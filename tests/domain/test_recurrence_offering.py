"""What a clause of a directive offers to come back, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.recurrence import Every, On, Recurrence, describe, occurrences, offered, read
from cotmoc.domain.reporting_calendar import day_of
from cotmoc.domain.working_time import Rest, Shift

REST = Rest(years=frozenset(range(2020, 2040)))
ISSUED, TODAY = date(2026, 2, 10), date(2026, 2, 12)


def offer(rhythm: str, deadline: str = "", due_on: date | None = None, on: date = TODAY) -> Recurrence | None:
    return offered(rhythm, deadline, due_on, issued=ISSUED, on=on, rest=REST)


def days(rule: Recurrence | None) -> list[date]:
    assert rule is not None
    found = occurrences(rule, date(2025, 1, 1), rule.until or date.max, REST)
    return [one.due_on for one in found if one.due_on >= TODAY]


def test_every_quarter_goes_on_to_the_end_of_the_year():
    rule = offer("hằng quý")
    assert days(rule) == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
    assert describe(rule) == (
        "hằng quý, chậm nhất ngày cuối cùng của quý; gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo; "
        "giao trước 91 ngày; từ ngày 12/02/2026 đến hết ngày 31/12/2026"
    )


@pytest.mark.parametrize(
    ("rhythm", "deadline", "on_day"),
    [
        ("hằng tháng", "trước ngày 15 hằng tháng", (On.DAY, 15, None)),
        ("hàng tháng", "chậm nhất là ngày 25 hàng tháng", (On.DAY, 25, None)),
        ("hằng quý", "trước ngày 20 tháng cuối quý", (On.DAY, 20, 3)),
        # a person's own words in the field of the rhythm stand above what was read beside it
        ("hằng quý", "trước ngày 15 hằng quý", (On.DAY, 15, 3)),
        ("ngày 15 của tháng cuối quý", "trước ngày 15 của tháng cuối quý", (On.DAY, 15, 3)),
        ("ngày 20 tháng đầu quý", "vào ngày 20 tháng đầu quý", (On.DAY, 20, 1)),
        ("ngày 20 tháng đầu quý", "", (On.DAY, 20, 1)),
        ("hằng quý, trước ngày 10 của tháng đầu quý", "trước ngày 15 hằng quý", (On.DAY, 10, 1)),
    ],
)
def test_the_day_is_taken_from_the_deadline(rhythm, deadline, on_day):
    rule = offer(rhythm, deadline)
    assert rule is not None
    assert (rule.on, rule.number, rule.month) == on_day


def test_a_yearly_day_comes_twice_though_the_year_holds_it_once():
    rule = offer("hằng năm", "trước ngày 15 tháng 12 hằng năm", date(2026, 12, 15))
    assert days(rule) == [date(2026, 12, 15), date(2027, 12, 15)]


def test_a_definite_deadline_is_the_last_day():
    rule = offer("hằng tháng", "trước ngày 30/6/2026", date(2026, 6, 30))
    assert days(rule) == [date(2026, m, d) for m, d in ((3, 2), (3, 31), (4, 30), (6, 1), (6, 30))]
    assert rule
    assert rule.until == date(2026, 7, 1)


def test_the_span_that_the_words_tell_is_kept_up_to_ten_years():
    assert (offer("hằng năm", "giai đoạn 2026-2030") or Recurrence(Every.DAY)).until == date(2031, 1, 1)
    assert (offer("hằng năm", "giai đoạn 2026-2045") or Recurrence(Every.DAY)).until == date(2036, 1, 1)


@pytest.mark.parametrize(
    ("rhythm", "deadline"),
    [
        ("", "trước ngày 15 hằng tháng"),
        ("định kỳ", ""),
        ("hằng quý", "trước ngày 05 hằng quý"),  # of which month of the quarter?
        ("", "trước ngày 15 của tháng cuối quý"),
        ("hằng ngày", ""),
        ("3 tháng sau khi hoàn thành lần trước", ""),
        ("hằng tháng", "trong 05 ngày làm việc kể từ khi nhận được báo cáo"),
        ("hằng năm", "giai đoạn 2021-2025"),
    ],
)
def test_what_is_unclear_over_or_every_day_is_not_offered(rhythm, deadline):
    assert offer(rhythm, deadline) is None


def test_a_document_taken_in_years_later_offers_from_that_day_on():
    rule = offer("hằng quý", on=date(2038, 5, 3))
    assert rule
    assert (rule.starts, rule.until) == (date(2038, 5, 3), date(2039, 1, 1))


RHYTHMS = ["hằng tuần", "hằng tháng", "hằng quý", "định kỳ 6 tháng", "hằng năm", "cứ 2 tháng một lần"]


@given(
    st.sampled_from(RHYTHMS),
    st.none() | st.dates(date(2024, 1, 1), date(2034, 1, 1)),
    st.dates(date(2022, 1, 1), date(2034, 1, 1)),
    st.integers(0, 700),
)
def test_what_is_offered_ends_falls_due_and_is_read_back(rhythm, due_on, issued, later):
    on = date.fromordinal(issued.toordinal() + later)
    rule = offered(rhythm, "", due_on, issued=issued, on=on, rest=REST)
    if rule is None:
        # only a last day that is over, or that leaves no time for one more, stands against it
        assert due_on is not None
        return
    assert rule.starts
    assert rule.until
    assert rule.shift is Shift.NEXT_WORKING
    assert rule.starts < rule.until <= day_of(rule.starts.year + 10, rule.starts.month, rule.starts.day)
    fall = [one for one in occurrences(rule, date(2020, 1, 1), rule.until, REST) if one.due_on >= on]
    assert len(fall) >= (1 if due_on else 2)
    assert read(describe(rule)) == rule


@given(
    st.sampled_from([*RHYTHMS, "hằng quý, trước ngày 10 của tháng đầu quý"]),
    st.none() | st.dates(),
    st.dates(),
)
def test_no_day_is_too_early_or_too_late_to_be_looked_at(rhythm, due_on, issued):
    rule = offered(rhythm, "", due_on, issued=issued, on=TODAY, rest=REST)
    assert rule is None or (rule.starts and rule.until and rule.starts < rule.until)
