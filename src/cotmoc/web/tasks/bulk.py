"""Many tasks at once: chosen on the board, a form, a look at what each becomes, then the deed.

Every step is a form of its own that carries the choice on, so that nothing is kept between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.errors.task_batches import NO_TASK_CHOSEN
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import Extend, HandOver, Preview, PutFunction, Withdraw
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.around import wanted_by
from cotmoc.web.tasks.bulk_forms import DEEDS, PARTS, Bodies, HandOverMany, PutMany
from cotmoc.web.views import page
from cotmoc.web.words import day

_DAY = timedelta(days=1)
MOST_SHOWN = 200
"""How many tasks of each kind the preview lists."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One task of a preview: what it becomes, or why not."""

    pk: int
    title: str
    lead: str
    due_on: Any
    due_after: Any
    parts: str
    put: str
    stood: str
    why: str


@page(Permission.ASSIGN_TASK, methods=("POST",))
def bulk(request: ActorRequest) -> HttpResponse:
    """The form of a deed for the chosen tasks, its preview, and the deed itself."""
    name = request.POST.get("deed", "")
    if name not in DEEDS:
        raise Problem(BAD_VALUE, field="deed", why=_("chọn một trong các mục có sẵn"))
    try:
        ids, versions = _chosen(request)
    except Problem as problem:
        if problem.entry is not NO_TASK_CHOSEN or "query" not in request.POST:
            raise
        messages.warning(request, problem.text(get_language() or "vi"))
        address = wanted_by(request, QueryDict(request.POST["query"].removeprefix("?"))).link()
        return HttpResponseRedirect(reverse("tasks") + address)
    filled = any(one in request.POST for one in DEEDS[name].base_fields)
    form = DEEDS[name](request.POST if filled else None, initial=_offered(request))
    if isinstance(form, HandOverMany):
        form.offer(*bodies_to_choose(request))
    if isinstance(form, PutMany):
        form.offer(list(organisations.functions(request.actor).values_list("pk", "name")))
    asked = _consequence(request, form)
    seen: Preview | None = None
    status = 200
    if filled and form.is_valid():
        try:
            deed = form.deed()
            if "do" in request.POST and request.POST.get("seen", asked) == asked:
                return _done(request, ids, versions, deed)
            seen = queries.preview(request.actor, ids, deed, on=request.today)
        except Problem as problem:
            if problem.entry is NOT_PERMITTED:
                raise
            status = problem.entry.http
            place = problem.field if problem.field in form.fields else None
            form.add_error(place, problem.text(get_language() or "vi"))
    elif filled:
        status = 422
    values = {
        **_values(request.actor, name, form, ids, seen),
        "asked": asked,
        "altered": "do" in request.POST,
    }
    return render(request, "tasks/bulk.html", values, status=status)


def _consequence(request: ActorRequest, form: Form) -> str:
    """What in the form decides what becomes of the tasks: a preview of something else is none of this."""
    names = [name for name in form.fields if name not in ("reason", "product")]
    return urlencode({name: sorted(map(str.strip, request.POST.getlist(name))) for name in names}, doseq=True)


def _offered(request: ActorRequest) -> dict[str, Any]:
    """What the page of handing over knows already."""
    found: dict[str, Any] = {"old": request.POST.get("from"), "new": request.POST.get("to")}
    if roles := request.POST.getlist("role"):
        found["parts"] = roles
    return found


