"""A sending that arrives twice is done once: its key stands in one audit row, written with the deed."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from cotmoc.audit.actions import deed
from cotmoc.audit.models import AuditRow
from cotmoc.audit.queries import verify
from cotmoc.audit.sending import SentBefore, fingerprint, sending
from cotmoc.domain.errors import Problem
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms import small_province
from tests.rooms.small_province import World


def give(world: World) -> Task:
    order = tasks.Order(title="Rà soát chốt", giver=world.id("ubnd"), leads=[world.id("khdt")])
    return tasks.assign(order, by=world.actor("vanphong"), at=world.at)


def test_the_second_arrival_does_nothing_and_names_the_first(world: World) -> None:
    with sending("a") as one:
        task = give(world)
    assert one.kept
    with pytest.raises(SentBefore) as before, sending("a"):
        give(world)
    assert (before.value.row.thing, before.value.row.thing_id) == ("tasks.task", str(task.pk))
    with sending("b"):
        give(world)
    assert Task.objects.count() == 2
    assert verify().broken_at is None


def test_several_deeds_of_one_sending_stand_and_the_first_keeps_the_key(world: World) -> None:
    with sending("a"):
        first, second = give(world), give(world)
    assert [row.thing_id for row in AuditRow.objects.filter(sent="a")] == [str(first.pk)]
    assert second.pk != first.pk


def test_what_failed_or_was_refused_may_be_sent_again(world: World) -> None:
    office = world.actor("vanphong")
    with pytest.raises(Problem), sending("a"):
        tasks.assign(tasks.Order("Không ai làm", world.id("ubnd"), leads=[]), by=office, at=world.at)
    with sending("a"), deed("directive.refused", by=office) as record:
        record.note(sha256="0")
    with sending("a") as one:
        give(world)
    assert one.kept
    assert Task.objects.count() == 1


def test_a_fingerprint_tells_parts_apart() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert fingerprint(b"1", 1) == fingerprint("1", "1")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_done() -> None:
    world = small_province.build()
    task = give(world)
    both = threading.Barrier(2)
    told: list[str] = []

    def send() -> None:
        try:
            with sending("a"):
                both.wait()
                tasks.comment(task.pk, note="Đã nhận", by=world.actor("sokhdt"), at=world.at)
                told.append("done")
        except SentBefore:
            told.append("before")
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert sorted(told) == ["before", "done"]
    assert TaskEvent.objects.filter(task=task, kind="commented").count() == 1
    assert AuditRow.objects.filter(deed="task.comment").count() == 1
