"""Webhooks: which programs are told of events, their secrets shown once, and the log of deliveries."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.notices import actions, queries
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.labels import SENDING
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

ROWS = 50
NEWEST = 10


class EventsForm(forms.Form):
    """Which events an endpoint is told of."""

    events = forms.CharField(
        label=gettext_lazy("Việc được báo"),
        max_length=2000,
        initial="task.",
        help_text=gettext_lazy(
            "Tên việc như task.accepted; cả nhóm viết «task.», mọi việc viết «*». Cách nhau bằng dấu phẩy."
        ),
    )

    def clean_events(self) -> list[str]:
        """The names, written with commas or spaces between them."""
        return [one for one in re.split(r"[\s,;]+", self.cleaned_data["events"]) if one]


class EndpointForm(EventsForm):
    """The address of a new endpoint, and its events."""

    url = forms.CharField(
        label=gettext_lazy("Địa chỉ"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=gettext_lazy("Địa chỉ https:// của chương trình nhận; không sửa được về sau."),
    )
    field_order = ("url", "events")


@page(Permission.READ_NOTICE, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """The endpoints with what waits for each and what was given up."""
    shown = {
        "sections": sections(request),
        "rows": queries.endpoints(request.actor),
        "manages": permits(request.actor, Permission.MANAGE_NOTICE),
    }
    return render(request, "people/webhooks.html", shown)


@page(Permission.MANAGE_NOTICE)
@never_cache
def new(request: ActorRequest) -> HttpResponse:
    """Add an endpoint; its secret is shown once, here."""
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_endpoint(**form.cleaned_data, by=request.actor, at=request.at)
        except Problem as problem:
            into_form(form, problem)
        else:
            return _secret_once(request, row.pk)
    shown = {
        "sections": sections(request),
        "form": form,
        "title": _("Thêm nơi nhận webhook"),
        "back": reverse("webhooks"),
    }
    return render(request, "people/form.html", shown, status=422 if form.is_bound else 200)


@page(Permission.READ_NOTICE, methods=("GET",))
def endpoint(request: ActorRequest, pk: int) -> HttpResponse:
    """One endpoint with its newest deliveries."""
    return _endpoint(request, pk)


@page(Permission.MANAGE_NOTICE, methods=("POST",))
def events(request: ActorRequest, pk: int) -> HttpResponse:
    """Tell it of other events."""
    form = EventsForm(request.POST)
    if form.is_valid():
        try:
            actions.change_endpoint(pk, events=form.cleaned_data["events"], by=request.actor)
        except Problem as problem:
            if problem.field != "events":
                raise
            into_form(form, problem)
        else:
            messages.success(request, _("Đã đổi việc được báo."))
            return redirect("webhook", pk=pk)
    return _endpoint(request, pk, form)


@page(Permission.MANAGE_NOTICE, methods=("POST",))
def use(request: ActorRequest, pk: int) -> HttpResponse:
    """Stop telling it anything, or open it again."""
    opened = request.POST.get("active") == "1"
    actions.change_endpoint(pk, active=opened, by=request.actor)
    messages.success(request, _("Đã mở lại nơi nhận này.") if opened else _("Đã thôi gửi đến nơi nhận này."))
    return redirect("webhook", pk=pk)


@page(Permission.MANAGE_NOTICE, methods=("POST",), repeats=True)
@never_cache
def secret(request: ActorRequest, pk: int) -> HttpResponse:
    """Make a new secret; shown once."""
    actions.renew_secret(pk, by=request.actor)
    return _secret_once(request, pk)


@page(Permission.READ_NOTICE, methods=("GET",))
def log(request: ActorRequest) -> HttpResponse:
    """Deliveries, newest first; of one endpoint, in one state, of one event."""
    asked = {name: request.GET.get(name, "").strip() for name in ("noi-nhan", "tinh-trang", "viec")}
    known = [row.endpoint for row in queries.endpoints(request.actor)]
    chosen = next((one.pk for one in known if str(one.pk) == asked["noi-nhan"]), None)
    state = asked["tinh-trang"] if asked["tinh-trang"] in queries.DELIVERY_STATES else ""
    found = queries.deliveries(request.actor, endpoint=chosen, state=state, event=asked["viec"])
    rows = Paginator(found, ROWS).get_page(request.GET.get("page"))
    shown = {
        "sections": sections(request),
        "page": rows,
        "rows": [_row(one) for one in rows],
        "endpoints": known,
        "chosen": chosen,
        "state": state,
        "event": asked["viec"],
        "states": [(name, SENDING[name][1]) for name in queries.DELIVERY_STATES],
        "manages": permits(request.actor, Permission.MANAGE_NOTICE),
    }
    return render(request, "people/deliveries.html", shown)


@page(Permission.MANAGE_NOTICE, methods=("POST",))
def redeliver(request: ActorRequest, pk: int) -> HttpResponse:
    """Queue an event once more."""
    row = actions.redeliver(pk, by=request.actor, at=request.at)
    messages.success(request, _("Sự kiện %(name)s đã vào hàng chờ.") % {"name": row.event})
    return redirect(f"{reverse('webhook_log')}?{urlencode({'noi-nhan': row.endpoint_id})}")


def _endpoint(request: ActorRequest, pk: int, form: forms.Form | None = None) -> HttpResponse:
    found = queries.endpoint(request.actor, pk)
    manages = permits(request.actor, Permission.MANAGE_NOTICE)
    shown = {
        "sections": sections(request),
        "row": found,
        "endpoint": found.endpoint,
        "rows": [_row(one) for one in queries.deliveries(request.actor, endpoint=pk)[:NEWEST]],
        "manages": manages,
        "form": form or EventsForm(initial={"events": ", ".join(found.endpoint.events)}),
    }
    return render(request, "people/webhook.html", shown, status=422 if form else 200)


def _secret_once(request: ActorRequest, pk: int) -> HttpResponse:
    shown = {
        "sections": sections(request),
        "endpoint": queries.endpoint(request.actor, pk).endpoint,
        "secret": queries.secret(request.actor, pk),
    }
    return render(request, "people/secret_once.html", shown)


def _row(row: Any) -> dict[str, Any]:
    kind, words = SENDING[row.state]
    return {
        "delivery": row,
        "kind": kind,
        "words": words,
        "again": row.state in {"delivered", "failed"},
        "waits": row.state == "queued" and row.attempts > 0,
    }


urlpatterns = [
    path("webhook/", index, name="webhooks"),
    path("webhook/moi/", new, name="webhook_new"),
    path("webhook/nhat-ky/", log, name="webhook_log"),
    path("webhook/lan-gui/<int:pk>/gui-lai/", redeliver, name="webhook_redeliver"),
    path("webhook/<int:pk>/", endpoint, name="webhook"),
    path("webhook/<int:pk>/viec/", events, name="webhook_events"),
    path("webhook/<int:pk>/dung/", use, name="webhook_use"),
    path("webhook/<int:pk>/khoa/", secret, name="webhook_secret"),
]
