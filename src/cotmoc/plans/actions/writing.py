"""Writing a plan or an amendment of one with its lines; changing and withdrawing what is not submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.directives import queries as directives
from cotmoc.directives.models import Document
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.plans import AMENDED_ALREADY, NO_DIRECTIVE, PLAN_TWICE
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.organisations.models import Agency
from cotmoc.plans.actions.happening import happen, locked
from cotmoc.plans.actions.lines import Line, write_lines
from cotmoc.plans.models import Plan

_YEARS = range(2000, 2101)
_STAY = ("agency", "kind")
_STAY_AMENDED = (*_STAY, "year", "document", "directive")


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it is written: ``kind`` "answer" to a directive, or "programme" of the committee."""

    agency: int
    year: int
    title: str
    kind: str = "answer"
    number: str = ""
    document: int | None = None
    directive: str = ""
    lines: Sequence[Line] = ()


def write(draft: Draft, *, by: Actor, at: datetime) -> Plan:
    """Begin a plan with its lines.

    Problems of line n (from 1) stand at the field NAME-n. Raises Problem: PLAN_TWICE, NO_DIRECTIVE,
    BAD_VALUE, NOT_FOUND.
    """
    require(by, Permission.WRITE_PLAN, agency=draft.agency)
    with deed("plan.write", by=by) as record:
        agency = _agency(draft, by)
        plan = Plan(province_id=by.province, agency=agency, kind=draft.kind)
        _fill(plan, draft, by)
        plan.version = 0
        plan.save()
        write_lines(plan, draft.lines, by)
        happen(plan, Kind.WRITTEN, by, at)
        record.about(plan, agency=agency.pk, document=plan.document_id)
    return plan


def amend(
    plan: int, *, title: str, number: str = "", lines: Sequence[Line] = (), by: Actor, at: datetime
) -> Plan:
    """Propose what an approved plan is to be from now on: a plan of its own that takes the same course.

    Until it is approved the plan it amends stands. Raises as ``write``, and WRONG_STATE, AMENDED_ALREADY.
    """
    require(by, Permission.WRITE_PLAN)
    with deed("plan.amend", by=by) as record:
        stands = locked(plan, by, None, Kind.REPLACED)
        if (other := stands.amendments.exclude(state=Plan.State.WITHDRAWN).first()) is not None:
            raise Problem(AMENDED_ALREADY, other=other.pk)
        made = Plan(province_id=by.province, agency=stands.agency, kind=stands.kind, amends=stands)
        made.year, made.document, made.directive = stands.year, stands.document, stands.directive
        _name(made, title, number)
        made.version = 0
        made.save()
        write_lines(made, lines, by)
        happen(made, Kind.WRITTEN, by, at)
        record.about(made, amends=stands.pk)
    return made


def change(plan: int, draft: Draft, *, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """Write a plan anew that is not submitted. Its unit and kind stay; of an amendment also its year and what
    it answers. Raises as ``write``, and WRONG_STATE, CHANGED_MEANWHILE."""
    require(by, Permission.WRITE_PLAN)
    with deed("plan.change", by=by) as record:
        row = locked(plan, by, version, Kind.CHANGED)
        _stays(row, draft)
        if row.amends_id is None:
            _fill(row, draft, by)
        else:
            _name(row, draft.title, draft.number)
        row.lines.all().delete()
        write_lines(row, draft.lines, by)
        happen(row, Kind.CHANGED, by, at)
        record.about(row)
    return row


def withdraw(plan: int, *, by: Actor, at: datetime, note: str = "", version: int | None = None) -> Plan:
    """The unit takes back a plan or an amendment that is not submitted; it stays readable.

    Raises Problem: WRONG_STATE, NOT_FOUND, CHANGED_MEANWHILE.
    """
    require(by, Permission.SUBMIT_PLAN)
    with deed("plan.withdraw", by=by) as record:
        row = locked(plan, by, version, Kind.WITHDRAWN)
        happen(row, Kind.WITHDRAWN, by, at, note=note)
        record.about(row)
    return row


def _stays(row: Plan, draft: Draft) -> None:
    known = {
        "agency": row.agency_id,
        "kind": row.kind,
        "year": row.year,
        "document": row.document_id,
        "directive": row.directive,
    }
    for field in _STAY if row.amends_id is None else _STAY_AMENDED:
        if getattr(draft, field) != known[field]:
            why = Said(
                "cơ quan và loại của kế hoạch không đổi; bản điều chỉnh giữ cả năm và văn bản trả lời",
                "unit and kind of a plan stay; of an amendment also its year and directive",
            )
            raise Problem(BAD_VALUE, field=field, why=why)


def _agency(draft: Draft, by: Actor) -> Agency:
    agency = Agency.objects.filter(pk=draft.agency, province=by.province).first()
    if agency is None:
        raise Problem(NOT_FOUND, field="agency", thing="cơ quan")
    if draft.kind not in Plan.Kind.values:
        raise Problem(BAD_VALUE, field="kind", why="answer, programme")
    if draft.kind == Plan.Kind.PROGRAMME and agency.kind != Agency.Kind.COMMITTEE:
        why = Said("chương trình năm là của Ban Chỉ đạo", "a yearly programme is the committee's")
        raise Problem(BAD_VALUE, field="agency", why=why)
    return agency


def _fill(plan: Plan, draft: Draft, by: Actor) -> None:
    _name(plan, draft.title, draft.number)
    directive = " ".join(draft.directive.split())
    if draft.year not in _YEARS:
        raise Problem(BAD_VALUE, field="year", why="2000 … 2100")
    document = _document(plan, draft.document, by)
    if plan.kind == Plan.Kind.ANSWER and document is None and not directive:
        raise Problem(NO_DIRECTIVE, field="document")
    if len(directive) > 300:
        raise Problem(BAD_VALUE, field="directive", why="> 300")
    plan.year, plan.document, plan.directive = draft.year, document, directive
    _once(plan)


def _name(plan: Plan, title: str, number: str) -> None:
    plan.title, plan.number = " ".join(title.split()), number.strip()
    if not plan.title:
        raise Problem(BAD_VALUE, field="title", why=Said("chưa có tên kế hoạch", "the plan has no name"))
    for field, text, most in (("title", plan.title, 300), ("number", plan.number, 60)):
        if len(text) > most:
            raise Problem(BAD_VALUE, field=field, why=f"> {most}")


def _document(plan: Plan, document: int | None, by: Actor) -> Document | None:
    if document is None or plan.kind == Plan.Kind.PROGRAMME:
        return None
    found = directives.visible(by).filter(pk=document).first()
    if found is None:
        raise Problem(NOT_FOUND, field="document", thing="văn bản")
    return found


def _once(plan: Plan) -> None:
    """A unit has one plan for a directive, the committee one programme a year."""
    # Two of one unit at a time wait here for each other; the constraint alone would answer with a fault.
    Agency.objects.select_for_update(no_key=True).get(pk=plan.agency_id)
    same = Plan.objects.filter(province=plan.province_id, agency=plan.agency_id, amends=None)
    same = same.exclude(pk=plan.pk).exclude(state=Plan.State.WITHDRAWN)
    if plan.kind == Plan.Kind.PROGRAMME:
        same = same.filter(kind=plan.kind, year=plan.year)
    else:
        same = same.filter(document=plan.document_id) if plan.document_id else same.none()
    if (other := same.first()) is not None:
        field = "year" if plan.kind == Plan.Kind.PROGRAMME else "document"
        raise Problem(PLAN_TWICE, field=field, agency=plan.agency.name, other=other.pk)
