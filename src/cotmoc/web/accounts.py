"""How allauth behaves here: no self sign-up; ended accounts cannot enter; lock-out has our page."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class ClosedAdapter(DefaultAccountAdapter):
    """People are invited by a one-time link; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False


def locked_out(
    request: HttpRequest, credentials: dict[str, str], *args: object, **kwargs: object
) -> HttpResponse:
    """Too many failures for this name from this address: the page says when to try again."""
    return render(request, "errors/locked.html", status=429)
