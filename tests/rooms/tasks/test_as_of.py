"""Tasks as they stood on a day: what was written down later does not reach back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product, takewhile

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import clock
from cotmoc.briefings.keys import TaskKey
from cotmoc.domain.access import Actor
from cotmoc.domain.task_course import TaskEvent, TaskEventKind, fold
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions import Order
from cotmoc.tasks.models import Task, TaskSpan
from tests.rooms.briefings import province
from tests.rooms.small_province import ZONE, World, build
from tests.rooms.tasks.test_parties import Course

YEAR = date(2022, 1, 1)


def as_of(world: World, on: date, **only: object) -> queries.AsOf:
    asked = queries.Filter(given_from=YEAR, given_to=on, **only)  # type: ignore[arg-type]
    return queries.AsOf(world.actor("vanphong"), on=on, only=asked)


def counts(found: queries.AsOf) -> dict[str, int]:
    return {one.value: found.tally[one] for one in TaskState if found.tally[one]}


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 15, tzinfo=ZONE)


@pytest.fixture
def busy(world: World) -> World:
    """On 25/7/2022: one task done on time, one late, two overdue, three open; see ``province.work``."""
    province.work(world)
    return world


BEFORE = {
    "done_on_time": 1,
    "done_late": 1,
    "overdue": 2,
    "due_soon": 1,
    "not_yet_due": 1,
    "no_deadline": 1,
}


def titled(world: World, title: str) -> int:
    return next(
        row.pk for row in queries.Listing(world.actor("vanphong"), on=world.today) if row.title == title
    )


def test_on_the_day_itself_it_is_the_board(busy: World) -> None:
    found = as_of(busy, busy.today)
    assert counts(found) == BEFORE
    assert found.changed == 0
    whole = queries.tally_by_lead(busy.actor("vanphong"), on=busy.today)
    assert found.leads == whole


def test_what_happened_later_does_not_change_the_day(busy: World) -> None:
    """Afterwards an overdue task is done, one is extended, one withdrawn and one given: 25/7 stays 25/7."""
    office, later = busy.actor("vanphong"), busy.today + timedelta(days=10)
    actions.accept(titled(busy, "Thống kê đường mòn"), by=office, at=at(later))
    actions.extend(
        titled(busy, "Lồng ghép nguồn vốn"),
        due_on=date(2022, 12, 31), reason="Chờ văn bản", by=office, at=at(later),
    )  # fmt: skip
    actions.withdraw(titled(busy, "Tập huấn"), reason="Không còn cần", by=office, at=at(later))
    late = Order(
        title="Ghi bù", giver=busy.id("ubnd"), leads=[busy.id("yte")], given_on=date(2022, 7, 1),
        due_on=date(2022, 7, 2),
    )  # fmt: skip
    actions.assign(late, by=office, at=at(later))

    found = as_of(busy, busy.today)
    assert counts(found) == BEFORE
    assert found.changed == 4
    assert {row.title: (row.due_on, row.days) for row in found.rows(TaskState.OVERDUE, 50)} == {
        "Lồng ghép nguồn vốn": (date(2022, 7, 15), -10),
        "Thống kê đường mòn": (date(2022, 7, 20), -5),
    }
    assert [row.title for row in found.rows(TaskState.NOT_YET_DUE, 50)] == ["Tập huấn"]
    assert {row.name: row.tally.total for row in found.leads} == {
        "Sở Kế hoạch và Đầu tư": 2,
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh": 2,
        "Công an tỉnh": 1,
        "Bộ Chỉ huy Quân sự tỉnh": 1,
        "Sở Ngoại vụ": 1,
    }
    assert counts(as_of(busy, busy.today, lead=busy.id("khdt"))) == {"done_late": 1, "overdue": 1}
    assert counts(as_of(busy, later)) == {
        "done_on_time": 1, "done_late": 2, "overdue": 2, "not_yet_due": 1, "no_deadline": 1,
    }  # fmt: skip


def test_it_is_overdue_until_the_day_on_which_it_is_done(busy: World) -> None:
    """8/6: the plan of 1/6 was overdue; done on 9/6, so from then on done late."""
    assert counts(as_of(busy, date(2022, 6, 8)))["overdue"] == 1
    assert counts(as_of(busy, date(2022, 6, 9)))["done_late"] == 1


def test_the_key_of_an_old_briefing_opens_to_its_day(db: None) -> None:
    """One task overdue on the printed day and accepted the day after: the key still opens to one overdue."""
    world = build(clock.today())
    day, office = world.today - timedelta(days=3), world.actor("vanphong")
    order = Order(
        title="Lồng ghép nguồn vốn", giver=world.id("ubnd"), leads=[world.id("khdt")],
        given_on=day - timedelta(days=9), due_on=day - timedelta(days=2),
    )  # fmt: skip
    task = actions.assign(order, by=office, at=at(day - timedelta(days=9)))
    actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=at(day + timedelta(days=1)))
    actions.accept(task.pk, by=office, at=at(day + timedelta(days=1)))
    client = Client()
    client.force_login(world.people["vanphong"])
    key = TaskKey("overdue", 0, day - timedelta(days=30), day)
    page = client.get(f"/giao-ban/so/{key}/").content.decode()
    assert '<p class="big">1</p>' in page
    assert "Lồng ghép nguồn vốn" in page
    assert "1 nhiệm vụ đã thay đổi sau ngày đó" in page
    later = TaskKey("overdue", 0, day - timedelta(days=30), world.today)
    assert '<p class="big">0</p>' in client.get(f"/giao-ban/so/{later}/").content.decode()


@pytest.mark.slow
@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_past_day_is_what_its_events_say(world: World, data: st.DataObject) -> None:
    """Any course of events: each day's counts are those of its tasks folded one by one."""
    with transaction.atomic():
        course = Course(world, lambda most: data.draw(st.integers(0, most)))
        for _ in range(data.draw(st.integers(1, 6))):
            course.order()
            course.step()
            course.step()
        for who, days in product(("vanphong", "huyen", "sokhdt"), range(-1, 4)):
            on, viewer = world.today + timedelta(days=days), world.actor(who)
            for only in (queries.Filter(), queries.Filter(lead=world.id("khdt"), text="đường")):
                found = queries.AsOf(viewer, on=on, only=only)
                tasks = board_and_withdrawn(viewer, on, only)
                assert found.tally == Tally.of(naive_state(task, on) for task in tasks), (who, on, only)
                assert sum((row.tally for row in found.leads), Tally()) == found.tally
                shown = [row.pk for state in TaskState for row in found.rows(state, 99)]
                assert sorted(shown) == [task.pk for task in tasks if naive_state(task, on)]
        kept = sorted(TaskSpan.objects.values_list(*SPAN))
        actions.span_anew(world.province.pk)
        assert sorted(TaskSpan.objects.values_list(*SPAN)) == kept
        transaction.set_rollback(True)


