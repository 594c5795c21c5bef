"""Registered documents, the draft readings of them, and the tasks their clauses became."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cotmoc.files.models import StoredFile
from cotmoc.organisations.models import Agency, Province
from cotmoc.tasks.models import Recurrence, Task


class Document(models.Model):
    """A directive. Identity = number and symbol + date + issuer; the same bytes are the same document.

    ``unread_pages`` are the pages (from 1) of which no text is known, ``ocr_pages`` those read by text
    recognition, ``doubtful_pages`` those of them on which something at the top could not be made out. Of a
    Word or HTML file they are the pictures in it.
    """

    class Urgency(models.TextChoices):
        NORMAL = ""
        URGENT = "khan"
        VERY_URGENT = "thuong_khan"
        EXPRESS = "hoa_toc"

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    issuer_agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="issued")
    subject = models.CharField(max_length=500, blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, blank=True, default="")
    identity = models.CharField(max_length=400)
    text = models.TextField()
    folded = models.TextField()
    unread_pages = models.JSONField(default=list)
    ocr_pages = models.JSONField(default=list)
    doubtful_pages = models.JSONField(default=list)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="documents")
    registered_at = models.DateTimeField()
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "identity"], name="document_identity"),
            models.UniqueConstraint(fields=["province", "file"], name="document_bytes"),
        ]
        indexes = [
            models.Index(fields=["province", "-registered_at"], name="document_newest"),
            models.Index(fields=["province", "number_key"], name="document_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    @property
    def names_pictures(self) -> bool:
        """Whether the pages named are pictures in a file that has no pages of its own."""
        return not self.file.media_type.startswith(("application/pdf", "image/"))


class Citation(models.Model):
    """A document cited in a text, linked when it is registered itself.

    ``relation`` is what the text does to it; ``linked_by`` who said which document is meant, empty where
    number and day said so; ``refused`` are documents of that number that a person said it is not.
    """

    class Relation(models.TextChoices):
        CITES = "cites"
        AMENDS = "amends"
        REPEALS = "repeals"
        REPLACES = "replaces"

    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    number = models.CharField(max_length=60, blank=True)
    number_key = models.CharField(max_length=60, blank=True, db_index=True)
    kind = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=200, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    cited = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="cited_by")
    relation = models.CharField(max_length=10, choices=Relation.choices, default="cites")
    linked_by = models.CharField(max_length=200, blank=True, default="")
    refused = models.ManyToManyField(Document, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="citation_span")]

    def __str__(self) -> str:
        return self.number or self.kind


class Reading(models.Model):
    """What the reader made of a text: a draft until a person has decided on each clause."""

    class State(models.TextChoices):
        DRAFT = "draft"
        ACCEPTED = "accepted"

    document = models.OneToOneField(Document, models.CASCADE, related_name="reading")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default="draft")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"reading of {self.document_id}"


class Clause(models.Model):
    """A drafted task with its place in the text.

    ``drafted`` keeps what the reader said, whatever a person changes, as evaluation data; it is None for
    what a person made by splitting or merging. ``edited`` says that a person has changed a draft.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        REPLACED = "replaced"

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="clauses")
    ordinal = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    label = models.CharField(max_length=300)
    each = models.BooleanField(default=False)
    areas = models.JSONField(default=list)
    deadline_text = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    recurrence = models.CharField(max_length=100, blank=True)
    confidence = models.FloatField(default=1.0)
    rule = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default="draft")
    drafted = models.JSONField(null=True)
    edited = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    replaced_by = models.ManyToManyField("self", symmetrical=False, related_name="replaces")

    class Meta:
        ordering = ["reading", "start", "ordinal", "pk"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="clause_span")]

    def __str__(self) -> str:
        return self.label


class ClauseAgency(models.Model):
    """A body named for a clause as it is written, resolved to an agency where one is known."""

    class Role(models.TextChoices):
        LEAD = "lead"
        COORDINATING = "coordinating"

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="agencies")
    role = models.CharField(max_length=12, choices=Role.choices)
    ordinal = models.PositiveSmallIntegerField()
    written = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["clause", "role", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["clause", "role", "ordinal"], name="clause_agency_order")
        ]

    def __str__(self) -> str:
        return self.written


class ReadFigure(models.Model):
    """A measured number found in a text, offered to reporting as a suggestion."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="figures")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    indicator = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return f"{self.value} {self.unit}"


class ClauseTask(models.Model):
    """The tasks a clause became: one, or a parent and one for each unit."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="tasks")
    task = models.OneToOneField(Task, models.PROTECT, related_name="clause_link")

    def __str__(self) -> str:
        return f"{self.clause_id} → {self.task_id}"


class ClauseRecurrence(models.Model):
    """The recurrence a clause became: its tasks are the clause's, each from the day on which it is made."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="recurrences")
    recurrence = models.OneToOneField(Recurrence, models.PROTECT, related_name="clause_link")

    def __str__(self) -> str:
        return f"{self.clause_id} → {self.recurrence_id}"


class SupersededTask(models.Model):
    """What the office decided about an open task when ``document`` replaced or repealed the one it is from.

    A task handed over is followed under both documents; its own clause stays as it is.
    """

    class Decision(models.TextChoices):
        KEEP = "keep"
        WITHDRAW = "withdraw"
        HAND_OVER = "hand_over"

    document = models.ForeignKey(Document, models.PROTECT, related_name="superseded_tasks")
    task = models.ForeignKey(Task, models.PROTECT, related_name="superseded_by")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "task"], name="superseded_task_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.decision}"
