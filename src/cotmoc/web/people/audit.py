"""The audit log as a page: who did what, with filters."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from cotmoc.audit import queries
from cotmoc.domain.access import Permission
from cotmoc.web.people.audit_words import DEEDS, THINGS, detail
from cotmoc.web.people.labels import GROUPS
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

ROWS = 50


@page(Permission.READ_AUDIT, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Rows, newest first; by person, deed and thing."""
    asked = {name: request.GET.get(name, "").strip() for name in ("nguoi", "viec", "doi-tuong", "so")}
    found = queries.rows(
        request.actor,
        person=asked["nguoi"],
        deed=asked["viec"],
        thing=asked["doi-tuong"],
        thing_id=asked["so"],
    )
    rows = Paginator(found, ROWS).get_page(request.GET.get("page"))
    shown = {
        "sections": sections(request),
        "page": rows,
        "rows": [_row(row) for row in rows],
        "asked": asked,
        "thing": asked["doi-tuong"],
        "deeds": _deeds(queries.deeds(request.actor)),
        "things": [(name, THINGS.get(name, name)) for name in queries.things(request.actor)],
        "head": queries.head(),
    }
    return render(request, "people/audit.html", shown)


def _row(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "group": GROUPS.get(row.deed.partition(".")[0], ""),
        "deed": DEEDS.get(row.deed, row.deed),
        "thing": THINGS.get(row.thing, row.thing),
        "detail": detail(row.detail),
    }


def _deeds(names: list[str]) -> list[dict[str, Any]]:
    """Deeds under their group; the group itself can be asked for as «task.»."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.partition(".")[0], []).append(name)
    return [
        {
            "label": GROUPS.get(group, group),
            "prefix": f"{group}.",
            "names": [(name, DEEDS.get(name, name)) for name in found],
        }
        for group, found in groups.items()
    ]


urlpatterns = [path("nhat-ky/", index, name="audit")]
