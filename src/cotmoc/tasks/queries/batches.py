"""What was done to many tasks at once, and whom a body that ended hands over to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.succession import answering
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import succession_links
from cotmoc.tasks.models import Batch, BatchItem, Task
from cotmoc.tasks.queries.deeds import ROLES, Part
from cotmoc.tasks.queries.filters import Filter
from cotmoc.tasks.queries.seeing import counted


@dataclass(frozen=True, slots=True)
class Item:
    """One task of a batch; ``changed``: something has come since, so that undoing leaves it as it is."""

    pk: int
    title: str
    changed: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that answers for another, for a function (a field of work) or, where that is empty, at all."""

    agency: Agency
    function: str


def batches(viewer: Actor) -> QuerySet[Batch]:
    """The batches of the province, newest first; of who does not give any task those of the own hand.

    Each with ``left``: how many of its tasks have not been taken back.
    """
    require(viewer, Permission.ACCEPT_TASK)
    found = Batch.objects.filter(province=viewer.province)
    if not permits(viewer, Permission.ASSIGN_TASK):
        found = found.filter(by=viewer.person) if viewer.person is not None else found.none()
    items = BatchItem.objects.filter(batch=OuterRef("pk"), undone=False).order_by()
    left = Subquery(items.values("batch").annotate(n=Count("pk")).values("n"))
    return found.annotate(left=Coalesce(left, 0)).order_by("-at", "-pk")


def batch(viewer: Actor, pk: int) -> Batch:
    """One batch. Raises Problem(NOT_FOUND)."""
    found = batches(viewer).filter(pk=pk).first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("lần làm hàng loạt này", "The batch"))
    return found


def items(viewer: Actor, found: Batch) -> list[Item]:
    """The tasks of a batch (of ``batch``)."""
    require(viewer, Permission.ACCEPT_TASK)
    rows = found.items.select_related("task").order_by("task")
    return [
        Item(row.task_id, row.task.title, not row.undone and not stands(found, row, row.task), row.undone)
        for row in rows
    ]


def stands(found: Batch, item: BatchItem, row: Task) -> bool:
    """Whether a task is still as the batch left it, in what the batch did."""
    if found.kind == Batch.Kind.FUNCTION:
        return bool(row.function_id == item.kept["to"])
    return row.version == item.after


def batch_object(viewer: Actor, found: Batch) -> dict[str, object]:
    """A batch with its tasks as plain JSON values."""
    return {
        **batch_line(found),
        "tasks": [
            {"id": one.pk, "title": one.title, "changed": one.changed, "undone": one.undone}
            for one in items(viewer, found)
        ],
    }


def batch_line(found: Batch) -> dict[str, object]:
    """A batch in a list as plain JSON values."""
    return {
        "id": found.pk,
        "kind": found.kind,
        "at": found.at.isoformat(),
        "by": found.by_name,
        "summary": found.summary,
        "count": found.count,
        "undone_at": found.undone_at.isoformat() if found.undone_at else None,
    }


def heirs_of(viewer: Actor, body: int, *, on: date) -> list[Heir]:
    """Who answers on a day for a body by the recorded successions; empty while it answers for itself."""
    require(viewer, Permission.READ_TASK)
    links = succession_links(viewer.province)
    functions = sorted({link.function for link in links if link.predecessor == body})
    found = [
        (one, function)
        for function in functions
        for one in answering(body, on, links, function)
        if one != body
    ]
    known = Agency.objects.filter(province=viewer.province).in_bulk({one for one, _ in found})
    return [Heir(known[one], function) for one, function in found if one in known]


def open_tasks_of(
    viewer: Actor,
    body: int,
    *,
    parts: frozenset[Part] = frozenset(Part),
    text: str = "",
    tasks: tuple[int, ...] | None = None,
) -> list[int]:
    """The open tasks in which a body has a part, by id, narrowed by words and to ``tasks``."""
    found: set[int] = set()
    if roles := parts & ROLES:
        mine = counted(viewer, Filter(agency=body, text=text, tasks=tasks)).filter(
            closed_on__isnull=True, roles__agency=body, roles__role__in=[part.value for part in roles]
        )
        found |= set(mine.values_list("pk", flat=True))
    if Part.GIVER in parts:
        given = counted(viewer, Filter(giver=body, text=text, tasks=tasks)).filter(closed_on__isnull=True)
        found |= set(given.values_list("pk", flat=True))
    if Part.MATTER in parts:
        asked = counted(viewer, Filter(holder=body, text=text, tasks=tasks)).filter(matter_with=body)
        found |= set(asked.values_list("pk", flat=True))
    return sorted(found)
