"""Plans over HTTP and from the command line: the same course, the same refusals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cotmoc.api.plans.schemas import DirectiveGaps, PlanOut, PlanRow
from cotmoc.cli.main import main
from cotmoc.plans.models import Plan
from cotmoc.tasks.models import Task
from tests.rooms.plans.conftest import Directive

pytestmark = [pytest.mark.usefixtures("demo_day"), pytest.mark.slow]
URL = "/api/v1/plans"


def call(
    directive: Directive, who: str, method: str, path: str = "", body: object = None, **head: str
) -> Any:
    client = Client(headers=head)
    client.force_login(directive.world.people[who])
    text = "" if body is None else json.dumps(body)
    return client.generic(method, URL + path, text, content_type="application/json")


def draft(directive: Directive, **changes: object) -> dict[str, Any]:
    values = {
        "agency": directive.world.id("khdt"),
        "year": 2022,
        "title": "Kế hoạch bố trí kinh phí",
        "document": directive.document.pk,
        "lines": [
            {
                "wording": "Tổng hợp nhu cầu",
                "due_on": "2022-09-15",
                "amount": 1250.5,
                "clause": directive.clause("kinh phí").pk,
            }
        ],
    }
    return {**values, **changes}


def said(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["plans", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_course_over_http(directive: Directive) -> None:
    made = call(directive, "sokhdt", "POST", "", draft(directive))
    assert made.status_code == 201, made.content
    plan = made.json()
    assert (plan["state"], plan["amount"], plan["steps"]) == (
        "draft",
        "1250.5",
        ["change", "submit", "withdraw"],
    )
    path = f"/{plan['id']}"
    changed = call(directive, "sokhdt", "POST", f"{path}/change", draft(directive, title="Sửa", version=1))
    assert changed.json()["title"] == "Sửa"
    stale = call(directive, "sokhdt", "POST", f"{path}/submit", {"version": 1})
    assert (stale.status_code, stale.json()["number"]) == (409, 4)
    assert call(directive, "sokhdt", "POST", f"{path}/submit", {}).json()["state"] == "submitted"
    assert call(directive, "sokhdt", "POST", f"{path}/approve", {}).status_code == 403
    assert call(directive, "congan", "GET", path).status_code == 404
    back = call(directive, "vanphong", "POST", f"{path}/return", {"reason": "Thiếu"})
    assert back.json()["state"] == "returned"
    call(directive, "sokhdt", "POST", f"{path}/submit", {})
    done = call(directive, "lanhdao", "POST", f"{path}/approve", {}).json()
    assert (done["state"], done["lines"][0]["state"]) == ("approved", "not_yet_due")
    assert Task.objects.get(pk=done["lines"][0]["task"]).parent_id == directive.task("kinh phí", "khdt").pk
    PlanOut.model_validate(done)
    listed = call(directive, "vanphong", "GET", "?state=approved&year=2022").json()
    assert [PlanRow.model_validate(one).id for one in listed] == [plan["id"]]
    assert call(directive, "huyen", "GET").json() == []


def test_a_problem_of_a_line_names_its_field(directive: Directive) -> None:
    body = draft(directive)
    body["lines"] = [*body["lines"], {"wording": "Sai", "clause": 999999}]
    answer = call(directive, "sokhdt", "POST", "", body)
    assert (answer.status_code, answer.json()["field"]) == (422, "clause-2")
    assert not Plan.objects.exists()


def test_a_plan_sent_twice_under_one_key_stands_once(directive: Directive) -> None:
    first = call(directive, "sokhdt", "POST", "", draft(directive), **{"Idempotency-Key": "k1"})
    again = call(directive, "sokhdt", "POST", "", draft(directive), **{"Idempotency-Key": "k1"})
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert again["Idempotent-Replayed"] == "true"
    assert Plan.objects.count() == 1


def test_gaps_over_http(directive: Directive) -> None:
    call(directive, "sokhdt", "POST", "", draft(directive, lines=[]))
    one = call(directive, "vanphong", "GET", f"/gaps/{directive.document.pk}").json()
    DirectiveGaps.model_validate(one)
    kinds = {unit["agency"]["name"]: [gap["kind"] for gap in unit["gaps"]] for unit in one["units"]}
    assert kinds["Sở Kế hoạch và Đầu tư"] == ["not_approved", "clause_unanswered"]
    assert kinds["Sở Y tế"] == ["no_plan"]
    assert len(call(directive, "vanphong", "GET", "/gaps").json()) == 1
    assert [
        unit["agency"]["name"] for unit in call(directive, "huyen", "GET", "/gaps").json()[0]["units"]
    ] == ["Ủy ban nhân dân huyện Đăk Glei"]
    assert call(directive, "xa", "GET", f"/gaps/{directive.document.pk}").status_code == 404


def test_the_course_from_the_command_line(directive: Directive, capsys, tmp_path: Path) -> None:
    lines = tmp_path / "viec.json"
    lines.write_text(json.dumps(draft(directive)["lines"]), "utf-8")
    unit = ("--by", "sokhdt")
    made = said(
        capsys, "write", "Kế hoạch bố trí kinh phí", "--document", str(directive.document.pk),
        "--lines", str(lines), *unit,
    )  # fmt: skip
    plan = str(made["id"])
    assert (made["agency"]["name"], made["lines"][0]["amount"]) == ("Sở Kế hoạch và Đầu tư", "1250.5")
    changed = said(capsys, "change", plan, "--number", "15/KH", *unit)
    assert (changed["number"], changed["lines"]) == ("15/KH", made["lines"])
    said(capsys, "submit", plan, *unit)
    assert said(capsys, "return", plan, "--reason", "Thiếu", "--by", "vanphong")["state"] == "returned"
    said(capsys, "submit", plan, *unit)
    assert main(["plans", "approve", plan, *unit]) == 5
    capsys.readouterr()
    assert said(capsys, "approve", plan, "--by", "vanphong")["lines"][0]["task"]
    assert [one["id"] for one in said(capsys, "list", "--state", "approved")] == [made["id"]]
    assert main(["plans", "list"]) == 0
    assert "đã duyệt" in capsys.readouterr().out
    assert main(["plans", "show", plan]) == 0
    assert "1. Tổng hợp nhu cầu  15/9/2022  Sở Kế hoạch và Đầu tư" in capsys.readouterr().out
    assert main(["plans", "gaps"]) == 0
    assert "Sở Y tế: chưa có kế hoạch" in capsys.readouterr().out
    assert "no_plan" in json.dumps(said(capsys, "gaps", str(directive.document.pk)))


def test_a_programme_from_the_command_line(directive: Directive, capsys, tmp_path: Path) -> None:
    lines = tmp_path / "viec.json"
    lines.write_text('[{"wording": "Giao ban quý III", "due_on": "2022-09-20"}]', "utf-8")
    made = said(
        capsys, "write", "Chương trình 2022", "--programme", "--unit", "BCĐ", "--lines", str(lines),
        "--by", "vanphong",
    )  # fmt: skip
    plan = str(made["id"])
    said(capsys, "submit", plan, "--by", "vanphong")
    said(capsys, "approve", plan, "--by", "lanhdao")
    reviewed = said(capsys, "review", plan, "half_year", "--words", "Tốt", "--by", "vanphong")
    assert (reviewed["reviews"][0]["on"], reviewed["reviews"][0]["tally"]["total"]) == ("2022-07-25", 1)
    over_http = call(directive, "vanphong", "POST", f"/{plan}/review", {"term": "year_end", "words": "Xong"})
    assert [one["term"] for one in over_http.json()["reviews"]] == ["half_year", "year_end"]


def test_an_amendment_over_http(directive: Directive) -> None:
    plan = directive.approved()
    path, day = f"/{plan.pk}", "2022-10-15"
    lines = [{"wording": "Tổng hợp nhu cầu kinh phí", "due_on": day, "carries": 1, "lead": plan.agency_id}]
    body = {"title": plan.title, "number": "21/KH", "lines": lines}
    made = call(directive, "sokhdt", "POST", f"{path}/amend", body, **{"Idempotency-Key": "k"})
    assert made.status_code == 201, made.content
    row = PlanOut.model_validate(made.json())
    again = call(directive, "sokhdt", "POST", f"{path}/amend", body, **{"Idempotency-Key": "k"})
    assert (again.status_code, again.json()["id"]) == (201, row.id)
    other = call(directive, "sokhdt", "POST", f"{path}/amend", body)
    assert (other.status_code, other.json()["number"]) == (409, 455)
    assert (row.amends, row.lines[0].carries, row.steps) == (plan.pk, 1, ["change", "submit", "withdraw"])
    assert [(one.kind, one.before, one.after) for one in row.changes] == [
        ("changed", 1, 1),
        ("dropped", 2, None),
    ]
    assert "due_on" in row.changes[0].fields
    assert call(directive, "vanphong", "GET", path).json()["amendment"] == row.id
    assert call(directive, "congan", "POST", f"{path}/amend", body).status_code == 404
    assert call(directive, "kiemtra", "POST", f"{path}/amend", body).status_code == 403
    assert call(directive, "sokhdt", "POST", f"/{row.id}/submit", {}).status_code == 422
    call(directive, "sokhdt", "POST", f"/{row.id}/submit", {"note": "Mưa lũ"})
    done = call(directive, "lanhdao", "POST", f"/{row.id}/approve", {}).json()
    assert (done["state"], done["lines"][0]["state"]) == ("approved", "not_yet_due")
    former = call(directive, "sokhdt", "GET", path).json()
    assert (former["state"], former["steps"], former["amendment"]) == ("replaced", [], None)
    assert [(one["plan"], one["in_force"]) for one in former["editions"]] == [
        (row.id, True),
        (plan.pk, False),
    ]
    early = {**body, "lines": [{**lines[0], "due_on": "2022-09-01"}]}
    refused = call(directive, "sokhdt", "POST", f"/{row.id}/amend", early)
    assert (refused.status_code, refused.json()["number"], refused.json()["field"]) == (422, 457, "due_on-1")
    listed = call(directive, "vanphong", "GET").json()
    assert [(one["id"], one["amends"]) for one in listed] == [(row.id, plan.pk)]
    assert len(call(directive, "vanphong", "GET", "?state=replaced").json()) == 1


def test_an_amendment_from_the_command_line(directive: Directive, capsys, tmp_path: Path) -> None:
    plan = str(directive.approved().pk)
    unit = ("--by", "sokhdt")
    made = said(capsys, "amend", plan, "--number", "21/KH", *unit)
    assert (made["amends"], made["changes"], made["number"]) == (int(plan), [], "21/KH")
    assert [line["carries"] for line in made["lines"]] == [1, 2]
    row = str(made["id"])
    lines = tmp_path / "viec.json"
    lines.write_text('[{"wording": "Tổng hợp", "due_on": "2022-09-20", "carries": 2}]', "utf-8")
    assert main(["plans", "change", row, "--lines", str(lines), *unit]) == 2
    assert "đã thành nhiệm vụ số" in capsys.readouterr().err
    lines.write_text('[{"wording": "Tổng hợp", "due_on": "2022-09-30", "carries": 2}]', "utf-8")
    said(capsys, "change", row, "--lines", str(lines), *unit)
    assert main(["plans", "show", row]) == 0
    shown = capsys.readouterr().out
    changed = "việc phải làm, người hoặc phòng làm, ngày hoàn thành, nguồn kinh phí, kinh phí"
    assert f"sửa 2 → 1: {changed}, nhiệm vụ của văn bản" in shown
    assert ": lập kế hoạch" in shown
    assert "bỏ 1" in shown
    said(capsys, "submit", row, "--note", "Mưa lũ", *unit)
    assert main(["plans", "withdraw", row, *unit]) == 2
    capsys.readouterr()
    assert said(capsys, "approve", row, "--by", "vanphong")["state"] == "approved"
    assert [one["id"] for one in said(capsys, "list")] == [int(row)]
    again = said(capsys, "amend", row, *unit)
    assert said(capsys, "withdraw", str(again["id"]), "--note", "Thôi", *unit)["state"] == "withdrawn"


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "{}",
        "[1]",
        "[" * 20_000,
        '[{"viec": "?"}]',
        '[{"wording": "?", "due": "2022-09-15"}]',
        '[{"wording": "?", "due_on": "mai"}]',
        '[{"wording": null}]',
        '[{"wording": "\\ud800"}]',
        '[{"wording": "?", "who": 7}]',
        '[{"wording": "?", "lead": "BCĐ"}]',
        '[{"wording": "?", "lead": true}]',
        '[{"wording": "?", "lead": []}]',
        '[{"wording": "?", "amount": NaN}]',
    ],
)
def test_lines_that_cannot_be_read_are_refused(
    directive: Directive, capsys, tmp_path: Path, broken: str
) -> None:
    lines = tmp_path / "viec.json"
    lines.write_text(broken, "utf-8")
    words = ["plans", "write", "?", "--directive", "04-CT/TU", "--lines", str(lines), "--by", "sokhdt"]
    assert main(words) == 2
    assert "--lines" in capsys.readouterr().err
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wording", "a\0b"),
        ("lead", 10**25),
        ("task", 10**25),
        ("wording", "a" * 1001),
        ("who", "a" * 201),
        ("amount", "1.2345"),
        ("amount", "99999999999.9999"),
    ],
)
def test_what_no_table_keeps_is_named_at_its_line(
    directive: Directive, capsys, tmp_path: Path, name: str, value: object
) -> None:
    lines = tmp_path / "viec.json"
    lines.write_text(json.dumps([{"wording": "Đúng"}, {"wording": "Sai", name: value}]), "utf-8")
    words = ["plans", "write", "?", "--directive", "04-CT/TU", "--lines", str(lines), "--by", "sokhdt"]
    assert main(words) == 2
    assert f"{name}-2" in capsys.readouterr().err
    assert not Plan.objects.exists()


@pytest.mark.parametrize(("asked", "status"), [("agency", 422), ("year", 200)])
def test_a_number_that_no_table_holds_is_no_fault(directive: Directive, asked: str, status: int) -> None:
    directive.written(lines=[])
    answer = call(directive, "vanphong", "GET", f"?{asked}={10**30}")
    assert answer.status_code == status
    assert status != 200 or answer.json() == []
