"""``cotmoc activities``: record, list and take back joint activities."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cotmoc.cli.main import main
from cotmoc.coordination.models import JointActivity
from tests.rooms.small_province import World

RECORD = ("record", "--kind", "patrol", "--on", "02/6/2022", "--lead", "BĐBP tỉnh", "--with", "Công an tỉnh")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def told(capsys: pytest.CaptureFixture[str], *words: str, by: str = "bienphong") -> Any:
    assert main(["activities", *words, "--by", by, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_recorded_listed_and_taken_back(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    made = told(capsys, *RECORD, "--markers", "mốc 12 đến mốc 15", "--count", "2", "--note", "41 lượt")
    assert {one["name"] for one in made["participants"]} == {
        "Công an tỉnh",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    }
    assert (made["held_on"], made["count"], made["markers"]) == ("2022-06-02", 2, "mốc 12 đến mốc 15")
    assert [one["id"] for one in told(capsys, "list", "--period", "2022-Q2")] == [made["id"]]
    assert told(capsys, "list", "--period", "2022-Q1") == []
    assert told(capsys, "list", "--agency", "Sở Y tế") == []
    assert "patrol" in told(capsys, "kinds")
    assert main(["activities", "list", "--lang", "en"]) == 0
    assert "BĐBP tỉnh, Công an tỉnh" in capsys.readouterr().out
    back = told(capsys, "withdraw", str(made["id"]), "--reason", "Ghi nhầm ngày")
    assert back["withdrawn_reason"] == "Ghi nhầm ngày"
    assert told(capsys, "list") == []
    assert told(capsys, "show", str(made["id"]))["withdrawn_at"]


def test_one_that_looks_the_same_is_recorded_on_purpose_only(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, *RECORD)
    assert main(["activities", *RECORD]) == 2
    assert "CM-06" in capsys.readouterr().err
    told(capsys, *RECORD, "--another")
    assert JointActivity.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (["show", "999999"], 2, "CM-0002"),
        (["show", "x"], 2, "CM-0007"),
        (["list", "--period", "2022-Q9"], 2, "CM-0003"),
        (["list", "--agency", "Sở không có"], 2, "CM-0002"),
        ([*RECORD, "--area", "xã không có"], 2, "CM-0002"),
        ([*RECORD, "--markers", "14.7521, 107.5432"], 2, "CM-06"),
        ([*RECORD, "--by", "sokhdt"], 5, "CM-0001"),
        ([*RECORD, "--by", "kiemtra"], 5, "CM-0001"),
        (["record", "--kind", "patrol", "--on", "02/6/2022", "--lead", "BĐBP tỉnh"], 2, "CM-0007"),
        ([*RECORD[:4], "30/7/2022", *RECORD[5:]], 2, "CM-06"),
    ],
)
def test_what_cannot_be_done_says_so_by_its_code(
    world: World, capsys: pytest.CaptureFixture[str], words: list[str], code: int, number: str
) -> None:
    assert main(["activities", *words]) == code
    assert number in capsys.readouterr().err
    assert not JointActivity.objects.exists()
