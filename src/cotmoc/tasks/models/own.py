"""What a person has of tasks alone: remarks that name the person, filters under a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.organisations.models import Person
from cotmoc.tasks.models.event import TaskEvent


class TaskMention(models.Model):
    """A person named in a remark; unread until that person opens the task."""

    event = models.ForeignKey(TaskEvent, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="mention_once")]
        indexes = [
            models.Index(fields=["person", "event"], condition=Q(read_at__isnull=True), name="mention_unread")
        ]

    def __str__(self) -> str:
        return f"{self.event_id} @{self.person_id}"


class SavedFilter(models.Model):
    """A filter of the task pages under a person's own name for it; ``params`` is the address's query."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    params = models.CharField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="filter_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(params=""), name="filter_named_and_narrow"),
        ]

    def __str__(self) -> str:
        return self.name
