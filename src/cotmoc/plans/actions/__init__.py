"""The only writes to plans: writing, amending, submitting, returning, approving and reviewing them."""

from cotmoc.plans.actions.deciding import approve, send_back, submit
from cotmoc.plans.actions.lines import Line
from cotmoc.plans.actions.reviewing import review
from cotmoc.plans.actions.writing import Draft, amend, change, withdraw, write

__all__ = [
    "Draft",
    "Line",
    "amend",
    "approve",
    "change",
    "review",
    "send_back",
    "submit",
    "withdraw",
    "write",
]
