"""A person's own filters: keeping the one at hand under a name, opening and deleting those kept."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.tasks import actions, queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.around import VIEWS
from cotmoc.web.tasks.asked import asked
from cotmoc.web.tasks.conditions import told
from cotmoc.web.views import page


class Keep(forms.Form):
    """What the filter is to be called."""

    name = forms.CharField(label=gettext_lazy("Tên bộ lọc"), max_length=60)


@dataclass(frozen=True, slots=True)
class Kept:
    """One filter: its name, its conditions in words, where it leads."""

    pk: int
    name: str
    words: str
    href: str


@page(Permission.READ_TASK)
def own(request: ActorRequest) -> HttpResponse:
    """The filters of a person; with a filter in the address also the form that keeps it."""
    wanted = asked(request.GET)
    back = _view(request)
    form = Keep(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_filter(name=form.cleaned_data["name"], params=wanted.query, by=request.actor)
        except Problem as problem:
            form.add_error("name" if problem.field == "name" else None, problem.text(get_language() or "vi"))
        else:
            messages.success(request, _("Đã lưu bộ lọc."))
            return HttpResponseRedirect(f"{back}?{wanted.query}")
    values = {
        "form": form if wanted.query else None,
        "words": told(request, wanted),
        "kept": [
            Kept(one.pk, one.name, _told(request, one.params), f"{back}?{one.params}")
            for one in queries.saved_filters(request.actor)
        ],
        "back": f"{back}?{wanted.query}" if wanted.query else back,
    }
    return render(request, "tasks/filters.html", values, status=422 if form.errors else 200)


@page(Permission.READ_TASK, methods=("POST",))
def delete(request: ActorRequest, pk: int) -> HttpResponse:
    """Forget one of them."""
    actions.delete_filter(pk, by=request.actor)
    messages.success(request, _("Đã xóa bộ lọc."))
    return HttpResponseRedirect(reverse("task_filters"))


def _told(request: ActorRequest, params: str) -> str:
    """As ``told``; a filter that the pages no longer understand is shown as it was kept."""
    try:
        return told(request, asked(QueryDict(params)))
    except Problem:
        return params


def _view(request: ActorRequest) -> str:
    """The view from which the person came."""
    view = request.GET.get("view", "")
    return reverse(view if view in VIEWS else VIEWS[0])
