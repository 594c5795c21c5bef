"""The only writes of what goes out: queueing, sending, settling; endpoints, events and their delivery."""

from cotmoc.notices.actions.announcing import Event, announce, announce_each
from cotmoc.notices.actions.delivering import Delivered, deliver_due, redeliver
from cotmoc.notices.actions.endpoints import add_endpoint, change_endpoint, renew_secret
from cotmoc.notices.actions.queueing import queue, queue_trial
from cotmoc.notices.actions.revising import cancel, differs, revise
from cotmoc.notices.actions.sending import Sent, send_due
from cotmoc.notices.actions.settling import Settling, settle
from cotmoc.notices.letters import Letter

__all__ = [
    "Delivered",
    "Event",
    "Letter",
    "Sent",
    "Settling",
    "add_endpoint",
    "announce",
    "announce_each",
    "cancel",
    "change_endpoint",
    "deliver_due",
    "differs",
    "queue",
    "queue_trial",
    "redeliver",
    "renew_secret",
    "revise",
    "send_due",
    "settle",
]
