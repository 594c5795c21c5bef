"""An invisible NUL in an address, a form or a body is refused by name on every door, on both databases."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.rooms.small_province import World


@pytest.fixture
def client(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people["vanphong"])
    return client


@pytest.mark.parametrize("address", ["/nhiem-vu/?q=a%00b", "/van-ban/?q=%00", "/phoi-hop/?ky=2022-Q2%00"])
def test_an_address_is_refused_as_a_page(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert "NUL" in answer.content.decode()


def test_a_form_is_refused_and_nothing_is_made(client: Client, world: World) -> None:
    sent = {"title": "Rà\x00soát", "lead": str(world.id("yte")), "due_on": ""}
    assert client.post("/nhiem-vu/giao/", sent).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/tasks?text=%00", None),
        ("GET", "/api/v1/audit?deed=a%00", None),
        ("POST", "/api/v1/tasks", {"title": "a\x00b", "leads": [1], "giver": 1}),
    ],
)
def test_the_api_names_the_field(client: Client, world: World, method: str, path: str, body: object) -> None:
    if "audit" in path:
        client.force_login(world.people["kiemtra"])
    sent = "" if body is None else json.dumps(body)
    answer = client.generic(method, path, sent, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["field"] in {"text", "deed", "body"}


def test_a_written_backslash_is_no_nul(client: Client, world: World) -> None:
    text = "C:\\u0000"
    answer = client.generic(
        "POST", "/api/v1/tasks", json.dumps({"title": text}), content_type="application/json"
    )
    assert "NUL" not in answer.json().get("title", "")
