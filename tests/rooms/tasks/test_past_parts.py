"""Who had a task on a past day is told as it was: a later hand-over does not reach back."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.domain.task_status import Tally
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import Batch, PastPart, Task, TaskEvent, TaskSpan
from cotmoc.tasks.queries import By, HandOver, Part
from tests.rooms.small_province import ZONE, World, build

from .test_course import assign, order

REASON = "Sắp xếp bộ máy theo Nghị quyết 18"
DAY = timedelta(days=1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=ZONE)


def hand(world: World, task: Task, old: str, new: str, day: date, *parts: Part) -> Batch:
    wanted = HandOver(world.id(old), world.id(new), REASON, frozenset(parts or Part))
    return actions.hand_over([task.pk], wanted, by=world.actor("vanphong"), at=at(day))


def undo(world: World, batch: Batch, day: date) -> None:
    actions.undo(batch.pk, by=world.actor("vanphong"), at=at(day))


def told(world: World, by: By, on: date, **only: int) -> set[str]:
    asked = queries.Filter(**only)  # type: ignore[arg-type]
    return {one.name for one in queries.results(world.actor("vanphong"), by, on=on, only=asked).groups}


def led(world: World, on: date) -> set[str]:
    return told(world, By.LEAD, on)


def test_the_day_before_a_hand_over_counts_at_the_old_lead(world: World) -> None:
    """Sở KH&ĐT has it on 25/7; on 1/8 it passes to Sở Y tế: until 31/7 it is that of Sở KH&ĐT."""
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("quansu")])
    over = world.today + 7 * DAY
    hand(world, task, "khdt", "yte", over)
    planning, health, military = "Sở Kế hoạch và Đầu tư", "Sở Y tế", "Bộ Chỉ huy Quân sự tỉnh"
    for day, lead in ((world.today, planning), (over - DAY, planning), (over, health), (over + DAY, health)):
        assert led(world, day) == {lead}, day
        assert told(world, By.BODY, day) == {lead, military}, day
        found = queries.AsOf(world.actor("vanphong"), on=day)
        assert [row.lead for row in found.rows(None, 9)] == [lead]
        assert [row.name for row in found.leads] == [lead]
    assert led(world, world.today - DAY) == set()


def test_a_filter_by_body_means_the_body_of_that_day(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("quansu")])
    over = world.today + 7 * DAY
    hand(world, task, "khdt", "yte", over)
    office = world.actor("vanphong")
    for name in ("lead", "agency"):
        for day, key in ((over - DAY, "khdt"), (over, "yte")):
            other = "yte" if key == "khdt" else "khdt"
            count = {
                one: queries.AsOf(office, on=day, only=queries.Filter(**{name: world.id(one)})).tally.total  # type: ignore[arg-type]
                for one in (key, other)
            }
            assert count == {key: 1, other: 0}, (name, day)
    mine = queries.AsOf(office, on=over - DAY, only=queries.Filter(lead=world.id("khdt")))
    assert (mine.tally.total, mine.changed) == (1, 1)


def test_the_new_body_sees_its_past_under_the_old_name(world: World) -> None:
    """Who may see a task is what it is today; what the task was is what it was."""
    task = assign(world, leads=[world.id("dakglei")], coordinating=[])
    hand(world, task, "dakglei", "khdt", world.today + 7 * DAY)
    found = queries.results(world.actor("sokhdt"), By.LEAD, on=world.today)
    assert [one.name for one in found.groups] == ["Ủy ban nhân dân huyện Đăk Glei"]
    assert queries.results(world.actor("huyen"), By.LEAD, on=world.today).total == Tally()


def test_the_giver_of_that_day(world: World) -> None:
    task = assign(world, giver=world.id("bcd"), leads=[world.id("khdt")], coordinating=[])
    hand(world, task, "bcd", "ubnd", world.today + DAY, Part.GIVER)
    committee, office = "Ban Chỉ đạo công tác biên giới tỉnh", "Ủy ban nhân dân tỉnh"
    assert told(world, By.GIVER, world.today) == {committee}
    assert told(world, By.GIVER, world.today + DAY) == {office}
    then = queries.AsOf(world.actor("vanphong"), on=world.today, only=queries.Filter(giver=world.id("bcd")))
    assert [row.giver for row in then.rows(None, 9)] == [committee]
    assert told(world, By.LEAD, world.today + DAY, giver=world.id("bcd")) == set()


def test_undone_it_was_the_heirs_for_some_days(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    batch = hand(world, task, "khdt", "yte", world.today + DAY)
    undo(world, batch, world.today + 3 * DAY)
    names = [led(world, world.today + n * DAY) for n in range(5)]
    assert names == [{"Sở Kế hoạch và Đầu tư"}, {"Sở Y tế"}, {"Sở Y tế"}] + [{"Sở Kế hoạch và Đầu tư"}] * 2


def test_of_several_on_a_day_the_last_stands(world: World) -> None:
    """In the morning to Sở Y tế, taken back, then to Công an tỉnh: of that day Công an tỉnh has it."""
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    day = world.today + DAY
    undo(world, hand(world, task, "khdt", "yte", day), day)
    hand(world, task, "khdt", "congan", day)
    assert [led(world, world.today + n * DAY) for n in range(2)] == [
        {"Sở Kế hoạch và Đầu tư"},
        {"Công an tỉnh"},
    ]
    assert not PastPart.objects.filter(agency=world.id("yte")).exists()


def test_handed_over_on_the_day_it_was_given_it_was_never_the_old_bodys(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    hand(world, task, "khdt", "yte", world.today)
    assert led(world, world.today) == {"Sở Y tế"}
    assert not PastPart.objects.exists()


@pytest.mark.slow
def test_each_body_has_the_tasks_that_its_list_holds(world: World) -> None:
    """Few have changed since, or most; a giver may take part itself, and be handed over with the rest."""
    office, longest = world.actor("vanphong"), queries.Filter(given_from=world.today - 999 * DAY)
    given = [
        ("bcd", "khdt", "yte"),
        ("yte", "yte", "congan"),
        ("ubnd", "congan", "khdt"),
        ("bcd", "quansu", "bcd"),
    ]
    tasks = [
        assign(world, giver=world.id(giver), leads=[world.id(lead)], coordinating=[world.id(other)])
        for giver, lead, other in given
    ]
    batch = hand(world, tasks[1], "yte", "khdt", world.today + DAY)
    hand(world, tasks[0], "khdt", "congan", world.today + 2 * DAY)
    actions.report_completion(
        tasks[3].pk, note="Xong", by=world.actor("quansu"), at=at(world.today + 3 * DAY)
    )
    undo(world, batch, world.today + 4 * DAY)
    actions.withdraw(tasks[2].pk, reason="Trùng", by=office, at=at(world.today + 5 * DAY))
    for n in range(-1, 7):
        day = world.today + n * DAY
        for by in (By.BODY, By.GIVER):
            found = queries.results(office, by, on=day)
            # With a filter, even one that all pass, every task is joined to its bodies.
            assert found == queries.results(office, by, on=day, only=longest), (n, by)
            for group in found.groups:
                listed = queries.among(office, by, group.key, on=day)
                assert (listed.tally, len(listed.rows(None, 9))) == (group.tally, group.tally.total), (n, by)
    assert told(world, By.GIVER, world.today) == {
        "Ban Chỉ đạo công tác biên giới tỉnh",
        "Ủy ban nhân dân tỉnh",
        "Sở Y tế",
    }


BODIES = ("khdt", "yte", "congan", "quansu")
Told = dict[By, Counter[str]]


def as_told(world: World, on: date, only: queries.Filter | None = None) -> Told:
    office = world.actor("vanphong")
    return {
        by: Counter(
            {
                one.name: one.tally.total
                for one in queries.results(office, by, on=on, only=only or queries.Filter()).groups
            }
        )
        for by in (By.LEAD, By.BODY, By.GIVER)
    }


@pytest.mark.slow
@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_day_said_at_its_end_it_says_for_ever(world: World, data: st.DataObject) -> None:
    """Any course of hand-overs and undoing: each evening's results are told again later, and made anew."""
    body, office = st.sampled_from(BODIES), world.actor("vanphong")
    with transaction.atomic():
        said: dict[date, Told] = {}
        tasks: list[Task] = []
        batches: list[Batch] = []
        for n in range(4):
            day = world.today + n * DAY
            for _ in range(data.draw(st.integers(1, 3))):
                match data.draw(st.sampled_from(["give", "hand", "undo"])):
                    case "give":
                        lead, *others = data.draw(st.lists(body, min_size=1, max_size=3, unique=True))
                        wanted = order(
                            world,
                            giver=world.id("bcd"),
                            leads=[world.id(lead)],
                            coordinating=[world.id(one) for one in others],
                        )
                        tasks.append(actions.assign(wanted, by=office, at=at(day)))
                    case "hand" if tasks:
                        old, new = data.draw(st.lists(body, min_size=2, max_size=2, unique=True))
                        over = HandOver(world.id(old), world.id(new), REASON)
                        ids = [one.pk for one in tasks]
                        if queries.preview(office, ids, over, on=day).possible:
                            batches.append(actions.hand_over(ids, over, by=office, at=at(day), partly=True))
                    case "undo" if batches:
                        undo(world, batches.pop(), day)
            said[day] = as_told(world, day)
        assert {day: as_told(world, day) for day in said} == said
        joined = queries.Filter(given_from=world.today - DAY)
        assert {day: as_told(world, day, joined) for day in said} == said
        actions.span_anew(world.province.pk)
        assert {day: as_told(world, day) for day in said} == said
        transaction.set_rollback(True)


