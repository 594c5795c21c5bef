"""Task events to facts, facts and a day to one of six states, states to tallies and rates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.task_course import (
    ALLOWED,
    TAKEN_BACK,
    WORDS,
    Given,
    Outcome,
    Stage,
    TaskEvent,
    TaskEventKind,
    TaskFacts,
    after,
    contributions,
    fold,
)
from cotmoc.domain.task_status import Tally, TaskState, state

DUE = date(2022, 6, 15)
DAY = timedelta(days=1)
DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31))
FACTS = st.builds(TaskFacts, due_on=st.none() | DAYS, closed_on=st.none() | DAYS, cancelled=st.just(False))
STATES = st.sampled_from([*TaskState, None])
E = TaskEventKind


def event(kind, on="2022-05-01", due=None):
    return TaskEvent(kind, date.fromisoformat(on), date.fromisoformat(due) if due else None)


@st.composite
def histories(draw):
    """Events that can happen, in order."""
    events = [TaskEvent(E.ASSIGNED, draw(DAYS), draw(st.none() | DAYS))]
    facts = fold(events)
    for _ in range(draw(st.integers(0, 12))):
        possible = ALLOWED[facts.stage] - (set() if facts.before else {E.UNDONE})
        kind = draw(st.sampled_from(sorted(possible)))
        due = draw(DAYS) if kind is E.EXTENDED else None
        events.append(TaskEvent(kind, draw(DAYS), due))
        facts = fold(events)
    return events


@pytest.mark.parametrize(
    ("on", "closed", "expected"),
    [
        (DUE - 8 * DAY, None, TaskState.NOT_YET_DUE),
        (DUE - 7 * DAY, None, TaskState.DUE_SOON),
        (DUE - DAY, None, TaskState.DUE_SOON),
        (DUE, None, TaskState.DUE_SOON),
        (DUE + DAY, None, TaskState.OVERDUE),
        (DUE + 99 * DAY, DUE - DAY, TaskState.DONE_ON_TIME),
        (DUE + 99 * DAY, DUE, TaskState.DONE_ON_TIME),
        (DUE + 99 * DAY, DUE + DAY, TaskState.DONE_LATE),
    ],
)
def test_the_due_day_itself_is_on_time(on, closed, expected):
    assert state(TaskFacts(due_on=DUE, closed_on=closed), on, soon_days=7) is expected


@given(DAYS, st.none() | DAYS)
def test_a_task_without_a_deadline_is_never_overdue_nor_late(on, closed):
    assert state(TaskFacts(closed_on=closed), on, soon_days=7) is TaskState.NO_DEADLINE


def test_a_cancelled_task_is_in_no_state_and_a_negative_margin_is_refused():
    assert state(TaskFacts(due_on=DUE, closed_on=DUE, cancelled=True), DUE, soon_days=7) is None
    with pytest.raises(ValueError, match="0 or more"):
        state(TaskFacts(), DUE, soon_days=-1)


@given(FACTS, DAYS, st.integers(0, 30))
def test_an_open_task_only_moves_towards_overdue(facts, on, soon):
    course = [TaskState.NOT_YET_DUE, TaskState.DUE_SOON, TaskState.OVERDUE]
    today, tomorrow = state(facts, on, soon), state(facts, on + DAY, soon)
    if today in course:
        assert course.index(tomorrow) - course.index(today) in (0, 1)
    else:
        assert tomorrow is today


@given(st.lists(st.tuples(FACTS, DAYS)))
def test_the_six_states_part_all_tasks_that_are_not_cancelled(tasks):
    tally = Tally.of(state(facts, on, 7) for facts, on in tasks)
    assert tally.total == len(tasks)
    assert tally.fallen_due + tally.not_yet_due + tally.due_soon + tally.no_deadline == tally.total


@given(st.lists(STATES), st.lists(STATES), st.randoms())
def test_tallies_add_in_any_order(some, more, random):
    together = some + more
    random.shuffle(together)
    assert Tally.of(some) + Tally.of(more) == Tally.of(together)


@given(st.lists(STATES))
def test_rates_lie_between_0_and_1_and_counting_late_as_done_never_lowers_them(states):
    tally = Tally.of(states)
    honest, official = tally.on_time_rate.value, tally.official_rate.value
    assert (honest is None) == (official is None) == (tally.fallen_due == 0)
    if honest is not None:
        assert 0 <= honest <= official <= 1


def test_a_task_is_done_when_accepted_dated_by_its_completion():
    events = [event(E.ASSIGNED, due="2022-06-15"), event(E.COMPLETED, "2022-06-15")]
    waiting = fold(events)
    assert waiting.stage is Stage.AWAITING_ACCEPTANCE
    assert state(waiting, date(2022, 6, 20), 7) is TaskState.OVERDUE
    done = after(waiting, event(E.ACCEPTED, "2022-06-20"))
    assert (done.closed_on, done.outcome) == (date(2022, 6, 15), Outcome.ON_TIME)
    assert state(done, date(2022, 6, 20), 7) is TaskState.DONE_ON_TIME


def test_what_is_returned_counts_as_not_done_until_completed_again():
    events = [
        event(E.ASSIGNED, due="2022-06-15"),
        event(E.COMPLETED, "2022-06-10"),
        event(E.RETURNED, "2022-06-12"),
    ]
    assert state(fold(events), date(2022, 6, 16), 7) is TaskState.OVERDUE
    events += [event(E.COMPLETED, "2022-06-17"), event(E.ACCEPTED, "2022-06-18")]
    facts = fold(events)
    assert (facts.outcome, facts.returns) == (Outcome.LATE, 1)


def test_an_extension_keeps_the_first_due_day_and_is_counted():
    facts = fold(
        [
            event(E.ASSIGNED, due="2022-06-15"),
            event(E.EXTENDED, due="2022-06-30"),
            event(E.EXTENDED, due="2022-07-15"),
        ]
    )
    assert (facts.due_on, facts.original_due_on, facts.extensions) == (date(2022, 7, 15), DUE, 2)
    with pytest.raises(ValueError, match="new due day"):
        after(facts, event(E.EXTENDED))


def test_a_return_may_give_a_new_due_day():
    facts = fold(
        [
            event(E.ASSIGNED, due="2022-06-15"),
            event(E.COMPLETED),
            event(E.RETURNED, due="2022-06-30"),
        ]
    )
    assert (facts.due_on, facts.extensions, facts.stage) == (date(2022, 6, 30), 1, Stage.OPEN)


def test_reopening_undoes_a_cancellation():
    start = [event(E.ASSIGNED, due="2022-06-15"), event(E.PROGRESS)]
    assert fold([*start, event(E.CANCELLED)]).outcome is Outcome.CANCELLED
    assert fold([*start, event(E.CANCELLED), event(E.REOPENED)]) == fold(start)


@pytest.mark.parametrize(
    "kinds",
    [
        [],
        [E.PROGRESS],
        [E.ASSIGNED, E.ASSIGNED],
        [E.ASSIGNED, E.ACCEPTED],
        [E.ASSIGNED, E.RETURNED],
        [E.ASSIGNED, E.REOPENED],
        [E.ASSIGNED, E.COMPLETED, E.COMPLETED],
        [E.ASSIGNED, E.COMPLETED, E.ACCEPTED, E.RETURNED],
        [E.ASSIGNED, E.CANCELLED, E.PROGRESS],
    ],
)
def test_what_could_not_have_happened_is_refused(kinds):
    with pytest.raises(ValueError, match=r"begins by being assigned|cannot be"):
        fold([event(kind) for kind in kinds])


@given(histories())
def test_facts_hold_together_after_every_event(events):
    before = fold(events[:1])
    for n in range(2, len(events) + 1):
        facts = fold(events[:n])
        assert facts == after(before, events[n - 1])
        assert facts.extensions >= before.extensions or events[n - 1].kind is E.UNDONE
        assert facts.returns >= before.returns
        assert (facts.stage is Stage.CANCELLED) == (facts.outcome is Outcome.CANCELLED)
        assert (facts.closed_on is None) == (facts.outcome in (Outcome.OPEN, Outcome.PAUSED))
        assert (facts.stage is Stage.PAUSED) == (facts.paused_on is not None)
        assert facts.outcome is not Outcome.PAUSED or facts.due_on is not None
        assert facts.due_on is None or facts.original_due_on is not None
        before = facts


@given(histories(), DAYS, st.data())
def test_what_is_undone_leaves_everything_as_it_was(events, on, data):
    facts = fold(events)
    possible = sorted(ALLOWED[facts.stage] & TAKEN_BACK)
    if not possible:
        return
    done = after(facts, TaskEvent(data.draw(st.sampled_from(possible)), on, on, part=1, heir=2))
    assert after(done, TaskEvent(E.UNDONE, on)) == facts
    said = done
    for kind in sorted(WORDS & ALLOWED[done.stage]):
        said = after(said, TaskEvent(kind, on))
    assert after(said, TaskEvent(E.UNDONE, on)) == facts
    if done.stage is not Stage.DONE:
        changed = E.REOPENED if done.stage is Stage.CANCELLED else E.MOVED
        later = after(done, TaskEvent(changed, on))
        with pytest.raises(ValueError, match="cannot be undone"):
            after(later, TaskEvent(E.UNDONE, on))


def test_two_deeds_are_undone_one_after_the_other():
    start = [event(E.ASSIGNED, due="2022-06-15"), event(E.ASKED, due="2022-06-20")]
    moved = [*start, event(E.EXTENDED, due="2022-06-30"), event(E.CANCELLED)]
    assert fold([*moved, event(E.UNDONE)]) == fold(moved[:-1])
    assert fold([*moved, event(E.UNDONE), event(E.UNDONE)]) == fold(start)
    with pytest.raises(ValueError, match="cannot be undone"):
        fold([*moved, event(E.UNDONE), event(E.UNDONE), event(E.UNDONE)])


def test_a_part_that_was_given_is_handed_over_with_its_role():
    given = TaskEvent(E.CONTRIBUTED, DUE, part=1)
    handed = TaskEvent(E.HANDED_OVER, DUE + DAY, part=1, heir=2)
    start = [event(E.ASSIGNED, due="2022-06-15"), given]
    assert contributions([*start, handed]) == {2: Given(DUE)}
    assert contributions([*start, handed, TaskEvent(E.UNDONE, DUE + DAY)]) == {1: Given(DUE)}
    theirs = TaskEvent(E.CONTRIBUTED, DUE - DAY, part=2)
    assert contributions([*start, theirs, handed]) == {2: Given(DUE - DAY)}


def test_a_part_that_was_sent_back_says_since_when_until_it_is_given_again():
    given = [event(E.ASSIGNED, due="2022-06-15"), TaskEvent(E.CONTRIBUTED, DUE, part=1)]
    back = [*given, TaskEvent(E.SENT_BACK, DUE + DAY, part=1)]
    assert contributions(back) == {1: Given(sent_back_on=DUE + DAY)}
    assert contributions([*back, TaskEvent(E.HANDED_OVER, DUE + DAY, part=1, heir=2)]) == {
        2: Given(sent_back_on=DUE + DAY)
    }
    assert contributions([*back, TaskEvent(E.CONTRIBUTED, DUE + 2 * DAY, part=1)]) == {
        1: Given(DUE + 2 * DAY)
    }


def test_a_result_that_was_sent_back_says_since_when_until_it_is_reported_again():
    claimed = [event(E.ASSIGNED, due="2022-06-15"), event(E.COMPLETED, "2022-06-10")]
    back = [*claimed, event(E.RETURNED, "2022-06-12")]
    assert fold(claimed).returned_on is None
    assert fold(back).returned_on == date(2022, 6, 12)
    assert fold([*back, event(E.COMPLETED, "2022-06-13")]).returned_on is None
    assert fold([*back, event(E.CANCELLED, "2022-06-13")]).returned_on is None


@given(histories(), DAYS)
def test_words_on_a_task_never_change_its_state(events, on):
    facts = fold(events)
    assert after(facts, TaskEvent(E.COMMENTED, on)) == facts
