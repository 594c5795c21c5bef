"""``cotmoc tasks results``."""

from __future__ import annotations

import json

import pytest

from cotmoc.cli.main import main
from tests.rooms.small_province import World

from .test_listing import give


def test_results_from_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    give(world, due=20)
    assert main(["tasks", "results", "colour"]) == 2
    capsys.readouterr()
    assert main(["tasks", "results", "lead"]) == 0
    assert "cộng: 1 nhiệm vụ" in capsys.readouterr().out
    assert main(["tasks", "results", "month", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["total"] == 1
