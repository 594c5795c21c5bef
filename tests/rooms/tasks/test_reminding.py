"""Nothing forgotten, nobody nagged wrongly: who is reminded of what, and by how many letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cotmoc.domain.access import Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.domain.vi_numbers import show_date
from cotmoc.notices.models import Message
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Person
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World

from .test_course import assign

URL = "https://cotmoc.example.vn"


def due(world: World, days: int, **changes: object) -> Task:
    """A task given in March whose due day is so many days from the small province's day."""
    values = {
        "leads": [world.id("khdt")],
        "coordinating": [],
        "given_on": date(2022, 3, 1),
        "due_on": world.today + timedelta(days=days),
    }
    return assign(world, **{**values, **changes})


def told(world: World, who: str, day: date | None = None) -> dict[str, list[int]]:
    person = world.people[who].pk
    found = queries.digests(world.actor("vanphong"), on=day or world.today)
    mine = next((one for one in found if one.person == person), None)
    kinds = ("reminders", "awaiting", "asked", "matters")
    return {kind: [one.task for one in getattr(mine, kind)] for kind in kinds if mine and getattr(mine, kind)}


@pytest.mark.parametrize(("days", "reminded"), [(8, False), (7, True), (5, False), (0, True), (-1, True)])
def test_a_lead_is_reminded_on_the_days_of_its_rule(world: World, days: int, reminded: bool) -> None:
    task = due(world, days)
    assert told(world, "sokhdt") == ({"reminders": [task.pk]} if reminded else {})
    assert told(world, "bienphong") == {}


def test_a_part_reminds_its_body_and_not_the_lead(world: World) -> None:
    part = {world.id("quansu"): world.today + timedelta(days=3)}
    task = due(world, 20, coordinating=[world.id("quansu"), world.id("bdbp")], part_due=part)
    assert told(world, "quansu") == {"reminders": [task.pk]}
    assert told(world, "bienphong") == told(world, "sokhdt") == {}
    actions.contribute(task.pk, note="Đã gửi", by=world.actor("quansu"), at=world.at)
    assert told(world, "quansu") == {}


@pytest.mark.parametrize("waits", ["leader", "giver"])
def test_a_part_of_what_waits_for_another_reminds_nobody(world: World, waits: str) -> None:
    part = {world.id("quansu"): world.today + timedelta(days=3)}
    task = due(world, 20, coordinating=[world.id("quansu")], part_due=part)
    lead = {"by": world.actor("sokhdt"), "at": world.at}
    if waits == "leader":
        actions.escalate(task.pk, proposal="Xin vốn", **lead)
    else:
        actions.report_completion(task.pk, note="Xong", **lead)
    assert told(world, "quansu") == {}


def test_what_waits_for_another_reminds_that_one(world: World) -> None:
    done, stuck, wish = due(world, 1), due(world, 1), due(world, 2)
    lead = {"by": world.actor("sokhdt"), "at": world.at}
    actions.report_completion(done.pk, note="Xong", **lead)
    actions.escalate(stuck.pk, proposal="Xin vốn", **lead)
    actions.ask_extension(wish.pk, due_on=world.today + timedelta(days=30), reason="Lũ", **lead)

    assert told(world, "sokhdt") == {}
    assert told(world, "vanphong") == {"awaiting": [done.pk], "asked": [wish.pk]}
    assert told(world, "lanhdao") == {"matters": [stuck.pk]}


@pytest.mark.parametrize(("days", "asked"), [(3, True), (30, False)])
def test_a_wish_waits_while_a_matter_is_up_and_ends_where_the_answer_gave_as_much(
    world: World, days: int, asked: bool
) -> None:
    """Ten days are asked for; the answer after three or thirty days gives as many working days by itself."""
    task, lead = due(world, 2), {"by": world.actor("sokhdt"), "at": world.at}
    actions.ask_extension(task.pk, due_on=world.today + timedelta(days=12), reason="Lũ", **lead)
    actions.escalate(task.pk, proposal="Xin vốn", **lead)
    assert told(world, "vanphong") == {}
    later = world.at + timedelta(days=days)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=later)
    assert told(world, "vanphong", later.date()) == ({"asked": [task.pk]} if asked else {})
    refuse = queries.Step.REFUSE in queries.steps(
        world.actor("vanphong"), queries.task(world.actor("vanphong"), task.pk), later.date()
    )
    assert refuse is asked


