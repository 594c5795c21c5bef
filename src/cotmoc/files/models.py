"""Stored files: the row says what lies under ``COTMOC_HOME/files``; the bytes are found by their hash."""

from django.db import models


class StoredFile(models.Model):
    """Bytes that passed every check, kept once by SHA-256 and never changed."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"
