"""Reading tasks: what a viewer may see, the board with its six counts, one task with its history."""

from cotmoc.tasks.queries.answering import answering_on
from cotmoc.tasks.queries.as_of import AsOf
from cotmoc.tasks.queries.boards import LeadTally, Listing, Row, board, overdue_of, tally, tally_by_lead
from cotmoc.tasks.queries.calendar import Entry, Feed, calendar
from cotmoc.tasks.queries.columns import Columns, columns
from cotmoc.tasks.queries.courses import Course, Courses
from cotmoc.tasks.queries.months import DueDay, due_days, tasks_due
from cotmoc.tasks.queries.objects import listing_object, row_object, tally_object, task_object
from cotmoc.tasks.queries.own import Mention, has_unread_mention, saved_filters, unread_mentions
from cotmoc.tasks.queries.recurring import (
    Recurring,
    Turn,
    coming_object,
    may_change,
    preview,
    recurrence,
    recurrence_object,
    recurrences,
    rule_object,
    rule_of_words,
    turn_of,
)
from cotmoc.tasks.queries.reminding import Digest, Reminder, digest_of, digests
from cotmoc.tasks.queries.seeing import Filter, soon_days, visible
from cotmoc.tasks.queries.single import Step, children, facts, state_of, steps, tally_of, task
from cotmoc.tasks.queries.waiting import PartState, Waiting, Why, part_states, waiting

__all__ = [
    "AsOf",
    "Columns",
    "Course",
    "Courses",
    "Digest",
    "DueDay",
    "Entry",
    "Feed",
    "Filter",
    "LeadTally",
    "Listing",
    "Mention",
    "PartState",
    "Recurring",
    "Reminder",
    "Row",
    "Step",
    "Turn",
    "Waiting",
    "Why",
    "answering_on",
    "board",
    "calendar",
    "children",
    "columns",
    "coming_object",
    "digest_of",
    "digests",
    "due_days",
    "facts",
    "has_unread_mention",
    "listing_object",
    "may_change",
    "overdue_of",
    "part_states",
    "preview",
    "recurrence",
    "recurrence_object",
    "recurrences",
    "row_object",
    "rule_object",
    "rule_of_words",
    "saved_filters",
    "soon_days",
    "state_of",
    "steps",
    "tally",
    "tally_by_lead",
    "tally_object",
    "tally_of",
    "task",
    "task_object",
    "tasks_due",
    "turn_of",
    "unread_mentions",
    "visible",
    "waiting",
]
