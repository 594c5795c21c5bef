"""Reading and proving the audit log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from cotmoc.audit.chain import GENESIS, link
from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Permission, require


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found: rows read, the head, and the first broken row if any."""

    rows: int
    head: str
    broken_at: int | None


def head() -> tuple[int, str]:
    """Number and hash of the newest row; (0, zeros) when the log is empty."""
    with connection.cursor() as cursor:
        cursor.execute(*_newest(connection.vendor))
        found: tuple[int, str] | None = cursor.fetchone()
    return found or (0, GENESIS)


@cache
def _newest(_vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement of ``head``, which each page asks: writing it takes longer than running it."""
    return AuditRow.objects.order_by("-seq").values_list("seq", "hash")[:1].query.sql_with_params()


def verify(*, expected_head: str | None = None, expected_heads: Iterable[str] = ()) -> Verdict:
    """Walk the chain from the first row. A changed, missing or cut row shows as ``broken_at``.

    ``expected_head`` and ``expected_heads`` are heads written down earlier (a briefing, the daily files):
    each must stand in the chain, else the log was cut or rewritten.
    """
    wanted = {*expected_heads, *filter(None, [expected_head])} - {GENESIS}
    previous, rows = GENESIS, 0
    for row in AuditRow.objects.order_by("seq").iterator(chunk_size=2000):
        rows += 1
        fields = {
            name: getattr(row, name)
            for name in ("seq", "at", "person", "name", "agency", "deed", "thing", "thing_id", "detail")
        }
        whole = row.seq == rows and row.previous == previous
        if not whole or row.hash != link(settings.COTMOC_AUDIT_KEY, previous, fields):
            return Verdict(rows, previous, row.seq)
        previous = row.hash
        wanted.discard(previous)
    return Verdict(rows, previous, rows + 1 if wanted else None)


def rows(
    viewer: Actor, *, thing: str = "", thing_id: str = "", person: str = "", deed: str = ""
) -> QuerySet[AuditRow]:
    """Audit rows, newest first, for those who may read them.

    Narrowed to one thing, to people whose name contains ``person``, and to one deed or, with a name that
    ends in a dot, to a group of deeds (``account.``).
    """
    require(viewer, Permission.READ_AUDIT)
    found = AuditRow.objects.order_by("-seq")
    if thing:
        found = found.filter(thing=thing)
    if thing_id:
        found = found.filter(thing_id=thing_id)
    if person:
        found = found.filter(name__icontains=person)
    if deed:
        found = found.filter(deed__startswith=deed) if deed.endswith(".") else found.filter(deed=deed)
    return found


def deeds(viewer: Actor) -> list[str]:
    """The names of the deeds that stand in the log."""
    require(viewer, Permission.READ_AUDIT)
    return list(AuditRow.objects.order_by("deed").values_list("deed", flat=True).distinct())


def things(viewer: Actor) -> list[str]:
    """The kinds of things that stand in the log."""
    require(viewer, Permission.READ_AUDIT)
    found = AuditRow.objects.exclude(thing="").order_by("thing")
    return list(found.values_list("thing", flat=True).distinct())
