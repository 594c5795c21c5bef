"""A plan from its writing to its approval, and what its lines become."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cotmoc.directives import actions as directives
from cotmoc.domain.access import GRANTS, Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import (
    BAD_VALUE,
    CHANGED_MEANWHILE,
    NOT_FOUND,
    NOT_PERMITTED,
    WRONG_STATE,
)
from cotmoc.domain.errors.plans import (
    LINE_PASSED,
    LINE_UNDATED,
    NO_DIRECTIVE,
    NO_LINES,
    PLAN_TWICE,
    REVIEWED_BEFORE,
)
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.plans import actions, queries
from cotmoc.plans.models import Plan
from cotmoc.plans.queries import Step
from cotmoc.tasks import actions as tasks
from cotmoc.tasks import queries as task_queries
from cotmoc.tasks.models import Task
from tests.rooms.plans.conftest import Directive
from tests.rooms.small_province import PEOPLE, World


def refused(act: object, *args: object, **more: object) -> tuple[object, str | None]:
    with pytest.raises(Problem) as caught:
        act(*args, **more)  # type: ignore[operator]
    return caught.value.entry, caught.value.field


def test_returned_with_its_reason_changed_and_approved_everybody_named(directive: Directive) -> None:
    world, at = directive.world, directive.world.at
    unit, office = world.actor("sokhdt"), world.actor("vanphong")
    plan = directive.written()
    actions.submit(plan.pk, by=unit, at=at, version=1)
    actions.send_back(plan.pk, reason="Thiếu nguồn vốn", by=office, at=at)
    actions.change(plan.pk, directive.draft(title="Kế hoạch, sửa lần 1"), by=unit, at=at, version=3)
    actions.submit(plan.pk, by=unit, at=at)
    actions.approve(plan.pk, note="Đồng ý", by=world.actor("lanhdao"), at=at)
    found = queries.plan(unit, plan.pk)
    assert [(event.kind, event.by_name, event.note) for event in found.events.all()] == [
        ("written", unit.name, ""),
        ("submitted", unit.name, ""),
        ("returned", office.name, "Thiếu nguồn vốn"),
        ("changed", unit.name, ""),
        ("submitted", unit.name, ""),
        ("approved", "Tài khoản lanhdao", "Đồng ý"),
    ]
    assert (found.state, found.version, found.title) == ("approved", 6, "Kế hoạch, sửa lần 1")
    assert queries.total_of(found) == queries.Total(Decimal("241.0"), 0)


def test_approved_lines_are_parts_of_the_directives_task_led_by_the_unit(directive: Directive) -> None:
    world = directive.world
    whole = directive.task("kinh phí", "khdt")
    plan = directive.approved()
    parts = list(whole.children.order_by("pk"))
    assert [(one.title, one.lead_id, one.giver_id, one.due_on) for one in parts] == [
        ("Tổng hợp nhu cầu kinh phí", world.id("khdt"), whole.giver_id, date(2022, 9, 15)),
        ("Trình phương án", world.id("khdt"), whole.giver_id, date(2022, 9, 25)),
    ]
    assert [line.task_id for line in plan.lines.all()] == [one.pk for one in parts]
    # Walked both ways: clause → task → part, and part → line → plan → directive.
    assert [one.pk for one in task_queries.above(world.actor("sokhdt"), parts[0])] == [whole.pk]
    sector = world.actor("sokhdt")
    part = task_queries.task(sector, parts[0].pk)
    line = queries.money_of(sector, part, on=world.today).lines[0].line
    assert (line.plan_id, line.clause_id) == (plan.pk, directive.clause("kinh phí").pk)
    # Each is counted once: the whole stays one task, the plan has its two.
    assert queries.tally_of(plan, world.today).total == 2
    assert task_queries.tally_of(whole, world.today).total == 1


def test_a_line_passed_on_is_given_by_the_unit_and_a_line_of_no_clause_stands_alone(
    directive: Directive,
) -> None:
    world = directive.world
    lines = [
        directive.line("Khảo sát tại xã", lead=world.id("dakplo"), clause=directive.clause("sạt lở").pk),
        directive.line("Dự phòng vật tư", clause=None),
    ]
    directive.approved("huyen", "dakglei", lines=lines)
    passed, own = Task.objects.order_by("-pk")[:2][::-1]
    whole = directive.task("sạt lở", "dakglei")
    assert (passed.lead_id, passed.giver_id, passed.parent_id) == (
        world.id("dakplo"),
        world.id("dakglei"),
        whole.pk,
    )
    assert (own.lead_id, own.giver_id, own.parent_id) == (world.id("dakglei"), world.id("ubnd"), None)


def test_a_unit_orders_nobody_beside_it_by_its_plan(directive: Directive) -> None:
    """A district names a department of the province: then the task is of whoever gave the directive's."""
    world = directive.world
    lines = [directive.line("Cấp thuốc", lead=world.id("yte"), clause=directive.clause("sạt lở").pk)]
    directive.approved("huyen", "dakglei", lines=lines)
    made = Task.objects.order_by("-pk")[0]
    whole = directive.task("sạt lở", "dakglei")
    assert (made.lead_id, made.giver_id, made.parent_id) == (world.id("yte"), whole.giver_id, whole.pk)


