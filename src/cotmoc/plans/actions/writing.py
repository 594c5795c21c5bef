"""Writing a plan with its lines, and changing it until it is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cotmoc.audit.actions import deed
from cotmoc.directives import queries as directives
from cotmoc.directives.models import Clause, Document
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.plans import NO_DIRECTIVE, PLAN_TWICE
from cotmoc.domain.plan_course import PlanEventKind as Kind
from cotmoc.organisations.models import Agency
from cotmoc.plans.actions.happening import happen, locked
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.tasks import queries as tasks

_YEARS = range(2000, 2101)
_MOST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is written; ids of agency, clause and task, ``amount`` in million đồng.

    ``lead`` None is the plan's own unit; ``task`` names a followed task that the line already is.
    """

    wording: str
    due_on: date | None = None
    lead: int | None = None
    who: str = ""
    source: str = ""
    amount: Decimal | None = None
    clause: int | None = None
    task: int | None = None


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
        _write_lines(plan, draft, by)
        happen(plan, Kind.WRITTEN, by, at)
        record.about(plan, agency=agency.pk, document=plan.document_id)
    return plan


def change(plan: int, draft: Draft, *, by: Actor, at: datetime, version: int | None = None) -> Plan:
    """Write a plan anew that is not submitted; its unit and kind stay. Raises as ``write``, and WRONG_STATE,
    CHANGED_MEANWHILE."""
    require(by, Permission.WRITE_PLAN)
    with deed("plan.change", by=by) as record:
        row = locked(plan, by, version, Kind.CHANGED)
        if draft.agency != row.agency_id or draft.kind != row.kind:
            field = "agency" if draft.agency != row.agency_id else "kind"
            why = Said("cơ quan và loại của kế hoạch không đổi", "unit and kind of a plan stay")
            raise Problem(BAD_VALUE, field=field, why=why)
        _fill(row, draft, by)
        row.lines.all().delete()
        _write_lines(row, draft, by)
        happen(row, Kind.CHANGED, by, at)
        record.about(row)
    return row


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
    title, directive = " ".join(draft.title.split()), " ".join(draft.directive.split())
    if not title:
        raise Problem(BAD_VALUE, field="title", why=Said("chưa có tên kế hoạch", "the plan has no name"))
    if draft.year not in _YEARS:
        raise Problem(BAD_VALUE, field="year", why="2000 … 2100")
    document = _document(plan, draft.document, by)
    if plan.kind == Plan.Kind.ANSWER and document is None and not directive:
        raise Problem(NO_DIRECTIVE, field="document")
    plan.title, plan.year, plan.number = title[:300], draft.year, draft.number.strip()[:60]
    plan.document, plan.directive = document, directive[:300]
    _once(plan)


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
    same = Plan.objects.filter(province=plan.province_id, agency=plan.agency_id).exclude(pk=plan.pk)
    if plan.kind == Plan.Kind.PROGRAMME:
        same = same.filter(kind=plan.kind, year=plan.year)
    else:
        same = same.filter(document=plan.document_id) if plan.document_id else same.none()
    if (other := same.first()) is not None:
        field = "year" if plan.kind == Plan.Kind.PROGRAMME else "document"
        raise Problem(PLAN_TWICE, field=field, agency=plan.agency.name, other=other.pk)


def _write_lines(plan: Plan, draft: Draft, by: Actor) -> None:
    if len(draft.lines) > _MOST:
        raise Problem(BAD_VALUE, field="lines", why=f"> {_MOST}")
    wanted = {line.lead for line in draft.lines if line.lead is not None}
    leads = set(Agency.objects.filter(pk__in=wanted, province=by.province).values_list("pk", flat=True))
    clauses = _clauses(plan)
    known = {line.task for line in draft.lines if line.task is not None}
    followed = set(tasks.visible(by).filter(pk__in=known, group=False).values_list("pk", flat=True))
    for n, line in enumerate(draft.lines, 1):
        _line_fits(n, line, leads, clauses, followed)
    PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            ordinal=n,
            wording=" ".join(line.wording.split())[:1000],
            lead_id=line.lead or plan.agency_id,
            who=line.who.strip()[:200],
            due_on=line.due_on,
            source=line.source.strip()[:200],
            amount=line.amount,
            clause_id=line.clause,
            task_id=line.task,
        )
        for n, line in enumerate(draft.lines, 1)
    )


def _clauses(plan: Plan) -> set[int]:
    """The accepted clauses of the plan's directive."""
    if plan.document_id is None:
        return set()
    found = Clause.objects.filter(reading__document=plan.document_id, state=Clause.State.ACCEPTED)
    return set(found.values_list("pk", flat=True))


def _line_fits(n: int, line: Line, leads: set[int], clauses: set[int], followed: set[int]) -> None:
    if not line.wording.strip():
        why = Said("chưa ghi việc phải làm", "what is to be done is missing")
        raise Problem(BAD_VALUE, field=f"wording-{n}", why=why)
    if line.lead is not None and line.lead not in leads:
        raise Problem(NOT_FOUND, field=f"lead-{n}", thing="cơ quan")
    if line.amount is not None and not _whole_thousands(line.amount):
        why = Said(
            "kinh phí không âm, tính bằng triệu đồng, lẻ đến nghìn đồng",
            "money is not negative, in million đồng, to the thousand",
        )
        raise Problem(BAD_VALUE, field=f"amount-{n}", why=why)
    if line.clause is not None and line.clause not in clauses:
        why = Said("không phải nhiệm vụ đã giao của văn bản này", "not an accepted clause of this directive")
        raise Problem(BAD_VALUE, field=f"clause-{n}", why=why)
    if line.task is not None and line.task not in followed:
        raise Problem(NOT_FOUND, field=f"task-{n}", thing="nhiệm vụ")


def _whole_thousands(amount: Decimal) -> bool:
    """Whether the column keeps it as it is: what is finer than a thousand đồng would be rounded unseen."""
    return amount.is_finite() and 0 <= amount < 10**11 and amount == round(amount, 3)
