"""What pays a task: choosing a component of a programme or one line of its money, and taking it away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.programmes import actions
from cotmoc.programmes import queries as programmes
from cotmoc.tasks import queries
from cotmoc.web.programmes.forms import PayForm
from cotmoc.web.programmes.labels import level_name, nature_name, vintage_name
from cotmoc.web.programmes.sheet import Sheet, filled
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.programmes.models import Programme
    from cotmoc.tasks.models import Task


def values(request: ActorRequest, row: Task, *, linked: bool) -> dict[str, Any]:
    """What the page of a task shows of programme money; ``linked``: there is some to be asked for."""
    found = programmes.payments_of(request.actor, row, on=request.today) if linked else []
    return {
        "payments": [(one, [_named(line) for line in one.sources]) for one in found if one.ended_on is None],
        "payments_ended": [one for one in found if one.ended_on is not None],
        "may_pay": _may(request, row),
    }


@page(Permission.PROGRESS_TASK)
def link(request: ActorRequest, pk: int) -> HttpResponse:
    """Choose what pays a task."""
    row = queries.task(request.actor, pk)
    if not _may(request, row):
        raise Problem(NOT_FOUND, thing=_("trang này"))
    form = PayForm(request.POST or None)
    form.fields["source"].choices = [("", "–"), *_choices(request, row)]  # type: ignore[attr-defined]
    back = reverse("task", args=[pk])
    sheet = Sheet(
        _("Gắn nguồn vốn"), row.title, back, _("Nhiệm vụ"), _("Gắn nguồn vốn"), _("Đã gắn nguồn vốn.")
    )

    def act() -> str:
        chosen = form.cleaned_data["source"]
        allocation = component = None
        if chosen[0] == "a":
            allocation = programmes.allocation(request.actor, int(chosen[1:]), on=request.today)
            component = allocation.component_id
        actions.link_task(
            pk,
            component or int(chosen[1:]),
            allocation=allocation.pk if allocation else None,
            by=request.actor,
            at=request.at,
        )
        return f"{back}#nguon-von"

    return filled(request, form, sheet, act)


@page(Permission.PROGRESS_TASK, methods=("POST",), repeats=True)
def unlink(request: ActorRequest, pk: int) -> HttpResponse:
    """It does not pay the task."""
    text = request.POST.get("link", "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Problem(BAD_VALUE, field="link", why=_("chọn một trong các mục có sẵn"))
    actions.unlink_task(pk, int(text), by=request.actor, at=request.at)
    messages.success(request, _("Đã bỏ nguồn vốn; lần gắn cũ vẫn xem được."))
    return HttpResponseRedirect(f"{reverse('task', args=[pk])}#nguon-von")


def _may(request: ActorRequest, row: Task) -> bool:
    viewer = request.actor
    sees = permits(viewer, Permission.READ_PROGRAMME)
    return sees and not row.group and queries.may_arrange(viewer, row)


def _choices(request: ActorRequest, row: Task) -> list[tuple[str, list[tuple[str, str]]]]:
    """By programme each component, and below it what the task's own bodies have of it."""
    bodies = {role.agency_id for role in row.roles.all()}
    money: dict[int, list[tuple[str, str]]] = {}
    found = programmes.allocations(request.actor, on=request.today).filter(agency__in=bodies)
    for one in found.order_by("-year", "pk"):
        source = f"{level_name(one.level)}, {nature_name(one.nature)}, {vintage_name(one.vintage)}"
        words = f"{one.component.code}. {one.agency.name}, {one.year}: {source}"
        money.setdefault(one.component_id, []).append((f"a{one.pk}", words))
    told = []
    known = sorted(programmes.components(request.actor), key=lambda one: not _runs(request, one.programme))
    for programme, parts in groupby(known, key=lambda one: one.programme):
        rows = [
            choice
            for part in parts
            for choice in ((f"c{part.pk}", f"{part.code}. {part.title}"), *money.get(part.pk, ()))
        ]
        told.append((f"{programme.code} {programme.title}", rows))
    return told


def _runs(request: ActorRequest, programme: Programme) -> bool:
    return programme.first_year <= request.today.year <= programme.last_year


def _named(line: programmes.SourceSums) -> tuple[programmes.SourceSums, str, str]:
    return line, level_name(line.level), f"{nature_name(line.nature)}, {vintage_name(line.vintage)}"


urlpatterns: list[URLPattern] = [
    path("<int:pk>/nguon-von/", link, name="task_link_programme"),
    path("<int:pk>/bo-nguon-von/", unlink, name="task_unlink_programme"),
]
