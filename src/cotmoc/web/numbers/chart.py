"""A chart of one indicator: a bar for each group, or for each period when there are no groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cotmoc.domain.periods import Period
from cotmoc.web.numbers.table import Block, Section
from cotmoc.web.words import period as period_words

MOST = 12


@dataclass(frozen=True, slots=True)
class HBar:
    """A bar from 0 to 100; ``text`` is the figure printed beside it."""

    label: str
    text: str
    width: str
    missing: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to one scale with what they show."""

    title: str
    unit: str
    bars: Sequence[HBar]
    more: int


def chart(sections: Sequence[Section], periods: Sequence[Period], code: str = "") -> Chart | None:
    """The chart of ``code``, or of the first indicator with two bars to compare; None without such."""
    blocks = [block for section in sections for block in section.blocks]
    wanted = [b for b in blocks if b.indicator.code == code] or blocks
    return next((made for made in (_chart(b, periods) for b in wanted) if made), None)


def _chart(block: Block, periods: Sequence[Period]) -> Chart | None:
    rows = [row for row in block.rows if row.kind == "group"] or [r for r in block.rows if r.kind == "part"]
    if len(rows) > 1:
        # Groups are compared in the newest period in which the indicator was reported.
        at = max((n for row in rows for n, cell in enumerate(row.cells) if cell.value is not None), default=0)
        found = [(row.label, row.cells[at]) for row in rows]
        title = f"{block.title}, {period_words(periods[at])}"
    else:
        total = [row for row in block.rows if row.kind == "total"] or rows
        found = [(period_words(p), cell) for p, cell in zip(periods, total[0].cells, strict=True)]
        title = block.title
    known = [(label, cell) for label, cell in found if cell.value is not None]
    if len(known) < 2:
        return None
    longest = max(cell.value for _label, cell in known) or 1
    bars = [
        HBar(label, cell.text, f"{float(100 * cell.value / longest):.2f}", cell.missing)
        for label, cell in known[:MOST]
    ]
    return Chart(title, block.unit, bars, len(known) - len(bars))


def summary(chart: Chart) -> str:
    """The chart in one sentence, for those who hear it."""
    first = chart.bars[0]
    return _("%(title)s: %(count)s cột, cột đầu %(label)s %(value)s") % {
        "title": chart.title,
        "count": len(chart.bars),
        "label": first.label,
        "value": first.text,
    }
