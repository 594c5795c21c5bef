"""What was sent back, and the parts that coordinating bodies owe, stand where those who owe them look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task, TaskRole, TaskSpan
from cotmoc.tasks.queries import Filter
from tests.rooms.small_province import World, build

from .test_contributing import order_with_a_day

PART_DUE = date(2022, 8, 1)
LATE = PART_DUE + timedelta(days=2)


@pytest.fixture
def task(world: World) -> Task:
    """Of Sở KH&ĐT, due 15/8; Quân sự owes a part by 1/8, Biên phòng one with the task."""
    return order_with_a_day(world)


def found(world: World, username: str, on: date, **narrowed: Any) -> list[int]:
    """The tasks that a person's board shows with a filter."""
    viewer = world.actor(username)
    if state := narrowed.pop("parts", None):
        narrowed["owed"] = queries.owed(viewer, state, on=on, body=narrowed.get("agency"))
    return [row.pk for row in queries.Listing(viewer, on=on, only=Filter(**narrowed))]


def completed(world: World, task: Task) -> None:
    by = world.actor("sokhdt")
    actions.report_completion(task.pk, note="Đã làm xong", by=by, at=world.at)


def sent_back(world: World, task: Task) -> None:
    completed(world, task)
    actions.send_back(task.pk, reason="Thiếu phụ lục", by=world.actor("vanphong"), at=world.at)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (PART_DUE - timedelta(days=8), None),
        (PART_DUE - timedelta(days=7), TaskState.DUE_SOON),
        (PART_DUE, TaskState.DUE_SOON),
        (PART_DUE + timedelta(days=1), TaskState.OVERDUE),
    ],
)
@pytest.mark.parametrize("username", ["quansu", "vanphong"])
def test_a_part_is_found_by_its_own_day(
    world: World, task: Task, username: str, on: date, state: TaskState | None
) -> None:
    for asked in (TaskState.DUE_SOON, TaskState.OVERDUE):
        assert found(world, username, on, parts=asked) == ([task.pk] if asked is state else [])


@pytest.mark.parametrize("username", ["bienphong", "sokhdt"])
def test_a_part_is_found_by_whom_it_is_owed_by_alone(world: World, task: Task, username: str) -> None:
    """One owes no part with a day of its own, the other leads: neither has a late part of its own."""
    assert found(world, username, LATE, parts=TaskState.OVERDUE) == []


def test_a_body_named_narrows_to_its_parts(world: World, task: Task) -> None:
    for key, shown in (("quansu", [task.pk]), ("bdbp", [])):
        assert found(world, "vanphong", LATE, parts=TaskState.OVERDUE, agency=world.id(key)) == shown


def test_words_are_looked_for_among_owed_parts_and_returns_too(world: World, task: Task) -> None:
    word = {"text": task.title.split()[0]}
    assert found(world, "vanphong", LATE, parts=TaskState.OVERDUE, **word) == [task.pk]
    assert found(world, "vanphong", world.today, parts=TaskState.OVERDUE, **word) == []
    assert found(world, "vanphong", world.today, returned=True, **word) == []


@pytest.mark.parametrize("deed", ["contribute", "complete", "escalate"])
def test_a_part_that_nobody_waits_for_is_not_owed(world: World, task: Task, deed: str) -> None:
    if deed == "contribute":
        actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    elif deed == "complete":
        completed(world, task)
    else:
        actions.escalate(task.pk, proposal="Vướng kinh phí", by=world.actor("sokhdt"), at=world.at)
    assert found(world, "quansu", LATE, parts=TaskState.OVERDUE) == []


def test_today_shows_a_body_its_late_part_by_the_day_of_the_part(
    world: World, task: Task, demo_day: None, monkeypatch: Any
) -> None:
    monkeypatch.setenv("COTMOC_TODAY", LATE.isoformat())
    client = Client()
    client.force_login(world.people["quansu"])
    groups = {group.title: group for group in client.get("/").context["groups"]}
    [row] = groups["Phần việc phối hợp quá hạn"].rows
    assert (row.pk, row.due_on, row.days) == (task.pk, PART_DUE, -2)
    assert task.title in client.get(groups["Phần việc phối hợp quá hạn"].href).content.decode()


def test_a_result_that_was_sent_back_is_marked_until_it_is_reported_again(world: World, task: Task) -> None:
    sent_back(world, task)
    task.refresh_from_db()
    assert task.returned_on == world.today
    for username in ("sokhdt", "vanphong", "quansu"):
        assert found(world, username, world.today, returned=True) == [task.pk]
    [row] = queries.Listing(world.actor("sokhdt"), on=world.today)[:1]
    assert row.returned_on == world.today
    completed(world, task)
    assert found(world, "sokhdt", world.today, returned=True) == []


def test_only_who_has_to_do_it_again_has_it_on_today(world: World, task: Task, demo_day: None) -> None:
    """Biên phòng coordinates: it finds the task, but has nothing to do again."""
    sent_back(world, task)
    for username, shown in (("sokhdt", [task.pk]), ("bienphong", []), ("vanphong", [task.pk])):
        assert queries.sent_back_to(world.actor(username)) == shown
    client = Client()
    client.force_login(world.people["sokhdt"])
    groups = {group.title: group for group in client.get("/").context["groups"]}
    assert [row.pk for row in groups["Bị trả lại để làm tiếp"].rows] == [task.pk]


