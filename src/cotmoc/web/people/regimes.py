"""Reporting regimes: what is asked of whom by when, and which bodies owe a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.asks import show_asks
from cotmoc.organisations import queries
from cotmoc.reporting import actions
from cotmoc.reporting.queries import defined
from cotmoc.web.day_field import DayField
from cotmoc.web.numbers.labels import LEVELS
from cotmoc.web.people.bodies import kept
from cotmoc.web.people.labels import CALENDARS, FORCES, FREQUENCIES, KINDS
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


class RegimeForm(forms.Form):
    """A regime: frequency, calendar, due days by level, what it asks."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=200)
    name_en = forms.CharField(label=gettext_lazy("Tên tiếng Anh"), max_length=200, required=False)
    frequency = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=list(FREQUENCIES.items()))
    calendar = forms.ChoiceField(label=gettext_lazy("Kỳ số liệu"), choices=list(CALENDARS.items()))
    due_province = forms.IntegerField(
        label=gettext_lazy("Hạn gửi của cấp tỉnh: số ngày sau khi khóa số liệu"), min_value=1, max_value=90
    )
    due_district = forms.IntegerField(label=gettext_lazy("Hạn gửi của cấp huyện"), min_value=1, max_value=90)
    due_commune = forms.IntegerField(label=gettext_lazy("Hạn gửi của cấp xã"), min_value=1, max_value=90)
    due_post = forms.IntegerField(label=gettext_lazy("Hạn gửi của đồn, trạm"), min_value=1, max_value=90)
    asks = forms.CharField(
        label=gettext_lazy("Chỉ tiêu và ai báo cáo"),
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=gettext_lazy(
            "Mỗi dòng một chỉ tiêu, như «A1: UBND xã; đồn biên phòng» hoặc «I1: SYT»: mã, dấu hai chấm, rồi "
            "loại cơ quan, lực lượng hoặc ký hiệu. Không ghi ai thì hỏi mọi cơ quan."
        ),
    )
    everybody = forms.BooleanField(
        label=gettext_lazy("Cơ quan nào được hỏi thì phải báo cáo, kể cả cơ quan thêm về sau"), required=False
    )
    valid_from = DayField(
        label=gettext_lazy("Áp dụng từ ngày"),
        required=False,
        help_text=gettext_lazy("Kỳ khóa số liệu trước ngày này không ai phải báo cáo."),
    )
    source = forms.CharField(label=gettext_lazy("Căn cứ"), max_length=300)


@page(Permission.READ_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Every regime with how many bodies owe reports under it today."""
    rows = [
        {
            "row": one,
            "name": _name(one),
            "frequency": FREQUENCIES[one.frequency],
            "asks": len(one.asks.all()),
            "owing": defined.reporters(request.actor, one, on=request.today).count(),
        }
        for one in defined.regimes(request.actor)
    ]
    manages = permits(request.actor, Permission.MANAGE_ORGANISATION)
    shown = {"sections": sections(request), "rows": rows, "manages": manages}
    return render(request, "people/regimes.html", shown)


@page(Permission.READ_ORGANISATION, methods=("GET",))
def regime(request: ActorRequest, key: str) -> HttpResponse:
    """One regime: what it asks, when it is due, who owes a report."""
    found = defined.regime(request.actor, key)
    owing = set(defined.reporters(request.actor, found, on=request.today).values_list("pk", flat=True))
    facts = [
        (_("Kỳ"), FREQUENCIES[found.frequency]),
        (_("Kỳ số liệu"), CALENDARS.get(found.calendar, found.calendar)),
        (_("Căn cứ"), found.source),
        (_("Ai phải báo cáo"), _("Cơ quan nào được hỏi") if found.everybody else _("Cơ quan được nêu tên")),
    ]
    if found.valid_from:
        facts.insert(2, (_("Áp dụng từ ngày"), f"{found.valid_from:%d/%m/%Y}"))
    days = {rule.level: rule.days for rule in found.due_rules.all()}
    due = [(label, days[level]) for level, label in LEVELS.items() if level in days]
    shown = {
        "sections": sections(request),
        "regime": found,
        "name": _name(found),
        "facts": facts,
        "due": due,
        "asks": found.asks.all(),
        "asked": [{"ask": ask, "who": _who(ask.suppliers)} for ask in found.asks.all()],
        "bodies": [
            {"agency": one, "owes": one.pk in owing}
            for one in queries.agencies(request.actor, on=request.today).order_by("name")
        ],
        "owing": len(owing),
        "manages": permits(request.actor, Permission.MANAGE_ORGANISATION),
    }
    return render(request, "people/regime.html", shown)


@page(Permission.MANAGE_ORGANISATION, methods=("POST",))
def reporters(request: ActorRequest, key: str) -> HttpResponse:
    """Say which bodies owe reports from today on."""
    found = defined.regime(request.actor, key)
    chosen = {int(pk) for pk in request.POST.getlist("agency") if pk.isascii() and pk.isdigit()}
    actions.set_reporters(regime=found, agencies=chosen, on=request.today, by=request.actor)
    messages.success(request, _("Đã ghi cơ quan phải báo cáo từ hôm nay."))
    return redirect("regime", key=key)


@page(Permission.MANAGE_ORGANISATION)
def new(request: ActorRequest) -> HttpResponse:
    """Add a regime."""
    start = {"frequency": "quarter", "calendar": "nd09", "everybody": True}
    start |= {"due_province": 6, "due_district": 6, "due_commune": 3, "due_post": 3}
    form = RegimeForm(request.POST or None, initial=start | {"valid_from": f"{request.today:%d/%m/%Y}"})
    return kept(request, form, _("Thêm chế độ báo cáo"), "regimes", lambda: _keep(request, form, ""))


@page(Permission.MANAGE_ORGANISATION)
def correct(request: ActorRequest, key: str) -> HttpResponse:
    """Correct a regime."""
    found = defined.regime(request.actor, key)
    names = ("name", "name_en", "frequency", "calendar", "everybody", "source")
    start: dict[str, Any] = {name: getattr(found, name) for name in names}
    start |= {f"due_{rule.level}": rule.days for rule in found.due_rules.all()}
    start["asks"] = show_asks((ask.indicator.code, ask.suppliers) for ask in found.asks.all())
    start["valid_from"] = f"{found.valid_from:%d/%m/%Y}" if found.valid_from else ""
    form = RegimeForm(request.POST or None, initial=start)
    title = _("Sửa: %(name)s") % {"name": _name(found)}
    return kept(request, form, title, "regimes", lambda: _keep(request, form, key))


def _keep(request: ActorRequest, form: forms.Form, key: str) -> str:
    data = dict(form.cleaned_data)
    due = {level: data.pop(f"due_{level}") for level in LEVELS}
    kept_regime = actions.keep_regime(key=key, due=due, **data, by=request.actor)
    return reverse("regime", args=[kept_regime.key])


def _who(suppliers: list[str]) -> str:
    words = KINDS | {code: label for code, label in FORCES.items() if code}
    return "; ".join(str(words.get(one, one)) for one in suppliers)


def _name(regime: Any) -> str:
    name: str = regime.name_en if get_language() == "en" else regime.name
    return name


urlpatterns = [
    path("che-do/", index, name="regimes"),
    path("che-do/moi/", new, name="regime_new"),
    path("che-do/<slug:key>/", regime, name="regime"),
    path("che-do/<slug:key>/sua/", correct, name="regime_correct"),
    path("che-do/<slug:key>/bao-cao/", reporters, name="regime_reporters"),
]
