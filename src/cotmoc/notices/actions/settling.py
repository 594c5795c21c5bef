"""What a person decides of a message whose fate the system does not know, or that was refused."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.errors.notices import NOT_TO_SETTLE
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.notices.models import Message
from cotmoc.notices.states import STATES, message_state

State = Message.State


class Settling(StrEnum):
    """What the person found: it did arrive, or it is to be sent once more."""

    SENT = "sent"
    AGAIN = "again"


def settle(message: int, *, as_: Settling, reason: str, by: Actor, at: datetime) -> Message:
    """Mark an unknown message as sent, or queue an unknown or refused one again.

    Raises Problem: NOT_FOUND, NOT_TO_SETTLE (it is not in such a state, or a sender still has it),
    REASON_NEEDED.
    """
    require(by, Permission.MANAGE_NOTICE)
    if not reason.strip():
        raise Problem(REASON_NEEDED, field="reason")
    with deed("notice.settle", by=by) as record:
        row = Message.objects.filter(pk=message, province=by.province).first()
        if row is None:
            raise Problem(NOT_FOUND, thing=f"thư số {message}")
        was = message_state(row, at)
        unknown = Q(state=State.SENDING, held_until__lte=at)
        settled = unknown if as_ is Settling.SENT else unknown | Q(state=State.FAILED)
        if not Message.objects.filter(settled, pk=row.pk).update(**_values(as_, row, at)):
            raise Problem(NOT_TO_SETTLE, number=row.pk, state=STATES[was])
        row.refresh_from_db()
        record.about(row, outcome=as_.value, was=was, reason=reason.strip()[:200])
    return row


def _values(as_: Settling, row: Message, at: datetime) -> dict[str, object]:
    free = {"owner": "", "held_until": None}
    if as_ is Settling.SENT:
        return free | {"state": State.SENT, "sent_at": at}
    return free | {"state": State.QUEUED, "not_before": at, "attempts": 0}
