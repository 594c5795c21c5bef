"""Joint activities: what the forces did together in a quarter, each once; recording and withdrawing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.coordination import actions, queries
from cotmoc.domain.access import Permission, permits, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.coordination import LOOKS_THE_SAME
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, data_window, period_of
from cotmoc.organisations import queries as organisations
from cotmoc.web.day_field import DayField
from cotmoc.web.numbers.labels import FORCES, named
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

ROWS = 50
QUARTERS_BACK = 12


class RecordForm(forms.Form):
    """One joint activity that has taken place."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại hoạt động"))
    held_on = DayField(
        label=gettext_lazy("Ngày thực hiện"),
        help_text=gettext_lazy("Ghi sau khi đã làm, ví dụ 02/6/2022. Không ghi kế hoạch."),
    )
    lead = forms.TypedChoiceField(label=gettext_lazy("Đơn vị chủ trì"), coerce=int)
    participants = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị tham gia"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ít nhất hai đơn vị, kể cả đơn vị chủ trì."),
    )
    area = forms.TypedChoiceField(label=gettext_lazy("Địa bàn"), coerce=int, required=False, empty_value=None)
    markers = forms.CharField(
        label=gettext_lazy("Đoạn mốc"),
        required=False,
        help_text=gettext_lazy("Bằng lời, ví dụ «mốc 12 đến mốc 15». Không ghi tọa độ."),
    )
    count = forms.IntegerField(label=gettext_lazy("Số cuộc"), min_value=1, initial=1)
    note = forms.CharField(
        label=gettext_lazy("Kết quả"),
        required=False,
        help_text=gettext_lazy("Chỉ số lượng; không ghi họ tên, không ghi nội dung mật."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    another_occasion = forms.BooleanField(
        label=gettext_lazy("Đây là lần khác với hoạt động đã ghi"), required=False
    )

    def __init__(self, *args: Any, request: ActorRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The forces come first: they are those who mostly act together.
        found = organisations.agencies(request.actor, on=request.today)
        agencies = sorted(found, key=lambda a: (not a.force, a.force))
        units = [(a.pk, a.name) for a in agencies]
        self.fields["kind"].choices = [(k.code, named(k)) for k in queries.kinds()]  # type: ignore[attr-defined]
        self.fields["lead"].choices = units  # type: ignore[attr-defined]
        self.fields["participants"].choices = units  # type: ignore[attr-defined]
        places = organisations.areas(request.actor, on=request.today, border_only=True)
        self.fields["area"].choices = [("", "–"), *((a.pk, a.name) for a in places)]  # type: ignore[attr-defined]


@page(Permission.READ_ACTIVITY, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """A quarter: what was done together, by force with the overlap, and each activity."""
    current = period_of(request.today, PeriodKind.QUARTER, Calendar.ND09)
    quarter = _quarter(request.GET.get("ky", ""), current)
    window = data_window(quarter, Calendar.ND09)
    kind = request.GET.get("loai", "")
    found = queries.activities(request.actor, kind=kind, start=window.start, end=window.end)
    names = {k.code: named(k) for k in queries.kinds()}
    rows = Paginator(found, ROWS).get_page(request.GET.get("page"))
    shown = {
        "quarter": quarter,
        "quarters": _choices(current, quarter),
        "window": window,
        "kind": kind,
        "kinds": list(names.items()),
        "equations": [_equation(one) for one in _tallies(request, window.start, window.end, kind)],
        "page": rows,
        "rows": [{"event": one, "kind": names.get(one.kind, one.kind)} for one in rows],
        "records": permits(request.actor, Permission.RECORD_ACTIVITY),
    }
    return render(request, "coordination/list.html", shown)


@page(Permission.RECORD_ACTIVITY)
def record(request: ActorRequest) -> HttpResponse:
    """The form for one activity; what was typed stays when it cannot be kept."""
    form = RecordForm(request.POST or None, request=request, initial={"lead": request.actor.agency})
    twin = None
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.record(**form.cleaned_data, by=request.actor, at=request.at)
        except Problem as problem:
            _into(form, problem)
            if problem.entry is LOOKS_THE_SAME:
                twin = queries.activity(request.actor, int(str(problem.values["other"])))
        else:
            messages.success(request, _("Đã ghi hoạt động chung."))
            return redirect("activity", pk=row.pk)
    status = 422 if form.is_bound else 200
    return render(request, "coordination/record.html", {"form": form, "twin": twin}, status=status)


@page(Permission.READ_ACTIVITY, methods=("GET",))
def activity(request: ActorRequest, pk: int) -> HttpResponse:
    """One activity with everybody who took part."""
    return _activity(request, pk)


@page(Permission.RECORD_ACTIVITY, methods=("POST",))
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take an activity back; it stays readable with the reason."""
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw(pk, reason=reason, by=request.actor, at=request.at)
    except Problem as problem:
        if problem.field != "reason":
            raise
        return _activity(request, pk, problem.parts(request.LANGUAGE_CODE), reason)
    messages.success(request, _("Đã rút lại hoạt động; các số từ bản chụp sau không tính nữa."))
    return redirect("activity", pk=pk)


def _activity(request: ActorRequest, pk: int, problem: object = None, reason: str = "") -> HttpResponse:
    event = queries.activity(request.actor, pk)
    names = {k.code: named(k) for k in queries.kinds()}
    parts = event.participations.all()
    may = permits(request.actor, Permission.RECORD_ACTIVITY)
    shown = {
        "event": event,
        "kind": names.get(event.kind, event.kind),
        "quarter": period_of(event.held_on, PeriodKind.QUARTER, Calendar.ND09),
        "may_withdraw": may
        and event.withdrawn_at is None
        and any(reaches(request.actor, part.agency_id) for part in parts),
        "problem": problem,
        "reason": reason,
    }
    return render(request, "coordination/activity.html", shown, status=422 if problem else 200)


def _into(form: forms.Form, problem: Problem) -> None:
    """Show a catalogued failure at its field; what belongs to none stands above the form."""
    parts = problem.parts()
    field = problem.field if problem.field in form.fields else None
    form.add_error(field, f"{parts.what} {parts.todo}")


def _tallies(request: ActorRequest, start: date, end: date, kind: str) -> list[queries.JointTally]:
    return [
        t for t in queries.tallies(request.actor, start=start, end=end) if not kind or t.kind.code == kind
    ]


def _equation(tally: queries.JointTally) -> dict[str, Any]:
    return {
        "title": named(tally.kind),
        "total": tally.total,
        "sum": sum(tally.by_force.values()),
        "overlap": tally.overlap,
        "forces": [(FORCES.get(f or "none", f), count) for f, count in tally.by_force.items()],
    }


def _quarter(text: str, current: Period) -> Period:
    if not text:
        return current
    try:
        asked = Period.parse(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field="ky", why=error.vi) from error
    if asked.kind is not PeriodKind.QUARTER:
        raise Problem(BAD_VALUE, field="ky", why=f"«{text}» không phải là quý")
    return asked


def _choices(current: Period, asked: Period) -> list[Period]:
    found = [current]
    while len(found) < QUARTERS_BACK:
        found.append(found[-1].previous())
    return sorted({*found, asked}, reverse=True)


urlpatterns: list[URLPattern] = [
    path("", index, name="activities"),
    path("ghi/", record, name="activity_record"),
    path("<int:pk>/", activity, name="activity"),
    path("<int:pk>/rut/", withdraw, name="activity_withdraw"),
]
