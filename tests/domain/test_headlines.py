"""A line that stands for a longer text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.headlines import headline


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Rà soát cột mốc.", "Rà soát cột mốc"),
        (" Rà soát cột mốc;\nBáo cáo kết quả", "Rà soát cột mốc"),
        ("Rà soát toàn bộ cột mốc biên giới", "Rà soát toàn bộ cột…"),
        ("Rà soát toàn bộ cột m", "Rà soát toàn bộ cột…"),
        ("a" * 30, "a" * 19 + "…"),
    ],
)
def test_the_first_line_cut_at_a_word(text: str, shown: str) -> None:
    assert headline(text, 20) == shown


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_it_is_never_longer(text: str, most: int) -> None:
    assert len(headline(text, most)) <= most
