"""From a task to the programme money that pays it, in one statement, and from a programme to its tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.programme_money import Sums
from cotmoc.organisations.queries import Links
from cotmoc.programmes.models import Assignment, Disbursement, Programme, TaskMoney
from cotmoc.programmes.queries.seeing import seen
from cotmoc.programmes.queries.totals import entries_sum
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import visible

_LINK = (
    "pk", "on", "by_name", "ended_on", "ended_by_name", "component_id", "component__code", "component__title",
    "component__programme_id", "component__programme__code", "component__programme__title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceSums:
    """Money of one source in one budget year, in đồng."""

    year: int
    level: str
    nature: str
    vintage: str
    sums: Sums


@dataclass(frozen=True, slots=True)
class Payment:
    """A component that pays a task, with what its viewer may see of the money by the day, source by source.

    ``allocation`` and ``body`` name the one line of money that pays it, where it is one and may be seen.
    ``whole``: nothing of the money behind the link is hidden from the viewer. ``ended_on``: unlinked since.
    """

    link: int
    programme: int
    programme_code: str
    programme_title: str
    component: int
    code: str
    title: str
    allocation: int | None
    body: str
    sources: tuple[SourceSums, ...]
    whole: bool
    on: date
    by: str
    ended_on: date | None
    ended_by: str


def links_to_money(row: Task) -> Links:
    """The links of a task to the money that pays it, also those that ended."""
    return Links(TaskMoney, "task", row.pk)


def payments_of(viewer: Actor, row: Task, *, on: date) -> list[Payment]:
    """What pays a task (of ``tasks.queries.task``), in the order in which it was linked; one statement."""
    if not permits(viewer, Permission.READ_PROGRAMME):
        return []
    money = "component__allocations"
    mine = seen(viewer, on, line=f"{money}__", component="component__")
    found = TaskMoney.objects.filter(task=row, component__programme__province=viewer.province)
    rows = found.order_by("pk", f"-{money}__year", f"{money}__pk").values(
        *_LINK,
        named=F("allocation_id"),
        money=F(f"{money}__pk"),
        body=F(f"{money}__agency__name"),
        year=F(f"{money}__year"),
        level=F(f"{money}__level"),
        nature=F(f"{money}__nature"),
        vintage=F(f"{money}__vintage"),
        assigned=entries_sum(Assignment, f"{money}__pk", on),
        disbursed=entries_sum(Disbursement, f"{money}__pk", on),
        mine=Case(When(mine, then=Value(1)), default=Value(0)) if mine else Value(1),
    )
    links: dict[int, list[dict[str, Any]]] = {}
    for one in rows:
        links.setdefault(one["pk"], []).append(one)
    return [_payment(known) for known in links.values()]


def tasks_paid(viewer: Actor, row: Programme) -> QuerySet[TaskMoney]:
    """The tasks that a programme pays and the viewer may see, each with its component.

    Those still open come first, by due day, those without one behind.
    """
    found = TaskMoney.objects.filter(
        component__programme=row, ended_on=None, task__in=visible(viewer).values("pk")
    )
    closed = Case(When(task__closed_on=None, then=Value(0)), default=Value(1))
    rows = found.select_related("task__lead", "task__giver", "component")
    return rows.order_by(closed, F("task__due_on").asc(nulls_last=True), "pk")


def ids_paid(
    viewer: Actor, programme: int | None, *, among: tuple[int, ...] | None = None
) -> tuple[int, ...] | None:
    """The visible tasks that a programme pays, of ``among`` only; ``among`` itself where none is named.

    For ``tasks.queries.Filter.tasks``, in which None narrows nothing.
    """
    if programme is None:
        return among
    require(viewer, Permission.READ_PROGRAMME)
    paid = TaskMoney.objects.filter(component__programme=programme, ended_on=None)
    found = visible(viewer).filter(pk__in=paid.values("task")).order_by("pk").values_list("pk", flat=True)
    return tuple(found) if among is None else tuple(sorted({*among} & {*found}))


def _payment(rows: list[dict[str, Any]]) -> Payment:
    first = rows[0]
    behind = [one for one in rows if one["money"] is not None and first["named"] in (None, one["money"])]
    shown = [one for one in behind if one["mine"]]
    named = shown[0] if first["named"] is not None and shown else None
    return Payment(
        link=first["pk"],
        programme=first["component__programme_id"],
        programme_code=first["component__programme__code"],
        programme_title=first["component__programme__title"],
        component=first["component_id"],
        code=first["component__code"],
        title=first["component__title"],
        allocation=named["money"] if named else None,
        body=named["body"] if named else "",
        sources=tuple(_by_source(shown)),
        whole=len(shown) == len(behind),
        on=first["on"],
        by=first["by_name"],
        ended_on=first["ended_on"],
        ended_by=first["ended_by_name"],
    )


def _by_source(rows: Iterable[dict[str, Any]]) -> list[SourceSums]:
    """Bodies of one source and year together, sources apart; what is not yet assigned is left out."""
    sums: dict[tuple[int, str, str, str], Sums] = {}
    for one in rows:
        key = one["year"], one["level"], one["nature"], one["vintage"]
        sums[key] = sums.get(key, Sums()) + Sums(int(one["assigned"]), int(one["disbursed"]))
    return [SourceSums(*key, known) for key, known in sums.items() if known.assigned]
