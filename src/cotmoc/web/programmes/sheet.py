"""A form on a page of its own: one action, then what it changed; what cannot be kept stays as typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.web.request import ActorRequest


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a form: heading, the line below, the way back, the button and what is said then."""

    title: str
    sub: str
    back: str
    back_words: str
    button: str
    said: str


def filled(
    request: ActorRequest,
    form: forms.Form,
    sheet: Sheet,
    act: Callable[[], str],
    version: Callable[[], int] | None = None,
) -> HttpResponse:
    """The page of a form, or after ``act`` the page whose address it returns.

    ``version`` tells what stands now, for a form that carries the version its sender saw.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                address = act()
            except Problem as problem:
                if problem.entry is NOT_PERMITTED or (problem.entry is NOT_FOUND and problem.field is None):
                    raise
                status = problem.entry.http
                place = problem.field if problem.field in form.fields else None
                form.add_error(place, problem.text(get_language() or "vi"))
                if problem.entry is CHANGED_MEANWHILE and version is not None:
                    # Who has seen what changed and sends again has chosen: the form then names what stands.
                    form.data = request.POST.copy()
                    form.data["version"] = str(version())
            else:
                messages.success(request, sheet.said)
                return HttpResponseRedirect(address)
    return render(request, "programmes/form.html", {"form": form, "sheet": sheet}, status=status)
