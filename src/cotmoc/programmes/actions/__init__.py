"""The only writes to programmes: their words, money assigned and disbursed, and the tasks it pays."""

from cotmoc.programmes.actions.money import Source, allocate, cancel_assignment, cancel_disbursement, disburse
from cotmoc.programmes.actions.paying import link_task, unlink_task
from cotmoc.programmes.actions.writing import Head, add_component, change, change_component, write

__all__ = [
    "Head",
    "Source",
    "add_component",
    "allocate",
    "cancel_assignment",
    "cancel_disbursement",
    "change",
    "change_component",
    "disburse",
    "link_task",
    "unlink_task",
    "write",
]
