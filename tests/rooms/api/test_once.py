"""``Idempotency-Key``: a request sent again is done once and answered with what stands."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.coordination.models import JointActivity
from cotmoc.directives.models import Clause
from cotmoc.meetings.models import Decision
from cotmoc.organisations.models import Person
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.directives import papers
from tests.rooms.small_province import World
from tests.rooms.tasks.test_evidence import PNG


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]


def send(world: World, who: str, path: str, body: object = None, key: str = "k-1") -> Any:
    client = Client()
    client.force_login(world.people[who])
    headers = {"HTTP_IDEMPOTENCY_KEY": key}
    if isinstance(body, dict) and "file" in body:
        return client.post(f"/api/v1{path}", {**body, "file": body["file"]()}, **headers)
    text = json.dumps(body or {})
    return client.post(f"/api/v1{path}", text, content_type="application/json", **headers)


def order(world: World, **more: object) -> dict[str, object]:
    return {"title": "Rà soát chốt", "giver": world.id("ubnd"), "leads": [world.id("khdt")], **more}


def same_twice(world: World, who: str, path: str, body: object = None, key: str = "k-1") -> Any:
    first, second = (send(world, who, path, body, key) for _ in range(2))
    assert first.status_code in (200, 201), first.content
    assert "Idempotent-Replayed" not in first
    assert second["Idempotent-Replayed"] == "true", second.content
    assert second.json() == first.json()
    assert second.status_code == first.status_code
    return first.json()


def test_a_task_and_its_steps(world: World) -> None:
    task = same_twice(world, "vanphong", "/tasks", order(world))["id"]
    same_twice(world, "sokhdt", f"/tasks/{task}/comment", {"note": "Đã nhận"})
    same_twice(world, "sokhdt", f"/tasks/{task}/progress", {"note": "Đã họp", "version": 2}, "k-2")
    same_twice(
        world, "sokhdt", f"/tasks/{task}/complete", {"product": "1/BC", "product_on": "2022-07-01"}, "k-3"
    )
    same_twice(world, "vanphong", f"/tasks/{task}/accept", {}, "k-4")
    kinds = list(TaskEvent.objects.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["assigned", "commented", "progress", "completed", "accepted"]
    same_twice(
        world, "vanphong", "/tasks", order(world, each=True, leads=[world.id("khdt"), world.id("yte")]), "k-5"
    )
    assert Task.objects.filter(group=True).count() == 1


def test_files_are_compared_by_their_bytes(world: World) -> None:
    task = same_twice(world, "vanphong", "/tasks", order(world))["id"]

    def photo() -> io.BytesIO:
        file = io.BytesIO(PNG)
        file.name = "a.png"
        return file

    same_twice(world, "sokhdt", f"/tasks/{task}/evidence", {"note": "Ảnh", "file": photo}, "k-2")
    assert TaskEvent.objects.filter(kind="evidence").count() == 1


def test_activities_decisions_and_reviews(world: World) -> None:
    activity = {
        "kind": "patrol",
        "held_on": "2022-07-20",
        "lead": world.id("bdbp"),
        "participants": [world.id("congan")],
        "another_occasion": True,
    }
    pk = same_twice(world, "bienphong", "/activities", activity)["id"]
    same_twice(world, "bienphong", f"/activities/{pk}/withdraw", {"reason": "Nhầm"}, "k-2")
    assert JointActivity.objects.count() == 1
    decision = {"text": "Cấp thuốc", "leads": [world.id("yte")]}
    same_twice(world, "vanphong", "/briefings/2022-Q2/decisions", decision)
    assert Decision.objects.count() == 1

    def paper() -> io.BytesIO:
        file = io.BytesIO(papers.TEXT.encode())
        file.name = "cv.txt"
        return file

    first, second = (send(world, "vanphong", "/directives", {"file": paper}, "k-3") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert (first.json()["new"], second.json()["new"]) == (True, False)
    clauses = first.json()["document"]["clauses"]
    halves = {"second_label": "Việc hai"}
    same_twice(world, "vanphong", f"/directives/clauses/{clauses[0]['id']}/split", halves, "k-4")
    assert Clause.objects.count() == len(clauses) + 2
    missed = {"words": papers.TEXT.splitlines()[0].split("  ")[0]}
    added = f"/directives/{first.json()['document']['id']}/clauses"
    same_twice(world, "vanphong", added, missed, "k-6")
    assert AuditRow.objects.filter(deed="directive.add").count() == 1
    same_twice(world, "vanphong", f"/directives/clauses/{clauses[-1]['id']}/accept", {}, "k-5")
    assert AuditRow.objects.filter(deed="directive.accept").count() == 1


def test_another_content_is_refused_and_another_person_has_keys_of_their_own(world: World) -> None:
    same_twice(world, "vanphong", "/tasks", order(world))
    other = send(world, "vanphong", "/tasks", order(world, title="Việc khác"))
    assert (other.status_code, other.json()["number"], other.json()["field"]) == (422, 9, "Idempotency-Key")
    elsewhere = send(world, "vanphong", "/tasks/1/comment", {"note": "x"})
    assert elsewhere.status_code == 422
    assert send(world, "phovanphong", "/tasks", order(world)).status_code == 201
    assert Task.objects.count() == 2


def test_what_is_shown_once_is_not_shown_again(world: World) -> None:
    body = {"username": "moi", "name": "Mới", "role": "agency_staff", "agency": world.id("khdt")}
    first, second = (send(world, "quantri", "/accounts", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json()["number"] == 8
    assert "url" not in second.json()
    assert Person.objects.filter(username="moi").count() == 1


def test_a_refused_request_keeps_no_key(world: World) -> None:
    refused = send(world, "vanphong", "/tasks", order(world, leads=[]))
    assert refused.status_code == 422
    assert send(world, "vanphong", "/tasks", order(world)).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "khóa"])
def test_a_key_that_is_none(world: World, key: str) -> None:
    answer = send(world, "vanphong", "/tasks", order(world), key)
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert not Task.objects.exists()
