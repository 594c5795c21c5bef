"""How good the reader is on this office's own documents, over HTTP."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from cotmoc.api.asking import asker
from cotmoc.api.frame import needs
from cotmoc.directives.queries.evaluation import evaluation
from cotmoc.domain.access import Permission

router = Router(tags=["directives"])


class DraftOutcomes(Schema):
    """What became of the drafts (the first four), and what reviewers had to add."""

    unchanged: int
    edited: int
    rejected: int
    recut: int
    added: int
    tasks: int


class ScoreCounts(Schema):
    """Right ones, ones there are, ones drafted, and the rates; null where nothing could be right or wrong."""

    right: int
    there: int
    drafted: int
    precision: float | None
    recall: float | None
    f1: float | None


class DraftScores(Schema):
    """Tasks by their place; leads of matched tasks; coordinating bodies of matched tasks and over all."""

    task: ScoreCounts
    lead: ScoreCounts
    coordinating: ScoreCounts
    coordinating_over_all: ScoreCounts


class ConfidenceBand(Schema):
    """Drafts with a confidence from ``least`` up to the band above, and how many stood as drafted."""

    least: float
    drafts: int
    unchanged: int
    share: float | None


class EvaluationOut(Schema):
    """Scores over reviewed documents of one kind; ``kind`` null is all of them."""

    kind: str | None
    documents: int
    outcomes: DraftOutcomes
    scores: DraftScores
    bands: list[ConfidenceBand]


@router.get("/evaluation", auth=needs(Permission.REVIEW_DIRECTIVE), response=list[EvaluationOut])
def scores(request: HttpRequest) -> list[Any]:
    """All reviewed documents together, then kind by kind."""
    actor = asker(request)
    return list(evaluation(actor))
