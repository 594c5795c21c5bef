"""Accounts: the list, inviting, another role, an end by date, a reset link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from config import clock
from cotmoc.domain.access import Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.day_field import DayField
from cotmoc.web.people.fields import after, before, into_form
from cotmoc.web.people.labels import ROLES, STATES
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

ROWS = 50
_ROLES = [(role.value, label) for role, label in ROLES.items()]


class _Post(forms.Form):
    role = forms.TypedChoiceField(label=gettext_lazy("Vai trò"), choices=_ROLES, coerce=Role)
    agency = forms.TypedChoiceField(label=gettext_lazy("Cơ quan"), coerce=int)

    def __init__(self, *args: Any, request: ActorRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = queries.agencies(request.actor, on=request.today)
        self.fields["agency"].choices = [(one.pk, one.name) for one in bodies]  # type: ignore[attr-defined]


class InviteForm(_Post):
    """Who is invited, in which role, for which agency."""

    username = forms.CharField(
        label=gettext_lazy("Tên tài khoản"),
        max_length=60,
        help_text=gettext_lazy("Chữ cái không dấu, chữ số, dấu . _ -; không đổi được về sau."),
    )
    display_name = forms.CharField(
        label=gettext_lazy("Tên hiện trên trang"),
        max_length=200,
        help_text=gettext_lazy("Chức danh hoặc tên người, ví dụ «Chuyên viên tổng hợp»."),
    )
    field_order = ("username", "display_name", "role", "agency")


class MoveForm(_Post):
    """Another role or agency from a day on."""

    valid_from = DayField(label=gettext_lazy("Từ ngày"))


class EndForm(forms.Form):
    """The last day on which the account can be used."""

    last_day = DayField(
        label=gettext_lazy("Ngày dùng cuối cùng"),
        required=False,
        help_text=gettext_lazy("Để trống thì tài khoản không có ngày hết hạn."),
    )


class AddressForm(forms.Form):
    """Where the person's letters go."""

    email = forms.CharField(
        label=gettext_lazy("Địa chỉ thư điện tử"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Thư nhắc việc gửi đến đây. Để trống thì không gửi thư."),
    )


@page(Permission.MANAGE_PEOPLE, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Every account with its role of the day."""
    text = request.GET.get("tim", "").strip()
    found = Paginator(queries.people(request.actor, at=request.at, text=text), ROWS).get_page(
        request.GET.get("page")
    )
    shown = {"sections": sections(request), "page": found, "rows": [_row(one) for one in found], "text": text}
    return render(request, "people/accounts.html", shown)


@page(Permission.MANAGE_PEOPLE)
@never_cache
def invite(request: ActorRequest) -> HttpResponse:
    """Invite somebody; the one-time link is shown once, here."""
    form = InviteForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person, secret = actions.invite(
                username=data["username"],
                display_name=data["display_name"],
                agency=queries.agency(request.actor, data["agency"]),
                role=data["role"],
                at=request.at,
                real_at=clock.real_now(),
                by=request.actor,
            )
        except Problem as problem:
            into_form(form, problem)
        else:
            return _link_once(request, person, secret)
    shown = {"sections": sections(request), "form": form}
    return render(request, "people/invite.html", shown, status=422 if form.is_bound else 200)


@page(Permission.MANAGE_PEOPLE, methods=("GET",))
def account(request: ActorRequest, pk: int) -> HttpResponse:
    """One account and what can be done with it."""
    return _account(request, pk)


@page(Permission.MANAGE_PEOPLE, methods=("POST",))
def move(request: ActorRequest, pk: int) -> HttpResponse:
    """Another role or agency from a day on."""
    form = MoveForm(request.POST, request=request)

    def act(one: queries.Account) -> None:
        data = form.cleaned_data
        actions.move(
            person=one.person,
            agency=queries.agency(request.actor, data["agency"]),
            role=data["role"],
            valid_from=data["valid_from"],
            by=request.actor,
        )
        messages.success(request, _("Đã giao vai trò mới."))

    return _change(request, pk, form, act, "move_form")


@page(Permission.MANAGE_PEOPLE, methods=("POST",))
def end(request: ActorRequest, pk: int) -> HttpResponse:
    """End the account after a day, or lift its end."""
    form = EndForm(request.POST)

    def act(one: queries.Account) -> None:
        last = form.cleaned_data["last_day"]
        actions.end_account(person=one.person, ends_on=after(last), by=request.actor)
        messages.success(
            request, _("Đã ghi ngày hết hạn.") if last else _("Tài khoản không còn ngày hết hạn.")
        )

    return _change(request, pk, form, act, "end_form")


@page(Permission.MANAGE_PEOPLE, methods=("POST",))
def address(request: ActorRequest, pk: int) -> HttpResponse:
    """To which address the person's letters go."""
    form = AddressForm(request.POST)

    def act(one: queries.Account) -> None:
        actions.keep_address(person=one.person, email=form.cleaned_data["email"], by=request.actor)
        messages.success(request, _("Đã ghi địa chỉ thư điện tử."))

    return _change(request, pk, form, act, "address_form")


@page(Permission.MANAGE_PEOPLE, methods=("POST",), repeats=True)
@never_cache
def link(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a one-time link by which the person sets a new password; shown once."""
    one = queries.account(request.actor, pk, at=request.at)
    purpose = "invitation" if one.state == "invited" else "reset"
    secret = actions.offer_link(
        person=one.person, purpose=purpose, real_at=clock.real_now(), by=request.actor
    )
    return _link_once(request, one.person, secret)


@page(Permission.MANAGE_PEOPLE, methods=("POST",))
def second_step(request: ActorRequest, pk: int) -> HttpResponse:
    """Take the second step away from somebody who lost the phone."""
    one = queries.account(request.actor, pk, at=request.at)
    actions.remove_second_step(person=one.person, by=request.actor)
    messages.success(request, _("Đã tắt xác thực hai bước của tài khoản này."))
    return redirect("account", pk=pk)


def _account(request: ActorRequest, pk: int, forms_: dict[str, forms.Form] | None = None) -> HttpResponse:
    one = queries.account(request.actor, pk, at=request.at)
    held, ends = one.appointment, one.person.ends_on
    start: dict[str, Any] = {"valid_from": f"{request.today:%d/%m/%Y}"}
    start |= {"role": held.role, "agency": held.agency_id} if held else {}
    shown = {
        "sections": sections(request),
        "row": _row(one),
        "history": [
            {"row": row, "role": ROLES[Role(row.role)]} for row in queries.appointments_of(one.person)
        ],
        "move_form": MoveForm(request=request, initial=start),
        "end_form": EndForm(initial={"last_day": f"{before(ends):%d/%m/%Y}"} if ends else {}),
        "address_form": AddressForm(initial={"email": one.person.email}),
        **(forms_ or {}),
    }
    return render(request, "people/account.html", shown, status=422 if forms_ else 200)


def _change(
    request: ActorRequest, pk: int, form: forms.Form, act: Callable[[queries.Account], None], name: str
) -> HttpResponse:
    one = queries.account(request.actor, pk, at=request.at)
    if form.is_valid():
        try:
            act(one)
        except Problem as problem:
            into_form(form, problem)
        else:
            return redirect("account", pk=pk)
    return _account(request, pk, {name: form})


def _link_once(request: ActorRequest, person: Any, secret: str) -> HttpResponse:
    url = request.build_absolute_uri(reverse("use_link", args=[secret]))
    return render(
        request, "people/link_once.html", {"sections": sections(request), "person": person, "url": url}
    )


def _row(one: queries.Account) -> dict[str, Any]:
    kind, words = STATES[one.state]
    held, ends = one.appointment, one.person.ends_on
    return {
        "account": one,
        "person": one.person,
        "kind": kind,
        "words": words,
        "role": ROLES[Role(held.role)] if held else "",
        "agency": held.agency if held else None,
        "last_day": before(ends) if ends else None,
    }


urlpatterns = [
    path("tai-khoan/", index, name="accounts"),
    path("tai-khoan/moi/", invite, name="account_invite"),
    path("tai-khoan/<int:pk>/", account, name="account"),
    path("tai-khoan/<int:pk>/vai-tro/", move, name="account_move"),
    path("tai-khoan/<int:pk>/het-han/", end, name="account_end"),
    path("tai-khoan/<int:pk>/dia-chi/", address, name="account_address"),
    path("tai-khoan/<int:pk>/lien-ket/", link, name="account_link"),
    path("tai-khoan/<int:pk>/hai-buoc/", second_step, name="account_second_step"),
]
