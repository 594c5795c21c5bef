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
from cotmoc.directives.queries.read_figures import Stated, figures_stated, paragraph_at

__all__ = [
    "Card",
    "Chain",
    "Link",
    "Progress",
    "Source",
    "Stated",
    "awaiting_review",
    "cards",
    "chain",
    "clause",
    "document",
    "documents",
    "figures",
    "figures_stated",
    "nearest",
    "original",
    "paragraph_at",
    "paragraphs",
    "progress",
    "segments",
    "source_of",
    "split_points",
    "visible",
]
