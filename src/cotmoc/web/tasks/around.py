"""What every view of the tasks has around it: the way to the other views, the filter form, saved filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import Permission, permits
from cotmoc.organisations import queries as organisations
from cotmoc.programmes import queries as programmes
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.asked import Asked, asked, bodies
from cotmoc.web.tasks.conditions import told

VIEWS = ("tasks", "task_columns", "task_month", "task_timeline")
"""The routes of the four views, in the order of the switch."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the frame; ``name`` is a view's route or a saved filter's own name."""

    name: str
    words: str
    href: str
    current: bool


def wanted_by(request: ActorRequest, address: QueryDict | None = None) -> Asked:
    """What the address of a view, or one carried on from it, asks for, of the area or programme it names."""
    wanted = asked(request.GET if address is None else address)
    ids = None if wanted.area is None else queries.tasks_in(request.actor, wanted.area)
    ids = programmes.ids_paid(request.actor, wanted.programme, among=ids)
    owed = queries.owed(request.actor, wanted.owed, on=request.today, body=wanted.only.agency)
    if ids is None and owed is None:
        return wanted
    return replace(wanted, only=replace(wanted.only, tasks=ids, owed=owed))


def around(request: ActorRequest, wanted: Asked, view: str) -> dict[str, Any]:
    """What the frame of a view shows; ``view`` is one of ``VIEWS``."""
    viewer, here = request.actor, reverse(view)
    saved = [
        Link(one.name, one.name, f"{here}?{one.params}", one.params == wanted.query)
        for one in queries.saved_filters(viewer)
    ]
    own = f"{reverse('task_filters')}?{wanted.query}" if wanted.query else reverse("task_filters")
    return {
        "asked": wanted,
        "here": here,
        "view": view,
        "views": switch(wanted, view),
        "conditions": told(request, wanted),
        "saved": saved,
        "saved_here": any(one.current for one in saved),
        "own_filters": f"{own}{'&' if wanted.query else '?'}view={view}",
        "bodies": bodies(request, wanted.body),
        "functions": until_next_deed(("functions", viewer), lambda: list(organisations.functions(viewer))),
        "may_assign": permits(viewer, Permission.ASSIGN_TASK),
        "may_follow": permits(viewer, Permission.FOLLOW_CALENDAR) and viewer.agency is not None,
    }


def switch(wanted: Asked, view: str) -> list[Link]:
    """The four views with the same filter."""
    words = {
        "tasks": _("Danh sách"),
        "task_columns": _("Bảng"),
        "task_month": _("Lịch"),
        "task_timeline": _("Tiến độ"),
    }
    query = wanted.link(month=None, day=None).rstrip("?")
    return [Link(name, words[name], reverse(name) + query, name == view) for name in VIEWS]
