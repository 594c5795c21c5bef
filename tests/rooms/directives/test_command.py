"""``cotmoc directives``: the deeds of the review page, by the numbers that ``show`` prints."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.directives import actions
from cotmoc.directives.models import Document
from cotmoc.organisations.models import AgencyAlias
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import World


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


@pytest.fixture
def document(world: World) -> Document:
    """The letter with six orders, waiting for review."""
    found, _ = actions.register(
        name="cong-van.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at
    )
    return found


def told(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    assert main(["directives", *map(str, words), "--by", "vanphong", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def clauses(capsys: pytest.CaptureFixture[str], document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(capsys, "show", document.pk)["clauses"]
    return found


def test_a_draft_is_corrected_and_given(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    first = clauses(capsys, document)[0]
    shown = told(
        capsys, "edit", first["id"], "--label", "Rà soát các chốt", "--due", "05/9/2022", "--version",
        first["version"], "--lead", "Sở Y tế", "--coordinating", "Sở KH&ĐT", "--area", "xã Đăk Plô",
    )  # fmt: skip
    edited = shown["clauses"][0]
    assert (edited["label"], edited["due_on"]) == ("Rà soát các chốt", "2022-09-05")
    assert (edited["leads"], edited["coordinating"]) == (["Sở Y tế"], ["Sở Kế hoạch và Đầu tư"])
    assert edited["areas"] == ["xã Đăk Plô"]
    given = told(capsys, "accept", "--clause", first["id"])["clauses"][0]
    task = Task.objects.get(pk=given["tasks"][0])
    assert (task.title, task.lead.name if task.lead else "") == ("Rà soát các chốt", "Sở Y tế")
    again = told(
        capsys, "edit", clauses(capsys, document)[1]["id"], "--due", "-", "--area", "-", "--each", "no"
    )
    assert (again["clauses"][1]["due_on"], again["clauses"][1]["areas"]) == (None, [])


def test_split_merge_reject_and_taking_back(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    before = clauses(capsys, document)
    first = before[0]
    halves = told(capsys, "split", first["id"], "--first", "Việc một", "--second", "Việc hai")["clauses"]
    assert [one["label"] for one in halves[:2]] == ["Việc một", "Việc hai"]
    assert len(halves) == len(before) + 1
    joined = told(capsys, "merge", halves[0]["id"], "--label", "Cả hai")["clauses"]
    assert (joined[0]["label"], len(joined)) == ("Cả hai", len(before))
    back = told(capsys, "restore", joined[0]["id"])["clauses"]
    assert [one["label"] for one in back[:2]] == ["Việc một", "Việc hai"]
    rejected = told(capsys, "reject", before[-1]["id"])["clauses"]
    assert rejected[-1]["state"] == "rejected"
    assert told(capsys, "restore", before[-1]["id"])["clauses"][-1]["state"] == "draft"
    assert {"directive.split", "directive.merge", "directive.reject", "directive.restore"} <= set(
        AuditRow.objects.values_list("deed", flat=True)
    )


def test_a_place_to_split_is_listed_and_taken(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    first = clauses(capsys, document)[0]
    [both, *others] = told(capsys, "merge", first["id"])["clauses"]
    points = told(capsys, "split", both["id"], "--points")
    shown = told(capsys, "split", both["id"], "--at", points[0]["at"])["clauses"]
    assert len(shown) == len(others) + 2
    assert shown[0]["end"] <= points[0]["at"] <= shown[1]["start"]
    assert not told(capsys, "split", others[0]["id"], "--points")


def test_a_name_is_taught_and_the_head_corrected(
    document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    first = clauses(capsys, document)[0]
    shown = told(capsys, "edit", first["id"], "--lead", "Sở Y tế cũ=Sở Y tế", "--remember")
    assert shown["clauses"][0]["leads"] == ["Sở Y tế"]
    assert AgencyAlias.objects.filter(name="Sở Y tế cũ").exists()
    shown = told(capsys, "describe", document.pk, "--subject", "Mùa mưa", "--issued-on", "13/7/2022")
    assert (shown["subject"], shown["issued_on"]) == ("Mùa mưa", "2022-07-13")


def test_lines_tell_number_state_bodies(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    first = clauses(capsys, document)[0]
    assert main(["directives", "show", str(document.pk)]) == 0
    text = capsys.readouterr().out
    assert f"{first['id']} chờ rà soát" in text
    assert ",0000" not in text
    assert main(["directives", "split", str(first["id"]), "--points", "--lang", "en"]) == 0


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        (["accept"], 2, "CM-0007"),
        (["accept", "DOCUMENT", "--clause", "CLAUSE"], 2, "CM-0007"),
        (["edit", "CLAUSE"], 2, "CM-0007"),
        (["describe", "DOCUMENT"], 2, "CM-0007"),
        (["edit", "999999", "--label", "x"], 2, "CM-0002"),
        (["edit", "9" * 30, "--label", "x"], 2, "CM-0007"),
        (["edit", "CLAUSE", "--label", ""], 2, "CM-0003"),
        (["edit", "CLAUSE", "--due", "31/02/2022"], 2, "CM-0007"),
        (["edit", "CLAUSE", "--lead", "Tên=Sở không có"], 2, "CM-0002"),
        (["edit", "CLAUSE", "--label", "x", "--version", "99"], 2, "CM-0004"),
        (["edit", "CLAUSE", "--label", "TỐI MẬT"], 4, "CM-0200"),
        (["split", "CLAUSE"], 2, "CM-03"),
        (["split", "CLAUSE", "--at", "0"], 2, "CM-03"),
        (["restore", "CLAUSE"], 2, "CM-03"),
        (["reject", "CLAUSE", "--by", "sokhdt"], 5, "CM-0001"),
        (["show", "DOCUMENT", "--by", "nobody"], 2, "CM-0002"),
    ],
)
def test_what_cannot_be_done_says_so_by_its_code(
    document: Document, capsys: pytest.CaptureFixture[str], words: list[str], code: int, number: str
) -> None:
    clause = str(document.reading.clauses.order_by("start")[0].pk)
    names = {"CLAUSE": clause, "DOCUMENT": str(document.pk)}
    rows = AuditRow.objects.count()
    assert main(["directives", *(names.get(word, word) for word in words)]) == code
    assert number in capsys.readouterr().err
    assert AuditRow.objects.count() == rows
