"""The lines of a plan: what may stand in one, and keeping them all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cotmoc.directives.models import Clause
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.plans import LINE_FOLLOWED
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.queries import LAST_DAY, TOO_FAR

_MOST = 300
_LONGEST = {"wording": 1000, "who": 200, "source": 200}


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is written; ids of agency, clause and task, ``amount`` in million đồng.

    ``lead`` None is the plan's own unit; ``task`` names a followed task that the line already is. In an
    amendment ``carries`` is the number of the line of the amended plan from which this one goes on: what
    an approval made a task stays that task, with its lead.
    """

    wording: str
    due_on: date | None = None
    lead: int | None = None
    who: str = ""
    source: str = ""
    amount: Decimal | None = None
    clause: int | None = None
    task: int | None = None
    carries: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines of a plan can name."""

    leads: set[int]
    clauses: set[int]
    followed: set[int]
    former: dict[int, PlanLine]


def write_lines(plan: Plan, lines: Sequence[Line], by: Actor) -> None:
    """Keep the lines of a plan that has none. Raises Problem at the field NAME-n: BAD_VALUE, NOT_FOUND,
    LINE_FOLLOWED."""
    if len(lines) > _MOST:
        raise Problem(BAD_VALUE, field="lines", why=f"> {_MOST}")
    known = _known(plan, lines, by)
    carried: set[int] = set()
    made = []
    for n, line in enumerate(lines, 1):
        _line_fits(n, line, known)
        former = _carried(n, line, known, carried)
        row = PlanLine(
            plan=plan,
            ordinal=n,
            wording=" ".join(line.wording.split()),
            lead_id=line.lead or plan.agency_id,
            who=line.who.strip(),
            due_on=line.due_on,
            source=line.source.strip(),
            amount=line.amount,
            clause_id=line.clause,
            task_id=line.task,
            carries=former,
        )
        if former is not None and former.made:
            _goes_on(n, row, former)
        made.append(row)
    PlanLine.objects.bulk_create(made)


def _known(plan: Plan, lines: Sequence[Line], by: Actor) -> _Known:
    wanted = {line.lead for line in lines if line.lead is not None}
    named = {line.task for line in lines if line.task is not None}
    former = PlanLine.objects.filter(plan=plan.amends_id).select_related("task", "lead")
    rows = list(former) if plan.amends_id is not None else []
    followed = tasks.visible(by).filter(pk__in=named, group=False)
    return _Known(
        set(Agency.objects.filter(pk__in=wanted, province=by.province).values_list("pk", flat=True)),
        _clauses(plan),
        {*followed.values_list("pk", flat=True), *(row.task_id for row in rows if row.task_id is not None)},
        {row.ordinal: row for row in rows},
    )


def _clauses(plan: Plan) -> set[int]:
    """The accepted clauses of the plan's directive."""
    if plan.document_id is None:
        return set()
    found = Clause.objects.filter(reading__document=plan.document_id, state=Clause.State.ACCEPTED)
    return set(found.values_list("pk", flat=True))


def _line_fits(n: int, line: Line, known: _Known) -> None:
    if not line.wording.strip():
        why = Said("chưa ghi việc phải làm", "what is to be done is missing")
        raise Problem(BAD_VALUE, field=f"wording-{n}", why=why)
    for name, most in _LONGEST.items():
        if len(getattr(line, name).strip()) > most:
            raise Problem(BAD_VALUE, field=f"{name}-{n}", why=f"> {most}")
    if line.due_on is not None and line.due_on > LAST_DAY:
        raise Problem(BAD_VALUE, field=f"due_on-{n}", why=TOO_FAR)
    if line.lead is not None and line.lead not in known.leads:
        raise Problem(NOT_FOUND, field=f"lead-{n}", thing="cơ quan")
    if line.amount is not None and not _whole_thousands(line.amount):
        why = Said(
            "kinh phí không âm, tính bằng triệu đồng, lẻ đến nghìn đồng",
            "money is not negative, in million đồng, to the thousand",
        )
        raise Problem(BAD_VALUE, field=f"amount-{n}", why=why)
    if line.clause is not None and line.clause not in known.clauses:
        why = Said("không phải nhiệm vụ đã giao của văn bản này", "not an accepted clause of this directive")
        raise Problem(BAD_VALUE, field=f"clause-{n}", why=why)
    if line.task is not None and line.task not in known.followed:
        raise Problem(NOT_FOUND, field=f"task-{n}", thing="nhiệm vụ")


def _carried(n: int, line: Line, known: _Known, carried: set[int]) -> PlanLine | None:
    """The line that this one goes on from; each is carried once."""
    if line.carries is None:
        return None
    if line.carries not in known.former or line.carries in carried:
        why = Said(
            "không phải một việc của bản đang có hiệu lực, hoặc đã nối hai lần",
            "no line of the plan in force, or carried on twice",
        )
        raise Problem(BAD_VALUE, field=f"carries-{n}", why=why)
    carried.add(line.carries)
    return known.former[line.carries]


def _goes_on(n: int, row: PlanLine, former: PlanLine) -> None:
    """The line stays the task that an approval made of it, which can only be put off."""
    task = former.task
    assert task is not None
    moved = row.due_on is not None and row.due_on != former.due_on and task.closed_on is None
    early = moved and task.due_on is not None and row.due_on is not None and row.due_on < task.due_on
    if row.lead_id != former.lead_id or early:
        raise Problem(
            LINE_FOLLOWED,
            field=f"{'due_on' if early else 'lead'}-{n}",
            line=n,
            task=task.pk,
            lead=former.lead.name,
            due=show_date(task.due_on) if task.due_on else "–",
        )
    row.task, row.made = task, True


def _whole_thousands(amount: Decimal) -> bool:
    """Whether the column keeps it as it is: what is finer than a thousand đồng would be rounded unseen."""
    return amount.is_finite() and 0 <= amount < 10**11 and amount == round(amount, 3)
