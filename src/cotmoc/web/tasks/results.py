"""Results of tasks by body, document, function and more, as of a day, with both rates side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.domain.vi_numbers import show_date
from cotmoc.tasks import queries
from cotmoc.tasks.queries import By
from cotmoc.web.charts import Bar
from cotmoc.web.day_field import DayField
from cotmoc.web.request import ActorRequest
from cotmoc.web.tasks.shown import Cell, bars, cells, lines, words_of
from cotmoc.web.views import page

_EACH = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One group with its bar, its six counts and its rates."""

    name: str
    href: str
    bar: Bar
    cells: list[Cell]
    tally: Tally
    extended: int


class Days(forms.Form):
    """Tasks given since when, as of which day; a day that cannot be read is left out and told."""

    tu = DayField(label=gettext_lazy("Giao từ"), required=False)
    den = DayField(label=gettext_lazy("Tính đến"), required=False)

    def __init__(self, data: Mapping[str, Any], today: date) -> None:
        super().__init__({"den": show_date(today), **data})
        self.today = today

    def clean_den(self) -> date | None:
        """The day, which has come. Raises ValidationError."""
        day: date | None = self.cleaned_data["den"]
        if day and day > self.today:
            raise forms.ValidationError(_("không sau %(day)s") % {"day": show_date(self.today)})
        return day


@page(Permission.READ_TASK, methods=("GET",))
def results(request: ActorRequest) -> HttpResponse:
    """The table; ``theo`` says by what, ``den`` as of which day, ``tu`` given since when."""
    by, days = _by(request), Days(request.GET.dict(), request.today)
    read = days.is_valid()
    on, since = days.cleaned_data.get("den") or request.today, days.cleaned_data.get("tu")
    only = queries.Filter(given_from=since)
    found = queries.results(request.actor, by, on=on, only=only)
    drawn = bars(one.tally for one in found.groups)
    past = on < request.today

    def link(key: str) -> str:
        now = "" if past or since else _href(by, key)
        return now or _past_href(by, key, on, since)

    rows = [
        Row(_named(by, one), link(one.key), bar, cells(one.tally), one.tally, one.extended)
        for one, bar in zip(found.groups, drawn, strict=True)
    ]
    values = {
        "choices": [(one.value, words, one is by) for one, words in _words().items()],
        "by": by.value,
        "by_words": _words()[by],
        "on": on,
        "since": since,
        "days": days,
        "rows": rows,
        "columns": cells(found.total),
        "total": found.total,
        "extended": found.extended,
        "by_first_day": found.by_first_day,
        "as_now": by is By.FUNCTION,
        "several": by in (By.BODY, By.AREA),
    }
    return render(request, "tasks/results.html", values, status=200 if read else 422)


@page(Permission.READ_TASK, methods=("GET",))
def listed(request: ActorRequest) -> HttpResponse:
    """The tasks of one group (``khoa``) as they stood on the day, ``state`` narrows them."""
    by, days = _by(request), Days(request.GET.dict(), request.today)
    if not days.is_valid():
        raise Problem(BAD_VALUE, field=next(iter(days.errors)), why=_("không phải ngày, tháng"))
    on, since = days.cleaned_data["den"] or request.today, days.cleaned_data["tu"]
    key, state = request.GET.get("khoa", "")[:100].replace("\0", ""), _state(request)
    found = queries.among(request.actor, by, key, on=on, only=queries.Filter(given_from=since))
    count = found.tally.total if state is None else found.tally[state]
    shown = Paginator(range(count), _EACH).get_page(request.GET.get("page"))
    first = (shown.number - 1) * _EACH
    values = {
        "on": on,
        "since": since,
        "by": by.value,
        "key": key,
        "by_words": _words()[by],
        "name": _named(by, queries.Outcome(key, queries.group_name(by, key), found.tally)),
        "lines": lines(found.rows(state, _EACH, first)),
        "page": shown,
        "count": count,
        "states": [(one.value, words_of(one), found.tally[one], one is state) for one in TaskState],
        "total": found.tally.total,
        "now": _href(by, key),
        "back": f"{reverse('task_results')}?{_asking(by, on, since)}",
    }
    return render(request, "tasks/past.html", values)


def _state(request: ActorRequest) -> TaskState | None:
    try:
        return TaskState(request.GET["state"]) if request.GET.get("state") else None
    except ValueError:
        raise Problem(BAD_VALUE, field="state", why=_("chọn một trong các mục có sẵn")) from None


def _words() -> dict[By, str]:
    return {
        By.LEAD: _("Cơ quan chủ trì"),
        By.BODY: _("Cơ quan ở mọi vai trò"),
        By.GIVER: _("Cơ quan giao"),
        By.DOCUMENT: _("Văn bản"),
        By.AREA: _("Địa bàn"),
        By.FUNCTION: _("Lĩnh vực"),
        By.MONTH: _("Tháng giao"),
    }


def _named(by: By, one: Any) -> str:
    if not one.key:
        none = {By.DOCUMENT: _("Không theo văn bản"), By.AREA: _("Không ghi địa bàn")}
        return {**none, By.FUNCTION: _("Chưa có lĩnh vực")}.get(by, "–")
    if by is By.MONTH:
        return f"{one.key[5:]}/{one.key[:4]}"
    return str(one.name)


def _href(by: By, key: str) -> str:
    """The tasks of a group on the board, where it can show them."""
    names = {By.LEAD: "lead", By.BODY: "agency", By.GIVER: "giver", By.DOCUMENT: "q"}
    names |= {By.AREA: "area", By.FUNCTION: "function"}
    return f"/nhiem-vu/?{urlencode({names[by]: key})}" if key and by in names else ""


def _past_href(by: By, key: str, on: date, since: date | None) -> str:
    """The tasks of a group as they stood on that day."""
    return f"{reverse('task_past')}?{_asking(by, on, since)}&{urlencode({'khoa': key})}"


def _asking(by: By, on: date, since: date | None) -> str:
    days = {"den": show_date(on), "tu": show_date(since) if since else ""}
    return urlencode({"theo": by.value, **{name: day for name, day in days.items() if day}})


def _by(request: ActorRequest) -> By:
    try:
        return By(request.GET.get("theo", By.LEAD))
    except ValueError:
        raise Problem(BAD_VALUE, field="theo", why=_("chọn một trong các mục có sẵn")) from None
