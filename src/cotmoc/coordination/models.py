"""Joint activities after the fact: one event with its participants, never a plan or a position."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.organisations.models import Agency, Area, Person, Province


class JointActivity(models.Model):
    """Something several bodies did together, recorded once; it stands for ``count`` such events."""

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    kind = models.CharField(max_length=20)
    held_on = models.DateField()
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="led_activities")
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    markers = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["province", "kind", "held_on"], name="activity_when")]
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="activity_counts")]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class Participation(models.Model):
    """A body that took part in a joint activity."""

    activity = models.ForeignKey(JointActivity, models.CASCADE, related_name="participations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="participations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "agency"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} in {self.activity_id}"
