"""Messages and webhook deliveries on their way out, and who they go to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Outgoing(models.Model):
    """What one sender at a time carries out of the house.

    While it is carried, ``owner`` is the sender's own token and ``held_until`` the instant after which no
    living sender has it any more. ``answer`` is the last that the other side said of it.
    """

    not_before = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    owner = models.CharField(max_length=32, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        abstract = True


def _owned(name: str) -> models.CheckConstraint:
    carried = Q(state="sending", held_until__isnull=False) & ~Q(owner="")
    return models.CheckConstraint(
        condition=carried | (~Q(state="sending") & Q(owner="", held_until__isnull=True)), name=name
    )


def _one_line(name: str, *fields: str) -> models.CheckConstraint:
    broken = Q()
    for field in fields:
        broken |= Q(**{f"{field}__contains": "\n"}) | Q(**{f"{field}__contains": "\r"})
    return models.CheckConstraint(condition=~broken, name=name)


class Message(Outgoing):
    """A mail to one address; ``key`` names its occasion, for which it is queued once.

    In state «sending» after ``held_until`` nobody knows whether it arrived: shown as unknown, never sent
    again by itself. What was cancelled before it was sent says in ``answer`` why. ``quiet`` are the
    recipient's quiet hours (``21:00-06:00``).
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        CANCELLED = "cancelled"

    province = models.BigIntegerField()
    key = models.CharField(max_length=200)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500)
    body = models.TextField()
    message_id = models.CharField(max_length=250, unique=True)
    quiet = models.CharField(max_length=11, blank=True, default="")
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "key"], name="message_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "sent", "failed", "cancelled"]),
                name="message_state",
            ),
            _owned("message_owned"),
            _one_line("message_one_line", "address", "name", "subject", "message_id"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "cancelled"]) | ~Q(answer=""), name="message_failed_why"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state="queued"), name="message_due"),
            models.Index(fields=["province", "state", "held_until"], name="message_log"),
        ]

    def __str__(self) -> str:
        return self.key


class Endpoint(models.Model):
    """An address that wants events; its secret is made from ``salt`` and a key outside the database."""

    province = models.BigIntegerField()
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=64)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "url"], name="endpoint_once")]

    def __str__(self) -> str:
        return self.url


class Delivery(Outgoing):
    """One event for one endpoint: ``body`` holds the very bytes that are signed and sent each time.

    In state «sending» after ``held_until`` it is sent again: receivers know an event by its id.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        DELIVERED = "delivered"
        FAILED = "failed"

    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries", db_index=False)
    event_id = models.CharField(max_length=100)
    event = models.CharField(max_length=64)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    status = models.PositiveSmallIntegerField(null=True)
    queued_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "sending", "delivered", "failed"]), name="delivery_state"
            ),
            _owned("delivery_owned"),
            _one_line("delivery_one_line", "event_id", "event"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True)),
                name="delivery_delivered_at",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(answer=""), name="delivery_failed_why"),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state__in=["queued", "sending"]),
                name="delivery_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.event_id}"
