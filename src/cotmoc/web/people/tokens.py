"""Personal tokens for the API: made, shown once, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from config import clock
from cotmoc.domain.access import GRANTS, Permission
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.labels import PERMISSIONS
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page


class TokenForm(forms.Form):
    """What the token is for, what it may do and how long."""

    name = forms.CharField(
        label=gettext_lazy("Dùng để làm gì"),
        max_length=100,
        help_text=gettext_lazy("Ví dụ «lấy số liệu hằng quý về bảng tính»."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Dùng được"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 ngày")),
            (90, gettext_lazy("90 ngày")),
            (365, gettext_lazy("một năm")),
        ],
        initial=90,
    )
    scopes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Được làm gì"), coerce=Permission, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, request: ActorRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = GRANTS[request.actor.role]
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (one.value, words) for one, words in PERMISSIONS.items() if one in own
        ]


@page(Permission.OWN_ACCOUNT)
@never_cache
def index(request: ActorRequest) -> HttpResponse:
    """One's own tokens, and a form for a new one; its secret is shown once, here."""
    form, secret = TokenForm(request.POST or None, request=request), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = actions.make_token(
                **form.cleaned_data, real_at=clock.real_now(), by=request.actor
            )
        except Problem as problem:
            into_form(form, problem)
    failed = form.is_bound and not secret
    now = clock.real_now()
    shown = {
        "form": form if failed else TokenForm(request=request),
        "secret": secret,
        "tokens": [_row(one, now) for one in queries.tokens(request.actor)],
    }
    return render(request, "people/tokens.html", shown, status=422 if failed else 200)


@page(Permission.OWN_ACCOUNT, methods=("POST",))
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """End a token now."""
    actions.revoke_token(pk, real_at=clock.real_now(), by=request.actor)
    messages.success(request, _("Đã thu hồi mã truy cập."))
    return redirect("tokens")


def _row(token: Any, now: Any) -> dict[str, Any]:
    words = {one.value: label for one, label in PERMISSIONS.items()}
    state = "revoked" if token.revoked_at else "ended" if token.expires_at <= now else "open"
    return {"token": token, "state": state, "scopes": [words.get(scope, scope) for scope in token.scopes]}


urlpatterns = [
    path("ma-truy-cap/", index, name="tokens"),
    path("ma-truy-cap/<int:pk>/thu-hoi/", revoke, name="token_revoke"),
]
