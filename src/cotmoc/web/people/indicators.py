"""Indicators: what is counted; an administrator adds or corrects one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.coordination import queries as coordination
from cotmoc.domain.access import Permission, permits
from cotmoc.reporting import actions
from cotmoc.reporting.queries import defined, tied
from cotmoc.tasks import queries as task_queries
from cotmoc.web.numbers.labels import LEVELS
from cotmoc.web.people.bodies import kept
from cotmoc.web.people.labels import INDICATOR_KINDS
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

_BREAKDOWNS = [one for one in LEVELS.items() if one[0] != "post"]


class IndicatorForm(forms.Form):
    """An indicator; its code is its identity and is asked for only once."""

    code = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9]{0,11}$",
        label=gettext_lazy("Mã"),
        help_text=gettext_lazy("Như A1 hoặc H3a; không đổi được về sau."),
    )
    group = forms.CharField(label=gettext_lazy("Nhóm"), max_length=2)
    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    name_en = forms.CharField(label=gettext_lazy("Tên tiếng Anh"), max_length=200, required=False)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), max_length=40)
    kind = forms.ChoiceField(
        label=gettext_lazy("Cách cộng"),
        choices=list(INDICATOR_KINDS.items()),
        help_text=gettext_lazy(
            "Số trong kỳ cộng dồn; số tại thời điểm lấy số cuối; tỷ lệ tính lại từ hai phần."
        ),
    )
    numerator = forms.ChoiceField(label=gettext_lazy("Tử số của tỷ lệ"), required=False)
    denominator = forms.ChoiceField(label=gettext_lazy("Mẫu số của tỷ lệ"), required=False)
    decimals = forms.IntegerField(label=gettext_lazy("Số chữ số thập phân"), min_value=0, max_value=4)
    breakdowns = forms.MultipleChoiceField(
        label=gettext_lazy("Chia theo cấp"),
        choices=_BREAKDOWNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    joint_kind = forms.ChoiceField(
        label=gettext_lazy("Cộng thêm hoạt động chung"),
        required=False,
        help_text=gettext_lazy(
            "Đơn vị chỉ báo phần làm riêng; hoạt động chung ghi ở Phối hợp được đếm một lần."
        ),
    )
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, request: ActorRequest, new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = ("", _("Không"))
        known = [(one.code, f"{one.code} {one.name}") for one in defined.indicators(request.actor)]
        for part in ("numerator", "denominator"):
            self.fields[part].choices = [none, *known]  # type: ignore[attr-defined]
        kinds = [(one.code, one.name) for one in coordination.kinds()]
        self.fields["joint_kind"].choices = [none, *kinds]  # type: ignore[attr-defined]
        if not new:
            del self.fields["code"]


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Every indicator, by group."""
    asked = {ask.indicator_id for one in defined.regimes(request.actor) for ask in one.asks.all()}
    rows = [
        {"row": one, "kind": INDICATOR_KINDS[one.kind], "asked": one.pk in asked}
        for one in defined.indicators(request.actor)
    ]
    manages = permits(request.actor, Permission.MANAGE_ORGANISATION)
    shown = {"sections": sections(request), "rows": rows, "manages": manages}
    return render(request, "people/indicators.html", shown)


@page(Permission.READ_TASK, methods=("GET",))
def tasks(request: ActorRequest, code: str) -> HttpResponse:
    """An indicator with the tasks whose results it shows."""
    found = defined.indicator(request.actor, code)
    rows = [
        (
            one,
            task_queries.state_of(one, request.today),
            (one.due_on - request.today).days if one.due_on else None,
        )
        for one in tied.tasks_of(request.actor, found)
    ]
    return render(request, "people/indicator_tasks.html", {"indicator": found, "rows": rows})


@page(Permission.MANAGE_ORGANISATION)
def new(request: ActorRequest) -> HttpResponse:
    """Add an indicator."""
    form = IndicatorForm(request.POST or None, request=request, new=True, initial={"decimals": 0})
    return kept(request, form, _("Thêm chỉ tiêu"), "indicators", lambda: _keep(request, form, ""))


@page(Permission.MANAGE_ORGANISATION)
def correct(request: ActorRequest, code: str) -> HttpResponse:
    """Correct an indicator."""
    found = defined.indicator(request.actor, code)
    names = ("group", "name", "name_en", "unit", "kind", "decimals", "breakdowns", "joint_kind", "source")
    start = {name: getattr(found, name) for name in names}
    start |= {name: part.code for name in ("numerator", "denominator") if (part := getattr(found, name))}
    form = IndicatorForm(request.POST or None, request=request, new=False, initial=start)
    title = _("Sửa chỉ tiêu %(code)s") % {"code": code}
    return kept(request, form, title, "indicators", lambda: _keep(request, form, code))


def _keep(request: ActorRequest, form: forms.Form, code: str) -> str:
    data = dict(form.cleaned_data)
    parts: dict[str, Any] = {
        name: defined.indicator(request.actor, part) if (part := data.pop(name)) else None
        for name in ("numerator", "denominator")
    }
    new_code = data.pop("code", "")
    actions.define_indicator(code=code or new_code, fresh=not code, **data, **parts, by=request.actor)
    return reverse("indicators")


urlpatterns = [
    path("chi-tieu/", index, name="indicators"),
    path("chi-tieu/moi/", new, name="indicator_new"),
    path("chi-tieu/<str:code>/", correct, name="indicator"),
    path("chi-tieu/<str:code>/nhiem-vu/", tasks, name="indicator_tasks"),
]
