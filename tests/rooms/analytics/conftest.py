"""A small province with two approved quarters, and a place for its snapshots."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rooms.analytics import figures
from tests.rooms.small_province import World


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Path:
    """Snapshots lie below a folder of the test's own."""
    settings.COTMOC_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def filled(world: World) -> World:
    """The small province with two quarters of figures."""
    figures.fill(world)
    return world
