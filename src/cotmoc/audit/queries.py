"""Reading and proving the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
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
    return AuditRow.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)


def verify(*, expected_head: str | None = None) -> Verdict:
    """Walk the chain from the first row. A changed, missing or cut row shows as ``broken_at``.

    ``expected_head`` is a head written down earlier (a briefing, the daily file): it must stand in the
    chain, else the log was cut or rewritten.
    """
    previous, rows, seen = GENESIS, 0, expected_head in (None, GENESIS)
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
        seen = seen or previous == expected_head
    return Verdict(rows, previous, None if seen else rows + 1)


def rows(viewer: Actor, *, thing: str = "", thing_id: str = "") -> QuerySet[AuditRow]:
    """Audit rows, newest first, for those who may read them; of one thing when named."""
    require(viewer, Permission.READ_AUDIT)
    found = AuditRow.objects.order_by("-seq")
    return found.filter(thing=thing, thing_id=thing_id) if thing else found
