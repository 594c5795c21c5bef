"""What went wrong for users of other systems, as tests by its name (`docs/explanation/peers.md`).

Where a rule has a test of its own beside its kin, that test bears the peer's name instead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_batches import ROWS_WRONG
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.domain.working_time import Shift
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.models import ClosedTally, Task, TaskEvent, TaskParty, TaskRole, TaskSpan, TaskText
from cotmoc.tasks.queries import By, Filter, HandOver
from tests.rooms.small_province import World

from .test_course import assign
from .test_excel import row, table
from .test_handing_over import REASON, facts
from .test_listing import finish, give

MONDAY = date(2022, 9, 5)
"""The first working day after National Day, Thursday 1 and Friday 2 September 2022, and a weekend."""


def midnight(day: date) -> datetime:
    """When a day begins in Viet Nam, as a server in UTC says it: 17:00 of the day before."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    "told", [date(2022, 9, 1), date(2022, 9, 2), date(2022, 9, 3), date(2022, 9, 4), MONDAY]
)
@pytest.mark.parametrize(
    ("days", "open_", "done"),
    [
        (-1, TaskState.DUE_SOON, TaskState.DONE_ON_TIME),
        (0, TaskState.DUE_SOON, TaskState.DONE_ON_TIME),
        (1, TaskState.OVERDUE, TaskState.DONE_LATE),
    ],
)
def test_status_the_day_before_on_and_after_the_due_day_over_a_holiday_prp_due_day(
    world: World, told: date, days: int, open_: TaskState, done: TaskState
) -> None:
    office, lead = world.actor("vanphong"), world.actor("sokhdt")
    still = assign(world, leads=[world.id("khdt")], due_on=told, shift=Shift.NEXT_WORKING)
    task = assign(world, leads=[world.id("khdt")], due_on=told, shift=Shift.NEXT_WORKING)
    assert task.due_on == MONDAY
    day = MONDAY + timedelta(days=days)
    actions.report_completion(task.pk, note="Xong", by=lead, at=midnight(day))
    actions.accept(task.pk, by=office, at=midnight(day))
    states = {row.pk: row.state for row in queries.Listing(office, on=day)}
    assert states == {still.pk: open_, task.pk: done}
    assert queries.AsOf(office, on=day).tally == queries.tally(office, on=day) == Tally.of([open_, done])


@pytest.mark.parametrize(
    ("seconds", "day", "outcome"),
    [(-1, MONDAY, "on_time"), (0, MONDAY + timedelta(days=1), "late")],
)
def test_the_due_day_ends_at_midnight_in_viet_nam_and_not_in_utc_prp_due_day(
    world: World, seconds: int, day: date, outcome: str
) -> None:
    task = assign(world, leads=[world.id("khdt")], due_on=MONDAY)
    at = midnight(MONDAY + timedelta(days=1)) + timedelta(seconds=seconds)
    actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=at)
    done = actions.accept(task.pk, by=world.actor("vanphong"), at=at)
    assert (done.completed_on, done.outcome) == (day, outcome)


def test_no_due_day_is_invented_where_none_was_told_prp_fifteen_days(world: World) -> None:
    task, office = assign(world, due_on=None, leads=[world.id("khdt")]), world.actor("vanphong")
    assert (task.original_due_on, task.due_on) == (None, None)
    for day in (world.today + timedelta(days=n) for n in (0, 15, 16, 400)):
        assert queries.state_of(task, day) is TaskState.NO_DEADLINE
        assert queries.digests(office, on=day) == []


def test_whatever_is_saved_later_a_past_quarter_keeps_its_figures_prp_recompute_on_save(world: World) -> None:
    """Every kind of saving that a task knows, and all copies made anew: 25/7 stays as it was printed."""
    office, lead = world.actor("vanphong"), world.actor("sokhdt")
    finish(world, give(world, "Xong"))
    late, open_, moved = give(world, "Quá hạn", -1), give(world, "Chưa đến hạn", 30), give(world, "Chuyển", 3)
    printed = queries.AsOf(office, on=world.today).tally
    assert printed == Tally(done_on_time=1, overdue=1, not_yet_due=1, due_soon=1)

    at = world.at + timedelta(days=100)
    finish(world, late, days=100)
    actions.extend(open_.pk, due_on=at.date() + timedelta(days=50), reason="Lũ", by=office, at=at)
    actions.report_progress(open_.pk, note="Đã làm một nửa", percent=50, by=lead, at=at)
    actions.hand_over([moved.pk], HandOver(world.id("khdt"), world.id("yte"), REASON), by=office, at=at)
    actions.move_under(moved.pk, open_.pk, by=office, at=at)
    for task in Task.objects.all():
        rebuild(task)
    assert queries.AsOf(office, on=world.today).tally == printed
    assert queries.AsOf(office, on=at.date()).tally != printed


