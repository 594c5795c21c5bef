"""Handing over the open tasks of a body by function: grouped with who takes each over, looked at, done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import HandOver, Part
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.bulk import MOST_SHOWN, bodies_to_choose, shown
from cotmoc.web.tasks.bulk_forms import PARTS
from cotmoc.web.views import page

MOST_SINGLY = 300
"""For how many tasks the page offers a choice of their own; the others go with their function."""
STAYS = "stays"
"""Said of a task that is not handed over."""


class Sift(forms.Form):
    """Whose tasks are handed over, and which of them."""

    body = forms.TypedChoiceField(label=gettext_lazy("Cơ quan cũ"), coerce=int)
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Vai trò của cơ quan đó"),
        choices=PARTS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không đánh dấu là mọi vai trò."),
    )
    q = forms.CharField(
        label=gettext_lazy("Lĩnh vực: từ có trong nhiệm vụ"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Ví dụ: bảo trợ xã hội. Gõ được không dấu."),
    )
    number = forms.CharField(
        label=gettext_lazy("Theo văn bản số"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Ví dụ 34/NQ-CP."),
    )


@page(Permission.ASSIGN_TASK, repeats=True)
def handing(request: ActorRequest) -> HttpResponse:
    """The open tasks of a body, by function, and who is recorded as answering for it.

    Sent back from the preview (POST), with what was chosen there.
    """
    sent = request.POST if request.method == "POST" else request.GET
    form = Sift(_sifted(sent) if "body" in sent or "from" in sent else None)
    field: Any = form.fields["body"]
    field.choices = [("", _("Chọn cơ quan")), *bodies_to_choose(request)[0]]
    values: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        values |= _found(request, form.cleaned_data)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "tasks/handing.html", values, status=status)


def _sifted(sent: QueryDict) -> QueryDict:
    """What a search asks for, also where the form of the choices carries it under its own names."""
    asked = sent.copy()
    if "from" in sent:
        asked.setlist("body", sent.getlist("from"))
        asked.setlist("parts", sent.getlist("role"))
    return asked


def _found(request: ActorRequest, said: dict[str, Any]) -> dict[str, Any]:
    parts = frozenset(Part(one) for one in said["parts"]) or frozenset(Part)
    under = directives.tasks_under(request.actor, said["number"]) if said["number"].strip() else None
    ids = queries.open_tasks_of(request.actor, said["body"], parts=parts, text=said["q"], tasks=under)
    fields = queries.by_function(request.actor, said["body"], ids, on=request.today)
    known = {heir.pk: heir.name for one in fields for heir in (one.heir, *one.among) if heir}
    known |= {
        one.agency.pk: one.agency.name
        for one in organisations.functions_held(request.actor, on=request.today)
        if one.agency and one.agency.pk != said["body"]
    }
    return {
        "found": True,
        "singly": sorted(known.items(), key=lambda one: one[1]),
        "body": said["body"],
        "ids": ",".join(map(str, ids)),
        "count": len(ids),
        "groups": _groups(request, fields),
        "bodies": bodies_to_choose(request)[1],
        "roles": said["parts"],
        "asked": {"q": said["q"], "number": said["number"]},
        "reason": request.POST.get("reason", "")[:4000],
        "heirs": [
            one for one in queries.heirs_of(request.actor, said["body"], on=request.today) if not one.function
        ],
    }


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one function as the clerk sees them; ``tasks`` are those that can be chosen for singly.

    Each stands with what was chosen for it before; ``chosen`` is for the whole group, "" for nobody.
    """

    key: str
    name: str
    heir: int | None
    heir_name: str
    among: str
    ids: str
    count: int
    told: int
    chosen: str
    tasks: list[tuple[queries.Row, str]]
    more: int

    @property
    def singly(self) -> bool:
        """Whether something was chosen for one of its tasks alone."""
        return any(chosen for _row, chosen in self.tasks)


