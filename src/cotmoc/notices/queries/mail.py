"""The log of outgoing mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.notices import smtp
from cotmoc.notices.models import Message
from cotmoc.notices.states import MESSAGE_STATES, UNKNOWN

State = Message.State
_SOON = timedelta(minutes=10)
# SQLite refuses a pattern of 50,000 bytes.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of the sending: the mail server (empty: none is set here), and how many messages have
    been due for ten minutes and more, which tells that no sender runs.
    """

    server: str
    left_lying: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person decided of a message: ``outcome`` is sent or again, ``was`` the state before."""

    at: datetime
    name: str
    outcome: str
    was: str
    reason: str


def messages(viewer: Actor, *, at: datetime, state: str = "", text: str = "") -> QuerySet[Message]:
    """The province's messages, newest first; in one state as seen at ``at``, and whose address, name,
    subject or key contains ``text``, of which the first 200 characters count.
    """
    require(viewer, Permission.READ_NOTICE)
    text = text[:_LONGEST]
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
    """How many of the province's messages are in each of ``MESSAGE_STATES``."""
    require(viewer, Permission.READ_NOTICE)
    counted = {state: Count("pk", filter=_in(state, at)) for state in MESSAGE_STATES}
    return Message.objects.filter(province=viewer.province).aggregate(**counted)


def due_messages(province: int, occasion: str, *, at: datetime) -> list[Message]:
    """A province's messages that would be sent now, of the occasions that begin with ``occasion``.

    None where no mail server is set here, for nothing is sent then.
    """
    if smtp.server() is None:
        return []
    due = Message.objects.filter(province=province, state=State.QUEUED, not_before__lte=at)
    return list(due.filter(key__startswith=occasion).order_by("pk"))


def message(viewer: Actor, pk: int) -> Message:
    """One message of the province. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_NOTICE)
    row = Message.objects.filter(province=viewer.province, pk=pk).first()
    if row is None:
        raise Problem(NOT_FOUND, thing=f"thư số {pk}")
    return row


def settlings(viewer: Actor, pk: int) -> list[Settled]:
    """What people decided of one message, oldest first. Raises Problem(NOT_FOUND)."""
    row = message(viewer, pk)
    rows = AuditRow.objects.filter(thing="notices.message", thing_id=str(row.pk), deed="notice.settle")
    return [
        Settled(one.at, one.name, *(str(one.detail.get(name, "")) for name in ("outcome", "was", "reason")))
        for one in rows.order_by("seq")
    ]


def sender(viewer: Actor, *, at: datetime) -> Sender:
    """Whether mail can go out, as seen from this process and from the messages that wait."""
    require(viewer, Permission.READ_NOTICE)
    server = smtp.server()
    due = Message.objects.filter(province=viewer.province, state=State.QUEUED, not_before__lte=at - _SOON)
    return Sender(f"{server.host}:{server.port}" if server else "", due.count())


def _in(state: str, at: datetime) -> Q:
    if state == UNKNOWN:
        return Q(state=State.SENDING, held_until__lte=at)
    if state == State.SENDING:
        return Q(state=State.SENDING, held_until__gt=at)
    return Q(state=state)
