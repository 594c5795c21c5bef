"""What documents do to each other, which citations wait for a link, and the open tasks of what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from cotmoc.directives.models import Citation, Document, SupersededTask
from cotmoc.directives.queries.documents import visible
from cotmoc.domain.access import Actor, Permission, permits, require
from cotmoc.organisations.queries import Links
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import visible as visible_tasks

GONE = (Citation.Relation.REPEALS, Citation.Relation.REPLACES)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation of a document with another: ``relation`` as the citing document says it.

    ``passive`` when the other document is the one that cites; ``document`` where it is registered and
    visible. ``by_person`` when a person said which document is meant.
    """

    citation: int
    relation: str
    passive: bool
    kind: str
    number: str
    document: Document | None
    by_person: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A citation without a link and the registered documents of its number that it may mean."""

    citation: Citation
    candidates: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task of a superseded document: still open, or withdrawn by this decision; "" while undecided."""

    task: Task
    decision: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """A document that another replaced or repealed, with its open tasks. ``waiting`` are undecided."""

    document: Document
    relation: str
    tasks: tuple[OpenTask, ...] = field(default=())

    @property
    def waiting(self) -> int:
        """How many tasks nobody has decided on."""
        return sum(not one.decision for one in self.tasks)


def relations_of(viewer: Actor, found: Document) -> list[Related]:
    """What a visible document replaces, amends or repeals, then what did so to it; plain citations apart."""
    seen = visible(viewer).defer("text", "folded")
    said = Citation.objects.exclude(relation=Citation.Relation.CITES)
    out = list(said.filter(document=found).order_by("start"))
    back = list(said.filter(cited=found).exclude(document=found).order_by("document__issued_on", "pk"))
    known = {
        row.pk: row
        for row in seen.filter(pk__in={*(c.cited_id for c in out), *(c.document_id for c in back)})
    }
    there = [
        Related(c.pk, c.relation, False, c.kind, c.number, known.get(c.cited_id or 0), bool(c.linked_by))
        for c in out
    ]
    return there + [
        Related(c.pk, c.relation, True, by.kind, by.number, by, bool(c.linked_by))
        for c in back
        if (by := known.get(c.document_id)) is not None
    ]


def citations_of(viewer: Actor, found: Document) -> QuerySet[Citation]:
    """Every citation in a document, in the order of its text."""
    require(viewer, Permission.READ_DIRECTIVE)
    return found.citations.order_by("start")


def offers(viewer: Actor, found: Document) -> list[Offer]:
    """Citations in a document, or of it, whose number is registered while the day is missing or differs.

    Empty for those who do not review.
    """
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        return []
    open_ = Citation.objects.filter(cited=None, document__province=viewer.province).exclude(number_key="")
    mine = Q(document=found)
    if found.number_key:
        mine |= Q(number_key=found.number_key)
    waiting = list(
        open_.filter(mine)
        .select_related("document")
        .defer("document__text", "document__folded")
        .order_by("start")
    )
    refused = set(
        Citation.refused.through.objects.filter(citation__in=waiting).values_list("citation", "document")
    )
    named = visible(viewer).filter(number_key__in={c.number_key for c in waiting}).defer("text", "folded")
    by_number: dict[str, list[Document]] = {}
    for one in named.order_by("issued_on", "pk"):
        by_number.setdefault(one.number_key, []).append(one)
    offered = [Offer(c, tuple(_candidates(c, found, by_number, refused))) for c in waiting]
    return [offer for offer in offered if offer.candidates]


def _candidates(
    citation: Citation, found: Document, known: dict[str, list[Document]], refused: set[tuple[int, int]]
) -> Iterable[Document]:
    for one in known.get(citation.number_key, []):
        # On the page of the cited document only that one is asked about.
        if citation.document_id != found.pk and one.pk != found.pk:
            continue
        if one.pk != citation.document_id and (citation.pk, one.pk) not in refused:
            yield one


def superseded(viewer: Actor, found: Document) -> list[Superseded]:
    """Documents that a visible document replaces or repeals and whose tasks are open or decided on.

    Empty for those who do not review.
    """
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        return []
    decided = dict(found.superseded_tasks.values_list("task", "decision"))
    gone = found.citations.filter(relation__in=GONE, cited__isnull=False).select_related("cited")
    result = []
    for citation in gone.defer("cited__text", "cited__folded").order_by("start"):
        assert citation.cited is not None
        rows = visible_tasks(viewer).filter(pk__in=open_tasks_under(citation.cited.pk).values("pk"))
        tasks = tuple(
            OpenTask(row, decided.get(row.pk, ""))
            for row in rows.select_related("lead").order_by(F("due_on").asc(nulls_last=True), "pk")
        )
        if tasks:
            result.append(Superseded(citation.cited, citation.relation, tasks))
    return result


def awaiting_decision(viewer: Actor) -> dict[int, set[int]]:
    """Open tasks of replaced or repealed documents on which nobody has decided, by the document that
    replaces them.

    Empty for those who do not review.
    """
    if not permits(viewer, Permission.REVIEW_DIRECTIVE):
        return {}
    gone = Citation.objects.filter(document__in=visible(viewer).values("pk"), relation__in=GONE)
    pairs = list(gone.filter(cited__isnull=False).values_list("document", "cited"))
    cited = {before for _, before in pairs}
    open_ = visible_tasks(viewer).filter(closed_on=None, group=False)
    under: dict[int, set[int]] = {before: set() for before in cited}
    rows = open_.filter(clause_link__clause__reading__document__in=cited)
    for before, task in rows.values_list("clause_link__clause__reading__document", "pk"):
        under[before].add(task)
    handed = SupersededTask.objects.filter(document__in=cited, decision=SupersededTask.Decision.HAND_OVER)
    for before, task in handed.filter(task__in=open_.values("pk")).values_list("document", "task"):
        under[before].add(task)
    decided = set(
        SupersededTask.objects.filter(document__in=[by for by, _ in pairs]).values_list("document", "task")
    )
    found: dict[int, set[int]] = {}
    for by, before in pairs:
        waiting = {task for task in under[before] if (by, task) not in decided}
        if waiting:
            found.setdefault(by, set()).update(waiting)
    return found


def open_tasks_under(document: int) -> QuerySet[Task]:
    """The open tasks that a document's clauses became or that were handed over to it; headings apart."""
    handed = SupersededTask.objects.filter(document=document, decision=SupersededTask.Decision.HAND_OVER)
    under = Q(clause_link__clause__reading__document=document) | Q(pk__in=handed.values("task"))
    return Task.objects.filter(under, closed_on=None, group=False)


def links_to_documents(task: Task) -> Links:
    """What ties a task to ``documents_of`` it, and to documents that were replaced without it."""
    return Links(SupersededTask, "task", task.pk)


def documents_of(viewer: Actor, task: Task) -> list[Document]:
    """The documents under which a visible task is followed since its own was replaced, oldest first."""
    require(viewer, Permission.READ_TASK)
    return list(
        Document.objects.filter(
            province=viewer.province,
            superseded_tasks__task=task,
            superseded_tasks__decision=SupersededTask.Decision.HAND_OVER,
        )
        .defer("text", "folded")
        .order_by("issued_on", "pk")
    )
