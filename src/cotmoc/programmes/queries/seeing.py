"""What a viewer sees: every programme of the province, and the money that is the viewer's to see.

Programmes and their components are public law. Money is seen by the office, leaders and auditors, by the body
that owns the programme, by whoever holds the finance function on the day, and by each body its own.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Prefetch, Q, QuerySet

from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits, reaches, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations.models import FunctionHolder
from cotmoc.organisations.queries import valid_on
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement, Programme

FINANCE = "tai-chinh"
"""The key of the function whose holder sees the money of every programme."""


def programmes(viewer: Actor) -> QuerySet[Programme]:
    """The programmes of the province, the newest period first."""
    require(viewer, Permission.READ_PROGRAMME)
    found = Programme.objects.filter(province=viewer.province).select_related("owner")
    return found.order_by("-first_year", "code", "pk")


def programme(viewer: Actor, pk: int) -> Programme:
    """One programme with its components. Raises Problem(NOT_FOUND)."""
    components = Prefetch("components", Component.objects.order_by("pk"))
    found = programmes(viewer).filter(pk=pk).prefetch_related(components).first()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("chương trình", "The programme"))
    return found


def components(viewer: Actor) -> QuerySet[Component]:
    """The components of every programme, the newest programme first."""
    require(viewer, Permission.READ_PROGRAMME)
    found = Component.objects.filter(programme__province=viewer.province).select_related("programme__owner")
    return found.order_by("-programme__first_year", "programme__code", "programme", "pk")


def component(viewer: Actor, pk: int) -> Component:
    """One component. Raises Problem(NOT_FOUND)."""
    found = components(viewer).filter(pk=pk).first()
    if found is None:
        raise Problem(NOT_FOUND, field="component", thing=Said("nội dung của chương trình", "The component"))
    return found


def seen(viewer: Actor, on: date, *, line: str = "", component: str = "component__") -> Q:
    """The condition by which money is a viewer's to see.

    ``line`` and ``component`` lead to the allocation and to its component from the table asked.
    """
    if viewer.role in EVERYWHERE:
        return Q()
    own = _own(viewer)
    return (
        Q(**{f"{line}agency__in": own})
        | Q(**{f"{component}programme__owner__in": own})
        | Q(Exists(_finance(viewer, on)))
    )


def sees_all(viewer: Actor, on: date) -> bool:
    """Whether the viewer sees the money of every programme."""
    if viewer.role in EVERYWHERE:
        return True
    return _finance(viewer, on).exists()


def sees_whole(viewer: Actor, row: Programme, on: date) -> bool:
    """Whether the viewer sees all money of a programme; a sum of less says so."""
    return reaches(viewer, row.owner_id) or sees_all(viewer, on)


def allocations(viewer: Actor, *, on: date) -> QuerySet[Allocation]:
    """The money a viewer may see."""
    require(viewer, Permission.READ_PROGRAMME)
    found = Allocation.objects.filter(seen(viewer, on), component__programme__province=viewer.province)
    return found.select_related("agency", "component__programme__owner")


def allocation(viewer: Actor, pk: int, *, on: date) -> Allocation:
    """One line of money with all that was ever recorded of it. Raises Problem(NOT_FOUND)."""
    entries = (
        Prefetch(name, model.objects.order_by("on", "pk"))
        for name, model in (("assignments", Assignment), ("disbursements", Disbursement))
    )
    found = allocations(viewer, on=on).filter(pk=pk).prefetch_related(*entries).first()
    if found is None:
        raise Problem(NOT_FOUND, field="allocation", thing=Said("khoản vốn", "The allocation"))
    return found


def may_write(viewer: Actor, row: Programme) -> bool:
    """Whether the viewer keeps a programme: its words, components and what is assigned."""
    return permits(viewer, Permission.WRITE_PROGRAMME, agency=row.owner_id)


def may_disburse(viewer: Actor, row: Allocation) -> bool:
    """Whether the viewer records what is disbursed of an allocation: the body that has it, and the owner."""
    return permits(viewer, Permission.DISBURSE_MONEY) and (
        reaches(viewer, row.agency_id) or reaches(viewer, row.component.programme.owner_id)
    )


def _own(viewer: Actor) -> set[int]:
    return {pk for pk in (*viewer.agencies, viewer.agency) if pk is not None}


def _finance(viewer: Actor, on: date) -> QuerySet[FunctionHolder]:
    """Whether one of the viewer's bodies has the finance function on a day."""
    held = FunctionHolder.objects.filter(valid_on(on), function__key=FINANCE, agency__in=_own(viewer))
    return held.filter(function__province=viewer.province)
