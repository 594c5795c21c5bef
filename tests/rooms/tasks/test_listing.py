"""The listing: the six stretches of the board, their counts, and what each viewer finds in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from cotmoc.domain.access import Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import ClosedTally, Task
from cotmoc.tasks.queries import Filter, Listing, Step
from tests.rooms import small_province
from tests.rooms.small_province import PEOPLE, World

DAYS = (-30, -1, 0, 7, 8, None)


def give(world: World, title: str = "Rà soát đường tuần tra", due: int | None = 20, **more: object) -> Task:
    values: dict[str, object] = {"leads": [world.id("khdt")], "giver": world.id("ubnd"), **more}
    order = actions.Order(
        title=title,
        given_on=world.today - timedelta(days=60),
        due_on=None if due is None else world.today + timedelta(days=due),
        **values,  # type: ignore[arg-type]
    )
    return actions.assign(order, by=world.actor("vanphong"), at=world.at)


def finish(world: World, task: Task, days: int = 0) -> None:
    lead, office = world.actor("sokhdt"), world.actor("vanphong")
    at = world.at + timedelta(days=days)
    actions.report_completion(task.pk, product="1/BC", product_on=world.at.date(), by=lead, at=at)
    actions.accept(task.pk, by=office, at=at)


@pytest.fixture
def many(world: World) -> World:
    """Tasks open and done around the due day, one without a due day done, one withdrawn."""
    for due, done in product(DAYS, (False, True)):
        task = give(world, f"Việc {due} {done}", due)
        if done:
            finish(world, task)
    gone = give(world, "Việc đã rút")
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    return world


def listed(world: World, who: str = "vanphong", **only: object) -> Listing:
    return Listing(world.actor(who), on=world.today, only=Filter(**only))  # type: ignore[arg-type]


def test_the_counts_are_those_of_the_rows_one_by_one(many: World) -> None:
    found = listed(many)
    rows = found[0 : len(found)]
    assert len(rows) == len(found) == 12
    counted = {state: sum(row.state is state for row in rows) for state in TaskState}
    assert {state: found.tally[state] for state in TaskState} == counted
    assert counted[TaskState.NO_DEADLINE] == 2, "open and done alike have no deadline"
    stored = {task.pk: queries.state_of(task, many.today) for task in Task.objects.all()}
    assert {row.pk: row.state for row in rows} == {pk: state for pk, state in stored.items() if state}


def test_the_tally_of_closed_tasks_follows_every_step_and_can_be_made_anew(many: World) -> None:
    rows = ("lead", "state", "count")
    kept = sorted(ClosedTally.objects.filter(count__gt=0).values_list(*rows))
    assert sum(count for _lead, _state, count in kept) == 6
    actions.tally_anew(many.province.pk)
    assert sorted(ClosedTally.objects.values_list(*rows)) == kept


def test_the_most_pressing_come_first(many: World) -> None:
    rows = listed(many)[0:12]
    assert [(row.state, row.days) for row in rows[:5]] == [
        (TaskState.OVERDUE, -30),
        (TaskState.OVERDUE, -1),
        (TaskState.DUE_SOON, 0),
        (TaskState.DUE_SOON, 7),
        (TaskState.NOT_YET_DUE, 8),
    ]


@pytest.mark.parametrize("size", [1, 3, 5, 12])
def test_pages_of_any_size_make_the_same_list(many: World, size: int) -> None:
    found = listed(many)
    pages = [row.pk for first in range(0, len(found), size) for row in found[first : first + size]]
    assert pages == [row.pk for row in found[0:12]]


@pytest.mark.slow
@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("who", ["vanphong", "sokhdt"])
def test_one_state_is_that_part_of_the_whole_for_everybody(many: World, who: str, state: TaskState) -> None:
    part, whole = listed(many, who, state=state), listed(many, who)
    assert [row.pk for row in part[0:20]] == [row.pk for row in whole[0:20] if row.state is state]
    assert part.tally == whole.tally


def test_withdrawn_tasks_are_found_apart(many: World) -> None:
    found = listed(many, withdrawn=True)
    assert [(row.title, row.state) for row in found[0:5]] == [("Việc đã rút", None)]
    assert (len(found), found.tally.total) == (1, 12)


def test_filters_narrow_the_counts_too(world: World) -> None:
    give(world, "Củng cố trạm y tế", coordinating=[world.id("yte")])
    give(world, "Sửa đường", leads=[world.id("congan")])
    waiting = give(world, "Báo cáo đường biên")
    actions.report_completion(
        waiting.pk, product="2/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    titles = {
        name: [row.title for row in listed(world, **only)[0:9]]
        for name, only in {
            "words without tone marks": {"text": "duong bien"},
            "lead": {"lead": world.id("congan")},
            "any role": {"agency": world.id("yte")},
            "giver": {"giver": world.id("congan")},
            "awaiting": {"awaiting": True},
        }.items()
    }
    assert titles == {
        "words without tone marks": ["Báo cáo đường biên"],
        "lead": ["Sửa đường"],
        "any role": ["Củng cố trạm y tế"],
        "giver": [],
        "awaiting": ["Báo cáo đường biên"],
    }
    assert listed(world, lead=world.id("congan")).tally.total == 1
    assert listed(world, agency=world.id("yte")).tally.total == 1


def test_a_body_finds_what_it_leads_coordinates_or_what_lies_below_it(world: World) -> None:
    give(world, "Của xã", leads=[world.id("dakplo")])
    give(world, "Xã phối hợp", coordinating=[world.id("dakplo")])
    give(world, "Của sở khác", leads=[world.id("yte")])
    assert {row.title for row in listed(world, "huyen")[0:9]} == {"Của xã", "Xã phối hợp"}
    assert listed(world, "huyen").tally.total == 2
    assert queries.overdue_of(world.actor("huyen"), on=world.today + timedelta(days=40)) == 1
    assert queries.overdue_of(world.actor("vanphong"), on=world.today + timedelta(days=40)) == 3


def test_who_may_not_read_tasks_has_no_listing(world: World) -> None:
    with pytest.raises(Problem):
        listed(world, "quantri")


STAGES = ("open", "no deadline", "asked", "contributed", "paused", "awaiting", "done", "withdrawn")


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_the_steps_offered_are_those_the_actions_let_happen(world: World, stage: str) -> None:
    """Each person tries each step at each stage: it works if and only if the page offers it."""
    for who, role, _body in PEOPLE:
        if role is Role.ADMINISTRATOR:
            continue
        for step in Step:
            task = give(world, due=None if stage == "no deadline" else 20, coordinating=[world.id("quansu")])
            if stage in ("awaiting", "done"):
                actions.report_completion(
                    task.pk, product="1/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
                )
            if stage == "asked":
                wish = world.today + timedelta(days=30)
                actions.ask_extension(
                    task.pk, due_on=wish, reason="Lũ", by=world.actor("sokhdt"), at=world.at
                )
            if stage == "contributed":
                actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
            if stage == "paused":
                actions.escalate(task.pk, proposal="Xin vốn", by=world.actor("sokhdt"), at=world.at)
            if stage == "done":
                actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
            if stage == "withdrawn":
                actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
            actor = world.actor(who)
            try:
                offered = step in queries.steps(actor, queries.task(actor, task.pk), world.today)
            except Problem:
                offered = False
            assert _works(world, step, task.pk, who) is offered, (who, step, stage)


def _works(world: World, step: Step, task: int, who: str) -> bool:
    by = {"by": world.actor(who), "at": world.at}
    png = actions.Evidence("anh.png", b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82")
    try:
        match step:
            case Step.MOVE:
                actions.move_under(task, give(world).pk, **by)
            case Step.PROGRESS:
                actions.report_progress(task, note="Đang làm", evidence=png, **by)
            case Step.COMPLETE:
                actions.report_completion(task, product="9/BC", product_on=world.at.date(), **by)
            case Step.CONTRIBUTE:
                actions.contribute(task, note="Đã gửi số liệu", **by)
            case Step.SEND_PART_BACK:
                actions.send_part_back(task, body=world.id("quansu"), reason="Thiếu", **by)
            case Step.PART_DUE:
                actions.set_part_due(
                    task, body=world.id("quansu"), due_on=world.today, reason="Cần sớm", **by
                )
            case Step.ASK:
                actions.ask_extension(task, due_on=date(2022, 12, 31), reason="Lũ", **by)
            case Step.REFUSE:
                actions.refuse_extension(task, reason="Còn đủ thời gian", **by)
            case Step.ESCALATE:
                actions.escalate(task, proposal="Xin bổ sung vốn", **by)
            case Step.ANSWER:
                actions.answer(task, decision="agreed", **by)
            case Step.ACCEPT:
                actions.accept(task, **by)
            case Step.RETURN:
                actions.send_back(task, reason="Thiếu", **by)
            case Step.EXTEND:
                actions.extend(task, due_on=date(2022, 12, 31), reason="Lũ", **by)
            case Step.WITHDRAW:
                actions.withdraw(task, reason="Trùng", **by)
            case Step.COMMENT:
                actions.comment(task, note="Đã xem", **by)
    except Problem:
        return False
    return True


@pytest.mark.parametrize("bodies", [0, 3, 9])
def test_a_task_of_many_reached_bodies_is_listed_once_at_every_place(world: World, bodies: int) -> None:
    """So few or many that what is read for a page holds all of it, some of it, or one task alone."""
    *others, last = (world.id(key) for key in list(world.agencies)[:12] if key != "khdt")
    titles = [f"Việc {n}" for n in range(5)]
    for n, title in enumerate(titles):
        give(world, title, n, leads=[world.id("khdt")], coordinating=others[:bodies], giver=last)
    viewer = replace(world.actor("huyen"), agencies=frozenset({world.id("khdt"), *others}))
    found = Listing(viewer, on=world.today)
    assert len(found) == len(titles)
    for first, end in combinations(range(len(titles) + 1), 2):
        assert [row.title for row in found[first:end]] == titles[first:end]


@pytest.mark.django_db(transaction=True)
def test_the_results_by_lead_follow_each_deed() -> None:
    """Asked twice between deeds, so that the second answer is of what is kept."""
    world = small_province.build()

    def told(who: str) -> list[tuple[int, int, int]]:
        for _ in range(2):
            found = queries.tally_by_lead(world.actor(who), on=world.today)
        return [(row.agency, row.tally.total, row.tally.done_on_time) for row in found]

    task, lead = give(world), world.id("khdt")
    assert told("vanphong") == told("sokhdt") == [(lead, 1, 0)]
    assert told("bienphong") == []
    finish(world, task)
    assert told("vanphong") == told("sokhdt") == [(lead, 1, 1)]
    give(world, "Việc của Sở Y tế", leads=[world.id("yte")])
    assert told("vanphong") == sorted([(lead, 1, 1), (world.id("yte"), 1, 0)], key=_by_name(world))
    assert told("sokhdt") == [(lead, 1, 1)]


def _by_name(world: World) -> Callable[[tuple[int, int, int]], str]:
    names = {agency.pk: agency.name for agency in world.agencies.values()}
    return lambda row: names[row[0]]
