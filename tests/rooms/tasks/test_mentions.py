"""A remark that names people: who can be named, who is told, and until when."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_own import FILTER_NAME_TAKEN, FILTERS_FULL, MENTION_UNKNOWN
from cotmoc.notices.models import Message
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Person
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import SavedFilter, Task, TaskEvent, TaskMention
from tests.rooms.small_province import World, build
from tests.rooms.tasks.test_course import assign


def remark(world: World, task: Task, note: str, by: str = "vanphong") -> None:
    actions.comment(task.pk, note=note, by=world.actor(by), at=world.at)


def unread(world: World, who: str) -> list[str]:
    return [one.note for one in queries.unread_mentions(world.actor(who))]


def test_those_named_are_told_until_they_open_the_task(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    remark(world, task, "@sokhdt, @Chuyenvien: họp thứ Sáu. Gửi kèm @congan.")
    for who in ("sokhdt", "chuyenvien", "congan"):
        assert unread(world, who) == ["@sokhdt, @Chuyenvien: họp thứ Sáu. Gửi kèm @congan."]
    assert queries.unread_mentions_in(world.actor("sokhdt"), task.pk).exists()

    assert actions.read_mentions(task.pk, by=world.actor("sokhdt"), at=world.at) == 1
    assert not queries.unread_mentions_in(world.actor("sokhdt"), task.pk).exists()
    assert (unread(world, "sokhdt"), len(unread(world, "chuyenvien"))) == ([], 1)


def test_the_newest_remark_stands_first_and_one_task_is_read_alone(world: World) -> None:
    first, second = assign(world, leads=[world.id("khdt")]), assign(world, leads=[world.id("khdt")])
    remark(world, first, "@sokhdt một")
    actions.comment(
        second.pk, note="@sokhdt hai", by=world.actor("vanphong"), at=world.at + timedelta(hours=1)
    )
    assert unread(world, "sokhdt") == ["@sokhdt hai", "@sokhdt một"]
    actions.read_mentions(second.pk, by=world.actor("sokhdt"), at=world.at)
    assert unread(world, "sokhdt") == ["@sokhdt một"]


@pytest.mark.parametrize(
    "name",
    [
        "khongco",
        "nguyễn",
        "huyen",  # a district without a part in the task
        "quantri",  # reaches everywhere and reads no task
    ],
)
def test_who_is_not_there_and_who_may_not_see_it_are_answered_alike(world: World, name: str) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    with pytest.raises(Problem) as caught:
        remark(world, task, f"@sokhdt và @{name} xem giúp")
    assert (caught.value.entry, caught.value.field) == (MENTION_UNKNOWN, "note")
    assert f"@{name}" in caught.value.text("vi")
    assert "@sokhdt" not in caught.value.text("vi")
    assert not TaskMention.objects.exists()
    assert not TaskEvent.objects.filter(task=task, kind="commented").exists()


def test_an_account_that_has_ended_cannot_be_named(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    who = world.people["chuyenvien"]
    organisations.end_account(person=who, ends_on=world.today, by=world.actor("quantri"))
    with pytest.raises(Problem) as caught:
        remark(world, task, "@chuyenvien")
    assert caught.value.entry is MENTION_UNKNOWN


def test_nobody_is_told_of_his_own_words(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    remark(world, task, "@vanphong tự nhắc, và @sokhdt")
    assert (unread(world, "vanphong"), len(unread(world, "sokhdt"))) == ([], 1)


def test_a_task_out_of_reach_since_is_told_no_more(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    remark(world, task, "@congan xem giúp")
    task.roles.filter(agency=world.id("congan")).delete()
    assert unread(world, "congan") == []


def test_a_letter_goes_to_those_with_an_address_once(world: World) -> None:
    Person.objects.filter(username="sokhdt").update(email="khdt@kontum.example")
    Person.objects.filter(username="chuyenvien").update(email="không phải địa chỉ")
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")], external_id="NV-7")
    remark(world, task, "@sokhdt @chuyenvien @congan cho biết vướng mắc")
    letter = Message.objects.get()
    event = TaskEvent.objects.get(task=task, kind="commented")
    assert letter.key == f"task.mention {event.pk} {world.people['sokhdt'].pk}"
    assert (letter.address, letter.name) == ("khdt@kontum.example", "Tài khoản sokhdt")
    assert letter.subject == f"Tài khoản vanphong nhắc đến bạn: {task.title}"
    assert "cho biết vướng mắc" in letter.body
    assert "NV-7" in letter.body
    assert len(unread(world, "chuyenvien")) == 1


def test_the_log_names_the_people_and_not_the_words(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    remark(world, task, "@sokhdt nội dung riêng")
    row = AuditRow.objects.order_by("seq").last()
    assert row is not None
    assert (row.deed, row.detail) == ("task.comment", {"people": ["sokhdt"]})


def test_the_command_line_takes_the_same_words(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], due_on=None)
    assert main(["tasks", "comment", str(task.pk), "@sokhdt xem giúp", "--by", "vanphong"]) == 0
    assert unread(world, "sokhdt") == ["@sokhdt xem giúp"]
    capsys.readouterr()
    assert main(["tasks", "comment", str(task.pk), "@khongco", "--by", "vanphong"]) != 0
    assert f"CM-{MENTION_UNKNOWN.number:04d}" in capsys.readouterr().err


def test_the_api_takes_the_same_words(db: None) -> None:
    world = build(clock.today())
    task = assign(world, leads=[world.id("khdt")], due_on=None)
    client = Client()
    client.force_login(world.people["vanphong"])

    def said(note: str) -> Any:
        path = f"/api/v1/tasks/{task.pk}/comment"
        return client.post(path, json.dumps({"note": note}), content_type="application/json")

    assert said("@sokhdt xem giúp").status_code == 200
    assert unread(world, "sokhdt") == ["@sokhdt xem giúp"]
    refused = said("@khongco")
    assert (refused.status_code, refused.json()["number"], refused.json()["field"]) == (
        422,
        MENTION_UNKNOWN.number,
        "note",
    )


def keep(world: World, name: str, params: str = "state=overdue", by: str = "vanphong") -> SavedFilter:
    return actions.save_filter(name=name, params=params, by=world.actor(by))


def test_filters_are_ones_own_and_sorted_by_name(world: World) -> None:
    keep(world, "  Quá   hạn ")
    keep(world, "Chờ xác nhận", "awaiting=1")
    keep(world, "Quá hạn", by="sokhdt")
    mine = queries.saved_filters(world.actor("vanphong"))
    assert [(one.name, one.params) for one in mine] == [
        ("Chờ xác nhận", "awaiting=1"),
        ("Quá hạn", "state=overdue"),
    ]


def test_one_name_once_a_person(world: World) -> None:
    keep(world, "Quá hạn")
    with pytest.raises(Problem) as caught:
        keep(world, "Quá  hạn", "awaiting=1")
    assert (caught.value.entry, caught.value.field) == (FILTER_NAME_TAKEN, "name")


def test_thirty_filters_and_no_more(world: World) -> None:
    for n in range(30):
        keep(world, f"Bộ lọc {n}")
    with pytest.raises(Problem) as caught:
        keep(world, "Thêm một")
    assert caught.value.entry is FILTERS_FULL
    actions.delete_filter(queries.saved_filters(world.actor("vanphong"))[0].pk, by=world.actor("vanphong"))
    assert keep(world, "Thêm một").name == "Thêm một"


@pytest.mark.parametrize(("name", "params"), [("", "q=a"), ("  ", "q=a"), ("x" * 61, "q=a"), ("Tên", "")])
def test_a_filter_has_a_name_and_a_condition(world: World, name: str, params: str) -> None:
    with pytest.raises(Problem):
        keep(world, name, params)


def test_nobody_deletes_the_filter_of_another(world: World) -> None:
    saved = keep(world, "Quá hạn", by="sokhdt")
    with pytest.raises(Problem):
        actions.delete_filter(saved.pk, by=world.actor("vanphong"))
    assert SavedFilter.objects.filter(pk=saved.pk).exists()
