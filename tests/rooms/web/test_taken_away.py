"""What was taken away is gone with the next request, however much the process has kept by then."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import clock
from cotmoc.audit.actions import deed
from cotmoc.audit.keeping import one_moment, until_next_deed
from cotmoc.domain.access import Permission, Role
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries
from cotmoc.organisations.models import Appointment, Person
from cotmoc.tasks import actions as tasks
from tests.rooms.pages import signed_in
from tests.rooms.small_province import World
from tests.rooms.web.test_tasks import give

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_day"), pytest.mark.slow]


@pytest.fixture
def by(world: World) -> Any:
    return world.actor("quantri")


def status(client: Client, path: str) -> int:
    """Asked twice, so that the second answer is of what is kept."""
    client.get(path)
    return client.get(path).status_code


def overdue(client: Client) -> int:
    """The number beside the tasks in the menu."""
    (item,) = [one for one in client.get("/").context["frame"].menu if one.path == "/nhiem-vu/"]
    return int(item.count)


def test_an_appointment_that_ends_today(world: World, by: Any) -> None:
    task = give(world)
    client = signed_in(world, "sokhdt")
    assert status(client, f"/nhiem-vu/{task.pk}/") == 200
    organisations.appoint(
        person=world.people["sokhdt"],
        agency=world.agencies["khdt"],
        role=Role.AGENCY_LEAD,
        valid_from=Appointment.objects.get(person=world.people["sokhdt"]).valid_from,
        valid_to=world.today,
        by=by,
    )
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 404
    told = client.post(f"/nhiem-vu/{task.pk}/y-kien/", {"version": task.version, "note": "Còn đây"})
    assert told.status_code == 404
    assert task.events.filter(note="Còn đây").count() == 0


@pytest.mark.parametrize("way", ["ended", "switched off past every action"])
def test_an_account_that_is_closed(world: World, by: Any, way: str) -> None:
    task, person = give(world), world.people["sokhdt"]
    client = signed_in(world, "sokhdt")
    assert status(client, f"/nhiem-vu/{task.pk}/") == 200
    if way == "ended":
        organisations.end_account(person=person, ends_on=world.today, by=by)
    else:
        Person.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code in (302, 404)
    assert client.get("/api/v1/tasks").status_code == 401


def test_another_role_in_another_body(world: World, by: Any) -> None:
    task = give(world)
    client = signed_in(world, "sokhdt")
    assert status(client, f"/nhiem-vu/{task.pk}/") == 200
    person, other = world.people["sokhdt"], world.agencies["yte"]
    organisations.move(person=person, agency=other, role=Role.AGENCY_STAFF, valid_from=world.today, by=by)
    assert client.get(f"/nhiem-vu/{task.pk}/").status_code == 404
    frame = client.get("/").context["frame"]
    assert (frame.unit, frame.actor.role) == ("Sở Y tế", Role.AGENCY_STAFF)


def test_a_body_that_comes_under_another(world: World, by: Any) -> None:
    task = give(world, leads=[world.id("dakplo")])
    above, other = signed_in(world, "huyen"), signed_in(world, "vanphong")
    assert status(above, f"/nhiem-vu/{task.pk}/") == 200
    organisations.move_under(
        child=world.agencies["dakplo"], parent=world.agencies["ngochoi"], on=world.today, by=by
    )
    assert above.get(f"/nhiem-vu/{task.pk}/").status_code == 404
    assert other.get(f"/nhiem-vu/{task.pk}/").status_code == 200


def test_a_token_that_is_revoked(world: World) -> None:
    real, owner = clock.real_now(), world.actor("sokhdt")
    made = {"name": "bảng tính", "days": 30, "real_at": real, "by": owner}
    token, secret = organisations.make_token(scopes=[Permission.READ_TASK], **made)
    narrow = {"Authorization": f"Bearer {secret}"}
    task = give(world)
    body = {"percent": 10, "note": "Qua mã", "version": task.version}
    assert status(signed_in(world, "sokhdt"), "/") == 200
    client = Client()
    assert client.get("/api/v1/tasks", headers=narrow).status_code == 200
    path = f"/api/v1/tasks/{task.pk}/progress"
    assert client.post(path, body, content_type="application/json", headers=narrow).status_code == 403
    organisations.revoke_token(token.pk, real_at=real, by=owner)
    assert client.get("/api/v1/tasks", headers=narrow).status_code == 401


def test_each_menu_is_its_persons_own_and_of_its_day(world: World) -> None:
    give(world, due=-1)
    give(world, due=5)
    people = {who: signed_in(world, who) for who in ("sokhdt", "xa", "vanphong")}
    for _ in range(2):
        assert {who: overdue(one) for who, one in people.items()} == {"sokhdt": 1, "xa": 0, "vanphong": 1}
    session = people["sokhdt"].session
    session["demo_day"] = "2022-08-20"
    session.save()
    for _ in range(2):
        assert {who: overdue(one) for who, one in people.items()} == {"sokhdt": 2, "xa": 0, "vanphong": 1}


def test_a_deed_under_way_elsewhere_counts_from_its_commit_on(world: World, by: Any) -> None:
    person = world.people["sokhdt"]
    row = Appointment.objects.get(person=person)
    acting, done, go = world.actor("sokhdt"), threading.Event(), threading.Event()

    def end() -> None:
        try:
            with deed("people.appoint", by=by) as record:
                Appointment.objects.filter(pk=row.pk).update(valid_to=world.today)
                record.about(row)
                done.set()
                go.wait(timeout=30)
        finally:
            connection.close()

    other = threading.Thread(target=end)
    other.start()
    assert done.wait(timeout=30)
    assert queries.actor(person, at=world.at) == acting
    go.set()
    other.join()
    assert queries.actor(person, at=world.at) is None


def test_a_deed_that_came_while_it_was_asked_is_seen(world: World) -> None:
    """What was read before the deed is not taken for what stands after it."""
    task = give(world)

    def ask() -> str:
        tasks.comment(task.pk, note="Trong lúc hỏi", by=world.actor("vanphong"), at=world.at)
        return "trước"

    assert until_next_deed("hỏi", ask) == "trước"
    assert until_next_deed("hỏi", lambda: "sau") == "sau"


def test_what_is_kept_of_before_a_deed_is_let_go(world: World) -> None:
    class Large:
        pass

    task = give(world)
    kept = weakref.ref(until_next_deed("nặng", Large))
    gc.collect()
    assert kept() is not None
    tasks.comment(task.pk, note="Ý kiến", by=world.actor("vanphong"), at=world.at)
    until_next_deed("nhẹ", lambda: 1)
    gc.collect()
    assert kept() is None


def test_a_page_is_of_one_moment_and_asks_for_it_once(world: World) -> None:
    task = give(world)
    client = signed_in(world, "sokhdt")
    assert status(client, f"/nhiem-vu/{task.pk}/") == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/nhiem-vu/{task.pk}/")
    heads = [one for one in asked.captured_queries if "audit_auditrow" in one["sql"]]
    assert len(heads) == 1


def test_a_deed_of_the_moment_itself_is_seen_within_it(world: World) -> None:
    task = give(world)
    with one_moment():
        assert until_next_deed("hỏi", lambda: "trước") == "trước"
        assert until_next_deed("hỏi", lambda: "sau") == "trước"
        tasks.comment(task.pk, note="Ý kiến", by=world.actor("vanphong"), at=world.at)
        assert until_next_deed("hỏi", lambda: "sau") == "sau"


def test_a_body_that_is_renamed_has_its_new_name_on_the_next_page(world: World, by: Any) -> None:
    task = give(world)
    client = signed_in(world, "sokhdt")
    body = world.agencies["khdt"]
    for path in (f"/nhiem-vu/{task.pk}/", "/nhiem-vu/"):
        client.get(path)
        assert body.name in client.get(path).content.decode()
    organisations.keep_agency(
        agency=body,
        name="Sở Đổi tên",
        kind=body.kind,
        level=body.level,
        valid_from=body.valid_from,
        on=world.today,
        by=by,
    )
    for path in (f"/nhiem-vu/{task.pk}/", "/nhiem-vu/"):
        told = client.get(path).content.decode()
        assert "Sở Đổi tên" in told
        assert body.name not in told


def test_bodies_known_already_are_not_read_for_another_task(world: World) -> None:
    tasks_given = [give(world), give(world)]
    client = signed_in(world, "sokhdt")
    client.get(f"/nhiem-vu/{tasks_given[0].pk}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/nhiem-vu/{tasks_given[1].pk}/")
    assert not [one["sql"] for one in asked.captured_queries if "organisations_agency" in one["sql"]]
