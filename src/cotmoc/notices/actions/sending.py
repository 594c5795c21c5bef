"""Handing queued messages to the mail server: at most once each without a person.

``sending`` is committed before the server hears of a message, ``sent`` after its answer. Whatever breaks
off in between leaves ``sending``, which no sender takes up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.notices import MAIL_NOT_SET
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.domain.retries import MAIL, MAIL_ATTEMPTS, mail_wait
from cotmoc.notices import smtp
from cotmoc.notices.carrying import HELD, Carrier
from cotmoc.notices.letters import composed
from cotmoc.notices.models import Message
from cotmoc.notices.smtp import Answer, Line, Outcome, Server, ServerTrouble

_AT_ONCE = 100
State = Message.State


@dataclass(slots=True)
class Sent:
    """What a round did: messages sent, refused for good, put back, and those whose fate is unknown.

    ``trouble`` holds the words of a server that would not serve us; the round ends there.
    """

    sent: int = 0
    failed: int = 0
    later: int = 0
    unknown: int = 0
    trouble: str = ""


def send_due(*, at: datetime, limit: int | None = None, stop: Callable[[], bool] = lambda: False) -> Sent:
    """Send what is due, oldest first, over one connection; at most ``limit``, until ``stop()`` says so.

    Several may run at once. Not to be called inside a transaction. Raises Problem(MAIL_NOT_SET).
    """
    server = smtp.server()
    if server is None:
        raise Problem(MAIL_NOT_SET, waiting=Message.objects.filter(state=State.QUEUED).count())
    carrier, did = Carrier(at), Sent()
    with Line(server) as line:
        for message in _due(carrier):
            if stop() or (limit is not None and did.sent + did.failed + did.later + did.unknown >= limit):
                break
            try:
                line.open()
                letter = _letter(message, server, carrier)
                if _take(message, carrier):
                    _settle(message, line.hand_in(message.address, letter), carrier, did)
            except ServerTrouble as trouble:
                did.trouble = str(trouble)
                _wait_for_server(message, carrier, did.trouble)
                break
    return did


def _due(carrier: Carrier) -> Iterator[Message]:
    """Messages that are due and outside their quiet hours, each once."""
    seen: set[int] = set()
    while True:
        due = Message.objects.filter(state=State.QUEUED, not_before__lte=carrier.now())
        found = [row for row in due.order_by("not_before", "pk")[:_AT_ONCE] if row.pk not in seen]
        if not found:
            return
        for message in found:
            seen.add(message.pk)
            now = carrier.now()
            if message.quiet and (ends := QuietHours.parse(message.quiet).after(now)) > now:
                with transaction.atomic(durable=True):
                    Message.objects.filter(pk=message.pk, state=State.QUEUED).update(not_before=ends)
            else:
                yield message


def _take(message: Message, carrier: Carrier) -> bool:
    """Commit that this sender has it; False when another one was first, or it was revised or cancelled."""
    as_read = {"attempts": message.attempts, "subject": message.subject, "body": message.body}
    with transaction.atomic(durable=True):
        taken = Message.objects.filter(pk=message.pk, state=State.QUEUED, **as_read).update(
            state=State.SENDING,
            owner=carrier.token,
            held_until=carrier.now() + HELD,
            attempts=message.attempts + 1,
        )
    return taken == 1


def _letter(message: Message, server: Server, carrier: Carrier) -> bytes:
    return composed(
        sender=server.sender,
        to=(message.name, message.address),
        subject=message.subject,
        body=message.body,
        identity=message.message_id,
        at=carrier.now(),
    )


# On SQLite only what begins a transaction has its fair turn among several senders (config.sqlite).
@transaction.atomic(durable=True)
def _settle(message: Message, answer: Answer, carrier: Carrier, did: Sent) -> None:
    """Commit what the server answered; what it did not answer stays «sending», held by nobody."""
    own = _own(message, carrier)
    now = carrier.now()
    if answer.outcome is Outcome.ACCEPTED:
        did.sent += 1
        own.update(state=State.SENT, sent_at=now, owner="", held_until=None, answer=answer.words)
    elif answer.outcome is Outcome.UNSURE:
        did.unknown += 1
        own.update(held_until=now, answer=answer.words)
    elif answer.outcome is Outcome.REFUSED or message.attempts + 1 >= MAIL_ATTEMPTS:
        did.failed += 1
        own.update(state=State.FAILED, owner="", held_until=None, answer=answer.words)
    else:
        did.later += 1
        _put_back(message, carrier, answer.words)


def _put_back(message: Message, carrier: Carrier, words: str) -> None:
    """The server has not got it: it is due again after a wait that grows."""
    wait = mail_wait(message.attempts + 1)
    _own(message, carrier).update(
        state=State.QUEUED, owner="", held_until=None, not_before=carrier.now() + wait, answer=words
    )


@transaction.atomic(durable=True)
def _wait_for_server(message: Message, carrier: Carrier, words: str) -> None:
    """No server to hand it to, whether it was taken already or not; that says nothing against the message,
    so that its attempts count no further than the waits grow.
    """
    attempts = min(message.attempts + 1, len(MAIL))
    ours = Q(state=State.SENDING, owner=carrier.token) | Q(state=State.QUEUED, attempts=message.attempts)
    Message.objects.filter(ours, pk=message.pk).update(
        state=State.QUEUED,
        owner="",
        held_until=None,
        attempts=attempts,
        not_before=carrier.now() + mail_wait(attempts),
        answer=words,
    )


def _own(message: Message, carrier: Carrier) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, state=State.SENDING, owner=carrier.token)
