"""How good the reader is on an office's own documents: drafts against what its reviewers made of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cotmoc.directives.models import Clause, ClauseAgency, Document, Reading
from cotmoc.directives.queries.documents import visible
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.extraction_scores import Band, Judged, Scores, bands, scored
from cotmoc.domain.folding import fold
from cotmoc.organisations.queries import resolve

_PIECE = Exists(Clause.replaced_by.through.objects.filter(to_clause=OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of the drafts, and what reviewers had to add; a draft has one of the first four fates."""

    unchanged: int = 0
    edited: int = 0
    rejected: int = 0
    recut: int = 0
    added: int = 0

    @property
    def tasks(self) -> int:
        """Drafts and added tasks together: everything that was reviewed."""
        return self.unchanged + self.edited + self.rejected + self.recut + self.added


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores over reviewed documents of one kind; of all kinds where ``kind`` is None."""

    kind: str | None
    documents: int
    outcomes: Outcomes
    scores: Scores
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class _Reviewed:
    kind: str
    outcomes: list[str]
    scores: Scores
    sure: list[tuple[float, bool]]


def evaluation(viewer: Actor) -> list[Evaluation]:
    """All documents together, then kind by kind, those with most documents first.

    Counted are the documents whose every clause was decided. One in which nothing was drafted or added
    tells nothing: nobody has said that it orders nothing. Bodies are compared as the agencies they are known
    as on the document's day; a name that only a reviewer could tie to an agency counts as wrong.
    """
    require(viewer, Permission.REVIEW_DIRECTIVE)
    reviewed = list(_reviewed(viewer))
    kinds: dict[str, list[_Reviewed]] = defaultdict(list)
    for one in reviewed:
        kinds[one.kind].append(one)
    by_kind = sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [_together(None, reviewed), *(_together(kind, several) for kind, several in by_kind)]


def standing_drafts(viewer: Actor) -> tuple[int, int]:
    """(drafts accepted without a change, tasks reviewed) over reviewed documents: one line for the office."""
    require(viewer, Permission.REVIEW_DIRECTIVE)
    decided = _decided(viewer)
    stood = Q(state=Clause.State.ACCEPTED, edited=False)
    drafts = decided.filter(drafted__isnull=False).aggregate(
        unchanged=Count("pk", filter=stood), all=Count("pk")
    )
    by_hand = decided.filter(~_PIECE, drafted__isnull=True, state=Clause.State.ACCEPTED)
    return drafts["unchanged"], drafts["all"] + by_hand.count()


def _decided(viewer: Actor) -> QuerySet[Clause]:
    """The clauses of reviewed documents; ``replaced`` says that one was made by splitting or merging."""
    return Clause.objects.filter(
        reading__document__in=visible(viewer).values("pk"), reading__state=Reading.State.ACCEPTED
    ).annotate(replaced=_PIECE)


def _reviewed(viewer: Actor) -> Iterator[_Reviewed]:
    """Document by document, those of one day together, so that names are looked up once a day."""
    days: dict[date, dict[int, list[Clause]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[int, str] = {}
    reviewed = set(_decided(viewer).values_list("reading__document", flat=True))
    heads = Document.objects.defer("text", "folded").in_bulk(reviewed)
    clauses = _decided(viewer).select_related("reading").order_by("reading", "start", "ordinal", "pk")
    for clause in clauses:
        document = heads[clause.reading.document_id]
        kinds[document.pk] = document.kind
        days[document.issued_on or document.registered_on][document.pk].append(clause)
    for day, documents in days.items():
        every = [clause for several in documents.values() for clause in several]
        known = resolve(viewer.province, set(_drafted_names(every)), on=day)
        bodies = _accepted_bodies(every)
        for pk, several in documents.items():
            yield _judged(kinds[pk], several, known, bodies)


def _judged(
    kind: str, clauses: Sequence[Clause], known: Mapping[str, int], bodies: Mapping[int, _Bodies]
) -> _Reviewed:
    drafts = [clause for clause in clauses if clause.drafted is not None]
    accepted = [clause for clause in clauses if clause.state == Clause.State.ACCEPTED]
    return _Reviewed(
        kind=kind,
        outcomes=[fate for clause in clauses if (fate := _fate(clause))],
        scores=scored(
            [
                Judged(
                    one.pk,
                    (one.start, one.end),
                    frozenset(bodies[one.pk]["lead"]),
                    frozenset(bodies[one.pk]["coordinating"]),
                )
                for one in accepted
            ],
            [
                Judged(one.pk, (one.start, one.end), _named(one, "lead", known), _named(one, "coord", known))
                for one in drafts
            ],
        ),
        sure=[(one.drafted["confidence"], _fate(one) == "unchanged") for one in drafts if one.drafted],
    )


_Bodies = dict[str, set[str]]


def _accepted_bodies(clauses: Iterable[Clause]) -> dict[int, _Bodies]:
    """The bodies of accepted clauses by role: agencies by their number, others as written."""
    found: dict[int, _Bodies] = defaultdict(lambda: {"lead": set(), "coordinating": set()})
    wanted = [clause.pk for clause in clauses if clause.state == Clause.State.ACCEPTED]
    bodies = list(ClauseAgency.objects.filter(clause__in=wanted))
    # «UBND cấp huyện» given to each of them is the name that was read.
    times = Counter((body.clause_id, body.role, body.written) for body in bodies)
    for body in bodies:
        one = body.agency_id and times[body.clause_id, body.role, body.written] == 1
        found[body.clause_id][body.role].add(f"#{body.agency_id}" if one else fold(body.written))
    return found


def _drafted_names(clauses: Iterable[Clause]) -> Iterator[str]:
    for clause in clauses:
        said: Mapping[str, Any] = clause.drafted or {}
        yield from (*said.get("lead", ()), *said.get("coord", ()))


def _named(clause: Clause, part: str, known: Mapping[str, int]) -> frozenset[str]:
    said: Mapping[str, Any] = clause.drafted or {}
    return frozenset(f"#{known[name]}" if name in known else fold(name) for name in said.get(part, ()))


def _fate(clause: Clause) -> str:
    """What became of a draft, or that a task was added; «» for pieces of a split and what was dropped."""
    if clause.drafted is None:
        added = clause.state == Clause.State.ACCEPTED and not getattr(clause, "replaced", False)
        return "added" if added else ""
    if clause.state == Clause.State.ACCEPTED:
        return "edited" if clause.edited else "unchanged"
    return "rejected" if clause.state == Clause.State.REJECTED else "recut"


def _together(kind: str | None, reviewed: Sequence[_Reviewed]) -> Evaluation:
    counted = [fate for one in reviewed for fate in one.outcomes]
    return Evaluation(
        kind=kind,
        documents=len(reviewed),
        outcomes=Outcomes(**{fate: counted.count(fate) for fate in Outcomes.__slots__}),
        scores=sum((one.scores for one in reviewed), Scores()),
        bands=bands([pair for one in reviewed for pair in one.sure]),
    )
