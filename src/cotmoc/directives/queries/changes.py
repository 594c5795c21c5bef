"""What an act has changed in a review: the cards that came, went or read otherwise, and their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from cotmoc.directives.models import Clause, Document
from cotmoc.directives.queries.clauses import Card, card_of, live, with_bodies
from cotmoc.directives.queries.documents import Progress
from cotmoc.directives.queries.lighting import relit
from cotmoc.directives.segments import Paragraph
from cotmoc.domain.access import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Place:
    """A clause among the others, without its words.

    ``unknown`` is how many of its bodies are no known agency, ``mergeable`` that it waits and the next one
    too. Two places are equal when their cards read the same but for the number.
    """

    clause: int
    state: str
    start: int
    end: int
    version: int
    unknown: int
    mergeable: bool
    number: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the places that stood before, and every place as it stands now, in the order of the
    text. ``paragraphs`` is None where the text falls into other paragraphs than before."""

    went: tuple[int, ...]
    came: tuple[Card, ...]
    other: tuple[Card, ...]
    places: tuple[Place, ...]
    paragraphs: tuple[Paragraph, ...] | None

    @property
    def progress(self) -> Progress:
        """How far the review is."""
        waits = sum(place.state == Clause.State.DRAFT for place in self.places)
        return Progress(len(self.places) - waits, len(self.places))

    def before(self, clause: int) -> int | None:
        """The clause before this one, None for the first."""
        number = next(place.number for place in self.places if place.clause == clause)
        return self.places[number - 2].clause if number > 1 else None


def places(viewer: Actor, document: Document | int) -> tuple[Place, ...]:
    """Where every clause of a document stands; a number is the id of a clause, and means its document.

    No clause and no text is read, so it is cheap to keep before an act what ``changes`` compares after it.
    """
    require(viewer, Permission.REVIEW_DIRECTIVE)
    if isinstance(document, int):
        found = (
            Document.objects.filter(province=viewer.province, reading__clauses=document).only("pk").first()
        )
        if found is None:
            return ()
        document = found
    nobody = Count("agencies", filter=Q(agencies__agency=None))
    names = "pk", "state", "start", "end", "version", "unknown"
    rows = live(document).annotate(unknown=nobody).values_list(*names)
    waits = [*(row[1] == Clause.State.DRAFT for row in rows), False]
    return tuple(
        Place(pk, state, start, end, version, unknown, waits[n - 1] and waits[n], n)
        for n, (pk, state, start, end, version, unknown) in enumerate(rows, 1)
    )


def changes(viewer: Actor, document: Document, was: Sequence[Place]) -> Changes:
    """What has changed in a document since its places were ``was``."""
    now = places(viewer, document)
    known, stood = {place.clause for place in was}, set(was)
    new = {place.clause: place for place in now if place not in stood}
    rows = {row.pk: row for row in with_bodies(live(document).filter(pk__in=new))}
    cards = [
        card_of(place.number, rows[pk], place.mergeable, document.text)
        for pk, place in new.items()
        if pk in rows
    ]
    return Changes(
        went=tuple(known - {place.clause for place in now}),
        came=tuple(card for card in cards if card.clause.pk not in known),
        other=tuple(card for card in cards if card.clause.pk in known),
        places=now,
        paragraphs=relit(viewer, document, *({_lit(place) for place in which} for which in (was, now))),
    )


def _lit(place: Place) -> tuple[int, int, int, str]:
    return place.clause, place.start, place.end, place.state
