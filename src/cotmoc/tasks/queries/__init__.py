"""Reading tasks: what a viewer may see, the board with its six counts, one task with its history."""

from cotmoc.tasks.queries.answering import answering_on
from cotmoc.tasks.queries.as_of import AsOf
from cotmoc.tasks.queries.boards import LeadTally, Listing, Row, board, overdue_of, tally, tally_by_lead
from cotmoc.tasks.queries.objects import listing_object, row_object, tally_object, task_object
from cotmoc.tasks.queries.seeing import Filter, soon_days, visible
from cotmoc.tasks.queries.single import (
    Step,
    above,
    areas_of,
    children,
    facts,
    may_arrange,
    may_divide,
    state_of,
    steps,
    tally_of,
    task,
    tasks_in,
)
from cotmoc.tasks.queries.waiting import PartState, Waiting, Why, part_states, waiting

__all__ = [
    "AsOf",
    "Filter",
    "LeadTally",
    "Listing",
    "PartState",
    "Row",
    "Step",
    "Waiting",
    "Why",
    "above",
    "answering_on",
    "areas_of",
    "board",
    "children",
    "facts",
    "listing_object",
    "may_arrange",
    "may_divide",
    "overdue_of",
    "part_states",
    "row_object",
    "soon_days",
    "state_of",
    "steps",
    "tally",
    "tally_by_lead",
    "tally_object",
    "tally_of",
    "task",
    "task_object",
    "tasks_in",
    "visible",
    "waiting",
]
