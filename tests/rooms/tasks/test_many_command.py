"""``cotmoc tasks`` for many at once: Excel out and in, bulk deeds and undoing them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from config import clock
from cotmoc.cli.main import main
from cotmoc.tasks.models import Batch, Task
from tests.rooms.small_province import World, build
from tests.rooms.tasks.test_excel import book
from tests.rooms.tasks.test_listing import give

HEAD = ["Mã", "Tên nhiệm vụ", "Cơ quan giao", "Chủ trì"]
GOOD = ["NV-1", "Củng cố trạm y tế", "UBND tỉnh", "Sở Y tế"]
BAD = ["NV-2", "Sửa đường", "UBND tỉnh", "Sở Du lịch"]


@pytest.fixture
def here(db: None) -> World:
    """The small province on the real day."""
    return build(clock.today())


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert main(["tasks", *words, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def table(folder: Path, *rows: list[str]) -> str:
    path = folder / "bang.xlsx"
    path.write_bytes(book(HEAD, *rows))
    return str(path)


def sheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_table_comes_in_and_goes_out(here: World, capsys: Any, tmp_path: Path) -> None:
    path = table(tmp_path, GOOD)
    assert said(capsys, "import", path, "--dry-run") == {"batch": None, "count": 1, "wrong": []}
    assert Task.objects.count() == 0
    batch = said(capsys, "import", path)["batch"]
    out = tmp_path / "ra.xlsx"
    assert main(["tasks", "export", str(out), "--text", "tram y te"]) == 0
    assert [line[1] for line in sheet(out)] == ["Mã", "NV-1"]
    capsys.readouterr()
    undone = said(capsys, "undo", str(batch))
    assert [one["undone"] for one in undone["tasks"]] == [True]
    assert [one["id"] for one in said(capsys, "batches")] == [batch]


def test_wrong_rows_are_told_and_marked_and_leave_the_exit_code(
    here: World, capsys: Any, tmp_path: Path
) -> None:
    path, marked = table(tmp_path, GOOD, BAD), tmp_path / "loi.xlsx"
    told = said(capsys, "import", path, "--marked", str(marked), code=2)
    assert told["wrong"] == [{"line": 3, "column": "chủ trì", "why": "không có cơ quan «Sở Du lịch»"}]
    assert sheet(marked)[2][-1] == "chủ trì: không có cơ quan «Sở Du lịch»"
    assert main(["tasks", "import", path]) == 2
    shown = capsys.readouterr()
    assert "dòng 3, chủ trì: không có cơ quan «Sở Du lịch»" in shown.err
    assert "1/2 dòng đúng; chưa lưu gì" in shown.out
    assert Task.objects.count() == 0
    assert main(["tasks", "import", path, "--right-only"]) == 0
    assert Task.objects.get().external_id == "NV-1"


def test_an_empty_table_and_a_file_that_cannot_be_written(here: World, capsys: Any, tmp_path: Path) -> None:
    assert main(["tasks", "template", str(tmp_path / "mau.xlsx")]) == 0
    assert sheet(tmp_path / "mau.xlsx")[0][:2] == ["mã", "tên nhiệm vụ"]
    assert main(["tasks", "export", str(tmp_path / "a" / "b.xlsx")]) != 0
    assert main(["tasks", "import", str(tmp_path / "none.xlsx")]) != 0


def test_bulk_deeds_by_number_by_filter_and_only_looked_at(here: World, capsys: Any) -> None:
    tasks = [give(here) for _ in range(2)]
    seen = said(capsys, "extend-many", str(tasks[0].pk), "--days", "5", "--reason", "Lũ", "--dry-run")
    assert (seen["count"], Batch.objects.count()) == (1, 0)
    made = said(capsys, "extend-many", "--lead", "Sở KH&ĐT", "--days", "5", "--reason", "Lũ")
    assert (made["kind"], made["count"]) == ("extend", 2)
    assert main(["tasks", "withdraw-many", "--reason", "Trùng"]) == 2
    assert "Chưa chọn nhiệm vụ nào" in capsys.readouterr().err
    assert said(capsys, "withdraw-many", str(tasks[0].pk), "--reason", "Trùng")["count"] == 1
    bodies = ("--from", "Sở KH&ĐT", "--to", "Công an tỉnh", "--reason", "Sắp xếp bộ máy")
    assert said(capsys, "hand-over", *bodies, "--part", "lead")["count"] == 1
    assert Task.objects.get(pk=tasks[1].pk).lead_id == here.id("congan")
    assert main(["tasks", "batches"]) == 0
    assert "Sở Kế hoạch và Đầu tư → Công an tỉnh: Sắp xếp bộ máy" in capsys.readouterr().out
    wrong = ("--from", "Sở KH&ĐT", "--to", "Sở Du lịch", "--reason", "Sắp xếp bộ máy", "--json")
    assert main(["tasks", "hand-over", *wrong]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["field"] == "--to"
    none = ("--document", "34/NQ-CP", "--dry-run")
    assert main(["tasks", "hand-over", *bodies, *none]) == 2
