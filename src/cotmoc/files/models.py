"""Stored files: a row says what lies under ``COTMOC_HOME/files``; the bytes are found by their hash."""

from django.db import models


class StoredFile(models.Model):
    """Bytes that passed every check, kept once by SHA-256 and never changed.

    The same bytes have a row for each name under which they came: what one body calls them is nothing to
    another that sends them too.
    """

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "name"], name="bytes_once_by_a_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"