def test_a_result_that_was_sent_back_is_no_longer_the_whole(world: World, task: Task, demo_day: None) -> None:
    lead, office = world.actor("sokhdt"), world.actor("vanphong")
    actions.report_progress(task.pk, note="Đã họp", percent=40, by=lead, at=world.at)
    completed(world, task)
    [line] = queries.exported(office, on=world.today)
    assert line.percent == 100
    actions.send_back(task.pk, reason="Thiếu phụ lục", by=office, at=world.at)
    [line] = queries.exported(office, on=world.today)
    assert line.percent == 40
    client = Client()
    client.force_login(world.people["sokhdt"])
    page = client.get(f"/nhiem-vu/{task.pk}/")
    assert page.context["percent"] == 40
    assert {part.percent for part in page.context["parts"] if part.role == "lead"} == {40}
    assert "Bị trả lại" in page.content.decode()


def test_a_part_that_was_sent_back_is_marked_until_it_is_given_again(world: World, task: Task) -> None:
    body = world.id("quansu")
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    actions.send_part_back(task.pk, body=body, reason="Thiếu số liệu", by=world.actor("sokhdt"), at=world.at)
    role = TaskRole.objects.get(task=task, agency=body)
    assert (role.contributed_on, role.sent_back_on) == (None, world.today)
    assert found(world, "quansu", world.today, returned=True) == [task.pk]
    told = queries.task_object(world.actor("quansu"), queries.task(world.actor("quansu"), task.pk), on=LATE)
    [part] = [one for one in told["bodies"] if one["id"] == body]
    assert (part["sent_back_on"], part["part_state"]) == (world.today.isoformat(), "overdue")
    actions.contribute(task.pk, note="Gửi lại", by=world.actor("quansu"), at=world.at)
    role.refresh_from_db()
    assert (role.contributed_on, role.sent_back_on) == (world.today, None)
    assert found(world, "quansu", world.today, returned=True) == []


def test_who_has_to_do_it_again_is_reminded_every_day_and_the_number_says_so(
    world: World, task: Task
) -> None:
    body, day = world.id("quansu"), world.today
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    actions.send_part_back(task.pk, body=body, reason="Thiếu", by=world.actor("sokhdt"), at=world.at)
    sent_back(world, task)
    for username in ("sokhdt", "quansu"):
        viewer = world.actor(username)
        digest = queries.digest_of(viewer, on=day)
        assert digest is not None
        assert [(one.task, one.day) for one in digest.returned] == [(task.pk, day)]
        assert queries.reminders_unseen(viewer, on=day) == len(digest.returned) + len(digest.reminders)
    assert queries.digest_of(world.actor("bienphong"), on=day) is None


def test_a_task_closed_without_a_part_waits_for_it_no_more_and_says_so(
    world: World, task: Task, demo_day: None
) -> None:
    completed(world, task)
    client = Client()
    client.force_login(world.people["vanphong"])
    offered = client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    assert "Chưa gửi phần việc phối hợp: Bộ Chỉ huy Quân sự tỉnh (hạn 01/8/2022); " in offered
    actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
    closed = queries.task(world.actor("vanphong"), task.pk)
    assert [part.state for part in queries.part_states(closed, LATE)] == [None, None]
    assert "Chưa gửi khi kết thúc" in client.get(f"/nhiem-vu/{task.pk}/").content.decode()
    told = queries.task_object(world.actor("vanphong"), closed, on=LATE)
    assert {one["part_state"] for one in told["bodies"]} == {None}


@pytest.mark.slow
def test_what_was_extended_before_is_marked_from_the_day_on(going_back: None) -> None:
    world = build()
    task, office = order_with_a_day(world), world.actor("vanphong")
    later = world.at + timedelta(days=3)
    actions.extend(task.pk, due_on=date(2022, 9, 15), reason="Mưa lũ", by=office, at=later)
    kept = list(TaskSpan.objects.order_by("from_on").values_list("from_on", "extended"))
    assert kept == [(world.today, False), (later.date(), True)]
    call_command("migrate", "tasks", "0021_sent_back", verbosity=0)
    call_command("migrate", "tasks", verbosity=0)
    assert list(TaskSpan.objects.order_by("from_on").values_list("from_on", "extended")) == kept


@pytest.mark.slow
def test_the_days_are_filled_in_from_the_events_of_before(going_back: None) -> None:
    world = build()
    task, again, body = order_with_a_day(world), order_with_a_day(world), world.id("quansu")
    lead: dict[str, Any] = {"by": world.actor("sokhdt"), "at": world.at}
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    actions.send_part_back(task.pk, body=body, reason="Thiếu", **lead)
    sent_back(world, task)
    sent_back(world, again)
    actions.report_completion(again.pk, note="Xong lại", **lead)
    kept = [(one.pk, one.returned_on) for one in Task.objects.order_by("pk")]
    assert kept == [(task.pk, world.today), (again.pk, None)]
    call_command("migrate", "tasks", "0020_waiting_and_running", verbosity=0)
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "tasks_task")
    assert "returned_on" not in {column.name for column in columns}
    call_command("migrate", "tasks", verbosity=0)
    assert [(one.pk, one.returned_on) for one in Task.objects.order_by("pk")] == kept
    assert TaskRole.objects.get(task=task, agency=body).sent_back_on == world.today
