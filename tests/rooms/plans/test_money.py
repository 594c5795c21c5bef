"""The money behind a task: clause → task → parts → plan → source and amount, and back, at every door."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cotmoc.api.tasks import schemas
from cotmoc.cli.main import main
from cotmoc.organisations import actions as organisations
from cotmoc.plans import queries
from cotmoc.plans.models import Plan
from cotmoc.tasks import actions as task_actions
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Task
from tests.rooms.pages import signed_in
from tests.rooms.plans.conftest import Directive
from tests.rooms.reporting.quarterly import define
from tests.rooms.small_province import LONG_AGO

pytestmark = pytest.mark.usefixtures("demo_day")


def money(directive: Directive, who: str, task: Task) -> tuple[list[tuple[str, str]], Decimal, int]:
    viewer = directive.world.actor(who)
    found = queries.money_of(viewer, tasks.task(viewer, task.pk), on=directive.world.today)
    lines = [(one.line.wording, one.tie.value) for one in found.lines]
    return lines, found.total.amount, found.total.unsaid


def test_a_task_has_the_lines_that_it_is_and_those_that_answer_its_clause(directive: Directive) -> None:
    lines = [directive.line("Tổng hợp nhu cầu"), directive.line("Trình phương án", amount=None, source="")]
    plan = directive.approved(lines=lines)
    first, second = (line.task for line in plan.lines.all())
    assert first is not None
    assert second is not None
    whole = directive.task("kinh phí", "khdt")
    answers = [("Tổng hợp nhu cầu", "clause"), ("Trình phương án", "clause")]
    assert money(directive, "vanphong", whole) == (answers, Decimal("120.5"), 1)
    assert money(directive, "vanphong", first) == ([("Tổng hợp nhu cầu", "task")], Decimal("120.5"), 0)
    assert money(directive, "vanphong", second) == ([("Trình phương án", "task")], Decimal(0), 1)


def test_of_a_clause_for_each_unit_every_unit_has_its_own_money(directive: Directive) -> None:
    clause = directive.clause("sạt lở").pk
    directive.approved("huyen", "dakglei", lines=[directive.line("Khảo sát", clause=clause)])
    own, other = directive.task("sạt lở", "dakglei"), directive.task("sạt lở", "ngochoi")
    assert money(directive, "vanphong", own)[0] == [("Khảo sát", "clause")]
    assert money(directive, "vanphong", other) == ([], Decimal(0), 0)
    assert own.parent is not None
    assert money(directive, "vanphong", own.parent)[0] == [("Khảo sát", "clause")]


def test_a_line_that_is_the_task_and_answers_its_clause_counts_once(directive: Directive) -> None:
    whole = directive.task("kinh phí", "khdt")
    directive.approved(lines=[directive.line("Bố trí kinh phí", task=whole.pk)])
    assert money(directive, "vanphong", whole) == ([("Bố trí kinh phí", "task")], Decimal("120.5"), 0)


def test_a_plan_not_approved_and_one_out_of_reach_show_no_money(directive: Directive) -> None:
    written = directive.written()
    whole = directive.task("kinh phí", "khdt")
    assert money(directive, "vanphong", whole)[0] == []
    Plan.objects.filter(pk=written.pk).delete()
    # The military coordinates: it sees the task, but not the plan of the planning department.
    order = task_actions.Order(
        title="Góp ý phương án",
        giver=directive.world.id("ubnd"),
        leads=[directive.world.id("khdt")],
        coordinating=[directive.world.id("quansu")],
    )
    shared = task_actions.assign(order, by=directive.world.actor("vanphong"), at=directive.world.at)
    directive.approved(lines=[directive.line("Góp ý", clause=None, task=shared.pk)])
    assert money(directive, "sokhdt", shared)[0] == [("Góp ý", "task")]
    assert money(directive, "quansu", shared)[0] == []


def test_the_whole_chain_is_walked_on_the_pages(directive: Directive) -> None:
    plan = directive.approved(lines=[directive.line("Tổng hợp nhu cầu")])
    office = signed_in(directive.world, "vanphong")
    whole, part = directive.task("kinh phí", "khdt"), plan.lines.get().task
    assert part is not None
    clause = directive.clause("kinh phí")
    document = office.get(f"/van-ban/{directive.document.pk}/").content.decode()
    assert f'href="/nhiem-vu/{whole.pk}/"' in document
    page = office.get(f"/nhiem-vu/{whole.pk}/").content.decode()
    for there in (
        f'href="/van-ban/{directive.document.pk}/#t{clause.pk}"',
        f'href="/nhiem-vu/{part.pk}/"',
        f'href="/ke-hoach/{plan.pk}/#l1"',
        "Cộng 120,5 triệu đồng",
        "Ngân sách tỉnh",
    ):
        assert there in page
    below = office.get(f"/nhiem-vu/{part.pk}/").content.decode()
    assert f'href="/nhiem-vu/{whole.pk}/"' in below
    assert f'href="/ke-hoach/{plan.pk}/#l1"' in below
    of_plan = office.get(f"/ke-hoach/{plan.pk}/").content.decode()
    assert '<tr id="l1">' in of_plan
    assert f'href="/nhiem-vu/{part.pk}/"' in of_plan
    assert f'href="/van-ban/{directive.document.pk}/#t{clause.pk}"' in of_plan


def test_the_same_chain_over_http_and_from_the_command_line(
    directive: Directive, capsys: pytest.CaptureFixture[str]
) -> None:
    world = directive.world
    plan = directive.approved(lines=[directive.line("Tổng hợp nhu cầu")])
    whole, part = directive.task("kinh phí", "khdt"), plan.lines.get().task
    assert part is not None
    founder = organisations.founder(world.province.pk)
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=LONG_AGO, by=founder
    )
    define(world)
    office = signed_in(directive.world, "vanphong")

    def post(path: str, **body: object) -> None:
        answer = office.post(f"/api/v1/tasks/{whole.pk}/{path}", json.dumps(body), "application/json")
        assert answer.status_code == 200, answer.content

    post("link-area", area=area.pk)
    post("link-indicator", indicator="A1")
    told: dict[str, Any] = office.get(f"/api/v1/tasks/{whole.pk}").json()
    schemas.Task.model_validate(told, extra="forbid")
    clause = directive.clause("kinh phí")
    assert told["clause"] == {
        "id": clause.pk,
        "directive": directive.document.pk,
        "number": "1450/UBND-KTTH",
        "words": "tham mưu bố trí kinh phí trước ngày 30 tháng 9 năm 2022",
    }
    assert [one["id"] for one in told["parts"]] == [part.pk]
    assert told["money"] == {
        "plan_lines": [
            {
                "plan": plan.pk,
                "title": plan.title,
                "agency": {"id": world.id("khdt"), "name": "Sở Kế hoạch và Đầu tư"},
                "ordinal": 1,
                "wording": "Tổng hợp nhu cầu",
                "source": "Ngân sách tỉnh",
                "amount": "120.5",
                "clause": clause.pk,
                "task": part.pk,
                "tie": "clause",
            }
        ],
        "amount": "120.5",
        "amount_unsaid": 0,
    }

    def ids(query: str) -> list[int]:
        return [one["id"] for one in office.get(f"/api/v1/tasks?{query}").json()["items"]]

    # back from the area and the indicator, and from the line of the plan
    assert ids(f"area={area.pk}") == ids("indicator=A1") == ids(f"area={area.pk}&indicator=A1") == [whole.pk]
    assert ids(f"area={area.pk + 1}") == []
    assert office.get("/api/v1/tasks?indicator=X9").status_code == 404
    line = office.get(f"/api/v1/plans/{plan.pk}").json()["lines"][0]
    assert (line["task"], line["clause"]) == (part.pk, clause.pk)

    def said(*words: object) -> str:
        assert main([*map(str, words), "--by", "vanphong"]) == 0
        return str(capsys.readouterr().out)

    shown = said("tasks", "show", whole.pk)
    assert "theo: 1450/UBND-KTTH: tham mưu bố trí kinh phí" in shown
    assert f"việc con: #{part.pk} Tổng hợp nhu cầu" in shown
    assert f"kinh phí: 120,5 triệu đồng, Ngân sách tỉnh (kế hoạch #{plan.pk}.1 Tổng hợp nhu cầu)" in shown
    assert f"→ #{whole.pk}" in said("directives", "show", directive.document.pk)
    assert f"#{part.pk}\n       120,5 triệu đồng, Ngân sách tỉnh" in said("plans", "show", plan.pk)
    listed = json.loads(said("tasks", "list", "--area", "xã Đăk Plô", "--indicator", "A1", "--json"))
    assert [one["id"] for one in listed["items"]] == [whole.pk]
    assert date.fromisoformat(listed["on"]) == world.today