def _chosen(request: ActorRequest) -> tuple[list[int], dict[int, int]]:
    """The tasks, and their versions where the page before told them. Raises Problem.

    After a «;» stand the versions of those that came along: whether they do is asked anew each time.
    """
    if carried := request.POST.get("ids"):
        chosen, _sep, along = carried.partition(";")
        pairs = [one.split(":") for part in (chosen, along) if part for one in part.split(",")]
        if not all(len(pair) in (1, 2) and all(map(_is_number, pair)) for pair in pairs):
            raise Problem(BAD_VALUE, field="ids", why=_("không phải số"))
        ids = [int(pair[0]) for pair in pairs[: chosen.count(",") + 1]]
        return ids, {int(p[0]): int(p[1]) for p in pairs if len(p) == 2}
    if request.POST.get("all") == "1":
        wanted = wanted_by(request, QueryDict(request.POST.get("query", "").removeprefix("?")))
        return queries.chosen(request.actor, wanted.only, on=request.today), {}
    ticked = request.POST.getlist("task")
    if not all(map(_is_number, ticked)):
        raise Problem(BAD_VALUE, field="task", why=_("không phải số"))
    return queries.chosen(request.actor, [int(one) for one in ticked], on=request.today), {}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _done(
    request: ActorRequest,
    ids: list[int],
    versions: dict[int, int],
    deed: Extend | Withdraw | HandOver | PutFunction,
) -> HttpResponse:
    how: Any = {
        "by": request.actor,
        "at": request.at,
        "partly": request.POST["do"] == "partly",
        "versions": versions,
    }
    if isinstance(deed, Extend):
        batch = actions.extend_many(ids, deed, **how)
    elif isinstance(deed, PutFunction):
        batch = actions.put_to_functions(ids, deed, **how)
    elif isinstance(deed, Withdraw):
        batch = actions.withdraw_many(ids, deed, **how)
    else:
        batch = actions.hand_over(ids, deed, **how)
    said = ngettext("Đã làm với %(n)s nhiệm vụ.", "Đã làm với %(n)s nhiệm vụ.", batch.count)
    messages.success(request, said % {"n": batch.count})
    return HttpResponseRedirect(reverse("task_batch", args=[batch.pk]))


def _values(viewer: Actor, name: str, form: Any, ids: list[int], seen: Preview | None) -> dict[str, Any]:
    values = {"form": form, "deed": name, "title": titles()[name], "count": len(ids)}
    if seen is None:
        return {**values, "ids": ",".join(map(str, ids))}
    chosen = [row.pk for row in seen.possible] if name == "withdraw" else []
    return {
        **values,
        "ids": _carried(ids, seen),
        "seen": True,
        "left_open": queries.open_under(viewer, chosen).count(),
        "possible": [shown(row) for row in seen.possible[:MOST_SHOWN]],
        "refused": [shown(row) for row in seen.refused[:MOST_SHOWN]],
        "possible_count": len(seen.possible),
        "refused_count": len(seen.refused),
        "cut": max(len(seen.possible), len(seen.refused)) > MOST_SHOWN,
    }


def _carried(ids: list[int], seen: Preview) -> str:
    """The chosen tasks with their versions, and after a «;» those that came along."""
    chosen, along = set(ids), [f"{row.pk}:{row.version}" for row in seen.rows]
    first = [one for row, one in zip(seen.rows, along, strict=True) if row.pk in chosen]
    return ";".join(filter(None, (",".join(first), ",".join(along[len(first) :]))))


def shown(row: queries.Planned) -> Shown:
    """A task of a preview in words."""
    words = dict(PARTS)
    why = row.why.parts(get_language() or "vi").what if row.why else ""
    parts = ", ".join(str(words[part.value]) for part in row.parts)
    put, stood = (one.name if one else "" for one in (row.put, row.stood))
    return Shown(row.pk, row.title, row.lead, row.due_on, row.due_after, parts, put, stood, why)


def titles() -> dict[str, str]:
    """The words of each deed, also those of an import."""
    return {
        "extend": _("Gia hạn nhiều nhiệm vụ"),
        "withdraw": _("Rút nhiều nhiệm vụ"),
        "hand_over": _("Chuyển giao cho cơ quan tiếp nhận"),
        "function": _("Đặt lĩnh vực nhiều nhiệm vụ"),
        "import": _("Nhập từ Excel"),
    }


def bodies_to_choose(request: ActorRequest) -> tuple[Bodies, Bodies]:
    """Every body there was, those that ended apart; and the bodies of today."""
    today = list(organisations.agencies(request.actor, on=request.today).values_list("pk", "name"))
    gone = [
        (one.pk, _("%(name)s (đến hết %(day)s)") % {"name": one.name, "day": day(one.valid_to - _DAY)})
        for one in organisations.every_agency(request.actor)
        if one.valid_to is not None and one.valid_to <= request.today
    ]
    ended: Bodies = [(_("Không còn hoạt động"), gone)] if gone else []
    current: Bodies = [(_("Đang hoạt động"), today)]
    return [*ended, *current], current
