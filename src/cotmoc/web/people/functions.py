"""Fields of work: their words, and which body has each; an administrator adds, corrects and hands them on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.day_field import DayField
from cotmoc.web.people.bodies import kept
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


class FunctionForm(forms.Form):
    """A function; its key is its identity and is asked for only once."""

    key = forms.SlugField(
        label=gettext_lazy("Khóa"),
        max_length=60,
        help_text=gettext_lazy("Chữ thường không dấu, như bao-tro-xa-hoi; không đổi được về sau."),
    )
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    words = forms.CharField(
        label=gettext_lazy("Từ nhận biết"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Ngăn bằng dấu «;». Nhiệm vụ có từ này được gợi ý vào lĩnh vực; không cần dấu."
        ),
    )

    def __init__(self, *args: Any, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["key"]


class HolderForm(forms.Form):
    """Which body has the function from a day on."""

    agency = forms.TypedChoiceField(label=gettext_lazy("Cơ quan"), coerce=int)
    on = DayField(label=gettext_lazy("Từ ngày"))
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, request: ActorRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agency"]
        known = queries.every_agency(request.actor).values_list("pk", "name", "valid_from")
        field.choices = [(pk, f"{name} ({_('từ')} {begin:%d/%m/%Y})") for pk, name, begin in known]


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Every function with the body that has it today."""
    shown = {
        "sections": sections(request),
        "rows": queries.functions_held(request.actor, on=request.today),
        "manages": permits(request.actor, Permission.MANAGE_ORGANISATION),
    }
    return render(request, "people/functions.html", shown)


@page(Permission.MANAGE_ORGANISATION)
def new(request: ActorRequest) -> HttpResponse:
    """Add a function."""
    form = FunctionForm(request.POST or None, new=True)
    return kept(request, form, _("Thêm lĩnh vực"), "functions", lambda: _keep(request, form, ""))


@page(Permission.MANAGE_ORGANISATION)
def correct(request: ActorRequest, key: str) -> HttpResponse:
    """Correct a function."""
    found = queries.function(request.actor, key)
    form = FunctionForm(request.POST or None, new=False, initial={"name": found.name, "words": found.words})
    title = _("Sửa: %(name)s") % {"name": found.name}
    return kept(request, form, title, "functions", lambda: _keep(request, form, key))


def _keep(request: ActorRequest, form: forms.Form, key: str) -> str:
    data = dict(form.cleaned_data)
    new_key = data.pop("key", "")
    row = actions.keep_function(key=key or new_key, fresh=not key, **data, by=request.actor)
    return reverse("function", args=[row.key])


@page(Permission.READ_ORGANISATION, methods=("GET",))
def function(request: ActorRequest, key: str) -> HttpResponse:
    """One function with the bodies that had or have it."""
    return _shown(request, key, HolderForm(request=request))


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def give(request: ActorRequest, key: str) -> HttpResponse:
    """Record which body has it from a day on."""
    found, form = queries.function(request.actor, key), HolderForm(request.POST, request=request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            agency = queries.agency(request.actor, data["agency"])
            actions.give_function(
                function=found, agency=agency, on=data["on"], source=data["source"], by=request.actor
            )
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("function", key=key)
    return _shown(request, key, form)


def _shown(request: ActorRequest, key: str, form: HolderForm) -> HttpResponse:
    found = queries.function(request.actor, key)
    shown = {
        "sections": sections(request),
        "function": found,
        "words": [one.strip() for one in found.words.split(";") if one.strip()],
        "holders": queries.holders_of(request.actor, found),
        "manages": permits(request.actor, Permission.MANAGE_ORGANISATION),
        "form": form,
    }
    return render(request, "people/function.html", shown, status=422 if form.errors else 200)


urlpatterns = [
    path("linh-vuc/", index, name="functions"),
    path("linh-vuc/moi/", new, name="function_new"),
    path("linh-vuc/<slug:key>/", function, name="function"),
    path("linh-vuc/<slug:key>/sua/", correct, name="function_correct"),
    path("linh-vuc/<slug:key>/co-quan/", give, name="function_give"),
]
