"""A task's chain as plain JSON values: the clause that ordered it, what shows its result, and its money."""

from __future__ import annotations

from datetime import date
from typing import Any

from cotmoc.directives.queries import source_of
from cotmoc.domain.access import Actor
from cotmoc.plans.queries import money_object, money_of
from cotmoc.reporting.queries.tied import indicators_of
from cotmoc.tasks.models import Task


def chain_object(viewer: Actor, row: Task, *, on: date) -> dict[str, Any]:
    """``clause``, ``indicators`` and ``money`` of a task (of ``tasks.queries.task``), for API and command.

    ``clause`` is None for a task that no directive orders. The tasks above and below and the areas are in
    ``tasks.queries.task_object``.
    """
    source = source_of(viewer, row)
    return {
        "clause": None
        if source is None
        else {
            "id": source.clause.pk,
            "directive": source.document.pk,
            "number": source.document.number,
            "words": source.words,
        },
        "indicators": [{"code": one.code, "name": one.name} for one in indicators_of(viewer, row)],
        "money": money_object(money_of(viewer, row, on=on)),
    }
