"""The day of a resulting document lies between 1945 and today, whoever says it and through whichever door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.tasks import actions
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.small_province import World, build
from tests.rooms.tasks.test_course import assign

# The small province's day is Monday 25 July 2022.
WRONG = [date(1, 1, 1), date(1944, 12, 31), date(2022, 7, 26), date.max]


@pytest.mark.parametrize("day", WRONG)
def test_another_day_is_named_at_its_field_and_nothing_is_kept(world: World, day: date) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("congan")])
    for act, who in ((actions.report_completion, "sokhdt"), (actions.contribute, "congan")):
        with pytest.raises(Problem) as caught:
            act(task.pk, product="15/BC", product_on=day, by=world.actor(who), at=world.at)  # type: ignore[operator]
        assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "product_on")
    assert TaskEvent.objects.count() == 1


@pytest.mark.parametrize("day", [date(1945, 1, 1), date(2022, 7, 25)])
def test_the_first_and_the_last_day_that_can_be(world: World, day: date) -> None:
    task = assign(world, leads=[world.id("khdt")])
    actions.report_completion(task.pk, product="15/BC", product_on=day, by=world.actor("sokhdt"), at=world.at)
    assert TaskEvent.objects.get(kind="completed").product_on == day


@pytest.fixture
def today(db: None) -> tuple[World, Task]:
    world = build(clock.today())
    return world, assign(world, leads=[world.id("khdt")], due_on=None)


def signed_in(world: World) -> Client:
    client = Client()
    client.force_login(world.people["sokhdt"])
    return client


@pytest.mark.parametrize(
    ("written", "why"),
    [("01/01/0001", "không thể trước năm 1945"), ("31/12/2999", "không thể ở sau hôm nay")],
)
def test_on_the_page(today: tuple[World, Task], written: str, why: str) -> None:
    world, task = today
    sent = {"product": "15/BC", "product_on": written, "note": "Lời đã gõ"}
    page = signed_in(world).post(f"/nhiem-vu/{task.pk}/hoan-thanh/", sent)
    shown = page.content.decode()
    assert page.status_code == 422
    assert why in shown
    assert 'aria-describedby="complete-product_on-e' in shown
    assert f'value="{written}"' in shown
    assert "Lời đã gõ" in shown


@pytest.mark.parametrize("written", ["0001-01-01", "1944-12-31", "2999-12-31"])
def test_over_http_and_at_the_command_line(today: tuple[World, Task], capsys: Any, written: str) -> None:
    world, task = today
    said = {"product": "15/BC", "product_on": written}
    answer = signed_in(world).post(f"/api/v1/tasks/{task.pk}/complete", said, "application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, "product_on")
    deed = ["tasks", "complete", str(task.pk), "--product", "15/BC", "--product-on", written]
    assert main([*deed, "--by", "sokhdt"]) == 2
    assert "CM-0003" in capsys.readouterr().err
    assert TaskEvent.objects.count() == 1


def test_the_day_before_today_is_taken_through_each_door(today: tuple[World, Task]) -> None:
    world, task = today
    said = {"product": "15/BC", "product_on": (clock.today() - timedelta(days=1)).isoformat()}
    answer = signed_in(world).post(f"/api/v1/tasks/{task.pk}/complete", said, "application/json")
    assert answer.status_code == 200
