"""The calendar of due days as an ordinary calendar program takes it."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from cotmoc.notices import actions as notices
from cotmoc.notices.models import Delivery
from cotmoc.tasks import actions, queries
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World
from tests.rooms.tasks.test_course import assign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_day")]
DUE = date(2022, 8, 15)


def address(world: World, who: str) -> str:
    page = signed_in(world, who).post("/nhiem-vu/lich/")
    return page.context["link"].removeprefix("http://testserver")


def events(client, link: str) -> dict[str, object]:
    answer = client.get(link)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    return {str(one["uid"]): one for one in calendar.walk("VEVENT")}


def test_a_due_day_is_a_whole_day_and_changes_under_the_same_uid(world: World, client) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    link = address(world, "sokhdt")
    (uid, first), *_ = events(client, link).items()
    assert (first["dtstart"].dt, first["dtend"].dt) == (DUE, DUE + timedelta(days=1))
    assert (str(first["summary"]), str(first["status"])) == (f"Hạn: {task.title}", "CONFIRMED")

    later = DUE + timedelta(days=16)
    actions.extend(task.pk, due_on=later, reason="Lũ", by=world.actor("vanphong"), at=world.at)
    moved = events(client, link)[uid]
    assert moved["dtstart"].dt == later
    assert moved["sequence"] > first["sequence"]


def test_what_is_taken_back_travels_as_a_tombstone_gundi_deletes(world: World, client) -> None:
    """Gone from the board but not without a word: the calendar, the webhook and the API each tell of it."""
    notices.add_endpoint(
        url="https://nhan.example/cotmoc", events=["task."], by=world.actor("quantri"), at=world.at
    )
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    link, lead = address(world, "sokhdt"), signed_in(world, "sokhdt")
    ((uid, first),) = events(client, link).items()
    actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    gone = events(client, link)[uid]
    assert (str(first["status"]), str(gone["status"])) == ("CONFIRMED", "CANCELLED")
    assert gone["sequence"] > first["sequence"]
    told = [json.loads(one.body) for one in Delivery.objects.order_by("pk")]
    assert [(one["event"], one["data"]["task"]["outcome"]) for one in told] == [
        ("task.assigned", ""),
        ("task.cancelled", "cancelled"),
    ]
    found = lead.get(f"/api/v1/tasks/{task.pk}").json()
    assert (found["state"], found["closed_on"]) == (None, "2022-07-25")
    assert found["events"][-1]["kind"] == "cancelled"
    assert lead.get("/api/v1/tasks").json()["items"] == []


def test_a_part_has_its_own_day(world: World, client) -> None:
    assign(world, coordinating=[world.id("quansu")], part_due={world.id("quansu"): date(2022, 8, 1)})
    days = sorted(one["dtstart"].dt for one in events(client, address(world, "quansu")).values())
    assert days == [date(2022, 8, 1), DUE]


def test_only_what_is_in_reach_and_one_body_alone(world: World, client) -> None:
    assign(world, leads=[world.id("khdt")], coordinating=[])
    assign(world, leads=[world.id("yte")], coordinating=[])
    link = address(world, "sokhdt")
    assert len(events(client, link)) == 1
    assert len(events(client, f"{link}?body={world.id('khdt')}")) == 1
    assert client.get(f"{link}?body={world.id('yte')}").status_code == 404
    assert len(events(client, f"{address(world, 'vanphong')}?body={world.id('yte')}")) == 1


def test_no_control_character_of_a_title_breaks_the_calendar(world: World, client) -> None:
    assign(world, leads=[world.id("khdt")], coordinating=[], title="Rà soát\x07, trạm\x01 y tế; «A»")
    link = address(world, "sokhdt")
    sent = client.get(link).content.decode()
    assert not [c for c in sent if ord(c) < 32 and c not in "\r\n"]
    [one] = events(client, link).values()
    assert str(one["summary"]) == "Hạn: Rà soát , trạm  y tế; «A»"


@pytest.mark.parametrize("body", ["x", "٣", "9" * 20, "-1"])
def test_a_body_that_is_no_number_is_told(world: World, client, body: str) -> None:
    assert client.get(f"{address(world, 'sokhdt')}?body={body}").status_code == 422


def test_the_secret_reads_the_calendar_and_nothing_else(world: World, client) -> None:
    link = address(world, "sokhdt")
    secret = link.rpartition("/")[2].removesuffix(".ics")
    asked = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert client.get("/api/v1/tasks", **asked).status_code in (401, 403, 404)
    assert client.get(f"/nhiem-vu/lich/{secret}x.ics").status_code == 404


def test_a_revoked_address_is_gone(world: World, client) -> None:
    link = address(world, "sokhdt")
    lead = signed_in(world, "sokhdt")
    token = lead.get("/tai-khoan/ma-truy-cap/").context["tokens"][0]["token"]
    lead.post(f"/tai-khoan/ma-truy-cap/{token.pk}/thu-hoi/")
    assert client.get(link).status_code == 404


def test_who_does_not_read_tasks_has_no_calendar(world: World) -> None:
    assert signed_in(world, "quantri").get("/nhiem-vu/lich/").status_code == 404


def test_a_full_feed_holds_the_nearest_days_of_either_side(
    world: World, client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["cotmoc.tasks.queries.calendar"], "MOST", 3)
    for day in (date(2022, 7, 1), date(2022, 7, 10), date(2022, 7, 20), date(2022, 7, 27), DUE):
        assign(world, leads=[world.id("khdt")], coordinating=[], given_on=date(2022, 6, 1), due_on=day)
    days = sorted(one["dtstart"].dt for one in events(client, address(world, "sokhdt")).values())
    assert days == [date(2022, 7, 10), date(2022, 7, 20), date(2022, 7, 27)]


def test_a_part_keeps_its_uid_through_a_hand_over_and_back(world: World, client) -> None:
    days = {world.id("quansu"): date(2022, 8, 1), world.id("congan"): date(2022, 8, 2)}
    task = assign(world, leads=[world.id("khdt")], coordinating=list(days), part_due=days)
    office = world.actor("vanphong")
    mine, heir = address(world, "quansu"), address(world, "bienphong")

    def uids(link: str) -> set[str]:
        return {uid for uid in events(client, link) if uid.startswith("phan-viec-")}

    before = uids(mine)
    assert (len(before), uids(heir)) == (1, set())
    wanted = queries.HandOver(old=world.id("quansu"), new=world.id("bdbp"), reason="Sáp nhập")
    batch = actions.hand_over([task.pk], wanted, by=office, at=world.at)
    assert (uids(mine), uids(heir)) == (set(), before)
    actions.undo(batch.pk, by=office, at=world.at)
    assert (uids(mine), uids(heir)) == (before, set())
    others = uids(address(world, "congan"))
    assert len(others) == 1
    assert not others & before
