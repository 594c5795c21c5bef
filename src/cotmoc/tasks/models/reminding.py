"""The rules for reminders as an administrator set them, and who has opened today's.

Without rows of rules those that ship are in force.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.domain.reminder_rules import LEVELS
from cotmoc.domain.reminders import Reminded
from cotmoc.organisations.models import Person, Province


class ReminderSettings(models.Model):
    """When letters go out in a province: ``quiet`` as 18:00-07:00 or empty, not before ``digest_hour``."""

    province = models.OneToOneField(Province, models.CASCADE, related_name="+")
    quiet = models.CharField(max_length=11, blank=True)
    digest_hour = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.quiet} {self.digest_hour}"


class ReminderRule(models.Model):
    """On which days of a due day a role at a level is reminded: lists of whole numbers, ``again`` 0 never."""

    settings = models.ForeignKey(ReminderSettings, models.CASCADE, related_name="rules", db_index=False)
    role = models.CharField(max_length=12)
    level = models.CharField(max_length=10, blank=True)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    again = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settings", "role", "level"], name="one_reminder_rule"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Reminded]), name="reminder_rule_role"
            ),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="reminder_rule_level"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.level}"


class ReminderGlance(models.Model):
    """The last day on which a person opened the page of that day's reminders."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    seen_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.person_id} {self.seen_on}"
