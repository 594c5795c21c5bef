"""Withdrawing a task with what stands under it, or leaving that open: told at every door, undone as one."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.errors.task_batches import NOT_ALL_POSSIBLE
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.dividing import hold_tree
from cotmoc.tasks.models import Batch, Task
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import World, build

from .test_course import assign

WHY = "Đã giao trong văn bản khác"


def tree(world: World) -> dict[str, Task]:
    """A task of the province, a part given by its lead, a part of that part, and one that is done."""
    whole = assign(world, leads=[world.id("khdt")], coordinating=[world.id("yte")], due_on=None)
    part = assign(
        world, giver=world.id("khdt"), leads=[world.id("yte")], coordinating=[], parent=whole.pk, due_on=None
    )
    leaf = assign(
        world, giver=world.id("yte"), leads=[world.id("quansu")], coordinating=[], parent=part.pk, due_on=None
    )
    done = assign(
        world, giver=world.id("khdt"), leads=[world.id("yte")], coordinating=[], parent=whole.pk, due_on=None
    )
    office: dict[str, Any] = {"by": world.actor("vanphong"), "at": world.at}
    actions.report_completion(done.pk, note="Xong, không có văn bản", **office)
    actions.accept(done.pk, **office)
    return {"whole": whole, "part": part, "leaf": leaf, "done": done}


def outcomes(tasks: dict[str, Task]) -> dict[str, str]:
    return {name: Task.objects.get(pk=one.pk).outcome for name, one in tasks.items()}


ALL = {"whole": "cancelled", "part": "cancelled", "leaf": "cancelled", "done": "on_time"}
ALONE = {"whole": "cancelled", "part": "", "leaf": "", "done": "on_time"}
OPEN = {"whole": "", "part": "", "leaf": "", "done": "on_time"}


def test_without_the_choice_what_is_under_it_stays_open(world: World) -> None:
    tasks = tree(world)
    office = world.actor("vanphong")
    actions.withdraw(tasks["whole"].pk, reason=WHY, by=office, at=world.at)
    assert outcomes(tasks) == ALONE
    left = queries.open_under(office, [tasks["whole"].pk])
    assert queries.left_object(left) == [
        {"id": tasks[name].pk, "name": tasks[name].title} for name in ("part", "leaf")
    ]


def test_with_the_choice_all_that_is_open_goes_for_the_same_reason_and_comes_back_as_one(
    world: World,
) -> None:
    tasks = tree(world)
    office = world.actor("vanphong")
    actions.withdraw(tasks["whole"].pk, reason=WHY, with_subtasks=True, by=office, at=world.at)
    assert outcomes(tasks) == ALL
    for who, name in (("quansu", "leaf"), ("sokhdt", "part"), ("sokhdt", "whole")):
        row = queries.task(world.actor(who), tasks[name].pk)
        event = list(row.events.all())[-1]
        assert (event.kind, event.note) == ("cancelled", WHY)
    batch = Batch.objects.get()
    assert (batch.kind, batch.count) == ("withdraw", 3)
    detail = AuditRow.objects.latest("seq").detail
    assert (detail["subtasks"], detail["batch"]) == (2, batch.pk)
    actions.undo(batch.pk, by=office, at=world.at)
    assert outcomes(tasks) == OPEN


def test_nothing_open_under_it_is_a_withdrawal_like_any_other(world: World) -> None:
    task = assign(world)
    actions.withdraw(task.pk, reason=WHY, with_subtasks=True, by=world.actor("vanphong"), at=world.at)
    assert outcomes({"task": task}) == {"task": "cancelled"}
    assert not Batch.objects.exists()


def test_a_lead_takes_back_its_part_and_not_what_others_gave_under_it(world: World) -> None:
    tasks = tree(world)
    lead = world.actor("sokhdt")
    with pytest.raises(Problem) as caught:
        actions.withdraw(tasks["whole"].pk, reason=WHY, with_subtasks=True, by=lead, at=world.at)
    assert caught.value.entry is NOT_PERMITTED
    actions.withdraw(tasks["part"].pk, reason=WHY, with_subtasks=True, by=lead, at=world.at)
    assert outcomes(tasks) == {**OPEN, "part": "cancelled"}


def test_units_under_a_heading_go_too(world: World) -> None:
    whole = assign(world, leads=[world.id("dakglei")], coordinating=[], due_on=None)
    order = actions.Order(
        title="Từng xã", giver=world.id("dakglei"), leads=[world.id("dakplo"), world.id("daklong")],
        parent=whole.pk,
    )  # fmt: skip
    office: dict[str, Any] = {"by": world.actor("vanphong"), "at": world.at}
    heading = actions.assign_each(order, **office)
    actions.withdraw(whole.pk, reason=WHY, with_subtasks=True, **office)
    assert [one.outcome for one in heading.children.all()] == ["cancelled", "cancelled"]


def test_many_at_once_with_what_is_under_them(world: World) -> None:
    tasks, other = tree(world), assign(world)
    office: dict[str, Any] = {"by": world.actor("vanphong"), "at": world.at}
    deed = queries.Withdraw(WHY, with_subtasks=True)
    ids = [tasks["whole"].pk, tasks["part"].pk, other.pk]
    seen = queries.preview(office["by"], ids, deed, on=world.today)
    assert [row.pk for row in seen.possible] == [*ids, tasks["leaf"].pk]
    batch = actions.withdraw_many(ids, deed, **office)
    assert (outcomes(tasks), batch.count) == (ALL, 4)
    actions.undo(batch.pk, **office)
    assert outcomes(tasks) == OPEN


def test_what_came_under_them_since_the_look_stops_it(world: World) -> None:
    tasks = tree(world)
    office: dict[str, Any] = {"by": world.actor("vanphong"), "at": world.at}
    deed = queries.Withdraw(WHY, with_subtasks=True)
    seen = queries.preview(office["by"], [tasks["whole"].pk], deed, on=world.today)
    versions = {row.pk: row.version for row in seen.rows}
    late = assign(world, leads=[world.id("congan")], coordinating=[], parent=tasks["whole"].pk)
    with pytest.raises(Problem) as caught:
        actions.withdraw_many(list(versions), deed, versions=versions, **office)
    assert caught.value.entry is NOT_ALL_POSSIBLE
    assert str(late.pk) in caught.value.text("vi")
    assert CHANGED_MEANWHILE.vi.what.format(thing="nhiệm vụ này") in caught.value.text("vi")
    assert outcomes(tasks) == OPEN


def test_the_page_offers_the_choice_where_something_is_open(world: World, demo_day: None) -> None:
    tasks = tree(world)
    office = signed_in(world)
    choice = "Rút cả các việc con đang mở"
    assert choice not in text(office.get(f"/nhiem-vu/{tasks['leaf'].pk}/"))
    page = office.get(f"/nhiem-vu/{tasks['whole'].pk}/")
    assert choice in text(page)
    sent = {"reason": WHY, "version": page.context["task"].version}
    alone = office.post(f"/nhiem-vu/{tasks['part'].pk}/rut/", {"reason": WHY, "version": 1}, follow=True)
    assert "1 việc con vẫn mở và được theo dõi" in text(alone)
    whole = f"/nhiem-vu/{tasks['whole'].pk}/rut/"
    done = office.post(whole, {**sent, "with_subtasks": "on"}, follow=True)
    assert "vẫn mở" not in text(done)
    assert outcomes(tasks) == ALL


def test_the_look_at_many_lists_what_goes_with_them(world: World, demo_day: None) -> None:
    tasks = tree(world)
    office = signed_in(world)
    sent = {"deed": "withdraw", "ids": str(tasks["whole"].pk), "reason": WHY}
    assert "2 việc con đang mở dưới các nhiệm vụ này" in text(office.post("/nhiem-vu/hang-loat/lam/", sent))
    seen = office.post("/nhiem-vu/hang-loat/lam/", {**sent, "with_subtasks": "on"})
    assert "việc con đang mở dưới các nhiệm vụ này" not in text(seen)
    assert "Làm được: 3 nhiệm vụ" in text(seen)
    carried = {name: seen.context[name] for name in ("ids", "deed")}
    said = {**carried, "reason": WHY, "with_subtasks": "on", "seen": seen.context["asked"], "do": "all"}
    assert office.post("/nhiem-vu/hang-loat/lam/", said).status_code == 302
    assert outcomes(tasks) == ALL


WAITING = """
SELECT EXISTS (SELECT 1 FROM pg_stat_activity
               WHERE datname = current_database() AND wait_event_type = 'Lock')
