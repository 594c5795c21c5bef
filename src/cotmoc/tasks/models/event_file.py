"""The files of a remark after its first."""

from __future__ import annotations

from django.db import models

from cotmoc.files.models import StoredFile
from cotmoc.tasks.models.task import TaskEvent


class EventFile(models.Model):
    """One more file of an event; ``number`` counts from 2, the first is the event's own ``file``."""

    event = models.ForeignKey(TaskEvent, models.CASCADE, related_name="more_files", db_index=False)
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="event_file_order"),
            models.CheckConstraint(condition=models.Q(number__gte=2), name="event_file_after_first"),
        ]
        ordering = ["event", "number"]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"
