"""On which days whom a due day reminds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.reminders import Reminded, Rule, Rules

LEAD = Rule(frozenset({7, 3, 1, 0}), (1, 3, 7), 7)


@pytest.mark.parametrize(
    ("days", "reminds"),
    [
        (8, False), (7, True), (6, False), (3, True), (1, True), (0, True),
        (-1, True), (-2, False), (-3, True), (-7, True), (-8, False), (-14, True), (-15, False), (-21, True),
    ],
)  # fmt: skip
def test_before_on_and_after_the_due_day(days: int, reminds: bool) -> None:
    assert LEAD.reminds(days) is reminds


def test_without_days_after_or_again_it_falls_silent() -> None:
    assert not any(Rule(frozenset({1}), (), 7).reminds(-late) for late in range(1, 100))
    assert [late for late in range(1, 100) if Rule(frozenset(), (1, 3), 0).reminds(-late)] == [1, 3]


@given(st.integers(8, 400))
def test_what_is_long_overdue_reminds_once_in_seven_days(late: int) -> None:
    assert sum(LEAD.reminds(-day) for day in range(late, late + 7)) == 1


@pytest.mark.parametrize(
    "row", [((-1,), (), 0), ((), (0,), 0), ((), (3, 1), 0), ((), (1, 1), 0), ((), (1,), -1)]
)
def test_a_rule_that_makes_no_sense_is_refused(row: tuple) -> None:
    before, after, again = row
    with pytest.raises(ValueError, match=r"days"):
        Rule(frozenset(before), after, again)


def test_a_row_for_a_level_goes_before_one_for_all() -> None:
    row = {"role": "lead", "before": [7], "after": [1], "again": 0}
    rules = Rules([row, {**row, "level": "post", "before": [1]}])
    assert rules.of(Reminded.LEAD, "post").before == {1}
    assert rules.of(Reminded.LEAD, "commune").before == {7}
    assert rules.of(Reminded.GIVER) is None
    assert rules.farthest == 7
    with pytest.raises(ValueError, match="two rules"):
        Rules([row, row])
