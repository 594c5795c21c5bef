"""Money of programmes: where more goes out than in, rates of sums, and sources that end."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem
from cotmoc.domain.money_sources import SourceCode, Sources
from cotmoc.domain.programme_money import Moved, Short, Sums, short

MARCH, JUNE, JULY = date(2022, 3, 10), date(2022, 6, 30), date(2022, 7, 1)
moves = st.lists(
    st.builds(
        Moved, st.integers(0, 6).map(lambda n: MARCH + timedelta(days=n)), st.integers(-50, 100).filter(bool)
    ),
    max_size=6,
)
paid = st.lists(
    st.builds(Moved, st.integers(0, 6).map(lambda n: MARCH + timedelta(days=n)), st.integers(1, 60)),
    max_size=6,
)


def test_as_much_as_is_assigned_can_go_out_on_the_day_it_is_assigned() -> None:
    assert short([Moved(MARCH, 500)], [Moved(MARCH, 500)]) is None
    assert short([Moved(JUNE, 500)], [Moved(MARCH, 1)]) == Short(MARCH, 0, 1)


def test_a_decision_that_takes_back_too_much_is_found_on_its_day() -> None:
    assigned = [Moved(MARCH, 500), Moved(JULY, -300)]
    assert short(assigned, [Moved(JUNE, 200)]) is None
    assert short(assigned, [Moved(JUNE, 201)]) == Short(JULY, 200, 201)
    assert short([Moved(MARCH, -1)], []) == Short(MARCH, -1, 0)


@given(moves, paid)
def test_nothing_is_short_exactly_when_every_day_has_enough(assigned: list[Moved], out: list[Moved]) -> None:
    days = [MARCH + timedelta(days=n) for n in range(7)]

    def by(rows: list[Moved], day: date) -> int:
        return sum(one.amount for one in rows if one.on <= day)

    lacking = [day for day in days if by(out, day) > by(assigned, day)]
    found = short(assigned, out)
    assert (found.on if found else None) == (lacking[0] if lacking else None)


def test_a_rate_is_one_of_sums_and_no_mean_of_rates() -> None:
    # 1.587 tỷ of this year and 215 tỷ carried over: 55% of 1.802, though 60% and 18% have a mean of 39%.
    fresh, carried = Sums(1_587, 952), Sums(215, 39)
    assert (fresh + carried).rate.value == Fraction(991, 1_802)
    assert (fresh + carried).left == 811
    assert Sums().rate.value is None


@pytest.mark.parametrize(
    ("asked", "number", "field"),
    [
        (("district", "investment", "this_year", date(2025, 7, 1)), 472, "level"),
        (("central", "none", "this_year", date(2022, 7, 1)), 3, "nature"),
        (("ward", "investment", "this_year", date(2022, 7, 1)), 3, "level"),
        (("central", "investment", "last", date(2022, 7, 1)), 3, "vintage"),
    ],
)
def test_a_source_that_there_is_not_is_named(
    asked: tuple[str, str, str, date], number: int, field: str
) -> None:
    codes = {
        "central": SourceCode("central", "Ngân sách trung ương", "Central budget"),
        "district": SourceCode("district", "Ngân sách huyện", "District budget", date(2025, 7, 1)),
    }
    natures = {
        "investment": SourceCode("investment", "đầu tư phát triển", "investment"),
        "none": SourceCode("none", "ngoài ngân sách", "outside the budget", budget=False),
    }
    known = Sources(codes, natures, {"this_year": SourceCode("this_year", "giao năm nay", "this year's")})
    known.check("district", "investment", "this_year", on=date(2025, 6, 30))
    level, nature, vintage, on = asked
    with pytest.raises(Problem) as refused:
        known.check(level, nature, vintage, on=on)
    assert (refused.value.entry.number, refused.value.field) == (number, field)
    if number == 472:
        assert "Ngân sách huyện» chỉ có đến hết 30/6/2025" in refused.value.text("vi")
