"""The only writes to tasks: assigning them and recording what happens to them."""

from cotmoc.tasks.actions.asking import ask_extension, refuse_extension
from cotmoc.tasks.actions.contributing import contribute, send_part_back
from cotmoc.tasks.actions.dividing import move_under
from cotmoc.tasks.actions.doing import comment, report_completion, report_progress
from cotmoc.tasks.actions.escalating import answer, escalate
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.actions.judging import accept, extend, send_back, withdraw
from cotmoc.tasks.actions.ordering import Order, assign, assign_each
from cotmoc.tasks.actions.placing import link_area, unlink_area
from cotmoc.tasks.actions.sharing import share_anew
from cotmoc.tasks.actions.tallying import tally_anew
from cotmoc.tasks.evidence import Evidence

__all__ = [
    "Evidence",
    "Order",
    "accept",
    "answer",
    "ask_extension",
    "assign",
    "assign_each",
    "comment",
    "contribute",
    "escalate",
    "extend",
    "link_area",
    "move_under",
    "rebuild",
    "refuse_extension",
    "report_completion",
    "report_progress",
    "send_back",
    "send_part_back",
    "share_anew",
    "tally_anew",
    "unlink_area",
    "withdraw",
]
