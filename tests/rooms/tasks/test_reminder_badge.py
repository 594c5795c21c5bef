"""The number of today's reminders in the menu: as many as the page lists, until it was opened that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cotmoc.domain.access import Role
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries as known
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import TaskEvent
from tests.rooms.small_province import LONG_AGO, World

from .test_reminding import due

EVERYBODY = (
    "vanphong",
    "phovanphong",
    "lanhdao",
    "bienphong",
    "quansu",
    "sokhdt",
    "chuyenvien",
    "huyen",
    "xa",
)


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    """Each test has a database of its own, in which the numbers of events are those of the one before."""
    queries.forget_counts()


def number(world: World, who: str, day: date | None = None) -> int:
    return queries.reminders_unseen(world.actor(who), on=day or world.today)


def listed(world: World, who: str, day: date | None = None) -> int:
    """What the page lists."""
    found = queries.digest_of(world.actor(who), on=day or world.today)
    kinds = ("reminders", "awaiting", "asked", "matters")
    return sum(len(getattr(found, kind)) for kind in kinds) if found else 0


def busy(world: World) -> None:
    """Tasks in every stage, of given and of coordinating bodies, from giver and from one without people."""
    for days in (-21, -14, -8, -7, -3, -2, -1, 0, 1, 2, 3, 7):
        part = {world.id("quansu"): world.today + timedelta(days=days)}
        due(world, days, coordinating=[world.id("quansu"), world.id("bdbp")], part_due=part)
        due(world, days, leads=[world.id("dakplo")], giver=world.id("dakglei"))
        due(world, days, leads=[world.id("bdbp")], giver=world.id("bcd"))
        due(world, days, leads=[world.id("khdt")], giver=world.id("khdt"))
        part = {world.id("ubnd"): world.today + timedelta(days=days)}
        due(world, days, coordinating=[world.id("ubnd")], part_due=part, giver=world.id("ubnd"))
    lead: dict[str, Any] = {"by": world.actor("sokhdt"), "at": world.at}
    actions.report_completion(due(world, 1).pk, note="Xong", **lead)
    actions.escalate(due(world, 2).pk, proposal="Xin vốn", **lead)
    wish: dict[str, Any] = {"due_on": world.today + timedelta(days=30), "reason": "Lũ"}
    actions.ask_extension(due(world, 3).pk, **wish, **lead)
    both = due(world, 2).pk
    actions.ask_extension(both, **wish, **lead)
    actions.escalate(both, proposal="Xin vốn", **lead)
    force: dict[str, Any] = {"by": world.actor("bienphong"), "at": world.at}
    actions.report_completion(
        due(world, 1, leads=[world.id("bdbp")], giver=world.id("bcd")).pk, note="x", **force
    )
    gone = due(world, 0)
    actions.withdraw(gone.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)


@pytest.mark.slow
@pytest.mark.parametrize("own", [False, True])
def test_it_is_what_the_page_lists_for_everybody_on_every_day(world: World, own: bool) -> None:
    busy(world)
    if own:
        rows = [
            {"role": "lead", "level": "", "before": "7 2", "after": "1", "again": 1},
            {"role": "lead", "level": "commune", "before": "", "after": "2", "again": 0},
            {"role": "giver", "level": "", "before": "1", "after": "2", "again": 3},
            {"role": "giver", "level": "district", "before": "", "after": "3", "again": 0},
            {"role": "coordinating", "level": "", "before": "0", "after": "1", "again": 0},
            {"role": "leader", "level": "district", "before": "3", "after": "", "again": 0},
        ]
        actions.set_reminder_rules(
            rules=rows, quiet="", digest_hour=7, by=world.actor("quantri"), at=world.at
        )
    seen = set()
    for day in (world.today + timedelta(days=n) for n in (-1, 0, 1, 2, 6)):
        for who in EVERYBODY:
            assert number(world, who, day) == listed(world, who, day), (who, day)
            seen.add((who, number(world, who, day) > 0))
    reminded = {who for who, some in seen if some}
    assert reminded >= {"vanphong", "lanhdao", "bienphong", "quansu", "sokhdt", "xa"}


@pytest.mark.parametrize(("days", "count"), [(8, 0), (7, 1), (2, 0), (1, 1), (0, 1), (-1, 1), (-2, 0)])
def test_around_the_due_day(world: World, days: int, count: int) -> None:
    due(world, days)
    assert number(world, "sokhdt") == count


@pytest.mark.parametrize(("days", "count"), [(3649, 1), (3651, 0)])
def test_a_part_reminds_for_ten_years_as_a_task_does(world: World, days: int, count: int) -> None:
    """With a reminder every day."""
    row = {"role": "coordinating", "level": "", "before": "", "after": "1", "again": 1}
    who = world.actor("quantri")
    actions.set_reminder_rules(rules=[row], quiet="", digest_hour=7, by=who, at=world.at)
    part = {world.id("quansu"): world.today}
    due(world, 1, coordinating=[world.id("quansu")], part_due=part)
    day = world.today + timedelta(days=days)
    assert number(world, "quansu", day) == listed(world, "quansu", day) == count


def test_opened_it_is_gone_for_that_day_and_that_person(world: World) -> None:
    due(world, 1)
    actions.see_reminders(by=world.actor("sokhdt"), at=world.at)
    due(world, 0)
    assert (number(world, "sokhdt"), number(world, "chuyenvien")) == (0, 2)
    assert number(world, "sokhdt", world.today + timedelta(days=1)) == 2
    actions.see_reminders(by=world.actor("sokhdt"), at=world.at + timedelta(days=1))
    assert number(world, "sokhdt", world.today + timedelta(days=1)) == 0


def test_what_is_done_meanwhile_counts_no_more(world: World) -> None:
    task = due(world, 1)
    assert number(world, "sokhdt") == 1
    actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    assert (number(world, "sokhdt"), number(world, "vanphong")) == (0, 1)


def test_what_is_written_after_a_later_number_counts_no_more_either(world: World) -> None:
    """A long bulk step takes its numbers, a remark the next one; the remark is committed first."""
    task = due(world, 1)
    actions.comment(task.pk, note="Đang làm", by=world.actor("sokhdt"), at=world.at)
    newest = TaskEvent.objects.latest("pk").pk
    TaskEvent.objects.filter(pk=newest).update(id=newest + 9)
    assert number(world, "sokhdt") == 1
    actions.report_completion(task.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    TaskEvent.objects.filter(kind="completed").update(id=newest + 5)
    assert number(world, "sokhdt") == 0


def test_the_office_answers_for_a_giver_until_it_has_people(world: World) -> None:
    task = due(world, 1, leads=[world.id("bdbp")], giver=world.id("ngoaivu"))
    actions.report_completion(task.pk, note="Xong", by=world.actor("bienphong"), at=world.at)
    assert number(world, "vanphong") == listed(world, "vanphong") == 1
    by = organisations.founder(world.province.pk)
    person = organisations.add_person(
        username="songoaivu", display_name="Sở Ngoại vụ", password="một mật khẩu đủ dài", at=world.at, by=by
    )
    organisations.appoint(
        person=person, agency=world.agencies["ngoaivu"], role=Role.AGENCY_STAFF, valid_from=LONG_AGO, by=by
    )
    own = known.actor(person, at=world.at)
    assert own is not None
    queries.forget_counts()
    assert (number(world, "vanphong"), queries.reminders_unseen(own, on=world.today)) == (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["vanphong", "lanhdao", "sokhdt"])
def test_a_page_asks_one_statement_and_a_second_after_something_happened(world: World, who: str) -> None:
    actor = world.actor(who)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.reminders_unseen(actor, on=world.today)
        return len(seen)

    assert (asked(), asked()) == (2, 1)
    due(world, 30)
    assert (asked(), asked()) == (2, 1)
    busy(world)
    assert (asked(), asked()) == (2, 1)
    actions.see_reminders(by=actor, at=world.at)
    queries.forget_counts()
    assert asked() == 1


def test_other_rules_are_counted_at_once_and_so_is_the_way_back(world: World) -> None:
    due(world, 2)
    own = {"rules": [{"role": "lead", "level": "", "before": "2", "after": "", "again": 0}]}
    who = world.actor("quantri")
    assert number(world, "sokhdt") == 0
    actions.set_reminder_rules(**own, quiet="", digest_hour=7, by=who, at=world.at)
    assert number(world, "sokhdt") == 1
    actions.restore_reminder_rules(by=who)
    assert number(world, "sokhdt") == 0


def test_a_large_number_may_be_behind_by_less_than_an_eighth(world: World) -> None:
    tasks = [due(world, 0) for _ in range(24)]
    assert number(world, "sokhdt") == 24
    shown = []
    for task in tasks[:6]:
        actions.withdraw(task.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
        shown.append(number(world, "sokhdt"))
    assert shown == [24, 24, 21, 21, 19, 19]
