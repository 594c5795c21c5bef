"""Work that comes back, with the bodies of each time and the tasks that were made."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.organisations.models import Agency, Function, Province
from cotmoc.tasks.models.task import Task, TaskRole


class Recurrence(models.Model):
    """Work that comes back: what is ordered each time, by which rule, until a person stops it or it ends.

    ``rule`` is ``cotmoc.domain.recurrence.to_dict``. Nothing due before ``since`` is made. ``numbering``
    tells apart the numbers of two rules of which the second begins to count anew. ``trouble`` is the number
    and the values of the failure for which the next occurrence waits, empty while there is none. ``function``
    is the field of work that its giver chose; without one the words of each task say it.
    """

    province = models.ForeignKey(Province, models.PROTECT)
    giver = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    external_id = models.CharField(max_length=60, blank=True)
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="+")
    each = models.BooleanField(default=False)
    rule = models.JSONField()
    since = models.DateField()
    numbering = models.PositiveSmallIntegerField(default=1)
    trouble = models.JSONField(default=dict, blank=True)
    stopped_on = models.DateField(null=True)
    stop_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stop_reason="")
                | (Q(stopped_on__isnull=False) & ~Q(stop_reason="")),
                name="stopped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RecurrenceRole(models.Model):
    """A body's part in each task that a recurrence makes; who ended hands it to whom answers for it."""

    recurrence = models.ForeignKey(Recurrence, models.CASCADE, related_name="roles", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=TaskRole.Role.choices)
    accountable = models.BooleanField(default=False)
    ordinal = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recurrence", "agency"], name="one_recurring_role_a_body"),
        ]
        ordering = ["recurrence", "ordinal"]

    def __str__(self) -> str:
        return f"{self.role} {self.agency_id}"


class Occurrence(models.Model):
    """One time that a recurrence came, under the key that no run makes twice, and its task or heading."""

    recurrence = models.ForeignKey(Recurrence, models.PROTECT, related_name="occurrences", db_index=False)
    key = models.CharField(max_length=20)
    opens_on = models.DateField()
    task = models.OneToOneField(Task, models.PROTECT, related_name="occurrence")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recurrence", "key"], name="occurrence_once")]

    def __str__(self) -> str:
        return f"{self.recurrence_id} {self.key}"
