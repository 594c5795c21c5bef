"""How allauth behaves here: no self sign-up; ended accounts cannot enter; lock-out has our page."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from config import env
from cotmoc.audit.actions import sign_in_event
from cotmoc.organisations import queries
from cotmoc.web.request import Request


class ClosedAdapter(DefaultAccountAdapter):
    """People are invited by a one-time link; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này không còn dùng được."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "incorrect_code": _("Mã không đúng."),
        "invalid_login": _("Tên tài khoản hoặc mật khẩu không đúng."),
        "username_password_mismatch": _("Tên tài khoản hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _("Đã thử sai nhiều lần. Thử lại sau 15 phút."),
        "rate_limited": _("Đã gửi quá nhiều lần. Thử lại sau ít phút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Remember whether this name was locked already, so that each lock-out is logged once."""
        remember_lock(request, str(credentials.get("username", "")))
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Turn away, with the reason, an account that has ended or acts for nobody on this day."""
        if queries.actor(user, at=cast(Request, request).at) is not None:
            return cast("HttpResponse | None", super().pre_login(request, user, **kwargs))
        sign_in_event(
            "account.turned_away",
            person=user.pk,
            shown=user.display_name,
            detail={"address": client_address(request)},
        )
        return render(request, "account/account_inactive.html", status=403)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As for the lock-out."""
        return client_address(request)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step speaks our languages."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã không đúng."),
        "cannot_delete_authenticator": _("Không tắt được xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Bật xác thực hai bước trước khi tạo mã dự phòng."),
        "rate_limited": _("Đã gửi quá nhiều lần. Thử lại sau ít phút."),
    }


def client_address(request: HttpRequest) -> str:
    """Who knocks: the peer, or behind a proxy the last address that the proxy itself added."""
    if env.behind_proxy():
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))


def lock_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The user name under which failures are counted: whatever its case, it is one."""
    told = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(told).strip().lower()[:255]


def remember_lock(request: HttpRequest, username: str) -> bool:
    """Whether this name is locked for this address; kept on the request for the audit log."""
    locked = not AxesProxyHandler.is_allowed(request, {"username": username})
    request.locked_before = locked  # type: ignore[attr-defined]
    return locked


def count_wrong_code(request: HttpRequest, user: Any) -> None:
    """A wrong code of the second step counts towards the lock-out as a wrong password does."""
    user_login_failed.send(sender=__name__, credentials={"username": user.username}, request=request)


def locked_out(
    request: HttpRequest, credentials: dict[str, str], *args: object, **kwargs: object
) -> HttpResponse:
    """Too many failures for this name from this address: the page says when to try again."""
    return render(request, "errors/locked.html", status=429)
