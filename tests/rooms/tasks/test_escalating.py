"""«Vượt thẩm quyền»: a matter goes up, the clock stands still, an answer comes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import DOCUMENT_NEEDED, REASON_NEEDED
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task
from tests.rooms.small_province import ZONE, World

from .test_course import assign

# The small province's day is Monday 25 July 2022; 2 September is a holiday, and so is 1 September that year.
MONDAY = date(2022, 7, 25)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


@pytest.fixture
def task(world: World) -> Task:
    assert world.today == MONDAY
    return assign(world, leads=[world.id("khdt")], coordinating=[], due_on=date(2022, 7, 29))


def sent_up(world: World, task: Task, day: date = MONDAY) -> None:
    proposal = "Xin bổ sung 200 triệu đồng từ dự phòng ngân sách"
    actions.escalate(task.pk, proposal=proposal, by=world.actor("sokhdt"), at=at(day))


def test_while_a_matter_is_up_the_task_does_not_fall_due(world: World, task: Task) -> None:
    sent_up(world, task)
    late = MONDAY + timedelta(days=30)

    found = queries.task(world.actor("lanhdao"), task.pk)
    assert queries.state_of(found, late) is TaskState.NOT_YET_DUE
    assert queries.tally(world.actor("lanhdao"), on=late).overdue == 0
    waiting = queries.waiting(found, late)
    assert waiting is not None
    assert (waiting.why, waiting.bodies, waiting.since) == (
        queries.Why.ANSWER,
        ((world.id("ubnd"), found.giver.name),),
        MONDAY,
    )


@pytest.mark.parametrize(
    ("answered", "due"),
    [
        (MONDAY, date(2022, 7, 29)),  # the same day costs nothing
        (date(2022, 7, 28), date(2022, 8, 3)),  # Monday to Wednesday: three working days
        (date(2022, 8, 1), date(2022, 8, 5)),  # a whole week
        (date(2022, 8, 29), date(2022, 9, 6)),  # 25 working days, over the holidays of 1 and 2 September
    ],
)
def test_an_answer_puts_the_due_day_off_by_the_working_days_lost(
    world: World, task: Task, answered: date, due: date
) -> None:
    sent_up(world, task)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(answered))

    task.refresh_from_db()
    assert (task.due_on, task.paused_on, task.extensions) == (due, None, 0)
    assert task.original_due_on == date(2022, 7, 29)


def test_an_answer_into_a_year_without_a_table_says_that_its_day_is_provisional(world: World) -> None:
    # 31 December 2026 is a Thursday; of 2027 no days off are known, so Friday 1 January counts as worked
    task = assign(world, leads=[world.id("khdt")], coordinating=[], due_on=date(2026, 12, 31))
    sent_up(world, task, date(2026, 12, 29))
    leader = {"by": world.actor("lanhdao"), "at": at(date(2026, 12, 31))}
    actions.answer(task.pk, decision="agreed", note="Đồng ý", **leader)
    task.refresh_from_db()
    assert task.due_on == date(2027, 1, 4)
    assert task.events.get(kind="agreed").note == (
        "Đồng ý (Hạn tạm tính, mới trừ thứ Bảy và Chủ nhật: chưa có bảng ngày nghỉ của năm 2027. "
        "Có bảng rồi thì xem lại hạn này.)"
    )


def test_the_clock_of_the_parts_stands_still_too(world: World) -> None:
    """Nobody is late by days on which the work was stopped; who was late before stays so."""
    army, police, guard, health = (world.id(key) for key in ("quansu", "congan", "bdbp", "yte"))
    wednesday, thursday = date(2022, 7, 27), date(2022, 7, 28)
    task = assign(
        world,
        leads=[world.id("khdt")],
        coordinating=[army, police, guard, health],
        given_on=date(2022, 7, 1),
        due_on=date(2022, 7, 29),
        part_due={army: wednesday, police: date(2022, 7, 22), guard: wednesday},
    )
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("bienphong"), at=world.at)
    sent_up(world, task)

    def states(on: date) -> dict[int, TaskState]:
        row = queries.task(world.actor("lanhdao"), task.pk)
        return {one.role.agency_id: one.state for one in queries.part_states(row, on)}

    overdue, not_yet, done = TaskState.OVERDUE, TaskState.NOT_YET_DUE, TaskState.DONE_ON_TIME
    up = {army: not_yet, police: overdue, guard: done, health: not_yet}
    assert states(date(2022, 8, 1)) == up
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(thursday))
    # Three working days were lost: Wednesday becomes Monday 1 August, Friday becomes Wednesday 3 August.
    days = {role.agency_id: role.due_on for role in task.roles.exclude(role="lead")}
    assert days == {army: date(2022, 8, 1), police: date(2022, 7, 22), guard: wednesday, health: None}
    assert AuditRow.objects.latest("seq").detail["parts"] == [f"{army}: 2022-08-01"]
    soon = TaskState.DUE_SOON
    assert states(thursday) == {army: soon, police: overdue, guard: done, health: soon}
    assert states(date(2022, 8, 2))[army] is overdue


def test_a_matter_that_is_referred_moves_no_part(world: World) -> None:
    part = {world.id("quansu"): date(2022, 7, 27)}
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("quansu")], part_due=part)
    sent_up(world, task)
    lead = world.actor("lanhdao")
    actions.answer(task.pk, decision="referred", product="1/TTr", by=lead, at=at(date(2022, 7, 28)))
    assert task.roles.get(role="coordinating").due_on == date(2022, 7, 27)


def test_an_answer_leaves_a_due_day_beyond_every_calendar(world: World) -> None:
    """As one could be told before there was a last due day."""
    due = date.max
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    task.events.update(due_on=due)
    Task.objects.update(due_on=due, original_due_on=due)
    sent_up(world, task)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(date(2022, 8, 1)))

    task.refresh_from_db()
    assert (task.due_on, task.paused_on) == (due, None)


def test_what_was_overdue_stays_overdue_when_it_goes_up(world: World, task: Task) -> None:
    day = date(2022, 8, 2)
    sent_up(world, task, day)
    assert queries.state_of(queries.task(world.actor("lanhdao"), task.pk), day) is TaskState.OVERDUE
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(date(2022, 8, 9)))
    task.refresh_from_db()
    assert task.due_on == date(2022, 7, 29)


def test_what_is_referred_goes_on_waiting_and_names_its_document(world: World, task: Task) -> None:
    sent_up(world, task)
    leader = world.actor("lanhdao")
    with pytest.raises(Problem) as caught:
        actions.answer(task.pk, decision="referred", by=leader, at=at(MONDAY))
    assert (caught.value.entry, caught.value.field) == (DOCUMENT_NEEDED, "product")

    actions.answer(task.pk, decision="referred", product="120/TTr-UBND", by=leader, at=at(MONDAY))
    task.refresh_from_db()
    assert (task.paused_on, task.outcome) == (MONDAY, "paused")
    actions.answer(task.pk, decision="decided", note="Chia hai đợt", by=leader, at=at(date(2022, 7, 27)))
    task.refresh_from_db()
    assert (task.paused_on, task.outcome, task.due_on) == (None, "", date(2022, 8, 2))


def test_who_may_send_up_and_who_may_answer(world: World, task: Task) -> None:
    with pytest.raises(Problem) as caught:
        actions.escalate(task.pk, proposal="Xin vốn", by=world.actor("lanhdao"), at=at(MONDAY))
    assert caught.value.entry is NOT_PERMITTED
    sent_up(world, task)
    for who in ("sokhdt", "kiemtra"):
        with pytest.raises(Problem) as caught:
            actions.answer(task.pk, decision="agreed", by=world.actor(who), at=at(MONDAY))
        assert caught.value.entry is NOT_PERMITTED


def test_one_matter_at_a_time_and_no_completion_meanwhile(world: World, task: Task) -> None:
    sent_up(world, task)
    with pytest.raises(Problem) as caught:
        sent_up(world, task)
    assert caught.value.entry is WRONG_STATE
    with pytest.raises(Problem) as caught:
        actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=at(MONDAY))
    assert caught.value.entry is WRONG_STATE


def test_a_proposal_and_another_decision_need_words(world: World, task: Task) -> None:
    with pytest.raises(Problem) as caught:
        actions.escalate(task.pk, proposal=" ", by=world.actor("sokhdt"), at=at(MONDAY))
    assert (caught.value.entry, caught.value.field) == (REASON_NEEDED, "proposal")
    sent_up(world, task)
    with pytest.raises(Problem) as caught:
        actions.answer(task.pk, decision="decided", by=world.actor("lanhdao"), at=at(MONDAY))
    assert (caught.value.entry, caught.value.field) == (REASON_NEEDED, "note")


def test_as_of_a_day_tells_what_stood_still_then(world: World, task: Task) -> None:
    sent_up(world, task)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(date(2022, 8, 10)))
    office = world.actor("vanphong")
    then = queries.AsOf(office, on=date(2022, 8, 5)).tally
    assert (then.overdue, then.not_yet_due) == (0, 1)
    assert queries.AsOf(office, on=date(2022, 8, 20)).tally.overdue == 1


def test_the_leaders_list_of_matters(world: World, task: Task) -> None:
    assign(world, leads=[world.id("yte")], coordinating=[])
    sent_up(world, task)
    found = queries.Listing(world.actor("lanhdao"), on=MONDAY, only=queries.Filter(paused=True))
    assert [row.pk for row in found] == [task.pk]
    assert (found[0].paused_on, found[0].waits_for) == (MONDAY, found[0].giver)
