"""Periods: written and read back, ordered, contained, split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period, PeriodKind

A_YEAR = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
}


@st.composite
def periods(draw):
    kind = draw(st.sampled_from(PeriodKind))
    return Period(kind, draw(st.integers(1901, 2998)), draw(st.integers(1, A_YEAR[kind])))


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2022-Q2", "Quý II/2022", "Q2 2022"),
        ("2022-07", "Tháng 7/2022", "July 2022"),
        ("2022-02", "Tháng 02/2022", "February 2022"),
        ("2022-11", "Tháng 11/2022", "November 2022"),
        ("2022-H1", "6 tháng đầu năm 2022", "First half of 2022"),
        ("2022-H2", "6 tháng cuối năm 2022", "Second half of 2022"),
        ("2022-9M", "9 tháng đầu năm 2022", "First nine months of 2022"),
        ("2022", "Năm 2022", "Year 2022"),
    ],
)
def test_a_period_prints_as_officials_write_it(text, vi, en):
    period = Period.parse(text)
    assert (str(period), period.vi(), period.en()) == (text, vi, en)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "22-Q2",
        "2022-Q5",
        "2022-Q0",
        "2022-13",
        "2022-00",
        "2022-7",
        "2022-H3",
        "2022Q2",
        "Quý II",
        "0000",
        "2022-Q²",
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(FormError, match="Viết 2022-07, 2022-Q2"):
        Period.parse(text)


def test_small_letters_and_spaces_around_are_forgiven():
    assert Period.parse(" 2022-q2 ") == Period(PeriodKind.QUARTER, 2022, 2)


@given(periods())
def test_parse_undoes_str(period):
    assert Period.parse(str(period)) == period


@given(periods())
def test_previous_undoes_next_and_next_is_later(period):
    assert period.next().previous() == period
    assert period < period.next()
    assert not period.overlaps(period.next())


@given(periods(), periods())
def test_a_period_sorts_after_everything_it_contains(outer, inner):
    if outer.contains(inner) and outer != inner:
        assert inner < outer


@given(periods(), st.sampled_from(PeriodKind))
def test_a_split_covers_the_same_months_once(period, kind):
    try:
        parts = period.split(kind)
    except ValueError:
        return
    months = [month for part in parts for month in part.split(PeriodKind.MONTH)]
    assert months == period.split(PeriodKind.MONTH)
    assert all(period.contains(part) for part in parts)


@pytest.mark.parametrize(
    ("period", "kind", "parts"),
    [
        ("2022-H1", PeriodKind.QUARTER, "2022-Q1 2022-Q2"),
        ("2022-9M", PeriodKind.QUARTER, "2022-Q1 2022-Q2 2022-Q3"),
        ("2022", PeriodKind.HALF, "2022-H1 2022-H2"),
        ("2022-Q4", PeriodKind.MONTH, "2022-10 2022-11 2022-12"),
        ("2022-9M", PeriodKind.NINE_MONTHS, "2022-9M"),
    ],
)
def test_splits_that_fit(period, kind, parts):
    assert [str(part) for part in Period.parse(period).split(kind)] == parts.split()


@pytest.mark.parametrize(
    ("period", "kind"),
    [("2022-9M", PeriodKind.HALF), ("2022", PeriodKind.NINE_MONTHS), ("2022-07", PeriodKind.QUARTER)],
)
def test_splits_that_do_not_fit_are_refused(period, kind):
    with pytest.raises(ValueError, match="does not divide"):
        Period.parse(period).split(kind)


def test_year_to_date_and_same_period_last_year():
    third = Period.parse("2022-Q3")
    assert [str(period) for period in third.year_to_date()] == ["2022-Q1", "2022-Q2", "2022-Q3"]
    assert str(third.same_last_year()) == "2021-Q3"
    assert Period.parse("2022-9M").previous() == Period.parse("2021-9M")
    assert Period.parse("2022-01").previous() == Period.parse("2021-12")


def test_what_a_period_is_made_of() -> None:
    def told(text: str) -> list[str]:
        return [str(one) for one in Period.parse(text).made_of()]

    assert told("2022-05") == ["2022-05"]
    assert told("2022-Q2") == ["2022-04", "2022-05", "2022-06", "2022-Q2"]
    assert told("2022-9M")[-3:] == ["2022-09", "2022-Q3", "2022-9M"]
    assert len(told("2022")) == 12 + 4 + 2 + 1
