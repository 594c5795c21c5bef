"""The board: six counts together, filters kept in the address, rows by how much they press."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.tasks.queries import Listing
from cotmoc.web.request import ActorRequest
from cotmoc.web.states import kind_of
from cotmoc.web.tasks import excel
from cotmoc.web.tasks.around import around, wanted_by
from cotmoc.web.tasks.asked import SIZES, WITHDRAWN, Asked
from cotmoc.web.tasks.shown import Line, lines, words_of
from cotmoc.web.views import page

PRESSING = (
    TaskState.OVERDUE,
    TaskState.DUE_SOON,
    TaskState.NOT_YET_DUE,
    TaskState.NO_DEADLINE,
    TaskState.DONE_LATE,
    TaskState.DONE_ON_TIME,
)
"""The six states in the order of the board."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the six counts, a link to its tasks; pressed again it leads back to all.

    The count is None where a text is found in too many tasks to count them.
    """

    state: str
    kind: str
    words: str
    count: int | None
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive rows of one state; ``more`` than ``count`` where a text is found in too many tasks."""

    words: str
    count: int
    rows: list[Line]
    more: bool = False


@page(Permission.READ_TASK, methods=("GET",))
def board(request: ActorRequest) -> HttpResponseBase:
    """The whole page, or for htmx the part below the title; with ``format=xlsx`` all its rows as a file."""
    if request.GET.get("format") == "xlsx":
        return excel.export(request)
    wanted = wanted_by(request)
    listing = Listing(request.actor, on=request.today, only=wanted.only)
    shown = Paginator(listing, wanted.size).get_page(wanted.page)
    values = {
        **counts(wanted, listing.tally),
        **around(request, wanted, "tasks"),
        "page": shown,
        "more": listing.more,
        "groups": _groups(lines(shown.object_list), listing),
        "sizes": [(size, wanted.link(size=size)) for size in SIZES],
        "title": title_of(wanted),
        "xlsx": wanted.link(format="xlsx"),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, "tasks/board_part.html" if part else "tasks/board.html", values)
    if part:
        response["HX-Push-Url"] = request.path + wanted.link()
    patch_vary_headers(response, ["HX-Request"])
    return response


def counts(wanted: Asked, tally: Tally | None) -> dict[str, Any]:
    """The six counts as links, and what is left out of the rate."""

    def tab(state: TaskState) -> Tab:
        current = wanted.only.state is state
        href = wanted.link(state=None if current else state.value)
        count = None if tally is None else tally[state]
        return Tab(state.value, kind_of(state), words_of(state), count, href, current)

    return {
        "tabs": [tab(state) for state in PRESSING],
        "tally": tally,
        "open_count": 0 if tally is None else tally.total - tally.fallen_due,
        "withdrawn_link": wanted.link(state=None if wanted.only.withdrawn else WITHDRAWN),
    }


def _groups(rows: list[Line], listing: Listing) -> list[Group]:
    tally = listing.tally
    if tally is None or listing.searched:
        words = _("Mới nhất trước") if listing.more else _("Khớp nhất trước")
        return [Group(words, len(listing), rows, listing.more)] if rows else []
    return [
        Group(words_of(state) if state else _("Đã rút"), tally[state] if state else len(listing), list(found))
        for state, found in groupby(rows, key=lambda row: row.state)
    ]


def title_of(wanted: Asked) -> str:
    """What the list is called: its state, or all."""
    if wanted.only.withdrawn:
        return _("Đã rút")
    return words_of(wanted.only.state) if wanted.only.state else _("Tất cả nhiệm vụ")
