"""The page behind a one-time link: whoever holds it sets the account's password."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config import clock
from cotmoc.organisations import actions, queries
from cotmoc.web.views import public


class PasswordForm(SetPasswordForm):
    """A new password, twice; Django's rules for passwords apply. The action saves it, not the form."""

    new_password1 = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        help_text=gettext_lazy("Ít nhất 10 ký tự; không giống tên tài khoản, không phải mật khẩu hay gặp."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the form, or set the password and lead to sign-in. A spent link is told as such."""
    person = queries.person_of_link(secret, real_at=clock.real_now())
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.use_link(secret=secret, password=form.cleaned_data["new_password1"], real_at=clock.real_now())
        messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập."))
        return HttpResponseRedirect(reverse("account_login"))
    return render(
        request, "people/link.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


urlpatterns = [path("moi/<str:secret>/", set_password, name="use_link")]
