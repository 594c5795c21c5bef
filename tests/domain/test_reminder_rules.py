"""The rules for reminders as a whole: what may be typed, what is wrong with it, and how it reads."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem
from cotmoc.domain.reminder_rules import LEVELS, reminding_days, rule_set, sentence
from cotmoc.domain.reminders import Reminded, Rule

LEAD = {"role": "lead", "level": "", "before": "7, 3, 1, 0", "after": "1 3 7", "again": 7}
QUIET = "18:00-07:00"


def wrong(rows: list[dict[str, Any]], quiet: str = QUIET, hour: int = 7) -> list[tuple[str | None, int]]:
    with pytest.raises(Problem) as caught:
        rule_set(rows, quiet, hour)
    return [(one.field, one.entry.number) for one in (caught.value, *caught.value.others)]


def test_days_are_text_or_numbers_in_any_order() -> None:
    typed = rule_set([{**LEAD, "before": "0;1 7,3, 3"}], " 18:00 – 07:00 ", 7)
    given_ = rule_set([{**LEAD, "before": [3, 7, 0, 1], "after": [7, 1, 3]}], QUIET, 7)
    assert typed == given_
    assert typed.lines[0].values == {**LEAD, "before": [7, 3, 1, 0], "after": [1, 3, 7]}
    assert rule_set([LEAD], "", 0).quiet is None


@pytest.mark.parametrize(
    ("change", "place", "number"),
    [
        ({"role": "boss"}, "role", 3),
        ({"level": "nation"}, "level", 3),
        ({"before": "7, ba"}, "before", 435),
        ({"before": "-1"}, "before", 435),
        ({"before": "366"}, "before", 435),
        ({"before": [*range(21)]}, "before", 435),
        ({"after": "0"}, "after", 435),
        ({"after": "٣"}, "after", 435),
        ({"after": "9" * 40}, "after", 435),
        ({"again": -1}, "again", 435),
        ({"again": 366}, "again", 435),
        ({"after": "", "again": 7}, "again", 435),
    ],
)
def test_what_is_wrong_stands_at_its_field(change: dict[str, Any], place: str, number: int) -> None:
    assert wrong([LEAD, {**LEAD, "role": "giver", **change}]) == [(f"rules.1.{place}", number)]


def test_all_that_is_wrong_is_told_at_once() -> None:
    rows = [LEAD, {**LEAD, "before": "x", "after": "y"}, dict(LEAD)]
    assert wrong(rows, "18:00-18:00", 24) == [
        ("rules.1.before", 435),
        ("rules.1.after", 435),
        ("rules.2.role", 432),
        ("quiet", 433),
        ("digest_hour", 3),
    ]
    assert wrong([], "6h") == [("rules", 435), ("quiet", 433)]


@pytest.mark.parametrize(("quiet", "hour", "kept"), [
    (QUIET, 6, False), (QUIET, 7, True), (QUIET, 17, True), (QUIET, 18, False),
    ("12:00-13:00", 12, False), ("12:00-13:00", 13, True), ("", 3, True),
])  # fmt: skip
def test_letters_cannot_go_out_in_quiet_hours(quiet: str, hour: int, kept: bool) -> None:
    if kept:
        assert rule_set([LEAD], quiet, hour).digest_hour == hour
    else:
        assert wrong([LEAD], quiet, hour) == [("digest_hour", 434)]


def test_a_rule_reads_as_an_official_would_say_it() -> None:
    rows = [
        LEAD,
        {**LEAD, "level": "post", "before": "0", "after": "1", "again": 0},
        {**LEAD, "role": "leader", "before": "", "after": "7", "again": 7},
        {**LEAD, "role": "giver", "before": "5", "after": "", "again": 0},
    ]
    words = [sentence(line) for line in rule_set(rows, QUIET, 7).lines]
    assert [one.vi for one in words] == [
        "cơ quan chủ trì, mọi cấp: trước hạn 7, 3, 1 ngày và đúng ngày đến hạn; "
        "quá hạn 1, 3, 7 ngày, sau đó cứ 7 ngày một lần",
        "cơ quan chủ trì, đồn, trạm: đúng ngày đến hạn; quá hạn 1 ngày",
        "lãnh đạo, mọi cấp: không nhắc trước hạn; quá hạn 7 ngày, sau đó cứ 7 ngày một lần",
        "cơ quan giao, mọi cấp: trước hạn 5 ngày; không nhắc khi quá hạn",
    ]
    assert words[0].en == (
        "the lead, every level: 7, 3, 1 days before and on the due day; 1, 3, 7 days late, then every 7 days"
    )


_DAYS = st.lists(st.integers(1, 365), max_size=8)
_ROW = st.fixed_dictionaries(
    {"role": st.sampled_from(list(Reminded)), "level": st.sampled_from(list(LEVELS)), "before": _DAYS}
    | {"after": _DAYS.filter(bool), "again": st.integers(0, 365)}
)
_ROWS = st.lists(_ROW, min_size=1, max_size=9, unique_by=lambda row: (row["role"], row["level"]))


@given(_ROWS, st.randoms(use_true_random=False))
def test_what_is_stored_gives_the_same_rules_and_the_same_mark(
    rows: list[dict[str, Any]], chance: Any
) -> None:
    rules = rule_set(rows, QUIET, 8)
    stored = [line.values for line in rules.lines]
    chance.shuffle(stored)
    again = rule_set(stored, QUIET, 8)
    assert set(again.lines) == set(rules.lines)
    assert again.mark == rules.mark
    assert rule_set(rows, QUIET, 9).mark != rules.mark


@given(_ROW)
def test_the_days_that_remind_are_those_of_the_rule(row: dict[str, Any]) -> None:
    rule = Rule(frozenset(row["before"]), tuple(sorted(set(row["after"]))), row["again"])
    on, since = date(2022, 7, 25), date(2020, 7, 25)
    found = set(reminding_days(rule, on, since))
    for days in range(-760, 400):
        day = date.fromordinal(on.toordinal() + days)
        assert (day in found) is (rule.reminds(days) and day >= since)
