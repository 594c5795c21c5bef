"""Numbers and periods as pages show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cotmoc.domain.periods import Period
from cotmoc.web import words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2069, "2.069"),
        (Decimal("336.0000"), "336"),
        (Decimal("61.4750"), "61,475"),
        (Decimal("1000000"), "1.000.000"),
        (0.92, "0,92"),
        (Decimal("0.0000"), "0"),
        (None, "–"),
    ],
)
def test_a_number_is_shown_without_the_noughts_of_its_column(value: object, shown: str):
    assert words.number(value) == shown  # type: ignore[arg-type]


def test_a_period_is_shown_in_words_and_other_words_stay():
    assert words.period(Period.parse("2022-Q2")) == "Quý II/2022"
    assert words.period("2022-Q1") == "Quý I/2022"
    assert words.period("giai đoạn 2021 - 2025") == "giai đoạn 2021 - 2025"
