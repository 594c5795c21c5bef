"""Reading a document again with the reader of today: drafts nobody touched give way, decisions stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.keeping import drafted_fields, keep_citations, keep_figures
from cotmoc.directives.actions.naming import name_bodies, resolve_waiting
from cotmoc.directives.actions.rows import settle
from cotmoc.directives.lexicon import load_lexicon
from cotmoc.directives.models import Clause, Document, Reading
from cotmoc.domain import extraction
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.extraction import reading as values

_SAME_PASSAGE = 0.5
"""The share of the shorter of two passages from which on they are the same."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading again changed: drafts that came and went, and clauses kept as a person left them."""

    document: Document
    came: int
    went: int
    kept: int


def reread(document: int, *, by: Actor, at: datetime) -> Reread:
    """Read the kept text of a document again; its head, and what a person decided, edited or added, stay.

    A passage on which a person has decided is not drafted again. Figures are those of the new reading;
    citations that a person linked or refused stay. Raises Problem(NOT_FOUND).
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.reread", by=by) as record:
        readings = Reading.objects.select_for_update(of=("self",)).select_related("document")
        reading = readings.filter(document=document, document__province=by.province).first()
        if reading is None:
            raise Problem(NOT_FOUND, thing="văn bản")
        read = _read(reading.document)
        changed = _take(reading, read)
        reading.figures.all().delete()
        keep_figures(reading, read)
        keep_citations(reading.document, read, again=True)
        resolve_waiting(reading.document)
        reading.made_at = at
        reading.save(update_fields=["made_at"])
        settle(reading)
        record.about(reading.document, came=changed.came, went=changed.went, kept=changed.kept)
    return changed


def redate(document: Document) -> None:
    """Give drafts that nobody has touched the deadlines that follow from the document's corrected day."""
    on = document.issued_on or document.registered_on
    tasks = {task.span: task for task in _read(document).tasks}
    changed = []
    for clause in document.reading.clauses.prefetch_related("replaces", "tasks"):
        task = tasks.get((clause.start, clause.end))
        if task is not None and _untouched(clause):
            for name, value in drafted_fields(task, on).items():
                setattr(clause, name, value)
            clause.version += 1
            changed.append(clause)
    Clause.objects.bulk_update(changed, ["drafted", "deadline_text", "due_on", "version"])


def _read(document: Document) -> values.Reading:
    lexicon = load_lexicon(settings.BASE_DIR / "reference_data" / "lexicon")
    return extraction.read(document.text, lexicon, on=document.issued_on)


def _take(reading: Reading, read: values.Reading) -> Reread:
    """Put the tasks of the new reading in the place of untouched drafts; what is the same stays."""
    clauses = list(reading.clauses.prefetch_related("replaces", "tasks"))
    untouched = [clause for clause in clauses if _untouched(clause)]
    kept = [clause for clause in clauses if not _untouched(clause)]
    tasks = [task for task in read.tasks if not _stands(task, kept)]
    same = {_key(clause.drafted): clause for clause in untouched}
    fresh = [task for task in tasks if same.pop(_key(asdict(task)), None) is None]
    for clause in same.values():
        clause.delete()
    _draft(reading, fresh)
    document = reading.document
    live = sum(clause.state != Clause.State.REPLACED for clause in kept)
    return Reread(document, len(fresh), len(same), live)


def _draft(reading: Reading, tasks: list[values.Task]) -> None:
    document = reading.document
    on = document.issued_on or document.registered_on
    last = reading.clauses.aggregate(last=Max("ordinal"))["last"] or 0
    made = Clause.objects.bulk_create(
        Clause(reading=reading, ordinal=n, **drafted_fields(task, on))
        for n, task in enumerate(tasks, last + 1)
    )
    named = [(clause, task.lead, task.coord) for clause, task in zip(made, tasks, strict=True)]
    name_bodies(named, province=document.province_id, on=on)


def _untouched(clause: Clause) -> bool:
    """A draft as the reader left it: no person has changed, made or ever accepted it."""
    return (
        clause.state == Clause.State.DRAFT
        and clause.drafted is not None
        and not clause.edited
        and not clause.replaces.all()
        and not clause.tasks.all()
    )


def _stands(task: values.Task, kept: Iterable[Clause]) -> bool:
    """Whether the passage of the task is one that a person has dealt with."""
    start, end = task.span
    for clause in kept:
        common = min(end, clause.end) - max(start, clause.start)
        if common > _SAME_PASSAGE * min(end - start, clause.end - clause.start):
            return True
    return False


def _key(drafted: object) -> str:
    return json.dumps(drafted, sort_keys=True, ensure_ascii=False)
