"""How a view is guarded: who may open it, what a refusal and a catalogued failure look like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from cotmoc.domain.access import Permission, permits
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.web import errors
from cotmoc.web.once import once
from cotmoc.web.request import Request

View = Callable[..., HttpResponseBase]


def page(
    permission: Permission, *, methods: Iterable[str] = ("GET", "POST"), repeats: bool = False
) -> Callable[[View], View]:
    """Guard a view: signed in, permitted, and catalogued failures shown as a page or a fragment.

    A form that arrives twice is done once (``cotmoc.web.once``), unless the view ``repeats``: what it does
    is the same when done again, or only the last answer counts.

    What may not be seen does not exist: a missing permission answers «not found». The permission stays
    readable as ``view.permission`` for the menu and for the test that sweeps all routes.
    """
    allowed = {*methods, "HEAD"} if "GET" in methods else set(methods)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            door = cast(Request, request)
            if not request.user.is_authenticated:
                return _to_sign_in(door)
            if door.actor is None or not permits(door.actor, permission):
                return errors.refuse(request, NOT_FOUND)
            if request.method not in allowed:
                return errors.not_allowed(request, sorted(allowed))
            act = partial(_run, view, request, *args, **kwargs)
            return act() if repeats else once(request, act)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def public(view: View) -> View:
    """Mark one of the few views that anybody may open; failures are shown as in a guarded page."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _run(view, request, *args, **kwargs)

    opened.public = True  # type: ignore[attr-defined]
    return opened


def _run(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except Problem as problem:
        return errors.from_problem(request, problem)


def _to_sign_in(request: Request) -> HttpResponseBase:
    if request.htmx:
        back = request.htmx.current_url_abs_path or "/"
        return HttpResponseClientRedirect(redirect_to_login(back, reverse("account_login")).url)
    return redirect_to_login(request.get_full_path())
