"""The manifest: which immutable files make up snapshot n, and up to which event of the row store."""

from __future__ import annotations

from django.db import models

from cotmoc.organisations.models import Province


class Snapshot(models.Model):
    """Snapshot ``number`` = these files, the row store as of audit row ``row_store_event``."""

    province = models.ForeignKey(Province, models.PROTECT)
    number = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    as_of = models.DateField()
    row_store_event = models.BigIntegerField()
    files = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["province", "number"], name="snapshot_number")]

    def __str__(self) -> str:
        return f"snapshot {self.number}"

    @property
    def marks(self) -> dict[str, int]:
        """How far the rows in it go: newest event, change and activity, and how many were withdrawn."""
        return dict(self.files.get("marks", {}))
