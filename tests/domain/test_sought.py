"""What a line typed into a search asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.sought import MOST_WORDS, Sought, closed, sought, words


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", []),
        ("!? –", []),
        ("Đường biên", ["duong", "bien…"]),
        ("1058/CĐ-TTg", ["1058 cd ttg…"]),
        ("1058/CĐ-TTg đường", ["1058 cd ttg", "duong…"]),
        ('"biên giới"', ["bien gioi"]),
        ('đường "biên giới', ["duong", "bien gioi…"]),
        ("“biên giới” đường", ["bien gioi", "duong…"]),
        ("«biên» ?", ["bien"]),
        ("biên biên", ["bien", "bien…"]),
        ("biên biên biên", ["bien", "bien…"]),
    ],
)
def test_a_line_in_words(typed: str, asked: list[str]) -> None:
    """«…» stands after a word that may go on."""
    assert [f"{' '.join(one.words)}{'…' if one.open else ''}" for one in sought(typed)] == asked


def test_words_of_a_number() -> None:
    assert words("Công điện số 1058/CĐ-TTg") == ["cong", "dien", "so", "1058", "cd", "ttg"]


def test_the_last_word_finished() -> None:
    assert closed(sought("biên biên")) == (Sought(("bien",)),)


@given(st.text(max_size=500))
def test_no_line_asks_for_too_much_or_for_signs(typed: str) -> None:
    asked = sought(typed)
    assert sum(len(one.words) for one in asked) <= MOST_WORDS
    assert all(word.isalnum() and len(word) <= 60 for one in asked for word in one.words)
    assert [one.open for one in asked[:-1]] == [False] * (len(asked) - 1) if asked else True
