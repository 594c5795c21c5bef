"""Refuses text with the character NUL at the door of the pages.

PostgreSQL keeps no NUL in text, SQLite does; nobody types one. What is refused here is the same on both,
and never an error of the database. The API looks for itself (``cotmoc.api.frame``).
"""

from __future__ import annotations

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.web import errors


def nul_sent(request: HttpRequest) -> HttpResponse | None:
    """The page 422 when address or form holds a NUL, the field named; None otherwise."""
    if request.path.startswith("/api/"):
        return None
    try:
        sent = [request.GET, request.POST]
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnicodeError):
        # Django's own answer to a body that cannot be read comes from the view.
        return None
    for values in sent:
        for name, texts in values.lists():
            if any("\x00" in text for text in (name, *map(str, texts))):
                why = Said("có ký tự NUL không nhìn thấy", "it holds an invisible NUL character")
                return errors.from_problem(
                    request, Problem(BAD_VALUE, field=name.replace("\x00", "") or "?", why=why)
                )
    return None
