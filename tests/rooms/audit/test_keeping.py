"""Counts that are kept: as exact after any deed as if they were counted each time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World
from tests.rooms.web.test_tasks import give

pytestmark = pytest.mark.django_db(transaction=True)

VIEWERS = ("vanphong", "huyen", "sokhdt")


def figures(world: World, on: object) -> list[tuple[object, int]]:
    return [
        (queries.tally(world.actor(one), on=on), queries.overdue_of(world.actor(one), on=on))
        for one in VIEWERS
    ]


def test_each_deed_is_counted_at_once(world):
    day = world.today + timedelta(days=60)
    task = give(world)
    first = figures(world, day)
    assert first[0][0].overdue == first[0][1] == 1
    assert figures(world, day) == first
    give(world, "Việc thứ hai")
    assert figures(world, day)[0][1] == 2
    actions.withdraw(task.pk, reason="Nhầm", by=world.actor("vanphong"), at=world.at)
    assert figures(world, day) == first


def test_what_is_taken_back_was_never_kept(world):
    day = world.today + timedelta(days=60)
    give(world)
    before = figures(world, day)
    with transaction.atomic():
        give(world, "Việc thứ hai")
        assert figures(world, day)[0][1] == 2
        transaction.set_rollback(True)
    assert figures(world, day) == before


def test_without_a_deed_between_it_is_not_counted_again(world):
    give(world)
    day = world.today + timedelta(days=60)
    assert queries.overdue_of(world.actor("vanphong"), on=day) == 1
    # Past every action, as nothing in the application does.
    Task.objects.update(due_on=None)
    assert queries.overdue_of(world.actor("vanphong"), on=day) == 1
