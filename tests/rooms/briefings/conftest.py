"""Fixtures of the briefing tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from cotmoc.briefings.render import faces


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder of the real Tinos faces that set-up unpacked."""
    folder = Path(settings.COTMOC_FONTS)
    if not faces.present(folder):
        pytest.skip("Tinos is not set up: run ./run --setup")
    return folder
