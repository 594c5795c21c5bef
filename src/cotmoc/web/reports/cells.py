"""The cells of a report as the page shows them: words, hints, and what was typed but could not be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.entry import in_language
from cotmoc.domain.errors.reporting import EMPTY_CELLS
from cotmoc.domain.vi_numbers import show
from cotmoc.reporting import queries
from cotmoc.reporting.queries import IndicatorKind, Why
from cotmoc.web.reports.suggested import Suggested, suggested

if TYPE_CHECKING:
    from cotmoc.reporting.models import Indicator


def group_words(letter: str) -> str:
    """The heading over a group of indicators."""
    return {
        "A": _("Tuyên truyền"),
        "B": _("Tuần tra, kiểm soát"),
        "C": _("Mốc giới"),
        "D": _("Phòng, chống tội phạm"),
        "E": _("Phối hợp giữa các lực lượng"),
        "F": _("Đối ngoại biên giới"),
        "G": _("Cửa khẩu"),
        "H": _("Sinh kế, an sinh"),
        "I": _("Y tế"),
        "K": _("Hạ tầng, viễn thông"),
        "L": _("Nguồn vốn"),
        "M": _("Chỉ đạo, điều hành"),
    }.get(letter, letter)


def breakdown_words(breakdown: str) -> str:
    """What a breakdown of an indicator is called."""
    return {"province": _("cấp tỉnh"), "district": _("cấp huyện"), "commune": _("cấp xã")}.get(
        breakdown, breakdown
    )


def title(indicator: Indicator, breakdown: str = "") -> str:
    """An indicator's name in the language of the page, with the breakdown."""
    name = indicator.name_en if get_language() == "en" else indicator.name
    return f"{name}, {breakdown_words(breakdown)}" if breakdown else name


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person sent that was refused, so that nothing of it is lost."""

    values: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    comment: str | None = None
    reason: str = ""
    remark: str = ""
    problem: Problem | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The failure and its others."""
        return (self.problem, *self.problem.others) if self.problem else ()

    def error_at(self, name: str) -> str:
        """What is wrong with the cell ``name``, in the language of the page."""
        language = get_language() or "vi"
        for problem in self.problems:
            if problem.field == name and problem.entry is not EMPTY_CELLS:
                why = problem.values.get("why")
                return str(in_language(why, language)) if why else problem.parts(language).what
        return ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the page shows it. ``typed`` stands in the field, ``stored`` is what is kept now."""

    name: str
    code: str
    title: str
    unit: str
    typed: str
    note: str
    error: str
    stored: str
    last_year: str
    previous: str
    to_date: str
    stock: bool
    joint: int
    together: str
    hint: str
    correction: str
    notes: Sequence[str]
    last_year_plain: str
    base_plain: str
    suggested: Sequence[Suggested] = ()

    @property
    def filled(self) -> bool:
        """Whether it holds a figure or a reason."""
        return bool(self.typed or self.note)

    @property
    def told(self) -> bool:
        """Whether anything is said under it to those who only read."""
        return bool(self.note or self.hint or self.correction or self.joint or self.stock or self.notes)


def shown(cell: queries.FormCell, typed: Typed, suggestions: Sequence[queries.Suggestion] = ()) -> Cell:
    """One cell with its hints, and what documents say it may hold unless it already does."""
    asked, indicator = cell.asked, cell.asked.indicator
    name, decimals = asked.name, asked.indicator.decimals
    kept = show(cell.value, decimals) if cell.value is not None else ""
    entered = typed.values.get(name, kept)
    return Cell(
        name=name,
        code=indicator.code,
        title=title(indicator, asked.breakdown),
        unit=indicator.unit,
        typed=entered,
        note=typed.notes.get(name, cell.note),
        error=typed.error_at(name),
        stored=(kept or "–") if entered.strip() != kept else "",
        last_year=show(cell.last_year, decimals),
        previous=show(cell.previous, decimals),
        to_date=show(cell.year_to_date, decimals),
        stock=indicator.kind == IndicatorKind.STOCK,
        joint=cell.joint,
        together=_together(cell),
        hint=_("Gấp %(times)s lần cùng kỳ.") % {"times": show(cell.times, 1)} if cell.times else "",
        correction=f"{show(cell.before, decimals)} → {show(cell.value, decimals)}" if cell.changed else "",
        notes=_made_of(cell),
        last_year_plain=_plain(cell.last_year),
        base_plain=_plain(_base(cell)),
        suggested=[
            one
            for one in (suggested(suggestion, decimals) for suggestion in suggestions)
            if one.value != entered.strip()
        ],
    )


def grouped(cells: Sequence[Cell]) -> list[tuple[str, str, list[Cell]]]:
    """Cells under their group's letter and heading, in the regime's order."""
    return [
        (letter, group_words(letter), list(group)) for letter, group in groupby(cells, lambda c: c.code[0])
    ]


def named_in(text: str, cells: Sequence[Cell]) -> list[Cell]:
    """Cells whose code is written in ``text``, as in the reason of a return."""
    words = set(re.findall(r"\b[A-Z]\d{1,2}[a-z]?\b", text))
    return [cell for cell in cells if cell.code in words]


def _together(cell: queries.FormCell) -> str:
    """The unit's own total: what it did alone and together."""
    if not cell.joint or cell.value is None:
        return ""
    decimals = cell.asked.indicator.decimals
    return f"{show(cell.value, decimals)} + {show(cell.joint)} = {show(cell.total, decimals)}"


def _made_of(cell: queries.FormCell) -> list[str]:
    """Whose figures the earlier ones are made of across a merger, or why there are none."""
    a_year_ago, a_period_ago = _told(cell.a_year_ago), _told(cell.a_period_ago)
    if a_year_ago == a_period_ago:
        return [_("Cùng kỳ và kỳ trước: %(said)s.") % {"said": a_year_ago}] if a_year_ago else []
    return [
        *([_("Cùng kỳ: %(said)s.") % {"said": a_year_ago}] if a_year_ago else []),
        *([_("Kỳ trước: %(said)s.") % {"said": a_period_ago}] if a_period_ago else []),
    ]


def _told(earlier: queries.Earlier) -> str:
    units, lacking = ", ".join(earlier.units), ", ".join(earlier.lacking)
    if earlier.why is Why.DIVIDED:
        return _("%(units)s chia theo tỷ lệ, không tách được số") % {"units": units}
    if earlier.why is Why.NOT_ADDED:
        return _("%(units)s có số, nhưng chỉ tiêu không cộng giữa các đơn vị") % {"units": units}
    said = [_("gồm %(units)s") % {"units": units}] if units else []
    return "; ".join([*said, *([_("%(units)s không có số") % {"units": lacking}] if lacking else [])])


def _base(cell: queries.FormCell) -> Decimal | None:
    """What the year's running total is without what stands in the field."""
    so_far = cell.year_to_date or Decimal(0)
    return so_far + cell.joint if cell.value is None else so_far - cell.value


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
