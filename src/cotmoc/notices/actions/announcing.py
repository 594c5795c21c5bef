"""Telling events to the endpoints that want them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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
    new, body = 0, ""
    for endpoint in Endpoint.objects.filter(province=event.province, active=True):
        if wants(endpoint, event.name):
            body = body or _body(event, at)
            _, made = Delivery.objects.get_or_create(
                endpoint=endpoint,
                event_id=event.id,
                defaults={"event": event.name, "body": body, "not_before": at, "queued_at": at},
            )
            new += made
    return new


def wants(endpoint: Endpoint, name: str) -> bool:
    """Whether the endpoint asked for this event: by its name, its group (``task.``) or all (``*``)."""
    return any(one in ("*", name) or (one.endswith(".") and name.startswith(one)) for one in endpoint.events)


def _body(event: Event, at: datetime) -> str:
    told = {"id": event.id, "event": event.name, "at": at.astimezone(UTC).isoformat(), "data": event.data()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
