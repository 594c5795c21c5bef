"""``cotmoc reports``: the same course from the command line, with exit codes and JSON."""

from __future__ import annotations

import json

import pytest

from config import clock
from cotmoc.cli.main import main
from cotmoc.directives import actions as directives
from cotmoc.reporting.models import SubmissionEvent
from tests.rooms.reporting import quarterly, test_suggestions
from tests.rooms.small_province import World, build


@pytest.fixture
def ready(db: None) -> World:
    """The small province on the real day, with its regime."""
    world = build(clock.today())
    quarterly.define(world)
    return world


def run(capsys: pytest.CaptureFixture[str], by: str, *words: str) -> tuple[int, str, str]:
    code = main(["reports", "--by", by, *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def begun(ready: World, capsys: pytest.CaptureFixture[str]) -> str:
    code, out, _ = run(capsys, "xa", "--json", "begin", "2022-Q2", str(ready.id("dakplo")))
    assert code == 0
    return str(json.loads(out)["report"])


def test_the_whole_course(ready: World, capsys: pytest.CaptureFixture[str]) -> None:
    report = begun(ready, capsys)
    code, out, _ = run(capsys, "xa", "enter", report, "A1=2.069", "--note", "B7=Chốt do đồn báo cáo")
    assert code == 0
    assert "2.069" in out
    assert "Chốt do đồn báo cáo" in out
    assert run(capsys, "xa", "submit", report)[0] == 0
    assert run(capsys, "huyen", "return", report, "--reason", "Xem lại A1")[0] == 0
    assert run(capsys, "xa", "enter", report, "A1=24", "B7=3")[0] == 0
    assert run(capsys, "xa", "submit", report)[0] == 0
    assert run(capsys, "huyen", "comment", report, "Đã gọi xác nhận")[0] == 0
    code, out, _ = run(capsys, "huyen", "--json", "approve", report, "--note", "Số liệu khớp")
    assert json.loads(out)["cells"] == {"A1": "24", "B7": "3"}
    assert json.loads(out)["state"] == "approved"
    said = SubmissionEvent.objects.filter(submission=int(report)).values_list("kind", "note")
    assert {("commented", "Đã gọi xác nhận"), ("approved", "Số liệu khớp")} <= set(said)
    code, out, _ = run(capsys, "vanphong", "--json", "list", "--period", "2022-Q2", "--state", "approved")
    assert [row["agency"] for row in json.loads(out)] == ["Ủy ban nhân dân xã Đăk Plô"]
    _, out, _ = run(capsys, "vanphong", "board", "2022-Q2")
    assert "Đã gửi 1/7 (14,3%); đúng hạn 0/7" in out


@pytest.mark.parametrize(
    ("by", "words", "code", "number"),
    [
        ("xa", ["enter", "REPORT", "A1=hai mươi"], 2, "CM-0500"),
        ("xa", ["enter", "REPORT", "A1"], 2, "CM-0003"),
        ("xa", ["enter", "REPORT", "Z9=1"], 2, "CM-0501"),
        ("xa", ["submit", "REPORT"], 2, "CM-0502"),
        ("xa", ["approve", "REPORT"], 5, "CM-0001"),
        ("sokhdt", ["show", "REPORT"], 2, "CM-0002"),
        ("xa", ["show", "99999999999999999999"], 2, "CM-0002"),
        ("xa", ["board", "2022-Q9"], 2, "CM-0003"),
        ("xa", ["board", "2022-07"], 2, "CM-0506"),
        ("nobody", ["board", "2022-Q2"], 2, "CM-0002"),
    ],
)
def test_wrong_use_is_catalogued(
    ready: World, capsys: pytest.CaptureFixture[str], by: str, words: list[str], code: int, number: str
) -> None:
    report = begun(ready, capsys)
    found, out, err = run(capsys, by, *[report if word == "REPORT" else word for word in words])
    assert (found, out) == (code, "")
    assert number in err


def test_what_documents_offer_is_printed_and_never_entered(
    ready: World, capsys: pytest.CaptureFixture[str]
) -> None:
    report = begun(ready, capsys)
    text = test_suggestions.OWN.encode()
    directives.register(name="bao-cao.txt", data=text, by=ready.actor("vanphong"), at=ready.at)
    code, out, _ = run(capsys, "vanphong", "--json", "suggestions", report)
    [one] = json.loads(out)
    assert (code, one["cell"], one["value"], one["timing"]) == (0, "A1", "24", "same")
    assert "đã tổ chức tuyên truyền 24 buổi cho nhân dân" in one["sentence"]
    code, out, _ = run(capsys, "vanphong", "suggestions", report)
    assert (code, out.split()[:3]) == (0, ["A1", "24", "same"])
    _, out, _ = run(capsys, "xa", "--json", "show", report)
    assert json.loads(out)["cells"]["A1"] is None
