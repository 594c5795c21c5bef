"""Accounts over HTTP and on the command line: another role, and the second step taken away."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.organisations.queries import actor_named
from tests.rooms.small_province import World


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]


def call(world: World, who: str, method: str, path: str, body: object = None) -> Any:
    client = Client()
    client.force_login(world.people[who])
    return client.generic(method, f"/api/v1{path}", json.dumps(body or {}), content_type="application/json")


def test_another_role_from_a_day_on(world: World) -> None:
    person = world.people["chuyenvien"].pk
    body = {"role": "agency_lead", "agency": world.id("yte"), "valid_from": "2022-07-25"}
    told = call(world, "quantri", "POST", f"/accounts/{person}/role", body).json()
    assert (told["role"], told["agency"]) == ("agency_lead", world.id("yte"))
    assert actor_named("chuyenvien", at=world.at).agency == world.id("yte")
    assert call(world, "vanphong", "POST", f"/accounts/{person}/role", body).status_code == 403
    body["valid_from"] = str(date.min)
    assert call(world, "quantri", "POST", f"/accounts/{person}/role", body).status_code == 422


def test_a_lost_phone(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    person = world.people["chuyenvien"]
    for take in ("api", "command"):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
        if take == "api":
            path = f"/accounts/{person.pk}/second-step"
            assert call(world, "vanphong", "DELETE", path).status_code == 403
            assert call(world, "quantri", "DELETE", path).status_code == 200
        else:
            assert main(["people", "second-step-off", "chuyenvien", "--by", "vanphong"]) == 5
            assert main(["people", "second-step-off", "chuyenvien", "--by", "quantri"]) == 0
        assert not Authenticator.objects.exists()
    assert AuditRow.objects.filter(deed="people.second_step_removed").count() == 2
