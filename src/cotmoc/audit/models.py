"""One row for each outermost action, chained by an HMAC whose key lies outside the database."""

from django.db import models


class AuditRow(models.Model):
    """Who did what to which thing, and the hash that ties it to the row before."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    agency = models.BigIntegerField(null=True)
    deed = models.CharField(max_length=64)
    thing = models.CharField(max_length=64, blank=True)
    thing_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    # Not chained: the key of the form or request that did this, and the fingerprint of what it carried.
    sent = models.CharField(max_length=64, null=True)  # noqa: DJ001
    sent_body = models.CharField(max_length=64, null=True)  # noqa: DJ001

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["thing", "thing_id"]), models.Index(fields=["person", "seq"])]
        constraints = [
            models.UniqueConstraint(
                fields=["sent"], condition=models.Q(sent__isnull=False), name="one_deed_a_sending"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.deed}"
