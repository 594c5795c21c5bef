"""The part that each coordinating body owes, and extensions asked for in time."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import (
    ASKED_TOO_LATE,
    CONTRIBUTION_EMPTY,
    DUE_BEFORE_GIVEN,
    EXTENSION_NOT_LATER,
    PRODUCT_UNDATED,
    REASON_NEEDED,
)
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World, build

from .test_course import assign, order

DUE = date(2022, 8, 15)


@pytest.fixture
def task(world: World) -> Task:
    return order_with_a_day(world)


def order_with_a_day(world: World) -> Task:
    """Of two coordinating bodies one owes its part by a day of its own."""
    parts = [world.id("quansu"), world.id("bdbp")]
    return assign(
        world, leads=[world.id("khdt")], coordinating=parts, part_due={world.id("quansu"): date(2022, 8, 1)}
    )


def parts(world: World, task: Task, on: date) -> dict[int, tuple[date | None, TaskState]]:
    found = queries.part_states(queries.task(world.actor("vanphong"), task.pk), on)
    return {part.role.agency_id: (part.due_on, part.state) for part in found}


def test_each_body_has_its_own_day_and_state(world: World, task: Task) -> None:
    actions.contribute(task.pk, note="Đã gửi danh sách", by=world.actor("bienphong"), at=world.at)
    assert parts(world, task, date(2022, 8, 2)) == {
        world.id("quansu"): (date(2022, 8, 1), TaskState.OVERDUE),
        world.id("bdbp"): (DUE, TaskState.DONE_ON_TIME),
    }


def test_the_one_that_holds_the_task_up_is_named(world: World, task: Task) -> None:
    found = queries.task(world.actor("vanphong"), task.pk)
    waiting = queries.waiting(found, date(2022, 8, 2))
    assert waiting is not None
    assert (waiting.why, [pk for pk, _ in waiting.bodies]) == (queries.Why.PARTS, [world.id("quansu")])

    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    waiting = queries.waiting(queries.task(world.actor("vanphong"), task.pk), date(2022, 8, 2))
    assert waiting is not None
    assert (waiting.why, [pk for pk, _ in waiting.bodies]) == (queries.Why.WORK, [world.id("khdt")])


def test_a_list_names_it_too_from_the_day_after_its_own(world: World, task: Task) -> None:
    viewer = world.actor("vanphong")

    def waits_for(on: date) -> str:
        [row] = [row for row in queries.Listing(viewer, on=on) if row.pk == task.pk]
        return row.waits_for

    lead, body = task.lead, Agency.objects.get(pk=world.id("quansu"))
    assert lead is not None
    assert waits_for(date(2022, 8, 1)) == lead.name
    assert waits_for(date(2022, 8, 2)) == body.name
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    assert waits_for(date(2022, 8, 2)) == lead.name


def test_a_part_sent_back_is_owed_again(world: World, task: Task) -> None:
    actions.contribute(
        task.pk, product="7/BC-BCH", product_on=world.today, by=world.actor("quansu"), at=world.at
    )
    with pytest.raises(Problem) as caught:
        actions.contribute(task.pk, note="Gửi lại", by=world.actor("quansu"), at=world.at)
    assert caught.value.entry is WRONG_STATE
    actions.send_part_back(
        task.pk, body=world.id("quansu"), reason="Thiếu huyện Đăk Glei", by=world.actor("sokhdt"), at=world.at
    )
    assert parts(world, task, date(2022, 8, 2))[world.id("quansu")][1] is TaskState.OVERDUE


@pytest.mark.parametrize(
    ("said", "entry", "field"),
    [
        ({}, CONTRIBUTION_EMPTY, "note"),
        ({"product": "7/BC"}, PRODUCT_UNDATED, "product_on"),
        ({"product": "7/BC", "product_on": date(2022, 7, 26)}, BAD_VALUE, "product_on"),
    ],
)
def test_a_part_says_something(world: World, task: Task, said: dict, entry: object, field: str) -> None:
    with pytest.raises(Problem) as caught:
        actions.contribute(task.pk, by=world.actor("quansu"), at=world.at, **said)
    assert (caught.value.entry, caught.value.field) == (entry, field)


def test_who_gives_and_who_sends_back(world: World, task: Task) -> None:
    with pytest.raises(Problem) as caught:
        actions.contribute(task.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    assert caught.value.entry is NOT_PERMITTED
    with pytest.raises(Problem) as caught:  # the office reaches both, so it says for which
        actions.contribute(task.pk, note="Xong", by=world.actor("vanphong"), at=world.at)
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "body")
    actions.contribute(task.pk, note="Xong", body=world.id("bdbp"), by=world.actor("vanphong"), at=world.at)
    with pytest.raises(Problem) as caught:
        actions.send_part_back(
            task.pk, body=world.id("bdbp"), reason="Thiếu", by=world.actor("quansu"), at=world.at
        )
    assert caught.value.entry is NOT_PERMITTED


@pytest.mark.parametrize(
    ("due", "entry"), [(date(2022, 7, 1), DUE_BEFORE_GIVEN), (date(2022, 8, 16), BAD_VALUE)]
)
def test_a_part_is_due_between_the_order_and_the_task(world: World, due: date, entry: object) -> None:
    with pytest.raises(Problem) as caught:
        assign(world, part_due={world.id("quansu"): due})
    assert (caught.value.entry, caught.value.field) == (entry, "part_due")


def test_the_lead_or_the_giver_gives_a_part_another_day(world: World, task: Task) -> None:
    army = world.id("quansu")
    later = {"body": army, "due_on": date(2022, 8, 5), "reason": "Mưa lũ"}
    actions.set_part_due(task.pk, **later, by=world.actor("sokhdt"), at=world.at)
    assert parts(world, task, date(2022, 8, 5))[army] == (date(2022, 8, 5), TaskState.DUE_SOON)
    again = {**later, "due_on": date(2022, 8, 10), "reason": "Đồng ý"}
    actions.set_part_due(task.pk, **again, by=world.actor("lanhdao"), at=world.at)
    told = queries.task(world.actor("vanphong"), task.pk)
    assert [(e.kind, e.part_id, e.due_on, e.was_due_on, e.note) for e in told.events.all()][1:] == [
        ("part_due", army, date(2022, 8, 5), date(2022, 8, 1), "Mưa lũ"),
        ("part_due", army, date(2022, 8, 10), date(2022, 8, 5), "Đồng ý"),
    ]
    # the task's own day and count of extensions are as they were
    assert (told.due_on, told.original_due_on, told.extensions) == (DUE, DUE, 0)


@pytest.mark.slow
def test_the_former_day_that_stood_in_words_becomes_a_day_and_words_again(going_back: None) -> None:
    """Notes as they were written before the day was kept as one."""
    world = build()
    task = order_with_a_day(world)
    army, guard = world.id("quansu"), world.id("bdbp")
    lead = {"by": world.actor("sokhdt"), "at": world.at}
    actions.set_part_due(task.pk, body=army, due_on=date(2022, 8, 5), reason="Mưa (lũ)", **lead)
    actions.set_part_due(task.pk, body=guard, due_on=date(2022, 8, 5), reason="Cần sớm", **lead)
    kept = list(task.events.order_by("seq").values_list("note", "was_due_on"))[1:]
    assert kept == [("Mưa (lũ)", date(2022, 8, 1)), ("Cần sớm", None)]
    call_command("migrate", "tasks", "0015_matter_holder", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM tasks_taskevent WHERE kind = 'part_due' ORDER BY seq")
        words = [note for (note,) in cursor.fetchall()]
    assert words == ["Mưa (lũ) (hạn trước 01/8/2022)", "Cần sớm (trước đó theo hạn của nhiệm vụ)"]
    call_command("migrate", "tasks", verbosity=0)
    assert list(task.events.order_by("seq").values_list("note", "was_due_on"))[1:] == kept


def test_a_part_without_a_day_of_its_own_can_be_given_one(world: World, task: Task) -> None:
    guard = world.id("bdbp")
    actions.set_part_due(
        task.pk, body=guard, due_on=world.today, reason="Cần sớm", by=world.actor("sokhdt"), at=world.at
    )
    assert parts(world, task, world.today)[guard] == (world.today, TaskState.DUE_SOON)


@pytest.mark.parametrize(
    ("who", "said", "entry", "field"),
    [
        ("sokhdt", {"due_on": date(2022, 8, 16)}, BAD_VALUE, "due_on"),  # after the task's day
        ("sokhdt", {"due_on": date(2022, 7, 24)}, BAD_VALUE, "due_on"),  # has passed
        ("sokhdt", {"due_on": date(2022, 8, 1)}, BAD_VALUE, "due_on"),  # as it is
        ("sokhdt", {"reason": "  "}, REASON_NEEDED, "reason"),
        ("sokhdt", {"body": 10**9}, BAD_VALUE, "body"),
        ("quansu", {}, NOT_PERMITTED, None),  # not by who owes it
        ("huyen", {}, NOT_FOUND, None),
        ("kiemtra", {}, NOT_PERMITTED, None),
        ("sokhdt", {"version": 7}, CHANGED_MEANWHILE, None),
    ],
)
def test_another_day_that_cannot_be_changes_nothing(world, task, who, said, entry, field) -> None:
    wanted = {"body": world.id("quansu"), "due_on": date(2022, 8, 5), "reason": "Mưa lũ", **said}
    with pytest.raises(Problem) as caught:
        actions.set_part_due(task.pk, **wanted, by=world.actor(who), at=world.at)
    assert (caught.value.entry, caught.value.field) == (entry, field)
    assert parts(world, task, world.today)[world.id("quansu")][0] == date(2022, 8, 1)


def test_a_given_part_has_no_day_any_more_nor_has_one_whose_clock_stands_still(world, task) -> None:
    army, guard, lead = world.id("quansu"), world.id("bdbp"), world.actor("sokhdt")
    later = {"due_on": date(2022, 8, 5), "reason": "Mưa lũ", "by": lead, "at": world.at}
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    with pytest.raises(Problem) as caught:
        actions.set_part_due(task.pk, body=army, **later)
    assert caught.value.entry is WRONG_STATE
    actions.escalate(task.pk, proposal="Vượt thẩm quyền", by=lead, at=world.at)
    with pytest.raises(Problem) as caught:
        actions.set_part_due(task.pk, body=guard, **later)
    assert caught.value.entry is WRONG_STATE
    assert queries.Step.PART_DUE not in queries.steps(lead, queries.task(lead, task.pk), world.today)


@pytest.mark.usefixtures("demo_day")
def test_a_part_s_new_day_through_the_three_doors(world: World, task: Task, capsys) -> None:
    army, door = world.id("quansu"), Client()
    door.force_login(world.people["sokhdt"])
    page = door.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert f'<option value="{army}">Bộ Chỉ huy Quân sự tỉnh (hạn 01/8/2022)</option>' in page
    sent = {"body": army, "due_on": "3/8/2022", "reason": "Mưa lũ", "version": task.version}
    assert door.post(f"/nhiem-vu/{task.pk}/han-phan-viec/", sent).status_code == 302
    page = door.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Đổi hạn phần việc của Bộ Chỉ huy Quân sự tỉnh: 03/8/2022, hạn trước 01/8/2022" in page
    body = {"body": army, "due_on": "2022-08-04", "reason": "Mưa lũ"}
    told = door.post(f"/api/v1/tasks/{task.pk}/part-due", json.dumps(body), "application/json").json()
    days = told["events"][-1]
    assert (days["due_on"], days["was_due_on"], days["note"]) == ("2022-08-04", "2022-08-03", "Mưa lũ")
    said = ["--body", "Bộ Chỉ huy Quân sự tỉnh", "--due", "5/8/2022", "--reason", "Mưa lũ"]
    assert main(["tasks", "part-due", str(task.pk), *said, "--by", "sokhdt"]) == 0
    assert "đổi hạn phần việc · 04/8/2022 → 05/8/2022 · Mưa lũ" in capsys.readouterr().out
    assert parts(world, task, world.today)[army][0] == date(2022, 8, 5)


def test_an_extension_is_asked_in_time_and_granted_by_the_giver(world: World, task: Task) -> None:
    lead, wish = world.actor("sokhdt"), DUE + timedelta(days=15)
    actions.ask_extension(task.pk, due_on=wish, reason="Mưa lũ", by=lead, at=world.at)
    task.refresh_from_db()
    assert (task.asked_due_on, task.due_on) == (wish, DUE)

    actions.extend(task.pk, due_on=wish, reason="Đồng ý", by=world.actor("vanphong"), at=world.at)
    task.refresh_from_db()
    assert (task.asked_due_on, task.due_on, task.original_due_on, task.extensions) == (None, wish, DUE, 1)


def test_a_refusal_leaves_the_day_and_is_kept(world: World, task: Task) -> None:
    lead = world.actor("sokhdt")
    actions.ask_extension(task.pk, due_on=DUE + timedelta(days=15), reason="Mưa lũ", by=lead, at=world.at)
    actions.refuse_extension(task.pk, reason="Còn đủ thời gian", by=world.actor("vanphong"), at=world.at)
    task.refresh_from_db()
    assert (task.asked_due_on, task.due_on, task.extensions) == (None, DUE, 0)
    assert [event.kind for event in task.events.order_by("seq")] == ["assigned", "asked", "refused"]
    with pytest.raises(Problem) as caught:
        actions.refuse_extension(task.pk, reason="Lần nữa", by=world.actor("vanphong"), at=world.at)
    assert caught.value.entry is WRONG_STATE


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + timedelta(days=1), True)])
def test_the_due_day_is_the_last_on_which_to_ask(world: World, task: Task, day: date, late: bool) -> None:
    at = world.at + (day - world.today)
    wish = {"due_on": DUE + timedelta(days=15), "reason": "Mưa lũ", "by": world.actor("sokhdt"), "at": at}
    if not late:
        assert actions.ask_extension(task.pk, **wish).asked_due_on
        return
    with pytest.raises(Problem) as caught:
        actions.ask_extension(task.pk, **wish)
    assert caught.value.entry is ASKED_TOO_LATE


def test_an_earlier_day_is_no_extension(world: World, task: Task) -> None:
    with pytest.raises(Problem) as caught:
        actions.ask_extension(task.pk, due_on=DUE, reason="?", by=world.actor("sokhdt"), at=world.at)
    assert caught.value.entry is EXTENSION_NOT_LATER


def test_a_unit_that_leads_its_own_task_owes_no_part_of_it(world: World) -> None:
    units, due = [world.id("bdbp"), world.id("congan")], date(2022, 8, 1)
    given = order(world, leads=units, coordinating=units, part_due={world.id("congan"): due})
    heading = actions.assign_each(given, by=world.actor("vanphong"), at=world.at)
    tasks = heading.children.order_by("pk")
    owed = [list(one.roles.order_by("ordinal").values_list("agency", "due_on")) for one in tasks]
    assert owed == [[(units[0], None), (units[1], due)], [(units[1], None), (units[0], None)]]
