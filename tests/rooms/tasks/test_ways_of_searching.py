"""Of what is found too often the newest, whichever way the text index of either database is asked."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import actions, wording
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import (
    Filter,
    Listing,
    index_of_postgresql,
    index_of_sqlite,
    narrowing,
    rarity,
    searching,
    seeing,
    visible,
)
from tests.rooms.small_province import World
from tests.rooms.tasks.naive_search import matches, ranked
from tests.rooms.tasks.test_searching import give

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 3
MANY = 10**6
WAYS = {
    "all words at once": (MANY, MANY),
    "the rare words first": (1, MANY),
    "in what is asked about": (1, -MANY),
}
"""Of how many tasks at least rarity is judged, and what it is supposed to cost to list one asked about."""
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
    monkeypatch.setattr(searching, "_POOL", MOST + 2)
    monkeypatch.setattr(narrowing, "_ONE_BY_ONE", 2)
    monkeypatch.setattr(wording, "STRETCH", 2)
    monkeypatch.setattr(index_of_postgresql, "STRETCH", 2)
    judged, listed = request.param
    monkeypatch.setattr(rarity, "_TOO_FEW", judged)
    for index in (index_of_sqlite, index_of_postgresql):
        monkeypatch.setattr(index, "LISTED", listed)
    monkeypatch.setattr(index_of_postgresql, "COMPARED", 0)


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
                assert listing.more is more
        transaction.set_rollback(True)


def narrowed(world: World) -> list[tuple[dict[str, object], Q]]:
    """Every filter beside the words, and by its definition the rows that it leaves."""
    khdt, yte, dakplo = (world.id(key) for key in ("khdt", "yte", "dakplo"))
    some = tuple(Task.objects.filter(pk__gt=4).values_list("pk", flat=True))
    counted = ~Q(outcome=Task.Outcome.CANCELLED)
    return [
        ({"withdrawn": True}, ~counted),
        ({"lead": khdt}, counted & Q(lead=khdt)),
        ({"lead": yte}, counted & Q(lead=yte)),
        ({"agency": yte}, counted & Q(roles__agency=yte)),
        ({"agency": dakplo, "withdrawn": True}, ~counted & Q(roles__agency=dakplo)),
        ({"giver": world.id("ubnd")}, counted & Q(giver=world.id("ubnd"))),
        ({"giver": world.id("dakglei"), "lead": yte}, counted & Q(giver=world.id("dakglei"), lead=yte)),
        ({"awaiting": True}, Q(outcome="", completed_on__isnull=False)),
        ({"awaiting": True, "agency": khdt}, Q(completed_on__isnull=False, roles__agency=khdt)),
        ({"tasks": some}, counted & Q(pk__in=some)),
        ({"tasks": ()}, Q(pk__in=())),
    ]


@pytest.mark.usefixtures("way")
def test_every_way_keeps_to_reach_and_filters(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, (title, lead) in enumerate(product(TITLES, ("khdt", "yte", "dakplo"))):
        helping = [world.id("yte")] if n % 4 == 0 and lead != "yte" else []
        giver = world.id("ubnd" if n % 2 else "dakglei")
        task = give(world, title, leads=[world.id(lead)], coordinating=helping, giver=giver)
        if n % 5 == 4:
            actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
        elif n % 6 == 3:
            lead_of = world.actor("sokhdt")
            actions.report_completion(task.pk, product="", note="Đã xong", by=lead_of, at=world.at)
    for who, marked in (("vanphong", 100), ("sokhdt", 100), ("sokhdt", 0), ("huyen", 0)):
        monkeypatch.setattr(seeing, "_MOST_MARKED", marked)
        for only, left in narrowed(world):
            _finds_as_defined(world, who, only, left)


def _finds_as_defined(world: World, who: str, only: dict[str, object], left: Q) -> None:
    rows = Task.objects.filter(left, pk__in=visible(world.actor(who)).values("pk")).distinct()
    tasks = list(rows.select_related("giver").prefetch_related("roles__agency"))
    for line in ASKED:
        listing = Listing(world.actor(who), on=world.today, only=Filter(text=line, **only))  # type: ignore[arg-type]
        ids, more = expected(tasks, line)
        assert [row.pk for row in listing[0 : len(listing)]] == ids, (who, line, only)
        assert listing.more is more, (who, line, only)
        assert sorted(listing.ids()) == sorted(one.pk for one in tasks if matches(one, line)), (who, only)
