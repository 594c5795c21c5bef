"""Indicators by which the result of a task is seen, from both sides."""

from __future__ import annotations

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED
from cotmoc.reporting import actions
from cotmoc.reporting.models import TaskIndicator
from cotmoc.reporting.queries import defined, tied
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World

from .quarterly import define


@pytest.fixture
def task(world: World) -> Task:
    define(world)
    order = tasks.Order(
        title="Tuần tra chung trên tuyến biên giới",
        giver=world.id("ubnd"),
        leads=[world.id("bdbp")],
        coordinating=[world.id("congan")],
    )
    return tasks.assign(order, by=world.actor("vanphong"), at=world.at)


def refused(world: World, who: str, task: Task, code: str) -> object:
    with pytest.raises(Problem) as caught:
        actions.link_task(task.pk, code, by=world.actor(who))
    return caught.value.entry


def test_giver_and_lead_tie_a_task_to_indicators_and_both_sides_show_it(world: World, task: Task) -> None:
    actions.link_task(task.pk, "B3", by=world.actor("bienphong"))
    actions.link_task(task.pk, "B3", by=world.actor("vanphong"))
    actions.link_task(task.pk, "E1", by=world.actor("vanphong"))
    lead = world.actor("bienphong")
    assert [one.code for one in tied.indicators_of(lead, task)] == ["B3", "E1"]
    patrols = defined.indicator(lead, "B3")
    assert [one.pk for one in tied.tasks_of(lead, patrols)] == [task.pk]
    # Whoever does not see the task does not see it here either.
    assert list(tied.tasks_of(world.actor("sokhdt"), patrols)) == []
    actions.unlink_task(task.pk, "B3", by=lead)
    assert [one.code for one in tied.indicators_of(lead, task)] == ["E1"]
    with pytest.raises(Problem) as caught:
        actions.unlink_task(task.pk, "B3", by=lead)
    assert caught.value.entry is NOT_FOUND


def test_others_tie_nothing_and_an_unknown_indicator_is_named_rsr_3374(world: World, task: Task) -> None:
    assert refused(world, "congan", task, "B3") is NOT_PERMITTED  # it only coordinates
    assert refused(world, "sokhdt", task, "B3") is NOT_FOUND
    assert refused(world, "kiemtra", task, "B3") is NOT_PERMITTED
    with pytest.raises(Problem) as caught:
        actions.link_task(task.pk, "Z9", by=world.actor("bienphong"))
    assert (caught.value.entry, caught.value.field) == (NOT_FOUND, "indicator")
    assert not TaskIndicator.objects.exists()
