"""The open tasks of a document that another replaces or repeals: a person decides, nothing goes by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.recurring import stop_with
from cotmoc.directives.models import Citation, Document, SupersededTask
from cotmoc.directives.queries.relating import GONE, open_tasks_under
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.vi_numbers import show_date
from cotmoc.tasks import actions as steps

Decision = SupersededTask.Decision


def settle_superseded(
    document: int,
    *,
    decision: str,
    by: Actor,
    at: datetime,
    tasks: Collection[int] | None = None,
) -> list[SupersededTask]:
    """Keep, withdraw or hand over open tasks of the documents that ``document`` replaces or repeals.

    What is withdrawn does not come back either, of work given to each unit to none whose task was; what is
    kept or handed over is so each time it comes.

    ``tasks`` None means all on which nothing was decided. A decision that stands already stands as it is;
    another one takes its place as long as the task is open. Raises Problem: NOT_FOUND, BAD_VALUE, and what
    ``tasks.actions.withdraw`` raises.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.settle_superseded", by=by) as record:
        # The lock on the document makes two who decide wait for each other.
        rows = Document.objects.select_for_update(of=("self",))
        found = rows.filter(pk=document, province=by.province).first()
        if found is None:
            raise Problem(NOT_FOUND, thing="văn bản")
        if decision not in Decision.values:
            why = Said("không có cách giải quyết đó", "there is no such decision")
            raise Problem(BAD_VALUE, field="decision", why=why)
        chosen = _chosen(found, tasks, decision)
        settled = [_settle(found, task, relation, decision, by, at) for task, relation in chosen.items()]
        if decision == Decision.WITHDRAW:
            open_ = {task: _reason(found, relation) for task, relation in chosen.items() if relation}
            stop_with(open_, by=by, at=at)
        record.about(found, decision=decision, tasks=[row.task_id for row in settled])
    return settled


def _chosen(document: Document, tasks: Collection[int] | None, decision: str) -> dict[int, str]:
    """The tasks to decide on, each with what became of its document."""
    before = dict(document.superseded_tasks.values_list("task", "decision"))
    found: dict[int, str] = {}
    for citation in document.citations.filter(relation__in=GONE, cited__isnull=False):
        for task in open_tasks_under(citation.cited_id or 0).values_list("pk", flat=True):
            found.setdefault(task, citation.relation)
    if tasks is None:
        return {task: relation for task, relation in found.items() if task not in before}
    again = {task for task in tasks if before.get(task) == decision}
    if set(tasks) - set(found) - again:
        raise Problem(NOT_FOUND, field="tasks", thing="nhiệm vụ")
    return {task: found.get(task, "") for task in dict.fromkeys(tasks)}


def _settle(
    document: Document, task: int, relation: str, decision: str, by: Actor, at: datetime
) -> SupersededTask:
    row = SupersededTask.objects.filter(document=document, task=task).first()
    if row is not None and row.decision == decision:
        return row
    if decision == Decision.WITHDRAW:
        steps.withdraw(task, reason=_reason(document, relation), by=by, at=at)
    return SupersededTask.objects.update_or_create(
        document=document,
        task_id=task,
        defaults={"decision": decision, "decided_at": at, "decided_by": by.name[:200]},
    )[0]


def _reason(document: Document, relation: str) -> str:
    verb = "Bãi bỏ bởi" if relation == Citation.Relation.REPEALS else "Thay thế bởi"
    on = f" ngày {show_date(document.issued_on)}" if document.issued_on else ""
    return f"{verb} {document}{on}"
