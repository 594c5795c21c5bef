"""Results of tasks by body, giver, document, area or month, as of a day, with both rates side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.task_status import Tally
from cotmoc.domain.vi_numbers import show_date
from cotmoc.tasks import queries
from cotmoc.tasks.queries import By
from cotmoc.web.charts import Bar
from cotmoc.web.day_field import DayField
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.shown import Cell, bars, cells
from cotmoc.web.views import page


@dataclass(frozen=True, slots=True)
class Row:
    """One group with its bar, its six counts and its rates."""

    name: str
    href: str
    bar: Bar
    cells: list[Cell]
    tally: Tally


@page(Permission.READ_TASK, methods=("GET",))
def results(request: ActorRequest) -> HttpResponse:
    """The table; ``theo`` says by what, ``den`` as of which day, ``tu`` given since when."""
    by, on, since = _by(request), _day(request, "den"), _day(request, "tu")
    on = on or request.today
    only = queries.Filter(given_from=since)
    found = queries.results(request.actor, by, on=on, only=only)
    drawn = bars(one.tally for one in found.groups)
    rows = [
        Row(_named(by, one), _href(by, one.key), bar, cells(one.tally), one.tally)
        for one, bar in zip(found.groups, drawn, strict=True)
    ]
    values = {
        "choices": [(one.value, words, one is by) for one, words in _words().items()],
        "by": by.value,
        "by_words": _words()[by],
        "on": on,
        "since": since,
        "rows": rows,
        "columns": cells(found.total),
        "total": found.total,
        "several": by in (By.BODY, By.AREA),
    }
    return render(request, "tasks/results.html", values)


def _words() -> dict[By, str]:
    return {
        By.LEAD: _("Cơ quan chủ trì"),
        By.BODY: _("Cơ quan ở mọi vai trò"),
        By.GIVER: _("Cơ quan giao"),
        By.DOCUMENT: _("Văn bản"),
        By.AREA: _("Địa bàn"),
        By.MONTH: _("Tháng giao"),
    }


def _named(by: By, one: Any) -> str:
    if not one.key:
        return {By.DOCUMENT: _("Không theo văn bản"), By.AREA: _("Không ghi địa bàn")}.get(by, "–")
    if by is By.MONTH:
        return f"{one.key[5:]}/{one.key[:4]}"
    return str(one.name)


def _href(by: By, key: str) -> str:
    """The tasks of a group on the board, where it can show them."""
    names = {By.LEAD: "lead", By.BODY: "agency", By.GIVER: "giver", By.DOCUMENT: "q", By.AREA: "area"}
    return f"/nhiem-vu/?{urlencode({names[by]: key})}" if key and by in names else ""


def _by(request: ActorRequest) -> By:
    try:
        return By(request.GET.get("theo", By.LEAD))
    except ValueError:
        raise Problem(BAD_VALUE, field="theo", why=_("chọn một trong các mục có sẵn")) from None


def _day(request: ActorRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        day = DayField().clean(text)
    except Exception as error:
        raise Problem(BAD_VALUE, field=name, why=_("ghi ngày/tháng/năm")) from error
    if name == "den" and day > request.today:
        raise Problem(BAD_VALUE, field=name, why=_("không sau %(day)s") % {"day": show_date(request.today)})
    return day
