"""``cotmoc meetings``: a decision from the command line is a task at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cotmoc.cli.main import main
from cotmoc.meetings.models import Decision
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World

WORDS = "Sở Y tế cấp thêm thuốc cho các trạm xã biên giới."


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["meetings", *words, "--by", "vanphong", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def decide(capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    return told(capsys, "decide", "2022-Q2", WORDS, "--lead", "Sở Y tế", "--due", "30/9/2022", *more)


def test_a_decision_is_a_task(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show", "2022-Q2") == {"period": "2022-Q2", "held_on": None, "decisions": []}
    shown = decide(capsys, "--coordinating", "Sở KH&ĐT", "--held-on", "20/7/2022")
    [decision] = shown["decisions"]
    assert (shown["held_on"], decision["lead"], decision["due_on"]) == ("2022-07-20", "Sở Y tế", "2022-09-30")
    assert Task.objects.get(pk=decision["task"]).detail == WORDS
    [meeting] = told(capsys, "list")
    assert (meeting["period"], meeting["held_on"]) == ("2022-Q2", "2022-07-20")
    assert main(["meetings", "show", "2022-Q2", "--lang", "en"]) == 0
    assert WORDS in capsys.readouterr().out


def test_the_same_decision_sent_twice_stands_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert decide(capsys) == decide(capsys)
    assert (Decision.objects.count(), Task.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (["show", "2022-Q9"], 2, "CM-0003"),
        (["decide", "2022-07", "Việc", "--lead", "Sở Y tế"], 2, "CM-0003"),
        (["decide", "2022-Q2", " ", "--lead", "Sở Y tế"], 2, "CM-0003"),
        (["decide", "2022-Q2", "Việc", "--lead", "Sở không có"], 2, "CM-0002"),
        (["decide", "2022-Q2", "Việc"], 2, "CM-0007"),
        (["decide", "2022-Q2", "Việc", "--lead", "Sở Y tế", "--held-on", "1/8/2022"], 2, "CM-0003"),
        (["decide", "2022-Q2", "Việc", "--lead", "Sở Y tế", "--by", "sokhdt"], 5, "CM-0001"),
    ],
)
def test_what_cannot_be_done_says_so_by_its_code(
    world: World, capsys: pytest.CaptureFixture[str], words: list[str], code: int, number: str
) -> None:
    assert main(["meetings", *words]) == code
    assert number in capsys.readouterr().err
    assert not Decision.objects.exists()
