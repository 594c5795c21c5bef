"""The only reads of directives: lists, one document with its lit text, chains, and a task's clause."""

from cotmoc.directives.queries.clauses import (
    Card,
    Source,
    cards,
    clause,
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
    next_awaiting,
    original,
    progress,
    visible,
)
from cotmoc.directives.queries.ended import Ended, ended
from cotmoc.directives.queries.lighting import paragraphs, segments
from cotmoc.directives.queries.naming import Near, groups, nearest
from cotmoc.directives.queries.objects import related_object
from cotmoc.directives.queries.read_figures import Stated, figures_stated, paragraph_at, place_of
from cotmoc.directives.queries.relating import (
    Offer,
    OpenTask,
    Related,
    Superseded,
    awaiting_decision,
    citations_of,
    documents_of,
    offers,
    relations_of,
    superseded,
)

__all__ = [
    "Card",
    "Chain",
    "Ended",
    "Link",
    "Near",
    "Offer",
    "OpenTask",
    "Progress",
    "Related",
    "Source",
    "Stated",
    "Superseded",
    "awaiting_decision",
    "awaiting_review",
    "cards",
    "chain",
    "citations_of",
    "clause",
    "document",
    "documents",
    "documents_of",
    "ended",
    "figures",
    "figures_stated",
    "groups",
    "nearest",
    "next_awaiting",
    "offers",
    "original",
    "paragraph_at",
    "paragraphs",
    "place_of",
    "progress",
    "related_object",
    "relations_of",
    "segments",
    "source_of",
    "split_points",
    "superseded",
    "visible",
]
