"""Adding up: over time, over units, joint events once; completeness and timeliness."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.aggregation import (
    Fact,
    IndicatorKind,
    JointEvent,
    Measure,
    completeness,
    over_time,
    over_units,
    owing,
    standing,
    timeliness,
    with_joint,
)
from cotmoc.domain.periods import Period

Q1, Q2, Q3, H1 = (Period.parse(f"2022-{name}") for name in ("Q1", "Q2", "Q3", "H1"))
FLOW = Measure("E1", IndicatorKind.FLOW, "tin")
STOCK = Measure("B7", IndicatorKind.STOCK, "chốt")
RATE = Measure("L5", IndicatorKind.RATIO, "%")
PAIR = Measure("D3", IndicatorKind.PAIR, "vụ/đối tượng")
COUNTS = st.integers(0, 500).map(Decimal)
UNITS = st.integers(1, 8)
OWN = st.dictionaries(UNITS, COUNTS)
EVENTS = st.lists(
    st.builds(JointEvent, st.integers(1, 10**6), st.frozensets(UNITS, min_size=1), st.integers(0, 5)),
    unique_by=lambda event: event.id,
)
DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))


def fact(measure, unit, period, *parts):
    values = tuple(map(Decimal, parts))
    return Fact(measure, unit, period, values if len(values) > 1 else values[0])


def test_a_flow_is_summed_and_of_a_stock_the_last_stands():
    assert over_time([fact(FLOW, 1, Q1, 10), fact(FLOW, 1, Q2, 7)], [Q1, Q2]).value == 17
    assert over_time([fact(STOCK, 1, Q2, 7), fact(STOCK, 1, Q1, 10)], [Q1, Q2]).value == 7


def test_a_ratio_is_recomputed_from_its_parts_and_never_averaged():
    total = over_units([fact(RATE, 1, Q2, 10, 100), fact(RATE, 2, Q2, 9, 10)], [1, 2])
    assert total.ratio == Fraction(19, 110)
    assert over_units([fact(RATE, 1, Q2, 0, 0)], [1]).ratio is None


def test_cases_and_people_stay_two_numbers():
    total = over_time([fact(PAIR, 1, Q1, 153, 346), fact(PAIR, 1, Q2, 8, 7)], [Q1, Q2])
    assert total.value == (161, 353)


def test_parts_that_are_stocks_are_not_summed_over_time():
    poor = Measure("H1", IndicatorKind.RATIO, "%", parts_as=IndicatorKind.STOCK)
    assert over_time([fact(poor, 1, Q1, 30, 100), fact(poor, 1, Q2, 20, 100)], [Q1, Q2]).ratio == Fraction(
        1, 5
    )


def test_missing_is_named_and_is_not_zero():
    assert over_units([fact(FLOW, 1, Q2, 0)], [1, 2, 3]).missing == (2, 3)
    nothing = over_units([], [1, 2])
    assert (nothing.value, nothing.missing) == (None, (1, 2))
    assert over_units([fact(FLOW, 1, Q2, 0)], [1]).value == 0
    assert over_time([fact(STOCK, 1, Q1, 48)], [Q1, Q2]).missing == (Q2,)


@pytest.mark.parametrize(
    ("facts", "periods", "why"),
    [
        ([fact(FLOW, 1, Q1, 1), fact(STOCK, 1, Q2, 1)], [Q1, Q2], "measures"),
        ([fact(FLOW, 1, Q1, 1), fact(FLOW, 2, Q2, 1)], [Q1, Q2], "units"),
        ([fact(FLOW, 1, H1, 1), fact(FLOW, 1, Q2, 1)], [H1, Q2], "counted twice"),
        ([fact(FLOW, 1, Q1, 1), fact(FLOW, 1, Q1, 1)], [Q1], "counted twice"),
        ([fact(FLOW, 1, Q3, 1)], [Q1], "not asked"),
    ],
)
def test_what_does_not_add_over_time_is_refused(facts, periods, why):
    with pytest.raises(ValueError, match=why):
        over_time(facts, periods)


def test_what_does_not_add_over_units_is_refused():
    kilogram, cake = Measure("D8", IndicatorKind.FLOW, "kg"), Measure("D6", IndicatorKind.FLOW, "bánh")
    with pytest.raises(ValueError, match="measures"):
        over_units([fact(kilogram, 1, Q2, 1), fact(cake, 2, Q2, 1)], [1, 2])
    with pytest.raises(ValueError, match="periods"):
        over_units([fact(FLOW, 1, Q1, 1), fact(FLOW, 2, Q2, 1)], [1, 2])
    income = Measure("H7", IndicatorKind.STOCK, "triệu đồng/người/năm", adds_over_units=False)
    with pytest.raises(ValueError, match="does not add over units"):
        over_units([fact(income, 1, Q2, 40)], [1])
    with pytest.raises(ValueError, match="numbers of parts"):
        over_units([fact(PAIR, 1, Q2, 1, 2), fact(PAIR, 2, Q2, 1, 2, 3)], [1, 2])


@pytest.mark.parametrize(
    ("measure", "parts"), [(FLOW, (1, 2)), (RATE, (1,)), (RATE, (1, 2, 3)), (PAIR, (1,))]
)
def test_a_figure_has_the_parts_of_its_kind(measure, parts):
    with pytest.raises(ValueError, match="do not fit"):
        fact(measure, 1, Q2, *parts)
    with pytest.raises(ValueError, match="flows or stocks"):
        Measure("X", IndicatorKind.RATIO, "%", parts_as=IndicatorKind.RATIO)


@given(st.dictionaries(UNITS, COUNTS, min_size=1), st.randoms())
def test_neither_order_nor_grouping_of_units_changes_a_total(values, random):
    facts = [Fact(FLOW, unit, Q2, value) for unit, value in values.items()]
    whole = over_units(facts, list(values)).value
    random.shuffle(facts)
    first, rest = facts[: len(facts) // 2], facts[len(facts) // 2 :]
    parts = [over_units(some, [one.unit for one in some]).value or 0 for some in (first, rest)]
    assert whole == over_units(facts, list(values)).value == sum(parts)


@given(st.lists(COUNTS, min_size=12, max_size=12), st.integers(1, 12))
def test_the_year_to_date_grows_by_each_period(values, upto):
    months = Period.parse(f"2022-{upto:02d}").year_to_date()
    facts = [Fact(FLOW, 1, month, value) for month, value in zip(months, values, strict=False)]
    now = over_time(facts, months).value
    before = over_time(facts[:-1], months[:-1]).value or 0
    assert now - before == values[upto - 1]


@given(OWN, EVENTS)
def test_the_committee_counts_each_event_once(own, events):
    joint = with_joint(own, events)
    assert joint.total == sum(own.values()) + sum(event.count for event in events)
    assert joint.total == sum(joint.by_unit.values()) - joint.overlap
    assert joint.overlap == sum(event.count * (len(event.participants) - 1) for event in events)


@given(OWN, EVENTS, st.randoms())
def test_neither_order_nor_repetition_of_events_changes_the_totals(own, events, random):
    again = random.sample(events, len(events)) + events
    assert with_joint(own, again) == with_joint(own, events)


@given(OWN, EVENTS)
def test_a_force_has_what_it_did_alone_and_what_it_joined(own, events):
    joint = with_joint(own, events)
    for unit, count in joint.by_unit.items():
        assert count == own.get(unit, 0) + sum(e.count for e in events if unit in e.participants)
    assert set(joint.missing) == {unit for event in events for unit in event.participants} - set(own)


def test_an_event_told_in_two_ways_is_refused():
    with pytest.raises(ValueError, match="two ways"):
        with_joint({}, [JointEvent(1, frozenset({1, 2})), JointEvent(1, frozenset({1, 3}))])
    with pytest.raises(ValueError, match="took part"):
        JointEvent(1, frozenset())


@given(
    st.dictionaries(UNITS, st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3)),
    st.dictionaries(UNITS, DAYS),
    DAYS,
    DAYS,
)
def test_rates_stay_between_0_and_1_whatever_opens_closes_and_reopens(spans, sent, close, due):
    owed = owing(spans, close)
    complete = completeness(owed, sent)
    in_time = timeliness(owed, sent, dict.fromkeys(owed, due))
    assert complete.whole == in_time.whole == len(owed)
    assert 0 <= in_time.part <= complete.part <= complete.whole


def test_a_district_that_ended_owes_no_report_and_one_that_still_stood_does():
    spans = {1: [(date(2011, 1, 1), date(2025, 7, 1))], 2: [(date(2025, 7, 1), None)]}
    assert owing(spans, date(2025, 6, 14)) == {1}
    assert owing(spans, date(2025, 9, 14)) == {2}


def test_what_a_longer_report_holds_is_not_added_again() -> None:
    periods = [Period.parse(text) for text in ("2022-03", "2022-04", "2022-05", "2022-Q2", "2022-H2")]
    assert [str(one) for one in standing(periods)] == ["2022-03", "2022-Q2", "2022-H2"]
