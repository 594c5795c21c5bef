"""Fixtures of the rooms' tests: a real database and a small province in it."""

from __future__ import annotations

import pytest

from tests.rooms import small_province


@pytest.fixture
def world(db: None) -> small_province.World:
    """A small province on 25/7/2022."""
    return small_province.build()
