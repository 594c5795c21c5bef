"""The only writes to tasks: assigning them and recording what happens to them."""

from cotmoc.tasks.actions.asking import ask_extension, refuse_extension
from cotmoc.tasks.actions.bulk import extend_many, hand_over, put_to_functions, undo, withdraw_many
from cotmoc.tasks.actions.contributing import contribute, send_part_back, set_part_due
from cotmoc.tasks.actions.dividing import move_under
from cotmoc.tasks.actions.doing import comment, report_completion, report_progress
from cotmoc.tasks.actions.escalating import answer, escalate
from cotmoc.tasks.actions.filtering import delete_filter, save_filter
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.actions.importing import import_tasks
from cotmoc.tasks.actions.judging import accept, extend, send_back, withdraw
from cotmoc.tasks.actions.mentioning import read_mentions
from cotmoc.tasks.actions.occurring import Made, make_occurrences
from cotmoc.tasks.actions.ordering import Order, assign, assign_each
from cotmoc.tasks.actions.placing import link_area, set_function, unlink_area
from cotmoc.tasks.actions.recurring import (
    change_recurrence,
    order_of,
    recur,
    stop_recurrence,
)
from cotmoc.tasks.actions.reminder_rules import restore_reminder_rules, set_reminder_rules
from cotmoc.tasks.actions.reminding import (
    Refreshed,
    Reminding,
    refresh_reminders,
    see_reminders,
    send_reminders,
)
from cotmoc.tasks.actions.sharing import share_anew
from cotmoc.tasks.actions.spanning import span_anew
from cotmoc.tasks.actions.tallying import tally_anew
from cotmoc.tasks.actions.wording import renumber, word_anew
from cotmoc.tasks.evidence import Evidence

__all__ = [
    "Evidence",
    "Made",
    "Order",
    "Refreshed",
    "Reminding",
    "accept",
    "answer",
    "ask_extension",
    "assign",
    "assign_each",
    "change_recurrence",
    "comment",
    "contribute",
    "delete_filter",
    "escalate",
    "extend",
    "extend_many",
    "hand_over",
    "import_tasks",
    "link_area",
    "make_occurrences",
    "move_under",
    "order_of",
    "put_to_functions",
    "read_mentions",
    "rebuild",
    "recur",
    "refresh_reminders",
    "refuse_extension",
    "renumber",
    "report_completion",
    "report_progress",
    "restore_reminder_rules",
    "save_filter",
    "see_reminders",
    "send_back",
    "send_part_back",
    "send_reminders",
    "set_function",
    "set_part_due",
    "set_reminder_rules",
    "share_anew",
    "span_anew",
    "stop_recurrence",
    "tally_anew",
    "undo",
    "unlink_area",
    "withdraw",
    "withdraw_many",
    "word_anew",
]
