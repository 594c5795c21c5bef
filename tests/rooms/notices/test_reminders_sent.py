"""Between its queueing and its sending a reminder keeps to what is so: nobody is nagged for what is done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.access import Actor, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.notices import actions as notices
from cotmoc.notices import queries
from cotmoc.notices.models import Message
from cotmoc.organisations.models import Person
from cotmoc.tasks import actions
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import HandOver
from tests.rooms.notices.mail_server import Post
from tests.rooms.small_province import World
from tests.rooms.tasks.test_course import assign

URL = "https://cotmoc.example.vn"


@pytest.fixture
def world(open_world: World) -> World:
    """The small province, in which one person of the planning department has an address."""
    Person.objects.filter(username__in=["sokhdt", "soyte"]).update(email="sokhdt@kontum.example")
    return open_world


def due(world: World, title: str, days: int = 3) -> Task:
    return assign(
        world, title=title, leads=[world.id("khdt")], coordinating=[],
        due_on=world.today + timedelta(days=days),
    )  # fmt: skip


def queued(world: World) -> Message:
    """The letter of the planning department, queued at seven in the morning."""
    early = world.at.replace(hour=7, minute=0)
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=early)
    return Message.objects.get(key__startswith=f"nhac-viec:{world.people['sokhdt'].pk}:")


def sent(world: World, at: datetime | None = None) -> tuple[actions.Refreshed, notices.Sent]:
    when = at or world.at
    did = actions.refresh_reminders(address=URL, by=world.actor("vanphong"), at=when)
    return did, notices.send_due(at=when)


def test_one_task_done_since_is_in_the_letter_no_more(world: World, post: Post) -> None:
    done, open_one = due(world, "Sửa trạm y tế"), due(world, "Rà soát đường biên")
    row = queued(world)
    assert "Sửa trạm y tế" in row.body
    lead = world.actor("sokhdt")
    actions.report_completion(done.pk, product="1/BC", product_on=world.today, by=lead, at=world.at)
    did, round_ = sent(world)
    assert (did.revised, round_.sent) == (1, 1)
    (letter,) = (one for one in post.letters if one["Message-ID"] == row.message_id)
    text = letter.get_content()
    assert "Rà soát đường biên" in text
    assert "Sửa trạm y tế" not in text
    assert letter["Subject"] == "Nhắc việc: 1 việc đến hạn"
    assert open_one.title in text


def ends(world: World, task: Task, how: str) -> None:
    office, lead = (
        {"by": world.actor("vanphong"), "at": world.at},
        {"by": world.actor("sokhdt"), "at": world.at},
    )
    if how == "done":
        actions.report_completion(task.pk, product="1/BC", product_on=world.today, **lead)
        actions.accept(task.pk, **office)
    elif how == "withdrawn":
        actions.withdraw(task.pk, reason="Trùng", **office)
    elif how == "extended":
        actions.extend(task.pk, due_on=world.today + timedelta(days=60), reason="Lũ", **office)
    elif how == "escalated":
        actions.escalate(task.pk, proposal="Thiếu kinh phí; đề nghị bổ sung", **lead)
    elif how == "handed over":
        actions.hand_over([task.pk], HandOver(world.id("khdt"), world.id("yte"), "Sắp xếp"), **office)
    elif how == "rules":
        rules = [{"role": "lead", "level": "", "before": [1], "after": [1], "again": 0}]
        quantri = {"by": world.actor("quantri"), "at": world.at}
        actions.set_reminder_rules(rules=rules, quiet="", digest_hour=7, **quantri)


@pytest.mark.parametrize("how", ["done", "withdrawn", "extended", "escalated", "handed over", "rules"])
def test_a_letter_with_nothing_left_to_tell_is_cancelled_and_says_why(
    world: World,
    post: Post,
    how: str,
) -> None:
    task = due(world, "Sửa trạm y tế")
    row = queued(world)
    ends(world, task, how)
    did, _ = sent(world)
    row.refresh_from_db()
    assert (row.state, did.cancelled) == ("cancelled", 1)
    assert row.answer.startswith("Không còn việc phải nhắc")
    assert row.message_id not in [letter["Message-ID"] for letter in post.letters]
    assert queries.message_counts(world.actor("quantri"), at=world.at)["cancelled"] == 1
    # a second run of the day queues it no more, and nobody sends it later
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    sent(world, world.at + timedelta(days=2))
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_what_nothing_has_changed_goes_as_it_was_queued(world: World, post: Post) -> None:
    due(world, "Sửa trạm y tế")
    row = queued(world)
    did, round_ = sent(world)
    assert (did.revised, did.cancelled) == (0, 0)
    assert round_.sent >= 1
    (letter,) = (one for one in post.letters if one["Message-ID"] == row.message_id)
    assert letter.get_content().replace("\r\n", "\n").rstrip() == row.body.rstrip()
    assert not AuditRow.objects.filter(deed="task.refresh_reminders").exists()


def test_where_no_mail_goes_out_the_letters_are_left_as_they_are(world: World) -> None:
    task = due(world, "Sửa trạm y tế")
    row = queued(world)
    ends(world, task, "withdrawn")
    did = actions.refresh_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    row.refresh_from_db()
    assert (did.cancelled, row.state) == (0, "queued")


def test_later_quiet_hours_hold_the_letter_back(world: World, post: Post) -> None:
    due(world, "Sửa trạm y tế")
    row = queued(world)
    rules = [{"role": "lead", "level": "", "before": [3], "after": [], "again": 0}]
    quantri = world.actor("quantri")
    actions.set_reminder_rules(rules=rules, quiet="06:00-23:00", digest_hour=23, by=quantri, at=world.at)
    sent(world)
    row.refresh_from_db()
    assert (row.state, post.letters) == ("queued", [])
    assert row.not_before.astimezone(world.at.tzinfo).hour == 23


def test_a_letter_that_a_sender_has_taken_up_or_that_is_of_another_kind_is_left_alone(
    world: World, post: Post
) -> None:
    task = due(world, "Sửa trạm y tế")
    row = queued(world)
    other = notices.queue(
        notices.Letter(world.province.pk, "giao 1", "a@kontum.example", "Nhiệm vụ mới", "Xem."), at=world.at
    )
    Message.objects.filter(pk=row.pk).update(
        state="sending", owner="x", held_until=world.at + timedelta(minutes=5)
    )
    actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    did = actions.refresh_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    assert did.cancelled == 0
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == ("sending", "queued")


def test_who_gives_no_tasks_refreshes_nothing(world: World) -> None:
    with pytest.raises(Problem) as caught:
        actions.refresh_reminders(
            address=URL, by=Actor(None, "x", Role.AUDITOR, None, world.province.pk), at=world.at
        )
    assert caught.value.entry is NOT_PERMITTED


def test_the_command_looks_before_it_sends(
    open_world: World,
    post: Post,
    capsys: Any,
) -> None:
    world, today = open_world, clock.today()
    Person.objects.update(email="sokhdt@kontum.example")
    task = assign(world, leads=[world.id("khdt")], coordinating=[], due_on=today + timedelta(days=3))
    early = clock.now() - timedelta(hours=1)
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=early)
    Message.objects.update(quiet="", not_before=early)
    actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=clock.now())
    rules = [{"role": "lead", "level": "", "before": [3], "after": [], "again": 0}]
    quantri = world.actor("quantri")
    actions.set_reminder_rules(rules=rules, quiet="", digest_hour=0, by=quantri, at=clock.now())
    assert main(["notices", "send", "--once"]) == 0
    capsys.readouterr()
    assert post.letters == []
    assert main(["notices", "list", "--state", "cancelled"]) == 0
    assert "Không còn việc phải nhắc" in capsys.readouterr().out
