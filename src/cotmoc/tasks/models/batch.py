"""What was done to many tasks at once, and what taking it back needs."""

from __future__ import annotations

from django.db import models

from cotmoc.organisations.models import Person, Province
from cotmoc.tasks.models.task import Task


class Batch(models.Model):
    """What was done to many tasks at once, and can be taken back as one.

    ``summary`` says in few words what was asked; ``undone_at`` when it was taken back.
    """

    class Kind(models.TextChoices):
        EXTEND = "extend"
        WITHDRAW = "withdraw"
        HAND_OVER = "hand_over"
        IMPORT = "import"
        FUNCTION = "function"

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    summary = models.CharField(max_length=500)
    count = models.PositiveIntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["province", "-at"], name="batch_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class BatchItem(models.Model):
    """One task of a batch: its versions before and after, and what undoing needs beyond its events.

    Undoing a later batch leads back to what stood after this one: ``after`` moves on to that version.

    ``kept`` holds giver and roles as they were before a handing over; where tasks were put to a function,
    which is no event, ``{"function": id, "to": id}`` as it was and as it came to be. ``undone`` says that it
    was restored.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", db_index=False)
    task = models.ForeignKey(Task, models.PROTECT, related_name="+")
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    kept = models.JSONField(default=dict)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "task"], name="once_in_a_batch")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.task_id}"
