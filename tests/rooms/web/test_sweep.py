"""Every door says who may open it: each page, each operation of the API, each command; and who may what."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from config import env
from cotmoc.api.frame import Needs
from cotmoc.api.urls import api
from cotmoc.cli.main import COMMANDS
from cotmoc.domain.access import Permission
from tests.rooms.small_province import PASSWORD, World
from tests.rooms.web import permissions

BEFORE_THE_DATABASE = {"read", "demo", "setup", "migrate", "serve"}
"""Commands that run before anybody can sign in, or without a database at all."""
OPEN_PAGES = {
    "ngon-ngu/",
    "ngay-trinh-dien/",
    "nhiem-vu/lich/<str:secret>.ics",
    "tai-khoan/login/",
    "tai-khoan/logout/",
    "tai-khoan/inactive/",
    "tai-khoan/signup/",
    "tai-khoan/2fa/authenticate/",
    "tai-khoan/moi/<str:secret>/",
}


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        elif not address.startswith("api/"):
            yield from routes(pattern, address)


PAGES = sorted(routes(get_resolver(settings.ROOT_URLCONF)), key=lambda one: one[0])
OPERATIONS = sorted(
    (method, "/".join(["/api/v1", *filter(None, (prefix.strip("/"), path.strip("/")))]), operation)
    for prefix, router in api._routers
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in operation.methods
)


def filled(address: str) -> str:
    """An address with something in the place of its parameters."""
    return re.sub(
        r"[<{](?:(\w+):)?\w+[>}]", lambda found: "abc" if found[1] in {"str", "slug"} else "1", address
    )


def test_every_page_declares_who_may_open_it():
    silent = [
        address
        for address, view in PAGES
        if not isinstance(getattr(view, "permission", None), Permission)
        and not getattr(view, "public", False)
    ]
    assert silent == []
    assert {address for address, view in PAGES if getattr(view, "public", False)} == OPEN_PAGES


def test_every_operation_names_its_permission():
    silent = [
        (method, address)
        for method, address, operation in OPERATIONS
        if not any(isinstance(one, Needs) for one in operation.auth_callbacks)
    ]
    assert silent == []
    assert len(OPERATIONS) > 20


def test_every_command_names_its_permission():
    silent = []
    for name in COMMANDS:
        if name in BEFORE_THE_DATABASE:
            continue
        module = importlib.import_module(f"cotmoc.cli.{name}")
        if not isinstance(getattr(module, "PERMISSION", None), Permission):
            silent.append(name)
    assert silent == []


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in_from_every_page(client):
    wrong = []
    for address, view in PAGES:
        for method in (client.get, client.post) if not getattr(view, "public", False) else ():
            response = method("/" + filled(address))
            if not response.get("Location", "").startswith("/tai-khoan/login/?next="):
                wrong.append((address, response.status_code))
    assert wrong == []


@pytest.mark.django_db
def test_a_stranger_at_the_api_is_told_so_by_every_operation(client):
    wrong = []
    for method, address, _ in OPERATIONS:
        response = client.generic(method, filled(address), "{}", content_type="application/json")
        told = (response.status_code, response["Content-Type"], response.get("WWW-Authenticate"))
        if told != (401, "application/problem+json", "Bearer"):
            wrong.append((method, address, told))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.django_db
def test_roles_open_only_what_their_permissions_say(world: World, monkeypatch):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    plain = [(a, view.permission) for a, view in PAGES if "<" not in a and not getattr(view, "public", False)]
    wrong = []
    for username in ("vanphong", "chuyenvien", "xa", "kiemtra", "quantri"):
        client, actor = Client(), world.actor(username)
        client.force_login(world.people[username])
        for address, permission in plain:
            refused = client.get("/" + address).status_code == 404
            if refused and permissions.granted(actor.role, permission) and SECOND_STEP not in address:
                wrong.append((username, address, "refused"))
            if not refused and not permissions.granted(actor.role, permission):
                wrong.append((username, address, "opened"))
    assert wrong == []


SECOND_STEP = "tai-khoan/2fa/"
"""Its pages about codes are missing before the second step is on."""


def test_the_table_of_permissions_is_the_one_in_the_documents():
    stands = (env.ROOT / permissions.PAGE).read_text("utf-8")
    assert stands == permissions.table(), "renew it: python tests/rooms/web/permissions.py"


@pytest.mark.django_db
def test_every_page_carries_the_headers_that_guard_it(world: World, monkeypatch):
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    client = Client()
    client.force_login(world.people["vanphong"])
    for address in ("/", "/nhiem-vu/", "/quan-tri/co-quan/", "/tai-khoan/2fa/", "/khong-co/", "/api/v1/me"):
        response = client.get(address)
        policy = dict(
            part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";")
        )
        assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"
        text = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=\"", text), address


@pytest.mark.django_db
def test_forms_and_the_api_refuse_a_forged_request(world: World):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/tai-khoan/login/", {"login": "vanphong", "password": PASSWORD}).status_code == 403
    client.force_login(world.people["quantri"])
    assert client.post("/quan-tri/tai-khoan/moi/", {}).status_code == 403
    refused = client.post("/api/v1/accounts", "{}", content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
