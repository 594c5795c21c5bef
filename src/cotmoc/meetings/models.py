"""Meetings and what they decided; a decision is a task like any other."""

from __future__ import annotations

from django.db import models

from cotmoc.organisations.models import Agency, Person, Province
from cotmoc.tasks.models import Task


class Meeting(models.Model):
    """One meeting of a series, such as the quarterly briefing of the three forces."""

    province = models.ForeignKey(Province, models.PROTECT)
    series = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    period = models.CharField(max_length=10)
    held_on = models.DateField()
    chair = models.ForeignKey(Agency, models.PROTECT, related_name="chaired")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "series", "period"], name="one_meeting_a_period")
        ]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """A decision as it stands in the minutes, and the task it became."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    ordinal = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True)
    task = models.OneToOneField(Task, models.PROTECT, related_name="decision")

    class Meta:
        ordering = ["meeting", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["meeting", "ordinal"], name="decision_order")]

    def __str__(self) -> str:
        return self.text[:80]
