"""Figures read in documents, offered to the matching cells of a report; never entered by themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from cotmoc.directives import queries as directives
from cotmoc.directives.queries import Stated
from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.figure_matching import Counted, Timing, Told, matching, timing, value_for
from cotmoc.domain.folding import fold
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency, AgencyAlias, Area, Level
from cotmoc.organisations.queries import valid_on
from cotmoc.reporting.models import Indicator, Submission
from cotmoc.reporting.queries.asking import AskedCell, asked_of

MOST_EACH = 3
"""Suggestions shown at one cell."""
LATEST = timedelta(days=366)
"""How long after a period's data close a document may still tell of it by name."""
NEAR_BEFORE, NEAR_AFTER = timedelta(days=31), timedelta(days=45)
"""A figure without a clear period is offered only from a document of these days around the close of data."""
LONGEST_ORIGIN = 300

_FILE = Path(__file__).resolve().parents[4] / "reference_data" / "indicator_wordings.toml"
_EDITABLE = (Submission.State.DRAFT, Submission.State.RETURNED)
_ABOUT = re.compile(r"(hơn|gần|khoảng|trên dưới|trên|ước)\s+$", re.IGNORECASE)
_COMMITTEES = {Agency.Kind.DISTRICT_COMMITTEE, Agency.Kind.COMMUNE_COMMITTEE}
_ORDERING = (Agency.Kind.OFFICE, Agency.Kind.COMMITTEE)
_ORDER = (Timing.SAME, Timing.PART, Timing.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A figure for a cell: ``value`` in the cell's unit, ``written`` as it stands, with its sentence.

    ``paragraph`` is its place on the document's page. ``period`` is the period as read, ``origin`` the words
    that go into the cell's note when a person takes the figure.
    """

    cell: str
    value: Decimal
    written: str
    before: str
    after: str
    document: int
    title: str
    issued_on: date | None
    paragraph: int | None
    timing: Timing
    period: str

    @property
    def origin(self) -> str:
        """Where the figure is from, in the language of the report."""
        day = f" ngày {show_date(self.issued_on)}" if self.issued_on else ""
        place = f", đ.{self.paragraph}" if self.paragraph else ""
        text = f"Theo {self.title}{day}{place}: «{self.written}»"
        return text if len(text) <= LONGEST_ORIGIN else f"{text[: LONGEST_ORIGIN - 1]}…"


@dataclass(frozen=True, slots=True)
class _Fit:
    """A figure with the cell it belongs to."""

    stated: Stated
    asked: AskedCell
    value: Decimal
    timing: Timing


def suggestions(viewer: Actor, row: Submission) -> dict[str, list[Suggestion]]:
    """By cell name, the figures that fit a cell of a report that can still be edited, the surest first.

    A figure fits when the matcher says so (``domain.figure_matching``), its period is the report's, part of
    it or unclear near the close of data, and its place is the report's unit: the document is the unit's own
    or the sentence names the unit, and no other body. Nothing for those who read no documents.
    """
    require(viewer, Permission.READ_REPORT)
    if row.state not in _EDITABLE or not permits(viewer, Permission.READ_DIRECTIVE):
        return {}
    bodies = _Bodies(row)
    stated = directives.figures_stated(
        viewer,
        issuer=row.agency_id,
        names=bodies.own,
        first=row.window_start,
        last=row.window_end + LATEST,
    )
    cells = _Cells(row)
    found: dict[str, list[_Fit]] = {}
    for one in stated:
        fit = cells.fitting(one) if bodies.only_the_unit(one) else None
        if fit is not None:
            found.setdefault(fit.asked.name, []).append(fit)
    return {
        name: [_suggested(viewer, fit) for fit in sorted(fits, key=_sureness)[:MOST_EACH]]
        for name, fits in found.items()
    }


class _Cells:
    """The cells of a report, and the other indicators that a figure may belong to instead."""

    def __init__(self, row: Submission) -> None:
        self._row = row
        self._asked = asked_of(row.regime, row.agency)
        mine = {cell.indicator.pk for cell in self._asked}
        others = Indicator.objects.exclude(pk__in=mine).exclude(kind=Indicator.Kind.RATIO)
        self._counted = [_counted(cell.indicator, cell.breakdown) for cell in self._asked]
        self._counted += [_counted(one, cut) for one in others for cut in one.breakdowns or [""]]

    def fitting(self, one: Stated) -> _Fit | None:
        """The cell a figure belongs to; None where that is unsure, or the period another."""
        figure, row = one.figure, self._row
        told = Told(figure.indicator, figure.value, figure.unit, figure.level, one.before)
        place = matching(told, self._counted)
        if place is None or place >= len(self._asked):
            return None
        asked = self._asked[place]
        stock = asked.indicator.kind == Indicator.Kind.STOCK
        day = one.document.issued_on or one.document.registered_on
        when = timing(figure.period, Period.parse(row.period), stock=stock, issued=one.document.issued_on)
        value = value_for(told, self._counted[place])
        near = row.window_end - NEAR_BEFORE <= day <= row.window_end + NEAR_AFTER
        if when is None or value is None or (when is Timing.UNCLEAR and not near):
            return None
        return _Fit(one, asked, value, when)


class _Bodies:
    """How the report's unit and the other bodies are written.

    Bodies above the unit, offices and committees are no others: they order and are told, they do not count.
    """

    def __init__(self, row: Submission) -> None:
        unit, day = row.agency, row.window_last
        exists = Agency.objects.filter(valid_on(day), province=row.province_id)
        below = list(Level.values)[list(Level.values).index(unit.level) :]
        counting = exists.filter(level__in=below).exclude(kind__in=_ORDERING).exclude(pk=unit.pk)
        places = Area.objects.filter(valid_on(day), province=row.province_id).exclude(level=Level.PROVINCE)
        home = _home(unit.area)
        mine = _names(Agency.objects.filter(pk=unit.pk))
        if unit.kind in _COMMITTEES and unit.area is not None:
            mine.add(fold(unit.area.name))
        theirs = _names(counting)
        theirs |= {fold(name) for name in places.exclude(pk__in=home).values_list("name", flat=True)}
        self.own, self._others = mine - theirs, theirs - mine
        self._unit = unit.pk
        every = sorted(self.own | self._others, key=lambda name: (-len(name), name))
        names = rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)"
        self._pattern = re.compile(names)
        self._partners = re.compile(
            rf"(?<!\w)(?:voi|cung)(?: voi)?(?: cac)? {names}(?:(?:,| va|, va) {names})*"
        )

    def only_the_unit(self, one: Stated) -> bool:
        """Whether a figure is the unit's: of its own document or named with it, and of nobody else.

        Whom it worked with is no other whose figure it could be: «BĐBP đã trao đổi với Công an tỉnh 41 tin».
        """
        named = set(self._pattern.findall(self._partners.sub(" ", fold(one.sentence))))
        document = one.document
        issued = document.issuer_agency_id == self._unit or fold(document.issuer) in self.own
        return (issued or bool(named & self.own)) and not named & self._others


def _names(agencies: QuerySet[Agency]) -> set[str]:
    """Every way in which the agencies are written, folded."""
    rows = agencies.values_list("name", "short_name")
    aliases = AgencyAlias.objects.filter(agency__in=agencies).values_list("folded", flat=True)
    return {fold(text) for pair in rows for text in pair if text} | set(aliases)


def _home(area: Area | None) -> list[int]:
    """The unit's area and those around it."""
    found = []
    while area is not None:
        found.append(area.pk)
        area = area.parent
    return found


def _counted(indicator: Indicator, breakdown: str) -> Counted:
    names = (indicator.name, *_wordings().get(fold(indicator.name), ()))
    return Counted(names, indicator.unit, indicator.decimals, breakdown)


def _sureness(fit: _Fit) -> int:
    return _ORDER.index(fit.timing)


def _suggested(viewer: Actor, fit: _Fit) -> Suggestion:
    document, figure = fit.stated.document, fit.stated.figure
    about = _ABOUT.search(fit.stated.before)
    return Suggestion(
        cell=fit.asked.name,
        value=fit.value,
        written=f"{about[1]} {fit.stated.written}" if about else fit.stated.written,
        before=fit.stated.before[: about.start()] if about else fit.stated.before,
        after=fit.stated.after,
        document=document.pk,
        title=str(document) or document.subject,
        issued_on=document.issued_on,
        paragraph=directives.paragraph_at(viewer, document, figure.start),
        timing=fit.timing,
        period=figure.period,
    )


@cache
def _wordings() -> Mapping[str, tuple[str, ...]]:
    """Other wordings of indicators, by the folded name."""
    with _FILE.open("rb") as file:
        rows = tomllib.load(file)["wording"]
    return {fold(row["name"]): tuple(row["others"]) for row in rows}
