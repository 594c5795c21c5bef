"""Reading tasks: what a viewer may see, the board with its six counts, one task with its history."""

from cotmoc.tasks.queries.answering import answering_on
from cotmoc.tasks.queries.as_of import AsOf
from cotmoc.tasks.queries.batches import (
    Heir,
    Item,
    batch,
    batch_line,
    batch_object,
    batches,
    heirs_of,
    items,
    open_tasks_of,
)
from cotmoc.tasks.queries.boards import LeadTally, Listing, Row, board, overdue_of, tally, tally_by_lead
from cotmoc.tasks.queries.bulk import Extend, HandOver, Part, Planned, Preview, Withdraw, chosen, preview
from cotmoc.tasks.queries.calendar import Entry, Feed, calendar
from cotmoc.tasks.queries.exporting import Exported, exported
from cotmoc.tasks.queries.importing import Drafted, ImportPlan, plan_import
from cotmoc.tasks.queries.objects import listing_object, row_object, tally_object, task_object
from cotmoc.tasks.queries.recurring import (
    Recurring,
    Turn,
    coming_days,
    coming_object,
    may_change,
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
    "Drafted",
    "Entry",
    "Exported",
    "Extend",
    "Feed",
    "Filter",
    "HandOver",
    "Heir",
    "ImportPlan",
    "Item",
    "LeadTally",
    "Listing",
    "Part",
    "PartState",
    "Planned",
    "Preview",
    "Recurring",
    "Reminder",
    "Row",
    "Step",
    "Turn",
    "Waiting",
    "Why",
    "Withdraw",
    "answering_on",
    "batch",
    "batch_line",
    "batch_object",
    "batches",
    "board",
    "calendar",
    "children",
    "chosen",
    "coming_days",
    "coming_object",
    "digest_of",
    "digests",
    "exported",
    "facts",
    "heirs_of",
    "items",
    "listing_object",
    "may_change",
    "open_tasks_of",
    "overdue_of",
    "part_states",
    "plan_import",
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
