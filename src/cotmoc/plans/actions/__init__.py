"""The only writes to plans: writing, submitting, returning, approving and reviewing them."""

from cotmoc.plans.actions.deciding import approve, send_back, submit
from cotmoc.plans.actions.reviewing import review
from cotmoc.plans.actions.writing import Draft, Line, change, write

__all__ = [
    "Draft",
    "Line",
    "approve",
    "change",
    "review",
    "send_back",
    "submit",
    "write",
]
