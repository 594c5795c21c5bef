"""What an import asks of many documents at once."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from cotmoc.directives.models import Clause, Document
from cotmoc.directives.queries.documents import visible
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.files.models import StoredFile


def with_bytes(province: int, digests: Collection[str]) -> QuerySet[Document]:
    """The documents of a province that came as these bytes (SHA-256 in hex)."""
    # Joined to the files, SQLite walks all documents of the province when more than a few are asked for.
    files = StoredFile.objects.filter(sha256__in=digests)
    return Document.objects.filter(province=province, file__in=files)


def registered(viewer: Actor, digests: Collection[str]) -> dict[str, Document]:
    """The documents kept with these bytes (SHA-256 in hex), for those who may register them again."""
    require(viewer, Permission.REGISTER_DIRECTIVE)
    rows = with_bytes(viewer.province, digests).select_related("file").defer("text", "folded")
    return {row.file.sha256: row for row in rows}


def waiting(viewer: Actor, documents: Collection[int]) -> dict[int, int]:
    """How many clauses of each visible document wait for review."""
    left = Count("reading__clauses", filter=Q(reading__clauses__state=Clause.State.DRAFT))
    return dict(visible(viewer).filter(pk__in=documents).annotate(left=left).values_list("pk", "left"))
