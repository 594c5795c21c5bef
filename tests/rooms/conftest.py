"""Fixtures of the rooms' tests: a real database and a small province in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from tests.rooms import small_province


@pytest.fixture
def world(db: None) -> small_province.World:
    """A small province on 25/7/2022."""
    return small_province.build()


@pytest.fixture
def going_back(transactional_db: None) -> Iterator[None]:
    """For tests that go back to an older migration: what they leave has every table of every room again.

    A room's migrations take those of other rooms that need them away too, and bring only their own back.
    """
    yield
    call_command("migrate", verbosity=0)


@pytest.fixture
def demo_day(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The doors are those of a demo on 25/7/2022, signed in to without a second step."""
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    settings.COTMOC_DEMO = True
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