def test_a_part_is_made_under_the_task_that_the_unit_leads(directive: Directive) -> None:
    """Of one clause it may lead one task and only coordinate in another that was given before."""
    world, links = directive.world, directive.clause("sạt lở").tasks.filter(task__group=False)
    elder, own = (link.task for link in links.order_by("task"))
    elder.roles.create(agency_id=own.lead_id, role="coordinating", ordinal=9)
    key = "ngochoi" if own.lead_id == world.id("ngochoi") else "dakglei"
    line = directive.line("Rà soát", clause=directive.clause("sạt lở").pk)
    plan = directive.approved("vanphong", key, lines=[line])
    assert [one.task.parent_id for one in plan.lines.all() if one.task] == [own.pk]


def test_a_line_that_names_a_task_is_that_task_and_counts_once(directive: Directive) -> None:
    whole, before = directive.task("kinh phí", "khdt"), Task.objects.count()
    lines = [directive.line("Tham mưu kinh phí", task=whole.pk), directive.line("Như trên", task=whole.pk)]
    plan = directive.approved(lines=lines)
    assert Task.objects.count() == before
    assert [line.task_id for line in plan.lines.all()] == [whole.pk, whole.pk]
    assert queries.tally_of(plan, directive.world.today).total == 1


def test_what_cannot_be_followed_is_named_at_its_line_and_nothing_is_made(directive: Directive) -> None:
    world, before = directive.world, Task.objects.count()
    plan = directive.written(lines=[directive.line("Kịp"), directive.line("Muộn", due_on=date(2022, 7, 1))])
    by = world.actor("sokhdt")
    assert refused(actions.submit, plan.pk, by=by, at=world.at) == (BAD_VALUE, "due_on-2")
    # In time when it was submitted, it has passed when it is looked at.
    actions.submit(plan.pk, by=by, at=world.at - timedelta(days=30))
    office = world.actor("vanphong")
    assert refused(actions.approve, plan.pk, by=office, at=world.at) == (LINE_PASSED, "due_on-2")
    assert (Task.objects.count(), Plan.objects.get().state) == (before, "submitted")


@pytest.mark.parametrize(
    ("changes", "entry", "field"),
    [
        ({"title": " "}, BAD_VALUE, "title"),
        ({"year": 1999}, BAD_VALUE, "year"),
        ({"document": None}, NO_DIRECTIVE, "document"),
        ({"document": 10**6}, NOT_FOUND, "document"),
        ({"kind": "other"}, BAD_VALUE, "kind"),
        ({"kind": "programme"}, BAD_VALUE, "agency"),
    ],
)
def test_a_plan_says_what_it_answers(
    directive: Directive, changes: dict[str, object], entry: object, field: str
) -> None:
    assert refused(directive.written, **changes) == (entry, field)


@pytest.mark.parametrize(
    ("changes", "entry", "field"),
    [
        ({"wording": " "}, BAD_VALUE, "wording-2"),
        ({"lead": 10**6}, NOT_FOUND, "lead-2"),
        ({"amount": Decimal(-1)}, BAD_VALUE, "amount-2"),
        ({"clause": 10**6}, BAD_VALUE, "clause-2"),
        ({"task": 10**6}, NOT_FOUND, "task-2"),
    ],
)
def test_what_is_wrong_with_a_line_stands_at_its_field(
    directive: Directive, changes: dict[str, object], entry: object, field: str
) -> None:
    lines = [directive.line("Đúng"), replace(directive.line("Sai"), **changes)]  # type: ignore[arg-type]
    assert refused(directive.written, lines=lines) == (entry, field)
    assert not Plan.objects.exists()


def test_a_directive_not_registered_is_named_in_words(directive: Directive) -> None:
    plan = directive.written(document=None, directive="Chỉ thị số 04-CT/TU ngày 23/12/2020", lines=[])
    assert (plan.document, plan.directive) == (None, "Chỉ thị số 04-CT/TU ngày 23/12/2020")


