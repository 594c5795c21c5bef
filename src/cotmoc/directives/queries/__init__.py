"""The only reads of directives: lists, one document with its lit text, chains, and a task's clause."""

from cotmoc.directives.queries.clauses import (
    Card,
    Source,
    cards,
    clause,
    nearest,
    source_of,
    split_points,
)
from cotmoc.directives.queries.documents import (
    Chain,
    Link,
    Progress,
    awaiting_review,
    chain,
    document,
    documents,
    figures,
    original,
    progress,
    visible,
)
from cotmoc.directives.queries.lighting import paragraphs, segments

__all__ = [
    "Card",
    "Chain",
    "Link",
    "Progress",
    "Source",
    "awaiting_review",
    "cards",
    "chain",
    "clause",
    "document",
    "documents",
    "figures",
    "nearest",
    "original",
    "paragraphs",
    "progress",
    "segments",
    "source_of",
    "split_points",
    "visible",
]
