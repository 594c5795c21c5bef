"""Telling events to the endpoints that want them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cotmoc.notices.models import Delivery, Endpoint


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: ``name`` as ``task.assigned``, ``id`` its own for ever.

    ``data`` gives plain JSON and is called only when some endpoint wants the event.
    """

    province: int
    id: str
    name: str
    data: Callable[[], Mapping[str, Any]]


def announce(event: Event, *, at: datetime) -> int:
    """Queue the event for every active endpoint that wants it; how many were new.

    Called inside the action whose deed it is. The same event id is queued once for an endpoint.
    One query where nobody wants it.
    """
    return announce_each([event], at=at)


def announce_each(events: Sequence[Event], *, at: datetime) -> int:
    """As ``announce`` for many events of one province, in few queries."""
    provinces = {event.province for event in events}
    endpoints = list(Endpoint.objects.filter(province__in=provinces, active=True)) if events else []
    made = []
    for event in events:
        asking = [one for one in endpoints if one.province == event.province and wants(one, event.name)]
        body = _body(event, at) if asking else ""
        made += [
            Delivery(
                endpoint=one, event_id=event.id, event=event.name, body=body, not_before=at, queued_at=at
            )
            for one in asking
        ]
    if not made:
        return 0
    queued = Delivery.objects.filter(event_id__in=[event.id for event in events])
    known = set(queued.values_list("endpoint", "event_id"))
    new = [one for one in made if (one.endpoint_id, one.event_id) not in known]
    Delivery.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def wants(endpoint: Endpoint, name: str) -> bool:
    """Whether the endpoint asked for this event: by its name, its group (``task.``) or all (``*``)."""
    return any(one in ("*", name) or (one.endswith(".") and name.startswith(one)) for one in endpoint.events)


def _body(event: Event, at: datetime) -> str:
    told = {"id": event.id, "event": event.name, "at": at.astimezone(UTC).isoformat(), "data": event.data()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
