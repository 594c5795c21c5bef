"""Reading what goes out: the log of mail, endpoints and their deliveries."""

from cotmoc.notices.queries.mail import (
    Sender,
    Settled,
    due_messages,
    message,
    message_counts,
    messages,
    sender,
    settlings,
)
from cotmoc.notices.queries.objects import delivery_object, endpoint_object, message_object
from cotmoc.notices.queries.webhooks import EndpointRow, deliveries, delivery, endpoint, endpoints, secret
from cotmoc.notices.states import DELIVERY_STATES, MESSAGE_STATES, STATES, message_state

__all__ = [
    "DELIVERY_STATES",
    "MESSAGE_STATES",
    "STATES",
    "EndpointRow",
    "Sender",
    "Settled",
    "deliveries",
    "delivery",
    "delivery_object",
    "due_messages",
    "endpoint",
    "endpoint_object",
    "endpoints",
    "message",
    "message_counts",
    "message_object",
    "message_state",
    "messages",
    "secret",
    "sender",
    "settlings",
]
