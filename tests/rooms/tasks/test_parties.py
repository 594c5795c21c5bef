"""Who finds a task, and the copies by which each body's board is ordered and counted."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.domain.access import Actor, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.organisations import actions as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import ClosedTally, Task, TaskParty
from cotmoc.tasks.queries import Filter, Listing
from tests.rooms import small_province
from tests.rooms.small_province import World
from tests.rooms.tasks.naive_search import matches, ranked

pytestmark = pytest.mark.slow

LISTED = ("khdt", "yte", "congan", "dakglei", "dakplo", "daklong")
VIEWERS = ("vanphong", "sokhdt", "huyen", "xa", "kiemtra", "congan")
PRESSING = [
    TaskState.OVERDUE,
    TaskState.DUE_SOON,
    TaskState.NOT_YET_DUE,
    TaskState.NO_DEADLINE,
    TaskState.DONE_LATE,
    TaskState.DONE_ON_TIME,
]

Facts = set[tuple[int, int, bool, str, date | None]]


def kept() -> Facts:
    """The parties as they stand."""
    return set(TaskParty.objects.values_list("task", "agency", "takes_part", "outcome", "due_on"))


def expected() -> Facts:
    """The parties by their definition: the giver, and every body with a role, of all that is no heading."""
    found: Facts = set()
    for task in everything():
        bodies = {task.giver_id: False} | {role.agency_id: True for role in task.roles.all()}
        found |= {(task.pk, body, part, task.outcome, task.due_on) for body, part in bodies.items()}
    return found


def everything() -> list[Task]:
    """All tasks that are no headings, with their roles."""
    return list(Task.objects.filter(group=False).select_related("giver").prefetch_related("roles__agency"))


def naive(viewer: Actor, on: date, only: Filter, tasks: list[Task]) -> tuple[list[int], Tally]:
    """The list and its counts by their definition, task by task."""
    found = []
    for task in tasks:
        parts = {role.agency_id for role in task.roles.all()}
        if any(reaches(viewer, one) for one in {task.giver_id, *parts}) and _fits(task, parts, only):
            found.append(task)
    states = {task.pk: queries.state_of(task, on) for task in found}
    tally = Tally.of(states.values())
    gone = [task for task in found if states[task.pk] is None]
    shown = [task for task in found if states[task.pk] and only.state in (None, states[task.pk])]
    if only.text:
        return ranked(gone if only.withdrawn else shown, only.text), tally
    if only.withdrawn:
        return [t.pk for t in sorted(gone, key=lambda t: (t.closed_on, t.pk), reverse=True)], tally
    return [task.pk for task in sorted(shown, key=lambda task: _place(task, states[task.pk]))], tally


def listed(viewer: Actor, on: date, only: Filter) -> tuple[list[int], Tally]:
    """The same through the promised door, in pages of seven."""
    found = Listing(viewer, on=on, only=only)
    rows = [row.pk for first in range(0, len(found), 7) for row in found[first : first + 7]]
    assert len(rows) == len(found)
    assert found.tally is not None
    return rows, found.tally


def _fits(task: Task, parts: set[int], only: Filter) -> bool:
    return (
        only.lead in (None, task.lead_id)
        and (only.agency is None or only.agency in parts)
        and only.giver in (None, task.giver_id)
        and matches(task, only.text)
        and (only.given_from is None or task.given_on >= only.given_from)
        and (only.given_to is None or task.given_on <= only.given_to)
        and (only.tasks is None or task.pk in only.tasks)
        and (not only.awaiting or (task.outcome == "" and task.completed_on is not None))
    )


def _place(task: Task, state: TaskState | None) -> tuple[int, int, int]:
    """Open ones by their due day, done ones by it backwards; without one the closed ones come last."""
    assert state is not None
    sign = -1 if task.outcome else 1
    stretch = len(PRESSING) if state is TaskState.NO_DEADLINE and task.outcome else PRESSING.index(state)
    return stretch, sign * (task.due_on.toordinal() if task.due_on else 0), sign * task.pk


class Course:
    """Orders and steps drawn at random, each by somebody who may take it."""

    def __init__(self, world: World, number: Callable[[int], int]) -> None:
        """``number(most)`` draws from 0 to ``most``."""
        self.world, self.number = world, number
        self._office = world.actor("vanphong")

    def order(self) -> None:
        world = self.world
        bodies = [world.id(key) for key in LISTED]
        first, size = self.number(len(bodies) - 1), 1 + self.number(2)
        named = (bodies * 2)[first : first + size]
        due = self.number(5)
        order = actions.Order(
            title=f"Củng cố đường tuần tra {self.number(3)}",
            giver=world.id("ubnd") if self.number(2) else named[-1],
            leads=named[:1] if self.number(1) else named,
            coordinating=named[1:] if len(named) > 1 else (),
            due_on=None if due == 0 else world.today + timedelta(days=(-10, -1, 0, 7, 8)[due - 1]),
            given_on=world.today - timedelta(days=60 + self.number(2)),
        )
        order = replace(order, coordinating=[a for a in order.coordinating if a not in order.leads])
        act = actions.assign if self.number(4) else actions.assign_each
        act(order, by=self._office, at=world.at)

    def step(self) -> None:
        tasks = list(Task.objects.order_by("pk"))
        if not tasks:
            return
        task = tasks[self.number(len(tasks) - 1)]
        at, by = self.world.at + timedelta(days=self.number(3)), self._office
        due = (task.due_on or self.world.today) + timedelta(days=1 + self.number(9))
        steps: list[Callable[[], object]] = [
            lambda: actions.report_completion(task.pk, product="1/BC", product_on=at.date(), by=by, at=at),
            lambda: actions.accept(task.pk, by=by, at=at),
            lambda: actions.send_back(task.pk, reason="Thiếu", by=by, at=at),
            lambda: actions.extend(task.pk, due_on=due, reason="Lũ", by=by, at=at),
            lambda: actions.withdraw(task.pk, reason="Trùng", by=by, at=at),
        ]
        chosen = self.number(7)
        if chosen >= len(steps):  # Half of the time the whole way, else most tasks would stay open.
            _try(steps[0])
            _try(steps[1])
        else:
            _try(steps[chosen])


def _try(step: Callable[[], object]) -> None:
    with suppress(Problem):  # Not possible at this stage: nothing has been written.
        step()


def filters(world: World) -> Iterator[Filter]:
    """Every field alone and some together; the caller adds the states."""
    yield Filter()
    for key in ("ubnd", "khdt", "dakplo", "dakglei"):
        body = world.id(key)
        yield from (Filter(lead=body), Filter(agency=body), Filter(giver=body))
    day = world.today - timedelta(days=61)
    yield from (Filter(text="duong tuan"), Filter(text="đường 2"), Filter(awaiting=True), Filter(tasks=()))
    yield from (Filter(given_from=day), Filter(given_to=day), Filter(given_from=day, given_to=day))
    some = tuple(Task.objects.order_by("pk").values_list("pk", flat=True)[:9])
    yield from (Filter(tasks=some), Filter(lead=world.id("dakplo"), agency=world.id("yte"), text="cung co"))
    yield Filter(agency=world.id("yte"), giver=world.id("ubnd"), given_from=day)


def course_by(seed: int, world: World) -> Course:
    chosen = random.Random(seed)
    return Course(world, lambda most: chosen.randint(0, most))


@pytest.mark.parametrize("who", ["vanphong", "huyen", "xa", "sokhdt"])
def test_each_list_is_its_naive_definition_with_every_filter_and_state(world: World, who: str) -> None:
    course = course_by(2022, world)
    for _ in range(50):
        course.order()
        course.step()
        course.step()
    viewer, on, tasks = world.actor(who), world.today, everything()
    states = [Filter(state=state) for state in TaskState]
    for only, more in product(filters(world), [Filter(), Filter(withdrawn=True), *states]):
        asked = replace(only, state=more.state, withdrawn=more.withdrawn)
        assert listed(viewer, on, asked) == naive(viewer, on, asked, tasks), asked


@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_copies_and_counts_follow_every_course_of_events(world: World, data: st.DataObject) -> None:
    """Asked after every step, so that what was counted before must not be believed too long."""
    viewers = [world.actor(who) for who in VIEWERS]
    with transaction.atomic():
        course = Course(world, lambda most: data.draw(st.integers(0, most)))
        for _ in range(data.draw(st.integers(1, 6))):
            course.order()
            course.step()
            tasks = everything()
            for viewer in viewers:
                only = Filter(withdrawn=course.number(5) == 0)
                assert listed(viewer, world.today, only) == naive(viewer, world.today, only, tasks)
        assert kept() == expected()
        transaction.set_rollback(True)


def test_parties_can_be_made_anew(world: World) -> None:
    course = course_by(7, world)
    for _ in range(12):
        course.order()
        course.step()
    TaskParty.objects.filter(pk__in=[TaskParty.objects.earliest("pk").pk]).delete()
    TaskParty.objects.update(outcome="late", due_on=None)
    actions.share_anew(world.province.pk)
    assert kept() == expected()


def test_what_closes_after_a_count_is_in_the_next(world: World) -> None:
    def close() -> int:
        order = actions.Order(title="Báo cáo", giver=world.id("ubnd"), leads=[world.id("khdt")])
        task = actions.assign(order, by=world.actor("vanphong"), at=world.at)
        actions.report_completion(
            task.pk, product="1/BC", product_on=world.at.date(), by=world.actor("sokhdt"), at=world.at
        )
        actions.accept(task.pk, by=world.actor("vanphong"), at=world.at)
        return queries.tally(world.actor("sokhdt"), on=world.today).total

    assert close() == 1
    actions.tally_anew(world.province.pk)
    assert [close(), close()] == [2, 3]


def test_a_heading_is_in_nobodys_list(world: World) -> None:
    order = actions.Order(title="Báo cáo", giver=world.id("ubnd"), leads=[world.id("khdt"), world.id("yte")])
    heading = actions.assign_each(order, by=world.actor("vanphong"), at=world.at)
    assert not TaskParty.objects.filter(task=heading).exists()
    assert len(Listing(world.actor("vanphong"), on=world.today, only=Filter(agency=world.id("khdt")))) == 1


def test_a_body_of_another_province_finds_nothing(world: World) -> None:
    course_by(7, world).order()
    elsewhere = organisations.found_province(code="64", name="tỉnh Gia Lai", by=organisations.founder())
    there = organisations.founder(elsewhere.pk)
    viewer = replace(world.actor("vanphong"), province=there.province)
    found = Listing(viewer, on=world.today, only=Filter(agency=world.id("khdt")))
    assert (len(found), found.tally.total) == (0, 0)


def test_the_migration_fills_the_parties_and_goes_back(going_back: None) -> None:
    course = course_by(11, small_province.build())
    for _ in range(12):
        course.order()
        course.step()
    counts = sorted(ClosedTally.objects.values_list("lead", "state", "count"))
    call_command("migrate", "tasks", "0001_begin", verbosity=0)
    assert TaskParty._meta.db_table not in connection.introspection.table_names()
    call_command("migrate", "tasks", verbosity=0)
    assert kept() == expected()
    assert sorted(ClosedTally.objects.values_list("lead", "state", "count")) == counts
    assert not ClosedTally.objects.filter(stamp=0).exists()