def test_copies_made_anew_leave_older_years_and_count_no_row_twice_dhis2_11521(world: World) -> None:
    for year in (2020, 2021, 2022):
        assign(world, given_on=date(year, 3, 1), due_on=date(year, 6, 1), coordinating=[world.id("bdbp")])
    finish(world, give(world))
    tables = {
        TaskParty: ("task", "agency", "takes_part", "outcome", "due_on"),
        TaskSpan: ("task", "from_on", "to_on", "outcome", "due_on"),
        TaskText: ("task", "title"),
        ClosedTally: ("lead", "state", "count"),
    }
    kept = {model: sorted(map(str, model.objects.values_list(*names))) for model, names in tables.items()}
    asked = Filter(given_to=date(2021, 12, 31))
    before = queries.AsOf(world.actor("vanphong"), on=date(2022, 7, 25), only=asked).tally
    assert before.total == 2
    for _ in range(2):
        for anew in (actions.share_anew, actions.span_anew, actions.word_anew, actions.tally_anew):
            anew(world.province.pk)
        for task in Task.objects.all():
            rebuild(task)
        for model, names in tables.items():
            assert sorted(map(str, model.objects.values_list(*names))) == kept[model], model
        assert queries.AsOf(world.actor("vanphong"), on=date(2022, 7, 25), only=asked).tally == before


def test_two_bodies_merge_and_part_again_dhis2_merge(world: World) -> None:
    """Ten open tasks and seven make seventeen; what was closed, the log and every byte of the facts stay."""
    office = world.actor("vanphong")
    for body, count in (("khdt", 10), ("yte", 7)):
        for n in range(count):
            assign(world, title=f"Việc {body} {n}", leads=[world.id(body)], coordinating=[world.id("congan")])
    finish(world, give(world, "Đã xong trước"))
    tasks, log = list(Task.objects.all()), AuditRow.objects.count()
    before = facts(tasks)

    def by_lead() -> dict[int, int]:
        found = queries.results(office, By.LEAD, on=world.today)
        return {int(one.key): one.tally.total for one in found.groups}

    wanted = HandOver(world.id("yte"), world.id("khdt"), REASON)
    merged = actions.hand_over(queries.open_tasks_of(office, world.id("yte")), wanted, by=office, at=world.at)
    assert by_lead() == {world.id("khdt"): 18}
    assert TaskEvent.objects.filter(kind="handed_over").count() == merged.count == 7
    actions.undo(merged.pk, by=office, at=world.at)
    assert by_lead() == {world.id("khdt"): 11, world.id("yte"): 7}
    assert facts(tasks) == before
    deeds = AuditRow.objects.order_by("pk").values_list("deed", flat=True)
    assert list(deeds[log:]) == ["task.hand_over", "task.undo_batch"]


def test_a_task_passed_on_through_three_bodies_totals_once_d_portal_3(world: World) -> None:
    """Handed on from body to body it counts for the last; given on as parts each part counts for itself."""
    office = world.actor("vanphong")
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    for old, new in (("khdt", "yte"), ("yte", "ngoaivu"), ("ngoaivu", "congan")):
        actions.hand_over([task.pk], HandOver(world.id(old), world.id(new), REASON), by=office, at=world.at)
        assert queries.tally(office, on=world.today).total == 1
        found = queries.results(office, By.LEAD, on=world.today)
        assert [(int(one.key), one.tally.total) for one in found.groups] == [(world.id(new), 1)]
        assert [one.agency for one in queries.tally_by_lead(office, on=world.today)] == [world.id(new)]
    body = queries.results(office, By.BODY, on=world.today)
    assert [one.tally.total for one in body.groups] == [body.total.total] == [1]


