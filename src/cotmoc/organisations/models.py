"""Agencies and areas with the days they existed, who answers for whom, and the people who act."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cotmoc.domain.access import Role


class Province(models.Model):
    """The installation's province; every large table carries its id.

    ``place`` is how briefings and letters name it after the date («Kon Tum, ngày …»); empty: from the name.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=100, blank=True, default="")

    def __str__(self) -> str:
        return self.name


def _dated(name: str) -> models.CheckConstraint:
    condition = Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to"))
    return models.CheckConstraint(condition=condition, name=name)


class Level(models.TextChoices):
    """Levels of administration; the district level ends on 1 July 2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    POST = "post"


class Area(models.Model):
    """A place with its boundaries of a time. A code can survive with a changed area: key = (code, from)."""

    province = models.ForeignKey(Province, models.PROTECT)
    key = models.CharField(max_length=60)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    border = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "key"], name="area_key"),
            _dated("area_dates"),
        ]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A body that is given tasks and reports, as named on its days.

    A renamed body is a new row with a succession, so that every row prints the name of its time.
    """

    class Kind(models.TextChoices):
        COMMITTEE = "committee"
        OFFICE = "office"
        FORCE = "force"
        DEPARTMENT = "department"
        DISTRICT_COMMITTEE = "district_committee"
        COMMUNE_COMMITTEE = "commune_committee"
        POST = "post"
        OTHER = "other"

    province = models.ForeignKey(Province, models.PROTECT)
    key = models.CharField(max_length=60)
    code = models.CharField(max_length=35, blank=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    folded = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    force = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["province", "key"], name="agency_key"),
            _dated("agency_dates"),
        ]
        indexes = [models.Index(fields=["province", "folded"])]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another way in which an agency is written."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "folded"], name="alias_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Which agency stands under which, from when to when."""

    child = models.ForeignKey(Agency, models.PROTECT, related_name="above")
    parent = models.ForeignKey(Agency, models.PROTECT, related_name="below")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "valid_from"], name="one_parent_a_day"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="not_under_itself"),
            _dated("membership_dates"),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.child_id} under {self.parent_id}"


class Succession(models.Model):
    """From ``on`` the successor answers for ``share`` of the predecessor, for one function or all."""

    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="origins")
    on = models.DateField()
    function = models.CharField(max_length=60, blank=True)
    share_numerator = models.PositiveIntegerField(default=1)
    share_denominator = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on", "function"], name="succession_once"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="not_its_own_heir"),
            models.CheckConstraint(
                condition=Q(share_numerator__gt=0, share_numerator__lte=F("share_denominator")),
                name="share_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} to {self.successor_id} on {self.on}"


class Function(models.Model):
    """A field of work («lĩnh vực»), whoever has it: its ``key`` is the ``function`` of a succession.

    ``words`` are those by which a task of it is recognised, separated by «;».
    """

    province = models.ForeignKey(Province, models.PROTECT)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "key"], name="function_key")]

    def __str__(self) -> str:
        return self.name


class FunctionHolder(models.Model):
    """Which body has a function, from when to when; one body a function a day."""

    function = models.ForeignKey(Function, models.CASCADE, related_name="holders", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="functions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["function", "valid_from"], name="one_holder_from_a_day"),
            _dated("holder_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.function_id} {self.agency_id}"


class People(BaseUserManager["Person"]):
    """Finds a person by user name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The account of that user name."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """An account. It ends by date and is never deleted."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    ends_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    def __str__(self) -> str:
        return self.display_name


class Appointment(models.Model):
    """A person acts for an agency in a role, from when to when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "valid_from"], name="one_appointment_a_day"),
            _dated("appointment_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.agency_id}"


class OneTimeLink(models.Model):
    """An invitation or a reset: only the hash of its secret is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        RESET = "reset"

    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.person_id}"


class ApiToken(models.Model):
    """A personal token for the API: hashed, narrowed by scopes, with an end."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