@pytest.mark.slow
def test_the_migration_finds_the_past_in_the_batches_and_goes_back(going_back: None) -> None:
    world = build()
    task = assign(world, leads=[world.id("khdt")], coordinating=[world.id("yte")])
    batch = hand(world, task, "khdt", "yte", world.today + DAY)
    undo(world, batch, world.today + 2 * DAY)
    hand(world, task, "khdt", "congan", world.today + 3 * DAY)
    columns = ("agency", "part", "accountable", "from_on", "to_on")
    parts = sorted(PastPart.objects.values_list(*columns))
    leads = list(TaskSpan.objects.order_by("from_on").values_list("lead", "from_on", "to_on"))
    stood = list(TaskEvent.objects.filter(task=task.pk).order_by("seq").values_list("stood", flat=True))
    assert len(leads) == 4
    call_command("migrate", "tasks", "0009_own_filters_and_mentions", verbosity=0)
    assert list(TaskSpan.objects.values_list("lead", flat=True)) == [world.id("congan")]
    call_command("migrate", "tasks", verbosity=0)
    assert sorted(PastPart.objects.values_list(*columns)) == parts
    assert list(TaskSpan.objects.order_by("from_on").values_list("lead", "from_on", "to_on")) == leads
    found = list(TaskEvent.objects.filter(task=task.pk).order_by("seq").values_list("stood", flat=True))
    assert [one and _plain(one) for one in found] == [one and _plain(one) for one in stood]


def _plain(stood: dict[str, object]) -> tuple[object, list[tuple[object, ...]]]:
    roles = stood["roles"]
    assert isinstance(roles, list)
    return stood["giver"], sorted((one["agency"], one["role"], one["accountable"]) for one in roles)
