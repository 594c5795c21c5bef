"""Lines of PDF pages joined to paragraphs; page numbers and running headers left out. Deterministic."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Line(NamedTuple):
    """One line with its left and right edge and top in points; all zero where the place is unknown.

    A ``row`` of a table stands by itself.
    """

    text: str
    left: float
    right: float
    top: float
    row: bool = False


CELL = " | "
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_NUMBERED_HEAD = re.compile(r".{0,90}\b(?:trang|page)\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:[-–—+*•●○▪■]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ]\)\s|[IVXLC]{1,6}\.\s|"
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|Nơi nhận|Kính gửi|Căn cứ)\b)"
)
_SOFT_HYPHENS = "\u00ad\u0002\ufffe"
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A line that ends this share of the text's width before the right edge ends its paragraph.
_SHORT_SHARE = 0.12
_INDENT = 8.0
_HANG = 45.0
# A wider step than this to the next line parts paragraphs; a top is that of a first letter, tall or not.
_WIDE, _TALL = 1.7, 5.0
_ENOUGH_LINES = 6


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """One line of text for each paragraph, in reading order."""
    found: list[str] = []
    last: Line | None = None
    hanging = _Hanging()
    usual = _edges([line for page in pages for line in page])
    widest = _WIDE * _leading(pages) + _TALL
    for page in _without_running_lines(pages):
        left, right = _edges_of(page, usual)
        for number, line in enumerate(page):
            text = _UNPRINTED.sub("", line.text.rstrip(_SOFT_HYPHENS))
            under = hanging.under(line)
            if number == 0 and last is not None and _row_goes_on(last, line):
                found[-1] = _joined(found[-1], text)
            elif (
                last is not None
                and found
                and last.top - line.top < widest
                and _goes_on(last, line, line.left if under else left, right)
            ):
                hyphenated = last.text[-1:] in _SOFT_HYPHENS
                found[-1] += text if hyphenated else f" {text}"
            else:
                found.append(text)
                hanging.begin(line)
            last = line
    return "\n".join(line for line in found if line.strip())


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """How far lines usually stand below each other; endless where that is unknown."""
    steps = sorted(
        one.top - two.top
        for page in pages
        for one, two in pairwise(page)
        if one.top > two.top and not two.row
    )
    return steps[len(steps) // 2] if len(steps) >= _ENOUGH_LINES else math.inf


class _Hanging:
    """The indent of an item whose lines stand under its words rather than under its mark."""

    def __init__(self) -> None:
        self._item: Line | None = None
        self._at: float | None = None

    def begin(self, line: Line) -> None:
        """A paragraph begins."""
        self._item = line if _ITEM.match(line.text) and not line.row else None
        self._at = None

    def under(self, line: Line) -> bool:
        """Whether a line stands there; the first that does says where."""
        if self._item is None or line.row or not self._item.left < line.left - 2 < self._item.left + _HANG:
            return False
        if self._at is None:
            self._at = line.left
        return abs(line.left - self._at) < 3


def _edges_of(page: Sequence[Line], usual: tuple[float, float]) -> tuple[float, float]:
    """A page's own edges where it is set apart from the others, as a scanned page between printed ones."""
    own = _edges(page)
    apart = len(page) >= _ENOUGH_LINES and own[1] > own[0] and abs(own[0] - usual[0]) > _INDENT
    return own if apart else usual


def _edges(lines: Iterable[Line]) -> tuple[float, float]:
    """The text's usual left edge and its right edge, in points."""
    placed = [line for line in lines if line.right > line.left and not line.row]
    if not placed:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in placed)
    # On a scan the same edge is a point or two off from line to line.
    left = max(sorted(lefts), key=lambda at: sum(lefts[at + off] for off in range(-2, 3)))
    rights = sorted(line.right for line in placed)
    return float(left), rights[int(len(rights) * 0.95)] if len(rights) > 1 else rights[0]


def _goes_on(last: Line, line: Line, left: float, right: float) -> bool:
    """True when ``line`` continues the paragraph of ``last``."""
    if last.row or line.row:
        return False
    if last.text[-1:] in _SOFT_HYPHENS:
        return True
    if _ITEM.match(line.text) or not last.text or last.text[-1] in ";:":
        return False
    ends_sentence = last.text[-1] in ".?!…"
    if right <= left or last.right <= last.left or line.right <= line.left:
        return not ends_sentence and len(last.text) > 60 and line.text[:1].islower()
    reaches_edge = last.right >= right - _SHORT_SHARE * (right - left)
    if not reaches_edge or line.left > left + _INDENT:
        return False
    same_height = abs(last.top - line.top) < 1.0
    return not same_height


def _row_goes_on(last: Line, line: Line) -> bool:
    """True when the first row of a page is the rest of the row that ended the page before."""
    same = line.text.count(CELL) == last.text.count(CELL)
    return last.row and line.row and same and not line.text.partition(CELL)[0].strip()


def _joined(row: str, rest: str) -> str:
    cells = zip(row.split(CELL), rest.split(CELL), strict=False)
    return CELL.join(f"{above} {below}".strip() for above, below in cells)


def _without_running_lines(pages: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Pages without their numbers and without a first or last line that most of the pages repeat."""
    edges = Counter(
        key
        for page in pages
        for key in {_pattern(line) for line in (*page[:1], *page[-1:])}
        if len(pages) > 2
    )
    repeated = {key for key, count in edges.items() if count > len(pages) / 2 and count > 2}
    trimmed = []
    for number, page in enumerate(pages, 1):
        low, high = 0, len(page)
        while low < high and _runs(page[low], repeated, number):
            low += 1
        while high > low and _runs(page[high - 1], repeated, number):
            high -= 1
        trimmed.append(page[low:high])
    return _without_pair(trimmed) if len(trimmed) == 2 else trimmed


def _without_pair(pages: list[Sequence[Line]]) -> list[Sequence[Line]]:
    """Two pages without what stands at the same place of both, but for the first and last time it is said."""
    one, two = pages
    if one and two and _same(one[0], two[0]):
        two = two[1:]
    if one and two and _same(one[-1], two[-1]):
        one = one[:-1]
    return [one, two]


def _same(one: Line, two: Line) -> bool:
    alike = _pattern(one) == _pattern(two) and not one.row
    return alike and abs(one.top - two.top) < 1.5 and abs(one.left - two.left) < 1.5 and one.top > 0


def _runs(line: Line, repeated: set[str], number: int) -> bool:
    if line.row:
        return False
    numbered = _NUMBERED_HEAD.fullmatch(line.text)
    own = numbered is not None and int(numbered[1]) == number
    return own or bool(_PAGE_NUMBER.fullmatch(line.text)) or _pattern(line) in repeated


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
