"""The only writes to tasks: assigning them and recording what happens to them."""

from cotmoc.tasks.actions.doing import comment, report_completion, report_progress
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.actions.judging import accept, extend, send_back, withdraw
from cotmoc.tasks.actions.ordering import Order, assign, assign_each
from cotmoc.tasks.actions.sharing import share_anew
from cotmoc.tasks.actions.tallying import tally_anew
from cotmoc.tasks.evidence import Evidence

__all__ = [
    "Evidence",
    "Order",
    "accept",
    "assign",
    "assign_each",
    "comment",
    "extend",
    "rebuild",
    "report_completion",
    "report_progress",
    "send_back",
    "share_anew",
    "tally_anew",
    "withdraw",
]
