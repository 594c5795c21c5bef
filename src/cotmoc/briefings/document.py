"""A briefing as a value: what is printed, without a word on how it looks.

Pure data: no Django, no clock, no I/O. ``cotmoc.briefings.render`` turns it into .docx, .pdf and .html.
Texts are plain Vietnamese; the renderers escape them, compose them to NFC and bind numbers to units.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypeAlias

Align = Literal["left", "center", "right"]
NOTHING_REPORTED = "Không có dòng nào."


@dataclass(frozen=True, slots=True)
class Number:
    """A printed figure that can be opened.

    ``text`` is what is shown, in vi-VN form («1.234,5»); ``key`` names its facts, and is empty when there
    are none to open; ``missing`` says that some unit has not reported.
    """

    text: str
    key: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in another weight or slant."""

    text: str
    bold: bool = False
    italic: bool = False


Run: TypeAlias = str | Words | Number
Cell: TypeAlias = Run | tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body paragraph; points of a list are paragraphs that begin with «- » or «1. »."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, *runs: Run) -> Paragraph:
        return cls(runs)


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share: columns of 2, 1, 1 take a half and two quarters of the text width."""

    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of a header row: ``across`` columns wide, ``down`` rows high."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Header rows (repeated on every page), rows, a total row and lines such as «41 = 87 − 46».

    Raises ValueError when a row does not fill the columns or the header cells leave a hole.
    """

    columns: tuple[Column, ...]
    header: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None
    caption: str = ""
    unit: str = ""
    lines: tuple[tuple[Run, ...], ...] = ()
    empty: str = NOTHING_REPORTED

    def __post_init__(self) -> None:
        width = len(self.columns)
        for row in (*self.rows, *([self.total] if self.total is not None else [])):
            if len(row) != width:
                raise ValueError(f"a row of {len(row)} cells in a table of {width} columns")
        filled = [width] * len(self.header)
        for index, cells in enumerate(self.header):
            for head in cells:
                for below in range(index, min(index + head.down, len(filled))):
                    filled[below] -= head.across
        if any(filled):
            raise ValueError("the header rows do not fill the columns")


@dataclass(frozen=True, slots=True)
class Point:
    """A bar: its length, and the figure printed beside it. ``value`` None means not reported."""

    value: float | None
    number: Number


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    points: tuple[Point, ...]


MOST_SERIES = 6


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars: one group a category, one texture a series. ``note`` stands under the chart.

    Raises ValueError for a series of another length than the categories, for more series than there are
    textures, and for a negative value.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    unit: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"a chart shows at most {MOST_SERIES} series")
        for series in self.series:
            if len(series.points) != len(self.categories):
                raise ValueError(f"«{series.name}» has {len(series.points)} of {len(self.categories)} bars")
            if any(point.value is not None and point.value < 0 for point in series.points):
                raise ValueError(f"«{series.name}» has a negative value")

    def described(self) -> str:
        """The chart in words, for those who cannot see it."""
        parts = []
        for index, category in enumerate(self.categories):
            values = ", ".join(f"{s.name} {s.points[index].number.text}" for s in self.series)
            parts.append(f"{category}: {values}")
        return f"{self.title}. " + "; ".join(parts) + "."


Block: TypeAlias = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part; ``parts`` nest to «I.», «1.», «a)». Numbers are set by ``Briefing.outline``."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body above («UBND TỈNH …») and the lines of the issuing body's own name."""

    parent: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceDate:
    """Where and when; an unsigned briefing leaves the day (and month) blank."""

    place: str
    year: int
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Authority lines («TM. BAN CHỈ ĐẠO», «TRƯỞNG BAN») and the signer's name, blank until signed."""

    lines: tuple[str, ...]
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that this revision or issue prints otherwise than the one before.

    The keys open what was printed and what it is now; empty where nothing was reported.
    """

    what: str
    before: str
    after: str
    reason: str = ""
    key_before: str = ""
    key_after: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures stand: snapshot, the last day counted, revision, head of the audit log.

    ``made_at`` is aware and is the document's own time in .docx and .pdf, so that the same value gives the
    same bytes.
    """

    snapshot: int
    as_of: date
    made_at: datetime
    audit_head: str
    revision: int = 1
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole document in the order of Decree 30/2020. ``number`` is blank until it is issued."""

    issuer: Issuer
    symbol: str
    place_date: PlaceDate
    subject: str
    provenance: Provenance
    number: str = ""
    type_name: str = "BÁO CÁO"
    urgency: str = ""
    preamble: tuple[Paragraph, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Paragraph, ...] = ()
    recipients: tuple[str, ...] = ()
    signature: Signature = Signature(())

    def outline(self) -> Iterator[Heading | Block]:
        """Preamble, numbered headings with their blocks, closing: the body in printing order."""
        yield from self.preamble
        for index, section in enumerate(self.sections, 1):
            yield from _numbered(section, index, 1)
        yield from self.closing

    def numbers(self) -> Iterator[Number]:
        """Every figure printed, in order, chart bars included."""
        for block in self.outline():
            yield from _numbers(block)

    def has_missing(self) -> bool:
        """Whether any printed figure lacks a unit's report."""
        return any(number.missing for number in self.numbers())

    def as_json(self) -> bytes:
        """The value itself as canonical JSON, kept beside the published files."""
        kept: dict[str, Any] = dataclasses.asdict(self)
        text = json.dumps(kept, ensure_ascii=False, sort_keys=True, default=lambda at: at.isoformat())
        return text.encode()


def runs_of(cell: Cell) -> tuple[Run, ...]:
    """A cell as runs."""
    return cell if isinstance(cell, tuple) else (cell,)


def _numbered(section: Section, index: int, level: int) -> Iterator[Heading | Block]:
    label = {1: f"{roman(index)}.", 2: f"{index}."}.get(level, f"{chr(96 + min(index, 26))})")
    title = section.title.upper() if level == 1 else section.title
    yield Heading(min(level, 3), f"{label} {title}")
    yield from section.blocks
    for below, part in enumerate(section.parts, 1):
        yield from _numbered(part, below, level + 1)


def _numbers(block: Heading | Block) -> Iterator[Number]:
    if isinstance(block, Paragraph):
        yield from (run for run in block.runs if isinstance(run, Number))
    elif isinstance(block, Table):
        rows = (*block.rows, block.total or ())
        yield from (run for row in rows for cell in row for run in runs_of(cell) if isinstance(run, Number))
        yield from (run for line in block.lines for run in line if isinstance(run, Number))
    elif isinstance(block, Chart):
        yield from (point.number for series in block.series for point in series.points)


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"))


def roman(number: int) -> str:
    """1 → I, 4 → IV, 14 → XIV."""
    digits = ""
    for value, letters in _ROMAN:
        digits += letters * (number // value)
        number %= value
    return digits + "I" * number
