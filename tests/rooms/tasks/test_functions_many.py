"""Many tasks are put to a field of work at once, also closed ones: looked at before, undone as one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.errors.task_batches import (
    FUNCTION_STANDS,
    NO_FUNCTION_STANDS,
    NOT_ALL_POSSIBLE,
    NOTHING_TO_UNDO,
    WORDS_UNCLEAR,
)
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Function
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Batch, Task
from cotmoc.tasks.queries import Extend, PutFunction
from tests.rooms.small_province import World

from .test_course import assign

HEALTH, ORDER, BOTH, BARE = (
    "Củng cố trạm y tế", "Hỗ trợ người sau cai nghiện", "Trạm y tế, cai nghiện", "Tổng kết năm",
)  # fmt: skip
WORDS = PutFunction(by_words=True)


@pytest.fixture
def stands(world: World) -> World:
    """Four tasks that were given before there was any field of work."""
    for title in (HEALTH, ORDER, BOTH, BARE):
        assign(world, title=title)
    for key, name, words in (("y-te", "Y tế", "trạm y tế"), ("trat-tu", "Trật tự", "cai nghiện")):
        organisations.keep_function(key=key, name=name, words=words, by=world.actor("quantri"))
    return world


def pk(key: str) -> int:
    return Function.objects.get(key=key).pk


def ids() -> list[int]:
    return list(Task.objects.order_by("pk").values_list("pk", flat=True))


def functions() -> list[str]:
    return [one.function.key if one.function else "" for one in Task.objects.order_by("pk")]


def put(world: World, wanted: PutFunction, *, partly: bool = True, tasks: list[int] | None = None) -> Batch:
    chosen = ids() if tasks is None else tasks
    return actions.put_to_functions(chosen, wanted, by=world.actor("vanphong"), at=world.at, partly=partly)


def test_by_words_each_goes_where_its_words_alone_point(stands: World) -> None:
    office = stands.actor("vanphong")
    seen = queries.preview(office, ids(), WORDS, on=stands.today)
    assert [one.put.key if one.put else "" for one in seen.possible] == ["y-te", "trat-tu"]
    whys = [one.why for one in seen.refused if one.why]
    assert [why.entry for why in whys] == [WORDS_UNCLEAR, WORDS_UNCLEAR]
    assert "Y tế; Trật tự" in whys[0].text("vi")
    assert functions() == [""] * 4
    with pytest.raises(Problem) as caught:
        put(stands, WORDS, partly=False)
    assert caught.value.entry is NOT_ALL_POSSIBLE
    assert functions() == [""] * 4
    batch = put(stands, WORDS)
    assert (batch.kind, batch.count, batch.summary) == ("function", 2, "Theo từ ngữ: Y tế (1), Trật tự (1)")
    assert functions() == ["y-te", "trat-tu", "", ""]
    assert AuditRow.objects.order_by("-pk")[0].deed == "task.function_many"


def test_it_is_undone_as_one_and_leaves_what_was_put_elsewhere_since(stands: World) -> None:
    office = stands.actor("vanphong")
    first = put(stands, PutFunction(pk("trat-tu")))
    second = put(stands, PutFunction(pk("y-te")))
    actions.set_function(ids()[0], pk("trat-tu"), by=office)
    # Something else that happens to a task does not stand against taking its function back.
    later = Extend("Mưa lũ", days=5)
    actions.extend_many(ids()[1:2], later, by=office, at=stands.at + timedelta(hours=1))
    assert [one.changed for one in queries.items(office, second)] == [True, False, False, False]
    actions.undo(second.pk, by=office, at=stands.at + timedelta(hours=2))
    assert functions() == ["trat-tu"] * 4
    actions.undo(first.pk, by=office, at=stands.at + timedelta(hours=3))
    assert functions() == [""] * 4
    third = put(stands, PutFunction(pk("y-te")))
    for one in ids():
        actions.set_function(one, None, by=office)
    with pytest.raises(Problem) as caught:
        actions.undo(third.pk, by=office, at=stands.at + timedelta(hours=4))
    assert caught.value.entry is NOTHING_TO_UNDO


def test_a_closed_task_is_put_too_and_its_course_and_figures_stay(stands: World) -> None:
    office, closed = stands.actor("vanphong"), ids()[0]
    actions.withdraw(closed, reason="Trùng", by=office, at=stands.at)
    before = queries.tally(office, on=stands.today)
    events = Task.objects.get(pk=closed).events.count()
    put(stands, PutFunction(pk("y-te")))
    assert functions() == ["y-te"] * 4
    assert queries.tally(office, on=stands.today) == before
    assert Task.objects.get(pk=closed).events.count() == events


def test_what_has_one_is_not_put_by_words_and_what_stands_there_is_told(stands: World) -> None:
    put(stands, PutFunction(pk("trat-tu")), tasks=ids()[:1])
    office = stands.actor("vanphong")
    for wanted in (WORDS, PutFunction(pk("trat-tu"))):
        (refused,) = queries.preview(office, ids()[:1], wanted, on=stands.today).refused
        assert refused.why is not None
        assert (refused.why.entry, refused.why.values["name"]) == (FUNCTION_STANDS, "Trật tự")


def test_what_was_put_elsewhere_since_the_look_is_left(stands: World) -> None:
    office, wanted = stands.actor("vanphong"), PutFunction(pk("y-te"))
    seen = {one.pk: one.version for one in queries.preview(office, ids(), wanted, on=stands.today).rows}
    actions.set_function(ids()[0], pk("trat-tu"), by=office)
    refused = queries.preview(office, ids(), wanted, on=stands.today, versions=seen).refused
    assert [one.why.entry for one in refused if one.why] == [CHANGED_MEANWHILE]
    how = {"by": office, "at": stands.at, "partly": True}
    batch = actions.put_to_functions(ids(), wanted, versions=seen, **how)
    assert (batch.count, functions()) == (3, ["trat-tu", "y-te", "y-te", "y-te"])


def test_many_are_taken_out_of_their_field_looked_at_before_and_undone_as_one(stands: World) -> None:
    office, wanted = stands.actor("vanphong"), PutFunction(none=True)
    put(stands, WORDS)
    seen = queries.preview(office, ids(), wanted, on=stands.today)
    assert [(one.stood.key if one.stood else "", one.put) for one in seen.possible] == [
        ("y-te", None),
        ("trat-tu", None),
    ]
    assert [one.why.entry for one in seen.refused if one.why] == [NO_FUNCTION_STANDS, NO_FUNCTION_STANDS]
    assert functions() == ["y-te", "trat-tu", "", ""]
    batch = put(stands, wanted)
    assert functions() == [""] * 4
    assert (batch.count, batch.summary) == (2, "Bỏ lĩnh vực: Y tế (1), Trật tự (1)")
    actions.set_function(ids()[1], pk("y-te"), by=office)
    assert [one.changed for one in queries.items(office, batch)] == [False, True]
    actions.undo(batch.pk, by=office, at=stands.at + timedelta(hours=1))
    assert functions() == ["y-te", "y-te", "", ""]


@pytest.mark.parametrize(
    ("wanted", "entry"),
    [
        (PutFunction(), BAD_VALUE),
        (PutFunction(1, none=True), BAD_VALUE),
        (PutFunction(by_words=True, none=True), BAD_VALUE),
        (PutFunction(1, by_words=True), BAD_VALUE),
        (PutFunction(999), NOT_FOUND),
    ],
)
def test_a_deed_that_names_none_or_two_is_refused(stands: World, wanted: PutFunction, entry: object) -> None:
    with pytest.raises(Problem) as caught:
        put(stands, wanted)
    assert (caught.value.entry, caught.value.field) == (entry, "function")


@pytest.mark.parametrize("who", ["sokhdt", "quantri"])
def test_who_does_not_give_tasks_does_not_put_many(stands: World, who: str) -> None:
    with pytest.raises(Problem) as caught:
        actions.put_to_functions(ids(), WORDS, by=stands.actor(who), at=stands.at)
    assert caught.value.entry is NOT_PERMITTED


def test_from_the_command_line(stands: World, capsys: pytest.CaptureFixture[str]) -> None:
    head = ["tasks", "put-many"]
    assert main([*head, "--by-words"]) != 0  # naming neither tasks nor a filter means none, never all
    assert main([*head, *map(str, ids())]) != 0
    capsys.readouterr()
    lead = ["--lead", "Sở Y tế"]
    assert main([*head, "--by-words", *lead, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["count"], told["refused"]) == (2, 2)
    assert sorted(row["function"] or "" for row in told["rows"]) == ["", "", "trat-tu", "y-te"]
    assert main([*head, "--by-words", *lead, "--partly"]) == 0
    assert functions() == ["y-te", "trat-tu", "", ""]
    assert main([*head, "--to", "trat-tu", str(ids()[3])]) == 0
    assert functions() == ["y-te", "trat-tu", "", "trat-tu"]
    assert main(["tasks", "undo", str(Batch.objects.order_by("-pk")[0].pk)]) == 0
    assert functions() == ["y-te", "trat-tu", "", ""]
    assert main([*head, "--none", *lead, "--partly"]) == 0
    assert functions() == [""] * 4
    assert main(["tasks", "undo", str(Batch.objects.order_by("-pk")[0].pk)]) == 0
    assert main([*head, "--none", "--by-words", *lead]) != 0
    assert functions() == ["y-te", "trat-tu", "", ""]
    capsys.readouterr()
