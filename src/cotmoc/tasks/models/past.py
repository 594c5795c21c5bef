"""How tasks stood on past days, and who had which part in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cotmoc.organisations.models import Agency, Province
from cotmoc.tasks.models.task import Task


class TaskSpan(models.Model):
    """How a task stood from the end of ``from_on`` until before that of ``to_on`` (9999-12-31: until now).

    Days are those on which it was written down. Copies of what the events say, kept by the action in the
    same transaction, so that the counts of a past day are read from one index; the lead is the one of those
    days, the given day the task's own. ``extended``: its giver had granted a later due day than the first.
    A heading has none.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="spans", db_index=False)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    given_on = models.DateField()
    from_on = models.DateField()
    to_on = models.DateField()
    outcome = models.CharField(max_length=10, default="", blank=True)
    due_on = models.DateField(null=True)
    extended = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "from_on"], name="one_span_from_a_day"),
            models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="span_has_days"),
        ]
        indexes = [
            # The counts of a past day read this index alone.
            models.Index(
                fields=["province", "given_on", "to_on", "from_on", "outcome", "due_on", "lead"],
                name="span_day",
            ),
            # Those of tasks whose day was put off are the fewer, and counted beside the others.
            models.Index(
                fields=["province", "given_on", "to_on", "from_on", "outcome", "due_on", "lead"],
                condition=Q(extended=True),
                name="span_extended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.from_on} – {self.to_on}"


class PastPart(models.Model):
    """A body's part in a task from the end of ``from_on`` until before that of ``to_on``, and no longer so.

    Days are those on which it was written down. Only a task that was handed over has rows, for each stretch
    before the last one all its bodies; on a day without a row the roles and the giver of now stood already.
    Copies of what the events say, kept by the action in the same transaction.
    """

    class Part(models.TextChoices):
        LEAD = "lead"
        COORDINATING = "coordinating"
        OBSERVER = "observer"
        GIVER = "giver"

    task = models.ForeignKey(Task, models.CASCADE, related_name="past_parts", db_index=False)
    province = models.ForeignKey(Province, models.PROTECT, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=12, choices=Part.choices)
    accountable = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "from_on", "part", "agency"], name="past_part_once"),
            models.CheckConstraint(condition=Q(from_on__lt=F("to_on")), name="past_part_has_days"),
        ]
        indexes = [
            models.Index(
                fields=["province", "to_on", "from_on", "part", "task", "agency"], name="past_part_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.agency_id} {self.from_on} – {self.to_on}"
