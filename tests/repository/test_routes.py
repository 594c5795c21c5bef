"""Every page declares its permission, or says that it is open to all."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from cotmoc.domain.access import Permission

OPEN = {"ngon-ngu/", "ngay-trinh-dien/", "nhiem-vu/lich/<str:secret>.ics"}
"""The pages that anybody may open: the switches of the frame, and the calendar, whose address holds a secret.

A new one is added here with its reason.
"""

ELSEWHERE = ("tai-khoan/", "api/")
"""Sign-in is allauth's; each operation of the API declares its permission to the API's own frame."""


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, object]]:
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        else:
            yield from routes(pattern, address)


def own() -> list[tuple[str, object]]:
    return [
        (address, view)
        for address, view in routes(get_resolver(settings.ROOT_URLCONF))
        if not address.startswith(ELSEWHERE)
    ]


def test_every_page_declares_who_may_open_it():
    silent = [
        address
        for address, view in own()
        if not isinstance(getattr(view, "permission", None), Permission) and not getattr(view, "public", 0)
    ]
    assert silent == []


def test_the_open_pages_are_few_and_known():
    assert {address for address, view in own() if getattr(view, "public", False)} == OPEN
