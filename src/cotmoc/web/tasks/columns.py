"""The tasks in columns by state, each with its count and the first of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.task_status import TaskState
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.states import kind_of
from cotmoc.web.tasks.around import around, wanted_by
from cotmoc.web.tasks.asked import WITHDRAWN, Asked
from cotmoc.web.tasks.board import PRESSING
from cotmoc.web.tasks.shown import Line, lines, words_of
from cotmoc.web.views import page

FIRST = 20
"""How many cards a column shows before it refers to the list."""


@dataclass(frozen=True, slots=True)
class Column:
    """One state: its look and words, how many there are, the first cards and the way to all."""

    name: str
    kind: str
    words: str
    count: int
    cards: list[Line]
    href: str


@page(Permission.READ_TASK, methods=("GET",))
def columns(request: ActorRequest) -> HttpResponse:
    """All six states side by side, or the one that the filter names."""
    wanted = wanted_by(request)
    shown = _columns(request, wanted)
    values = {**around(request, wanted, "task_columns"), "columns": shown, "first": FIRST}
    return render(request, "tasks/columns.html", values)


def _columns(request: ActorRequest, wanted: Asked) -> list[Column]:
    if wanted.only.withdrawn:
        listing = queries.Listing(request.actor, on=request.today, only=wanted.only)
        cards = lines(listing[:FIRST])
        href = reverse("tasks") + wanted.link(month=None, day=None)
        return [Column(WITHDRAWN, "no", _("Đã rút"), len(listing), cards, href)]
    states = [state for state in PRESSING if wanted.only.state in (None, state)]
    only = replace(wanted.only, state=None)
    found = queries.columns(request.actor, on=request.today, first=FIRST, states=states, only=only)
    return [
        Column(
            state.value,
            kind_of(state),
            words_of(state),
            found.tally[state],
            lines(found.rows[state]),
            _list(wanted, state),
        )
        for state in states
    ]


def _list(wanted: Asked, state: TaskState) -> str:
    """The list of one state with the same filter."""
    return reverse("tasks") + wanted.link(state=state.value, month=None, day=None)
