"""Tables of a PDF page, found by their rules: rows of cells in reading order. Runs in a worker process only.

A table is where upright rules stand side by side and level ones cross them, with two columns and two rows at
least. A cell that lacks the rule above it goes on from the row above.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, repeat

import pypdfium2
import pypdfium2.raw as raw

from cotmoc.files.reading.pdf_calls import bounds_of, handle, kind_of, object_at, segments_of

MOST_OBJECTS = 20_000
MOST_RULES = 1500
MOST_CELLS = 2000
# In points: how thick a rule may be, how short, and how far ends may miss each other.
_THICK, _SHORT, _OFF = 2.5, 5.0, 3.0
_INSET = 1.2


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from ``start`` to ``end`` at one ``at``: left to right at a height, or upwards at a distance."""

    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        """Whether the rule passes this place."""
        return self.start - _OFF <= place <= self.end + _OFF


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's edges; ``row`` counts from the top of its table."""

    row: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table's edges and cells, row by row from the left."""

    left: float
    bottom: float
    right: float
    top: float
    cells: tuple[Cell, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def tables(page: pypdfium2.PdfPage) -> list[Table]:
    """The tables of a page from the top; none where it has no rules, as most pages."""
    level, upright = _rules(page)
    if len(upright) < 3 or len(level) < 3 or len(level) + len(upright) > MOST_RULES:
        return []
    found = (composed(level, group) for group in _side_by_side(upright))
    return sorted((table for table in found if table is not None), key=lambda table: -table.top)


def rows(table: Table, textpage: pypdfium2.PdfTextPage) -> list[list[str]]:
    """The words of each row's cells, each on one line."""
    said: dict[int, list[str]] = {}
    for cell in table.cells:
        words = ""
        if cell.right - cell.left > 2 * _INSET and cell.top - cell.bottom > 2 * _INSET:
            words = textpage.get_text_bounded(
                cell.left + _INSET, cell.bottom + _INSET, cell.right - _INSET, cell.top - _INSET
            )
        said.setdefault(cell.row, []).append(" ".join(words.split()))
    return [cells for cells in said.values() if any(cells)]


def composed(level: Sequence[Rule], upright: Sequence[Rule]) -> Table | None:
    """The table that these upright rules make with the level ones that cross them."""
    low, high = min(rule.start for rule in upright), max(rule.end for rule in upright)
    edges = _places(rule.at for rule in upright)
    crossing = [
        rule
        for rule in level
        if low - _OFF <= rule.at <= high + _OFF and rule.end > edges[0] and rule.start < edges[-1]
    ]
    heights = _places(rule.at for rule in crossing)[::-1]
    if len(edges) < 3 or len(heights) < 3 or len(edges) * len(heights) > MOST_CELLS:
        return None
    cells = tuple(_cells(crossing, upright, heights))
    return Table(edges[0], heights[-1], edges[-1], heights[0], cells) if cells else None


def _cells(level: Sequence[Rule], upright: Sequence[Rule], heights: Sequence[float]) -> Iterator[Cell]:
    for row in range(len(heights) - 1):
        top, bottom = heights[row], heights[row + 1]
        middle = (top + bottom) / 2
        edges = _places(rule.at for rule in upright if rule.start <= middle <= rule.end)
        for left, right in pairwise(edges):
            centre = (left + right) / 2
            closed = row == 0 or _ruled(level, top, centre)
            end = row + 1
            while closed and end < len(heights) - 1 and not _ruled(level, heights[end], centre):
                end += 1
            # What goes on from above has been said there.
            yield Cell(row, left, heights[end] if closed else top, right, top)


def _ruled(level: Sequence[Rule], height: float, centre: float) -> bool:
    return any(abs(rule.at - height) <= _OFF and rule.spans(centre) for rule in level)


def _side_by_side(upright: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that stand at the same height of the page; a gap between them parts two tables."""
    group: list[Rule] = []
    lowest = 0.0
    for rule in sorted(upright, key=lambda rule: -rule.end):
        if group and rule.end < lowest - _OFF:
            yield group
            group = []
        lowest = min(lowest, rule.start) if group else rule.start
        group.append(rule)
    if group:
        yield group


def _places(values: Iterator[float]) -> list[float]:
    """The values in order, those that lie close together once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _OFF:
            found.append(value)
    return found


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Level and upright rules of the page."""
    level: list[Rule] = []
    upright: list[Rule] = []
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.addressof(edge) for edge in edges]
    count = min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)
    objects = list(map(object_at, repeat(handle(page), count), range(count)))
    paths = compress(objects, map(raw.FPDF_PAGEOBJ_PATH.__eq__, map(kind_of, objects)))
    for drawn in paths:
        if not bounds_of(drawn, *pointers):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if top - bottom <= _THICK and right - left >= _SHORT:
            level.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= _THICK and top - bottom >= _SHORT:
            upright.append(Rule((left + right) / 2, bottom, top))
        elif segments_of(drawn) == 5:
            # A frame around one cell or the whole table.
            level += [Rule(bottom, left, right), Rule(top, left, right)]
            upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
    return level, upright