def test_what_is_long_overdue_reaches_the_leader(world: World) -> None:
    task = due(world, -7)
    due(world, -3)
    assert told(world, "lanhdao") == {"reminders": [task.pk]}


def test_who_gives_and_leads_a_task_is_told_of_it_once(world: World) -> None:
    office = due(world, -1, giver=world.id("ubnd"), leads=[world.id("ubnd")])
    assert told(world, "vanphong") == {"reminders": [office.pk]}
    assert told(world, "vanphong", world.today + timedelta(days=6)) == {"reminders": [office.pk]}


def test_what_is_done_or_withdrawn_reminds_nobody(world: World) -> None:
    done, gone = due(world, 0), due(world, 0)
    actions.report_completion(done.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    actions.accept(done.pk, by=world.actor("vanphong"), at=world.at)
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    assert queries.digests(world.actor("vanphong"), on=world.today) == []


def test_who_has_left_is_reminded_of_nothing_odoo_192848(world: World) -> None:
    """There, archived users were given what came back. The one who moved on is told for the new body."""
    task, other = due(world, 0), due(world, 0, leads=[world.id("bdbp")])
    by = world.actor("quantri")
    organisations.end_account(person=world.people["sokhdt"], ends_on=world.today, by=by)
    organisations.move(
        person=world.people["chuyenvien"],
        agency=world.agencies["bdbp"],
        role=Role.AGENCY_STAFF,
        valid_from=world.today,
        by=by,
    )
    assert told(world, "sokhdt") == {}
    assert told(world, "chuyenvien") == told(world, "bienphong") == {"reminders": [other.pk]}
    Person.objects.filter(username="sokhdt").update(email="sokhdt@example.vn")
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    assert not Message.objects.filter(address="sokhdt@example.vn").exists()
    assert task.pk in [row.pk for row in queries.Listing(world.actor("vanphong"), on=world.today)]


def test_one_s_own_digest_is_that_of_all(world: World) -> None:
    for days in (-14, -7, -1, 0, 3, 7):
        due(world, days)
        due(world, days, leads=[world.id("bdbp")])
    actions.escalate(due(world, 4).pk, proposal="Xin vốn", by=world.actor("sokhdt"), at=world.at)
    part = due(world, 9, leads=[world.id("dakglei")], coordinating=[world.id("quansu")])
    given = assign(
        world, giver=world.id("dakglei"), leads=[world.id("dakplo")], coordinating=[], parent=part.pk
    )
    actions.report_completion(given.pk, note="Xong", by=world.actor("xa"), at=world.at)
    soon = {world.id("quansu"): world.today + timedelta(days=3)}
    due(world, 20, coordinating=[world.id("quansu")], part_due=soon)
    everybody = {one.person: one for one in queries.digests(world.actor("vanphong"), on=world.today)}
    for who in ("sokhdt", "bienphong", "quansu", "huyen", "xa", "lanhdao", "vanphong", "kiemtra"):
        own = queries.digest_of(world.actor(who), on=world.today)
        assert own == everybody.get(world.people[who].pk), who


def test_a_letter_a_person_and_day_however_often_the_job_runs(world: World) -> None:
    task = due(world, -1)
    Person.objects.filter(username="sokhdt").update(email="sokhdt@example.vn")
    queued = []
    for n in range(3):
        at = world.at + timedelta(minutes=n)
        did = actions.send_reminders(address=f"{URL}/", by=world.actor("vanphong"), at=at)
        queued.append(did.queued)
    assert queued == [1, 0, 0]
    letters = Message.objects.filter(address="sokhdt@example.vn")
    assert [letter.subject for letter in letters] == ["Nhắc việc: 1 việc quá hạn"]
    assert f"{URL}/nhiem-vu/{task.pk}/" in letters[0].body
    assert "quá 1 ngày" in letters[0].body
    assert "Tài khoản vanphong" in did.without_address

    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=world.at + timedelta(days=2))
    assert letters.all().count() == 2


