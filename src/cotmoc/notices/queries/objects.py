"""What goes out as plain JSON values, the same for the API and for ``cotmoc notices --json``.

The text of a letter and the body of an event are left out: whoever runs the sending need not read them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cotmoc.notices.models import Delivery, Endpoint, Message
from cotmoc.notices.states import message_state


def message_object(row: Message, at: datetime) -> dict[str, Any]:
    """A message with its state at an instant."""
    return {
        "id": row.pk,
        "key": row.key,
        "state": message_state(row, at),
        "address": row.address,
        "name": row.name,
        "subject": row.subject,
        "message_id": row.message_id,
        "attempts": row.attempts,
        "queued_at": _instant(row.queued_at),
        "not_before": _instant(row.not_before),
        "sent_at": _instant(row.sent_at),
        "answer": row.answer,
    }


def endpoint_object(row: Endpoint) -> dict[str, Any]:
    """An endpoint without its secret."""
    return {"id": row.pk, "url": row.url, "events": row.events, "active": row.active}


def delivery_object(row: Delivery) -> dict[str, Any]:
    """One event for one endpoint, with what was last answered."""
    return {
        "id": row.pk,
        "endpoint": row.endpoint_id,
        "event": row.event,
        "event_id": row.event_id,
        "state": row.state,
        "attempts": row.attempts,
        "status": row.status,
        "answer": row.answer,
        "queued_at": _instant(row.queued_at),
        "not_before": _instant(row.not_before),
        "tried_at": _instant(row.tried_at),
        "delivered_at": _instant(row.delivered_at),
    }


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat()
