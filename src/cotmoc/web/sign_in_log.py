"""Sign-in, sign-out, failures and lock-outs go to the audit log, by the real clock."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from cotmoc.audit.actions import sign_in_event
from cotmoc.organisations import queries
from cotmoc.web.accounts import client_address

UNKNOWN = "?"
"""Shown for a name that no account has: what was typed may be a password in the wrong field."""


def connect() -> None:
    """Listen; called once when the pages start."""
    for signal, receiver in (
        (user_logged_in, _came_in),
        (user_logged_out, _went_out),
        (user_login_failed, _failed),
        (user_locked_out, _locked),
        (password_changed, _account("account.password_changed")),
        (authenticator_added, _account("account.second_step_added")),
        (authenticator_removed, _account("account.second_step_removed")),
        (authenticator_reset, _account("account.second_step_reset")),
        (authentication_failed, _account("account.wrong_code")),
    ):
        signal.connect(receiver, weak=False, dispatch_uid=f"sign_in_log.{receiver.__name__}.{id(signal)}")


def _keep(name: str, request: HttpRequest | None, user: Any, **detail: Any) -> None:
    address = client_address(request) if request is not None else ""
    sign_in_event(
        name,
        person=user.pk if user is not None else None,
        shown=user.display_name if user is not None else UNKNOWN,
        detail={"address": address, **detail},
    )


def _came_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    _keep("account.signed_in", request, user)


def _went_out(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        _keep("account.signed_out", request, user)


def _failed(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # A locked name can be tried again and again; only what came before the lock is worth a row.
    if not getattr(request, "locked_before", False):
        _keep("account.sign_in_failed", request, _named(credentials.get("username")))


def _locked(sender: Any, request: HttpRequest, username: str, **_: Any) -> None:
    if not getattr(request, "locked_before", False):
        _keep("account.locked", request, _named(username))


def _account(name: str) -> Any:
    def keep(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
        _keep(name, request, user)

    return keep


def _named(username: object) -> Any:
    return queries.person_named(str(username)) if username else None
