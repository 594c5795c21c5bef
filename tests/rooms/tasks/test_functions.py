"""A body hands its tasks over by function: proposed, changed by the clerk, done and undone as one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries as known
from cotmoc.organisations.models import Function
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Batch, Task
from cotmoc.tasks.queries import By, HandOver
from tests.rooms.small_province import LONG_AGO, World

from .test_bulk import facts
from .test_course import assign
from .test_past_parts import at

REASON = "Sắp xếp bộ máy theo Nghị quyết 18"
DAY = timedelta(days=1)
SOURCE = "Nghị định 45/2025/NĐ-CP"


@pytest.fixture
def split(world: World) -> World:
    """Sở KH&ĐT had three functions; from 25/7/2022 health goes to Sở Y tế, order to Công an, the rest too."""
    by, today = world.actor("quantri"), world.today
    for key, name, words, heir in (
        ("y-te", "Y tế", "trạm y tế; khám bệnh", "yte"),
        ("trat-tu", "Trật tự", "cai nghiện", "congan"),
        ("duong", "Đường", "đường tuần tra", None),
    ):
        one = organisations.keep_function(key=key, name=name, words=words, by=by)
        mine = world.agencies["khdt"]
        organisations.give_function(function=one, agency=mine, on=LONG_AGO, source=SOURCE, by=by)
        if heir:
            new = world.agencies[heir]
            organisations.give_function(function=one, agency=new, on=today, source=SOURCE, by=by)
    organisations.record_succession(
        predecessor=world.agencies["khdt"], successor=world.agencies["ngoaivu"], on=today,
        share=Fraction(1), source=SOURCE, by=by,
    )  # fmt: skip
    return world


def function(key: str) -> Function:
    return Function.objects.get(key=key)


def give(world: World, title: str) -> Task:
    return assign(world, title=title, leads=[world.id("khdt")], coordinating=[])


def fields(world: World) -> dict[str, tuple[str, int]]:
    office, old = world.actor("vanphong"), world.id("khdt")
    ids = queries.open_tasks_of(office, old)
    found = queries.by_function(office, old, ids, on=world.today)
    return {one.key: (one.heir.key if one.heir else "", len(one.tasks)) for one in found}


def test_each_function_is_proposed_to_the_body_that_has_it(split: World) -> None:
    """By words; a task that a person put elsewhere stands there; what is in no function follows the body."""
    give(split, "Củng cố trạm y tế xã")
    give(split, "Hỗ trợ người sau cai nghiện")
    give(split, "Nâng cấp đường tuần tra")
    give(split, "Tổng kết năm")
    told = give(split, "Hội nghị")
    actions.set_function(told.pk, function("y-te").pk, by=split.actor("vanphong"))
    assert fields(split) == {
        "y-te": ("yte", 2), "trat-tu": ("congan", 1), "duong": ("ngoaivu", 1), "": ("ngoaivu", 1),
    }  # fmt: skip


def test_of_several_that_took_over_none_is_proposed_before_a_person_chooses(world: World) -> None:
    """A district dissolved into its communes: the largest is not the heir of everything."""
    communes = ("dakplo", "daklong")
    for key, share in zip(communes, (Fraction(7, 10), Fraction(3, 10)), strict=True):
        organisations.record_succession(
            predecessor=world.agencies["dakglei"], successor=world.agencies[key], on=world.today,
            share=share, source=SOURCE, by=world.actor("quantri"),
        )  # fmt: skip
    office, old = world.actor("vanphong"), world.id("dakglei")
    task = assign(world, title="Phát quang đường tuần tra", leads=[old], coordinating=[])
    [found] = queries.by_function(office, old, [task.pk], on=world.today)
    assert (found.heir, [body.key for body in found.among]) == (None, list(communes))
    assert queries.heirs_by_function([found], {}, {}) == {}
    assert queries.heirs_by_function([found], {"": world.id("daklong")}, {}) == {task.pk: world.id("daklong")}


def test_it_is_one_batch_and_undone_as_one(split: World) -> None:
    office = split.actor("vanphong")
    health, order, road = (give(split, t) for t in ("Trạm y tế", "Cai nghiện", "Đường tuần tra"))
    before = facts([health, order, road])
    ids = queries.open_tasks_of(office, split.id("khdt"))
    found = queries.by_function(office, split.id("khdt"), ids, on=split.today)
    chosen: dict[str, int | None] = {"duong": None}
    heirs = queries.heirs_by_function(found, chosen, {order.pk: split.id("quansu")})
    assert heirs == {health.pk: split.id("yte"), order.pk: split.id("quansu")}
    wanted = HandOver(split.id("khdt"), None, REASON, heirs=heirs)
    batch = actions.hand_over(heirs, wanted, by=office, at=at(split.today + DAY))
    assert Batch.objects.count() == 1
    assert batch.summary.startswith("Sở Kế hoạch và Đầu tư → ")
    assert "Sở Y tế (1)" in batch.summary
    assert [Task.objects.get(pk=one.pk).lead_id for one in (health, order, road)] == [
        split.id("yte"), split.id("quansu"), split.id("khdt"),
    ]  # fmt: skip
    told = queries.results(office, By.LEAD, on=split.today).groups
    assert [(one.name, one.tally.total) for one in told] == [("Sở Kế hoạch và Đầu tư", 3)]
    actions.undo(batch.pk, by=office, at=at(split.today + 2 * DAY))
    assert facts([health, order, road]) == before


def test_a_task_that_nobody_takes_over_is_told(split: World) -> None:
    office, task = split.actor("vanphong"), give(split, "Trạm y tế")
    other = give(split, "Đường tuần tra")
    wanted = HandOver(split.id("khdt"), None, REASON, heirs={task.pk: split.id("yte")})
    (refused,) = queries.preview(office, [task.pk, other.pk], wanted, on=split.today).refused
    assert refused.pk == other.pk
    assert refused.why is not None
    assert refused.why.entry is BAD_VALUE
    with pytest.raises(Problem) as caught:
        queries.preview(office, [task.pk], HandOver(split.id("khdt"), None, REASON), on=split.today)
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "new")


def test_a_function_is_one_bodys_a_day(split: World) -> None:
    office = split.actor("vanphong")
    rows = [(r.agency.key, r.valid_from, r.valid_to) for r in known.holders_of(office, function("y-te"))]
    assert rows == [("khdt", LONG_AGO, split.today), ("yte", split.today, None)]
    before = known.functions_held(office, on=split.today - DAY)
    assert {one.agency.key for one in before if one.agency} == {"khdt"}
    by, new = split.actor("quantri"), split.agencies["congan"]
    earlier = date(2020, 1, 1)
    organisations.give_function(function=function("y-te"), agency=new, on=earlier, source=SOURCE, by=by)
    rows = [(r.agency.key, r.valid_from, r.valid_to) for r in known.holders_of(office, function("y-te"))]
    assert rows == [("khdt", LONG_AGO, earlier), ("congan", earlier, None)]


def test_only_the_administrator_keeps_functions(split: World) -> None:
    for act in (
        lambda by: organisations.keep_function(key="x", name="X", words="", by=by),
        lambda by: organisations.give_function(
            function=function("y-te"), agency=split.agencies["yte"], on=split.today, source=SOURCE, by=by
        ),
    ):
        with pytest.raises(Problem) as caught:
            act(split.actor("vanphong"))
        assert caught.value.entry is NOT_PERMITTED


@pytest.mark.parametrize(("key", "name", "where"), [("Ỹ", "X", "key"), ("", "X", "key"), ("x", " ", "name")])
def test_a_function_has_a_key_and_a_name(world: World, key: str, name: str, where: str) -> None:
    with pytest.raises(Problem) as caught:
        organisations.keep_function(key=key, name=name, words="", by=world.actor("quantri"))
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, where)


def test_who_sees_a_task_only_does_not_put_it_to_a_function(split: World) -> None:
    task = assign(split, leads=[split.id("yte")], coordinating=[split.id("quansu")])
    pk = function("y-te").pk
    for who, entry in (("quansu", NOT_PERMITTED), ("huyen", NOT_FOUND)):
        with pytest.raises(Problem) as caught:
            actions.set_function(task.pk, pk, by=split.actor(who))
        assert caught.value.entry is entry
    with pytest.raises(Problem) as caught:
        actions.set_function(task.pk, 999, by=split.actor("vanphong"))
    assert (caught.value.entry, caught.value.field) == (NOT_FOUND, "function")


def test_a_list_is_narrowed_to_a_function(split: World) -> None:
    office, here, _other = split.actor("vanphong"), give(split, "Hội nghị"), give(split, "Khác")
    only = queries.Filter(function=function("y-te").pk)
    assert len(queries.Listing(office, on=split.today, only=only)) == 0
    actions.set_function(here.pk, function("y-te").pk, by=office)
    found = queries.Listing(office, on=split.today, only=only)
    assert ([row.pk for row in found[:9]], len(found), found.tally and found.tally.total) == ([here.pk], 1, 1)
    assert queries.AsOf(office, on=split.today, only=only).tally.total == 1


def test_from_the_command_line(split: World, capsys: pytest.CaptureFixture[str]) -> None:
    health, road = give(split, "Trạm y tế"), give(split, "Đường tuần tra")
    head = ["tasks", "hand-over", "--from", "Sở KH&ĐT", "--reason", REASON]
    assert main(head) != 0
    assert main([*head, "--by-function", "--to", "Sở Y tế"]) != 0
    assert main([*head, "--by-function", "--heir", "nao=Sở Y tế"]) != 0
    capsys.readouterr()
    assert main([*head, "--by-function", "--dry-run"]) == 0
    assert "y-te  Y tế: 1 → Sở Y tế" in capsys.readouterr().out
    assert main([*head, "--by-function", "--heir", "duong=Công an tỉnh"]) == 0
    leads = [Task.objects.get(pk=one.pk).lead_id for one in (health, road)]
    assert leads == [split.id("yte"), split.id("congan")]
    assert main(["tasks", "function", str(health.pk), "--to", "y-te", "--json"]) == 0
    capsys.readouterr()
    assert main(["tasks", "list", "--function", "y-te", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 1
    assert main(["organisations", "functions"]) == 0
    assert "Y tế" in capsys.readouterr().out
    assert main(["organisations", "function", "moi", "Mới", "--words", "lạ"]) == 0
    give_it = ["organisations", "give-function", "moi", "Sở Y tế", "--from", "1/1/2022", "--source", SOURCE]
    assert main(give_it) == 0
    held = Function.objects.filter(holders__agency=split.id("yte"))
    assert {one.key for one in held} == {"y-te", "moi"}


def test_a_body_that_ended_is_named_on_the_command_line(
    split: World, capsys: pytest.CaptureFixture[str]
) -> None:
    task = give(split, "Trạm y tế")
    by, old = split.actor("quantri"), split.agencies["khdt"]
    organisations.end_agency(agency=old, ends_on=split.today - DAY, by=by)
    assert main(["tasks", "hand-over", "--from", "Sở KH&ĐT", "--by-function", "--reason", REASON]) == 0
    assert Task.objects.get(pk=task.pk).lead_id == split.id("yte")
    assert main(["tasks", "hand-over", "--from", "Sở Lạ", "--to", "Sở Y tế", "--reason", REASON]) != 0
    capsys.readouterr()
