"""Documents: which a viewer may see, one of them, what it cites and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cotmoc.directives.models import (
    Citation,
    Clause,
    ClauseTask,
    Document,
    ReadFigure,
    Reading,
    SupersededTask,
)
from cotmoc.domain.access import EVERYWHERE, Actor, Permission, permits, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.folding import fold
from cotmoc.files.queries import bytes_of


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a document is: clauses decided of all."""

    decided: int
    total: int

    @property
    def left(self) -> int:
        """Clauses that still wait."""
        return self.total - self.decided

    @property
    def percent(self) -> int:
        """0 to 100; 100 when there is nothing to decide."""
        return 100 * self.decided // self.total if self.total else 100


@dataclass(frozen=True, slots=True)
class Link:
    """A cited document: as it is written, and the registered one where there is one.

    ``id`` is the citation's, ``relation`` what the text does to the other document.
    """

    id: int
    relation: str
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    document: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Cited documents, this document, its tasks (headings apart) and their accountable leads."""

    cited: tuple[Link, ...]
    document: Document
    tasks: int
    leads: int
    cited_by: tuple[Document, ...]


def visible(viewer: Actor) -> QuerySet[Document]:
    """Documents the viewer may see.

    Roles that reach everywhere see all of the province; the others those that gave a task to an agency
    within their reach or under which such a task is followed now, or that such an agency issued.
    """
    require(viewer, Permission.READ_DIRECTIVE)
    found = Document.objects.filter(province=viewer.province)
    if viewer.role in EVERYWHERE:
        return found
    reach = {*viewer.agencies, viewer.agency}
    given = ClauseTask.objects.filter(
        clause__reading__document=OuterRef("pk"), task__roles__agency__in=reach
    ).exclude(task__outcome="cancelled")
    handed = SupersededTask.objects.filter(
        document=OuterRef("pk"), decision="hand_over", task__roles__agency__in=reach
    )
    return found.filter(Exists(given) | Exists(handed) | Q(issuer_agency__in=reach))


def documents(
    viewer: Actor, *, text: str = "", awaiting: bool = False, only: Iterable[int] | None = None
) -> QuerySet[Document]:
    """Newest first, each with how many clauses are ``waiting``, ``accepted`` and ``rejected``.

    ``text`` is compared folded, word by word, with number, subject and text; ``only`` narrows to these.
    """
    found = visible(viewer)
    for word in fold(text).split()[:12]:
        found = found.filter(folded__contains=word)
    if only is not None:
        found = found.filter(pk__in=list(only))
    if awaiting:
        found = found.filter(reading__state=Reading.State.DRAFT)
    return (
        found.defer("text", "folded")
        .select_related("reading", "issuer_agency", "file")
        .annotate(
            waiting=Count("reading__clauses", filter=Q(reading__clauses__state=Clause.State.DRAFT)),
            accepted=Count("reading__clauses", filter=Q(reading__clauses__state=Clause.State.ACCEPTED)),
            rejected=Count("reading__clauses", filter=Q(reading__clauses__state=Clause.State.REJECTED)),
        )
        .order_by("-registered_at", "-pk")
    )


def document(viewer: Actor, pk: int) -> Document:
    """One document with its reading, file and issuer. Raises Problem(NOT_FOUND)."""
    found = visible(viewer).select_related("reading", "file", "issuer_agency").filter(pk=pk).first()
    if found is None:
        raise Problem(NOT_FOUND, thing="văn bản")
    return found


def original(viewer: Actor, pk: int) -> tuple[Document, bytes]:
    """A document with the bytes it came in as. Raises Problem(NOT_FOUND)."""
    found = document(viewer, pk)
    return found, bytes_of(found.file)


def progress(viewer: Actor, found: Document | int) -> Progress:
    """How far the review of a document is: of a visible one, or of that with this id."""
    of = document(viewer, found) if isinstance(found, int) else found
    states = Clause.objects.filter(reading__document=of).exclude(state=Clause.State.REPLACED)
    counts = states.aggregate(total=Count("pk"), left=Count("pk", filter=Q(state=Clause.State.DRAFT)))
    return Progress(counts["total"] - counts["left"], counts["total"])


def awaiting_review(viewer: Actor) -> QuerySet[Document]:
    """The documents that wait for this viewer's review; none for those who do not review."""
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        return Document.objects.none()
    return visible(viewer).filter(reading__state=Reading.State.DRAFT)


def next_awaiting(viewer: Actor, found: Document) -> Document | None:
    """The document to review after this one: the first that came in after it, else the first of all."""
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        return None
    waiting = visible(viewer).filter(reading__state=Reading.State.DRAFT).exclude(pk=found.pk)
    waiting = waiting.defer("text", "folded").order_by("registered_at", "pk")
    later = waiting.filter(
        Q(registered_at__gt=found.registered_at) | Q(registered_at=found.registered_at, pk__gt=found.pk)
    )
    return later.first() or waiting.first()


def chain(viewer: Actor, found: Document) -> Chain:
    """What a visible document rests on and what came of it."""
    seen = set(visible(viewer).values_list("pk", flat=True).filter(cited_by__document=found))
    cited = {
        (c.number_key or c.kind, c.issued_on): Link(
            c.pk,
            c.relation,
            c.kind,
            c.number,
            c.issuer,
            c.issued_on,
            c.cited_id if c.cited_id in seen else None,
        )
        for c in found.citations.order_by("-start")
    }
    made = ClauseTask.objects.filter(clause__reading__document=found, task__group=False).exclude(
        task__outcome="cancelled"
    )
    counts = made.aggregate(tasks=Count("pk"), leads=Count("task__lead", distinct=True))
    by = visible(viewer).filter(Exists(Citation.objects.filter(document=OuterRef("pk"), cited=found)))
    return Chain(
        cited=tuple(reversed(cited.values())),
        document=found,
        tasks=counts["tasks"],
        leads=counts["leads"],
        cited_by=tuple(by.defer("text", "folded").order_by("issued_on")[:12]),
    )


def figures(viewer: Actor, found: Document) -> QuerySet[ReadFigure]:
    """The measured numbers read in a document, in the order of its text."""
    require(viewer, Permission.READ_DIRECTIVE)
    return ReadFigure.objects.filter(reading__document=found).order_by("start")
