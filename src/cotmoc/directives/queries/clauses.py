"""Clauses as the review shows them, and the clause from which a task came."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from cotmoc.directives.drafts import cuts
from cotmoc.directives.identity import number_key
from cotmoc.directives.models import Clause, ClauseAgency, ClauseTask, Document
from cotmoc.directives.queries.documents import Progress, visible
from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations.queries import Links
from cotmoc.tasks.models import Task

MOST_CUTS = 12


@dataclass(frozen=True, slots=True)
class Card:
    """A clause with its number in the order of the text, its bodies and what became of it.

    ``inferred`` says that its first lead stands in another sentence; ``undoable`` that ``restore`` has
    something to take back; ``mergeable`` that the next clause waits too.
    """

    number: int
    clause: Clause
    leads: tuple[ClauseAgency, ...]
    coordinating: tuple[ClauseAgency, ...]
    tasks: tuple[int, ...]
    inferred: bool
    undoable: bool
    mergeable: bool

    @property
    def unknown(self) -> tuple[str, ...]:
        """Leads as written that are no known agency."""
        return tuple(body.written for body in self.leads if body.agency_id is None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A card with the one before it, None for the first, and how far the review of their document is."""

    card: Card
    before: Card | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class Source:
    """Where a task comes from: the sentence in three parts, the clause's own words in the middle."""

    document: Document
    clause: Clause
    before: str
    words: str
    after: str


def cards(viewer: Actor, document: Document) -> list[Card]:
    """Every clause in the order of the text, those replaced left out; without the right to review only
    the accepted ones."""
    require(viewer, Permission.READ_DIRECTIVE)
    found = list(with_bodies(live(document)))
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        found = [clause for clause in found if clause.state == Clause.State.ACCEPTED]
    waits = [clause.state == Clause.State.DRAFT for clause in found]
    return [
        card_of(number, clause, any(waits[number : number + 1]), document.text)
        for number, clause in enumerate(found, 1)
    ]


def standing(viewer: Actor, document: Document, clause: int) -> Standing:
    """One card of a document as ``cards`` gives it, with what a decision on it changes beside it.

    Of the other clauses only the states are read: a long document costs what a short one does. Raises
    Problem(NOT_FOUND) for a clause that is no longer there.
    """
    require(viewer, Permission.REVIEW_DIRECTIVE)
    order = list(live(document).values_list("pk", "state"))
    place = next((n for n, (pk, _) in enumerate(order) if pk == clause), None)
    if place is None:
        raise Problem(NOT_FOUND, thing="nhiệm vụ trích ra")
    waits = [state == Clause.State.DRAFT for _, state in order]
    shown = range(max(0, place - 1), place + 1)
    found = {row.pk: row for row in with_bodies(live(document).filter(pk__in=[order[n][0] for n in shown]))}
    *before, card = (
        card_of(n + 1, found[order[n][0]], any(waits[n + 1 : n + 2]), document.text) for n in shown
    )
    return Standing(card, before[0] if before else None, Progress(len(order) - sum(waits), len(order)))


def clause(viewer: Actor, pk: int) -> Clause:
    """One clause for review, with its document. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.REVIEW_DIRECTIVE)
    found = (
        Clause.objects.filter(pk=pk, reading__document__province=viewer.province)
        .exclude(state=Clause.State.REPLACED)
        .select_related("reading__document")
        .prefetch_related(Prefetch("agencies", ClauseAgency.objects.select_related("agency")))
        .first()
    )
    if found is None:
        raise Problem(NOT_FOUND, thing="nhiệm vụ trích ra")
    return found


def split_points(found: Clause) -> list[tuple[int, str, str]]:
    """Where a clause can sensibly be cut: (offset, words before, words after)."""
    text = found.reading.document.text
    return [
        (at, text[found.start : at].strip(), text[at : found.end].strip())
        for at in cuts(text, found.start, found.end)[:MOST_CUTS]
    ]


def links_to_clause(task: Task) -> Links:
    """What ties a task to the clause it came from."""
    return Links(ClauseTask, "task", task.pk)


def source_of(viewer: Actor, task: Task | int) -> Source | None:
    """The clause a visible task came from; None for tasks that came otherwise."""
    require(viewer, Permission.READ_TASK)
    link = (
        ClauseTask.objects.filter(
            task=task if isinstance(task, int) else task.pk, task__province=viewer.province
        )
        .select_related("clause__reading__document")
        .first()
    )
    if link is None:
        return None
    document = link.clause.reading.document
    start, end = _sentence(document.text, link.clause.start, link.clause.end)
    return Source(
        document=document,
        clause=link.clause,
        before=document.text[start : link.clause.start].lstrip(),
        words=document.text[link.clause.start : link.clause.end],
        after=document.text[link.clause.end : end].rstrip(),
    )


def tasks_under(viewer: Actor, number: str) -> tuple[int, ...]:
    """The tasks that came from the visible documents of a number («34/NQ-CP»)."""
    require(viewer, Permission.READ_TASK)
    found = visible(viewer).filter(number_key=number_key(number)).exclude(number_key="")
    links = ClauseTask.objects.filter(clause__reading__document__in=found).order_by("task")
    return tuple(links.values_list("task", flat=True))


def live(document: Document) -> QuerySet[Clause]:
    """A document's clauses in the order of the text, those replaced left out."""
    found = Clause.objects.filter(reading__document=document).exclude(state=Clause.State.REPLACED)
    return found.order_by("start", "ordinal", "pk")


def with_bodies(clauses: QuerySet[Clause]) -> QuerySet[Clause]:
    """The same with everything that ``card_of`` asks of them."""
    bodies = ClauseAgency.objects.select_related("agency").order_by("role", "ordinal")
    made = ClauseTask.objects.select_related("task").order_by("task")
    return clauses.prefetch_related(Prefetch("agencies", bodies), Prefetch("tasks", made), "replaces")


def card_of(number: int, clause: Clause, next_waits: bool, text: str) -> Card:
    """A clause as a card; ``text`` is its document's."""
    bodies = list(clause.agencies.all())
    waits = clause.state == Clause.State.DRAFT
    replaces = bool(clause.replaces.all())
    return Card(
        number=number,
        clause=clause,
        leads=tuple(body for body in bodies if body.role == "lead"),
        coordinating=tuple(body for body in bodies if body.role == "coordinating"),
        tasks=_standing([link.task for link in clause.tasks.all()]),
        inferred=_inferred(clause, text),
        undoable=not waits or replaces or (clause.edited and clause.drafted is not None),
        mergeable=waits and next_waits,
    )


def _standing(made: list[Task]) -> tuple[int, ...]:
    """The tasks that were not withdrawn; a heading stands as long as one under it does."""
    stand = [task for task in made if task.outcome != Task.Outcome.CANCELLED and not task.group]
    above = {task.parent_id for task in stand}
    return tuple(task.pk for task in made if task in stand or task.pk in above)


def _inferred(clause: Clause, text: str) -> bool:
    places = (clause.drafted or {}).get("lead_spans") or []
    start, end = _sentence(text, clause.start, clause.end)
    return bool(places) and not any(start <= first < end for first, _ in places)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span: between full stops followed by a blank, or line ends."""
    before = max(text.rfind("\n", 0, start), *(text.rfind(stop, 0, start) for stop in (". ", "! ", "? ")))
    ends = [at for at in (text.find(stop, end) for stop in (". ", ".\n", "\n")) if at >= 0]
    return before + 1 if before >= 0 else 0, min(ends) + 1 if ends else len(text)
