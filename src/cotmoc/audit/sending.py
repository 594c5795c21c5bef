"""One sending of a form or a request, which may arrive twice: a double click, a retry after a lost answer.

A door opens ``sending(key)`` around what it does. The first deed inside keeps the key in its audit row, in
the same transaction; whoever arrives with that key later, or at the same moment, gets ``SentBefore`` with
that row, and nothing is done again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from cotmoc.audit.models import AuditRow


class SentBefore(Exception):
    """This sending was done before: ``row`` is the audit row of its deed."""

    def __init__(self, row: AuditRow) -> None:
        super().__init__(f"sent before as audit row {row.seq}")
        self.row = row


@dataclass(slots=True)
class Sending:
    """``key`` names it, ``body`` is the fingerprint of what it carries; ``kept`` once a deed has the key."""

    key: str
    body: str | None = None
    kept: bool = False


_under_way: ContextVar[Sending | None] = ContextVar("cotmoc_sending", default=None)


@contextmanager
def sending(key: str, body: str | None = None) -> Iterator[Sending]:
    """What is done inside is one sending. Raises SentBefore when its key is kept already."""
    if (row := row_of(key)) is not None:
        raise SentBefore(row)
    one = Sending(key, body)
    token = _under_way.set(one)
    try:
        yield one
    finally:
        _under_way.reset(token)


def row_of(key: str) -> AuditRow | None:
    """The audit row of the deed that was sent under this key."""
    return AuditRow.objects.filter(sent=key).first()


def to_keep() -> Sending | None:
    """The sending whose key no deed has kept yet. Raises SentBefore when another transaction has.

    Called by the writer of the audit log under its lock, so that of two at once one goes back whole.
    """
    one = _under_way.get()
    if one is None or one.kept:
        return None
    if (row := row_of(one.key)) is not None:
        raise SentBefore(row)
    return one


def fingerprint(*parts: object) -> str:
    """SHA-256 of what a sending is made of, in hex; bytes as they are, everything else as text."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def form_parts(request: HttpRequest) -> Iterator[object]:
    """Names and values of a sent form in their order, files by name and bytes, for ``fingerprint``."""
    for name, values in request.POST.lists():
        yield name
        yield from values
    for name, files in request.FILES.lists():
        for file in files:
            assert isinstance(file, UploadedFile)
            yield name
            yield file.name
            yield file.read()
            file.seek(0)
