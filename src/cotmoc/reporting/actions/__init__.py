"""The only writes to reports: entering, submitting, returning, approving, correcting, and defining."""

from cotmoc.reporting.actions.deciding import approve, reopen, send_back
from cotmoc.reporting.actions.definitions import define_indicator, define_regime, keep_regime
from cotmoc.reporting.actions.entering import begin, comment, save_draft, submit
from cotmoc.reporting.actions.reporters import add_reporter, set_reporters
from cotmoc.reporting.actions.tying import link_task, unlink_task

__all__ = [
    "add_reporter",
    "approve",
    "begin",
    "comment",
    "define_indicator",
    "define_regime",
    "keep_regime",
    "link_task",
    "reopen",
    "save_draft",
    "send_back",
    "set_reporters",
    "submit",
    "unlink_task",
]
