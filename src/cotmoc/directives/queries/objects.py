"""Relations of a document as plain JSON values, the same for the API and for ``cotmoc directives --json``."""

from __future__ import annotations

from typing import Any

from cotmoc.directives.models import Document
from cotmoc.directives.queries.relating import offers, relations_of, superseded
from cotmoc.domain.access import Actor


def related_object(actor: Actor, document: Document) -> dict[str, Any]:
    """``related``, ``offers`` and ``superseded`` of a visible document."""
    return {
        "related": [
            {
                **{
                    name: getattr(one, name) for name in ("citation", "relation", "passive", "kind", "number")
                },
                "document": one.document.pk if one.document else None,
            }
            for one in relations_of(actor, document)
        ],
        "offers": [
            {
                "citation": one.citation.pk,
                "number": one.citation.number,
                "issued_on": one.citation.issued_on and one.citation.issued_on.isoformat(),
                "candidates": [candidate.pk for candidate in one.candidates],
            }
            for one in offers(actor, document)
        ],
        "superseded": [
            {
                "document": one.document.pk,
                "relation": one.relation,
                "waiting": one.waiting,
                "tasks": [
                    {
                        "id": row.task.pk,
                        "title": row.task.title,
                        "due_on": row.task.due_on and row.task.due_on.isoformat(),
                        "decision": row.decision,
                    }
                    for row in one.tasks
                ],
            }
            for one in superseded(actor, document)
        ],
    }
