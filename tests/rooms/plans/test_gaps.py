"""What lies open between a directive and the plans of the units it addresses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cotmoc.directives import actions as directives
from cotmoc.domain.plan_gaps import GapKind
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Agency
from cotmoc.plans import actions, queries
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.queries import HandOver
from tests.rooms.directives import papers
from tests.rooms.plans.conftest import Directive


def told(directive: Directive, who: str = "vanphong", on: date | None = None) -> dict[str, list[str]]:
    """By short name of the unit, the gaps in words."""
    world = directive.world
    found = queries.gaps_of(world.actor(who), directive.document, on=on or world.today)
    return {unit.agency.short_name: [gap.kind.value for gap in unit.gaps] for unit in found}


def test_every_unit_addressed_is_told_what_is_missing(directive: Directive) -> None:
    assert told(directive) == {
        "Sở Y tế": ["no_plan"],
        "Công an tỉnh": ["no_plan"],
        "BĐBP tỉnh": ["no_plan"],
        "BCHQS tỉnh": ["no_plan"],
        "UBND huyện Đăk Glei": ["no_plan"],
        "UBND huyện Ngọc Hồi": ["no_plan"],
        "Sở KH&ĐT": ["no_plan"],
    }
    late = directive.line("Trình phương án", due_on=date(2022, 10, 15))
    plan = directive.written(lines=[late])
    assert told(directive)["Sở KH&ĐT"] == ["not_approved", "line_late"]
    actions.change(
        plan.pk, directive.draft(lines=[directive.line("Việc khác", clause=None)]),
        by=directive.world.actor("sokhdt"), at=directive.world.at,
    )  # fmt: skip
    assert told(directive)["Sở KH&ĐT"] == ["not_approved", "clause_unanswered"]
    actions.change(plan.pk, directive.draft(), by=directive.world.actor("sokhdt"), at=directive.world.at)
    actions.submit(plan.pk, by=directive.world.actor("sokhdt"), at=directive.world.at)
    assert told(directive)["Sở KH&ĐT"] == ["not_approved"]
    actions.approve(plan.pk, by=directive.world.actor("vanphong"), at=directive.world.at)
    assert told(directive)["Sở KH&ĐT"] == []


def test_the_gap_names_the_clause_the_line_and_both_days(directive: Directive) -> None:
    directive.written(lines=[directive.line("Muộn", due_on=date(2022, 10, 15))])
    units = queries.gaps_of(directive.world.actor("sokhdt"), directive.document, on=directive.world.today)
    assert [unit.agency.pk for unit in units] == [directive.world.id("khdt")]
    gap = next(gap for gap in units[0].gaps if gap.kind is GapKind.LINE_LATE)
    assert (gap.due, gap.planned) == (date(2022, 9, 30), date(2022, 10, 15))
    assert units[0].lines[gap.line or 0].wording == "Muộn"
    assert "kinh phí" in units[0].clauses[gap.clause or 0].label


def test_an_extended_task_moves_the_directives_day(directive: Directive) -> None:
    world = directive.world
    directive.approved(lines=[directive.line("Muộn", due_on=date(2022, 10, 15))])
    assert told(directive)["Sở KH&ĐT"] == ["line_late"]
    whole = directive.task("kinh phí", "khdt")
    tasks.extend(whole.pk, due_on=date(2022, 10, 31), reason="Lũ", by=world.actor("vanphong"), at=world.at)
    assert told(directive)["Sở KH&ĐT"] == []


def test_what_is_done_or_withdrawn_needs_no_plan(directive: Directive) -> None:
    world = directive.world
    whole = directive.task("kinh phí", "khdt")
    tasks.withdraw(whole.pk, reason="Trùng", by=world.actor("vanphong"), at=world.at)
    assert "Sở KH&ĐT" not in told(directive)


def test_a_unit_sees_its_own_gaps_and_the_list_holds_only_what_lies_open(directive: Directive) -> None:
    world = directive.world
    assert list(told(directive, "huyen")) == ["UBND huyện Đăk Glei"]
    # Who leads with others answers with a plan of its own.
    assert list(told(directive, "bienphong")) == ["BĐBP tỉnh"]
    directive.approved()
    found = queries.lacking(world.actor("vanphong"), on=world.today)
    assert [document.pk for document, _ in found] == [directive.document.pk]
    assert world.id("khdt") not in {unit.agency.pk for unit in found[0][1]}
    assert queries.lacking(world.actor("sokhdt"), on=world.today) == []


def test_the_plan_of_the_successor_answers_for_the_unit_that_ended(directive: Directive) -> None:
    world, day = directive.world, date(2025, 7, 1)
    by = organisations.founder(world.province.pk)
    heir = organisations.add_agency(
        key="stc", name="Sở Tài chính", short_name="Sở Tài chính", kind="department", level="province",
        valid_from=day, by=by,
    )  # fmt: skip
    Agency.objects.filter(pk=world.id("khdt")).update(valid_to=day)
    organisations.add_succession(
        predecessor=world.agencies["khdt"], successor=heir, on=day, share=Fraction(1), source="QĐ", by=by
    )
    units = queries.gaps_of(world.actor("vanphong"), directive.document, on=day)
    planning = next(unit for unit in units if unit.agency.pk == world.id("khdt"))
    assert [one.pk for one in planning.now] == [heir.pk]
    assert [gap.kind for gap in planning.gaps] == [GapKind.NO_PLAN]
    draft = directive.draft(agency=heir.pk)
    actions.write(draft, by=world.actor("vanphong"), at=world.at)
    assert told(directive, on=day)["Sở KH&ĐT"] == ["not_approved"]


def test_a_newer_directive_that_is_planned_in_full_hides_no_older_one(directive: Directive) -> None:
    world = directive.world
    by = {"by": world.actor("vanphong"), "at": world.at}
    text = papers.TEXT.replace("1450/UBND", "1460/UBND").replace("ngày 12 tháng 7", "ngày 14 tháng 7")
    newer, _ = directives.register(name="cv.txt", data=text.encode(), **by)
    directives.accept_all(newer.pk, **by)
    unit = world.actor("sokhdt")

    def open_(most: int = 50) -> list[int]:
        return [document.pk for document, _ in queries.lacking(unit, on=world.today, most=most)]

    assert (open_(), open_(most=1)) == ([newer.pk, directive.document.pk], [newer.pk])
    clause = newer.reading.clauses.get(label__contains="kinh phí").pk
    plan = directive.written(document=newer.pk, lines=[directive.line("Tham mưu", clause=clause)])
    actions.submit(plan.pk, by=unit, at=world.at)
    actions.approve(plan.pk, **by)
    assert (open_(), open_(most=1)) == ([directive.document.pk], [directive.document.pk])


def test_a_line_that_is_the_directives_task_answers_its_clause(directive: Directive) -> None:
    whole = directive.task("kinh phí", "khdt")
    directive.approved(lines=[directive.line("Như đã giao", clause=None, task=whole.pk)])
    assert told(directive)["Sở KH&ĐT"] == []


def test_who_took_over_from_two_is_told_of_a_clause_once(directive: Directive) -> None:
    world = directive.world
    by = {"by": world.actor("vanphong"), "at": world.at}
    directive.written("huyen", "dakglei", lines=[])
    before = told(directive)["UBND huyện Đăk Glei"]
    over = HandOver(world.id("ngochoi"), world.id("dakglei"), reason="Nhập huyện")
    tasks.hand_over([directive.task("sạt lở", "ngochoi").pk], over, **by)
    assert told(directive)["UBND huyện Đăk Glei"] == before
