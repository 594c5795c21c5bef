"""A body hands its parts over to the one that answers for it: one task or by function, and back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.task_batches import BODY_WITHOUT_PART, NOT_ALL_POSSIBLE
from cotmoc.domain.errors.tasks import AGENCY_NOT_THERE
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import ClosedTally, Task, TaskEvent
from cotmoc.tasks.queries import HandOver, Part
from tests.rooms.small_province import World

from .test_bulk import facts
from .test_course import assign

REASON = "Sắp xếp bộ máy theo Nghị quyết 18"


def roles(task: Task) -> list[tuple[int, str, bool]]:
    found = Task.objects.get(pk=task.pk).roles.order_by("ordinal")
    return list(found.values_list("agency", "role", "accountable"))


def move(world: World, *tasks: Task, old: str = "khdt", new: str = "yte", **more: object) -> object:
    wanted = HandOver(world.id(old), world.id(new), REASON, **more)  # type: ignore[arg-type]
    return actions.hand_over([t.pk for t in tasks], wanted, by=world.actor("vanphong"), at=world.at)


def test_the_lead_passes_on_and_the_figures_by_lead_follow(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("quansu")])
    move(world, task)
    office = world.actor("vanphong")

    assert roles(task) == [(world.id("yte"), "lead", True), (world.id("quansu"), "coordinating", False)]
    assert [row.agency for row in queries.tally_by_lead(office, on=world.today)] == [world.id("yte")]
    found = queries.task(office, task.pk)
    last = found.events.all()[1]
    assert (last.kind, last.part_id, last.heir_id) == ("handed_over", world.id("khdt"), world.id("yte"))
    assert last.note == f"Chủ trì. {REASON}"
    assert (found.due_on, found.extensions) == (date(2022, 8, 15), 0)


def test_the_old_body_finds_it_no_more_and_the_new_one_may_work(world: World) -> None:
    task = assign(world, leads=[world.id("dakglei")], coordinating=[])
    move(world, task, old="dakglei", new="khdt")
    assert len(queries.Listing(world.actor("huyen"), on=world.today)) == 0
    done = actions.report_progress(task.pk, note="Tiếp nhận", by=world.actor("sokhdt"), at=world.at)
    assert [row.pk for row in queries.Listing(world.actor("sokhdt"), on=world.today)] == [done.pk]


def test_a_body_with_two_parts_then_keeps_the_stronger(world: World) -> None:
    task = assign(world, leads=[world.id("khdt"), world.id("yte")], coordinating=[world.id("congan")])
    move(world, task)
    assert roles(task) == [(world.id("yte"), "lead", True), (world.id("congan"), "coordinating", False)]
    other = assign(world, leads=[world.id("yte")], coordinating=[world.id("khdt")])
    move(world, other)
    assert roles(other) == [(world.id("yte"), "lead", True)]
    third = assign(world, leads=[world.id("khdt")], coordinating=[world.id("yte")])
    move(world, third)
    assert roles(third) == [(world.id("yte"), "lead", True)]


def test_a_co_lead_that_passes_on_to_the_accountable_one_leaves_the_task_its_lead(world: World) -> None:
    task = assign(world, leads=[world.id("yte"), world.id("khdt")], coordinating=[])
    move(world, task)
    assert roles(task) == [(world.id("yte"), "lead", True)]
    assert Task.objects.get(pk=task.pk).lead_id == world.id("yte")


def test_what_was_given_of_a_part_counts_for_the_heir(world: World) -> None:
    task = assign(world, leads=[world.id("yte")], coordinating=[world.id("khdt")])
    actions.contribute(task.pk, note="Đã góp ý", by=world.actor("sokhdt"), at=world.at)
    batch = move(world, task, new="congan")
    role = Task.objects.get(pk=task.pk).roles.get(agency=world.id("congan"))
    assert role.contributed_on == world.today
    actions.undo(batch.pk, by=world.actor("vanphong"), at=world.at)  # type: ignore[attr-defined]
    role = Task.objects.get(pk=task.pk).roles.get(agency=world.id("khdt"))
    assert role.contributed_on == world.today


def test_only_the_chosen_parts_change_hands(world: World) -> None:
    task = assign(world, giver=world.id("bcd"), leads=[world.id("khdt")], coordinating=[])
    move(world, task, old="bcd", new="ubnd", parts=frozenset({Part.GIVER}))
    found = queries.task(world.actor("vanphong"), task.pk)
    assert (found.giver_id, found.lead_id) == (world.id("ubnd"), world.id("khdt"))
    with pytest.raises(Problem) as caught:
        move(world, task, parts=frozenset({Part.COORDINATING}))
    assert caught.value.entry is NOT_ALL_POSSIBLE
    wanted = HandOver(world.id("khdt"), world.id("yte"), REASON, frozenset({Part.COORDINATING}))
    (row,) = queries.preview(world.actor("vanphong"), [task.pk], wanted, on=world.today).refused
    assert row.why is not None
    assert row.why.entry is BODY_WITHOUT_PART


def test_closed_tasks_stay_with_who_did_them(world: World) -> None:
    office = world.actor("vanphong")
    done, still = (assign(world, leads=[world.id("khdt")], coordinating=[]) for _ in range(2))
    actions.report_completion(done.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    actions.accept(done.pk, by=office, at=world.at)
    kept = list(ClosedTally.objects.values_list("lead", "state", "count"))

    found = queries.open_tasks_of(office, world.id("khdt"))
    assert found == [still.pk]
    wanted = HandOver(world.id("khdt"), world.id("yte"), REASON)
    seen = queries.preview(office, [done.pk, still.pk], wanted, on=world.today)
    assert [(row.pk, row.why and row.why.entry) for row in seen.rows] == [
        (done.pk, WRONG_STATE),
        (still.pk, None),
    ]
    actions.hand_over([done.pk, still.pk], wanted, by=office, at=world.at, partly=True)
    assert roles(done) == [(world.id("khdt"), "lead", True)]
    assert list(ClosedTally.objects.values_list("lead", "state", "count")) == kept


def test_by_function_and_back_with_every_byte_of_the_facts(world: World) -> None:
    office = world.actor("vanphong")
    health = assign(
        world, title="Củng cố trạm y tế", leads=[world.id("khdt")], coordinating=[world.id("yte")]
    )
    roads = assign(world, title="Nâng cấp đường tuần tra", leads=[world.id("khdt")], coordinating=[])
    given = assign(world, giver=world.id("khdt"), title="Rà soát TRẠM Y TẾ xã", leads=[world.id("congan")])
    before = facts([health, roads, given])
    ids = queries.open_tasks_of(office, world.id("khdt"), text="tram y te")
    assert ids == [health.pk, given.pk]
    assert queries.open_tasks_of(
        office, world.id("khdt"), text="tram y te", parts=frozenset({Part.LEAD})
    ) == [health.pk]
    assert queries.open_tasks_of(office, world.id("khdt"), tasks=(roads.pk,)) == [roads.pk]

    wanted = HandOver(world.id("khdt"), world.id("yte"), REASON)
    batch = actions.hand_over(ids, wanted, by=office, at=world.at)
    assert batch.summary == f"Sở Kế hoạch và Đầu tư → Sở Y tế: {REASON}"
    assert facts([roads]) == before[1:2]
    assert queries.task(office, given.pk).giver_id == world.id("yte")
    actions.undo(batch.pk, by=office, at=world.at)
    assert facts([health, roads, given]) == before
    assert TaskEvent.objects.filter(task=health.pk, kind="assigned").count() == 1


def test_the_recorded_succession_proposes_the_heirs(world: World) -> None:
    by = organisations.founder(world.province.pk)
    day = date(2022, 7, 1)
    for key, function, share in (("yte", "", Fraction(1)), ("ngoaivu", "đối ngoại", Fraction(1))):
        organisations.add_succession(
            predecessor=world.agencies["khdt"],
            successor=world.agencies[key],
            on=day,
            share=share,
            function=function,
            source="Nghị quyết 18",
            by=by,
        )
    office = world.actor("vanphong")
    found = queries.heirs_of(office, world.id("khdt"), on=world.today)
    assert [(heir.agency.pk, heir.function) for heir in found] == [
        (world.id("yte"), ""),
        (world.id("ngoaivu"), "đối ngoại"),
    ]
    assert queries.heirs_of(office, world.id("khdt"), on=date(2022, 6, 1)) == []
    assert queries.heirs_of(office, world.id("congan"), on=world.today) == []


def test_a_body_that_ended_or_is_the_same_takes_nothing_over(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    with pytest.raises(Problem) as caught:
        move(world, task, new="khdt")
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "new")
    Agency.objects.filter(pk=world.id("yte")).update(valid_to=world.today)
    with pytest.raises(Problem) as caught:
        move(world, task)
    assert (caught.value.entry, caught.value.field) == (AGENCY_NOT_THERE, "new")


def test_who_may_not_assign_hands_nothing_over(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    for who in ("sokhdt", "kiemtra"):
        wanted = HandOver(world.id("khdt"), world.id("yte"), REASON)
        with pytest.raises(Problem) as caught:
            actions.hand_over([task.pk], wanted, by=world.actor(who), at=world.at)
        assert caught.value.entry is NOT_PERMITTED
