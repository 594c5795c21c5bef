"""What lies open between a directive and the plans of the units it addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db.models import F, Q

from cotmoc.directives import queries as directives
from cotmoc.directives.models import Clause, ClauseTask, Document
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, reaches, require
from cotmoc.domain.plan_course import UNDER_WAY, PlanState
from cotmoc.domain.plan_gaps import Answer, Asked, Gap, gaps
from cotmoc.domain.succession import answering
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import succession_links
from cotmoc.plans.models import Plan, PlanLine
from cotmoc.tasks.models import TaskRole


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """One unit that a directive addresses, with what lies open.

    ``agency`` is the unit as the directive names it, ``now`` who answers for it; ``clauses`` and ``lines``
    hold what the gaps name by id. ``plan`` is None where there is none.
    """

    agency: Agency
    now: tuple[Agency, ...]
    plan: Plan | None
    gaps: tuple[Gap, ...]
    clauses: dict[int, Clause]
    lines: dict[int, PlanLine]


def gaps_of(viewer: Actor, document: Document | int, *, on: date) -> list[UnitGaps]:
    """Every unit within reach that a visible directive addresses, by name; with no gaps where all is planned.

    Addressed is who leads, alone or with others, an open task of an accepted clause: what is done needs no
    plan any more.
    """
    pk = document if isinstance(document, int) else document.pk
    return _units(viewer, [pk], on).get(pk, [])


def lacking(viewer: Actor, *, on: date, most: int = 50) -> list[tuple[Document, list[UnitGaps]]]:
    """The visible directives between which and their plans something lies open, newest first."""
    require(viewer, Permission.READ_PLAN)
    asking = ClauseTask.objects.filter(task__group=False, task__closed_on=None)
    if viewer.role not in EVERYWHERE:
        mine = TaskRole.objects.filter(role=TaskRole.Role.LEAD, agency__in={*viewer.agencies, viewer.agency})
        asking = asking.filter(task__in=mine.values("task"))
    documents = (
        directives.visible(viewer)
        .filter(pk__in=asking.order_by().values("clause__reading__document"))
        .defer("text", "folded")
        .order_by(F("issued_on").desc(nulls_last=True), "-pk")
    )
    found: list[tuple[Document, list[UnitGaps]]] = []
    # What is planned in full must not crowd out an older one that is not: go on until enough lie open.
    for first in count(0, most):
        some = list(documents[first : first + most])
        units = _units(viewer, [one.pk for one in some], on)
        open_ = ((one, [unit for unit in units.get(one.pk, []) if unit.gaps]) for one in some)
        found += [(one, rows) for one, rows in open_ if rows]
        if len(some) < most or len(found) >= most:
            break
    return found[:most]


def _units(viewer: Actor, documents: Collection[int], on: date) -> dict[int, list[UnitGaps]]:
    """By document, the units it addresses."""
    require(viewer, Permission.READ_PLAN)
    seen = set(directives.visible(viewer).filter(pk__in=documents).values_list("pk", flat=True))
    links = (
        ClauseTask.objects.filter(
            clause__reading__document__in=seen,
            task__group=False,
            task__closed_on=None,
            task__lead__isnull=False,
        )
        .select_related("clause__reading", "task__lead")
        .prefetch_related("task__roles__agency")
        .order_by("clause__start", "clause__ordinal", "pk")
    )
    asked: dict[tuple[int, int], list[ClauseTask]] = defaultdict(list)
    leads: dict[int, Agency] = {}
    for link in links:
        for role in link.task.roles.all():
            if role.role == TaskRole.Role.LEAD and reaches(viewer, role.agency_id):
                asked[link.clause.reading.document_id, role.agency_id].append(link)
                leads[role.agency_id] = role.agency
    written = {(row.document_id, row.agency_id): row for row in _plans(seen)}
    heirs = _heirs(viewer, {lead for _, lead in asked}, on)
    found: dict[int, list[UnitGaps]] = defaultdict(list)
    for (document, lead), mine in asked.items():
        answers = (lead, *(one.pk for one in heirs.get(lead, ())))
        plan = next((written[document, pk] for pk in answers if (document, pk) in written), None)
        found[document].append(_unit(leads[lead], mine, plan, heirs.get(lead, ())))
    return {pk: sorted(units, key=lambda unit: unit.agency.name) for pk, units in found.items()}


def _plans(documents: Collection[int]) -> list[Plan]:
    """The plans that stand: of one that is amended the version in force, whatever is proposed."""
    under_way = Q(amends=None, state__in=[state.value for state in UNDER_WAY])
    standing = Plan.objects.filter(under_way | Q(state=PlanState.APPROVED.value), document__in=documents)
    return list(standing.select_related("agency").prefetch_related("lines"))


def _unit(lead: Agency, links: list[ClauseTask], plan: Plan | None, now: tuple[Agency, ...]) -> UnitGaps:
    lines = list(plan.lines.all()) if plan else []
    # A line that is the directive's own task answers its clause, whether it names it or not.
    of_task = {link.task_id: link.clause_id for link in links}
    open_ = gaps(
        [Asked(clause, due) for clause, due in _days(links).items()],
        PlanState(plan.state) if plan else None,
        [Answer(line.pk, line.clause_id or of_task.get(line.task_id or 0), line.due_on) for line in lines],
    )
    clauses = {link.clause_id: link.clause for link in links}
    return UnitGaps(lead, now, plan, tuple(open_), clauses, {line.pk: line for line in lines})


def _days(links: list[ClauseTask]) -> dict[int, date | None]:
    """By clause, its last day; None where a task of it has none.

    A body that took over from two has two tasks of one clause, which it answers once.
    """
    found: dict[int, date | None] = {}
    for link in links:
        due, known = link.task.due_on, found.get(link.clause_id, date.min)
        found[link.clause_id] = None if due is None or known is None else max(due, known)
    return found


def _heirs(viewer: Actor, units: set[int], on: date) -> dict[int, tuple[Agency, ...]]:
    """By unit that has ended by the day, who answers for it."""
    ended = set(Agency.objects.filter(pk__in=units, valid_to__lte=on).values_list("pk", flat=True))
    if not ended:
        return {}
    links = succession_links(viewer.province)
    found = {pk: [one for one in answering(pk, on, links) if one != pk] for pk in ended}
    known = Agency.objects.in_bulk({one for ids in found.values() for one in ids})
    return {pk: tuple(known[one] for one in ids) for pk, ids in found.items()}
