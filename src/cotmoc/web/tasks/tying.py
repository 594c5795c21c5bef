"""To what a task is tied: the tasks above and below it, its areas and indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cotmoc.audit.keeping import until_next_deed
from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.meetings import queries as meetings
from cotmoc.organisations import queries as organisations
from cotmoc.plans import queries as plans
from cotmoc.programmes import queries as programmes
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.queries import defined, tied
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks import paying
from cotmoc.web.views import View, page

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor
    from cotmoc.organisations.models import Area, Function
    from cotmoc.reporting.models import Indicator
    from cotmoc.tasks.models import Task


def there(request: ActorRequest, row: Task) -> frozenset[str]:
    """The kinds of things that a task is tied to: most are tied to few, and the others need not be read."""
    viewer = request.actor
    found = organisations.together(
        there={
            "mention": queries.unread_mentions_in(viewer, row.pk),
            "below": queries.links_below(row),
            "turn": queries.links_to_turn(row),
            "area": queries.links_to_areas(row),
            "clause": directives.links_to_clause(row),
            "document": directives.links_to_documents(row),
            "decision": meetings.links_to_decision(row.pk),
            "indicator": tied.links_to_indicators(row),
            "money": plans.links_to_lines(row),
            "payment": programmes.links_to_money(row),
        }
    )
    return frozenset(kind for kind, is_there in found.items() if is_there)


def values(request: ActorRequest, row: Task, parts: Iterable[Task], there: frozenset[str]) -> dict[str, Any]:
    """What the page of a task shows of it; ``there`` is what is tied to it."""
    viewer, on = request.actor, request.today
    areas = list(queries.areas_of(viewer, row)) if "area" in there else []
    shown = list(tied.indicators_of(viewer, row)) if "indicator" in there else []
    counts = not row.group and row.outcome != "cancelled"
    may_tie = counts and queries.may_arrange(viewer, row)
    may_look = permits(viewer, Permission.READ_ORGANISATION)
    choices = (
        until_next_deed(("tie", viewer.province, on), lambda: _choices(viewer, on))
        if may_tie and may_look
        else ([], [], [])
    )
    functions, every_area, every_indicator = choices
    return {
        "above": queries.above(viewer, row),
        "money": plans.money_of(viewer, row, on=on) if there & {"money", "clause"} else None,
        **paying.values(request, row, linked="payment" in there),
        "below": [
            (one, None if one.group else queries.state_of(one, on), _days(one, request)) for one in parts
        ],
        "may_divide": queries.may_divide(viewer, row),
        "areas": areas,
        "shown_by": shown,
        "may_tie": may_tie,
        "function": row.function,
        "suggested": None if row.function else queries.suggested_of(row, functions),
        "functions": functions,
        "more_areas": _rest(every_area, areas),
        "more_indicators": _rest(every_indicator, shown),
    }


def _choices(viewer: Actor, on: date) -> tuple[list[Function], list[Area], list[Indicator]]:
    """To what any task of the province can be tied on a day."""
    return (
        list(organisations.functions(viewer)),
        list(organisations.areas(viewer, on=on).only("name")),
        list(defined.indicators(viewer).select_related(None).only("code", "name")),
    )


def _rest(known: Iterable[Any], taken: Iterable[Any]) -> list[Any]:
    there = {one.pk for one in taken}
    return [one for one in known if one.pk not in there]


def _days(part: Task, request: ActorRequest) -> int | None:
    return (part.due_on - request.today).days if part.due_on else None


def _tie(act: Callable[..., Any], name: str, said: Callable[[], str]) -> View:
    @page(Permission.PROGRESS_TASK, methods=("POST",), repeats=True)
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        act(pk, _to(request, name), by=request.actor)
        messages.success(request, said())
        return HttpResponseRedirect(f"{reverse('task', args=[pk])}#gan")

    return view


def _to(request: ActorRequest, name: str) -> int | str:
    text = request.POST.get(name, "")[:60]
    if name == "indicator":
        return text
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Problem(BAD_VALUE, field=name, why=_("chọn một trong các mục có sẵn"))
    return int(text)


@page(Permission.PROGRESS_TASK, methods=("POST",), repeats=True)
def function(request: ActorRequest, pk: int) -> HttpResponse:
    """Put the task to a function, or to none."""
    chosen = _to(request, "function") if request.POST.get("function") else None
    actions.set_function(pk, int(chosen) if chosen is not None else None, by=request.actor)
    messages.success(request, _("Đã ghi lĩnh vực."))
    return HttpResponseRedirect(f"{reverse('task', args=[pk])}#gan")


urlpatterns: list[URLPattern] = [
    *paying.urlpatterns,
    path("<int:pk>/linh-vuc/", function, name="task_function"),
    path(
        "<int:pk>/dia-ban/",
        _tie(actions.link_area, "area", lambda: _("Đã gắn địa bàn.")),
        name="task_link_area",
    ),
    path(
        "<int:pk>/bo-dia-ban/",
        _tie(actions.unlink_area, "area", lambda: _("Đã bỏ địa bàn.")),
        name="task_unlink_area",
    ),
    path(
        "<int:pk>/chi-tieu/",
        _tie(reporting.link_task, "indicator", lambda: _("Đã gắn chỉ tiêu.")),
        name="task_link_indicator",
    ),
    path(
        "<int:pk>/bo-chi-tieu/",
        _tie(reporting.unlink_task, "indicator", lambda: _("Đã bỏ chỉ tiêu.")),
        name="task_unlink_indicator",
    ),
]
