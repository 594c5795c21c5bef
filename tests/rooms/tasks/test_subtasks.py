"""Parts of a task: who gives them to whom, no circle, not too deep, and nothing added twice."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import GIVEN_TO_ITSELF, TOO_DEEP, UNDER_ITSELF
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations import actions as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.dividing import DEEPEST
from cotmoc.tasks.models import Task
from tests.rooms import small_province
from tests.rooms.small_province import World

from .test_course import assign, order


@pytest.fixture
def task(world: World) -> Task:
    """Led by the district, the border guard coordinating."""
    return assign(world, leads=[world.id("dakglei")], coordinating=[world.id("bdbp")])


def part(world: World, parent: Task, *, by: str = "huyen", **changes: object) -> Task:
    values = {"giver": world.id("dakglei"), "leads": [world.id("dakplo")], "coordinating": [], **changes}
    return actions.assign(order(world, parent=parent.pk, **values), by=world.actor(by), at=world.at)


def refused(act: object, *args: object, **more: object) -> tuple[object, str]:
    with pytest.raises(Problem) as caught:
        act(*args, **more)  # type: ignore[operator]
    return caught.value.entry, caught.value.field


def test_a_lead_divides_its_task_among_bodies_under_it_and_those_that_coordinate(
    world: World, task: Task
) -> None:
    mine = part(world, task, leads=[world.id("dakplo")], coordinating=[world.id("daklong")])
    theirs = part(world, task, leads=[world.id("bdbp")])
    found = queries.children(world.actor("huyen"), task)
    assert [one.pk for one in found] == [mine.pk, theirs.pk]
    assert [one.pk for one in queries.above(world.actor("huyen"), mine)] == [task.pk]
    # The commune sees its part and not the district's whole.
    assert queries.above(world.actor("xa"), mine) == []
    assert queries.may_divide(world.actor("huyen"), queries.task(world.actor("huyen"), task.pk))


@pytest.mark.parametrize(
    ("by", "changes"),
    [
        ("huyen", {"leads": ["congan"]}),
        ("huyen", {"leads": ["dakplo"], "observers": ["congan"]}),
        ("huyen", {"giver": "dakplo"}),
        ("huyen", {"giver": "ubnd"}),
        ("bienphong", {"giver": "bdbp", "leads": ["bdbp"]}),
        ("chuyenvien", {}),
    ],
)
def test_a_lead_gives_nothing_beyond_its_reach(
    world: World, task: Task, by: str, changes: dict[str, object]
) -> None:
    named = {
        name: [world.id(key) for key in said] if isinstance(said, list) else world.id(str(said))
        for name, said in changes.items()
    }
    assert refused(part, world, task, by=by, **named)[0] is NOT_PERMITTED
    assert not task.children.exists()


@pytest.mark.parametrize("by", ["huyen", "vanphong"])
@pytest.mark.parametrize("leads", [["dakglei"], ["dakplo", "dakglei"]])
def test_a_lead_gives_no_part_to_itself_for_it_would_accept_its_own_work(
    world: World, task: Task, by: str, leads: list[str]
) -> None:
    own = [world.id(key) for key in leads]
    assert refused(part, world, task, by=by, leads=own) == (GIVEN_TO_ITSELF, "leads")
    wanted = order(world, giver=world.id("dakglei"), leads=own, coordinating=[], parent=task.pk)
    assert refused(actions.assign_each, wanted, by=world.actor(by), at=world.at) == (GIVEN_TO_ITSELF, "leads")
    assert not Task.objects.filter(parent=task).exists()
    # It may help with the part it gives, and its superior may give it one.
    part(world, task, coordinating=[world.id("dakglei")])
    part(world, task, by="vanphong", giver=world.id("ubnd"), leads=[world.id("dakglei")])


def test_who_gave_itself_the_task_above_divides_it_as_it_likes(world: World) -> None:
    own = world.id("dakglei")
    whole = assign(world, giver=own, leads=[own], coordinating=[])
    assert part(world, whole, leads=[own]).lead_id == own


def test_a_part_that_came_back_to_its_giver_by_a_hand_over_is_read_and_closed(
    world: World, task: Task
) -> None:
    given_away = part(world, task, leads=[world.id("bdbp")])
    wanted = queries.HandOver(old=world.id("bdbp"), new=world.id("dakglei"), reason="Sáp nhập")
    actions.hand_over([given_away.pk, task.pk], wanted, by=world.actor("vanphong"), at=world.at)
    row = queries.task(world.actor("huyen"), given_away.pk)
    assert (row.lead_id, row.giver_id) == (world.id("dakglei"), world.id("dakglei"))
    assert [(r.agency_id, r.role) for r in queries.task(world.actor("huyen"), task.pk).roles.all()] == [
        (world.id("dakglei"), "lead")
    ]
    told = queries.task_object(world.actor("huyen"), row, on=world.today)
    assert told["lead"] == told["giver"]
    actions.report_completion(row.pk, note="Xong", by=world.actor("huyen"), at=world.at)
    actions.accept(row.pk, by=world.actor("huyen"), at=world.at)


def test_without_a_task_above_a_lead_gives_nothing(world: World) -> None:
    own = order(world, giver=world.id("dakglei"), leads=[world.id("dakplo")], coordinating=[])
    assert refused(actions.assign, own, by=world.actor("huyen"), at=world.at)[0] is NOT_PERMITTED
    assert refused(actions.assign_each, own, by=world.actor("huyen"), at=world.at)[0] is NOT_PERMITTED


def test_the_office_divides_any_task_among_anybody(world: World, task: Task) -> None:
    made = part(world, task, by="vanphong", giver=world.id("ubnd"), leads=[world.id("congan")])
    assert made.parent_id == task.pk


def test_who_gave_a_part_accepts_it_and_takes_it_back_and_nobody_beside(world: World, task: Task) -> None:
    first, second = part(world, task), part(world, task, title="Việc thứ hai")
    done = {"product": "1/BC-UBND", "product_on": world.today}
    actions.report_completion(first.pk, **done, by=world.actor("xa"), at=world.at)
    assert refused(actions.accept, first.pk, by=world.actor("sokhdt"), at=world.at)[0] is NOT_FOUND
    assert refused(actions.accept, first.pk, by=world.actor("xa"), at=world.at)[0] is NOT_PERMITTED
    assert actions.accept(first.pk, by=world.actor("huyen"), at=world.at).outcome == "on_time"
    assert actions.withdraw(second.pk, reason="Trùng", by=world.actor("huyen"), at=world.at).outcome
    # The whole is not the district's to accept or to take back.
    actions.report_completion(task.pk, **done, by=world.actor("huyen"), at=world.at)
    for act, said in ((actions.accept, {}), (actions.withdraw, {"reason": "?"})):
        assert refused(act, task.pk, **said, by=world.actor("huyen"), at=world.at)[0] is NOT_PERMITTED


def test_parts_for_each_unit_stand_under_one_heading_below_the_task(world: World, task: Task) -> None:
    communes = [world.id("dakplo"), world.id("daklong")]
    each = order(world, giver=world.id("dakglei"), leads=communes, coordinating=[], parent=task.pk)
    heading = actions.assign_each(each, by=world.actor("huyen"), at=world.at)
    assert (heading.parent_id, heading.group) == (task.pk, True)
    assert [one.lead_id for one in queries.children(world.actor("huyen"), heading)] == communes


def test_a_parent_and_its_parts_are_each_counted_once_rsr_3730(world: World, task: Task) -> None:
    """RSR summed a parent and its children; here no sum of a parent holds what its parts hold."""
    office, today = world.actor("vanphong"), world.today
    for n in range(3):
        part(world, task, title=f"Phần {n}")
    heading = actions.assign_each(
        order(world, giver=world.id("ubnd"), leads=[world.id("khdt"), world.id("yte")], parent=task.pk),
        by=office,
        at=world.at,
    )
    assert queries.tally(office, on=today).total == 6  # itself, three parts, two under the heading
    assert queries.tally_of(task, today).total == 1
    assert queries.tally_of(heading, today).total == 2
    leads = {row.agency: row.tally.total for row in queries.tally_by_lead(office, on=today)}
    assert (leads[world.id("dakglei")], leads[world.id("dakplo")], sum(leads.values())) == (1, 3, 6)
    assert len(queries.Listing(office, on=today)) == queries.AsOf(office, on=today).tally.total == 6

    # A part that is done leaves the whole open, and the other way round.
    first = task.children.order_by("pk")[0]
    actions.report_completion(first.pk, product="1/BC", product_on=today, by=world.actor("xa"), at=world.at)
    actions.accept(first.pk, by=world.actor("huyen"), at=world.at)
    task.refresh_from_db()
    assert queries.state_of(task, today) is TaskState.NOT_YET_DUE
    assert queries.tally(office, on=today).done_on_time == 1


def test_a_task_is_never_put_under_itself_or_a_part_of_it(world: World, task: Task) -> None:
    office, at = world.actor("vanphong"), world.at
    child = part(world, task)
    grandchild = part(world, child, by="vanphong", giver=world.id("ubnd"))
    for above in (task, child, grandchild):
        assert refused(actions.move_under, task.pk, above.pk, by=office, at=at) == (UNDER_ITSELF, "parent")
    task.refresh_from_db()
    assert (task.parent_id, task.version) == (None, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(parent=task.pk)


def test_nothing_is_put_under_a_task_that_is_not_there(world: World, task: Task) -> None:
    office, at = world.actor("vanphong"), world.at
    nowhere = task.pk + 1000
    assert refused(actions.move_under, task.pk, nowhere, by=office, at=at) == (NOT_FOUND, "parent")


def test_parts_lie_at_most_eight_levels_deep(world: World, task: Task) -> None:
    office, lowest = world.actor("vanphong"), task
    for _ in range(DEEPEST - 1):
        lowest = part(world, lowest, by="vanphong", giver=world.id("ubnd"))
    assert refused(part, world, lowest, by="vanphong") == (TOO_DEEP, "parent")
    other = assign(world)
    assert refused(actions.move_under, other.pk, lowest.pk, by=office, at=world.at) == (TOO_DEEP, "parent")
    assert refused(actions.move_under, task.pk, other.pk, by=office, at=world.at) == (TOO_DEEP, "parent")
    assert lowest.parent is not None
    actions.move_under(lowest.pk, None, by=office, at=world.at)
    assert actions.move_under(task.pk, other.pk, by=office, at=world.at).parent_id == other.pk


def test_moving_is_the_givers_and_stands_in_the_history(world: World, task: Task) -> None:
    child, other = part(world, task), assign(world, leads=[world.id("dakglei")])
    district, at = world.actor("huyen"), world.at
    assert refused(actions.move_under, task.pk, other.pk, by=district, at=at)[0] is NOT_PERMITTED
    foreign = assign(world, leads=[world.id("yte")], coordinating=[world.id("dakglei")])
    assert refused(actions.move_under, child.pk, foreign.pk, by=district, at=at)[0] is NOT_PERMITTED
    actions.move_under(child.pk, other.pk, by=district, at=at, version=1)
    actions.move_under(child.pk, None, by=district, at=at)
    kinds = [(event.kind, event.note) for event in child.events.order_by("seq")]
    assert kinds == [("assigned", ""), ("moved", f"#{other.pk}"), ("moved", "")]


def test_only_a_followed_open_task_has_parts(world: World, task: Task) -> None:
    office, at = world.actor("vanphong"), world.at
    units = [world.id("khdt"), world.id("yte")]
    heading = actions.assign_each(order(world, leads=units), by=office, at=at)
    unit = heading.children.order_by("pk")[0]
    assert refused(part, world, heading, by="vanphong") == (BAD_VALUE, "parent")
    assert refused(actions.move_under, unit.pk, task.pk, by=office, at=at) == (BAD_VALUE, "parent")
    assert refused(actions.move_under, heading.pk, task.pk, by=office, at=at)[0] is WRONG_STATE
    gone = actions.withdraw(assign(world).pk, reason="Trùng", by=office, at=at)
    assert refused(part, world, gone, by="vanphong") == (BAD_VALUE, "parent")
    assert refused(part, world, Task(pk=10**6), by="vanphong") == (NOT_FOUND, "parent")


def test_a_body_gets_no_part_of_its_task_under_itself_by_moving_it_there(world: World) -> None:
    office, at = world.actor("vanphong"), world.at
    task = assign(world, leads=[world.id("khdt")], coordinating=[])
    own = assign(world, giver=world.id("khdt"), leads=[world.id("khdt")], coordinating=[])
    for by in (office, world.actor("sokhdt")):
        assert refused(actions.move_under, own.pk, task.pk, by=by, at=at) == (GIVEN_TO_ITSELF, "parent")
    other = assign(world, giver=world.id("khdt"), leads=[world.id("khdt")], coordinating=[])
    assert actions.move_under(own.pk, other.pk, by=world.actor("sokhdt"), at=at).parent_id == other.pk


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 9), st.integers(-1, 9)), max_size=30))
def test_whatever_is_moved_the_tasks_stay_trees_of_eight_levels(
    db: None, moves: list[tuple[int, int]]
) -> None:
    with transaction.atomic():
        world = small_province.build()
        office = world.actor("vanphong")
        tasks = [assign(world).pk for _ in range(10)]
        for task, above in moves:
            with suppress(Problem):
                actions.move_under(tasks[task], tasks[above] if above >= 0 else None, by=office, at=world.at)
        parents = dict(Task.objects.values_list("pk", "parent"))
        for task in tasks:
            walked, at = 1, parents[task]
            while at is not None and walked <= DEEPEST:
                walked, at = walked + 1, parents[at]
            assert walked <= DEEPEST
        assert queries.tally(office, on=world.today).total == 10
        transaction.set_rollback(True)


def test_areas_are_named_by_giver_and_leads_and_narrow_the_list(world: World, task: Task) -> None:
    founder = organisations.founder(world.province.pk)
    area = organisations.add_area(
        key="dakplo", name="xã Đăk Plô", level="commune", valid_from=small_province.LONG_AGO, by=founder
    )
    district = world.actor("huyen")
    actions.link_area(task.pk, area.pk, by=district)
    actions.link_area(task.pk, area.pk, by=world.actor("vanphong"))
    assert [one.pk for one in queries.areas_of(district, task)] == [area.pk]
    assert queries.tasks_in(district, area.pk) == (task.pk,)
    assert queries.tasks_in(world.actor("congan"), area.pk) == ()
    assert refused(actions.link_area, task.pk, area.pk, by=world.actor("bienphong"))[0] is NOT_PERMITTED
    assert refused(actions.link_area, task.pk, area.pk, by=world.actor("congan"))[0] is NOT_FOUND
    actions.unlink_area(task.pk, area.pk, by=district)
    assert refused(actions.unlink_area, task.pk, area.pk, by=district) == (NOT_FOUND, "area")
    assert not queries.areas_of(district, task).exists()
