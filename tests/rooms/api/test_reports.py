"""Reports over HTTP: the same course as on the pages, failures as problem+json with the field named."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from config import clock
from cotmoc.directives import actions as directives
from cotmoc.reporting.models import Value
from tests.rooms.reporting import quarterly, test_suggestions
from tests.rooms.small_province import World, build

URL = "/api/v1/reports"


@pytest.fixture
def ready(db: None) -> World:
    """The small province on the real day, with its regime."""
    world = build(clock.today())
    quarterly.define(world)
    return world


def call(world: World, who: str, method: str, path: str, body: object = None) -> Any:
    client = Client()
    client.force_login(world.people[who])
    return client.generic(
        method, URL + path, "" if body is None else _json(body), content_type="application/json"
    )


def _json(body: object) -> str:
    import json

    return body if isinstance(body, str) else json.dumps(body)


def begun(world: World) -> dict[str, Any]:
    answer = call(world, "xa", "POST", "", {"period": "2022-Q2", "agency": world.id("dakplo")})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_the_whole_course(ready: World) -> None:
    report = begun(ready)
    assert [c["cell"] for c in report["cells"]] == ["A1", "B7"]
    path = f"/{report['id']}"
    put = call(
        ready, "xa", "PUT", f"{path}/values", {"values": {"A1": 24, "B7": 3}, "version": report["version"]}
    )
    assert {c["cell"]: c["value"] for c in put.json()["cells"]} == {"A1": "24", "B7": "3"}
    assert call(ready, "xa", "POST", f"{path}/submit", {}).json()["state"] == "submitted"
    assert call(ready, "huyen", "POST", f"{path}/return", {"reason": "Xem lại"}).json()["state"] == "returned"
    assert call(ready, "xa", "POST", f"{path}/submit", {}).json()["state"] == "submitted"
    done = call(ready, "huyen", "POST", f"{path}/approve", {}).json()
    assert (done["state"], [e["kind"] for e in done["events"]][-1]) == ("approved", "approved")
    board = call(ready, "vanphong", "GET", "/board?period=2022-Q2").json()
    assert board["completeness"] == {"part": 1, "whole": 7}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"values": {"A1": -1}}, "A1"),
        ({"values": {"A1": 1.5}}, "A1"),
        ({"values": {"Z9": 1}}, "Z9"),
        ({"values": {"A1": "hai"}}, "body.values.A1"),
        ({"values": 7}, "body.values"),
        ({}, "body.values"),
        ("{", None),
    ],
)
def test_bad_bodies_name_the_field_and_save_nothing(ready: World, body: object, field: str | None) -> None:
    report = begun(ready)
    answer = call(ready, "xa", "PUT", f"/{report['id']}/values", body)
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    if field:
        assert answer.json()["field"].endswith(field.removeprefix("body."))
    assert not Value.objects.exists()


def test_a_stale_version_is_refused(ready: World) -> None:
    report = begun(ready)
    path = f"/{report['id']}/values"
    call(ready, "xa", "PUT", path, {"values": {"A1": 1}, "version": report["version"]})
    answer = call(ready, "huyen", "PUT", path, {"values": {"A1": 2}, "version": report["version"]})
    assert answer.status_code == 409


def test_without_signing_in_or_permission(ready: World) -> None:
    anonymous = Client().get(URL)
    assert (anonymous.status_code, anonymous["Content-Type"]) == (401, "application/problem+json")
    assert call(ready, "quantri", "GET", "").status_code == 403
    assert call(ready, "sokhdt", "GET", f"/{begun(ready)['id']}").status_code == 404


def test_every_bad_cell_is_named(ready: World) -> None:
    report = begun(ready)
    body = {"values": {"A1": -1, "B7": 0.5}, "notes": {"Z9": "x"}}
    answer = call(ready, "xa", "PUT", f"/{report['id']}/values", body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["A1", "B7", "Z9"]


@pytest.mark.parametrize("path", ["/0", "/99999999999999999999", "/board?period=x", "/board?period=2022-07"])
def test_what_is_not_there_is_a_problem(ready: World, path: str) -> None:
    answer = call(ready, "vanphong", "GET", path)
    assert answer.status_code in {404, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_a_remark_joins_the_history(ready: World) -> None:
    report = begun(ready)
    answer = call(ready, "xa", "POST", f"/{report['id']}/comments", {"text": "Đã đối chiếu"})
    assert [(e["kind"], e["note"]) for e in answer.json()["events"]] == [("commented", "Đã đối chiếu")]
    refused = call(ready, "xa", "POST", f"/{report['id']}/comments", {"text": "Độ mật: TỐI MẬT"})
    assert (refused.status_code, refused.json()["field"]) == (422, "text")


def test_a_report_tells_what_documents_offer_until_it_is_sent(ready: World) -> None:
    report = begun(ready)
    text = test_suggestions.OWN.replace("24 buổi", "gần 24 buổi").encode()
    directives.register(name="bao-cao.txt", data=text, by=ready.actor("vanphong"), at=ready.at)
    path = f"/{report['id']}"
    [one] = call(ready, "vanphong", "GET", path).json()["suggestions"]
    assert (one["cell"], one["value"], one["written"], one["timing"]) == ("A1", "24", "gần 24 buổi", "same")
    assert one["before"].endswith("đã tổ chức tuyên truyền ")
    call(ready, "xa", "PUT", f"{path}/values", {"values": {"A1": 24, "B7": 3}, "version": report["version"]})
    assert call(ready, "xa", "POST", f"{path}/submit", {}).json()["suggestions"] == []