def _groups(request: ActorRequest, fields: Iterable[queries.Field]) -> list[Group]:
    left, groups = MOST_SINGLY, []
    listing = queries.Listing(request.actor, on=request.today)
    for one in fields:
        shown = list(one.tasks[:left])
        left -= len(shown)
        rows = listing.read(shown)
        name = one.function.name if one.function else _("Chưa rõ lĩnh vực")
        versions = queries.versions(request.actor, one.tasks)
        ids = ",".join(f"{pk}:{versions[pk]}" for pk in one.tasks if pk in versions)
        heir = one.heir
        chosen = str(heir.pk) if heir else ""
        if f"ids-{one.key}" in request.POST:
            chosen = request.POST.get(f"g-{one.key}", "")
        groups.append(
            Group(
                one.key,
                name,
                heir.pk if heir else None,
                heir.short_name if heir else "",
                "; ".join(body.short_name for body in one.among),
                ids,
                len(one.tasks),
                one.told,
                chosen,
                [(row, request.POST.get(f"t-{row.pk}", "")) for row in rows],
                len(one.tasks) - len(rows),
            )
        )
    return groups


@page(Permission.ASSIGN_TASK, methods=("POST",), repeats=True)
def hand(request: ActorRequest) -> HttpResponse:
    """What the clerk chose for each function and task: a look at what each becomes, then the deed."""
    versions, heirs = _chosen(request)
    roles = request.POST.getlist("role")
    parts = frozenset(one for one in Part if one.value in roles) or frozenset(Part)
    old = _number(request.POST.get("from", ""), "from")
    reason = request.POST.get("reason", "")[:4000]
    wanted = HandOver(old or 0, None, reason, parts, heirs)
    values: dict[str, Any] = {"kept": _kept(request), "reason": reason, "count": len(heirs)}
    status, ids = 200, [pk for pk in versions if pk in heirs]
    try:
        if "do" in request.POST:
            partly = request.POST["do"] == "partly"
            how: Any = {"by": request.actor, "at": request.at, "partly": partly, "versions": versions}
            made = actions.hand_over(ids, wanted, **how)
            said = ngettext("Đã làm với %(n)s nhiệm vụ.", "Đã làm với %(n)s nhiệm vụ.", made.count)
            messages.success(request, said % {"n": made.count})
            return redirect("task_batch", pk=made.pk)
        seen = queries.preview(request.actor, ids, wanted, on=request.today, versions=versions)
        values |= _seen(request, seen)
    except Problem as problem:
        if problem.entry is NOT_PERMITTED:
            raise
        status, values["wrong"] = problem.entry.http, problem.text(get_language() or "vi")
    return render(request, "tasks/handing_preview.html", values, status=status)


def _seen(request: ActorRequest, seen: queries.Preview) -> dict[str, Any]:
    names = dict(organisations.every_agency(request.actor).values_list("pk", "name"))
    to: dict[str, list[queries.Planned]] = {}
    for row in seen.possible:
        to.setdefault(names.get(row.heir or 0, ""), []).append(row)
    groups = sorted(to.items(), key=lambda one: (-len(one[1]), one[0]))
    return {
        "seen": True,
        "groups": [(name, len(rows), [shown(row) for row in rows[:MOST_SHOWN]]) for name, rows in groups],
        "refused": [shown(row) for row in seen.refused[:MOST_SHOWN]],
        "possible_count": len(seen.possible),
        "refused_count": len(seen.refused),
    }


def _chosen(request: ActorRequest) -> tuple[dict[int, int], dict[int, int]]:
    """The tasks with the versions seen, and who takes each over: as said of it, else of its function."""
    versions: dict[int, int] = {}
    heirs: dict[int, int] = {}
    for name, carried in request.POST.items():
        if not name.startswith("ids-"):
            continue
        whole = _number(request.POST.get(f"g-{name[4:]}", ""), "new")
        for pair in str(carried).split(",") if carried else ():
            pk, _colon, version = pair.partition(":")
            task = _number(pk, "ids")
            if task is None:
                continue
            versions[task] = _number(version, "ids") or 0
            single = request.POST.get(f"t-{task}", "")
            heir = None if single == STAYS else _number(single, "new") or whole
            if heir is not None:
                heirs[task] = heir
    return versions, heirs


def _kept(request: ActorRequest) -> list[tuple[str, str]]:
    """What the clerk chose, carried on to the deed."""
    names = ("from", "role", "q", "number")
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if value and (name in names or name.startswith(("ids-", "g-", "t-")))
    ]


def _number(text: str, field: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Problem(BAD_VALUE, field=field, why=_("không phải số"))
    return int(text)
