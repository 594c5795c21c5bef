"""Of what is found too often the newest, whichever way PostgreSQL is asked; SQLite must find the same."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import wording
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import Filter, Listing, narrowing, searching, searching_by_age, seeing
from tests.rooms.small_province import World
from tests.rooms.tasks.naive_search import matches, ranked
from tests.rooms.tasks.test_searching import give

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 3
MANY = 10**6
WAYS = {
    "rare": {"_RARE": MANY, "_FEW": MANY},
    "too many after all": {"_RARE": MANY, "_FEW": 1},
    "of few": {"_RARE": -1, "_ASKED_ABOUT": MANY, "_LOOKED_AT": 2},
    "looked up in all": {"_RARE": -1, "_ASKED_ABOUT": -1, "_FEW": MANY},
    "by age": {"_RARE": -1, "_ASKED_ABOUT": -1, "_FEW": -1, "_LOOKED_AT": 2},
    "by age, more looked at": {"_RARE": -1, "_ASKED_ABOUT": -1, "_FEW": -1},
}
TITLES = ["Rà soát", "Rà soát hộ", "Ra soát hộ chiếu", "Hộ chiếu", "Hộ", "Hộp", "Chiếu sáng"]
ASKED = [
    "ra",
    "ho",
    "ra soat",
    "ra soát h",
    "ho c",
    "soát hộ",
    "rà soát hộ chiếu",
    "chieu",
    '"rà soát" h',
    "h",
]


def expected(tasks: list[Task], line: str) -> tuple[list[int], bool]:
    """By the definition; of more than ``MOST`` the newest, those with whole words first."""
    known = [task for task in tasks if matches(task, line)]
    whole = [task for task in known if matches(task, _finished(line))]
    newest = sorted((task.pk for task in whole), reverse=True)
    if len(newest) > MOST:
        return newest[:MOST], True
    if len(known) <= MOST:
        return ranked(known, line), False
    others = sorted((task.pk for task in known if task.pk not in newest), reverse=True)
    return [*ranked(whole, line), *others][:MOST], True


def _finished(line: str) -> str:
    """The same line with its last word finished."""
    *before, last = line.rsplit(" ", 1)
    return " ".join([*before, f'"{last}"'])


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(narrowing, "_ONE_BY_ONE", 2)
    monkeypatch.setattr(wording, "AGE", 2)
    monkeypatch.setattr(searching_by_age, "AGE", 2)
    for name, value in request.param.items():
        monkeypatch.setattr(searching_by_age, name, value)


@pytest.mark.usefixtures("way")
@given(st.lists(st.sampled_from(TITLES), min_size=1, max_size=14), st.sets(st.integers(0, 13), max_size=4))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize(("who", "marked"), [("vanphong", 100), ("sokhdt", 100), ("sokhdt", 0)])
def test_every_way_finds_the_same(
    world: World, who: str, marked: int, titles: list[str], late: set[int]
) -> None:
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(seeing, "_MOST_MARKED", marked)
        for n, title in enumerate(titles):
            give(world, title, due_on=world.today.replace(year=world.today.year + (0 if n in late else 1)))
        tasks = list(Task.objects.select_related("giver").prefetch_related("roles__agency"))
        on = world.today.replace(month=12)
        for line in ASKED:
            for state, rows in (
                (None, tasks),
                (TaskState.OVERDUE, [task for task in tasks if task.due_on and task.due_on < on]),
            ):
                listing = Listing(world.actor(who), on=on, only=Filter(text=line, state=state))
                shown = [row.pk for row in listing[0 : len(listing)]]
                ids, more = expected(rows, line)
                assert shown == ids, (line, state, titles)
                if state is None:
                    assert listing.more is more
        transaction.set_rollback(True)
