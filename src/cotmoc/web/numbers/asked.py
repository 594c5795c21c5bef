"""What a page of numbers was asked for: indicators, periods, grouping and boundaries, from the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cotmoc.analytics import queries
from cotmoc.analytics.keys import Grouping
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, data_window, period_of
from cotmoc.organisations import queries as organisations

KINDS: dict[PeriodKind, str | Promise] = {
    PeriodKind.MONTH: _("Tháng"),
    PeriodKind.QUARTER: _("Quý"),
    PeriodKind.HALF: _("6 tháng"),
    PeriodKind.YEAR: _("Năm"),
}
MOST_PERIODS = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of a page. ``choice`` is what stands in the indicator field: all, a group or a code."""

    choice: str
    indicators: Sequence[Any]
    periods: Sequence[Period]
    kind: PeriodKind
    grouping: Grouping
    boundaries: date | None
    number: int | None

    def address(self) -> str:
        """The question as a query string."""
        data = QueryDict(mutable=True)
        data.setlist("period", [str(p) for p in self.periods])
        data.update({"indicator": self.choice, "by": self.grouping.value})
        if self.boundaries:
            data["boundaries"] = self.boundaries.isoformat()
        if self.number:
            data["s"] = str(self.number)
        return data.urlencode()


def read(viewer: Actor, data: QueryDict, *, today: date) -> Asked:
    """Read the address. Raises Problem(BAD_VALUE) naming the field that cannot be used."""
    choice = data.get("indicator", "")
    kind = _one_of(PeriodKind, data.get("kind") or PeriodKind.QUARTER, "kind")
    asked = Asked(
        choice=choice,
        indicators=queries.chosen(viewer, [code for code in data.getlist("indicator") if code]),
        periods=[],
        kind=kind,
        grouping=_one_of(Grouping, data.get("by") or Grouping.ALL, "by"),
        boundaries=_day(data.get("boundaries", "")),
        number=_number(data.get("s", "")),
    )
    told = [_period(text, "period") for text in data.getlist("period") if text]
    if told:
        return replace(asked, periods=sorted(set(told))[:MOST_PERIODS], kind=told[0].kind)
    last = period_of(today, PeriodKind.QUARTER, Calendar.ND09).previous()
    until = _period(data.get("to", ""), "to") if data.get("to") else last
    since = _period(data.get("from", ""), "from") if data.get("from") else until.same_last_year()
    return replace(asked, periods=_between(since, until, kind))


def quarters(viewer: Actor, number: int | None) -> list[Period]:
    """Every quarter of the years in a snapshot, newest first, for the choice of periods."""
    years = [file["year"] for file in queries.snapshot(viewer, number).files["years"]]
    return [Period(PeriodKind.QUARTER, y, n) for y in sorted(years, reverse=True) for n in (4, 3, 2, 1)]


def boundary_days(viewer: Actor) -> list[date]:
    """Days whose boundaries can be asked for: the last before and the first of each reorganisation."""
    days = sorted({link.on for link in organisations.succession_links(viewer.province)})[-6:]
    return sorted({one for on in days for one in (on - timedelta(days=1), on)})


def crossings(viewer: Actor, periods: Sequence[Period]) -> list[date]:
    """Reorganisations that fall within the data of these periods or between them."""
    windows = [data_window(p, Calendar.ND09) for p in periods]
    if not windows:
        return []
    first, end = min(w.start for w in windows), max(w.end for w in windows)
    return sorted({x.on for x in organisations.succession_links(viewer.province) if first < x.on < end})


def _between(since: Period, until: Period, kind: PeriodKind) -> list[Period]:
    since, until = sorted((since, until))
    found = [
        period
        for year in range(since.year, until.year + 1)
        for period in Period(PeriodKind.YEAR, year).split(kind)
        if period.last_month + 12 * year >= since.first_month + 12 * since.year
        and period.first_month + 12 * year <= until.last_month + 12 * until.year
    ]
    return found[-MOST_PERIODS:]


def _period(text: str, field: str) -> Period:
    try:
        return Period.parse(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field=field, why=error.vi) from error


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Problem(BAD_VALUE, field="boundaries", why=f"«{text}» không phải là ngày") from None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem(BAD_VALUE, field="s", why=f"«{text}» không phải là số bản chụp")
    return int(text)


def _one_of(kind: Any, text: str, field: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise Problem(BAD_VALUE, field=field, why=f"không có lựa chọn «{text}»") from None
