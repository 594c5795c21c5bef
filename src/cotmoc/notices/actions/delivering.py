"""Delivering events to endpoints: signed, tried again with growing waits, at least once.

A receiver knows an event by its id, so that a delivery whose sender died is taken up again: unlike a
person with two letters in hand, a program that gets it twice drops the second.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException

from django.db import transaction
from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND, WRONG_STATE
from cotmoc.domain.retries import webhook_wait
from cotmoc.notices.addresses import place
from cotmoc.notices.carrying import DELIVERY_HELD, Carrier
from cotmoc.notices.models import Delivery, Endpoint
from cotmoc.notices.posting import TIME_LIMIT, Reply, post
from cotmoc.notices.signing import secret_of, signature
from cotmoc.notices.states import STATES

PATIENCE = 60.0
"""Seconds that one endpoint may take of a round: the others, and mail, wait for it."""
_AT_ONCE = 100
State = Delivery.State


@dataclass(slots=True)
class Delivered:
    """What a round did: events delivered, put back for another attempt, and given up."""

    delivered: int = 0
    later: int = 0
    failed: int = 0


def deliver_due(
    *,
    at: datetime,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
    seconds: float = TIME_LIMIT,
    patience: float = PATIENCE,
) -> Delivered:
    """Deliver what is due, oldest first; at most ``limit``, until ``stop()``, each within ``seconds``.

    An endpoint that gave no answer at all, or took ``patience`` seconds for its answers together, is left
    alone for the rest of the round. Several may run at once.
    """
    carrier, did, taken = Carrier(at), Delivered(), defaultdict[int, float](float)
    for delivery in _due(carrier):
        if stop() or (limit is not None and did.delivered + did.later + did.failed >= limit):
            break
        if taken[delivery.endpoint_id] < patience and _take(delivery, carrier):
            began = time.monotonic()
            reply, why = _posted(delivery, carrier, seconds)
            taken[delivery.endpoint_id] += patience if reply is None else time.monotonic() - began
            _settle(delivery, reply, why, carrier, did)
    return did


def redeliver(delivery: int, *, by: Actor, at: datetime) -> Delivery:
    """Queue a delivered or failed event once more. Raises Problem: NOT_FOUND, WRONG_STATE."""
    require(by, Permission.MANAGE_NOTICE)
    with deed("notice.redeliver", by=by) as record:
        row = Delivery.objects.filter(pk=delivery, endpoint__province=by.province).first()
        if row is None:
            raise Problem(NOT_FOUND, thing=f"lần gửi webhook số {delivery}")
        done = Delivery.objects.filter(pk=row.pk, state__in=[State.DELIVERED, State.FAILED])
        if not done.update(state=State.QUEUED, attempts=0, not_before=at, delivered_at=None):
            raise Problem(WRONG_STATE, verb="gửi lại", thing="webhook", state=STATES[row.state])
        record.about(row, was=row.state)
        row.refresh_from_db()
    return row


def _ready(now: datetime) -> Q:
    return Q(state=State.QUEUED, not_before__lte=now) | Q(state=State.SENDING, held_until__lte=now)


def _due(carrier: Carrier) -> Iterator[Delivery]:
    last = 0
    while True:
        rows = Delivery.objects.filter(_ready(carrier.now()), endpoint__active=True, pk__gt=last)
        found = list(rows.order_by("pk")[:_AT_ONCE])
        if not found:
            return
        last = found[-1].pk
        yield from found


def _take(delivery: Delivery, carrier: Carrier) -> bool:
    now = carrier.now()
    free = Delivery.objects.filter(_ready(now), pk=delivery.pk, attempts=delivery.attempts)
    with transaction.atomic(durable=True):
        taken = free.filter(endpoint__in=Endpoint.objects.filter(active=True)).update(
            state=State.SENDING,
            owner=carrier.token,
            held_until=now + DELIVERY_HELD,
            attempts=delivery.attempts + 1,
            tried_at=now,
        )
    delivery.attempts += taken
    return taken == 1


def _posted(delivery: Delivery, carrier: Carrier, seconds: float) -> tuple[Reply | None, str]:
    """The reply, or None and why there was none."""
    endpoint = delivery.endpoint  # read now: it may have got another secret since the round began
    body = delivery.body.encode()
    timestamp = int(carrier.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "cotmoc",
        "Cotmoc-Event": delivery.event,
        "Cotmoc-Event-Id": delivery.event_id,
        "Cotmoc-Timestamp": str(timestamp),
        "Cotmoc-Signature": signature(secret_of(endpoint), timestamp, body),
    }
    try:
        return post(place(endpoint.url), body, headers, limit=seconds), ""
    except Problem as problem:
        return None, problem.parts("vi").what
    except (OSError, HTTPException, UnicodeError) as error:
        return None, f"{type(error).__name__}: {error}"


# On SQLite only what begins a transaction has its fair turn among several (config.sqlite).
@transaction.atomic(durable=True)
def _settle(delivery: Delivery, reply: Reply | None, why: str, carrier: Carrier, did: Delivered) -> None:
    own = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, owner=carrier.token)
    said = {
        "owner": "",
        "held_until": None,
        "status": reply.status if reply else None,
        "answer": (f"{reply.status} {reply.words}".strip() if reply else why)[:500],
    }
    now = carrier.now()
    wait = webhook_wait(delivery.attempts)
    if reply is not None and reply.status // 100 == 2:
        did.delivered += 1
        own.update(state=State.DELIVERED, delivered_at=now, **said)
    elif wait is None:
        did.failed += 1
        own.update(state=State.FAILED, **said)
    else:
        did.later += 1
        own.update(state=State.QUEUED, not_before=now + wait, **said)