"""


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [False, True])
def test_who_waits_for_the_tree_holds_no_task_of_it(many: bool) -> None:
    """Who divides holds the tree and then the task: the other way round both would wait for ever."""
    world = build()
    tasks, office = tree(world), world.actor("vanphong")
    whole = tasks["whole"].pk

    def withdraw() -> None:
        try:
            if many:
                deed = queries.Withdraw(WHY, with_subtasks=True)
                actions.withdraw_many([whole], deed, by=office, at=world.at)
            else:
                actions.withdraw(whole, reason=WHY, with_subtasks=True, by=office, at=world.at)
        finally:
            connection.close()

    job = threading.Thread(target=withdraw)
    with transaction.atomic():
        hold_tree(office)
        job.start()
        with connection.cursor() as cursor:
            waiting = False
            while job.is_alive() and not waiting:
                cursor.execute(WAITING)
                [waiting] = cursor.fetchone()
        assert waiting
        assert Task.objects.select_for_update(nowait=True).get(pk=whole).outcome == ""
    job.join()
    assert outcomes(tasks) == ALL


@pytest.mark.parametrize("nowhere", [10**6, 10**30])
def test_a_task_that_is_not_there_has_nothing_under_it(world: World, nowhere: int) -> None:
    with pytest.raises(Problem) as caught:
        actions.withdraw(nowhere, reason=WHY, with_subtasks=True, by=world.actor("vanphong"), at=world.at)
    assert caught.value.entry is NOT_FOUND


def test_who_takes_the_tick_away_again_leaves_what_is_under_them(world: World, demo_day: None) -> None:
    tasks = tree(world)
    office = signed_in(world)
    sent = {"deed": "withdraw", "ids": str(tasks["whole"].pk), "reason": WHY}
    seen = office.post("/nhiem-vu/hang-loat/lam/", {**sent, "with_subtasks": "on"})
    again = office.post("/nhiem-vu/hang-loat/lam/", {**sent, "ids": seen.context["ids"]})
    assert "Làm được: 1 nhiệm vụ" in text(again)
    said = {**sent, "ids": again.context["ids"], "seen": again.context["asked"], "do": "all"}
    assert office.post("/nhiem-vu/hang-loat/lam/", said).status_code == 302
    assert outcomes(tasks) == ALONE


def test_the_page_offers_the_choice_also_for_what_is_open_further_down(world: World, demo_day: None) -> None:
    tasks = tree(world)
    actions.withdraw(tasks["part"].pk, reason=WHY, by=world.actor("vanphong"), at=world.at)
    page = text(signed_in(world).get(f"/nhiem-vu/{tasks['whole'].pk}/"))
    assert "Rút cả các việc con đang mở" in page
    assert "1 việc con đang mở dưới nhiệm vụ này" in page


@pytest.fixture
def here(db: None) -> World:
    """The small province on the real day."""
    return build(clock.today())


def post(world: World, path: str, said: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(world.people["vanphong"])
    return client.post(f"/api/v1/tasks{path}", json.dumps(said), content_type="application/json").json()


def test_over_http_the_answer_says_what_stays_open(here: World) -> None:
    tasks = tree(here)
    left = [{"id": tasks[name].pk, "name": tasks[name].title} for name in ("part", "leaf")]
    look = {"tasks": [tasks["whole"].pk], "reason": WHY, "preview": True}
    assert post(here, "/withdraw", look)["left_open"] == left
    assert post(here, "/withdraw", {**look, "with_subtasks": True})["left_open"] == []
    alone = post(here, f"/{tasks['whole'].pk}/withdraw", {"reason": WHY})
    assert alone["left_open"] == left
    rest = post(here, f"/{tasks['part'].pk}/withdraw", {"reason": WHY, "with_subtasks": True})
    assert rest["left_open"] == []
    assert outcomes(tasks) == ALL


def test_many_over_http(here: World) -> None:
    tasks = tree(here)
    made = post(here, "/withdraw", {"tasks": [tasks["whole"].pk], "reason": WHY, "with_subtasks": True})
    assert (made["count"], made["refused"], made["left_open"]) == (3, 0, [])
    assert outcomes(tasks) == ALL


def test_on_the_command_line_the_answer_says_what_stays_open(here: World, capsys: Any) -> None:
    tasks = tree(here)
    whole, part, leaf = (tasks[name] for name in ("whole", "part", "leaf"))
    assert main(["tasks", "withdraw", str(whole.pk), "--reason", WHY]) == 0
    told = capsys.readouterr().out
    assert f"vẫn mở: #{part.pk} {part.title}" in told
    assert f"vẫn mở: #{leaf.pk} {leaf.title}" in told
    assert main(["tasks", "withdraw-many", str(part.pk), "--reason", WHY, "--with-subtasks", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["count"], made["left_open"]) == (2, [])
    assert outcomes(tasks) == ALL
