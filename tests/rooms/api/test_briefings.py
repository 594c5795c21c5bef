"""Briefings over HTTP: numbers with keys, files, published bytes, decisions, failures as problem+json."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.analytics import actions as analytics
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.meetings.models import Meeting
from tests.rooms.briefings import province
from tests.rooms.small_province import World, build

pytestmark = pytest.mark.slow

URL = "/api/v1/briefings"


@pytest.fixture
def ready(db: None) -> World:
    """The reports of the hand-checked quarter, with a snapshot."""
    world = build(clock.today())
    province.reports(world)
    analytics.build(by=world.actor("vanphong"), at=world.at)
    return world


def call(world: World, who: str, method: str, path: str, body: object = None) -> Any:
    client = Client()
    client.force_login(world.people[who])
    sent = "" if body is None else json.dumps(body)
    return client.generic(method, URL + path, sent, content_type="application/json")


def test_the_draft_gives_every_number_with_its_key(ready: World) -> None:
    answer = call(ready, "lanhdao", "GET", "/2022-Q2").json()
    by_key = {number["key"]: number["text"] for number in answer["numbers"]}
    assert by_key["E1:2022-Q2:all:-:-:s1"] == "370"
    assert answer["briefing"]["sections"][0]["title"] == "Kết quả thực hiện"
    key = next(key for key in by_key if key.startswith("E1.district:2022-Q2:all"))
    opened = Client()
    opened.force_login(ready.people["lanhdao"])
    figure = opened.get(f"/api/v1/numbers/figures/{key}").json()["figure"]
    assert figure["value"] == by_key[key] == "250"


def test_files_and_published_bytes(ready: World) -> None:
    for kind, begin in (("docx", b"PK"), ("pdf", b"%PDF")):
        sent = call(ready, "vanphong", "GET", f"/2022-Q2/file/{kind}")
        assert sent.content.startswith(begin)
        assert sent["X-Content-Type-Options"] == "nosniff"
    first = call(ready, "vanphong", "POST", "/2022-Q2/published", {}).json()
    assert (first["revision"], first["snapshot"], len(first["pdf_sha256"])) == (1, 1, 64)
    assert call(ready, "vanphong", "POST", "/2022-Q2/published", {}).status_code == 422
    kept = call(ready, "bienphong", "GET", "/2022-Q2/published/1/file/pdf")
    assert kept.content.startswith(b"%PDF")
    assert [one["revision"] for one in call(ready, "bienphong", "GET", "/published").json()] == [1]
    assert PublishedBriefing.objects.count() == 1


def test_a_decision_becomes_a_task(ready: World) -> None:
    body = {
        "text": "Giữ đúng hạn gửi báo cáo",
        "leads": [ready.id("congan"), ready.id("bdbp")],
        "accountable": ready.id("bdbp"),
        "due_on": "2099-12-31",
    }
    made = call(ready, "lanhdao", "POST", "/2022-Q2/decisions", body).json()
    (decision,) = made["decisions"]
    assert decision["lead"] == ready.id("bdbp")
    assert decision["states"] == [{"state": "not_yet_due", "count": 1}]
    assert call(ready, "bienphong", "GET", "/2022-Q2/decisions").json() == made


@pytest.mark.parametrize(
    ("who", "method", "path", "body", "status", "field"),
    [
        ("vanphong", "GET", "/2022-Q9", None, 422, "period"),
        ("vanphong", "GET", "/2022", None, 422, "period"),
        ("vanphong", "GET", "/2022-Q2/file/exe", None, 422, "kind"),
        ("vanphong", "GET", "/2022-Q2/published/7/file/pdf", None, 404, None),
        ("vanphong", "GET", "/2022-Q2/published/99999999999/file/pdf", None, 404, None),
        ("bienphong", "GET", "/2022-Q2", None, 403, None),
        ("xa", "GET", "/published", None, 403, None),
        ("lanhdao", "POST", "/2022-Q2/published", {}, 403, None),
        ("bienphong", "POST", "/2022-Q2/decisions", {"text": "x", "leads": [1]}, 403, None),
        ("vanphong", "POST", "/2022-Q2/decisions", {"text": " ", "leads": [1]}, 422, "text"),
        ("vanphong", "POST", "/2022-Q2/decisions", {"text": "TỐI MẬT\nviệc", "leads": [1]}, 422, "text"),
        ("vanphong", "POST", "/2022-Q2/decisions", {"text": "Việc", "leads": []}, 422, "leads"),
        ("vanphong", "POST", "/2022-Q2/decisions", {"text": "Việc"}, 422, None),
    ],
)
def test_failures_are_problems_with_their_field(
    ready: World, who: str, method: str, path: str, body: object, status: int, field: str | None
) -> None:
    answer = call(ready, who, method, path, body)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    if field:
        assert answer.json()["field"] == field
    assert not Meeting.objects.exists()


def test_nobody_unsigned_reads_a_briefing(ready: World) -> None:
    assert Client().get(f"{URL}/2022-Q2").status_code == 401
