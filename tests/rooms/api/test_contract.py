"""Whatever is sent to the API, it answers as its own description says, and never with a 500."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import BaseModel
from schemathesis import GenerationMode

from config import env
from config.wsgi import application
from cotmoc.api.urls import api
from cotmoc.domain.access import GRANTS, Role
from cotmoc.organisations import actions
from tests.rooms.api import openapi
from tests.rooms.small_province import World

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
OPERATIONS = sorted((one.ok() for one in SCHEMA.get_all_operations()), key=lambda one: (one.path, one.method))


def test_the_description_is_the_one_in_the_documents():
    stands = (env.ROOT / openapi.PAGE).read_text("utf-8")
    assert stands == openapi.text(), "renew it: python tests/rooms/api/openapi.py"


def test_no_two_shapes_have_one_name():
    """The description holds one shape a name: of two, one would be described by the other."""
    named: dict[str, set[type]] = defaultdict(set)
    for shape in _shapes(BaseModel):
        if shape.__module__.startswith("cotmoc."):
            named[shape.__name__].add(shape)
            for field in shape.model_fields.values():
                for one in _kinds(field.annotation):
                    named[one.__name__].add(one)
    assert {name: found for name, found in named.items() if len(found) > 1} == {}


def _shapes(above: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for shape in above.__subclasses__():
        yield shape
        yield from _shapes(shape)


def _kinds(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server's requests run in the test's own transaction, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secrets(world: World, one_connection: None, monkeypatch) -> dict[str, str]:
    """A token of an office and of an administrator, each with all that its role may do."""
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    from config import clock

    return {
        name: actions.make_token(
            name="thử", scopes=GRANTS[role], days=1, real_at=clock.real_now(), by=world.actor(name)
        )[1]
        for name, role in (("vanphong", Role.OFFICE), ("quantri", Role.ADMINISTRATOR))
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.method} {one.path}")
def test_nothing_that_is_sent_breaks_an_operation(operation: Any, secrets: dict[str, str]):
    found: list[str] = []
    strategy = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )

    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(case=strategy)
    def send(case: Any) -> None:
        for secret in secrets.values():
            response = case.call(app=application, headers={"Authorization": f"Bearer {secret}"})
            kind = response.headers.get("content-type", [""])[0]
            told = response.status_code < 400 or kind == "application/problem+json"
            if response.status_code >= 500 or not told:
                found.append(
                    f"{case.method} {case.formatted_path}: {response.status_code} {kind} {case.body!r}"
                )

    send()
    assert found == []


@pytest.mark.django_db
def test_a_host_that_is_none_is_told_to_a_program_and_to_a_person_in_their_own_form(client: Client):
    told = client.get("/api/v1/tasks", headers={"host": "..", "accept-language": "en"})
    assert (told.status_code, told["content-type"]) == (400, "application/problem+json")
    assert told.json()["title"] == "The command is not right: the request cannot be read."
    page = client.get("/nhiem-vu/", headers={"host": ".."})
    assert page.status_code == 400
    assert "Yêu cầu gửi tới không đọc được" in page.content.decode()
