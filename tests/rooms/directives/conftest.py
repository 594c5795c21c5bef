"""What the tests of this room's doors begin with."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.rooms.small_province import World


@pytest.fixture
def client(world: World, settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser in which the office is signed in; commands see the day of the small province, too."""
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    settings.COTMOC_DEMO = True
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    signed_in = Client()
    signed_in.force_login(world.people["vanphong"])
    return signed_in
