"""Lines of PDF pages joined to paragraphs; page numbers and running headers left out. Deterministic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """One line with its left and right edge and top in points; all zero where the place is unknown."""

    text: str
    left: float
    right: float
    top: float


_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:[-–—+*•●○▪■]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s|\(?[a-zđ]\)\s|[IVXLC]{1,6}\.\s|"
    r"(?:Điều|Chương|Mục|Phần|Phụ lục|Nơi nhận|Kính gửi|Căn cứ)\b)"
)
_SOFT_HYPHENS = "\u00ad\u0002\ufffe"
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# A line that ends this share of the text's width before the right edge ends its paragraph.
_SHORT_SHARE = 0.12
_INDENT = 8.0
_ENOUGH_LINES = 6


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """One line of text for each paragraph, in reading order."""
    found: list[str] = []
    last: Line | None = None
    usual = _edges([line for page in pages for line in page])
    for page in _without_running_lines(pages):
        left, right = _edges_of(page, usual)
        for line in page:
            text = _UNPRINTED.sub("", line.text.rstrip(_SOFT_HYPHENS))
            if last is not None and found and _goes_on(last, line, left, right):
                hyphenated = last.text[-1:] in _SOFT_HYPHENS
                found[-1] += text if hyphenated else f" {text}"
            else:
                found.append(text)
            last = line
    return "\n".join(line for line in found if line.strip())


def _edges_of(page: Sequence[Line], usual: tuple[float, float]) -> tuple[float, float]:
    """A page's own edges where it is set apart from the others, as a scanned page between printed ones."""
    own = _edges(page)
    apart = len(page) >= _ENOUGH_LINES and own[1] > own[0] and abs(own[0] - usual[0]) > _INDENT
    return own if apart else usual


def _edges(lines: Iterable[Line]) -> tuple[float, float]:
    """The text's usual left edge and its right edge, in points."""
    placed = [line for line in lines if line.right > line.left]
    if not placed:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in placed)
    # On a scan the same edge is a point or two off from line to line.
    left = max(sorted(lefts), key=lambda at: sum(lefts[at + off] for off in range(-2, 3)))
    rights = sorted(line.right for line in placed)
    return float(left), rights[int(len(rights) * 0.95)] if len(rights) > 1 else rights[0]


def _goes_on(last: Line, line: Line, left: float, right: float) -> bool:
    """True when ``line`` continues the paragraph of ``last``."""
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
    for page in pages:
        low, high = 0, len(page)
        while low < high and _runs(page[low], repeated):
            low += 1
        while high > low and _runs(page[high - 1], repeated):
            high -= 1
        trimmed.append(page[low:high])
    return trimmed


def _runs(line: Line, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _pattern(line) in repeated


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)
