"""Many tasks at once: a look at each before, all or only what is possible, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.task_batches import (
    NO_TASK_CHOSEN,
    NOT_ALL_POSSIBLE,
    NOTHING_TO_UNDO,
    TOO_MANY_TASKS,
)
from cotmoc.domain.errors.task_series import YEARS_NOT_LISTED
from cotmoc.domain.errors.tasks import EXTENSION_NOT_LATER, REASON_NEEDED
from cotmoc.domain.working_time import Shift
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.models import Batch, Task, TaskEvent, TaskParty, TaskRole
from cotmoc.tasks.queries import Extend, Filter, HandOver, Withdraw
from tests.rooms.small_province import World

from .test_course import assign, order

FLOOD = "Mưa lũ kéo dài"


def facts(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """All that stands on the rows, apart from their versions, with roles and parties."""
    found = []
    for pk in sorted(task.pk for task in tasks):
        row = Task.objects.filter(pk=pk).values().get()
        row.pop("version")
        roles = TaskRole.objects.filter(task=pk).order_by("agency")
        row["roles"] = list(roles.values_list("agency", "role", "accountable", "due_on", "contributed_on"))
        parties = TaskParty.objects.filter(task=pk).order_by("agency")
        row["parties"] = list(parties.values_list("agency", "takes_part", "outcome", "due_on"))
        found.append(row)
    return found


def three(world: World) -> list[Task]:
    """Due on 15 August, on 30 September, and never."""
    return [assign(world), assign(world, due_on=date(2022, 9, 30)), assign(world, due_on=None)]


def test_the_preview_tells_of_each_task_what_it_becomes_or_why_not(world: World) -> None:
    soon, later, never = three(world)
    wanted = Extend(FLOOD, due_on=date(2022, 9, 15))
    seen = queries.preview(world.actor("vanphong"), [soon.pk, later.pk, never.pk], wanted, on=world.today)

    assert [(row.pk, row.due_on, row.due_after) for row in seen.possible] == [
        (soon.pk, date(2022, 8, 15), date(2022, 9, 15))
    ]
    assert [(row.pk, row.why and row.why.entry) for row in seen.refused] == [
        (later.pk, EXTENSION_NOT_LATER),
        (never.pk, EXTENSION_NOT_LATER),
    ]
    assert TaskEvent.objects.count() == 3


def test_one_that_is_not_possible_refuses_them_all_unless_the_rest_is_wanted(world: World) -> None:
    soon, later, never = three(world)
    office, ids = world.actor("vanphong"), [soon.pk, later.pk, never.pk]
    wanted = Extend(FLOOD, due_on=date(2022, 9, 15), product="12/TB-UBND")
    before = facts([soon, later, never])
    with pytest.raises(Problem) as refused:
        actions.extend_many(ids, wanted, by=office, at=world.at)
    assert refused.value.entry is NOT_ALL_POSSIBLE
    assert (refused.value.values["refused"], refused.value.values["task"]) == (2, later.pk)
    assert (facts([soon, later, never]), Batch.objects.count()) == (before, 0)

    batch = actions.extend_many(ids, wanted, by=office, at=world.at, partly=True)
    assert (batch.count, batch.summary) == (1, "đến 15/9/2022: Mưa lũ kéo dài")
    soon.refresh_from_db()
    assert (soon.due_on, soon.original_due_on, soon.extensions) == (
        date(2022, 9, 15),
        date(2022, 8, 15),
        1,
    )
    assert facts([later, never]) == before[1:]


def test_each_day_is_put_off_by_a_number_of_days(world: World) -> None:
    tasks = [assign(world), assign(world, due_on=date(2022, 9, 30))]
    wanted = Extend(FLOOD, days=30)
    actions.extend_many([t.pk for t in tasks], wanted, by=world.actor("vanphong"), at=world.at)
    assert [Task.objects.get(pk=t.pk).due_on for t in tasks] == [date(2022, 9, 14), date(2022, 10, 30)]


def test_many_are_extended_by_the_shift_of_each_like_one(world: World) -> None:
    """Saturday 3 September 2022 follows National Day: Monday the 5th, or Wednesday 31 August before it."""
    shifts = (Shift.NONE, Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING)
    one_by_one, at_once = ([assign(world, shift=shift) for shift in shifts] for _ in range(2))
    office, saturday = world.actor("vanphong"), date(2022, 9, 3)
    for task in one_by_one:
        actions.extend(task.pk, due_on=saturday, reason=FLOOD, by=office, at=world.at)
    wanted = Extend(FLOOD, due_on=saturday)
    seen = queries.preview(office, [task.pk for task in at_once], wanted, on=world.today)
    actions.extend_many([task.pk for task in at_once], wanted, by=office, at=world.at)

    def said(tasks: list[Task]) -> list[tuple[date | None, ...]]:
        events = TaskEvent.objects.filter(task__in=tasks, kind="extended").order_by("task")
        return list(events.values_list("task__due_on", "due_on", "told_due_on"))

    assert said(at_once) == said(one_by_one)
    days = [saturday, date(2022, 9, 5), date(2022, 8, 31)]
    assert [row.due_after for row in seen.rows] == [due for due, *_ in said(at_once)] == days


def test_a_year_without_a_table_is_named_at_the_task_whose_shift_asks_it(world: World) -> None:
    asks, other = assign(world, shift=Shift.NEXT_WORKING), assign(world)
    wanted = Extend(FLOOD, due_on=date(2027, 1, 3))
    seen = queries.preview(world.actor("vanphong"), [asks.pk, other.pk], wanted, on=world.today)
    assert [row.why and row.why.entry for row in seen.rows] == [YEARS_NOT_LISTED, None]


def test_no_day_after_the_last_is_given(world: World) -> None:
    task = assign(world, due_on=date(2100, 12, 31))
    (seen,) = queries.preview(world.actor("vanphong"), [task.pk], Extend(FLOOD, days=1), on=world.today).rows
    assert seen.why is not None
    assert (seen.why.entry, seen.why.field) == (BAD_VALUE, "due_on")


@pytest.mark.parametrize("wanted", ["extend", "hand over"])
def test_more_tasks_are_looked_at_with_as_many_queries(world: World, wanted: str) -> None:
    """The names of bodies are not asked for again for each task."""
    office = world.actor("vanphong")
    deed = HandOver(world.id("ngoaivu"), world.id("khdt"), "Sắp xếp") if wanted != "extend" else None
    asked = []
    for count in (2, 9):
        ids = [assign(world).pk for _ in range(count)]
        with CaptureQueriesContext(connection) as queried:
            if deed is None:
                actions.extend_many(ids, Extend(FLOOD, days=3), by=office, at=world.at)
            else:
                queries.preview(office, ids, deed, on=world.today)
        bodies = [one for one in queried.captured_queries if 'FROM "organisations_agency"' in one["sql"]]
        asked.append(len(bodies))
    assert asked[0] == asked[1]


def test_many_are_one_row_of_the_log_with_count_and_digest(world: World) -> None:
    tasks = [assign(world) for _ in range(4)]
    before = AuditRow.objects.count()
    batch = actions.withdraw_many(
        [t.pk for t in tasks], Withdraw("Trùng"), by=world.actor("vanphong"), at=world.at
    )
    (row,) = AuditRow.objects.order_by("seq")[before:]
    assert (row.deed, row.thing, row.thing_id) == ("task.withdraw_many", "tasks.batch", str(batch.pk))
    assert row.detail["count"] == 4
    assert len(row.detail["digest"]) == 64


def test_what_is_taken_back_stands_as_before_and_its_history_is_kept(world: World) -> None:
    soon, later, _ = three(world)
    office = world.actor("vanphong")
    lead = world.actor("lanhdao")
    actions.report_completion(later.pk, note="Xong", by=office, at=world.at)
    before = facts([soon, later])
    batch = actions.withdraw_many([soon.pk, later.pk], Withdraw("Trùng"), by=office, at=world.at)
    assert queries.tally(office, on=world.today).total == 1

    found = actions.undo(batch.pk, by=lead, at=world.at)
    assert facts([soon, later]) == before
    assert (found.undone_at, found.undone_by_name) == (world.at, lead.name)
    kinds = [event.kind for event in queries.task(office, soon.pk).events.all()]
    assert kinds == ["assigned", "cancelled", "undone"]
    with pytest.raises(Problem) as again:
        actions.undo(batch.pk, by=office, at=world.at)
    assert again.value.entry is WRONG_STATE


def test_what_has_changed_since_is_left_and_named(world: World) -> None:
    soon, later = assign(world), assign(world)
    office = world.actor("vanphong")
    batch = actions.extend_many([soon.pk, later.pk], Extend(FLOOD, days=5), by=office, at=world.at)
    actions.report_completion(later.pk, note="Đã xong", by=office, at=world.at)

    assert [(i.pk, i.changed) for i in queries.items(office, batch)] == [(soon.pk, False), (later.pk, True)]
    found = actions.undo(batch.pk, by=office, at=world.at)
    told = [(i.pk, i.undone, i.changed) for i in queries.items(office, found)]
    assert told == [(soon.pk, True, False), (later.pk, False, True)]
    dues = [Task.objects.get(pk=t.pk).due_on for t in (soon, later)]
    assert dues == [date(2022, 8, 15), date(2022, 8, 20)]


def test_a_batch_of_which_everything_changed_cannot_be_undone(world: World) -> None:
    task, office = assign(world), world.actor("vanphong")
    batch = actions.extend_many([task.pk], Extend(FLOOD, days=5), by=office, at=world.at)
    actions.report_completion(task.pk, note="Đã xong", by=office, at=world.at)
    with pytest.raises(Problem) as caught:
        actions.undo(batch.pk, by=office, at=world.at)
    assert caught.value.entry is NOTHING_TO_UNDO
    batch.refresh_from_db()
    assert batch.undone_at is None


def test_what_is_only_said_of_a_task_leaves_it_as_the_batch_did(world: World) -> None:
    task, office, lead = assign(world), world.actor("vanphong"), world.actor("quansu")
    due_on = task.due_on
    batch = actions.extend_many([task.pk], Extend(FLOOD, days=5), by=office, at=world.at)
    actions.report_progress(task.pk, note="Đã họp", percent=20, by=lead, at=world.at)
    actions.comment(task.pk, note="Đúng hướng", by=office, at=world.at)
    assert [one.changed for one in queries.items(office, batch)] == [False]
    actions.undo(batch.pk, by=office, at=world.at)
    task.refresh_from_db()
    assert (task.due_on, task.extensions) == (due_on, 0)
    assert [event.kind for event in task.events.order_by("seq")][-3:] == ["progress", "commented", "undone"]


def test_what_changed_after_the_preview_is_refused(world: World) -> None:
    task, office = assign(world), world.actor("vanphong")
    versions = {task.pk: queries.task(office, task.pk).version}
    actions.report_progress(task.pk, note="Đã họp", by=office, at=world.at)
    with pytest.raises(Problem) as caught:
        actions.extend_many([task.pk], Extend(FLOOD, days=5), by=office, at=world.at, versions=versions)
    assert caught.value.entry is NOT_ALL_POSSIBLE
    seen = queries.preview(office, [task.pk], Extend(FLOOD, days=5), on=world.today, versions=versions)
    assert [row.why and row.why.entry for row in seen.rows] == [CHANGED_MEANWHILE]


@pytest.mark.parametrize(
    ("wanted", "entry", "field"),
    [
        (Extend("  ", days=1), REASON_NEEDED, "reason"),
        (Extend(FLOOD), BAD_VALUE, "due_on"),
        (Extend(FLOOD, due_on=date(2022, 9, 1), days=3), BAD_VALUE, "due_on"),
        (Extend(FLOOD, days=0), BAD_VALUE, "days"),
    ],
)
def test_a_deed_that_says_too_little_is_refused(world: World, wanted: Extend, entry: Any, field: str) -> None:
    task = assign(world)
    with pytest.raises(Problem) as caught:
        actions.extend_many([task.pk], wanted, by=world.actor("vanphong"), at=world.at)
    assert (caught.value.entry, caught.value.field) == (entry, field)


def test_none_and_too_many_are_refused_by_name(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    office = world.actor("vanphong")
    with pytest.raises(Problem) as caught:
        actions.withdraw_many([], Withdraw("Trùng"), by=office, at=world.at)
    assert caught.value.entry is NO_TASK_CHOSEN
    with pytest.raises(Problem) as caught:
        actions.withdraw_many(range(1, 5002), Withdraw("Trùng"), by=office, at=world.at)
    assert (caught.value.entry, caught.value.values["count"]) == (TOO_MANY_TASKS, 5001)


def test_who_may_not_give_may_do_nothing_to_many_and_a_stranger_task_does_not_exist(world: World) -> None:
    task = assign(world)
    # An agency's leader may extend what the own body gave, and this task was given by another.
    refused = {"sokhdt": NOT_ALL_POSSIBLE, "huyen": NOT_ALL_POSSIBLE, "kiemtra": NOT_PERMITTED}
    for who, entry in refused.items():
        with pytest.raises(Problem) as caught:
            actions.extend_many([task.pk], Extend(FLOOD, days=1), by=world.actor(who), at=world.at)
        assert caught.value.entry is entry
    with pytest.raises(Problem) as caught:
        queries.batches(world.actor("kiemtra"))
    assert caught.value.entry is NOT_PERMITTED
    seen = queries.preview(world.actor("vanphong"), [task.pk, 999_999], Withdraw("Trùng"), on=world.today)
    assert [row.why and row.why.entry for row in seen.rows] == [None, NOT_FOUND]


def test_who_gave_parts_and_extended_them_takes_it_back_and_sees_no_batch_of_others(world: World) -> None:
    whole = assign(world, leads=[world.id("dakglei")], coordinating=[])
    district, at = world.actor("huyen"), world.at
    given = order(
        world, giver=world.id("dakglei"), leads=[world.id("dakplo")], coordinating=[], parent=whole.pk
    )
    parts = [actions.assign(given, by=district, at=at) for _ in range(2)]
    before = facts(parts)
    mine = actions.extend_many([one.pk for one in parts], Extend(FLOOD, days=5), by=district, at=at)
    theirs = actions.extend_many([whole.pk], Extend(FLOOD, days=5), by=world.actor("vanphong"), at=at)

    assert list(queries.batches(district)) == [mine]
    assert queries.batches(world.actor("vanphong")).count() == 2
    for act in (queries.batch, lambda by, pk: actions.undo(pk, by=by, at=at)):
        with pytest.raises(Problem) as caught:
            act(district, theirs.pk)
        assert caught.value.entry is NOT_FOUND
    with pytest.raises(Problem) as caught:
        actions.undo(mine.pk, by=world.actor("sokhdt"), at=at)
    assert caught.value.entry is NOT_FOUND
    actions.undo(mine.pk, by=district, at=at)
    assert facts(parts) == before
    assert all(one.undone for one in queries.items(district, queries.batch(district, mine.pk)))


@pytest.mark.parametrize("wanted", ["extend", "withdraw", "hand_over"])
def test_a_remark_keeps_nothing_from_being_undone(world: World, wanted: str) -> None:
    office, tasks = world.actor("vanphong"), three(world)
    actions.contribute(tasks[0].pk, body=world.id("quansu"), note="Đã cử 3 y sĩ", by=office, at=world.at)
    stood, ids = facts(tasks), [task.pk for task in tasks]
    deeds: dict[str, Any] = {
        "extend": (actions.extend_many, Extend(FLOOD, days=5)),
        "withdraw": (actions.withdraw_many, Withdraw("Trùng")),
        "hand_over": (actions.hand_over, HandOver(world.id("yte"), world.id("khdt"), "Sắp xếp bộ máy")),
    }
    act, said = deeds[wanted]
    batch = act(ids, said, by=office, at=world.at, partly=True)
    for note in ("Sở đã gọi điện hỏi", "Đã trả lời"):
        actions.comment(tasks[0].pk, note=note, by=office, at=world.at)
    assert not any(one.changed for one in queries.items(office, batch))
    actions.undo(batch.pk, by=office, at=world.at)
    assert facts(tasks) == stood
    kinds = list(tasks[0].events.order_by("seq").values_list("kind", flat=True))
    assert kinds[-3:] == ["commented", "commented", "undone"]


def test_a_filter_chooses_what_the_board_shows_in_its_order(world: World) -> None:
    soon, later, _ = three(world)
    elsewhere = assign(world, leads=[world.id("khdt")], coordinating=[])
    only = Filter(lead=world.id("yte"))
    wanted = Extend(FLOOD, days=1)
    seen = queries.preview(world.actor("vanphong"), only, wanted, on=world.today)
    assert [row.pk for row in seen.possible] == [soon.pk, later.pk]
    assert elsewhere.pk not in {row.pk for row in seen.rows}


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_deeds_undone_in_turn_leave_every_fact_as_it_was(world: World, data: st.DataObject) -> None:
    office = world.actor("vanphong")
    tasks = three(world)
    stood: list[list[dict[str, Any]]] = []
    batches: list[Batch] = []
    for _ in range(data.draw(st.integers(1, 4))):
        ids = data.draw(st.lists(st.sampled_from([t.pk for t in tasks]), min_size=1, unique=True))
        longer = data.draw(st.booleans())
        wanted = Extend(FLOOD, days=data.draw(st.integers(1, 40))) if longer else Withdraw("Trùng")
        if not queries.preview(office, ids, wanted, on=world.today).possible:
            continue
        stood.append(facts(tasks))
        act = actions.extend_many if isinstance(wanted, Extend) else actions.withdraw_many
        batch = act(ids, wanted, by=office, at=world.at, partly=True)  # type: ignore[arg-type]
        batches.append(batch)
        if data.draw(st.booleans()):
            actions.comment(data.draw(st.sampled_from(ids)), note="Đã biết", by=office, at=world.at)
    for batch in reversed(batches):
        actions.undo(batch.pk, by=office, at=world.at)
        assert facts(tasks) == stood.pop()


def test_the_copies_are_those_that_one_by_one_are_written(world: World) -> None:
    tasks, office = three(world), world.actor("vanphong")
    ids = [task.pk for task in tasks]
    over = HandOver(world.id("yte"), world.id("khdt"), "Sắp xếp bộ máy")
    actions.hand_over(ids, over, by=office, at=world.at)
    actions.extend_many(ids, Extend(FLOOD, days=3), by=office, at=world.at, partly=True)
    actions.withdraw_many(ids[:1], Withdraw("Trùng"), by=office, at=world.at)
    stood = facts(tasks)
    for task in tasks:
        task.refresh_from_db()
        rebuild(task)
    assert facts(tasks) == stood
    actions.share_anew(world.province.pk)
    assert facts(tasks) == stood
