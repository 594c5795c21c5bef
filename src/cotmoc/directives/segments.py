"""A text cut where its spans begin and end, for showing them lit. Spans may nest and overlap. No database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

CLASSES = ("ld", "co", "ar", "dc")
"""Lead, coordinating, area, cited document: the classes of the style sheet, in this order."""

SHORT = 90
"""Lines up to this many characters that follow each other (head, recipients) are shown as one paragraph."""


LEAST_BARS = 2
"""A line with at least so many bars is a row of a table, as files with tables are read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the text: one of CLASSES, or the clause with this id."""

    start: int
    end: int
    kind: str = ""
    clause: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the same marks throughout; no two overlap, and together they are the text."""

    start: int
    text: str
    classes: tuple[str, ...]
    clauses: tuple[int, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring segments of the same clauses; ``begins`` are the clauses whose first words these are."""

    clauses: tuple[int, ...]
    begins: tuple[int, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``number`` is None for short lines. A row of a table has its runs also by ``cells``."""

    number: int | None
    runs: tuple[Run, ...]
    cells: tuple[tuple[Run, ...], ...] = ()


def segments(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> list[Segment]:
    """``text[start:end]`` as segments; what of a span lies outside is left out."""
    end = len(text) if end is None else end
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    edges = {start, end}
    for span in inside:
        edges |= {max(span.start, start), min(span.end, end)}
    places = sorted(edges)
    return [_segment(text, a, b, inside) for a, b in pairwise(places)]


def _segment(text: str, start: int, end: int, spans: Sequence[Span]) -> Segment:
    here = [span for span in spans if span.start <= start and end <= span.end]
    kinds = {span.kind for span in here}
    clauses = dict.fromkeys(span.clause for span in here if span.clause is not None)
    link = next((span.link for span in here if span.link), "")
    return Segment(start, text[start:end], tuple(k for k in CLASSES if k in kinds), tuple(clauses), link)


def paragraphs(
    text: str, spans: Sequence[Span], touched: Sequence[tuple[int, int]] | None = None
) -> list[Paragraph]:
    """The text in paragraphs of runs; blank lines are left out, short lines stand together.

    With ``touched`` only the paragraphs that share a place with one of these spans.
    """
    clauses = [(span.start, span.clause) for span in spans if span.clause is not None]
    begun: set[int] = set()
    found = []
    number = 0
    for start, end, short in _blocks(text, [span for span in spans if span.clause is not None]):
        number += not short
        if touched is not None and not any(first < end and last > start for first, last in touched):
            begun.update(clause for first, clause in clauses if first < end)
            continue
        cells = tuple(
            tuple(_runs(segments(text, spans, *cell), begun) if cell[0] < cell[1] else ())
            for cell in _cells(text, start, end)
        )
        runs = tuple(run for cell in cells for run in cell)
        found.append(Paragraph(None if short else number, runs, cells if len(cells) > 1 else ()))
    return found


def alike(text: str, spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether a text falls into the same paragraphs with these clauses as with the others."""
    one, other = (list(_blocks(text, list(clauses))) for clauses in (spans, others))
    return one == other


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a row without the blanks at their edges; a line that is no row is one cell."""
    if not _is_row(text, start, end):
        yield start, end
        return
    bars = [at for at in range(start, end) if text[at] == "|"]
    for first, last in zip([start, *(at + 1 for at in bars)], [*bars, end], strict=True):
        bare = text[first:last].strip()
        begin = text.index(bare, first)
        yield begin, begin + len(bare)


def _is_row(text: str, start: int, end: int) -> bool:
    return text.count("|", start, end) >= LEAST_BARS and "\n" not in text[start:end]


def _runs(pieces: Iterable[Segment], begun: set[int]) -> Iterator[Run]:
    for clauses, group in groupby(pieces, key=lambda piece: piece.clauses):
        begins = tuple(clause for clause in clauses if clause not in begun)
        begun.update(begins)
        yield Run(clauses, begins, tuple(group))


def _blocks(text: str, clauses: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """Spans of the paragraphs and whether they are short lines put together."""
    lines = list(_lines(text))
    plain = [
        end - start <= SHORT and not any(c.start < end and c.end > start for c in clauses)
        for start, end in lines
    ]
    kinds = [(short, _is_row(text, *line)) for line, short in zip(lines, plain, strict=True)]
    for (short, row), group in groupby(zip(lines, kinds, strict=True), key=lambda pair: pair[1]):
        places = [line for line, _ in group]
        if row:
            yield from ((start, end, short) for start, end in places)
        elif short:
            yield places[0][0], places[-1][1], True
        else:
            for start, end in places:
                yield start, end, False


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield start, start + len(bare)
        at += len(line) + 1
