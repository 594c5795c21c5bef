"""The text of a document with its places lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from cotmoc.directives import segments as cutting
from cotmoc.directives.models import Clause, Document
from cotmoc.directives.segments import Paragraph, Segment, Span
from cotmoc.domain.access import Actor, Permission, permits, require

_PLACES = (("lead_spans", "ld"), ("coord_spans", "co"), ("area_spans", "ar"))


def segments(viewer: Actor, document: Document) -> list[Segment]:
    """The whole text as segments without overlap: (text, classes, clause ids)."""
    return cutting.segments(document.text, _spans(viewer, document))


def paragraphs(viewer: Actor, document: Document) -> list[Paragraph]:
    """The same in paragraphs, neighbouring segments of one clause together."""
    return cutting.paragraphs(document.text, _spans(viewer, document))


def relit(
    viewer: Actor,
    document: Document,
    was: AbstractSet[tuple[int, int, int, str]],
    now: AbstractSet[tuple[int, int, int, str]],
) -> tuple[Paragraph, ...] | None:
    """The paragraphs in which clauses have come, gone or changed their state; both sets hold what stood and
    stands as (clause, start, end, state). None where the text falls into other paragraphs than before."""
    touched = [(start, end) for _, start, end, _ in was ^ now]
    if not touched:
        return ()
    before, after = ([Span(start, end, "cl", pk) for pk, start, end, _ in which] for which in (was, now))
    if not cutting.alike(document.text, before, after):
        return None
    return tuple(cutting.paragraphs(document.text, _spans(viewer, document), touched))


def _spans(viewer: Actor, document: Document) -> list[Span]:
    require(viewer, Permission.READ_DIRECTIVE)
    every = list(Clause.objects.filter(reading__document=document))
    reviews = permits(viewer, Permission.REVIEW_DIRECTIVE)
    shown = [
        c for c in every if c.state == Clause.State.ACCEPTED or (reviews and c.state != Clause.State.REPLACED)
    ]
    spans = [Span(c.start, c.end, "cl", c.pk) for c in shown]
    if shown:
        # A body's place in the text is where the reader saw it, also for clauses split or merged since.
        spans += _read(c.drafted for c in every if c.drafted)
    spans += [Span(c.start, c.end, "dc") for c in document.citations.all()]
    return spans


def _read(drafted: Iterable[Mapping[str, Any]]) -> Iterator[Span]:
    for said in drafted:
        for key, kind in _PLACES:
            places: Sequence[tuple[int, int]] = said.get(key) or ()
            for start, end in places:
                yield Span(start, end, kind)
