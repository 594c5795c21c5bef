"""Agencies and areas added, corrected, moved and ended by an administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.day_field import DayField
from cotmoc.web.numbers.labels import LEVELS
from cotmoc.web.people.agencies import EndForm, MoveForm, shown_agency
from cotmoc.web.people.fields import after, before, into_form
from cotmoc.web.people.labels import FORCES, KINDS
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

_REPORTS = [
    ("", gettext_lazy("Theo chế độ báo cáo")),
    ("yes", gettext_lazy("Phải báo cáo")),
    ("no", gettext_lazy("Không phải báo cáo")),
]
_BORDER = [("", gettext_lazy("Không")), ("yes", gettext_lazy("Có"))]


class AgencyForm(forms.Form):
    """What is said of an agency; where it stands only when it is new."""

    name = forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=200)
    short_name = forms.CharField(
        label=gettext_lazy("Tên ngắn"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Hiện trong bảng; để trống thì dùng tên đầy đủ."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=list(KINDS.items()))
    force = forms.ChoiceField(
        label=gettext_lazy("Thuộc lực lượng"), choices=list(FORCES.items()), required=False
    )
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), choices=list(LEVELS.items()))
    code = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        max_length=35,
        required=False,
        help_text=gettext_lazy(
            "Như trong số văn bản, ví dụ SYT; chế độ báo cáo có thể hỏi theo ký hiệu này."
        ),
    )
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan cấp trên"), coerce=int, empty_value=None, required=False
    )
    area = forms.TypedChoiceField(label=gettext_lazy("Địa bàn"), coerce=int, empty_value=None, required=False)
    valid_from = DayField(label=gettext_lazy("Có từ ngày"))
    reports = forms.ChoiceField(label=gettext_lazy("Báo cáo"), choices=_REPORTS, required=False)

    def __init__(self, *args: Any, request: ActorRequest, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "area", queries.areas(request.actor, on=request.today), _("Không"))
        if new:
            _offer(self, "parent", queries.agencies(request.actor, on=request.today), _("Không"))
        else:
            del self.fields["parent"]


class AreaForm(forms.Form):
    """What is said of an area."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    level = forms.ChoiceField(
        label=gettext_lazy("Cấp"), choices=[one for one in LEVELS.items() if one[0] != "post"]
    )
    parent = forms.TypedChoiceField(label=gettext_lazy("Thuộc"), coerce=int, empty_value=None, required=False)
    border = forms.ChoiceField(label=gettext_lazy("Biên giới"), choices=_BORDER, required=False)
    code = forms.CharField(label=gettext_lazy("Mã hành chính"), max_length=20, required=False)
    valid_from = DayField(label=gettext_lazy("Có từ ngày"))
    last_day = DayField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi còn hiệu lực."),
    )

    def __init__(self, *args: Any, request: ActorRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", queries.areas(request.actor, on=request.today), _("Không"))


@page(Permission.MANAGE_ORGANISATION)
def agency_new(request: ActorRequest) -> HttpResponse:
    """Add an agency."""
    start = {"valid_from": f"{request.today:%d/%m/%Y}", "kind": "department", "level": "province"}
    form = AgencyForm(request.POST or None, request=request, new=True, initial=start)
    return kept(request, form, _("Thêm cơ quan"), "agencies", lambda: _keep_agency(request, form, None))


@page(Permission.MANAGE_ORGANISATION)
def agency_correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct what was entered wrongly of an agency."""
    found = queries.agency(request.actor, pk)
    names = ("name", "short_name", "kind", "force", "level", "code")
    start = {name: getattr(found, name) for name in names}
    start |= {"area": found.area_id, "valid_from": f"{found.valid_from:%d/%m/%Y}"}
    form = AgencyForm(request.POST or None, request=request, new=False, initial=start)
    title = _("Sửa: %(name)s") % {"name": found.name}
    return kept(request, form, title, "agencies", lambda: _keep_agency(request, form, found))


def _keep_agency(request: ActorRequest, form: forms.Form, agency: Any) -> str:
    data = dict(form.cleaned_data)
    parent, area = data.pop("parent", None), data.pop("area")
    kept = actions.keep_agency(
        agency=agency,
        **data | {"reports": {"yes": True, "no": False}.get(data["reports"])},
        parent=queries.agency(request.actor, parent) if parent else None,
        area=queries.area(request.actor, area) if area else None,
        on=request.today,
        by=request.actor,
    )
    return reverse("agency", args=[kept.pk])


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def agency_end(request: ActorRequest, pk: int) -> HttpResponse:
    """End an agency after a day, or lift its end."""
    found = queries.agency(request.actor, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_agency(agency=found, ends_on=after(form.cleaned_data["last_day"]), by=request.actor)
        except Problem as problem:
            problem.field = "last_day"
            into_form(form, problem)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc."))
            return redirect("agency", pk=pk)
    return shown_agency(request, pk, {"agency_end_form": form})


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def agency_move(request: ActorRequest, pk: int) -> HttpResponse:
    """Let an agency stand under another from a day on."""
    found = queries.agency(request.actor, pk)
    form = MoveForm(request.POST, request=request, agency=found)
    if form.is_valid():
        parent = form.cleaned_data["parent"]
        try:
            actions.move_under(
                child=found,
                parent=queries.agency(request.actor, parent) if parent else None,
                on=form.cleaned_data["on"],
                by=request.actor,
            )
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã ghi cơ quan cấp trên."))
            return redirect("agency", pk=pk)
    return shown_agency(request, pk, {"move_form": form})


@page(Permission.MANAGE_ORGANISATION)
def area_new(request: ActorRequest) -> HttpResponse:
    """Add an area."""
    start = {"valid_from": f"{request.today:%d/%m/%Y}", "level": "commune"}
    form = AreaForm(request.POST or None, request=request, initial=start)
    return kept(request, form, _("Thêm địa bàn"), "agencies", lambda: _keep_area(request, form, None))


@page(Permission.MANAGE_ORGANISATION)
def area_correct(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct an area, or end it by its last day."""
    found = queries.area(request.actor, pk)
    start = {name: getattr(found, name) for name in ("name", "level", "code")}
    start |= {"parent": found.parent_id, "border": "yes" if found.border else ""}
    start |= {"valid_from": f"{found.valid_from:%d/%m/%Y}"}
    start |= {"last_day": f"{before(found.valid_to):%d/%m/%Y}"} if found.valid_to else {}
    form = AreaForm(request.POST or None, request=request, initial=start)
    title = _("Sửa: %(name)s") % {"name": found.name}
    return kept(request, form, title, "agencies", lambda: _keep_area(request, form, found))


def _keep_area(request: ActorRequest, form: forms.Form, area: Any) -> str:
    data = dict(form.cleaned_data)
    parent, last = data.pop("parent"), data.pop("last_day")
    actions.keep_area(
        area=area,
        **data | {"border": data["border"] == "yes"},
        parent=queries.area(request.actor, parent) if parent else None,
        valid_to=after(last),
        by=request.actor,
    )
    return f"{reverse('agencies')}#h-area"


def kept(
    request: ActorRequest, form: forms.Form, title: str, back: str, keep: Callable[[], str]
) -> HttpResponse:
    """A form on a page of its own: save and go where ``keep`` says, or show what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            where = keep()
        except Problem as problem:
            problem.field = {"valid_to": "last_day"}.get(problem.field or "", problem.field)
            into_form(form, problem)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(where)
    shown = {"sections": sections(request), "form": form, "title": title, "back": reverse(back)}
    return render(request, "people/form.html", shown, status=422 if form.is_bound else 200)


def _offer(form: forms.Form, name: str, rows: Any, none: str | Promise) -> None:
    choices = [("", none), *((one.pk, one.name) for one in rows)]
    form.fields[name].choices = choices  # type: ignore[attr-defined]


urlpatterns = [
    path("co-quan/moi/", agency_new, name="agency_new"),
    path("co-quan/<int:pk>/sua/", agency_correct, name="agency_correct"),
    path("co-quan/<int:pk>/ket-thuc/", agency_end, name="agency_end"),
    path("co-quan/<int:pk>/cap-tren/", agency_move, name="agency_move"),
    path("dia-ban/moi/", area_new, name="area_new"),
    path("dia-ban/<int:pk>/", area_correct, name="area_correct"),
]
