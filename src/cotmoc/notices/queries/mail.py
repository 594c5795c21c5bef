"""The log of outgoing mail."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.notices.models import Message
from cotmoc.notices.states import MESSAGE_STATES, UNKNOWN

State = Message.State


def messages(viewer: Actor, *, at: datetime, state: str = "", text: str = "") -> QuerySet[Message]:
    """The province's messages, newest first; in one state as seen at ``at``, and whose address, name,
    subject or key contains ``text``.
    """
    require(viewer, Permission.READ_NOTICE)
    found = Message.objects.filter(province=viewer.province).order_by("-pk")
    if state:
        found = found.filter(_in(state, at))
    if text:
        found = found.filter(
            Q(address__icontains=text)
            | Q(name__icontains=text)
            | Q(subject__icontains=text)
            | Q(key__icontains=text)
        )
    return found


def message_counts(viewer: Actor, *, at: datetime) -> dict[str, int]:
    """How many of the province's messages are in each state: queued, sending, unknown, sent, failed."""
    require(viewer, Permission.READ_NOTICE)
    counted = {state: Count("pk", filter=_in(state, at)) for state in MESSAGE_STATES}
    return Message.objects.filter(province=viewer.province).aggregate(**counted)


def message(viewer: Actor, pk: int) -> Message:
    """One message of the province. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_NOTICE)
    row = Message.objects.filter(province=viewer.province, pk=pk).first()
    if row is None:
        raise Problem(NOT_FOUND, thing=f"thư số {pk}")
    return row


def _in(state: str, at: datetime) -> Q:
    if state == UNKNOWN:
        return Q(state=State.SENDING, held_until__lte=at)
    if state == State.SENDING:
        return Q(state=State.SENDING, held_until__gt=at)
    return Q(state=state)
