"""Published briefings: kept as bytes with their hash, never rendered again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.analytics.models import Snapshot
from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Person, Province


class PublishedBriefing(models.Model):
    """One revision of a period's briefing with the figures it printed."""

    province = models.ForeignKey(Province, models.PROTECT)
    period = models.CharField(max_length=10)
    revision = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT)
    audit_head = models.CharField(max_length=64)
    figures = models.JSONField()
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True)

    class Meta:
        ordering = ["period", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["province", "period", "revision"], name="briefing_revision"),
            models.CheckConstraint(condition=Q(revision=1) | ~Q(reason=""), name="correction_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.period} r{self.revision}"
