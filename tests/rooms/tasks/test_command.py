"""``cotmoc tasks`` as a clerk and a program use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from config import clock
from cotmoc.cli.main import main
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations import actions as organisations
from cotmoc.tasks.models import Task
from tests.rooms.small_province import LONG_AGO, World, build
from tests.rooms.tasks.test_evidence import PNG
from tests.rooms.tasks.test_listing import give

from .test_course import assign


@pytest.fixture
def here(db: None) -> World:
    """The small province on the real day."""
    return build(clock.today())


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["tasks", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_course_from_the_command_line(here: World, capsys, tmp_path: Path) -> None:
    task = str(give(here).pk)
    photo = tmp_path / "anh.png"
    photo.write_bytes(PNG)
    lead, office = ("--by", "sokhdt"), ("--by", "vanphong")
    told = said(capsys, "progress", task, "--note", "Đã họp", "--percent", "40", "--file", str(photo), *lead)
    assert (told["events"][-1]["percent"], told["events"][-1]["file"]["name"]) == (40, "anh.png")
    later = said(capsys, "extend", task, "--due", "30/12/2100", "--reason", "Lũ", *office)
    assert later["due_on"] == "2100-12-30"
    assert said(capsys, "complete", task, "--product", "1/BC", "--product-on", "1/7/2022", *lead)["awaiting"]
    assert not said(capsys, "return", task, "--reason", "Thiếu", *office)["awaiting"]
    said(capsys, "complete", task, "--product", "2/BC", "--product-on", "1/7/2022", *lead)
    assert said(capsys, "accept", task, *office)["state"] == "done_on_time"
    found = said(capsys, "list", "--state", "done_on_time", "--lead", "Sở KH&ĐT")
    assert ([item["id"] for item in found["items"]], found["tally"]["total"]) == ([int(task)], 1)


def test_parts_areas_and_indicators_from_the_command_line(here: World, capsys) -> None:
    from tests.rooms.reporting.quarterly import define

    define(here)
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=LONG_AGO,
        by=organisations.founder(here.province.pk),
    )  # fmt: skip
    task = str(give(here, coordinating=[here.id("yte")]).pk)
    given = ("assign", "Rà soát phần việc", "--under", task, "--giver", "Sở KH&ĐT", "--by", "sokhdt")
    assert main(["tasks", *given, "--lead", "Sở KH&ĐT"]) == 2
    assert "CM-0437" in capsys.readouterr().err
    part = said(capsys, *given, "--lead", "Sở Y tế")
    assert [one["id"] for one in part["above"]] == [int(task)]
    number = str(part["id"])
    assert said(capsys, "move", number, "--by", "sokhdt")["above"] == []
    assert said(capsys, "move", number, "--under", task, "--by", "vanphong")["parent"] == int(task)
    assert main(["tasks", "move", task, "--under", number, "--by", "vanphong"]) == 2
    assert "CM-0430" in capsys.readouterr().err

    assert said(capsys, "link", task, "--area", "xã Đăk Plô")["areas"] == [{"id": area.pk, "name": area.name}]
    tied = said(capsys, "link", task, "--indicator", "B3", "--by", "sokhdt")
    assert (tied["indicators"][0]["code"], tied["parts"][0]["id"]) == ("B3", part["id"])
    assert main(["tasks", "show", task]) == 0
    assert "chỉ tiêu: B3 Tuần tra chung" in capsys.readouterr().out
    assert said(capsys, "unlink", task, "--area", str(area.pk))["areas"] == []
    assert said(capsys, "unlink", task, "--indicator", "B3")["indicators"] == []
    assert main(["tasks", "link", task, "--area", "xã không có"]) == 2


def test_a_task_is_given_remarked_on_and_taken_back(here: World, capsys) -> None:
    given = said(
        capsys, "assign", "Kiểm tra chốt", "--lead", "Sở Y tế", "--lead", "Sở KH&ĐT",
        "--accountable", "Sở KH&ĐT", "--coordinating", "Công an tỉnh",
        "--due", "30/12/2100", "--by", "vanphong",
    )  # fmt: skip
    assert (given["giver"]["id"], given["due_on"]) == (here.id("ubnd"), "2100-12-30")
    parts = {(one["id"], one["role"], one["accountable"]) for one in given["bodies"]}
    assert parts == {
        (here.id("yte"), "lead", False),
        (here.id("khdt"), "lead", True),
        (here.id("congan"), "coordinating", False),
    }
    task = str(given["id"])
    told = said(capsys, "comment", task, "Xin ý kiến thêm", "--by", "sokhdt")
    assert (told["events"][-1]["kind"], told["events"][-1]["note"]) == ("commented", "Xin ý kiến thêm")
    back = said(capsys, "withdraw", task, "--reason", "Giao nhầm", "--by", "vanphong")
    assert back["events"][-1]["kind"] == "cancelled"


def test_a_clock_that_stands_is_told(here: World, capsys) -> None:
    given = ("--lead", "Sở KH&ĐT", "--due", "30/12/2100", "--by", "vanphong")
    task = str(said(capsys, "assign", "Kiểm tra chốt", *given)["id"])
    stands = f"hạn 30/12/2100; đồng hồ dừng từ {show_date(here.today)}"
    assert main(["tasks", "show", task]) == 0
    assert stands not in capsys.readouterr().out
    said(capsys, "escalate", task, "--proposal", "Thiếu xe", "--by", "sokhdt")
    assert main(["tasks", "show", task]) == 0
    assert stands in capsys.readouterr().out


def test_each_lead_gets_a_task_of_its_own(here: World, capsys) -> None:
    leads = ("--lead", "Sở Y tế", "--lead", str(here.id("khdt")), "--giver", "UBND tỉnh")
    heading = said(capsys, "assign", "Báo cáo tình hình", *leads, "--each")
    assert len(heading["units"]) == 2


def test_the_table_counts_all_six(here: World, capsys) -> None:
    give(here, due=-1)
    give(here, due=None)
    assert main(["tasks", "list"]) == 0
    text = capsys.readouterr().out
    assert "2 nhiệm vụ; quá hạn 1, sắp đến hạn 0, chưa đến hạn 0, thường xuyên 1" in text
    assert "đúng hạn 0,0% trong 1 việc đã đến hạn" in text
    assert main(["tasks", "show", str(Task.objects.first().pk), "--lang", "en"]) == 0
    assert "lead*: Sở Kế hoạch và Đầu tư" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "999999"], 2),
        (["show", "9" * 30], 2),
        (["list", "--lead", "Sở không có"], 2),
        (["list", "--lead", "9" * 30], 2),
        (["list", "--state", "late"], 2),
        (["list", "--limit", "0"], 2),
        (["list", "--by", "nobody"], 2),
        (["list", "--by", "quantri"], 5),
        (["accept", "TASK", "--by", "sokhdt"], 5),
        (["accept", "TASK"], 2),
        (["extend", "TASK", "--due", "31/02/2023", "--reason", "x"], 2),
        (["progress", "TASK", "--note", "x", "--percent", "200"], 2),
        (["progress", "TASK", "--note", "x", "--file", "khong-co.png"], 3),
        (["progress", "TASK", "--note", ""], 2),
        (["comment", "TASK", " "], 2),
        (["comment", "TASK", "\udcff\udcfe"], 2),
        (["list", "--by", "\udcff"], 2),
        (["list", "--text", "\udcff"], 2),
        (["withdraw", "TASK", "--reason", "x", "--by", "sokhdt"], 5),
        (["assign", "Việc", "--lead", "Sở Y tế"], 2),
        (["assign", "Việc"], 2),
        (["assign", "Việc", "--lead", "Sở Y tế", "--giver", "UBND tỉnh", "--by", "sokhdt"], 5),
        (["assign", "Việc", "--lead", "Sở không có", "--giver", "UBND tỉnh"], 2),
    ],
)
def test_what_cannot_be_done_says_so_by_its_code(here: World, capsys, words: list[str], code: int) -> None:
    task = give(here)
    assert main(["tasks", *(str(task.pk) if word == "TASK" else word for word in words)]) == code
    assert capsys.readouterr().err.startswith("cotmoc: CM-")
    assert Task.objects.get().version == 1


def test_a_marked_file_is_refused_with_its_own_code(here: World, tmp_path: Path) -> None:
    task = give(here)
    marked = tmp_path / "BC MẬT.png"
    marked.write_bytes(PNG)
    assert main(["tasks", "progress", str(task.pk), "--note", "x", "--file", str(marked)]) == 4


def test_a_list_says_that_it_goes_on_and_how(here: World, capsys) -> None:
    for n in range(3):
        assign(here, title=f"Việc {n}", due_on=None)
    assert main(["tasks", "list", "--limit", "2"]) == 0
    assert "dòng 1 đến 2; xem tiếp bằng --page 2" in capsys.readouterr().out
    assert main(["tasks", "list", "--limit", "2", "--page", "2"]) == 0
    told = capsys.readouterr().out
    assert "Việc 2" in told
    assert "xem tiếp" not in told
