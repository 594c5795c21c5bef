"""Results by body, giver, document, area and month, as of any day: six counts and both rates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.domain.task_status import Tally
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import By
from tests.rooms.small_province import World

from .test_escalating import at
from .test_listing import finish, give


@pytest.fixture
def province(world: World) -> World:
    """Of Planning: one on time, one late, one overdue, one not yet due; of Health: one without a due day."""
    for due, days in ((20, 0), (1, 3)):
        finish(world, give(world, f"Xong {due}", due, document="34/NQ-CP"), days)
    give(world, "Quá hạn", -1, document="34/NQ-CP", coordinating=[world.id("quansu")])
    give(world, "Chưa đến hạn", 60)
    give(world, "Thường xuyên", None, leads=[world.id("yte")])
    return world


def told(world: World, by: By, on: date | None = None, who: str = "vanphong") -> dict[str, int]:
    found = queries.results(world.actor(who), by, on=on or world.today + timedelta(days=5))
    return {one.name or one.key: one.tally.total for one in found.groups}


def test_by_lead_with_both_rates(province: World) -> None:
    found = queries.results(province.actor("vanphong"), By.LEAD, on=province.today + timedelta(days=5))
    planning = next(one for one in found.groups if one.key == str(province.id("khdt"))).tally
    assert planning == Tally(not_yet_due=1, overdue=1, done_on_time=1, done_late=1)
    assert (planning.on_time_rate.part, planning.on_time_rate.whole) == (1, 3)
    assert (planning.official_rate.part, planning.official_rate.whole) == (2, 3)
    assert found.total.total == 5


def test_by_what_ever_each_task_is_counted_once_in_the_total(province: World) -> None:
    for by in By:
        found = queries.results(province.actor("vanphong"), by, on=province.today + timedelta(days=5))
        assert found.total.total == 5, by
        if by is not By.BODY:
            assert sum((one.tally for one in found.groups), Tally()) == found.total, by
    assert sum(told(province, By.BODY).values()) == 6  # one task counts for its coordinating body too


def test_by_document_and_month(province: World) -> None:
    assert told(province, By.DOCUMENT) == {"34/NQ-CP": 3, "": 2}
    assert list(told(province, By.MONTH)) == ["2022-05"]


def test_a_document_may_be_called_anything(world: World) -> None:
    give(world, document="²")
    assert told(world, By.DOCUMENT) == {"²": 1}


def test_as_of_a_past_day_what_came_later_is_not_known(province: World) -> None:
    day = province.today
    found = queries.results(province.actor("vanphong"), By.LEAD, on=day)
    assert found.total == Tally(no_deadline=1, not_yet_due=1, due_soon=1, overdue=1, done_on_time=1)


def test_a_body_sees_the_results_of_its_own_reach(province: World) -> None:
    assert told(province, By.LEAD, who="quansu") == {"Sở Kế hoạch và Đầu tư": 1}
    with pytest.raises(Problem) as caught:
        told(province, By.LEAD, who="quantri")
    assert caught.value.entry is NOT_PERMITTED


def test_what_was_up_then_was_not_overdue_then(province: World) -> None:
    task = give(province, "Xin ý kiến", 1)
    actions.escalate(task.pk, proposal="Xin vốn", by=province.actor("sokhdt"), at=province.at)
    actions.answer(
        task.pk, decision="agreed", by=province.actor("lanhdao"), at=at(province.today + timedelta(days=20))
    )
    office = province.actor("vanphong")
    then = queries.results(office, By.LEAD, on=province.today + timedelta(days=10)).total
    assert then.overdue == 1  # only the one that was never sent up


def test_what_was_extended_is_told_beside_the_rates_and_by_its_first_day(province: World) -> None:
    """Three are put off: one is then done on time, one not yet due, and of one it changes nothing."""
    office, planning = province.actor("vanphong"), str(province.id("khdt"))
    saved, put_off, early = give(province, "Kịp", -2), give(province, "Hoãn", -1), give(province, "Sớm", 20)
    for task in (saved, put_off, early):
        due_on = province.today + timedelta(days=30)
        actions.extend(task.pk, due_on=due_on, reason="Mưa lũ", by=office, at=province.at)
    finish(province, saved, 0)
    on = province.today + timedelta(days=5)
    found = queries.results(office, By.LEAD, on=on)
    assert (found.extended, {one.key: one.extended for one in found.groups}[planning]) == (3, 3)
    # as the days stand now: 2 of 4; by the first days also «Kịp» is late and «Hoãn» overdue: 1 of 5
    assert (found.total.done_on_time, found.total.fallen_due) == (2, 4)
    assert (found.by_first_day.part, found.by_first_day.whole) == (1, 5)
    for by in By:
        assert queries.results(office, by, on=on).extended == 3, by
    before = queries.results(office, By.LEAD, on=province.today - timedelta(days=1))
    assert (before.extended, before.by_first_day) == (0, before.total.on_time_rate)
    told = queries.results_object(found, By.LEAD, on=on)
    assert (told["total"]["extended"], told["total"]["on_time_by_first_day"]) == (3, 0.2)


def test_an_extension_that_was_undone_is_none(world: World) -> None:
    task, office = give(world, "Hoãn nhầm", 20), world.actor("vanphong")
    batch = actions.extend_many([task.pk], queries.Extend("Mưa lũ", days=5), by=office, at=world.at)
    assert queries.results(office, By.LEAD, on=world.today).extended == 1
    actions.undo(batch.pk, by=office, at=world.at)
    assert queries.results(office, By.LEAD, on=world.today).extended == 0