def test_who_accepts_or_returns_never_takes_the_place_of_who_reported_rsr_4638(world: World) -> None:
    lead, office = world.actor("sokhdt"), world.actor("vanphong")
    task = assign(world, leads=[world.id("khdt")])
    actions.report_progress(task.pk, note="Đã họp", percent=40, by=lead, at=world.at)
    for n in (1, 2):
        actions.report_completion(task.pk, note=f"Lần {n}", by=lead, at=world.at)
        if n == 1:
            actions.send_back(task.pk, reason="Thiếu phụ lục", by=world.actor("phovanphong"), at=world.at)
    actions.accept(task.pk, by=office, at=world.at)
    told = queries.task_object(office, queries.task(office, task.pk), on=world.today)["events"]
    assert [(one["kind"], one["by"]) for one in told] == [
        ("assigned", "Tài khoản vanphong"),
        ("progress", "Tài khoản sokhdt"),
        ("completed", "Tài khoản sokhdt"),
        ("returned", "Tài khoản phovanphong"),
        ("completed", "Tài khoản sokhdt"),
        ("accepted", "Tài khoản vanphong"),
    ]
    assert Task.objects.get(pk=task.pk).lead_id == world.id("khdt")
    assert set(TaskRole.objects.filter(task=task, role="lead").values_list("agency", flat=True)) == {
        world.id("khdt")
    }


def test_a_rate_never_passes_one_while_bodies_end_and_tasks_reopen_dhis2_rate(world: World) -> None:
    """A body ends, a task is withdrawn, one returned and done again: no rate passes one."""
    office, lead = world.actor("vanphong"), world.actor("sokhdt")
    finish(world, give(world, "Xong", 0))
    finish(world, give(world, "Xong muộn", -3))
    actions.withdraw(give(world, "Rút", -1).pk, reason="Trùng", by=office, at=world.at)
    back = give(world, "Trả lại", 0)
    for note in ("Lần một", "Lần hai"):
        actions.report_completion(back.pk, note=note, by=lead, at=world.at)
        if note == "Lần một":
            actions.send_back(back.pk, reason="Thiếu", by=office, at=world.at)
    actions.accept(back.pk, by=office, at=world.at)
    Agency.objects.filter(pk=world.id("khdt")).update(valid_to=world.today + timedelta(days=1))
    organisations.add_succession(
        predecessor=world.agencies["khdt"],
        successor=world.agencies["yte"],
        on=world.today + timedelta(days=1),
        share=Fraction(1),
        source="Nghị quyết 18",
        by=organisations.founder(world.province.pk),
    )
    for day in (world.today, world.today + timedelta(days=30)):
        for by in By:
            found = queries.results(office, by, on=day)
            for one in [*(group.tally for group in found.groups), found.total]:
                assert 0 <= one.on_time_rate.part <= one.official_rate.part <= one.official_rate.whole
        assert (found.total.on_time_rate.part, found.total.on_time_rate.whole) == (2, 3)
        assert found.total.official_rate.part == 3


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ({"title": " "}, {"Tên nhiệm vụ": " "}),
        ({"leads": []}, {"Chủ trì": ""}),
        ({"coordinating": ["yte"]}, {"Phối hợp": "Sở Y tế"}),
        ({"due_on": date(2022, 6, 30)}, {"Hạn": date(2022, 6, 30)}),
        ({"leads": ["ngochoi"]}, {"Chủ trì": "UBND huyện Ngọc Hồi"}),
        ({"giver": "ngochoi"}, {"Cơ quan giao": "UBND huyện Ngọc Hồi"}),
        ({"parent": "done"}, {"Mã việc cha": "XONG"}),
    ],
)
def test_a_table_filled_in_elsewhere_is_held_to_the_rules_of_the_form_dhis2_offline(
    world: World, changes: dict[str, object], cells: dict[str, object]
) -> None:
    """A body ended on 1/6 and a task is done; the table was filled in on a computer that knew neither."""
    office = world.actor("vanphong")
    Agency.objects.filter(pk=world.id("ngochoi")).update(valid_to=date(2022, 6, 1))
    finish(world, give(world, external_id="XONG"))
    done = Task.objects.get()

    def meant(said: object) -> object:
        if isinstance(said, list):
            return [world.id(key) for key in said]
        return done.pk if said == "done" else world.id(said) if said in world.agencies else said

    kept = Task.objects.count()
    with pytest.raises(Problem):
        assign(
            world, **{"given_on": date(2022, 7, 1), **{name: meant(said) for name, said in changes.items()}}
        )
    with pytest.raises(Problem) as caught:
        actions.import_tasks(table(row(**cells)), by=office, at=world.at)
    assert caught.value.entry is ROWS_WRONG
    assert Task.objects.count() == kept
