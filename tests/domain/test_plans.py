"""The course of a plan and the gaps between a directive and it, without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.plan_course import ALLOWED, PlanEventKind, PlanState, fold
from cotmoc.domain.plan_gaps import Answer, Asked, Gap, GapKind, gaps

E = PlanEventKind
AUGUST, SEPTEMBER = date(2022, 8, 15), date(2022, 9, 30)
kinds = st.sampled_from(PlanEventKind)
days = st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31))
asked_lists = st.lists(
    st.builds(Asked, st.integers(1, 5), days), max_size=5, unique_by=lambda one: one.clause
)
answer_lists = st.lists(
    st.builds(Answer, st.integers(1, 9), st.none() | st.integers(1, 5), days),
    max_size=6,
    unique_by=lambda one: one.line,
)
states = st.none() | st.sampled_from(PlanState)


def test_a_plan_is_returned_changed_submitted_again_and_approved() -> None:
    course = [E.WRITTEN, E.SUBMITTED, E.RETURNED, E.CHANGED, E.SUBMITTED, E.APPROVED]
    states = [fold(course[: n + 1]).value for n in range(len(course))]
    assert states == ["draft", "submitted", "returned", "returned", "submitted", "approved"]


@given(st.lists(kinds, max_size=8))
def test_only_what_is_allowed_can_have_happened(course: list[PlanEventKind]) -> None:
    state, possible = None, bool(course)
    for event in course:
        if event is E.WRITTEN and state is None:
            state = PlanState.DRAFT
        elif state is None or event not in ALLOWED[state]:
            possible = False
            break
        elif event is not E.CHANGED:
            state = PlanState(event.value)
    if possible:
        assert fold(course) is state
    else:
        with pytest.raises(ValueError, match="plan"):
            fold(course)


def test_the_gaps_an_official_would_list() -> None:
    """Clause 1 is due on 15/8, clause 2 on 30/9; the first is answered late, the second not."""
    asked = [Asked(1, AUGUST), Asked(2, SEPTEMBER)]
    late = Answer(7, 1, AUGUST + timedelta(days=7))
    assert gaps(asked, None, []) == [Gap(GapKind.NO_PLAN)]
    assert gaps(asked, PlanState.SUBMITTED, [late]) == [
        Gap(GapKind.NOT_APPROVED),
        Gap(GapKind.CLAUSE_UNANSWERED, 2, due=SEPTEMBER),
        Gap(GapKind.LINE_LATE, 1, 7, AUGUST, AUGUST + timedelta(days=7)),
    ]
    whole = [Answer(7, 1, AUGUST), Answer(8, 2, SEPTEMBER), Answer(9, None, SEPTEMBER)]
    assert gaps(asked, PlanState.APPROVED, whole) == []


def test_a_line_of_no_clause_is_late_only_past_every_day() -> None:
    line = Answer(9, None, SEPTEMBER + timedelta(days=1))
    first = Answer(1, 1, AUGUST)
    assert [gap.kind for gap in gaps([Asked(1, AUGUST)], PlanState.APPROVED, [first, line])] == [
        GapKind.LINE_LATE
    ]
    assert gaps([Asked(1, None)], PlanState.APPROVED, [first, line]) == []


@given(asked_lists, states, answer_lists)
def test_every_clause_is_answered_or_named_and_late_lines_are_late(
    asked: list[Asked], state: PlanState | None, answers: list[Answer]
) -> None:
    found = gaps(asked, state, answers)
    kinds = [gap.kind for gap in found]
    assert (GapKind.NO_PLAN in kinds) is (bool(asked) and state is None)
    if not asked or state is None:
        assert len(found) == int(bool(asked))
        return
    assert (GapKind.NOT_APPROVED in kinds) is (state is not PlanState.APPROVED)
    unanswered = {gap.clause for gap in found if gap.kind is GapKind.CLAUSE_UNANSWERED}
    assert unanswered | {one.clause for one in answers if one.clause} >= {one.clause for one in asked}
    assert not unanswered & {one.clause for one in answers}
    for gap in found:
        if gap.kind is GapKind.LINE_LATE:
            assert gap.due is not None
            assert gap.planned is not None
            assert gap.planned > gap.due


@given(asked_lists, answer_lists, st.integers(1, 5), days)
def test_one_more_line_never_leaves_a_clause_unanswered_that_was_answered(
    asked: list[Asked], answers: list[Answer], clause: int, due: date | None
) -> None:
    def unanswered(lines: list[Answer]) -> set[int | None]:
        found = gaps(asked, PlanState.APPROVED, lines)
        return {gap.clause for gap in found if gap.kind is GapKind.CLAUSE_UNANSWERED}

    assert unanswered([*answers, Answer(99, clause, due)]) == unanswered(answers) - {clause}
