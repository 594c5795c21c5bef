"""The field of work of a task is recorded when it is given: as its giver chose, else as its words say."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from cotmoc.cli.main import main
from cotmoc.directives import actions as directives
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.errors.task_batches import ROWS_WRONG
from cotmoc.domain.periods import Period
from cotmoc.domain.recurrence import Every, Recurrence
from cotmoc.meetings import actions as meetings
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Function
from cotmoc.tasks import actions, models, queries, workbooks
from cotmoc.tasks.models import Task
from tests.rooms.directives import papers
from tests.rooms.small_province import World

from .test_course import assign, order
from .test_excel import HEAD, sheet

HEALTH, ORDER = "Củng cố trạm y tế xã", "Hỗ trợ người sau cai nghiện"


@pytest.fixture
def fields(world: World) -> World:
    """Health is recognised by «trạm y tế», order by «cai nghiện»."""
    for key, name, words in (("y-te", "Y tế", "trạm y tế"), ("trat-tu", "Trật tự", "cai nghiện")):
        organisations.keep_function(key=key, name=name, words=words, by=world.actor("quantri"))
    return world


def pk(key: str) -> int:
    return Function.objects.get(key=key).pk


def of(task: Task) -> str:
    found = Task.objects.select_related("function").get(pk=task.pk).function
    return found.key if found else ""


@pytest.mark.parametrize(
    ("title", "detail", "expected"),
    [
        (HEALTH, "", "y-te"),
        ("Tổng kết năm", "Kiểm tra TRAM Y TE xã", "y-te"),
        ("Tổng kết năm", "", ""),
        (HEALTH, "Hỗ trợ cai nghiện", ""),  # more words of one, yet words of two: a person says
        ("Quán trạm y tế", "", "y-te"),
        ("Trạm y", "tế", ""),
    ],
)
def test_the_words_say_it_when_they_speak_of_one_alone(
    fields: World, title: str, detail: str, expected: str
) -> None:
    assert of(assign(fields, title=title, detail=detail)) == expected


def test_what_the_giver_chose_goes_before_the_words(fields: World) -> None:
    assert of(assign(fields, title=HEALTH, function=pk("trat-tu"))) == "trat-tu"
    with pytest.raises(Problem) as caught:
        assign(fields, title=HEALTH, function=999)
    assert (caught.value.entry, caught.value.field) == (NOT_FOUND, "function")
    assert Task.objects.count() == 1


def test_each_unit_under_a_heading_has_it(fields: World) -> None:
    both = order(fields, title=HEALTH, leads=[fields.id("yte"), fields.id("khdt")], coordinating=[])
    heading = actions.assign_each(both, by=fields.actor("vanphong"), at=fields.at)
    assert [of(one) for one in (heading, *heading.children.all())] == ["y-te"] * 3


def test_new_words_change_no_task_that_stands(fields: World) -> None:
    task, bare = assign(fields, title=HEALTH), assign(fields, title="Tổng kết năm")
    by = fields.actor("quantri")
    organisations.keep_function(key="y-te", name="Y tế", words="tổng kết", by=by)
    assert [of(task), of(bare)] == ["y-te", ""]
    assert of(assign(fields, title="Tổng kết năm")) == "y-te"


def test_a_recurrence_gives_what_was_chosen_else_what_its_words_say_that_day(fields: World) -> None:
    weekly = Recurrence(Every.WEEK, weekdays=(1,), until=date(2022, 8, 3))
    how: dict[str, Any] = {"by": fields.actor("vanphong"), "at": fields.at}
    bare = order(fields, title=HEALTH, due_on=None)
    spoken = actions.recur(bare, weekly, each=False, **how)
    chosen = actions.recur(
        order(fields, title=HEALTH, due_on=None, function=pk("trat-tu")), weekly, each=False, **how
    )
    made = {row.pk: [of(one.task) for one in row.occurrences.all()] for row in (spoken, chosen)}
    assert made[spoken.pk]
    assert set(made[spoken.pk]) == {"y-te"}
    assert set(made[chosen.pk]) == {"trat-tu"}
    assert actions.order_of(models.Recurrence.objects.get(pk=spoken.pk)).function is None
    with pytest.raises(Problem) as caught:
        actions.recur(order(fields, due_on=None, function=999), weekly, each=False, **how)
    assert caught.value.field == "function"


def test_a_decision_of_a_meeting_has_it(fields: World) -> None:
    office = fields.actor("vanphong")
    held = meetings.open_meeting(
        series="quarterly", title="Hội nghị giao ban", period=Period.parse("2022-Q2"),
        held_on=date(2022, 7, 20), chair=fields.id("bcd"), by=office, at=fields.at,
    )  # fmt: skip
    made = meetings.decide(
        held.pk, text="Sở Y tế củng cố các trạm y tế xã biên giới.", leads=[fields.id("yte")],
        due_on=date(2022, 9, 30), by=office, at=fields.at,
    )  # fmt: skip
    assert of(made.task) == "y-te"


def test_an_accepted_clause_has_it(fields: World) -> None:
    how: dict[str, Any] = {"by": fields.actor("vanphong"), "at": fields.at}
    document = directives.register(name="cong-van.txt", data=papers.TEXT.encode(), **how)[0]
    health, other, *_rest = document.reading.clauses.order_by("pk")
    for clause in (health, other):
        directives.accept(clause.pk, **how)
    assert {of(task) for task in Task.objects.filter(detail__contains="trạm y tế")} == {"y-te"}
    assert {of(task) for task in Task.objects.exclude(detail__contains="trạm y tế")} == {""}


def row(title: str, function: str) -> list[str]:
    values = {"Tên nhiệm vụ": title, "Cơ quan giao": "UBND tỉnh", "Chủ trì": "Sở Y tế", "Hạn": "15/8/2022"}
    return [*(values.get(head, "") for head in HEAD), function]


def test_a_table_tells_it_by_key_or_name_else_its_words_do(fields: World) -> None:
    office = fields.actor("vanphong")
    told = [(HEALTH, ""), (HEALTH, "trat-tu"), ("Khác", "y tế"), ("Khác", "")]
    sent = [[*HEAD, "Lĩnh vực"], *(row(*one) for one in told)]
    actions.import_tasks(sent, by=office, at=fields.at)
    assert [of(task) for task in Task.objects.order_by("pk")] == ["y-te", "trat-tu", "y-te", ""]
    out = io.BytesIO()
    workbooks.write_tasks(out, queries.exported(office, on=fields.today))
    head, *lines = sheet(out.getvalue())
    assert sorted(line[head.index("Lĩnh vực")] for line in lines) == ["", "Trật tự", "Y tế", "Y tế"]


def test_an_unknown_one_is_named_at_its_row_and_nothing_is_saved(fields: World) -> None:
    office = fields.actor("vanphong")
    organisations.keep_function(key="y-te-2", name="Y tế", words="", by=fields.actor("quantri"))
    sent = [[*HEAD, "lĩnh vực"], row(HEALTH, "y-te"), row(HEALTH, "Bay vũ trụ"), row(HEALTH, "Y tế")]
    wrong = queries.plan_import(office, sent, on=fields.today).wrong
    assert [(one.line, one.column) for one in wrong] == [(3, "function"), (4, "function")]
    assert "Bay vũ trụ" in wrong[0].why.vi
    assert "2 lĩnh vực" in wrong[1].why.vi
    with pytest.raises(Problem) as caught:
        actions.import_tasks(sent, by=office, at=fields.at)
    assert caught.value.entry is ROWS_WRONG
    assert not Task.objects.exists()


def test_from_the_command_line(fields: World, capsys: pytest.CaptureFixture[str]) -> None:
    give = ["tasks", "assign", HEALTH, "--lead", "Sở Y tế", "--giver", "UBND tỉnh", "--json"]
    told = []
    for more in ([], ["--function", "trat-tu"]):
        assert main([*give, *more]) == 0
        told.append(json.loads(capsys.readouterr().out)["function"]["key"])
    assert told == ["y-te", "trat-tu"]
    assert main([*give, "--function", "khong-co"]) != 0
    assert Task.objects.count() == 2


def test_results_by_function_on_the_command_line(fields: World, capsys: pytest.CaptureFixture[str]) -> None:
    for title in (HEALTH, HEALTH, "Tổng kết năm"):
        assign(fields, title=title)
    day = fields.today.isoformat()
    assert main(["tasks", "results", "function", "--on", day]) == 0
    said = capsys.readouterr().out
    assert "Y tế: 2 nhiệm vụ, đúng hạn 0/0" in said
    assert "chưa có lĩnh vực: 1 nhiệm vụ" in said
    assert "cộng: 3 nhiệm vụ" in said
    assert main(["tasks", "results", "function", "--on", day, "--key", "", "--json"]) == 0
    assert [one["title"] for one in json.loads(capsys.readouterr().out)["items"]] == ["Tổng kết năm"]
