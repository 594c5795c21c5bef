"""What goes out over HTTP: the log of mail, settling, endpoints with their secret told once, deliveries."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.notices import actions
from cotmoc.notices.models import Delivery, Endpoint, Message
from tests.rooms.small_province import World

URL = "https://nhan.example/cotmoc"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]


def call(world: World, who: str, method: str, path: str, body: object = None, key: str = "") -> Any:
    client = Client()
    client.force_login(world.people[who])
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    text = json.dumps(body or {})
    where = f"/api/v1/notices{path}"
    return client.generic(method, where, text, content_type="application/json", **headers)  # type: ignore[arg-type]


def letter(world: World, key: str, at: datetime, **state: object) -> int:
    said = actions.Letter(world.province.pk, key, f"{key}@kontum.example", "Nhiệm vụ mới", "Bí mật riêng")
    pk = actions.queue(said, at=at).pk
    Message.objects.filter(pk=pk).update(**state)
    return int(pk)


def cut_off(world: World, key: str = "so") -> int:
    """A message whose sender died an hour ago."""
    at = clock.now()
    gone = {"state": "sending", "owner": "x", "held_until": at - timedelta(minutes=30), "attempts": 1}
    return letter(world, key, at - timedelta(hours=1), **gone)


def event(world: World, endpoint: int, key: str = "e1", **state: object) -> int:
    told = actions.Event(world.province.pk, key, "task.assigned", lambda: {"task": 15})
    actions.announce(told, at=clock.now())
    Delivery.objects.filter(endpoint=endpoint, event_id=key).update(**state)
    return int(Delivery.objects.get(endpoint=endpoint, event_id=key).pk)


def test_a_trial_stands_in_the_log(world: World) -> None:
    told = call(world, "quantri", "POST", "/messages/trial", {"address": "quantri@kontum.example"})
    assert told.status_code == 201
    assert (told.json()["state"], told.json()["attempts"], told.json()["sent_at"]) == ("queued", 0, None)
    log = call(world, "kiemtra", "GET", "/messages?text=QUANTRI@").json()
    assert log["messages"] == [told.json()]
    assert log["counts"] == {"queued": 1, "sending": 0, "unknown": 0, "sent": 0, "failed": 0, "cancelled": 0}
    wrong = call(world, "quantri", "POST", "/messages/trial", {"address": "không phải thư"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "address")


def test_the_log_is_narrowed_and_read_on_and_tells_no_letters_text(world: World) -> None:
    at = clock.now()
    first, second = (letter(world, key, at) for key in ("mot", "hai"))
    lost = cut_off(world)
    log = call(world, "vanphong", "GET", "/messages")
    assert "Bí mật riêng" not in log.content.decode()
    assert [one["id"] for one in log.json()["messages"]] == [lost, second, first]
    assert log.json()["counts"]["unknown"] == 1
    asked = {"?state=unknown": [lost], f"?before={lost}&limit=1": [second], "?state=sending": []}
    for query, found in asked.items():
        rows = call(world, "vanphong", "GET", f"/messages{query}").json()["messages"]
        assert [one["id"] for one in rows] == found, query
    assert call(world, "vanphong", "GET", "/messages?state=lost").status_code == 422
    assert call(world, "vanphong", "GET", f"/messages/{lost}").json()["state"] == "unknown"


def test_what_is_unknown_is_settled_once_with_a_reason(world: World) -> None:
    pk, said = cut_off(world), {"outcome": "sent", "reason": "Có trong sổ máy chủ thư"}
    path = f"/messages/{pk}/settle"
    assert call(world, "quantri", "POST", path, {**said, "reason": " "}).json()["field"] == "reason"
    for reader in ("vanphong", "kiemtra"):
        assert call(world, reader, "POST", path, said).status_code == 403
    first, again = (call(world, "quantri", "POST", path, said, key="k-1") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (200, "sent")
    assert (again["Idempotent-Replayed"], again.json()) == ("true", first.json())
    late = call(world, "quantri", "POST", path, said)
    assert (late.status_code, late.json()["type"]) == (409, "urn:cotmoc:problem:message-not-to-settle")
    assert AuditRow.objects.get(deed="notice.settle").detail["reason"] == said["reason"]
    refused = letter(world, "hong", clock.now(), state="failed", answer="550 no such user")
    body = {"outcome": "again", "reason": "Đã sửa địa chỉ"}
    assert call(world, "quantri", "POST", f"/messages/{refused}/settle", body).json()["state"] == "queued"


def test_the_secret_is_told_when_made_and_never_again(world: World) -> None:
    body = {"url": URL, "events": ["task.", "report.approved"]}
    first, again = (call(world, "quantri", "POST", "/endpoints", body, key="k-1") for _ in range(2))
    made = first.json()
    assert (first.status_code, made["events"], made["active"]) == (201, ["report.approved", "task."], True)
    assert (again["Idempotent-Replayed"], again.json()) == ("true", made)
    assert Endpoint.objects.count() == 1
    assert call(world, "quantri", "POST", "/endpoints", body).status_code == 409
    path = f"/endpoints/{made['id']}"
    for reader in ("quantri", "vanphong", "kiemtra"):
        shown = [call(world, reader, "GET", one).content.decode() for one in ("/endpoints", path)]
        assert all(URL in one and made["secret"] not in one for one in shown)
    assert call(world, "vanphong", "POST", f"{path}/secret").status_code == 403
    renewed = call(world, "quantri", "POST", f"{path}/secret").json()["secret"]
    assert len(renewed) == 64
    assert renewed != made["secret"]


def test_an_endpoint_is_changed_and_stopped(world: World) -> None:
    pk = call(world, "quantri", "POST", "/endpoints", {"url": URL, "events": ["*"]}).json()["id"]
    path = f"/endpoints/{pk}"
    assert call(world, "quantri", "PATCH", path, {"events": ["task.accepted"]}).json()["active"] is True
    stopped = call(world, "quantri", "PATCH", path, {"active": False}).json()
    assert (stopped["active"], stopped["events"]) == (False, ["task.accepted"])
    wrong = call(world, "quantri", "PATCH", path, {"events": ["Giao việc"]})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "events")
    assert call(world, "vanphong", "PATCH", path, {"active": True}).status_code == 403
    inside = call(world, "quantri", "POST", "/endpoints", {"url": "https://10.1.2.3/", "events": ["*"]})
    assert (inside.status_code, inside.json()["field"]) == (422, "url")


def test_deliveries_are_found_and_sent_again(world: World) -> None:
    pk = call(world, "quantri", "POST", "/endpoints", {"url": URL, "events": ["*"]}).json()["id"]
    waits = event(world, pk)
    lost = event(world, pk, "e2", state="failed", status=500, answer="500 hỏng", attempts=9)
    assert call(world, "kiemtra", "GET", f"/endpoints/{pk}").json()["failed"] == 1
    asked = {
        "": [lost, waits],
        "?state=failed": [lost],
        f"?endpoint={pk}&event=task.&before={lost}": [waits],
        "?event=task": [],
        f"?endpoint={pk + 1}": [],
    }
    for query, found in asked.items():
        rows = call(world, "kiemtra", "GET", f"/deliveries{query}").json()
        assert [one["id"] for one in rows] == found, query
    path = f"/deliveries/{lost}"
    assert call(world, "kiemtra", "POST", f"{path}/redeliver").status_code == 403
    first, again = (call(world, "quantri", "POST", f"{path}/redeliver", key="k-1") for _ in range(2))
    assert (first.json()["state"], first.json()["attempts"]) == ("queued", 0)
    assert (again["Idempotent-Replayed"], again.json()) == ("true", first.json())
    assert call(world, "quantri", "POST", f"/deliveries/{waits}/redeliver").status_code == 409
    assert call(world, "kiemtra", "GET", path).json() == first.json()


def test_who_reads_no_notices_finds_none(world: World) -> None:
    for path in ("/messages", "/messages/1", "/endpoints", "/endpoints/1", "/deliveries", "/deliveries/1"):
        assert call(world, "chuyenvien", "GET", path).status_code == 403
        assert call(world, "quantri", "GET", path).status_code == (404 if path.endswith("1") else 200)
