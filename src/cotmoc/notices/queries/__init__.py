"""Reading what goes out: the log of mail, endpoints and their deliveries."""

from cotmoc.notices.queries.mail import message, message_counts, messages
from cotmoc.notices.queries.webhooks import EndpointRow, deliveries, endpoints, secret
from cotmoc.notices.states import MESSAGE_STATES, STATES, message_state

__all__ = [
    "MESSAGE_STATES",
    "STATES",
    "EndpointRow",
    "deliveries",
    "endpoints",
    "message",
    "message_counts",
    "message_state",
    "messages",
    "secret",
]
