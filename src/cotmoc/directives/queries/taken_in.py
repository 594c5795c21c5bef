"""What an import asks of many documents at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from cotmoc.directives.models import Clause, Document
from cotmoc.directives.queries.documents import visible
from cotmoc.domain.access import Actor, Permission, require


def registered(viewer: Actor, digests: Collection[str]) -> dict[str, Document]:
    """The documents kept with these bytes (SHA-256 in hex), for those who may register them again."""
    require(viewer, Permission.REGISTER_DIRECTIVE)
    known = Document.objects.filter(province=viewer.province, file__sha256__in=digests)
    rows = known.select_related("file").defer("text", "folded")
    return {row.file.sha256: row for row in rows}


def waiting(viewer: Actor, documents: Collection[int]) -> dict[int, int]:
    """How many clauses of each visible document wait for review."""
    left = Count("reading__clauses", filter=Q(reading__clauses__state=Clause.State.DRAFT))
    return dict(visible(viewer).filter(pk__in=documents).annotate(left=left).values_list("pk", "left"))
