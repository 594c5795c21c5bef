"""Figures read in documents, each with its sentence: what reporting offers to the cells of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from cotmoc.directives.models import Clause, Document, ReadFigure
from cotmoc.directives.queries.documents import visible
from cotmoc.directives.queries.lighting import paragraphs
from cotmoc.directives.segments import Paragraph
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.folding import fold

MOST_DOCUMENTS = 200
"""Documents looked through for one report, newest first."""

_STOPS = (". ", ".\n", "! ", "? ", "; ", "\n")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure with its document and its sentence in three parts, the figure as written in the middle."""

    figure: ReadFigure
    document: Document
    before: str
    written: str
    after: str

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.written}{self.after}"


def figures_stated(
    viewer: Actor, *, issuer: int, names: Iterable[str], first: date, last: date
) -> list[Stated]:
    """Figures of visible documents of those days, issued by an agency or naming it; newest document first.

    A document counts by its own day, or by the day it came in. Figures in a clause that orders something are
    left out: what is ordered has not been done.
    """
    require(viewer, Permission.READ_DIRECTIVE)
    named = Q(issuer_agency=issuer)
    for name in names:
        named |= Q(folded__contains=fold(name))
    found = visible(viewer).annotate(day=Coalesce("issued_on", "registered_on"))
    figures = ReadFigure.objects.filter(reading__document=OuterRef("pk"))
    documents = (
        found.filter(named, Exists(figures), day__gte=first, day__lte=last)
        .defer("folded")
        .order_by("-day", "-pk")[:MOST_DOCUMENTS]
    )
    known = {document.pk: document for document in documents}
    ordered = _ordered(known)
    return [
        _stated(known[document], figure)
        for document, figures in _by_document(known).items()
        for figure in figures
        if not any(start <= figure.start < end for start, end in ordered[document])
    ]


def paragraph_at(viewer: Actor, document: Document, offset: int) -> int | None:
    """The number of the paragraph at an offset, as the document's page counts them; None for short lines."""
    return place_of(paragraphs(viewer, document), offset)


def place_of(shown: Iterable[Paragraph], offset: int) -> int | None:
    """The number of the one of these paragraphs that an offset lies in; None for short lines."""
    for paragraph in shown:
        pieces = [segment for run in paragraph.runs for segment in run.segments]
        if pieces and pieces[0].start <= offset < pieces[-1].start + len(pieces[-1].text):
            return paragraph.number
    return None


def _by_document(known: Iterable[int]) -> dict[int, list[ReadFigure]]:
    found: dict[int, list[ReadFigure]] = {pk: [] for pk in known}
    rows = ReadFigure.objects.filter(reading__document__in=list(found)).select_related("reading")
    for figure in rows.order_by("start", "pk"):
        found[figure.reading.document_id].append(figure)
    return found


def _ordered(known: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    clauses = Clause.objects.filter(reading__document__in=list(known)).exclude(state=Clause.State.REJECTED)
    for document, start, end in clauses.values_list("reading__document", "start", "end"):
        spans[document].append((start, end))
    return spans


def _stated(document: Document, figure: ReadFigure) -> Stated:
    text = document.text
    start = max(_after(text, figure.start), default=0)
    ends = [at for stop in _STOPS if (at := text.find(stop, figure.end)) >= 0]
    end = min(ends, default=len(text))
    return Stated(
        figure=figure,
        document=document,
        before=_one_line(text[start : figure.start]).lstrip(),
        written=_one_line(text[figure.start : figure.end]),
        after=_one_line(text[figure.end : end]).rstrip(),
    )


def _after(text: str, offset: int) -> Iterator[int]:
    """The places behind each kind of stop that stands before ``offset``."""
    for stop in _STOPS:
        at = text.rfind(stop, 0, offset)
        if at >= 0:
            yield at + len(stop)


def _one_line(text: str) -> str:
    """Blanks made single; one at an edge stays, so that the parts of a sentence join again."""
    words = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if words and text[-1:].isspace() else ''}"
