"""Plans over HTTP: list, write, amend, submit, return, approve, review, and what lies open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.plans.schemas import (
    DirectiveGaps,
    Kind,
    PlanAmendment,
    PlanChange,
    PlanDraft,
    PlanNote,
    PlanOut,
    PlanReviewed,
    PlanRow,
)
from cotmoc.api.tasks.schemas import Id
from cotmoc.api.tasks.step_schemas import Reason
from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission
from cotmoc.domain.plan_course import PlanState
from cotmoc.plans import actions, queries

router = Router(tags=["plans"])
MOST = 500


@router.get("", auth=needs(Permission.READ_PLAN), response=list[PlanRow], summary="Danh sách kế hoạch")
def listing(
    request: HttpRequest,
    year: int | None = None,
    state: PlanState | None = None,
    agency: Id | None = None,
    kind: Kind | None = None,
) -> list[dict[str, Any]]:
    """Plans within reach, those that wait for approval first, at most 500; without ``state`` only what is
    neither replaced nor withdrawn."""
    found = queries.plans(
        asker(request), year=year, state=state.value if state else "", agency=agency, kind=kind or ""
    )
    return [queries.row_object(row) for row in found[:MOST]]


@router.post("", auth=needs(Permission.WRITE_PLAN), response={201: PlanOut}, summary="Lập kế hoạch")
def write(request: HttpRequest, said: PlanDraft) -> Status[dict[str, Any]]:
    """Begin a plan with its lines."""
    made = actions.write(_draft(said.dict()), by=asker(request), at=moment(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/gaps", auth=needs(Permission.READ_PLAN), response=list[DirectiveGaps], summary="Còn thiếu kế hoạch"
)
def lacking(request: HttpRequest) -> list[dict[str, Any]]:
    """Directives between which and their plans something lies open, newest first."""
    found = queries.lacking(asker(request), on=moment(request).date())
    return [queries.gaps_object(document, units) for document, units in found]


@router.get("/gaps/{int:document}", auth=needs(Permission.READ_PLAN), response=DirectiveGaps)
def gaps(request: HttpRequest, document: int) -> dict[str, Any]:
    """Every unit a directive addresses, with what lies open."""
    by = asker(request)
    found = directives.document(by, document)
    return queries.gaps_object(found, queries.gaps_of(by, found, on=moment(request).date()))


@router.get("/{int:pk}", auth=needs(Permission.READ_PLAN), response=PlanOut, summary="Một kế hoạch")
def plan(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One plan."""
    return _one(request, pk)


@router.post("/{int:pk}/change", auth=needs(Permission.WRITE_PLAN), response=PlanOut, summary="Sửa kế hoạch")
def change(request: HttpRequest, pk: int, said: PlanChange) -> dict[str, Any]:
    """Write it anew as long as it is not submitted; every line is said again."""
    values = said.dict()
    version = values.pop("version")
    actions.change(pk, _draft(values), by=asker(request), at=moment(request), version=version)
    return _one(request, pk)


@router.post(
    "/{int:pk}/amend",
    auth=needs(Permission.WRITE_PLAN),
    response={201: PlanOut},
    summary="Đề nghị điều chỉnh",
)
def amend(request: HttpRequest, pk: int, said: PlanAmendment) -> Status[dict[str, Any]]:
    """Propose what an approved plan is to be; it stands until this, a plan of its own, is approved."""
    values = said.dict()
    lines = [actions.Line(**line) for line in values.pop("lines")]
    made = actions.amend(pk, lines=lines, by=asker(request), at=moment(request), **values)
    return Status(201, _one(request, made.pk))


@router.post("/{int:pk}/withdraw", auth=needs(Permission.SUBMIT_PLAN), response=PlanOut, summary="Rút")
def withdraw(request: HttpRequest, pk: int, said: PlanNote) -> dict[str, Any]:
    """The unit takes back what is not submitted."""
    actions.withdraw(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/submit", auth=needs(Permission.SUBMIT_PLAN), response=PlanOut, summary="Trình")
def submit(request: HttpRequest, pk: int, said: PlanNote) -> dict[str, Any]:
    """The unit submits it; an amendment with its reason as ``note``."""
    actions.submit(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/return", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Trả lại")
def send_back(request: HttpRequest, pk: int, said: Reason) -> dict[str, Any]:
    """It goes back to be changed."""
    actions.send_back(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/approve", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Duyệt")
def approve(request: HttpRequest, pk: int, said: PlanNote) -> dict[str, Any]:
    """It is approved and its lines are followed."""
    actions.approve(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@router.post("/{int:pk}/review", auth=needs(Permission.APPROVE_PLAN), response=PlanOut, summary="Đánh giá")
def review(request: HttpRequest, pk: int, said: PlanReviewed) -> dict[str, Any]:
    """A programme is reviewed at half-year or year end."""
    actions.review(pk, by=asker(request), at=moment(request), **said.dict())
    return _one(request, pk)


@told_again(
    *(f"plan.{name}" for name in ("change", "submit", "return", "approve", "review", "withdraw")),
)
def _again(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _one(request, int(row.thing_id))


@told_again("plan.write", "plan.amend")
def _written_again(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    return Status(201, _one(request, int(row.thing_id)))


def _draft(values: dict[str, Any]) -> actions.Draft:
    lines = [actions.Line(**line) for line in values.pop("lines")]
    return actions.Draft(**values, lines=lines)


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    by = asker(request)
    return queries.plan_object(by, queries.plan(by, pk), on=moment(request).date())
