"""Patterns that are tried only where a known word stands find what they would find everywhere."""

import re
from functools import cache

import pytest

from cotmoc.domain.extraction import areas, citations, deadlines, figures, orders, retold
from cotmoc.domain.extraction.agencies import find_agencies
from cotmoc.domain.extraction.drafts import shadow_of
from cotmoc.domain.extraction.folding import fold
from cotmoc.domain.extraction.jumping import matches, places
from tests.domain.extraction.support import CORPUS, lexicon

SETS = ("corpus", "written_first", "reworded", "unseen", "orders_nothing")
BY = [(pattern, deadlines._BY_WORDS) for _, by, pattern, _ in deadlines._READERS if by]


@cache
def shadows() -> tuple[str, ...]:
    """Every text of ours, small letters, bodies masked as the rules see them."""
    found = []
    for path in sorted(one for name in SETS for one in CORPUS.with_name(name).rglob("*.txt")):
        folded = fold(path.read_text(encoding="utf-8"))
        found.append(shadow_of(folded.low, find_agencies(folded, lexicon())))
    return tuple(found)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (citations._SHORT, citations._SHORT_TYPES),
        (figures.PERIOD, figures.PERIOD_WORDS),
        (figures.SPELLED, figures.SPELLED_WORDS),
        (orders.ORDER, orders.ORDER_WORDS),
        (retold.REPORTED, retold.REPORTED_WORDS),
        *BY,
    ],
)
def test_no_match_begins_elsewhere(pattern: re.Pattern[str], words: tuple[str, ...]) -> None:
    seen = 0
    for text in shadows():
        everywhere = [match.span() for match in pattern.finditer(text)]
        assert [
            m.span() for m in matches(pattern, places(text, words, 0, len(text)), text, len(text))
        ] == everywhere
        seen += len(everywhere)
    assert seen


def test_places_of_several_names_begin_with_their_word() -> None:
    text = "Triển khai tại các huyện Đăk Glei, Ngọc Hồi và các xã biên giới (Đăk Plô, Đăk Long)."
    found = matches(areas._PLURAL, places(text, areas._LEVELS, 0, len(text)), text, len(text))
    assert [m.span() for m in found] == [m.span() for m in areas._PLURAL.finditer(text)] != []


@pytest.mark.slow
def test_what_a_body_sets_itself_holds_one_of_the_words() -> None:
    for text in shadows():
        for match in retold.SETS_OUT.finditer(text):
            assert places(text, retold.SETS_WORDS, match.start(), match.end())
