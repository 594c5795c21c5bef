"""Due days told in working days, and due days that a task's shift moves off a day of rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.task_series import YEARS_NOT_LISTED
from cotmoc.domain.errors.tasks import DUE_BEFORE_GIVEN, EXTENSION_NOT_LATER
from cotmoc.domain.working_time import Shift, is_working_day
from cotmoc.organisations.days_off import days_off
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.dating import due_day
from cotmoc.tasks.models import Task
from tests.rooms.small_province import World

from .test_course import assign, order

SAID_VI = (
    "Chưa có bảng ngày nghỉ của năm 2027 nên chưa tính được ngày làm việc và ngày dời hạn. "
    "Phần đã nhập vẫn còn trên trang. Ghi hạn là một ngày và chọn không dời; hoặc khi lịch nghỉ của năm đó "
    "đã công bố, người quản trị máy chủ thêm vào reference_data/holidays.toml rồi làm lại."
)


def test_a_year_without_a_table_is_named_with_what_to_do_and_a_plain_day_is_taken(world: World) -> None:
    due = date(2027, 3, 10)
    with pytest.raises(Problem) as caught:
        assign(world, due_on=due, shift=Shift.NEXT_WORKING)
    assert caught.value.text("vi") == SAID_VI
    assert assign(world, due_on=due).due_on == due


# National Day of 2022 is Thursday 1 and Friday 2 September; Tết was 31 January to 4 February.


@pytest.mark.parametrize(
    ("given", "days", "due"),
    [
        (date(2022, 7, 25), 1, date(2022, 7, 26)),
        (date(2022, 7, 25), 5, date(2022, 8, 1)),
        (date(2022, 8, 30), 5, date(2022, 9, 8)),  # over National Day
        (date(2022, 1, 28), 1, date(2022, 2, 7)),  # over Tết, which the table gives
        (date(2022, 7, 23), 1, date(2022, 7, 25)),  # given on a Saturday
    ],
)
def test_working_days_are_counted_by_the_table(world: World, given: date, days: int, due: date) -> None:
    task = assign(world, due_on=None, working_days=days, given_on=given)
    assert (task.due_on, task.original_due_on, task.working_days) == (due, due, days)


def test_a_due_day_on_a_holiday_moves_as_the_task_says(world: World) -> None:
    holiday = date(2022, 9, 2)
    dues = {
        shift: assign(world, due_on=holiday, shift=shift).due_on
        for shift in (Shift.NONE, Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING)
    }
    assert dues == {
        Shift.NONE: holiday,
        Shift.NEXT_WORKING: date(2022, 9, 5),
        Shift.PREVIOUS_WORKING: date(2022, 8, 31),
    }


def test_the_day_that_was_told_is_kept_beside_the_one_that_counts(world: World) -> None:
    moved = assign(world, due_on=date(2022, 9, 2), shift=Shift.NEXT_WORKING)
    stays = assign(world, due_on=date(2022, 9, 6), shift=Shift.NEXT_WORKING)
    assert [(e.told_due_on, e.due_on) for e in moved.events.all()] == [(date(2022, 9, 2), date(2022, 9, 5))]
    assert [(e.told_due_on, e.due_on) for e in stays.events.all()] == [(None, date(2022, 9, 6))]


def test_an_extension_moves_by_the_same_rule(world: World) -> None:
    task = assign(world, due_on=date(2022, 8, 15), shift=Shift.NEXT_WORKING)
    office = world.actor("vanphong")
    actions.extend(task.pk, due_on=date(2022, 9, 3), reason="Lũ", by=office, at=world.at)
    task.refresh_from_db()
    assert (task.due_on, task.original_due_on) == (date(2022, 9, 5), date(2022, 8, 15))
    said = queries.task_object(office, queries.task(office, task.pk), on=world.today)
    assert (said["shift"], said["working_days"]) == ("after", None)
    assert said["events"][-1]["told_due_on"] == "2022-09-03"


def test_an_extension_that_the_shift_brings_back_is_not_later(world: World) -> None:
    task = assign(world, due_on=date(2022, 8, 31), shift=Shift.PREVIOUS_WORKING)
    with pytest.raises(Problem) as caught:
        actions.extend(task.pk, due_on=date(2022, 9, 4), reason="Lũ", by=world.actor("vanphong"), at=world.at)
    assert caught.value.entry is EXTENSION_NOT_LATER


@pytest.mark.parametrize(
    ("changes", "entry", "field"),
    [
        ({"due_on": None, "working_days": 2000}, BAD_VALUE, "working_days"),
        ({"due_on": None, "working_days": 0}, BAD_VALUE, "working_days"),
        ({"due_on": date(2022, 9, 1), "working_days": 3}, BAD_VALUE, "working_days"),
        (
            {"due_on": None, "working_days": 900, "given_on": date(2026, 1, 5)},
            YEARS_NOT_LISTED,
            "working_days",
        ),
        ({"due_on": date(2027, 1, 3), "shift": Shift.NEXT_WORKING}, YEARS_NOT_LISTED, "due_on"),
        ({"due_on": date(2101, 1, 1)}, BAD_VALUE, "due_on"),
        # Sunday 24 July, moved before the day on which the task is given.
        (
            {"due_on": date(2022, 7, 24), "given_on": date(2022, 7, 23), "shift": Shift.PREVIOUS_WORKING},
            DUE_BEFORE_GIVEN,
            "due_on",
        ),
    ],
)
def test_a_due_day_that_cannot_be_told_names_its_field_and_saves_nothing(world, changes, entry, field):
    with pytest.raises(Problem) as caught:
        assign(world, **changes)
    assert (caught.value.entry, caught.value.field) == (entry, field)
    assert not Task.objects.exists()


def test_a_year_without_a_table_is_no_matter_where_no_shift_asks_it(world: World) -> None:
    assert assign(world, due_on=date(2027, 1, 3)).due_on == date(2027, 1, 3)


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 1))


@for_all(DAYS, st.integers(0, 20), st.sampled_from([Shift.NEXT_WORKING, Shift.PREVIOUS_WORKING]))
def test_a_shifted_due_day_is_worked_and_near(given: date, after: int, shift: Shift) -> None:
    told = given + timedelta(days=after)
    due = due_day(told, None, shift, given - timedelta(days=20)).on
    assert due is not None
    assert is_working_day(due, days_off())
    assert (due == told) is is_working_day(told, days_off())
    assert due_day(due, None, shift, due).on == due


@for_all(DAYS, st.integers(1, 15))
def test_one_working_day_more_is_the_next_working_day(given: date, days: int) -> None:
    due = due_day(None, days, Shift.NONE, given).on
    assert due is not None
    assert due_day(None, days + 1, Shift.NONE, given).on == due_day(None, 1, Shift.NONE, due).on


# ---- the parts of coordinating bodies: Saturday 30 July, Friday 2 September and 1 September are days off


def part_day(world: World, told: date, **changes: object) -> date | None:
    body = world.id("quansu")
    task = assign(world, coordinating=[body], part_due={body: told}, **changes)
    return task.roles.get(agency=body).due_on


@pytest.mark.parametrize(
    ("shift", "due"),
    [
        (Shift.NONE, date(2022, 7, 30)),
        (Shift.NEXT_WORKING, date(2022, 8, 1)),
        (Shift.PREVIOUS_WORKING, date(2022, 7, 29)),
    ],
)
def test_a_part_s_day_moves_as_the_task_s(world: World, shift: Shift, due: date) -> None:
    assert part_day(world, date(2022, 7, 30), shift=shift) == due
    # its own rule stands above the task's
    own = {world.id("quansu"): shift}
    assert part_day(world, date(2022, 7, 30), shift=Shift.NONE, part_shift=own) == due


def test_a_part_due_with_its_task_on_a_holiday_moves_with_it(world: World) -> None:
    holiday = date(2022, 9, 2)
    after = part_day(world, holiday, due_on=holiday, shift=Shift.NEXT_WORKING)
    assert after == date(2022, 9, 5)


def test_the_history_says_which_day_of_a_part_was_told(world: World) -> None:
    body = world.id("quansu")
    moved = assign(world, coordinating=[body], part_due={body: date(2022, 7, 30)}, shift=Shift.NEXT_WORKING)
    told = "Hạn phần việc của Bộ Chỉ huy Quân sự tỉnh: 30/7/2022 là ngày nghỉ, tính là 01/8/2022."
    assert [event.note for event in moved.events.all()] == [told]
    stays = assign(world, coordinating=[body], part_due={body: date(2022, 8, 1)}, shift=Shift.NEXT_WORKING)
    assert [event.note for event in stays.events.all()] == [""]


def test_each_unit_s_task_has_the_moved_day_of_its_part(world: World) -> None:
    body = world.id("quansu")
    wanted = order(
        world,
        leads=[world.id("dakglei"), body],
        coordinating=[body],
        part_due={body: date(2022, 7, 30)},
        part_shift={body: Shift.NEXT_WORKING},
    )
    heading = actions.assign_each(wanted, by=world.actor("vanphong"), at=world.at)
    first, own = heading.children.order_by("pk")
    assert first.roles.get(agency=body).due_on == date(2022, 8, 1)
    assert own.roles.get(agency=body).role == "lead"


@pytest.mark.parametrize(
    ("told", "shift", "entry", "field"),
    [
        # Monday after the task's last day, which does not move
        (date(2022, 7, 30), Shift.NEXT_WORKING, BAD_VALUE, "part_due"),
        # Friday before the Saturday on which it is given
        (date(2022, 7, 30), Shift.PREVIOUS_WORKING, DUE_BEFORE_GIVEN, "part_due"),
        (date(1999, 5, 1), Shift.NEXT_WORKING, YEARS_NOT_LISTED, "part_due"),
        (None, Shift.NEXT_WORKING, BAD_VALUE, "part_shift"),
    ],
)
def test_a_moved_part_stays_between_its_order_and_its_task(world, told, shift, entry, field) -> None:
    body = world.id("quansu")
    with pytest.raises(Problem) as caught:
        assign(
            world,
            coordinating=[body],
            due_on=date(2022, 7, 30),
            given_on=date(2022, 7, 30),
            part_due={body: told} if told else {},
            part_shift={body: shift},
        )
    assert (caught.value.entry, caught.value.field) == (entry, field)
    assert not Task.objects.exists()


def test_the_command_tells_the_parts_days(world: World, monkeypatch, capsys) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")
    said = ["tasks", "assign", "Rà soát", "--lead", "Sở Y tế", "--due", "15/8/2022", "--shift", "after"]
    said += ["--coordinating", "BCHQS tỉnh", "--coordinating", "Công an tỉnh", "--by", "vanphong"]
    parts = ["--part-due", "BCHQS tỉnh=30/7/2022", "--part-due", "Công an tỉnh=30/7/2022"]
    assert main([*said, *parts, "--part-shift", "Công an tỉnh=before"]) == 0
    task = Task.objects.get()
    days = {role.agency_id: role.due_on for role in task.roles.filter(role="coordinating")}
    assert days == {world.id("quansu"): date(2022, 8, 1), world.id("congan"): date(2022, 7, 29)}
    for wrong in ("BCHQS tỉnh", "=30/7/2022", "BCHQS tỉnh=31/9/2022"):
        assert main([*said, "--part-due", wrong]) == 2
    assert main([*said, *parts, "--part-shift", "Công an tỉnh=never"]) == 2
    capsys.readouterr()
    assert main([*said, "--part-due", "Sở Lạ=30/7/2022"]) == 2
    assert "CM-0002" in capsys.readouterr().err
    assert Task.objects.count() == 1