def test_a_unit_has_one_plan_for_a_directive(directive: Directive) -> None:
    first = directive.written()
    with pytest.raises(Problem) as caught:
        directive.written()
    assert (caught.value.entry, caught.value.values["other"]) == (PLAN_TWICE, first.pk)
    assert directive.written("huyen", "dakglei", lines=[]).pk != first.pk


def test_only_a_whole_plan_is_submitted(directive: Directive) -> None:
    world = directive.world
    by = {"by": world.actor("sokhdt"), "at": world.at}
    plan = directive.written(lines=[])
    assert refused(actions.submit, plan.pk, **by)[0] is NO_LINES
    lines = [directive.line("Một"), directive.line("Hai", due_on=None)]
    actions.change(plan.pk, directive.draft(lines=lines), **by)
    assert refused(actions.submit, plan.pk, **by) == (LINE_UNDATED, "due_on-2")
    assert refused(actions.submit, plan.pk, version=1, **by)[0] is CHANGED_MEANWHILE


def test_a_long_line_becomes_a_task_named_by_its_beginning_that_says_all_of_it(directive: Directive) -> None:
    wording = "Tổng hợp nhu cầu kinh phí " + "của các xã biên giới, " * 30 + "trình Ủy ban"
    plan = directive.approved(lines=[directive.line(wording)])
    task = plan.lines.get().task
    assert task is not None
    assert len(task.title) <= 300
    assert task.title.endswith(" biên giới, của các…")
    assert task.detail.startswith(wording)


def test_what_is_submitted_or_approved_changes_no_more(directive: Directive) -> None:
    world = directive.world
    unit, office = (
        {"by": world.actor("sokhdt"), "at": world.at},
        {"by": world.actor("vanphong"), "at": world.at},
    )
    plan = directive.written()
    assert refused(actions.approve, plan.pk, **office)[0] is WRONG_STATE
    actions.submit(plan.pk, **unit)
    assert refused(actions.change, plan.pk, directive.draft(), **unit)[0] is WRONG_STATE
    assert refused(actions.send_back, plan.pk, reason=" ", **office) == (REASON_NEEDED, "reason")
    actions.approve(plan.pk, **office)
    for act, more in ((actions.approve, {}), (actions.send_back, {"reason": "?"})):
        assert refused(act, plan.pk, **more, **office)[0] is WRONG_STATE
    foreign = directive.draft("dakglei")
    other = directive.written("huyen", "dakglei", lines=[])
    moved = replace(foreign, agency=world.id("ngochoi"))
    assert refused(actions.change, other.pk, moved, **office) == (BAD_VALUE, "agency")


def test_a_unit_sees_its_own_plans_and_the_office_all(directive: Directive) -> None:
    world = directive.world
    mine, theirs = directive.written(), directive.written("huyen", "dakglei", lines=[])
    seen = {
        who: {plan.pk for plan in queries.plans(world.actor(who))}
        for who in ("vanphong", "lanhdao", "kiemtra", "sokhdt", "chuyenvien", "huyen", "xa", "congan")
    }
    both = {mine.pk, theirs.pk}
    assert seen == {
        "vanphong": both, "lanhdao": both, "kiemtra": both, "sokhdt": {mine.pk}, "chuyenvien": {mine.pk},
        "huyen": {theirs.pk}, "xa": set(), "congan": set(),
    }  # fmt: skip
    assert refused(queries.plan, world.actor("congan"), mine.pk)[0] is NOT_FOUND
    assert refused(actions.submit, mine.pk, by=world.actor("congan"), at=world.at)[0] is NOT_FOUND
    assert refused(directive.written, "congan", "yte", lines=[])[0] is NOT_PERMITTED


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["draft", "submitted", "returned", "approved"])
def test_the_steps_offered_are_those_the_actions_let_happen(directive: Directive, stage: str) -> None:
    world, at = directive.world, directive.world.at
    for who, role, _ in PEOPLE:
        if Permission.READ_PLAN not in GRANTS[role]:
            continue
        for step in set(Step) - {Step.REVIEW}:
            Plan.objects.filter(amends__isnull=False).delete()
            Plan.objects.all().delete()
            plan = directive.approved() if stage == "approved" else directive.written()
            if stage in ("submitted", "returned"):
                actions.submit(plan.pk, by=world.actor("sokhdt"), at=at)
            if stage == "returned":
                actions.send_back(plan.pk, reason="Thiếu", by=world.actor("vanphong"), at=at)
            actor = world.actor(who)
            try:
                offered = step in queries.steps(actor, queries.plan(actor, plan.pk))
            except Problem:
                offered = False
            assert _works(directive, step, plan.pk, who) is offered, (who, step)


