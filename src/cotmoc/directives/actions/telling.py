"""What the reader makes of some words of a document alone: a task added, the halves of one that is split."""

from __future__ import annotations

from django.conf import settings

from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.drafts import due
from cotmoc.directives.lexicon import load_lexicon
from cotmoc.directives.models import Clause, Reading
from cotmoc.domain import extraction
from cotmoc.domain.extraction.reading import Task

# A person has said that the words order something; the reader has to be told.
_ORDERING = "Giao "
# Who leads stands at the beginning, behind «đồng thời» at most; a body further inside is part of the action.
_OPENING = 12


def said_in(reading: Reading, start: int, end: int) -> Task | None:
    """The first task that the reader sees in these words of the document, taken for an order."""
    document = reading.document
    lexicon = load_lexicon(settings.BASE_DIR / "reference_data" / "lexicon")
    words = document.text[start:end]
    return next(iter(extraction.read(f"{_ORDERING}{words}", lexicon, on=document.issued_on).tasks), None)


def tell_apart(whole: Clause, first: Clause, second: Clause) -> None:
    """Of two pieces each keeps the body, the day and the rhythm that its own words tell.

    What stands in neither («Trước ngày 30/9, …» before both) is for both; what stands in one is not for the
    other.
    """
    for piece, other in ((first, second), (second, first)):
        said = said_in(whole.reading, piece.start, piece.end)
        theirs = " ".join(whole.reading.document.text[other.start : other.end].split())
        _dated(piece, said, theirs)
        if said is not None and said.lead_spans and said.lead_spans[0][0] <= len(_ORDERING) + _OPENING:
            document = whole.reading.document
            piece.agencies.all().delete()
            piece.each = said.each
            told = [(piece, said.lead, said.coord)]
            name_bodies(told, province=document.province_id, on=document.issued_on or document.registered_on)
        piece.save()


def _dated(piece: Clause, said: Task | None, theirs: str) -> None:
    document = piece.reading.document
    if said is not None and said.deadline:
        piece.deadline_text = said.deadline.text[:200]
        piece.due_on = due(said.deadline, document.issued_on or document.registered_on)
    elif piece.deadline_text and piece.deadline_text in theirs:
        piece.deadline_text, piece.due_on = "", None
    if said is not None and said.recurrence:
        piece.recurrence = said.recurrence[:100]
    elif piece.recurrence and piece.recurrence in theirs:
        piece.recurrence = ""
