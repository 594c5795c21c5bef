"""The tables of tasks."""

from cotmoc.tasks.models.own import SavedFilter, TaskMention
from cotmoc.tasks.models.recurring import Occurrence, Recurrence, RecurrenceRole
from cotmoc.tasks.models.tasks import ClosedTally, Task, TaskEvent, TaskParty, TaskRole, TaskText

__all__ = [
    "ClosedTally",
    "Occurrence",
    "Recurrence",
    "RecurrenceRole",
    "SavedFilter",
    "Task",
    "TaskEvent",
    "TaskMention",
    "TaskParty",
    "TaskRole",
    "TaskText",
]
