"""What was done to many tasks at once: the list, one batch with its tasks, and taking it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.directives import queries as directives
from cotmoc.domain.access import Permission
from cotmoc.tasks import actions, queries
from cotmoc.tasks.queries import Part
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.bulk import bodies_to_choose, titles
from cotmoc.web.tasks.bulk_forms import PARTS
from cotmoc.web.views import page

_EACH = 25
_MOST_SHOWN = 500


@page(Permission.ASSIGN_TASK, methods=("GET",))
def batches(request: ActorRequest) -> HttpResponse:
    """Newest first."""
    shown = Paginator(queries.batches(request.actor), _EACH).get_page(request.GET.get("page"))
    words = titles()
    rows = [(one, words[one.kind]) for one in shown.object_list]
    return render(request, "tasks/batches.html", {"page": shown, "rows": rows})


@page(Permission.ASSIGN_TASK, methods=("GET",))
def batch(request: ActorRequest, pk: int) -> HttpResponse:
    """One batch with its tasks."""
    found = queries.batch(request.actor, pk)
    items = queries.items(request.actor, found)
    return render(
        request,
        "tasks/batch.html",
        {
            "batch": found,
            "title": titles()[found.kind],
            "items": items[:_MOST_SHOWN],
            "cut": len(items) > _MOST_SHOWN,
            "changed": sum(one.changed for one in items),
            "may_undo": found.undone_at is None and not all(one.changed for one in items),
        },
    )


@page(Permission.ASSIGN_TASK, methods=("POST",))
def undo(request: ActorRequest, pk: int) -> HttpResponse:
    """Take it back; what has changed since stays."""
    found = actions.undo(pk, by=request.actor, at=request.at)
    left = sum(not one.undone for one in queries.items(request.actor, found))
    if left:
        messages.warning(
            request, _("Đã hoàn tác; %(n)s nhiệm vụ đã có thay đổi mới hơn nên giữ nguyên.") % {"n": left}
        )
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("task_batch", pk=pk)


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


@page(Permission.ASSIGN_TASK, methods=("GET",))
def handing(request: ActorRequest) -> HttpResponse:
    """The open tasks of a body, by function, and who is recorded as answering for it."""
    form = Sift(request.GET if "body" in request.GET else None)
    field: Any = form.fields["body"]
    field.choices = [("", _("Chọn cơ quan")), *bodies_to_choose(request)[0]]
    values: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        values |= _found(request, form.cleaned_data)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "tasks/handing.html", values, status=status)


def _found(request: ActorRequest, said: dict[str, Any]) -> dict[str, Any]:
    parts = frozenset(Part(one) for one in said["parts"]) or frozenset(Part)
    under = directives.tasks_under(request.actor, said["number"]) if said["number"].strip() else None
    ids = queries.open_tasks_of(request.actor, said["body"], parts=parts, text=said["q"], tasks=under)
    listing = queries.Listing(request.actor, on=request.today)
    return {
        "found": True,
        "body": said["body"],
        "ids": ",".join(map(str, ids)),
        "count": len(ids),
        "tasks": listing.read(ids[:_EACH]),
        "more": len(ids) - _EACH,
        "heirs": queries.heirs_of(request.actor, said["body"], on=request.today),
    }
