"""Programmes with components; money assigned to bodies by source, what of it was disbursed, what it pays."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cotmoc.organisations.models import Agency, Person, Province
from cotmoc.tasks.models import Task


class Programme(models.Model):
    """A programme of several years with its legal basis. ``folded`` is its code without case.

    ``version`` counts what was changed of the programme and its components, not of its money.
    """

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    code = models.CharField(max_length=30)
    folded = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="programmes")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "folded"], name="programme_code"),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="programme_years"),
        ]

    def __str__(self) -> str:
        return self.title


class Component(models.Model):
    """A part of a programme that has money of its own, in the order in which it was added."""

    class Kind(models.TextChoices):
        PROJECT = "project"
        SUBPROJECT = "subproject"
        CONTENT = "content"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="components", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices, default="project")
    code = models.CharField(max_length=30)
    folded = models.CharField(max_length=60)
    title = models.CharField(max_length=500)

    class Meta:
        ordering = ["programme", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "folded"], name="component_code")]

    def __str__(self) -> str:
        return self.title


class Allocation(models.Model):
    """Money of one source for one body, component and budget year: a line that is never added into another.

    ``level`` and ``nature`` are codes of ``reference_data/money_sources.toml``. Its amount is the sum of its
    assignments.
    """

    class Vintage(models.TextChoices):
        THIS_YEAR = "this_year"
        CARRIED = "carried"

    component = models.ForeignKey(Component, models.PROTECT, related_name="allocations", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="allocations")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    nature = models.CharField(max_length=20)
    vintage = models.CharField(max_length=10, choices=Vintage.choices, default="this_year")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["component", "year", "agency", "level", "nature", "vintage"], name="allocation_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.component_id} {self.year} {self.agency_id} {self.level}/{self.nature}/{self.vintage}"


class Entry(models.Model):
    """An amount in whole đồng on a day by a document; a wrong one is cancelled and stays readable."""

    amount = models.BigIntegerField()
    on = models.DateField()
    number = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    cancelled_by_name = models.CharField(max_length=200, blank=True)
    cancelled_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        abstract = True
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class Assignment(Entry):
    """Money assigned by a decision; a later one that adjusts it may take some back."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="assignments")

    class Meta(Entry.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="assignment_not_nothing")]


class Disbursement(Entry):
    """Money paid out of an allocation."""

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="disbursements")

    class Meta(Entry.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_is_paid")]


class TaskMoney(models.Model):
    """A task is paid from a component, or from one allocation of it. What is unlinked stays readable."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="programme_links")
    component = models.ForeignKey(Component, models.PROTECT, related_name="task_links")
    allocation = models.ForeignKey(Allocation, models.PROTECT, null=True, related_name="task_links")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "component"],
                condition=Q(ended_on__isnull=True, allocation__isnull=True),
                name="task_paid_by_component_once",
            ),
            models.UniqueConstraint(
                fields=["task", "allocation"],
                condition=Q(ended_on__isnull=True, allocation__isnull=False),
                name="task_paid_by_allocation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} from {self.component_id}"
