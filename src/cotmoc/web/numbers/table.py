"""The pivot as a table: a block for each indicator, a row for each group, a column for each period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.analytics.keys import Grouping
from cotmoc.analytics.queries import Pivot, groups, pairs
from cotmoc.domain import vi_numbers
from cotmoc.domain.periods import Period
from cotmoc.domain.reporting_calendar import Calendar, data_window
from cotmoc.web.numbers.labels import breakdown, groups_of, named
from cotmoc.web.words import day, number

if TYPE_CHECKING:
    from cotmoc.analytics.results import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as printed; ``href`` opens it and is empty where there is nothing to open."""

    text: str
    href: str
    missing: int
    value: Any
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of figures; ``kind`` is group, part (a breakdown) or total."""

    label: str
    kind: str
    cells: Sequence[Cell]
    equations: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """An indicator with its rows; ``note`` says how it adds; ``pair`` heads the parts of a pair."""

    indicator: Any
    title: str
    unit: str
    note: str
    pair: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Section:
    """The indicators of one letter."""

    letter: str
    title: str
    blocks: Sequence[Block]


def shown_periods(pivot: Pivot, indicators: Sequence[Any], periods: Sequence[Period]) -> list[Period]:
    """The periods in which anything was reported; all of them when nothing was."""
    told = {key[2] for key, figure in pivot.answer.items() if figure.value is not None}
    return [period for period in periods if period in told] or list(periods)


def sections(pivot: Pivot, indicators: Sequence[Any], periods: Sequence[Period]) -> list[Section]:
    """Indicators that have a figure or a missing unit, by letter."""
    names = groups_of(pivot)
    blocks = [b for b in (_block(pivot, names, i, periods) for i in indicators) if b.rows]
    letters = dict.fromkeys(block.indicator.group for block in blocks)
    known = groups()
    return [
        Section(
            letter,
            named(known[letter]) if letter in known else "",
            [b for b in blocks if b.indicator.group == letter],
        )
        for letter in letters
    ]


def shown(indicator: Any, value: Any) -> str:
    """A figure with the decimals of its indicator; a share of a unit shows its fraction; «–» for none."""
    if value is None:
        return vi_numbers.NONE_SHOWN
    if indicator.kind == "ratio":
        return vi_numbers.show(value, indicator.decimals)
    places = indicator.decimals if value == round(value, indicator.decimals) else 2
    return vi_numbers.show(value, places)


def _block(pivot: Pivot, names: dict[str, str], indicator: Any, periods: Sequence[Period]) -> Block:
    rows = []
    parts = sorted(
        {
            key[1]
            for key, f in pivot.total.items()
            if key[0] == indicator.code and key[1] and f.value is not None
        },
        key=lambda code: (
            ("province", "district", "post", "commune").index(code)
            if code in ("province", "district", "post", "commune")
            else 9
        ),
    )
    if pivot.grouping is not Grouping.ALL:
        rows = [
            row
            for group, name in names.items()
            if (row := _row(pivot, indicator, "", periods, group, name, "group"))
        ]
    rows += [
        row
        for part in parts
        if (
            row := _row(
                pivot,
                indicator,
                part,
                periods,
                "",
                _("trong đó: %(part)s") % {"part": breakdown(part)},
                "part",
            )
        )
    ]
    if total := _row(pivot, indicator, "", periods, "", _("Cộng"), "total"):
        rows.append(total)
    pair = next((p for p in pairs().values() if indicator.code in p.parts), None)
    return Block(
        indicator,
        named(indicator),
        indicator.unit,
        _note(indicator, pivot, periods),
        named(pair) if pair else "",
        rows,
    )


def _row(
    pivot: Pivot, indicator: Any, part: str, periods: Sequence[Period], group: str, label: str, kind: str
) -> Row | None:
    found = [pivot.answer.get((indicator.code, part, period, group)) for period in periods]
    if all(f is None or (f.value is None and not f.missing) for f in found):
        return None
    cells = [_cell(pivot, indicator, part, p, group, f) for p, f in zip(periods, found, strict=True)]
    equations = [_equation(pivot, indicator, p) for p in periods] if kind == "total" else []
    return Row(label, kind, cells, equations if any(equations) else ())


def _cell(pivot: Pivot, indicator: Any, part: str, period: Period, group: str, figure: Figure | None) -> Cell:
    if figure is None or (figure.value is None and not figure.missing):
        return Cell(vi_numbers.NONE_SHOWN, "", 0, None, "")
    key = str(pivot.key(indicator.code, part, period, group))
    href = reverse("figure", args=[key])
    text = shown(indicator, figure.value)
    return Cell(text if figure.exact else f"≈ {text}", href, len(figure.missing), figure.value, key)


def _equation(pivot: Pivot, indicator: Any, period: Period) -> str:
    """«41 = 87 − 46» where joint activities stand in several groups, «= 30 : 80» for a ratio."""
    figure = pivot.total.get((indicator.code, "", period, ""))
    if figure is None or figure.value is None:
        return ""
    if figure.parts:
        return f"= {number(figure.parts[0])} : {number(figure.parts[1])}"
    found = pivot.overlap(indicator.code, period)
    if found is None or not found[1]:
        return ""
    overlap = found[1]
    return f"{number(figure.value)} = {number(figure.value + overlap)} − {number(overlap)}"


def _note(indicator: Any, pivot: Pivot, periods: Sequence[Period]) -> str:
    if indicator.kind == "ratio":
        return _("tính lại từ hai số gốc, không lấy trung bình")
    if indicator.kind != "stock":
        return ""
    days = [
        day(data_window(figure.at, Calendar.ND09).last_day)
        for period in periods
        if (figure := pivot.total.get((indicator.code, "", period, ""))) and figure.at
    ]
    if not days:
        return _("không cộng dồn")
    if len(set(days)) > 1:
        return _("tại ngày cuối mỗi kỳ, không cộng dồn")
    return _("tại ngày %(day)s, không cộng dồn") % {"day": days[0]}
