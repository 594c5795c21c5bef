"""A task's course through the actions, from assignment to acceptance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import (
    AGENCY_NOT_THERE,
    AGENCY_TWICE,
    DUE_BEFORE_GIVEN,
    EXTENSION_NOT_LATER,
    NO_LEAD,
    PRODUCT_NEEDED,
    REASON_NEEDED,
)
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations import actions as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.small_province import World


def order(world: World, **changes: object) -> actions.Order:
    values: dict[str, object] = {
        "title": "Củng cố trạm y tế quân dân y ở các xã biên giới",
        "giver": world.id("ubnd"),
        "leads": [world.id("yte")],
        "coordinating": [world.id("quansu")],
        "due_on": date(2022, 8, 15),
    }
    return actions.Order(**{**values, **changes})  # type: ignore[arg-type]


def assign(world: World, **changes: object) -> Task:
    """Given on the working day, or on a later one if it says so."""
    given = order(world, **changes)
    later = max((given.given_on or world.today) - world.today, timedelta())
    return actions.assign(given, by=world.actor("vanphong"), at=world.at + later)


def test_three_co_leads_are_one_task_with_one_accountable(world: World) -> None:
    forces = [world.id("congan"), world.id("quansu"), world.id("bdbp")]
    task = assign(world, leads=forces, coordinating=[world.id("ngoaivu")])

    found = queries.task(world.actor("vanphong"), task.pk)
    assert [(r.agency_id, r.role, r.accountable) for r in found.roles.all()] == [
        (forces[0], "lead", True),
        (forces[1], "lead", False),
        (forces[2], "lead", False),
        (world.id("ngoaivu"), "coordinating", False),
    ]
    assert queries.tally(world.actor("vanphong"), on=world.today).total == 1


def test_a_body_that_has_ended_gives_no_task(world: World) -> None:
    office = world.agencies["ngoaivu"]
    organisations.end_agency(agency=office, ends_on=date(2022, 7, 1), by=world.actor("quantri"))
    with pytest.raises(Problem) as caught:
        assign(world, giver=world.id("ngoaivu"))
    assert (caught.value.entry, caught.value.field) == (AGENCY_NOT_THERE, "giver")


def test_each_unit_on_its_own_gets_a_task_under_one_uncounted_heading(world: World) -> None:
    units = [world.id("dakglei"), world.id("ngochoi")]
    heading = actions.assign_each(order(world, leads=units), by=world.actor("vanphong"), at=world.at)

    parts = queries.children(world.actor("vanphong"), heading)
    assert [p.lead_id for p in parts] == units
    assert queries.tally(world.actor("vanphong"), on=world.today).total == 2


def test_done_on_time_is_dated_by_completion_not_by_acceptance(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    lead = world.actor("sokhdt")
    actions.report_progress(task.pk, note="Đã họp các đơn vị", percent=40, by=lead, at=world.at)
    actions.report_completion(
        task.pk, product="15/BC-SKHĐT", product_on=world.at.date(), by=lead, at=world.at + timedelta(days=21)
    )
    assert queries.state_of(queries.task(lead, task.pk), date(2022, 8, 16)) == TaskState.OVERDUE

    actions.accept(task.pk, by=world.actor("vanphong"), at=world.at + timedelta(days=30))

    done = queries.task(lead, task.pk)
    assert (done.completed_on, done.closed_on, done.outcome) == (
        date(2022, 8, 15),
        date(2022, 8, 15),
        "on_time",
    )
    assert queries.state_of(done, date(2022, 9, 1)) == TaskState.DONE_ON_TIME


def test_returned_work_counts_as_not_done(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    actions.report_completion(
        task.pk, product="15/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    actions.send_back(task.pk, reason="Thiếu số liệu huyện", by=world.actor("vanphong"), at=world.at)

    row = queries.task(world.actor("vanphong"), task.pk)
    assert (row.completed_on, row.outcome) == (None, "")
    assert queries.state_of(row, date(2022, 8, 16)) == TaskState.OVERDUE


def test_an_extension_keeps_the_original_date_and_counts(world: World) -> None:
    task = assign(world)
    office = world.actor("vanphong")
    actions.extend(task.pk, due_on=date(2022, 9, 1), reason="Mưa lũ", by=office, at=world.at)
    actions.extend(task.pk, due_on=date(2022, 9, 30), reason="Mưa lũ", by=office, at=world.at)

    row = queries.task(office, task.pk)
    assert (row.original_due_on, row.due_on, row.extensions) == (date(2022, 8, 15), date(2022, 9, 30), 2)
    with pytest.raises(Problem) as refused:
        actions.extend(task.pk, due_on=date(2022, 9, 30), reason="Nữa", by=office, at=world.at)
    assert refused.value.entry is EXTENSION_NOT_LATER


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 8, 7), TaskState.NOT_YET_DUE),
        (date(2022, 8, 8), TaskState.DUE_SOON),
        (date(2022, 8, 15), TaskState.DUE_SOON),
        (date(2022, 8, 16), TaskState.OVERDUE),
    ],
)
def test_board_and_row_agree_around_the_due_day(world: World, day: date, expected: TaskState) -> None:
    task = assign(world)
    viewer = world.actor("vanphong")
    assert queries.state_of(task, day) == expected
    assert [t.pk for t in queries.board(viewer, on=day, only=queries.Filter(state=expected))] == [task.pk]
    assert queries.tally(viewer, on=day)[expected] == 1
    (row,) = queries.tally_by_lead(viewer, on=day)
    assert (row.agency, row.tally[expected]) == (world.id("yte"), 1)


def test_a_task_without_deadline_is_never_overdue(world: World) -> None:
    task = assign(world, due_on=None, recurrence="thường xuyên")
    assert queries.state_of(task, date(2032, 1, 1)) == TaskState.NO_DEADLINE
    assert queries.tally(world.actor("vanphong"), on=date(2032, 1, 1)).no_deadline == 1


def test_a_withdrawn_task_leaves_the_counts_and_stays_readable(world: World) -> None:
    task = assign(world)
    office = world.actor("vanphong")
    actions.withdraw(task.pk, reason="Trùng với nhiệm vụ khác", by=office, at=world.at)
    assert queries.tally(office, on=world.today).total == 0
    assert queries.task(office, task.pk).outcome == "cancelled"


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"leads": []}, NO_LEAD),
        ({"due_on": date(2022, 7, 1)}, DUE_BEFORE_GIVEN),
    ],
)
def test_nonsense_is_refused_and_nothing_is_saved(
    world: World, changes: dict[str, object], entry: object
) -> None:
    with pytest.raises(Problem) as refused:
        assign(world, **changes)
    assert refused.value.entry is entry
    assert not Task.objects.exists()


def test_one_body_has_one_role(world: World) -> None:
    with pytest.raises(Problem) as refused:
        assign(world, leads=[world.id("yte")], coordinating=[world.id("yte")])
    assert refused.value.entry is AGENCY_TWICE


def test_completion_names_its_product_or_why_there_is_none_dhis2_empty_complete(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    with pytest.raises(Problem) as refused:
        actions.report_completion(task.pk, by=world.actor("sokhdt"), at=world.at)
    assert refused.value.entry is PRODUCT_NEEDED


def test_a_return_needs_its_reason(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    actions.report_completion(
        task.pk, product="15/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    with pytest.raises(Problem) as refused:
        actions.send_back(task.pk, reason="  ", by=world.actor("vanphong"), at=world.at)
    assert refused.value.entry is REASON_NEEDED


def test_only_a_completed_task_can_be_accepted(world: World) -> None:
    task = assign(world)
    with pytest.raises(Problem) as refused:
        actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
    assert refused.value.entry is WRONG_STATE


def test_the_second_of_two_editors_is_told(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    seen = task.version
    actions.report_progress(task.pk, note="Một", by=world.actor("sokhdt"), at=world.at, version=seen)
    with pytest.raises(Problem) as refused:
        actions.report_progress(task.pk, note="Hai", by=world.actor("chuyenvien"), at=world.at, version=seen)
    assert refused.value.entry is CHANGED_MEANWHILE


def test_a_task_of_others_does_not_exist(world: World) -> None:
    task = assign(world)
    stranger = world.actor("sokhdt")
    assert not queries.board(stranger, on=world.today).exists()
    with pytest.raises(Problem) as refused:
        queries.task(stranger, task.pk)
    assert refused.value.entry is NOT_FOUND
    with pytest.raises(Problem) as hidden:
        actions.report_progress(task.pk, note="Xem", by=stranger, at=world.at)
    assert hidden.value.entry is NOT_FOUND


def test_a_coordinating_body_reports_but_does_not_close(world: World) -> None:
    task = assign(world)
    helper = world.actor("quansu")
    actions.report_progress(task.pk, note="Đã cử bác sĩ", by=helper, at=world.at)
    with pytest.raises(Problem) as refused:
        actions.report_completion(task.pk, product="1/BC", product_on=world.at.date(), by=helper, at=world.at)
    assert refused.value.entry is NOT_PERMITTED


def test_copies_on_the_row_equal_what_the_events_say(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    actions.extend(task.pk, due_on=date(2022, 9, 1), reason="Lũ", by=world.actor("vanphong"), at=world.at)
    actions.report_completion(
        task.pk, product="15/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
    )
    actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
    before = Task.objects.values().get(pk=task.pk)

    row = Task.objects.get(pk=task.pk)
    Task.objects.filter(pk=task.pk).update(due_on=None, original_due_on=None, completed_on=None, extensions=9)
    actions.rebuild(row)

    after = Task.objects.values().get(pk=task.pk)
    assert {**after, "version": 0} == {**before, "version": 0}
    assert TaskEvent.objects.filter(task=task).count() == 4


@pytest.mark.parametrize(
    ("field", "most"), [("title", 300), ("recurrence", 300), ("external_id", 60), ("document", 60)]
)
def test_a_line_that_is_too_long_is_refused_and_never_cut(world: World, field: str, most: int) -> None:
    with pytest.raises(Problem) as caught:
        assign(world, **{field: "ă" * (most + 1)})
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, field)
    assert f"dài {most + 1} ký tự, nhiều nhất {most}" in caught.value.text("vi")
    assert Task.objects.count() == 0
    assert getattr(assign(world, **{field: "ă" * most}), field) == "ă" * most


def test_nor_is_the_number_of_a_product(world: World) -> None:
    task, by = assign(world, leads=[world.id("khdt")]), world.actor("sokhdt")
    with pytest.raises(Problem) as caught:
        actions.report_completion(
            task.pk, note="Xong", product="9" * 201, product_on=world.today, by=by, at=world.at
        )
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "product")
    assert TaskEvent.objects.count() == 1


def test_no_task_is_given_on_a_day_to_come(world: World) -> None:
    tomorrow = order(world, given_on=world.today + timedelta(days=1))
    for act in (actions.assign, actions.assign_each):
        with pytest.raises(Problem) as caught:
            act(tomorrow, by=world.actor("vanphong"), at=world.at)
        assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "given_on")
    assert not Task.objects.exists()


def test_no_extension_ends_on_a_day_that_has_passed(world: World) -> None:
    """Overdue since the 15th, extended on the 25th to the 20th it would be overdue as before."""
    task = assign(world, given_on=date(2022, 7, 1), due_on=date(2022, 7, 15))
    office, passed = world.actor("vanphong"), date(2022, 7, 20)
    with pytest.raises(Problem) as caught:
        actions.extend(task.pk, due_on=passed, reason="Mưa lũ", by=office, at=world.at)
    assert (caught.value.entry, caught.value.field) == (BAD_VALUE, "due_on")
    seen = queries.preview(office, [task.pk], queries.Extend("Mưa lũ", due_on=passed), on=world.today)
    assert [one.pk for one in seen.refused] == [task.pk]
    seen = queries.preview(office, [task.pk], queries.Extend("Mưa lũ", days=10), on=world.today)
    assert [one.due_after for one in seen.possible] == [world.today]
