"""A matter goes up step by step: who has it first, who passes it on to whom, how long each had it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given as from_any
from hypothesis import strategies as some

from config import clock
from cotmoc.cli.main import main
from cotmoc.domain.access import reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.tasks import ANSWERED_ITSELF, NO_STEP_UP, REASON_NEEDED
from cotmoc.domain.task_course import ALLOWED, TaskEvent, fold
from cotmoc.domain.task_course import TaskEventKind as Kind
from cotmoc.notices.actions import add_endpoint
from cotmoc.notices.models import Delivery
from cotmoc.organisations import actions as organisations
from cotmoc.organisations import queries as queries_of_people
from cotmoc.organisations.models import Person
from cotmoc.organisations.queries import deciding, superiors
from cotmoc.tasks import actions, queries
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import Step
from tests.rooms.pages import signed_in, text
from tests.rooms.small_province import LONG_AGO, ZONE, World, build

from .test_course import assign
from .test_reminding import told

MONDAY, THURSDAY, NEXT_MONDAY = date(2022, 7, 25), date(2022, 7, 28), date(2022, 8, 1)
OPINION = "Huyện nhất trí, nhưng vượt nguồn vốn của huyện"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)


@pytest.fixture
def task(world: World) -> Task:
    """A task of the province for a commune: above the commune stand its district, then the province."""
    return assign(world, leads=[world.id("dakplo")], coordinating=[], due_on=date(2022, 7, 29))


def up(world: World, task: Task, who: str = "xa", day: date = MONDAY) -> Task:
    said = {"proposal": "Xin bổ sung 200 triệu đồng sửa đường"}
    actions.escalate(task.pk, **said, by=world.actor(who), at=at(day))
    task.refresh_from_db()
    return task


def passed_up(world: World, task: Task, who: str = "huyen", day: date = THURSDAY) -> Task:
    actions.answer(task.pk, decision="passed_up", note=OPINION, by=world.actor(who), at=at(day))
    task.refresh_from_db()
    return task


def refused(world: World, who: str, task: Task, decision: str = "agreed", note: str = "x") -> Problem:
    with pytest.raises(Problem) as caught:
        actions.answer(task.pk, decision=decision, note=note, by=world.actor(who), at=at(THURSDAY))
    return caught.value


def way(world: World, task: Task, day: date) -> list[tuple[str, date, date | None, int]]:
    found = queries.way_of(queries.task(world.actor("lanhdao"), task.pk), day)
    return [(one.name, one.from_on, one.to_on, one.working_days) for one in found]


def may(world: World, who: str, task: Task) -> bool:
    row = queries.task(world.actor(who), task.pk)
    return Step.ANSWER in queries.steps(world.actor(who), row, MONDAY)


def test_it_goes_to_the_superior_of_the_lead_first(world: World, task: Task) -> None:
    assert up(world, task).matter_with_id == world.id("dakglei")
    assert (may(world, "huyen", task), may(world, "xa", task), may(world, "lanhdao", task)) == (
        True,
        False,
        True,
    )
    waits = queries.waiting(queries.task(world.actor("xa"), task.pk), MONDAY)
    assert waits is not None
    assert [name for _, name in waits.bodies] == ["Ủy ban nhân dân huyện Đăk Glei"]


def test_what_the_superior_answers_comes_back_with_the_days_lost(world: World, task: Task) -> None:
    up(world, task)
    actions.answer(task.pk, decision="agreed", by=world.actor("huyen"), at=at(THURSDAY))
    task.refresh_from_db()
    # Monday to Wednesday are three working days; Friday 29 July becomes Wednesday 3 August.
    assert (task.due_on, task.paused_on, task.matter_with_id) == (date(2022, 8, 3), None, None)


def test_webhooks_are_told_who_has_the_matter(world: World, task: Task) -> None:
    asked, by = ["task.escalated", "task.passed_up", "task.decided"], world.actor("quantri")
    add_endpoint(url="https://nhan.example/", events=asked, by=by, at=world.at)
    passed_up(world, up(world, task))
    leader = world.actor("lanhdao")
    actions.answer(task.pk, decision="decided", note="Bố trí vốn", by=leader, at=at(NEXT_MONDAY))
    bodies = Delivery.objects.order_by("pk").values_list("body", flat=True)
    holders = [json.loads(body)["data"]["task"]["holder"] for body in bodies]
    assert [holder and holder["name"] for holder in holders] == [
        "Ủy ban nhân dân huyện Đăk Glei",
        "Ủy ban nhân dân tỉnh",
        None,
    ]


def test_passed_up_with_an_opinion_it_is_the_next_ones_alone(world: World, task: Task) -> None:
    passed_up(world, up(world, task))
    assert (task.matter_with_id, task.paused_on, task.outcome) == (world.id("ubnd"), MONDAY, "paused")
    assert way(world, task, NEXT_MONDAY) == [
        ("Ủy ban nhân dân huyện Đăk Glei", MONDAY, THURSDAY, 3),
        ("Ủy ban nhân dân tỉnh", THURSDAY, None, 2),
    ]
    assert refused(world, "huyen", task).entry is NOT_PERMITTED
    actions.answer(
        task.pk, decision="decided", note="Chia hai đợt", by=world.actor("lanhdao"), at=at(NEXT_MONDAY)
    )
    assert way(world, task, date(2022, 9, 1))[-1] == ("Ủy ban nhân dân tỉnh", THURSDAY, NEXT_MONDAY, 2)
    task.refresh_from_db()
    assert task.due_on == date(2022, 8, 5)


def test_the_leaders_of_the_province_answer_wherever_it_is(world: World, task: Task) -> None:
    up(world, task)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))
    assert way(world, task, NEXT_MONDAY) == [("Ủy ban nhân dân huyện Đăk Glei", MONDAY, THURSDAY, 3)]


def test_above_the_leaders_there_is_no_step_and_an_opinion_needs_words(world: World, task: Task) -> None:
    up(world, task)
    problem = refused(world, "huyen", task, "passed_up", " ")
    assert (problem.entry, problem.field) == (REASON_NEEDED, "note")
    passed_up(world, task)
    problem = refused(world, "lanhdao", task, "passed_up")
    assert (problem.entry, problem.field) == (NO_STEP_UP, "decision")
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))
    assert refused(world, "lanhdao", task, "passed_up").entry is WRONG_STATE


def test_who_gives_from_elsewhere_on_the_chart_is_asked_first(world: World) -> None:
    task = assign(world, giver=world.id("khdt"), leads=[world.id("dakplo")], coordinating=[])
    assert up(world, task).matter_with_id == world.id("khdt")
    assert may(world, "sokhdt", task)
    assert not any(role.agency_id == world.id("dakglei") for role in task.roles.all())
    assert refused(world, "huyen", task).entry is NOT_PERMITTED
    assert passed_up(world, task, "sokhdt").matter_with_id == world.id("ubnd")


def test_a_body_gives_itself_no_answer(world: World) -> None:
    task = assign(world, giver=world.id("khdt"), leads=[world.id("khdt")], coordinating=[])
    assert up(world, task, "sokhdt").matter_with_id == world.id("ubnd")
    assert refused(world, "sokhdt", task).entry is NOT_PERMITTED


def test_a_body_in_which_nobody_decides_is_passed_over(world: World, task: Task) -> None:
    Person.objects.filter(username="huyen").update(ends_on=MONDAY)
    assert up(world, task).matter_with_id == world.id("ubnd")


def test_a_giver_in_which_nobody_decides_is_asked_and_the_leaders_answer_for_it(world: World) -> None:
    """As where the committee has no accounts of its own: its office and the leaders work for it."""
    Person.objects.filter(username="huyen").update(ends_on=MONDAY)
    task = assign(world, giver=world.id("dakglei"), leads=[world.id("dakplo")], coordinating=[])
    assert up(world, task).matter_with_id == world.id("dakglei")
    assert told(world, "lanhdao", THURSDAY)["matters"] == [task.pk]
    assert refused(world, "lanhdao", task, "passed_up").entry is NO_STEP_UP
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))


def test_the_committee_of_the_office_is_the_last_step_also_without_people(world: World) -> None:
    """Its office has accounts of its own under it, as in most provinces."""
    by = world.actor("quantri")
    committee = organisations.add_agency(
        key="hdnd", name="Ủy ban", short_name="UB", kind="committee", level="province",
        valid_from=LONG_AGO, by=by,
    )  # fmt: skip
    organisations.move_under(child=world.agencies["ubnd"], parent=committee, on=MONDAY, by=by)
    organisations.move_under(child=world.agencies["dakglei"], parent=committee, on=MONDAY, by=by)
    task = assign(world, giver=committee.pk, leads=[world.id("dakplo")], coordinating=[])
    assert up(world, task).matter_with_id == world.id("dakglei")
    assert passed_up(world, task).matter_with_id == committee.pk
    assert told(world, "lanhdao", THURSDAY)["matters"] == [task.pk]


def test_off_the_chart_it_goes_to_the_office_of_the_province(world: World) -> None:
    by, alone = world.actor("quantri"), world.agencies["congan"]
    organisations.move_under(child=alone, parent=None, on=date(2022, 1, 1), by=by)
    task = assign(world, giver=alone.pk, leads=[alone.pk], coordinating=[])
    assert up(world, task, "congan").matter_with_id == world.id("ubnd")
    on = world.today
    names = [one.pk for one in deciding(superiors(world.id("dakplo"), world.province.pk, on=on))]
    assert names == [world.id("dakglei"), world.id("ubnd")]


def test_the_chart_is_that_of_the_day(world: World, task: Task) -> None:
    by, commune = world.actor("quantri"), world.agencies["dakplo"]
    organisations.move_under(child=commune, parent=world.agencies["ubnd"], on=THURSDAY, by=by)
    assert queries.first_holder(task, MONDAY) == world.id("dakglei")
    assert queries.first_holder(task, THURSDAY) == world.id("ubnd")


def test_a_matter_that_was_up_before_steps_were_kept_is_the_givers(world: World, task: Task) -> None:
    up(world, task)
    task.events.filter(kind=Kind.ESCALATED).update(heir=None)
    rebuild(task)
    row = queries.task(world.actor("lanhdao"), task.pk)
    assert (row.matter_with_id, queries.holder(row)[0]) == (None, world.id("ubnd"))
    assert way(world, task, THURSDAY) == [("Ủy ban nhân dân tỉnh", MONDAY, None, 3)]
    assert told(world, "lanhdao")["matters"] == [task.pk]
    assert refused(world, "huyen", task).entry is NOT_PERMITTED
    only = queries.Filter(holder=world.id("ubnd"))
    assert [one.pk for one in queries.Listing(world.actor("lanhdao"), on=MONDAY, only=only)] == [task.pk]
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))


def test_who_has_it_is_reminded_and_nobody_else(world: World, task: Task) -> None:
    up(world, task)
    assert told(world, "huyen", THURSDAY)["matters"] == [task.pk]
    assert "matters" not in told(world, "lanhdao", THURSDAY)
    passed_up(world, task)
    assert "matters" not in told(world, "huyen", THURSDAY)
    assert told(world, "lanhdao", THURSDAY)["matters"] == [task.pk]
    [one] = queries.digest_of(world.actor("lanhdao"), on=THURSDAY).matters  # type: ignore[union-attr]
    assert (one.holder, one.day) == ("Ủy ban nhân dân tỉnh", MONDAY)


def test_the_number_in_the_menu_counts_what_the_page_lists(world: World, task: Task) -> None:
    def number(who: str) -> int:
        queries.forget_counts()
        return queries.reminders_unseen(world.actor(who), on=THURSDAY)

    before = number("huyen"), number("lanhdao")
    up(world, task)
    assert (number("huyen"), number("lanhdao")) == (before[0] + 1, before[1])
    passed_up(world, task)
    assert (number("huyen"), number("lanhdao")) == (before[0], before[1] + 1)


def test_whose_deciders_have_left_meanwhile_is_the_leaders(world: World, task: Task) -> None:
    up(world, task)
    Person.objects.filter(username="huyen").update(is_active=False)
    assert told(world, "lanhdao", THURSDAY)["matters"] == [task.pk]
    queries.forget_counts()
    assert queries.reminders_unseen(world.actor("lanhdao"), on=THURSDAY) == 1


def test_lists_name_who_has_it_and_can_be_narrowed_to_a_body(world: World, task: Task) -> None:
    other = assign(world, leads=[world.id("khdt")], coordinating=[])
    up(world, other, "sokhdt")
    up(world, task)
    leader = world.actor("lanhdao")
    rows = queries.Listing(leader, on=MONDAY, only=queries.Filter(paused=True))
    assert {row.pk: row.waits_for for row in rows} == {
        task.pk: "Ủy ban nhân dân huyện Đăk Glei",
        other.pk: "Ủy ban nhân dân tỉnh",
    }
    for who in ("huyen", "lanhdao"):
        only = queries.Filter(holder=world.id("dakglei"))
        assert [row.pk for row in queries.Listing(world.actor(who), on=MONDAY, only=only)] == [task.pk]


def test_as_of_a_day_tells_who_had_it_then(world: World, task: Task) -> None:
    passed_up(world, up(world, task))
    office = world.actor("vanphong")
    for day, name in ((date(2022, 7, 26), "huyện Đăk Glei"), (NEXT_MONDAY, "tỉnh")):
        [row] = queries.AsOf(office, on=day).rows(None, 10, 0)
        assert row.waits_for == f"Ủy ban nhân dân {name}"


def test_a_hand_over_takes_the_matter_along_and_brings_it_back(world: World) -> None:
    task = assign(world, giver=world.id("khdt"), leads=[world.id("dakplo")], coordinating=[])
    up(world, task)
    office = world.actor("vanphong")
    wanted = queries.HandOver(old=world.id("khdt"), new=world.id("yte"), reason="Sáp nhập")
    batch = actions.hand_over([task.pk], wanted, by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert task.matter_with_id == world.id("yte")
    assert [one[0] for one in way(world, task, THURSDAY)] == ["Sở Kế hoạch và Đầu tư", "Sở Y tế"]
    actions.undo(batch.pk, by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert task.matter_with_id == world.id("khdt")
    assert way(world, task, THURSDAY) == [("Sở Kế hoạch và Đầu tư", MONDAY, None, 3)]


def test_a_body_that_only_answers_is_handed_over_with_its_matters(world: World, task: Task) -> None:
    """The district has no part in the task but the matter: its successor has it then, and back."""
    up(world, task)
    office, district = world.actor("vanphong"), world.id("dakglei")
    other = assign(world, leads=[world.id("yte")], coordinating=[])
    wanted = queries.HandOver(old=district, new=world.id("khdt"), reason="Sáp nhập")
    assert queries.open_tasks_of(office, district) == [task.pk]
    assert queries.open_tasks_of(office, district, parts=frozenset({queries.Part.LEAD})) == []
    shown = queries.preview(office, [task.pk, other.pk], wanted, on=MONDAY)
    assert [one.parts for one in shown.possible] == [(queries.Part.MATTER,)]
    assert [one.pk for one in shown.refused] == [other.pk]

    batch = actions.hand_over([task.pk], wanted, by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert (task.matter_with_id, task.lead_id) == (world.id("khdt"), world.id("dakplo"))
    assert queries.task(office, task.pk).events.last().note == "Cho ý kiến. Sáp nhập"
    assert queries.open_tasks_of(office, district) == []
    assert told(world, "sokhdt", THURSDAY) == {"matters": [task.pk]}
    assert may(world, "sokhdt", task)
    actions.undo(batch.pk, by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert task.matter_with_id == district


def test_a_matter_goes_along_with_another_part_and_the_preview_says_so(world: World) -> None:
    task = assign(world, giver=world.id("khdt"), leads=[world.id("dakplo")], coordinating=[])
    up(world, task)
    parts = frozenset({queries.Part.GIVER})
    wanted = queries.HandOver(world.id("khdt"), world.id("yte"), "Sáp nhập", parts)
    [one] = queries.preview(world.actor("vanphong"), [task.pk], wanted, on=MONDAY).rows
    assert one.parts == (queries.Part.GIVER, queries.Part.MATTER)


def test_who_takes_the_lead_over_does_not_settle_its_own_matter(
    world: World, task: Task, demo_day: None
) -> None:
    up(world, task)
    wanted = queries.HandOver(old=world.id("dakplo"), new=world.id("dakglei"), reason="Huyện trực tiếp làm")
    actions.hand_over([task.pk], wanted, by=world.actor("vanphong"), at=at(MONDAY))
    task.refresh_from_db()
    assert (task.lead_id, task.matter_with_id) == (world.id("dakglei"), world.id("dakglei"))
    for decision in ("agreed", "decided"):
        problem = refused(world, "huyen", task, decision)
        assert (problem.entry, problem.field) == (ANSWERED_ITSELF, "decision")
    page = text(signed_in(world, "huyen").get(f"/nhiem-vu/{task.pk}/"))
    assert "Trình cấp trên: Ủy ban nhân dân tỉnh" in page
    assert "Đồng ý với đề xuất" not in page
    passed_up(world, task)
    assert not may(world, "huyen", task)
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))


def test_the_leaders_answer_a_lead_that_has_its_own_matter(world: World, task: Task) -> None:
    up(world, task)
    wanted = queries.HandOver(old=world.id("dakplo"), new=world.id("dakglei"), reason="Huyện trực tiếp làm")
    actions.hand_over([task.pk], wanted, by=world.actor("vanphong"), at=at(MONDAY))
    actions.answer(task.pk, decision="agreed", by=world.actor("lanhdao"), at=at(THURSDAY))
    task.refresh_from_db()
    assert (task.paused_on, task.matter_with_id) == (None, None)


def test_a_body_that_ends_while_it_has_the_matter_answers_or_sends_it_on(world: World, task: Task) -> None:
    up(world, task)
    organisations.end_agency(
        agency=world.agencies["dakglei"], ends_on=date(2022, 7, 27), by=world.actor("quantri")
    )
    district = queries_of_people.actor(world.people["huyen"], at=at(THURSDAY))
    assert district is not None
    assert told(world, "huyen", THURSDAY) == {"matters": [task.pk]}
    actions.answer(task.pk, decision="passed_up", note=OPINION, by=district, at=at(THURSDAY))
    task.refresh_from_db()
    assert task.matter_with_id == world.id("ubnd")
    assert queries.next_holder(task, THURSDAY) is None
    assert told(world, "lanhdao", THURSDAY) == {"matters": [task.pk]}


def test_who_is_asked_sees_the_task_also_when_the_lead_stands_under_another_body_since(
    world: World, task: Task
) -> None:
    up(world, task)
    commune, other = (world.agencies[key] for key in ("dakplo", "ngochoi"))
    day = date(2022, 7, 26)
    organisations.move_under(child=commune, parent=other, on=day, by=world.actor("quantri"))
    district = queries_of_people.actor(world.people["huyen"], at=at(THURSDAY))
    assert district is not None
    assert not reaches(district, commune.pk)
    assert told(world, "huyen", THURSDAY) == {"matters": [task.pk]}
    assert Step.ANSWER in queries.steps(district, queries.task(district, task.pk), THURSDAY)
    mine = queries.Filter(holder=world.id("dakglei"))
    assert [row.pk for row in queries.board(district, on=THURSDAY, only=mine)] == [task.pk]
    actions.answer(task.pk, decision="agreed", by=district, at=at(THURSDAY))
    # Once it is answered it is no longer theirs to see.
    with pytest.raises(Problem) as caught:
        queries.task(district, task.pk)
    assert caught.value.entry is NOT_FOUND


def test_a_withdrawn_task_has_no_matter_until_that_is_undone(world: World, task: Task) -> None:
    up(world, task)
    office = world.actor("vanphong")
    batch = actions.withdraw_many([task.pk], queries.Withdraw("Trùng"), by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert task.matter_with_id is None
    actions.undo(batch.pk, by=office, at=at(THURSDAY))
    task.refresh_from_db()
    assert (task.matter_with_id, task.paused_on) == (world.id("dakglei"), MONDAY)


@pytest.mark.slow
def test_without_the_steps_every_matter_is_the_givers_again(going_back: None) -> None:
    """The way back for an installation, and forward again."""
    world = build()
    task = assign(world, leads=[world.id("dakplo")], coordinating=[])
    passed_up(world, up(world, task))
    call_command("migrate", "tasks", "0014_function_when_given", verbosity=0)
    call_command("migrate", "tasks", verbosity=0)
    kinds = list(task.events.order_by("seq").values_list("kind", "heir"))
    assert kinds == [("assigned", None), ("escalated", None), ("commented", None)]
    rebuild(Task.objects.get(pk=task.pk))
    row = queries.task(world.actor("lanhdao"), task.pk)
    assert (queries.holder(row)[0], row.paused_on) == (world.id("ubnd"), MONDAY)


@from_any(
    some.lists(
        some.sampled_from([Kind.PASSED_UP, Kind.REFERRED, Kind.AGREED, Kind.ESCALATED, Kind.CANCELLED])
    )
)
def test_a_matter_has_a_holder_exactly_while_it_is_up(kinds: list[Kind]) -> None:
    events = [TaskEvent(Kind.ASSIGNED, MONDAY, MONDAY)]
    for step, kind in enumerate(kinds):
        facts = fold(events)
        if kind in ALLOWED[facts.stage]:
            events.append(TaskEvent(kind, MONDAY, part=facts.matter_with, heir=step + 1))
        facts = fold(events)
        assert (facts.matter_with is None) == (facts.paused_on is None)


def test_the_page_shows_the_way_and_offers_the_step_up(world: World, task: Task, demo_day: None) -> None:
    up(world, task)
    page = signed_in(world, "huyen").get(f"/nhiem-vu/{task.pk}/")
    assert "Trình cấp trên: Ủy ban nhân dân tỉnh" in text(page)
    assert "Đang chờ Ủy ban nhân dân huyện Đăk Glei" in text(page)
    sent = {"decision": "passed_up", "note": OPINION, "version": page.context["task"].version}
    done = signed_in(world, "huyen").post(f"/nhiem-vu/{task.pk}/cho-y-kien/", sent, follow=True)
    assert OPINION in text(done)
    leader = signed_in(world, "lanhdao").get(f"/nhiem-vu/{task.pk}/")
    assert [one.name for one in leader.context["matter"].way] == [
        "Ủy ban nhân dân huyện Đăk Glei",
        "Ủy ban nhân dân tỉnh",
    ]
    answer = next(one for one in leader.context["steps"] if one.name == "answer")
    assert [value for value, _ in answer.form.fields["decision"].choices] == ["agreed", "decided", "referred"]


def test_today_tells_a_body_what_it_has_to_answer(world: World, task: Task, demo_day: None) -> None:
    up(world, task)
    mine = f"/nhiem-vu/?holder={world.id('dakglei')}"
    counts = signed_in(world, "huyen").get("/").context["counts"]
    assert [one.count for one in counts if one.href == mine] == [1]
    listed = signed_in(world, "huyen").get(mine)
    assert [row.pk for group in listed.context["groups"] for row in group.rows] == [task.pk]


@pytest.fixture
def here(db: None) -> World:
    """The small province on the real day."""
    return build(clock.today())


def test_the_way_over_http(here: World) -> None:
    task = assign(here, leads=[here.id("dakplo")], coordinating=[], due_on=None)

    def post(who: str, path: str, said: dict[str, str]) -> Any:
        client, url = Client(), f"/api/v1/tasks/{task.pk}/{path}"
        client.force_login(here.people[who])
        return client.post(url, json.dumps(said), content_type="application/json")

    assert post("xa", "escalate", {"proposal": "Xin vốn"}).json()["waits_for"].endswith("Đăk Glei")
    told = post("huyen", "answer", {"decision": "passed_up", "note": OPINION}).json()
    assert [(one["name"], one["opinion"], one["to_on"] is None) for one in told["matter"]] == [
        ("Ủy ban nhân dân huyện Đăk Glei", OPINION, False),
        ("Ủy ban nhân dân tỉnh", "", True),
    ]
    failed = post("lanhdao", "answer", {"decision": "passed_up", "note": OPINION})
    assert (failed.status_code, failed.json()["number"]) == (409, NO_STEP_UP.number)
    client = Client()
    client.force_login(here.people["lanhdao"])
    found = client.get(f"/api/v1/tasks?holder={here.id('ubnd')}").json()
    assert [one["id"] for one in found["items"]] == [task.pk]


def test_the_way_on_the_command_line(here: World, capsys: pytest.CaptureFixture[str]) -> None:
    task = assign(here, leads=[here.id("dakplo")], coordinating=[], due_on=None)
    assert main(["tasks", "escalate", str(task.pk), "--proposal", "Xin vốn", "--by", "xa"]) == 0
    sent = ["tasks", "answer", str(task.pk), "passed_up", "--note", OPINION, "--by", "huyen"]
    assert main(sent) == 0
    assert "xin ý kiến: Ủy ban nhân dân tỉnh, từ" in capsys.readouterr().out
    assert main(["tasks", "list", "--holder", "UBND tỉnh", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["items"]] == [task.pk]
