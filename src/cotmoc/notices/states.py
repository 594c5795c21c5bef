"""The states of what goes out as people see them: those of the row, and «unknown», which depends on now."""

from __future__ import annotations

from datetime import datetime

from cotmoc.domain.errors import Said
from cotmoc.notices.models import Message

UNKNOWN = "unknown"

STATES = {
    "queued": Said("chờ gửi", "queued"),
    "sending": Said("đang gửi", "sending"),
    UNKNOWN: Said("chưa rõ đã gửi hay chưa", "unknown"),
    "sent": Said("đã gửi", "sent"),
    "delivered": Said("đã gửi", "delivered"),
    "failed": Said("bị từ chối", "failed"),
    "cancelled": Said("đã hủy, không gửi", "cancelled"),
}
"""Every state with its words, in the order in which lists show them."""

MESSAGE_STATES = ("queued", "sending", UNKNOWN, "sent", "failed", "cancelled")
DELIVERY_STATES = ("queued", "sending", "delivered", "failed")


def message_state(row: Message, at: datetime) -> str:
    """The state of a message at an instant: «sending» that no living sender has is unknown."""
    if row.state == Message.State.SENDING and row.held_until is not None and row.held_until <= at:
        return UNKNOWN
    return str(row.state)
