"""Plans: a unit's answer to a directive or the committee's programme of a year, with lines and reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.directives.models import Clause, Document
from cotmoc.organisations.models import Agency, Person, Province
from cotmoc.tasks.models import Task


class Plan(models.Model):
    """What a body means to do. An ANSWER names its directive: the registered one, or its number in words.

    ``state`` is a copy of what the events say. ``number`` is the plan's own, as 15/KH-UBND. ``amends`` is the
    plan that stands until this one is approved, and stays readable after that.
    """

    class Kind(models.TextChoices):
        ANSWER = "answer"
        PROGRAMME = "programme"

    class State(models.TextChoices):
        DRAFT = "draft"
        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"
        REPLACED = "replaced"
        WITHDRAWN = "withdrawn"

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="plans")
    directive = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default="draft")
    version = models.PositiveIntegerField(default=1)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"],
                condition=Q(document__isnull=False, amends__isnull=True) & ~Q(state="withdrawn"),
                name="one_plan_a_directive",
            ),
            models.UniqueConstraint(
                fields=["province", "agency", "year"],
                condition=Q(kind="programme", amends__isnull=True) & ~Q(state="withdrawn"),
                name="one_programme_a_year",
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(amends__isnull=False) & ~Q(state="withdrawn"),
                name="one_amendment_of_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(kind="programme", document__isnull=True)
                | (Q(kind="answer") & (Q(document__isnull=False) | ~Q(directive=""))),
                name="answer_names_its_directive",
            ),
        ]
        indexes = [models.Index(fields=["province", "-year", "state"], name="plan_year")]

    def __str__(self) -> str:
        return self.title


class PlanLine(models.Model):
    """One thing to do: who, until when, with what money.

    ``amount`` is in million đồng. ``who`` are people or offices inside ``lead`` in words. ``task`` is the
    followed task the line is, named beforehand or ``made`` by an approval; ``carries`` is the line of the
    amended plan from which this one goes on.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=1000)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    # A reading can be made again, which takes its clauses away; then the line answers none and that shows.
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, related_name="plan_lines")
    task = models.ForeignKey(Task, models.PROTECT, null=True, related_name="plan_lines")
    made = models.BooleanField(default=False)
    carries = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["plan", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "carries"], condition=Q(carries__isnull=False), name="plan_line_carried_once"
            ),
            models.UniqueConstraint(fields=["plan", "ordinal"], name="plan_line_order"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="plan_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class PlanEvent(models.Model):
    """What happened to a plan, in order. Kinds are ``cotmoc.domain.plan_course.PlanEventKind``."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["plan", "seq"]
        constraints = [models.UniqueConstraint(fields=["plan", "seq"], name="plan_event_order")]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.seq} {self.kind}"


class PlanReview(models.Model):
    """A programme reviewed: words and the six counts of its tasks on that day, kept as they were."""

    class Term(models.TextChoices):
        HALF_YEAR = "half_year"
        YEAR_END = "year_end"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews", db_index=False)
    term = models.CharField(max_length=10, choices=Term.choices)
    at = models.DateTimeField()
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    words = models.TextField()
    tally = models.JSONField()

    class Meta:
        ordering = ["plan", "on", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "term"], name="one_review_a_term")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.term}"
