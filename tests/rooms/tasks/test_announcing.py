"""What webhooks are told of a task: every step of its course, never a note or a person."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cotmoc.domain.errors import Problem
from cotmoc.domain.recurrence import Every, Recurrence
from cotmoc.notices import actions as notices
from cotmoc.notices.models import Delivery, Endpoint
from cotmoc.tasks import actions, queries
from tests.rooms.small_province import World
from tests.rooms.tasks.test_course import assign, order

SAID = "Đồng chí Nguyễn Văn Ánh đã gọi điện"


@pytest.fixture
def endpoint(world: World) -> Endpoint:
    url, by = "https://nhan.example/cotmoc", world.actor("quantri")
    return notices.add_endpoint(url=url, events=["task."], by=by, at=world.at)


def told() -> list[dict[str, Any]]:
    return [json.loads(body) for body in Delivery.objects.order_by("pk").values_list("body", flat=True)]


def test_an_assignment_is_told_with_its_facts(world: World, endpoint: Endpoint) -> None:
    task = assign(world, external_id="TTB-15", detail=SAID)
    [event] = told()
    assert event["event"] == "task.assigned"
    assert event["at"] == "2022-07-25T02:00:00+00:00"
    assert event["data"] == {
        "kind": "assigned",
        "on": "2022-07-25",
        "percent": None,
        "part": None,
        "task": {
            "id": task.pk,
            "title": "Củng cố trạm y tế quân dân y ở các xã biên giới",
            "external_id": "TTB-15",
            "link": f"/nhiem-vu/{task.pk}/",
            "giver": {"id": world.id("ubnd"), "name": "Ủy ban nhân dân tỉnh"},
            "lead": {"id": world.id("yte"), "name": "Sở Y tế"},
            "parent": None,
            "stage": "open",
            "outcome": "",
            "given_on": "2022-07-25",
            "original_due_on": "2022-08-15",
            "due_on": "2022-08-15",
            "asked_due_on": None,
            "paused_on": None,
            "holder": None,
            "completed_on": None,
            "returned_on": None,
            "closed_on": None,
            "extensions": 0,
            "version": 1,
        },
    }
    assert Delivery.objects.get().event_id.startswith(f"task-{task.pk}-1-")


def test_the_whole_course_is_told_in_order_without_notes_or_persons(world: World, endpoint: Endpoint) -> None:
    at, office, lead = world.at, world.actor("vanphong"), world.actor("sokhdt")
    task = assign(world, leads=[world.id("khdt")]).pk
    actions.report_progress(task, note=SAID, percent=40, by=lead, at=at)
    actions.contribute(task, note=SAID, by=world.actor("quansu"), at=at)
    actions.ask_extension(task, due_on=date(2022, 8, 20), reason=SAID, by=lead, at=at)
    actions.extend(task, due_on=date(2022, 8, 31), reason=SAID, by=office, at=at)
    actions.escalate(task, proposal=SAID, by=lead, at=at)
    actions.answer(task, decision="agreed", by=world.actor("lanhdao"), at=at, note=SAID)
    actions.comment(task, note=SAID, by=office, at=at)
    actions.report_completion(task, note=SAID, product="1/BC", product_on=world.today, by=lead, at=at)
    actions.accept(task, note=SAID, by=office, at=at)

    events = told()
    course = [
        ("assigned", "open", ""),
        ("progress", "open", ""),
        ("contributed", "open", ""),
        ("asked", "open", ""),
        ("extended", "open", ""),
        ("escalated", "paused", "paused"),
        ("agreed", "open", ""),
        ("commented", "open", ""),
        ("completed", "awaiting_acceptance", ""),
        ("accepted", "done", "on_time"),
    ]
    assert [
        (one["event"], one["data"]["task"]["stage"], one["data"]["task"]["outcome"]) for one in events
    ] == [(f"task.{kind}", stage, outcome) for kind, stage, outcome in course]
    assert [one["data"]["task"]["version"] for one in events] == list(range(1, 11))
    assert (events[1]["data"]["percent"], events[2]["data"]["part"]) == (40, world.id("quansu"))
    assert events[3]["data"]["task"]["asked_due_on"] == "2022-08-20"
    assert events[4]["data"]["task"]["due_on"] == "2022-08-31"
    assert len({one["id"] for one in events}) == 10
    text = json.dumps(events, ensure_ascii=False)
    assert "Ánh" not in text
    assert not [one for one in world.people.values() if one.display_name in text or one.username in text]


def test_what_comes_back_is_told_like_what_is_given_by_hand_odoo_282651(
    world: World, endpoint: Endpoint
) -> None:
    """There, nobody was told of a task that the recurrence made; here the same as of any other, once."""
    rule = Recurrence(Every.WEEK, weekdays=(5,), until=date(2022, 12, 31), lead_days=4)
    office, monday = world.actor("vanphong"), world.at + timedelta(days=7)
    actions.recur(order(world, due_on=None, leads=[world.id("khdt")]), rule, by=office, at=world.at)
    by_hand = assign(world, leads=[world.id("khdt")], due_on=date(2022, 8, 5), given_on=monday.date())
    (made,) = actions.make_occurrences(by=office, at=monday).tasks
    assert actions.make_occurrences(by=office, at=monday).tasks == ()
    _first, hand, job = told()
    for one, task in ((hand, by_hand.pk), (job, made)):
        assert (one["data"]["task"].pop("id"), one["data"]["task"].pop("link")) == (
            task,
            f"/nhiem-vu/{task}/",
        )
    assert (job["event"], job["data"]) == (hand["event"], hand["data"])
    # Whoever leads it is reminded of both alike.
    found = queries.digest_of(world.actor("sokhdt"), on=date(2022, 8, 2))
    assert found is not None
    assert [one.due_on for one in found.reminders] == [date(2022, 8, 5)] * 2


def test_each_unit_is_told_of_and_the_heading_is_not(world: World, endpoint: Endpoint) -> None:
    units = [world.id("dakglei"), world.id("ngochoi")]
    heading = actions.assign_each(order(world, leads=units), by=world.actor("vanphong"), at=world.at)
    assert [(one["data"]["task"]["lead"]["id"], one["data"]["task"]["parent"]) for one in told()] == [
        (unit, heading.pk) for unit in units
    ]


def test_only_what_is_wanted_and_only_what_stands(world: World, endpoint: Endpoint) -> None:
    notices.change_endpoint(endpoint.pk, events=["task.accepted"], by=world.actor("quantri"))
    task = assign(world)
    assert told() == []
    notices.change_endpoint(endpoint.pk, events=["task."], by=world.actor("quantri"))
    with pytest.raises(Problem, match="wrong-state"):
        actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
    assert told() == []


def test_without_endpoints_an_event_costs_one_query(world: World) -> None:
    task, by = assign(world), world.actor("vanphong")
    with CaptureQueriesContext(connection) as asked:
        actions.comment(task.pk, note=SAID, by=by, at=world.at)
    assert len([one for one in asked if "notices_" in one["sql"]]) == 1
    assert Delivery.objects.count() == 0
