"""Published briefings: kept as bytes with their hash, never rendered again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.analytics.models import Snapshot
from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Person, Province


class PublishedBriefing(models.Model):
    """One revision of a period's briefing with the figures it printed.

    ``html`` and ``json`` are None for what was published before they were kept. ``figures`` is what
    ``json`` says, by keys without the snapshot, for comparing.
    """

    province = models.ForeignKey(Province, models.PROTECT)
    period = models.CharField(max_length=10)
    revision = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT)
    audit_head = models.CharField(max_length=64)
    figures = models.JSONField()
    docx = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    html = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    json = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
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

    def files(self) -> dict[str, StoredFile]:
        """The kept files by their kind: docx, pdf, html, json."""
        kept = {"docx": self.docx, "pdf": self.pdf, "html": self.html, "json": self.json}
        return {kind: file for kind, file in kept.items() if file is not None}