def test_after_an_outage_only_the_newest_letter_of_a_person_goes_out(world: World, settings: Any) -> None:
    settings.COTMOC_SMTP_HOST = "127.0.0.1"
    due(world, 1)
    Person.objects.filter(username="sokhdt").update(email="sokhdt@example.vn")
    office = world.actor("vanphong")
    for days in (0, 1, 2):
        actions.send_reminders(address=URL, by=office, at=world.at + timedelta(days=days))
    letters = Message.objects.filter(address="sokhdt@example.vn").order_by("key")
    assert letters.count() > 1
    did = actions.refresh_reminders(address=URL, by=office, at=world.at + timedelta(days=2))
    assert did.cancelled == letters.count() - 1
    *older, newest = letters
    assert {letter.state for letter in older} == {Message.State.CANCELLED}
    assert newest.state == Message.State.QUEUED
    assert f"Nhắc việc ngày {show_date(date.fromisoformat(newest.key.rpartition(':')[2]))}." in newest.body


def test_what_waits_for_an_answer_is_told_by_its_own_day_and_not_as_overdue(world: World) -> None:
    free, stuck = due(world, 0, due_on=None), due(world, 1)
    lead = {"by": world.actor("sokhdt"), "at": world.at}
    actions.report_completion(free.pk, note="Xong", **lead)
    actions.escalate(stuck.pk, proposal="Xin vốn", **lead)
    for who in ("vanphong", "lanhdao"):
        Person.objects.filter(username=who).update(email=f"{who}@example.vn")
    later = world.at + timedelta(days=10)
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=later)
    office, leader = (
        Message.objects.get(address=f"{who}@example.vn").body for who in ("vanphong", "lanhdao")
    )
    body = world.agencies["ubnd"].name
    assert f"Báo xong 25/7/2022. {URL}/nhiem-vu/{free.pk}/" in office
    assert f"Xin ý kiến 25/7/2022, hạn 26/7/2022, đang ở {body}. {URL}/nhiem-vu/{stuck.pk}/" in leader
    assert "quá" not in office + leader
    told_office = queries.digest_of(world.actor("vanphong"), on=world.today + timedelta(days=10))
    assert told_office is not None
    assert [(one.due_on, one.day) for one in told_office.awaiting] == [(None, world.today)]


def test_only_who_assigns_sends(world: World) -> None:
    with pytest.raises(Problem) as caught:
        actions.send_reminders(address=URL, by=world.actor("sokhdt"), at=world.at)
    assert caught.value.entry is NOT_PERMITTED


def test_who_gives_an_address_is_written_to(world: World, demo_day: None) -> None:
    """Everybody gives one's own on the page of reminders; who manages accounts any."""
    assign(world, due_on=world.today, leads=[world.id("khdt")], coordinating=[])
    client = Client()
    client.force_login(world.people["sokhdt"])
    page = "/nhiem-vu/nhac-viec/"
    assert "Chưa có địa chỉ nên chưa gửi thư." in client.get(page).content.decode()
    wrong = client.post(f"{page}dia-chi/", {"email": "khdt@"})
    assert (wrong.status_code, wrong.context["email"]) == (422, "khdt@")
    client.post(f"{page}dia-chi/", {"email": " khdt@tinh.gov.vn "})
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    assert [letter.address for letter in Message.objects.all()] == ["khdt@tinh.gov.vn"]
    with pytest.raises(Problem) as caught:
        organisations.keep_address(person=world.people["quansu"], email="x@y.vn", by=world.actor("sokhdt"))
    assert caught.value.entry is NOT_PERMITTED
    by = world.actor("quantri")
    assert organisations.keep_address(person=world.people["quansu"], email="x@y.vn", by=by).email == "x@y.vn"
