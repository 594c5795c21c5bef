"""Work that comes back, in words: read, said, refused and stored."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.recurrence import (
    Every,
    Flaw,
    On,
    Recurrence,
    RecurrenceError,
    describe,
    from_dict,
    read,
    to_dict,
)
from cotmoc.domain.working_time import Shift
from tests.domain.recurring import on, rules

NEXT, PREVIOUS = Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING


# --- read ---


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("hằng tháng trước ngày 15", Recurrence(Every.MONTH, on=On.DAY, number=15, shift=NEXT)),
        ("trước ngày 25 hằng tháng", Recurrence(Every.MONTH, on=On.DAY, number=25, shift=NEXT)),
        ("Hàng tháng, trước ngày 05 tháng sau", Recurrence(Every.MONTH, on=On.DAY, number=5, shift=NEXT)),
        (
            "hằng tháng đối chiếu số liệu vào ngày 25",
            Recurrence(Every.MONTH, on=On.DAY, number=25, shift=NEXT),
        ),
        ("mỗi tháng một lần", Recurrence(Every.MONTH, shift=NEXT)),
        ("01 lần/tháng", Recurrence(Every.MONTH, shift=NEXT)),
        ("tổ chức tuần tra chung hằng tháng", Recurrence(Every.MONTH, shift=NEXT)),
        ("định kỳ 6 tháng", Recurrence(Every.HALF, shift=NEXT)),
        ("Định kỳ 06 tháng báo cáo UBND tỉnh", Recurrence(Every.HALF, shift=NEXT)),
        ("sáu tháng một lần", Recurrence(Every.HALF, shift=NEXT)),
        ("hằng quý", Recurrence(Every.QUARTER, shift=NEXT)),
        ("họp định kỳ hàng quí", Recurrence(Every.QUARTER, shift=NEXT)),
        ("3 tháng một lần", Recurrence(Every.QUARTER, shift=NEXT)),
        (
            "trước ngày 20 của tháng cuối quý",
            Recurrence(Every.QUARTER, on=On.DAY, number=20, month=3, shift=NEXT),
        ),
        (
            "hằng quý, chậm nhất ngày 10 của tháng đầu quý sau",
            Recurrence(Every.QUARTER, on=On.DAY, number=10, month=1, shift=NEXT),
        ),
        ("ngày làm việc cuối cùng của tháng", Recurrence(Every.MONTH, on=On.LAST_WORKING_DAY)),
        ("ngày làm việc thứ ba của quý", Recurrence(Every.QUARTER, on=On.WORKING_DAY, number=3, month=1)),
        ("ngày làm việc đầu tiên hằng tháng", Recurrence(Every.MONTH, on=On.WORKING_DAY, number=1)),
        ("thứ Sáu hằng tuần", Recurrence(Every.WEEK, weekdays=(5,), shift=NEXT)),
        ("Trước 16 giờ thứ sáu hằng tuần", Recurrence(Every.WEEK, weekdays=(5,), shift=NEXT)),
        ("vào thứ năm hằng tuần", Recurrence(Every.WEEK, weekdays=(4,), shift=NEXT)),
        ("Vào các ngày thứ bảy và Chủ nhật", Recurrence(Every.WEEK, weekdays=(6, 7), shift=NEXT)),
        ("hằng tuần", Recurrence(Every.WEEK, weekdays=(5,), shift=NEXT)),
        ("trước 16 giờ hằng ngày", Recurrence(Every.DAY)),
        ("mỗi ngày làm việc", Recurrence(Every.WORKING_DAY)),
        ("hằng năm", Recurrence(Every.YEAR, shift=NEXT)),
        ("Định kỳ hàng năm hoặc đột xuất", Recurrence(Every.YEAR, shift=NEXT)),
        (
            "trước ngày 15 tháng 12 hằng năm",
            Recurrence(Every.YEAR, on=On.DAY, number=15, month=12, shift=NEXT),
        ),
        ("ngày 10-10 hàng năm", Recurrence(Every.YEAR, on=On.DAY, number=10, month=10, shift=NEXT)),
        (
            "hằng năm trong giai đoạn 2021-2025",
            Recurrence(Every.YEAR, shift=NEXT, starts=on("2021-01-01"), until=on("2026-01-01")),
        ),
        (
            "hằng tháng từ ngày 01/02/2026 đến hết năm 2026",
            Recurrence(Every.MONTH, shift=NEXT, starts=on("2026-02-01"), until=on("2027-01-01")),
        ),
        (
            "ngày cuối cùng của mỗi tháng; nếu trùng ngày nghỉ thì thực hiện vào ngày làm việc liền trước",
            Recurrence(Every.MONTH, shift=PREVIOUS),
        ),
        (
            "3 tháng sau khi hoàn thành lần trước",
            Recurrence(Every.MONTH, interval=3, after_completion=True, shift=NEXT),
        ),
    ],
)
def test_a_directive_s_words_are_read(text, rule):
    assert read(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thường xuyên",
        "định kỳ",
        "2 lần/năm",
        "mỗi năm 2 lần",
        "định kỳ 6 tháng, năm",
        "hằng tháng, quý",
        "hằng ngày, hằng tuần",
        "vào ngày 05 và ngày 20 hằng tháng",
        "trước ngày 30/6 và 31/12 hằng năm",
        "hằng quý, trước ngày 14",
        "hằng quý, trước ngày 05",
        "hằng quý, trước ngày 15 quý sau",
        "trước ngày 15 của quý",
        "hằng năm trước ngày 15",
        "hằng tháng vào thứ Hai đầu tiên",
        "thứ Hai đến thứ Sáu hằng tuần",
        "những ngày cố định trong tuần",
        "định kỳ 6 tháng đầu năm",
        "định kỳ quý 4/2025",
        "quý I hằng năm",
        "trước ngày 15/12/2026",
        "trước ngày 5 tháng sau",
        "ngày làm việc cuối cùng của tháng này",
        "trước ngày 30 tháng 02 hằng năm",
        "trước ngày 32 hằng tháng",
        "0 tháng một lần",
        "trong 10 ngày kể từ ngày hoàn thành",
        "hằng tháng từ ngày 30/02/2026",
        "hằng tháng đến hết ngày 31/12/9999",
        "hằng tháng từ ngày 01/6/2026 đến hết ngày 31/5/2026",
        'hằng năm vào "Ngày Biên phòng toàn dân 03/3"',
    ],
)
def test_what_is_no_rhythm_or_not_clear_is_left_to_a_person(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Decree 09/2019: figures close on the 14th of the month that ends the period
        ("trước ngày 15 hằng quý", "hằng quý, chậm nhất ngày 15 của tháng cuối quý"),
        ("hằng quý, chậm nhất ngày 25", "hằng quý, chậm nhất ngày 25 của tháng cuối quý"),
        ("định kỳ 6 tháng, trước ngày 20", "định kỳ 6 tháng, chậm nhất ngày 20 của tháng cuối kỳ"),
        ("trước ngày 15 của tháng cuối quý", "hằng quý, chậm nhất ngày 15 của tháng cuối quý"),
        ("ngày 20 tháng đầu quý", "hằng quý, chậm nhất ngày 20 của tháng đầu quý"),
        ("trước ngày 10 tháng thứ hai của quý", "hằng quý, chậm nhất ngày 10 của tháng thứ 2 của quý"),
    ],
)
def test_a_day_of_each_quarter_is_of_the_month_that_is_told_or_ends_it(text, words):
    rule = read(text)
    assert rule
    assert describe(rule).partition(";")[0] == words
    assert read(describe(rule)) == rule


def test_every_second_year_is_counted_from_a_start_that_somebody_names():
    assert read("02 năm một lần") is None
    assert read("02 năm một lần", starts=on("2026-03-10")) == Recurrence(
        Every.YEAR, interval=2, shift=NEXT, starts=on("2026-03-10")
    )
    told = read("hằng tháng từ ngày 01/02/2026", starts=on("2020-01-01"))
    assert told.starts == on("2026-02-01")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Recurrence(Every.DAY), "hằng ngày"),
        (
            Recurrence(Every.MONTH, on=On.DAY, number=5, shift=NEXT, lead_days=10),
            "hằng tháng, chậm nhất ngày 05; gặp ngày nghỉ thì chuyển sang ngày làm việc tiếp theo; "
            "giao trước 10 ngày",
        ),
        (
            Recurrence(Every.QUARTER, on=On.WORKING_DAY, number=3, month=2),
            "hằng quý, chậm nhất ngày làm việc thứ 3 của tháng thứ 2 của quý",
        ),
        (
            Recurrence(Every.WEEK, interval=2, weekdays=(5, 1, 3), starts=on("2026-01-05")),
            "cứ 2 tuần một lần, vào thứ Hai, thứ Tư và thứ Sáu; kể cả ngày nghỉ; từ ngày 05/01/2026",
        ),
        (
            Recurrence(Every.YEAR, on=On.LAST_WORKING_DAY, until=on("2031-01-01")),
            "hằng năm, chậm nhất ngày làm việc cuối cùng của năm; đến hết ngày 31/12/2030",
        ),
    ],
)
def test_a_rule_is_said_in_plain_vietnamese(rule, words):
    assert describe(rule) == words


@pytest.mark.parametrize(("months", "calendar"), [(3, Every.QUARTER), (6, Every.HALF), (12, Every.YEAR)])
def test_months_counted_from_a_start_are_no_quarters_halves_or_years(months, calendar):
    counted = Recurrence(Every.MONTH, interval=months, starts=on("2026-02-10"), shift=NEXT)
    assert read(f"cứ {months} tháng một lần từ ngày 10/02/2026") == read(describe(counted)) == counted
    assert read(f"định kỳ {months} tháng") == Recurrence(calendar, shift=NEXT)


@given(rules())
def test_what_is_said_is_read_back_as_the_same_rule(rule):
    assert read(describe(rule)) == rule


@given(st.text(alphabet="hằngáquýnămtuầđịkỳ 0123456789/.-;thứlxcệvếo", max_size=60))
def test_no_text_makes_the_reading_fail(text):
    rule = read(text)
    assert rule is None or read(describe(rule)) == rule


# --- validation and storing ---


@pytest.mark.parametrize(
    ("parts", "flaw"),
    [
        ({"every": "month", "interval": 0}, Flaw.INTERVAL),
        ({"every": "month", "interval": -3}, Flaw.INTERVAL),
        ({"every": "day", "interval": 1000, "starts": "2026-01-01"}, Flaw.INTERVAL),
        ({"every": "month", "interval": 2}, Flaw.NEEDS_START),
        ({"every": "month", "on": "day", "number": 32}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "month", "on": "day", "number": 0}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "month", "on": "day"}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "month", "on": "working_day", "number": 24}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "year", "on": "day", "number": 30, "month": 2}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "year", "on": "day", "number": 31, "month": 4}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "quarter", "on": "day", "number": 5, "month": 4}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "week", "weekdays": [8]}, Flaw.IMPOSSIBLE_DAY),
        ({"every": "week"}, Flaw.NO_WEEKDAY),
        ({"every": "month", "weekdays": [1]}, Flaw.MISPLACED),
        ({"every": "month", "month": 1}, Flaw.MISPLACED),
        ({"every": "month", "number": 3}, Flaw.MISPLACED),
        ({"every": "day", "on": "last_day"}, Flaw.MISPLACED),
        ({"every": "week", "weekdays": [1], "after_completion": True}, Flaw.MISPLACED),
        ({"every": "month", "on": "last_day", "after_completion": True}, Flaw.MISPLACED),
        ({"every": "day", "shift": "after"}, Flaw.DAILY_SHIFT),
        ({"every": "year", "lead_days": -1}, Flaw.LEAD),
        ({"every": "year", "lead_days": 367}, Flaw.LEAD),
        ({"every": "year", "starts": "2026-05-01", "until": "2026-05-01"}, Flaw.ENDS_BEFORE_START),
        ({"every": "year", "starts": "2026-05-01", "until": "2025-05-01"}, Flaw.ENDS_BEFORE_START),
        ({"every": "fortnight"}, Flaw.UNREADABLE),
        ({"every": "year", "moon": 3}, Flaw.UNREADABLE),
        ({"every": "year", "interval": "2"}, Flaw.UNREADABLE),
        ({"every": "year", "interval": True}, Flaw.UNREADABLE),
        ({"every": "year", "starts": "2026-02-30"}, Flaw.UNREADABLE),
        ({"every": "week", "weekdays": 5}, Flaw.UNREADABLE),
        ({"every": "month", "after_completion": 1}, Flaw.UNREADABLE),
        ({"interval": 2}, Flaw.UNREADABLE),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_name(parts, flaw):
    with pytest.raises(RecurrenceError) as refused:
        from_dict(parts)
    assert refused.value.flaw is flaw
    assert refused.value.vi
    assert refused.value.en


def test_a_stored_rule_says_what_is_told_and_no_more():
    rule = Recurrence(Every.MONTH, on=On.DAY, number=15, shift=NEXT, starts=on("2026-01-01"))
    assert to_dict(rule) == {
        "every": "month",
        "on": "day",
        "number": 15,
        "starts": "2026-01-01",
        "shift": "after",
    }


@given(rules())
def test_a_rule_survives_its_storing(rule):
    assert from_dict(json.loads(json.dumps(to_dict(rule)))) == rule


def test_rules_that_mean_the_same_are_equal():
    assert Recurrence(Every.QUARTER) == Recurrence(Every.QUARTER, on=On.LAST_DAY, month=3)
    assert Recurrence(Every.WORKING_DAY, shift=NEXT) == Recurrence(Every.WORKING_DAY)
    assert Recurrence(Every.WEEK, weekdays=(5, 1, 5)) == Recurrence(Every.WEEK, weekdays=(1, 5))
