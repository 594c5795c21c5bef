"""Indicators, reporting regimes, submissions, their values and approvals."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from cotmoc.organisations.models import Agency, Level, Person, Province
from cotmoc.tasks.models import Task


class Indicator(models.Model):
    """What is counted, in which unit, and how it adds over time and over units."""

    class Kind(models.TextChoices):
        FLOW = "flow"
        STOCK = "stock"
        RATIO = "ratio"

    code = models.CharField(max_length=12, unique=True)
    group = models.CharField(max_length=2)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    decimals = models.PositiveSmallIntegerField(default=0)
    breakdowns = models.JSONField(default=list)
    joint_kind = models.CharField(max_length=20, blank=True)
    numerator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["group", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="ratio", numerator__isnull=False, denominator__isnull=False)
                | (~Q(kind="ratio") & Q(numerator__isnull=True, denominator__isnull=True)),
                name="ratio_has_parts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Regime(models.Model):
    """A reporting regime (chế độ báo cáo): what, how often, by which calendar, by whose decision.

    ``everybody``: every body that it asks something owes a report, from ``valid_from`` or its own first day;
    otherwise only the bodies that were named. ``valid_from`` None: as long as the bodies exist.
    """

    province = models.ForeignKey(Province, models.PROTECT)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    frequency = models.CharField(max_length=10)
    calendar = models.CharField(max_length=10)
    source = models.CharField(max_length=300)
    everybody = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "key"], name="regime_key")]

    def __str__(self) -> str:
        return self.name


class RegimeDue(models.Model):
    """When the bodies of a level must have sent: days after the data window closes, and the shift rule."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="due_rules")
    level = models.CharField(max_length=10, choices=Level.choices)
    days = models.PositiveSmallIntegerField()
    working = models.BooleanField(default=False)
    shift = models.CharField(max_length=6, default="none")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regime", "level"], name="one_due_a_level")]

    def __str__(self) -> str:
        return f"{self.level} +{self.days}"


class RegimeIndicator(models.Model):
    """An indicator asked by a regime of certain bodies.

    ``suppliers``: agency kinds, forces or codes; empty asks everybody.
    """

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="asks")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="asked_by")
    ordinal = models.PositiveSmallIntegerField()
    suppliers = models.JSONField(default=list)

    class Meta:
        ordering = ["regime", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["regime", "indicator"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.regime_id} asks {self.indicator_id}"


class RegimeReporter(models.Model):
    """A body that must report under a regime, from when to when."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="reporters")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="reports_under")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regime", "agency", "valid_from"], name="reporter_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")), name="reporter_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} under {self.regime_id}"


class Submission(models.Model):
    """One body's report for one period under one regime."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    regime = models.ForeignKey(Regime, models.PROTECT, related_name="submissions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="submissions")
    period = models.CharField(max_length=10)
    window_start = models.DateField()
    window_end = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default="draft")
    first_submitted_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    comment = models.TextField(blank=True)
    revision = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regime", "period", "agency"], name="one_submission"),
            models.CheckConstraint(condition=Q(window_start__lt=F("window_end")), name="submission_window"),
        ]
        indexes = [models.Index(fields=["province", "period", "state"], name="submission_period")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.period}"

    @property
    def window_last(self) -> date:
        """The last day whose events count in this report."""
        return self.window_end - timedelta(days=1)


class SubmissionEvent(models.Model):
    """Submitted, returned with a reason, approved, reopened, commented: the history of a submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True)
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["submission", "seq"]
        constraints = [models.UniqueConstraint(fields=["submission", "seq"], name="submission_event_order")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.kind}"


class Value(models.Model):
    """A figure of a submission: the cell. ``breakdown`` is empty or one of the indicator's breakdowns.

    ``value`` None with a note says why there is no figure. ``version`` is the submission's version that
    last wrote the cell: two editors of one report can be told which cells the other has changed.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    breakdown = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "indicator", "breakdown"], name="one_cell"),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(note=""), name="figure_or_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} = {self.value}"


class ValueChange(models.Model):
    """A cell as it was before and after a correction; cells are never silently overwritten once submitted.

    ``revision`` 0: corrected after a return, before the first approval.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="changes")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    breakdown = models.CharField(max_length=20, blank=True)
    revision = models.PositiveSmallIntegerField()
    before = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    after = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class TaskIndicator(models.Model):
    """An indicator by which the result of a task is seen."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="indicator_links", db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="task_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "indicator"], name="task_indicator_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.indicator_id}"
