"""An approved plan is amended: what stands until then, what becomes of its tasks, and what stays readable."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, WRONG_STATE
from cotmoc.domain.errors.plans import (
    AMENDED_ALREADY,
    LINE_FOLLOWED,
    LINE_WAITS,
    NOTHING_AMENDED,
    REVIEWED_BEFORE,
)
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.plans import actions, queries
from cotmoc.plans.actions import Line
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.plans.queries import Step
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.pages import signed_in, text
from tests.rooms.plans.conftest import Directive
from tests.rooms.plans.test_course import programme, refused
from tests.rooms.plans.test_gaps import told
from tests.rooms.small_province import World, build

pytestmark = pytest.mark.slow


def carried(plan: Plan, n: int, **changes: Any) -> Line:
    """The n-th line of a plan as its amendment carries it on."""
    row = plan.lines.get(ordinal=n)
    line = Line(
        row.wording, row.due_on, row.lead_id, row.who, row.source, row.amount, row.clause_id, row.task_id, n
    )
    return replace(line, **changes)


def amended(directive: Directive, plan: Plan, *lines: Line, **head: Any) -> Plan:
    """An amendment as the unit writes it."""
    said = {"title": plan.title, "number": plan.number, **head}
    unit = directive.world.actor("sokhdt")
    return actions.amend(plan.pk, lines=lines, by=unit, at=directive.world.at, **said)


def decided(directive: Directive, row: Plan, at: datetime | None = None) -> Plan:
    """An amendment submitted and approved."""
    moment = at or directive.world.at
    actions.submit(row.pk, note="Mưa lũ", by=directive.world.actor("sokhdt"), at=moment)
    return actions.approve(row.pk, by=directive.world.actor("vanphong"), at=moment)


def test_the_approved_plan_stands_until_the_amendment_is_approved(directive: Directive) -> None:
    world = directive.world
    plan = directive.approved()
    later = carried(plan, 1, due_on=date(2022, 10, 15))
    row = amended(directive, plan, later)
    actions.submit(row.pk, note="Mưa lũ", by=world.actor("sokhdt"), at=world.at)
    assert told(directive)["Sở KH&ĐT"] == []
    plan.refresh_from_db()
    assert (plan.state, plan.lines.count()) == ("approved", 2)
    task = plan.lines.get(ordinal=1).task
    assert task is not None
    assert task.due_on == date(2022, 9, 15)
    money = queries.money_of(world.actor("sokhdt"), task, on=world.today)
    assert [one.line.plan_id for one in money.lines] == [plan.pk]
    assert [one.pk for one in queries.plans(world.actor("vanphong"))] == [row.pk, plan.pk]

    actions.approve(row.pk, by=world.actor("lanhdao"), at=world.at + timedelta(days=3))
    assert told(directive)["Sở KH&ĐT"] == ["line_late"]
    plan.refresh_from_db()
    assert plan.state == "replaced"
    assert [one.pk for one in queries.plans(world.actor("vanphong"))] == [row.pk]
    assert [one.pk for one in queries.plans(world.actor("vanphong"), state="replaced")] == [plan.pk]


def test_put_off_is_extended_dropped_is_withdrawn_new_is_given(directive: Directive) -> None:
    plan = directive.approved()
    first, second = (line.task for line in plan.lines.order_by("ordinal"))
    assert first is not None
    assert second is not None
    row = amended(
        directive, plan,
        carried(plan, 1, due_on=date(2022, 9, 30), amount=Decimal(200)),
        directive.line("Khảo sát bổ sung", due_on=date(2022, 9, 20)),
        number="21/KH-SKHĐT",
    )  # fmt: skip
    decided(directive, row)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_on, first.original_due_on, first.extensions) == (
        date(2022, 9, 30), date(2022, 9, 15), 1,
    )  # fmt: skip
    note = TaskEvent.objects.filter(task=first, kind="extended").get().note
    assert note == f"Điều chỉnh kế hoạch: {plan.title} (21/KH-SKHĐT). Mưa lũ"
    assert second.outcome == "cancelled"
    added = row.lines.get(ordinal=2)
    assert (added.made, added.task and added.task.due_on) == (True, date(2022, 9, 20))
    assert row.lines.get(ordinal=1).task_id == first.pk
    detail = AuditRow.objects.filter(deed="plan.approve").order_by("-seq").first().detail  # type: ignore[union-attr]
    assert detail == {
        "amends": plan.pk, "extended": [first.pk], "withdrawn": [second.pk], "tasks": [added.task_id],
    }  # fmt: skip


def test_both_versions_stay_readable_with_what_differs(directive: Directive) -> None:
    world, office = directive.world, directive.world.actor("vanphong")
    plan = directive.approved()
    before = [(one.wording, one.due_on, one.amount) for one in plan.lines.all()]
    second = amended(directive, plan, carried(plan, 1, who="Phòng Tổng hợp"), title="Kế hoạch điều chỉnh")
    assert queries.renamed(second) == {"title": (plan.title, "Kế hoạch điều chỉnh")}
    assert [(one.kind.value, one.before, one.after, one.fields) for one in queries.changes_of(second)] == [
        ("changed", 1, 1, ("who",)),
        ("dropped", 2, None, ()),
    ]
    decided(directive, second, world.at + timedelta(days=10))
    third = amended(directive, second, carried(second, 1, due_on=date(2022, 9, 29)))
    decided(directive, third, world.at + timedelta(days=20))

    seen = queries.plan(office, plan.pk)
    assert [(one.wording, one.due_on, one.amount) for one in seen.lines.all()] == before
    assert [event.kind for event in seen.events.all()] == ["written", "submitted", "approved", "replaced"]
    for one in (plan, second, third):
        found = queries.editions(queries.plan(office, one.pk))
        assert [(edition.plan.pk, edition.approved_on, edition.in_force) for edition in found] == [
            (third.pk, date(2022, 8, 14), True),
            (second.pk, date(2022, 8, 4), False),
            (plan.pk, date(2022, 7, 25), False),
        ]
    gone = plan.lines.get(ordinal=2)
    assert gone.task is not None
    assert queries.money_of(office, gone.task, on=world.today).lines == ()


def test_what_is_done_stays_done_and_what_was_granted_stands(directive: Directive) -> None:
    """A day put off afterwards makes nothing on time, a dropped line takes no work away."""
    world, office = directive.world, directive.world.actor("vanphong")
    unit = world.actor("sokhdt")
    lines = [directive.line(name) for name in ("Xong muộn", "Xong rồi", "Đã gia hạn")]
    plan = directive.approved(lines=lines)
    late, done, granted = (line.task for line in plan.lines.order_by("ordinal"))
    assert late is not None
    assert done is not None
    assert granted is not None
    after = world.at + timedelta(days=60)
    for task in (late, done):
        tasks.report_completion(task.pk, note="Xong", by=unit, at=after)
        tasks.accept(task.pk, by=office, at=after)
    tasks.extend(granted.pk, due_on=date(2022, 12, 1), reason="Lũ", by=office, at=after)
    day = date(2022, 10, 30)
    row = amended(directive, plan, carried(plan, 1, due_on=day))
    assert refused(
        actions.change, row.pk,
        directive.draft(lines=[carried(plan, 3, due_on=day)]),
        by=unit, at=after,
    ) == (LINE_FOLLOWED, "due_on-1")  # fmt: skip
    lines = [carried(plan, 1, due_on=day), carried(plan, 3, due_on=date(2022, 12, 20))]
    actions.change(row.pk, directive.draft(lines=lines), by=unit, at=after)
    tasks.extend(granted.pk, due_on=date(2022, 12, 31), reason="Lũ nữa", by=office, at=after)
    decided(directive, row, after)
    states = {task.title: (task.outcome, task.due_on) for task in Task.objects.filter(plan_lines__plan=plan)}
    assert states == {
        "Xong muộn": ("late", date(2022, 9, 15)),
        "Xong rồi": ("late", date(2022, 9, 15)),
        "Đã gia hạn": ("", date(2022, 12, 31)),
    }


def test_what_is_reported_done_is_not_withdrawn_with_its_line(directive: Directive) -> None:
    plan, world = directive.approved(), directive.world
    first = plan.lines.get(ordinal=1).task
    assert first is not None
    tasks.report_completion(
        first.pk, product="7/BC-SKHĐT", product_on=world.today, by=world.actor("sokhdt"), at=world.at
    )
    decided(directive, amended(directive, plan, carried(plan, 2)))
    first.refresh_from_db()
    assert (first.outcome, first.completed_on) == ("", world.today)
    done = tasks.accept(first.pk, by=world.actor("vanphong"), at=world.at)
    assert done.outcome == "on_time"


def test_a_task_that_a_line_only_names_goes_its_own_way(directive: Directive) -> None:
    whole = directive.task("kinh phí", "khdt")
    plan = directive.approved(
        lines=[directive.line("Một", task=whole.pk), directive.line("Hai", task=whole.pk)]
    )
    assert [line.made for line in plan.lines.all()] == [False, False]
    decided(directive, amended(directive, plan, carried(plan, 1, due_on=date(2022, 12, 1))))
    whole.refresh_from_db()
    assert (whole.due_on, whole.outcome, whole.extensions) == (date(2022, 9, 30), "", 0)


def test_a_dropped_line_whose_task_another_line_names_keeps_it(directive: Directive) -> None:
    plan = directive.approved()
    task = plan.lines.get(ordinal=2).task_id
    decided(directive, amended(directive, plan, carried(plan, 1), directive.line("Viết lại", task=task)))
    assert Task.objects.get(pk=task).outcome == ""


@pytest.mark.parametrize(
    ("changes", "entry", "field"),
    [
        ({"due_on": date(2022, 9, 14)}, LINE_FOLLOWED, "due_on-2"),
        ({"lead": None, "carries": 7}, BAD_VALUE, "carries-2"),
        ({"carries": 1}, BAD_VALUE, "carries-2"),
    ],
)
def test_what_a_followed_line_cannot_become_is_named(
    directive: Directive, changes: dict[str, Any], entry: object, field: str
) -> None:
    plan = directive.approved()
    lines = [carried(plan, 1), carried(plan, 2, **changes)]
    assert refused(amended, directive, plan, *lines) == (entry, field)
    assert Plan.objects.count() == 1


def test_a_followed_line_keeps_its_lead_and_its_task(directive: Directive) -> None:
    plan = directive.approved()
    other = carried(plan, 1, lead=directive.world.id("yte"))
    assert refused(amended, directive, plan, other) == (LINE_FOLLOWED, "lead-1")
    row = amended(directive, plan, carried(plan, 1, task=None))
    assert (row.lines.get().task_id, row.lines.get().made) == (plan.lines.get(ordinal=1).task_id, True)
    with_carries = [directive.line("Một", carries=1)]
    assert refused(directive.written, "huyen", "dakglei", lines=with_carries) == (BAD_VALUE, "carries-1")


def test_one_amendment_at_a_time_and_a_withdrawn_one_makes_room(directive: Directive) -> None:
    world = directive.world
    plan = directive.approved()
    row = amended(directive, plan, carried(plan, 1))
    with pytest.raises(Problem) as caught:
        amended(directive, plan, carried(plan, 2))
    assert (caught.value.entry, caught.value.values["other"]) == (AMENDED_ALREADY, row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            province=world.province, agency=plan.agency, kind="answer", year=2022, title="?",
            document=directive.document, amends=plan,
        )  # fmt: skip
    unit = {"by": world.actor("sokhdt"), "at": world.at}
    assert Step.AMEND not in queries.steps(world.actor("sokhdt"), plan)
    assert refused(actions.withdraw, plan.pk, **unit)[0] is WRONG_STATE
    assert refused(actions.withdraw, row.pk, by=world.actor("congan"), at=world.at)[0] is NOT_FOUND
    actions.withdraw(row.pk, note="Không cần nữa", **unit)
    assert queries.plan(world.actor("sokhdt"), row.pk).state == "withdrawn"
    assert refused(actions.change, row.pk, directive.draft(), **unit)[0] is WRONG_STATE
    assert Step.AMEND in queries.steps(world.actor("sokhdt"), plan)
    again = amended(directive, plan, carried(plan, 2))
    decided(directive, again)
    assert refused(amended, directive, plan)[0] is WRONG_STATE
    assert [one.plan.pk for one in queries.editions(plan)] == [again.pk, plan.pk]


def test_a_withdrawn_draft_is_no_plan_and_another_can_be_written(directive: Directive) -> None:
    world = directive.world
    plan = directive.written()
    actions.withdraw(plan.pk, by=world.actor("sokhdt"), at=world.at)
    assert told(directive)["Sở KH&ĐT"] == ["no_plan"]
    directive.written()
    assert told(directive)["Sở KH&ĐT"] == ["not_approved"]


def test_an_amendment_is_submitted_with_its_reason_and_a_difference(directive: Directive) -> None:
    world = directive.world
    by = {"by": world.actor("sokhdt"), "at": world.at}
    plan = directive.approved()
    row = amended(directive, plan, carried(plan, 1), carried(plan, 2))
    assert refused(actions.submit, row.pk, **by) == (REASON_NEEDED, "note")
    assert refused(actions.submit, row.pk, note="Lũ", **by)[0] is NOTHING_AMENDED
    actions.change(row.pk, directive.draft(lines=[carried(plan, 2)]), **by)
    actions.submit(row.pk, note="Lũ", **by)
    actions.send_back(row.pk, reason="Giữ việc 1", by=world.actor("vanphong"), at=world.at)
    moved = directive.draft(year=2023, lines=[carried(plan, 2)])
    assert refused(actions.change, row.pk, moved, **by) == (BAD_VALUE, "year")
    assert directive.task("kinh phí", "khdt").children.filter(outcome="").count() == 2


def test_a_task_that_cannot_be_put_off_is_named_and_nothing_is_done(directive: Directive) -> None:
    world = directive.world
    plan = directive.approved()
    second = plan.lines.get(ordinal=2).task
    assert second is not None
    row = amended(directive, plan, carried(plan, 2, due_on=date(2022, 10, 1)))
    actions.submit(row.pk, note="Lũ", by=world.actor("sokhdt"), at=world.at)
    tasks.report_completion(second.pk, note="Xong", by=world.actor("sokhdt"), at=world.at)
    approving = {"by": world.actor("vanphong"), "at": world.at}
    assert refused(actions.approve, row.pk, **approving) == (WRONG_STATE, "due_on-1")
    assert Plan.objects.get(pk=plan.pk).state == "approved"
    assert Task.objects.filter(outcome="cancelled").count() == 0


def test_an_amendment_waits_for_the_matter_of_a_task_and_says_who_is_to_answer(directive: Directive) -> None:
    world = directive.world
    plan = directive.approved()
    second = plan.lines.get(ordinal=2).task
    assert second is not None
    row = amended(directive, plan, carried(plan, 2, due_on=date(2022, 10, 1)))
    actions.submit(row.pk, note="Lũ", by=world.actor("sokhdt"), at=world.at)
    tasks.escalate(second.pk, proposal="Xin vốn", by=world.actor("sokhdt"), at=world.at)
    approving = {"by": world.actor("vanphong"), "at": world.at}
    assert refused(actions.approve, row.pk, **approving) == (LINE_WAITS, "due_on-1")
    page = signed_in(world).post(f"/ke-hoach/{row.pk}/duyet/", {"note": "", "version": row.version + 1})
    assert page.status_code == 409
    said = f"nhiệm vụ số {second.pk}, đang chờ Ủy ban nhân dân tỉnh cho ý kiến nên chưa lùi hạn được"
    assert said in text(page)
    assert Plan.objects.get(pk=plan.pk).state == "approved"

    answered = {"decision": "agreed", "by": world.actor("lanhdao"), "at": world.at}
    tasks.answer(second.pk, **answered)
    actions.approve(row.pk, **approving)
    second.refresh_from_db()
    assert second.due_on == date(2022, 10, 1)


def test_a_line_whose_day_stays_does_not_wait_for_its_matter(directive: Directive) -> None:
    world = directive.world
    plan = directive.approved()
    second = plan.lines.get(ordinal=2).task
    assert second is not None
    tasks.escalate(second.pk, proposal="Xin vốn", by=world.actor("sokhdt"), at=world.at)
    decided(directive, amended(directive, plan, carried(plan, 2)))
    second.refresh_from_db()
    assert second.paused_on == world.today


def test_the_reviews_of_a_programme_outlive_its_amendment(world: World) -> None:
    office = {"by": world.actor("vanphong"), "at": world.at}
    plan = programme(world)
    actions.submit(plan.pk, **office)
    actions.approve(plan.pk, **office)
    actions.review(plan.pk, term="half_year", words="Đúng tiến độ", **office)
    line = carried(plan, 1, due_on=date(2022, 12, 28))
    row = actions.amend(plan.pk, title=plan.title, lines=[line], **office)
    actions.submit(row.pk, note="Lùi hội nghị", **office)
    actions.approve(row.pk, **office)
    again = {"term": "half_year", "words": "Lần nữa", **office}
    assert refused(actions.review, row.pk, **again) == (REVIEWED_BEFORE, "term")
    assert refused(actions.review, plan.pk, **{**again, "term": "year_end"})[0] is WRONG_STATE
    actions.review(row.pk, term="year_end", words="Xong", **office)
    assert [one.words for one in queries.reviews_of(row)] == ["Đúng tiến độ", "Xong"]
    assert Step.REVIEW not in queries.steps(world.actor("vanphong"), row)
    assert programme(world, year=2023).pk != row.pk


@pytest.mark.slow
def test_two_who_propose_at_the_same_moment_make_one_amendment(transactional_db: None) -> None:
    world = build()
    plan = programme(world)
    office = {"by": world.actor("vanphong"), "at": world.at}
    actions.submit(plan.pk, **office)
    actions.approve(plan.pk, **office)
    both, said = threading.Barrier(2), list[object]()

    def job(title: str) -> None:
        try:
            both.wait()
            said.append(actions.amend(plan.pk, title=title, lines=[carried(plan, 1)], **office).title)
        except Problem as problem:
            said.append(problem.entry)
        finally:
            connection.close()

    jobs = [threading.Thread(target=job, args=(title,)) for title in ("Một", "Hai")]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    kept = Plan.objects.get(amends=plan)
    assert sorted(said, key=str) == sorted([kept.title, AMENDED_ALREADY], key=str)


@pytest.mark.slow
def test_the_migration_goes_back_and_keeps_every_version(going_back: None) -> None:
    world = build()
    office = {"by": world.actor("vanphong"), "at": world.at}
    plan = programme(world)
    actions.submit(plan.pk, **office)
    actions.approve(plan.pk, **office)
    row = actions.amend(plan.pk, title="Bản sau", lines=[carried(plan, 1, who="Phòng")], **office)
    actions.submit(row.pk, note="?", **office)
    actions.approve(row.pk, **office)
    gone = actions.amend(row.pk, title="Bản rút", lines=[], **office)
    actions.withdraw(gone.pk, **office)
    made = list(PlanLine.objects.order_by("pk").values_list("task", "made"))
    call_command("migrate", "plans", "0001_begin", verbosity=0)
    call_command("migrate", "plans", verbosity=0)
    kept = Plan.objects.order_by("pk").values_list("title", "kind", "directive", "state", "version")
    assert list(kept) == [
        (plan.title, "answer", plan.title, "approved", 3),
        ("Bản sau", "programme", "", "approved", 3),
        ("Bản rút", "answer", "Bản rút", "draft", 1),
    ]
    back = list(PlanLine.objects.order_by("pk").values_list("task", "made"))
    # Which of two versions made a task is known by the instant; here both were approved at the same one.
    assert [task for task, _ in back] == [task for task, _ in made]
    assert back[0][1]
