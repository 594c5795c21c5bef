"""The tables of tasks: single ones, those that come back, batches of many, rules for reminders."""

from cotmoc.tasks.models.batch import Batch, BatchItem
from cotmoc.tasks.models.event import EventFile, TaskEvent
from cotmoc.tasks.models.own import SavedFilter, TaskMention
from cotmoc.tasks.models.past import PastPart, TaskSpan
from cotmoc.tasks.models.recurring import Occurrence, Recurrence, RecurrenceRole
from cotmoc.tasks.models.reminding import ReminderGlance, ReminderRule, ReminderSettings
from cotmoc.tasks.models.task import (
    ClosedTally,
    Task,
    TaskArea,
    TaskParty,
    TaskRole,
    TaskText,
)

__all__ = [
    "Batch",
    "BatchItem",
    "ClosedTally",
    "EventFile",
    "Occurrence",
    "PastPart",
    "Recurrence",
    "RecurrenceRole",
    "ReminderGlance",
    "ReminderRule",
    "ReminderSettings",
    "SavedFilter",
    "Task",
    "TaskArea",
    "TaskEvent",
    "TaskMention",
    "TaskParty",
    "TaskRole",
    "TaskSpan",
    "TaskText",
]