SPAN = ("task", "province", "given_on", "from_on", "to_on", "outcome")


def board_and_withdrawn(viewer: Actor, on: date, only: queries.Filter) -> list[Task]:
    """All tasks of a filter, by their number."""
    found = [queries.board(viewer, on=on, only=replace(only, withdrawn=gone)) for gone in (False, True)]
    return sorted({task.pk: task for tasks in found for task in tasks}.values(), key=lambda task: task.pk)


def naive_state(task: Task, on: date) -> TaskState | None:
    """The state by the events written down until the end of the day; None before the first."""
    known = takewhile(lambda one: one.at.astimezone(ZONE).date() <= on, task.events.order_by("seq"))
    written = [TaskEvent(TaskEventKind(one.kind), one.on, one.due_on) for one in known]
    return state(fold(written), on, queries.soon_days()) if written else None


@pytest.mark.slow
def test_the_migration_fills_the_spans_and_goes_back(going_back: None) -> None:
    province.work(build())
    kept = sorted(TaskSpan.objects.values_list(*SPAN))
    assert len(kept) > Task.objects.filter(group=False).count()
    call_command("migrate", "tasks", "0006_batches", verbosity=0)
    assert TaskSpan._meta.db_table not in connection.introspection.table_names()
    call_command("migrate", "tasks", verbosity=0)
    assert sorted(TaskSpan.objects.values_list(*SPAN)) == kept


def test_a_past_day_is_counted_from_one_index(busy: World) -> None:
    """Otherwise a million tasks would be read for each count."""
    with CaptureQueriesContext(connection) as asked:
        assert as_of(busy, date(2022, 6, 9)).tally.total
    sql = next(one["sql"] for one in asked.captured_queries if "tasks_taskspan" in one["sql"])
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the planner chooses by its statistics")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert "USING COVERING INDEX span_day" in plan
