"""The only writer of the audit log.

An action wraps its work in ``deed``: everything inside is one transaction, and its audit row is
inserted last, under a lock taken only then. A deed inside a deed joins the outer one and leaves no
row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from cotmoc.audit import keeping
from cotmoc.audit.chain import GENESIS, link
from cotmoc.audit.models import AuditRow
from cotmoc.audit.sending import to_keep
from cotmoc.domain.access import Actor

_Row = TypeVar("_Row", bound=models.Model)
_LOCK = 0x436F744D6F63
_under_way: ContextVar[Record | None] = ContextVar("cotmoc_deed", default=None)


class Record:
    """What the deed concerned; filled by the action while it works."""

    def __init__(self) -> None:
        self.thing = ""
        self.thing_id = ""
        self.detail: dict[str, Any] = {}

    def about(self, thing: models.Model, **detail: Any) -> None:
        """Name the thing acted on, with plain JSON values worth keeping (never text of documents)."""
        self.thing = thing._meta.label_lower
        self.thing_id = str(thing.pk)
        self.detail.update(detail)

    def note(self, **detail: Any) -> None:
        """Keep further plain JSON values."""
        self.detail.update(detail)


@contextmanager
def deed(name: str, *, by: Actor) -> Iterator[Record]:
    """One transaction and, if this is the outermost deed, its audit row as the last statement."""
    outer = _under_way.get()
    if outer is not None:
        with transaction.atomic():
            yield Record()
        return
    record = Record()
    token = _under_way.set(record)
    try:
        with transaction.atomic():
            yield record
            _append(name, by, record)
    finally:
        _under_way.reset(token)


def keep(
    model: type[_Row],
    name: str,
    *,
    by: Actor,
    key: dict[str, Any],
    values: dict[str, Any],
    detail: dict[str, Any],
) -> _Row:
    """Add or correct the row with this key, as a deed of its own; ``detail`` stands in the log."""
    with deed(name, by=by) as record:
        row, _ = model._default_manager.update_or_create(**key, defaults=values)
        record.about(row, **detail)
    return row


def sign_in_event(name: str, *, person: int | None, shown: str, detail: dict[str, Any]) -> None:
    """Keep a sign-in, sign-out, failure or lock-out; these come from signals, not from an actor."""
    with transaction.atomic():
        record = Record()
        record.note(**detail)
        _insert(name, person, shown, None, record)


def _append(name: str, by: Actor, record: Record) -> None:
    _insert(name, by.person, by.name, by.agency, record)


def _insert(name: str, person: int | None, shown: str, agency: int | None, record: Record) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    # What names no thing did nothing that could stand twice: a refusal.
    sent = to_keep() if record.thing else None
    last = AuditRow.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    fields: dict[str, Any] = {
        "seq": last[0] + 1,
        "at": datetime.now(UTC),
        "person": person,
        "name": shown,
        "agency": agency,
        "deed": name,
        "thing": record.thing,
        "thing_id": record.thing_id,
        "detail": record.detail,
    }
    chained = {"previous": last[1], "hash": link(settings.COTMOC_AUDIT_KEY, last[1], fields)}
    if sent is None:
        AuditRow.objects.create(**fields, **chained)
    else:
        AuditRow.objects.create(**fields, **chained, sent=sent.key, sent_body=sent.body)
        sent.kept = True
    keeping.moved_on()
