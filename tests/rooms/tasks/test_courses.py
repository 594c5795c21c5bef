"""The line of days: read page by page, lead by lead, and always the same tasks in the same order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import seeing
from tests.rooms.small_province import World

from .test_course import assign

FIRST, LAST = date(2022, 7, 1), date(2022, 9, 30)


@pytest.fixture
def busy(world: World) -> World:
    """Tasks of three leads in turn, with and without a due day; one done, one withdrawn."""
    for n in range(14):
        lead = ("yte", "congan", "dakplo")[n % 3]
        due_on = None if n % 5 == 4 else date(2022, 8, 30) - timedelta(days=n)
        assign(world, title=f"Việc {n}", leads=[world.id(lead)], coordinating=[], due_on=due_on)
    office = world.actor("vanphong")
    done, withdrawn = (queries.board(office, on=world.today)[n] for n in (3, 6))
    actions.withdraw(withdrawn.pk, reason="Trùng", by=office, at=world.at)
    actions.report_completion(done.pk, product="12/BC", product_on=world.today, by=office, at=world.at)
    return world


def courses(world: World, who: str, **only: int | bool) -> queries.Courses:
    return queries.Courses(
        world.actor(who), first=FIRST, last=LAST, on=world.today, only=queries.Filter(**only)
    )


@pytest.mark.parametrize("marked", [0, 40], ids=["as of many bodies", "as of few"])
@pytest.mark.parametrize("who", ["vanphong", "huyen", "xa"])
@pytest.mark.parametrize("only", [{}, {"withdrawn": True}, {"awaiting": True}])
def test_each_page_is_a_part_of_the_whole(
    busy: World, who: str, only: dict[str, bool], marked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = list(queries.board(busy.actor(who), on=busy.today, only=queries.Filter(**only)))
    monkeypatch.setattr(seeing, "_MOST_MARKED", marked)
    again = queries.board(busy.actor(who), on=busy.today, only=queries.Filter(**only))
    assert list(again) == found
    never = date.max
    by_hand = sorted(
        found, key=lambda task: (task.lead.name if task.lead else "", task.due_on or never, task.pk)
    )
    seen = courses(busy, who, **only)
    assert len(seen) == len(by_hand)
    for first in range(len(by_hand)):
        for size in (1, 2, 5, 50):
            page = [one.task.pk for one in seen[first : first + size]]
            assert page == [task.pk for task in by_hand[first : first + size]]


def test_a_lead_has_as_many_as_run_in_these_weeks(busy: World) -> None:
    seen = courses(busy, "vanphong")
    counts = {lead: seen.of_leads([busy.id(lead)])[busy.id(lead)] for lead in ("yte", "congan", "dakplo")}
    assert sum(counts.values()) == len(seen) == 13
    later = queries.Courses(
        busy.actor("vanphong"), first=FIRST - timedelta(days=90), last=FIRST, on=busy.today
    )
    assert (len(later), list(later[:50])) == (0, [])
