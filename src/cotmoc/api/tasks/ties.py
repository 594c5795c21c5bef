"""To what a task is tied."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import StringConstraints

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.sent import Sent
from cotmoc.api.tasks.schemas import Id, Task
from cotmoc.api.tasks.telling import told_task
from cotmoc.domain.access import Permission
from cotmoc.programmes import actions as programmes
from cotmoc.reporting import actions as reporting
from cotmoc.tasks import actions

router = Router(tags=["tasks"])


class AreaTie(Sent):
    """An area of a task."""

    area: Id


class FunctionTie(Sent):
    """The field of work of a task; null for none."""

    function: Id | None


class IndicatorTie(Sent):
    """An indicator of a task."""

    indicator: Annotated[str, StringConstraints(max_length=12)]


class ProgrammeTie(Sent):
    """A component that pays a task, or one allocation of it."""

    component: Id
    allocation: Id | None = None


class ProgrammeTieEnded(Sent):
    """The ``id`` of a row of ``programme_money``."""

    link: Id


@router.post("/{int:pk}/link-area", auth=needs(Permission.PROGRESS_TASK), response=Task)
def link_area(request: HttpRequest, pk: int, said: AreaTie) -> HttpResponse:
    """It is to be done in an area."""
    return _tie(request, pk, actions.link_area, said.area)


@router.post("/{int:pk}/unlink-area", auth=needs(Permission.PROGRESS_TASK), response=Task)
def unlink_area(request: HttpRequest, pk: int, said: AreaTie) -> HttpResponse:
    """It is not for an area."""
    return _tie(request, pk, actions.unlink_area, said.area)


@router.post("/{int:pk}/function", auth=needs(Permission.PROGRESS_TASK), response=Task)
def set_function(request: HttpRequest, pk: int, said: FunctionTie) -> HttpResponse:
    """It belongs to a field of work."""
    return _tie(request, pk, actions.set_function, said.function)


@router.post("/{int:pk}/link-indicator", auth=needs(Permission.PROGRESS_TASK), response=Task)
def link_indicator(request: HttpRequest, pk: int, said: IndicatorTie) -> HttpResponse:
    """Its result is seen by an indicator."""
    return _tie(request, pk, reporting.link_task, said.indicator)


@router.post("/{int:pk}/unlink-indicator", auth=needs(Permission.PROGRESS_TASK), response=Task)
def unlink_indicator(request: HttpRequest, pk: int, said: IndicatorTie) -> HttpResponse:
    """Its result is not seen by an indicator."""
    return _tie(request, pk, reporting.unlink_task, said.indicator)


@router.post("/{int:pk}/link-programme", auth=needs(Permission.PROGRESS_TASK), response=Task)
def link_programme(request: HttpRequest, pk: int, said: ProgrammeTie) -> HttpResponse:
    """It is paid from a programme."""
    programmes.link_task(
        pk, said.component, allocation=said.allocation, by=asker(request), at=moment(request)
    )
    return told_task(request, pk)


@router.post("/{int:pk}/unlink-programme", auth=needs(Permission.PROGRESS_TASK), response=Task)
def unlink_programme(request: HttpRequest, pk: int, said: ProgrammeTieEnded) -> HttpResponse:
    """It is not paid so."""
    programmes.unlink_task(pk, said.link, by=asker(request), at=moment(request))
    return told_task(request, pk)


def _tie(request: HttpRequest, pk: int, act: Any, to: int | str | None) -> HttpResponse:
    act(pk, to, by=asker(request))
    return told_task(request, pk)
