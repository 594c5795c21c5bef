"""Merges, splits and transfers, applied when reading and undone by leaving them out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.succession import (
    Link,
    answering,
    apply,
    check,
    origin,
)

BEFORE, THE_DAY = date(2025, 6, 30), date(2025, 7, 1)
PLO, NHOONG, MAN, NEW_PLO = 1, 2, 3, 10
MERGER = [Link(unit, NEW_PLO, THE_DAY) for unit in (PLO, NHOONG, MAN)]


@st.composite
def successions(draw):
    """Valid links over a few units: successors always have higher numbers, so no circle can arise."""
    links = []
    for unit in range(1, 7):
        if not draw(st.booleans()):
            continue
        heirs = draw(st.lists(st.integers(unit + 1, 9), min_size=1, max_size=3, unique=True))
        weights = [draw(st.integers(1, 4)) for _ in heirs]
        on = draw(st.dates(date(2020, 1, 1), date(2026, 1, 1)))
        links += [
            Link(unit, heir, on, Fraction(weight, sum(weights)))
            for heir, weight in zip(heirs, weights, strict=True)
        ]
    return links


DAYS = st.dates(date(2019, 1, 1), date(2027, 1, 1))
UNITS = st.integers(1, 9)
VALUES = st.dictionaries(UNITS, st.integers(0, 1000))


def test_merging_10_and_7_gives_17_and_rewrites_nothing():
    reported = {PLO: Decimal(10), NHOONG: Decimal(7)}
    merged = apply(reported, THE_DAY, MERGER)
    assert {unit: part.value for unit, part in merged.items()} == {NEW_PLO: 17}
    assert merged[NEW_PLO].sources == {PLO: 1, NHOONG: 1}
    assert merged[NEW_PLO].exact
    assert reported == {PLO: Decimal(10), NHOONG: Decimal(7)}
    assert {u: part.value for u, part in apply(reported, BEFORE, MERGER).items()} == reported


@given(VALUES, successions(), DAYS)
def test_leaving_the_links_out_gives_back_what_was_reported(values, links, day):
    apply(values, day, links)
    assert {unit: part.value for unit, part in apply(values, day, []).items()} == values


@given(VALUES, successions(), DAYS)
def test_no_boundaries_change_the_total(values, links, day):
    restated = apply(values, day, links)
    assert sum(part.value for part in restated.values()) == sum(values.values())


@given(UNITS, successions(), DAYS)
def test_the_shares_of_those_answering_add_up_to_one(unit, links, day):
    check(links)
    assert sum(answering(unit, day, links).values()) == 1


@given(UNITS, successions(), DAYS, st.randoms())
def test_the_order_of_links_does_not_matter(unit, links, day, random):
    mixed = random.sample(links, len(links))
    assert answering(unit, day, mixed) == answering(unit, day, links)


@given(UNITS, UNITS, successions(), DAYS)
def test_origin_is_answering_the_other_way_round(old, new, links, day):
    ended = {link.predecessor for link in links if link.on <= day}
    if old not in ended:
        assert origin(new, day, links).get(old, 0) == answering(old, date.max, links).get(new, 0)


@given(successions(), DAYS, DAYS, UNITS)
def test_an_earlier_day_knows_no_later_succession(links, early, late, unit):
    early, late = sorted((early, late))
    known = [link for link in links if link.on <= early]
    assert answering(unit, early, links) == answering(unit, late, known)


def test_a_chain_is_followed_to_the_end_and_in_both_directions():
    links = [
        Link(1, 2, date(2020, 1, 1)),
        Link(2, 3, THE_DAY, Fraction(2, 3)),
        Link(2, 4, THE_DAY, Fraction(1, 3)),
    ]
    assert answering(1, BEFORE, links) == {2: 1}
    assert answering(1, THE_DAY, links) == {3: Fraction(2, 3), 4: Fraction(1, 3)}
    assert origin(4, BEFORE, links) == {2: Fraction(1, 3), 4: 1}
    assert not apply({1: 9}, THE_DAY, links)[3].exact


def test_the_successor_of_a_function_goes_before_the_general_one():
    labour, home_affairs, health, care = 1, 2, 3, 4
    links = [
        Link(labour, home_affairs, date(2025, 3, 1)),
        Link(labour, health, date(2025, 3, 1), function="social_protection"),
        Link(health, care, THE_DAY, function="social_protection"),
    ]
    check(links)
    assert answering(labour, BEFORE, links) == {home_affairs: 1}
    assert answering(labour, BEFORE, links, "social_protection") == {health: 1}
    assert answering(labour, THE_DAY, links, "social_protection") == {care: 1}
    assert answering(labour, THE_DAY, links, "something_else") == {home_affairs: 1}
    assert answering(health, THE_DAY, links) == {health: 1}


@pytest.mark.parametrize(
    ("links", "why"),
    [
        ([Link(1, 2, THE_DAY), Link(2, 3, THE_DAY), Link(3, 1, THE_DAY)], "lead back"),
        ([Link(1, 2, THE_DAY, function="f"), Link(2, 1, THE_DAY)], "lead back"),
        ([Link(1, 2, THE_DAY, Fraction(1, 2))], "do not add up to 1"),
        ([Link(1, 2, THE_DAY), Link(1, 3, THE_DAY)], "do not add up to 1"),
        ([Link(1, 2, THE_DAY, Fraction(1, 2)), Link(1, 2, THE_DAY, Fraction(1, 2))], "twice"),
        ([Link(1, 2, BEFORE, Fraction(1, 2)), Link(1, 3, THE_DAY, Fraction(1, 2))], "more than one day"),
    ],
)
def test_links_that_answer_nothing_or_twice_are_refused(links, why):
    with pytest.raises(ValueError, match=why):
        check(links)


def test_reading_never_runs_in_a_circle():
    with pytest.raises(ValueError, match="lead back"):
        answering(1, THE_DAY, [Link(1, 2, THE_DAY), Link(2, 1, THE_DAY)])


@pytest.mark.parametrize("share", [Fraction(0), Fraction(-1, 2), Fraction(3, 2)])
def test_a_share_is_a_part_of_one(share):
    with pytest.raises(ValueError, match="share"):
        Link(1, 2, THE_DAY, share)
    with pytest.raises(ValueError, match="itself"):
        Link(1, 1, THE_DAY)
