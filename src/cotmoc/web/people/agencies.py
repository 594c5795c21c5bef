"""Agencies on a day: the tree, one agency with what came before and after, its ways of writing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.day_field import DayField
from cotmoc.web.numbers.labels import LEVELS
from cotmoc.web.people.fields import ShareField, asked_day, before, into_form
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


class AliasForm(forms.Form):
    """Another way in which the agency is written."""

    name = forms.CharField(
        label=gettext_lazy("Thêm cách viết"),
        max_length=200,
        help_text=gettext_lazy("Như trong văn bản, ví dụ «BCH BĐBP tỉnh»."),
    )


class SuccessionForm(forms.Form):
    """Which agency answers for this one, from when, for how much, by which document."""

    successor = forms.TypedChoiceField(label=gettext_lazy("Cơ quan kế thừa"), coerce=int)
    on = DayField(label=gettext_lazy("Từ ngày"))
    share = ShareField(
        label=gettext_lazy("Phần kế thừa"), initial="1", help_text=gettext_lazy("Như 1, 1/2 hoặc 3/5.")
    )
    source = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày văn bản, ví dụ «Nghị quyết 202/2025/QH15»."),
    )

    def __init__(self, *args: Any, request: ActorRequest, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.every_agency(request.actor).exclude(pk=agency.pk)
        self.fields["successor"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.name} ({one.valid_from:%d/%m/%Y})") for one in others
        ]


class EndForm(forms.Form):
    """The last day of an agency."""

    last_day = DayField(
        label=gettext_lazy("Ngày cuối cùng"),
        required=False,
        help_text=gettext_lazy(
            "Để trống thì cơ quan còn hoạt động. Cơ quan kế thừa ghi ở khung «Ghi kế thừa»."
        ),
    )


class MoveForm(forms.Form):
    """Under which agency it stands from a day on."""

    parent = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan cấp trên"), coerce=int, empty_value=None, required=False
    )
    on = DayField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, request: ActorRequest, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.agencies(request.actor, on=request.today).exclude(pk=agency.pk)
        choices = [("", _("Không")), *((one.pk, one.name) for one in others)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """The agencies of a day as a tree, and the areas."""
    on, wrong = asked_day(request, "ngay", request.today)
    shown = {
        "sections": sections(request),
        "on": on,
        "wrong": wrong,
        "asked": request.GET.get("ngay", ""),
        "branches": [
            {
                "branch": one,
                "agency": one.agency,
                "indent": one.depth * 20,
                "level": LEVELS.get(one.agency.level, one.agency.level),
            }
            for one in queries.tree(request.actor, on=on)
        ],
        "manages": permits(request.actor, Permission.MANAGE_ORGANISATION),
        "areas": queries.areas(request.actor, on=on).select_related("parent"),
    }
    return render(request, "people/agencies.html", shown, status=422 if wrong else 200)


@page(Permission.READ_ORGANISATION, methods=("GET",))
def agency(request: ActorRequest, pk: int) -> HttpResponse:
    """One agency: its days, where it stands, before and after, how it is written."""
    return shown_agency(request, pk)


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def alias(request: ActorRequest, pk: int) -> HttpResponse:
    """Add a way of writing."""
    form = AliasForm(request.POST)
    found = queries.agency(request.actor, pk)
    if form.is_valid():
        try:
            actions.add_alias(agency=found, name=form.cleaned_data["name"], by=request.actor)
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã thêm cách viết."))
            return redirect("agency", pk=pk)
    return shown_agency(request, pk, {"alias_form": form})


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def alias_removed(request: ActorRequest, pk: int, alias: int) -> HttpResponse:
    """Take a way of writing away."""
    actions.remove_alias(agency=queries.agency(request.actor, pk), alias=alias, by=request.actor)
    messages.success(request, _("Đã bỏ cách viết."))
    return redirect("agency", pk=pk)


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def succession(request: ActorRequest, pk: int) -> HttpResponse:
    """Record which agency answers for this one."""
    found = queries.agency(request.actor, pk)
    form = SuccessionForm(request.POST, request=request, agency=found)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.record_succession(
                predecessor=found,
                successor=queries.agency(request.actor, data["successor"]),
                on=data["on"],
                share=data["share"],
                source=data["source"],
                by=request.actor,
            )
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã ghi kế thừa; các số từ bảng phân tích sau tính theo."))
            return redirect("agency", pk=pk)
    return shown_agency(request, pk, {"succession_form": form})


def shown_agency(request: ActorRequest, pk: int, bound: dict[str, forms.Form] | None = None) -> HttpResponse:
    """The page of an agency; ``bound`` holds a form that was sent and could not be used."""
    found = queries.agency(request.actor, pk)
    manages = permits(request.actor, Permission.MANAGE_ORGANISATION)
    shown: dict[str, Any] = {
        "sections": sections(request),
        "agency": found,
        "last_day": before(found.valid_to) if found.valid_to else None,
        "aliases": found.aliases.order_by("name"),
        "places": [
            {"row": row, "last_day": before(row.valid_to) if row.valid_to else None}
            for row in queries.places_of(found)
        ],
        "origins": queries.origins(found),
        "heirs": queries.heirs(found),
        "manages": manages,
    }
    if manages:
        day = f"{before(found.valid_to):%d/%m/%Y}" if found.valid_to else ""
        above = queries.parents_on([found.pk], request.today).get(found.pk)
        start = {"on": f"{request.today:%d/%m/%Y}", "parent": above}
        shown["agency_end_form"] = EndForm(initial={"last_day": day})
        shown["move_form"] = MoveForm(request=request, agency=found, initial=start)
        shown["alias_form"] = AliasForm(prefix=None)
        shown["succession_form"] = SuccessionForm(request=request, agency=found)
    return render(request, "people/agency.html", shown | (bound or {}), status=422 if bound else 200)


urlpatterns = [
    path("co-quan/", index, name="agencies"),
    path("co-quan/<int:pk>/", agency, name="agency"),
    path("co-quan/<int:pk>/cach-viet/", alias, name="agency_alias"),
    path("co-quan/<int:pk>/cach-viet/<int:alias>/bo/", alias_removed, name="agency_alias_removed"),
    path("co-quan/<int:pk>/ke-thua/", succession, name="agency_succession"),
]
