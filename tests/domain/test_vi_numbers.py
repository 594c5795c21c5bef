"""Vietnamese numbers and dates, written and read."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import (
    from_words,
    parse,
    parse_date,
    show,
    show_date,
    show_days,
    show_percent,
)

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4)


@given(NUMBERS)
def test_parse_undoes_show(value):
    assert parse(show(value)) == value


@given(st.integers(-(10**12), 10**12))
def test_counts_come_back_whole(value):
    assert parse(show(value), decimals=0) == value


@given(st.text(alphabet="0123456789.,-− ", max_size=12))
def test_what_is_read_has_one_reading(text):
    try:
        value = parse(text)
    except FormError:
        return
    assert parse(show(value)) == value


@given(NUMBERS, st.integers(0, 3))
def test_rounding_stays_within_half_a_step(value, decimals):
    assert abs(parse(show(value, decimals)) - value) * 2 <= Decimal(1).scaleb(-decimals)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2,069.0", "Viết 2.069. Dấu chấm ngăn hàng nghìn, dấu phẩy cho phần lẻ."),
        ("1,234.5", "Viết 1.234,5. "),
        ("2,069,000", "Viết 2.069.000. "),
        ("2.06", "Viết 2,06. "),
        ("0.375", "Viết 0,375. "),
        ("2.0690", "Viết 2,0690. "),
        ("2 069", "không phải là số"),
        ("", "không phải là số"),
        ("hai", "không phải là số"),
        ("²", "không phải là số"),
        ("1e3", "không phải là số"),
        ("8/7", "không phải là số"),
    ],
)
def test_a_wrong_form_is_answered_with_the_right_one(text, advice):
    with pytest.raises(FormError) as caught:
        parse(text)
    assert advice in caught.value.vi
    assert caught.value.en


def test_a_count_with_decimals_is_asked_back_instead_of_guessed():
    with pytest.raises(FormError, match=r"số đếm. Nếu là 2\.069 thì viết 2\.069\."):
        parse("2,069", decimals=0)
    assert parse("2,069") == Decimal("2.069")
    with pytest.raises(FormError, match="quá 1 chữ số phần lẻ"):
        parse("81,35", decimals=1)


def test_no_figure_is_a_dash_and_zero_is_zero():
    assert (show(None), show_percent(None), show(0)) == ("–", "–", "0")


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_percentages_are_rounded_from_the_exact_fraction(part, whole):
    shown = parse(show_percent(Fraction(part, whole)).removesuffix("%"))
    assert abs(Fraction(shown) - Fraction(part * 100, whole)) <= Fraction(1, 20)


@given(st.dates(date(1000, 1, 1)))
def test_dates_come_back(day):
    assert parse_date(show_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize("text", ["5/9/19", "5/9-2019", "31/4/2022", "9/2019", "", "2019/09/05", "5 9 2019"])
def test_unclear_dates_are_refused(text):
    with pytest.raises(FormError):
        parse_date(text)


def test_dates_read_in_each_writing_and_shown():
    day = date(2019, 9, 5)
    assert [parse_date(text) for text in ("05/9/2019", "5-9-2019", "5.9.2019")] == [day] * 3
    assert show_days(date(2022, 3, 15), date(2022, 6, 14)) == "15/3 đến 14/6/2022"
    assert show_days(date(2021, 12, 15), date(2022, 3, 14)) == "15/12/2021 đến 14/3/2022"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("năm", 5),
        ("mười một", 11),
        ("hai mươi lăm", 25),
        ("chín mươi mốt", 91),
        ("một trăm linh hai", 102),
        ("ba nghìn hai trăm", 3200),
        ("hai ba", None),
        ("mươi", None),
        ("nghìn", None),
        ("con số", None),
        ("", None),
    ],
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert from_words(words) == number
