"""What happened to a task, from which its state is derived, with the files that came with it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Agency, Person
from cotmoc.tasks.models.task import Task


class TaskEvent(models.Model):
    """What happened to a task, in order. Kinds are ``cotmoc.domain.task_course.TaskEventKind``.

    ``part`` is the coordinating body whose part was given, sent back or given another day, or the body
    whose roles were handed over to ``heir``, or that passed a matter up to ``heir``, to which one also goes
    first; ``told_due_on`` the due day as it was told, where it was a day off and ``due_on`` is what the
    task's shift made of it; ``was_due_on`` the own day that a part had before it was given another, None
    where it was due with the task. ``stood`` is giver and roles as they were before an event that changed
    them:
    ``{"giver": id, "roles": [{"agency", "role", "accountable", "ordinal", "due_on"}]}``.

    The task's ``version`` is the number of its events, so that ``seq > version`` is what came later.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, db_index=False)
    by_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField(blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    due_on = models.DateField(null=True)
    told_due_on = models.DateField(null=True)
    was_due_on = models.DateField(null=True)
    part = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    heir = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    product = models.CharField(max_length=200, blank=True)
    product_on = models.DateField(null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True)
    stood = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "seq"], name="event_order"),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="percent_of_100"
            ),
        ]
        ordering = ["task", "seq"]

    def __str__(self) -> str:
        return f"{self.task_id}/{self.seq} {self.kind}"

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """Its files in order; only a remark can have more than one."""
        return (self.file, *(more.file for more in self.more_files.all())) if self.file else ()


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