def _works(directive: Directive, step: Step, plan: int, who: str) -> bool:
    by = {"by": directive.world.actor(who), "at": directive.world.at}
    try:
        match step:
            case Step.CHANGE:
                actions.change(plan, directive.draft(), **by)
            case Step.SUBMIT:
                actions.submit(plan, **by)
            case Step.RETURN:
                actions.send_back(plan, reason="Thiếu", **by)
            case Step.APPROVE:
                actions.approve(plan, **by)
            case Step.AMEND:
                actions.amend(plan, title="Sửa", **by)
            case Step.WITHDRAW:
                actions.withdraw(plan, **by)
    except Problem:
        return False
    return True


def programme(world: World, **changes: object) -> Plan:
    values: dict[str, object] = {
        "agency": world.id("bcd"),
        "year": 2022,
        "title": "Chương trình công tác biên giới năm 2022",
        "kind": "programme",
        "lines": [actions.Line("Hội nghị giao ban", due_on=date(2022, 12, 20), lead=world.id("bdbp"))],
    }
    draft = actions.Draft(**{**values, **changes})  # type: ignore[arg-type]
    return actions.write(draft, by=world.actor("vanphong"), at=world.at)


def test_the_programme_is_reviewed_twice_a_year_and_each_review_keeps_its_day(world: World) -> None:
    office, at = world.actor("vanphong"), world.at
    plan = programme(world)
    half = {"term": "half_year", "words": "Đúng tiến độ", "by": office, "at": at}
    assert refused(actions.review, plan.pk, **half)[0] is WRONG_STATE
    actions.submit(plan.pk, by=office, at=at)
    actions.approve(plan.pk, by=world.actor("lanhdao"), at=at)
    assert refused(actions.review, plan.pk, **{**half, "words": " "}) == (REASON_NEEDED, "words")
    assert refused(actions.review, plan.pk, **{**half, "term": "quarter"}) == (BAD_VALUE, "term")
    first = actions.review(plan.pk, **half)
    assert (first.on, first.tally["not_yet_due"], first.tally["done_on_time"]) == (world.today, 1, 0)
    assert refused(actions.review, plan.pk, **half) == (REVIEWED_BEFORE, "term")

    task = Task.objects.get()
    done = at + timedelta(days=90)
    tasks.report_completion(
        task.pk, product="9/BC-BCH", product_on=done.date(), by=world.actor("bienphong"), at=done
    )
    tasks.accept(task.pk, by=world.actor("vanphong"), at=done)
    last = actions.review(
        plan.pk, term="year_end", words="Hoàn thành", by=office, at=at + timedelta(days=150)
    )
    first.refresh_from_db()
    assert (first.tally["not_yet_due"], first.tally["done_on_time"]) == (1, 0)
    assert (last.tally["not_yet_due"], last.tally["done_on_time"]) == (0, 1)
    found = queries.plan(office, plan.pk)
    assert [one.term for one in found.reviews.all()] == ["half_year", "year_end"]
    assert Step.REVIEW not in queries.steps(office, found)


def test_the_programme_is_the_committees_alone_once_a_year(world: World) -> None:
    first = programme(world)
    assert refused(programme, world) == (PLAN_TWICE, "year")
    assert programme(world, year=2023).pk != first.pk
    assert refused(programme, world, year=2024, agency=world.id("yte")) == (BAD_VALUE, "agency")
    unit = world.actor("sokhdt")
    own = actions.Draft(world.id("bcd"), 2025, "?", "programme")
    assert refused(actions.write, own, by=unit, at=world.at)[0] is NOT_PERMITTED


def test_only_a_programme_is_reviewed(directive: Directive) -> None:
    plan = directive.approved()
    said = {"term": "half_year", "words": "Tốt", "by": directive.world.actor("vanphong")}
    assert refused(actions.review, plan.pk, **said, at=directive.world.at) == (BAD_VALUE, "term")


def test_a_clause_that_is_taken_away_leaves_its_line_without_one(directive: Directive) -> None:
    """What the review splits, accepts and takes together again must not stop at a plan that named it."""
    world = directive.world
    by = {"by": world.actor("vanphong"), "at": world.at}
    whole = directives.restore(directive.clause("sạt lở").pk, **by)
    piece, _ = directives.split(whole.pk, first_label="Rà soát", second_label="Trực ngầm tràn", **by)
    directives.accept(piece.pk, **by)
    plan = directive.written("huyen", "dakglei", lines=[directive.line("Rà soát", clause=piece.pk)])
    directives.restore(piece.pk, **by)
    assert plan.lines.get().clause_id == piece.pk
    directives.restore(piece.pk, **by)
    assert plan.lines.get().clause_id is None
