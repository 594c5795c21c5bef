"""Tasks, the bodies' roles in them, and who finds them by which words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cotmoc.domain.working_time import Shift
from cotmoc.organisations.models import Agency, Area, Function, Province
from cotmoc.tasks.wording import WordsField


class Task(models.Model):
    """Something a body must do.

    ``due_on``, ``completed_on``, ``returned_on``, ``closed_on``, ``asked_due_on``, ``paused_on``,
    ``matter_with``, ``outcome`` and ``lead`` are copies of what the events say, written by the action in the
    same transaction; words that depend on today are never stored. ``returned_on`` is the day on which the
    result was sent back, until it is reported again. PAUSED is a task with a due day whose clock stands still
    while a matter is escalated; ``matter_with`` is the body that is to answer it (None of one that was up
    before steps were kept: the giver, and so the leaders).
    A ``group`` is the heading over one task a unit and is not counted itself. ``document`` is the number of
    the document that ordered it, as written there. ``shift`` is what a due day on a day off becomes;
    ``working_days`` after the day of assignment is how the first due day may be told. ``function`` is the
    field of work to which its giver put it, or its words when it was given, or a person since.
    Any other ``parent`` is a task that is followed too: each of the two is counted once, as itself, and never
    added to the other.
    """

    class Outcome(models.TextChoices):
        OPEN = ""
        PAUSED = "paused"
        ON_TIME = "on_time"
        LATE = "late"
        CANCELLED = "cancelled"

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    giver = models.ForeignKey(Agency, models.PROTECT, related_name="given_tasks")
    lead = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="led_tasks", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    group = models.BooleanField(default=False)
    given_on = models.DateField()
    original_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    asked_due_on = models.DateField(null=True)
    paused_on = models.DateField(null=True)
    matter_with = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default="", blank=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    shift = models.CharField(max_length=6, default=Shift.NONE)
    working_days = models.PositiveSmallIntegerField(null=True)
    recurrence = models.CharField(max_length=300, blank=True)
    external_id = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=60, blank=True, default="")
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", "paused"], closed_on__isnull=True)
                | (~Q(outcome__in=["", "paused"]) & Q(closed_on__isnull=False)),
                name="closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="paused") | Q(paused_on__isnull=False, due_on__isnull=False),
                name="paused_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(original_due_on__isnull=False), name="due_has_original"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="task_not_under_itself"
            ),
        ]
        indexes = [
            # The board and its six counts are ranges of this index alone.
            models.Index(
                fields=["province", "outcome", "due_on", "id"], condition=Q(group=False), name="task_board"
            ),
            models.Index(
                fields=["province", "closed_on", "due_on"],
                condition=Q(completed_on__isnull=False, closed_on__isnull=True),
                name="task_to_accept",
            ),
            # What ran within some weeks is counted by lead in these two alone.
            models.Index(
                fields=["province", "lead", "given_on", "outcome"],
                condition=Q(group=False, closed_on__isnull=True),
                name="task_open",
            ),
            models.Index(
                fields=["province", "closed_on", "lead", "given_on", "outcome"],
                condition=Q(group=False, closed_on__isnull=False),
                name="task_closed",
            ),
            models.Index(
                fields=["province", "paused_on"], condition=Q(paused_on__isnull=False), name="task_paused"
            ),
            models.Index(
                fields=["matter_with", "paused_on"],
                condition=Q(matter_with__isnull=False),
                name="task_matter",
            ),
            models.Index(
                fields=["province", "due_on"], condition=Q(asked_due_on__isnull=False), name="task_asked"
            ),
            models.Index(fields=["province", "lead", "outcome", "due_on"], name="task_lead"),
            models.Index(
                fields=["province", "returned_on"],
                condition=Q(returned_on__isnull=False),
                name="task_returned",
            ),
            models.Index(
                fields=["function", "outcome", "due_on"],
                condition=Q(function__isnull=False),
                name="task_function",
            ),
            # The results of a year by lead agency are a range of this index alone.
            models.Index(
                fields=["province", "given_on", "lead", "outcome", "due_on"],
                condition=Q(group=False),
                name="task_given",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ClosedTally(models.Model):
    """How many closed tasks of a lead agency are in a state: a copy kept by the action that closes them.

    Closed tasks are most of all tasks and change no more; what is open is counted when asked. ``stamp``
    grows by chance with each move: while the sum of a province's stamps is the same, so is what is closed.
    """

    province = models.ForeignKey(Province, models.PROTECT, db_index=False)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)
    stamp = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "lead", "state"], name="closed_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.state}: {self.count}"


class TaskRole(models.Model):
    """A body's part in a task. One lead is accountable: the contact among co-leads.

    A coordinating body owes a part of its own: by ``due_on``, or with the task where that is empty.
    ``contributed_on`` and ``sent_back_on``, the day on which it was sent back and not given since, are copies
    of what the events say.
    """

    class Role(models.TextChoices):
        LEAD = "lead"
        COORDINATING = "coordinating"
        OBSERVER = "observer"

    task = models.ForeignKey(Task, models.CASCADE, related_name="roles", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="task_roles", db_index=False)
    role = models.CharField(max_length=12, choices=Role.choices)
    accountable = models.BooleanField(default=False)
    ordinal = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    contributed_on = models.DateField(null=True)
    sent_back_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "agency"], name="one_role_a_body"),
            models.CheckConstraint(
                condition=Q(role="coordinating")
                | Q(due_on__isnull=True, contributed_on__isnull=True, sent_back_on__isnull=True),
                name="only_coordinating_contribute",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(accountable=True), name="one_accountable_lead"
            ),
            models.CheckConstraint(
                condition=Q(accountable=False) | Q(role="lead"), name="accountable_is_lead"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "role", "task"], name="role_agency"),
            # Parts with a day of their own are few; those that a body still owes are a range of it.
            models.Index(
                fields=["agency", "due_on"],
                condition=Q(due_on__isnull=False, contributed_on__isnull=True),
                name="role_owed",
            ),
            models.Index(
                fields=["agency", "sent_back_on"],
                condition=Q(sent_back_on__isnull=False),
                name="role_sent_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.agency_id}"


class TaskParty(models.Model):
    """A body through which a task is seen: its giver, or one with a role in it (``takes_part``).

    ``outcome`` and ``due_on`` are copies of the task's, kept by the action in the same transaction, so that
    a body's board is a range of one index. A heading has no parties: it is in no list and no count.
    """

    task = models.ForeignKey(Task, models.CASCADE, related_name="parties", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    takes_part = models.BooleanField()
    outcome = models.CharField(max_length=10, default="", blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "agency"], name="one_party_a_body"),
        ]
        indexes = [
            # What a body finds, in the order of the board, without reading a row.
            models.Index(fields=["agency", "takes_part", "outcome", "due_on", "task"], name="party_board"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.agency_id}"


class TaskText(models.Model):
    """The words by which a task is found, kept by the action that writes them; a heading has none.

    Over this table lies the text index of each database, made by the migration: on SQLite the FTS5 table
    ``tasks_search``, which triggers keep to it (a migration that alters this table drops them: make them
    anew), on PostgreSQL a GIN index over both columns.
    """

    task = models.OneToOneField(Task, models.CASCADE, primary_key=True, related_name="wording")
    province = models.ForeignKey(Province, models.PROTECT, related_name="+", db_index=False)
    title = WordsField()
    rest = WordsField()

    def __str__(self) -> str:
        return str(self.task_id)


class TaskArea(models.Model):
    """An area in which a task is to be done."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="area_links", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="task_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "area"], name="task_area_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.area_id}"
