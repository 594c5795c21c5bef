"""Reading tasks: what a viewer may see, the board with its six counts, one task with its history."""

from cotmoc.tasks.queries.answering import answering_on
from cotmoc.tasks.queries.as_of import AsOf
from cotmoc.tasks.queries.boards import LeadTally, Listing, Row, board, overdue_of, tally, tally_by_lead
from cotmoc.tasks.queries.calendar import Entry, Feed, calendar
from cotmoc.tasks.queries.objects import listing_object, row_object, tally_object, task_object
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
    "Digest",
    "Entry",
    "Feed",
    "Filter",
    "LeadTally",
    "Listing",
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
    "coming_object",
    "digest_of",
    "digests",
    "facts",
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
    "soon_days",
    "state_of",
    "steps",
    "tally",
    "tally_by_lead",
    "tally_object",
    "tally_of",
    "task",
    "task_object",
    "turn_of",
    "visible",
    "waiting",
]
