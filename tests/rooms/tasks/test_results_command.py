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


def test_the_tasks_of_a_group_from_the_command_line(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    give(world, "Rà soát đường mòn", due=20)
    assert main(["tasks", "results", "lead", "--key", str(world.id("khdt"))]) == 0
    said = capsys.readouterr().out
    assert "Rà soát đường mòn" in said
    assert "1 nhiệm vụ" in said
    assert main(["tasks", "results", "lead", "--key", str(world.id("yte")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 0
