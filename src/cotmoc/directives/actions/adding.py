"""A task that the reader did not see: drafted by a person at its place in the text."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from django.db.models import Max

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.naming import name_bodies
from cotmoc.directives.actions.rows import settle
from cotmoc.directives.actions.telling import said_in
from cotmoc.directives.drafts import fields_of, label_of, trimmed
from cotmoc.directives.models import Clause, Reading
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import WORDS_NOT_FOUND
from cotmoc.domain.errors.general import NOT_FOUND


def add(document: int, *, words: str, by: Actor, at: datetime) -> Clause:
    """Draft a task where ``words`` stand in the document's text, with what the reader makes of them alone.

    Blanks and line breaks need not agree. Raises Problem: NOT_FOUND, WORDS_NOT_FOUND.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.add", by=by) as record:
        readings = Reading.objects.select_for_update(of=("self",)).select_related("document")
        reading = readings.filter(document=document, document__province=by.province).first()
        if reading is None:
            raise Problem(NOT_FOUND, thing="văn bản")
        start, end = _place(reading.document.text, words)
        clause = _drafted(reading, start, end)
        settle(reading)
        record.about(clause, document=document)
    return clause


def _place(text: str, words: str) -> tuple[int, int]:
    """Where the words first stand, as a span without punctuation at its edges."""
    for form in ("NFC", "NFD"):
        parts = [re.escape(part) for part in unicodedata.normalize(form, words).split()]
        found = re.search(r"\s+".join(parts), text) if parts else None
        if found is not None:
            start, end = trimmed(text, *found.span())
            if start < end:
                return start, end
    raise Problem(WORDS_NOT_FOUND, field="words")


def _drafted(reading: Reading, start: int, end: int) -> Clause:
    document = reading.document
    on = document.issued_on or document.registered_on
    said = said_in(reading, start, end)
    fields = fields_of(said, on) if said else {"label": label_of(document.text[start:end])}
    last = reading.clauses.aggregate(last=Max("ordinal"))["last"] or 0
    clause = Clause.objects.create(
        reading=reading, ordinal=last + 1, start=start, end=end, edited=True, **fields
    )
    told = [(clause, said.lead, said.coord)] if said else []
    name_bodies(told, province=document.province_id, on=on)
    return clause
