"""Refuses a body that is too large before a byte of it is read.

Uploads are kept in memory only; without this, Django would read the whole body and drop its files in
silence.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import UPLOAD_TOO_LARGE
from cotmoc.web import errors


def too_large(request: HttpRequest) -> HttpResponse | None:
    """The page or note 413, or None for a body within the limit; the API asks for itself."""
    if request.path.startswith("/api/"):
        return None
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        return None
    problem = Problem(UPLOAD_TOO_LARGE, field="files", limit_mb=settings.COTMOC_UPLOAD_LIMIT // (1024 * 1024))
    return errors.from_problem(request, problem)
