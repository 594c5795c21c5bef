"""Who has which part in an occurrence: the bodies as ordered, or those that answer for them on its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.task_series import GIVER_SPLIT, NO_HEIR
from cotmoc.domain.succession import WHOLE, Link, answering
from cotmoc.domain.vi_numbers import show_date
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import succession_links
from cotmoc.tasks.actions.ordering import Order
from cotmoc.tasks.models import Recurrence, TaskRole

_ROLES = (TaskRole.Role.LEAD, TaskRole.Role.COORDINATING, TaskRole.Role.OBSERVER)


def order_on(row: Recurrence, day: date) -> Order:
    """What is ordered on a day, each body once, in the first of its roles.

    Of several heirs of the accountable lead the one with the largest share is accountable.
    Raises Problem: NO_HEIR, GIVER_SPLIT.
    """
    roles = list(row.roles.select_related("agency"))
    links = succession_links(row.province_id)
    parts: dict[int, TaskRole.Role] = {}
    accountable = None
    for kind in _ROLES:
        for role in (one for one in roles if one.role == kind):
            shares = _heirs(role.agency, day, links)
            for heir in shares:
                parts.setdefault(heir, kind)
            if role.accountable:
                accountable = max(shares, key=lambda heir: shares[heir])
    givers = _heirs(row.giver, day, links)
    if len(givers) > 1:
        raise Problem(GIVER_SPLIT, agency=row.giver.name)
    return Order(
        title=row.title,
        giver=next(iter(givers)),
        leads=_in(parts, TaskRole.Role.LEAD),
        coordinating=_in(parts, TaskRole.Role.COORDINATING),
        observers=_in(parts, TaskRole.Role.OBSERVER),
        accountable=None if row.each else accountable,
        detail=row.detail,
        external_id=row.external_id,
        function=row.function_id,
    )


def _in(parts: dict[int, TaskRole.Role], kind: TaskRole.Role) -> Sequence[int]:
    return [body for body, role in parts.items() if role is kind]


def _heirs(body: Agency, day: date, links: Sequence[Link]) -> dict[int, Fraction]:
    """Who has the body's part on a day, with the shares; itself while it is there."""
    if not _ended(body, day):
        return {body.pk: WHOLE}
    shares = answering(body.pk, day, links)
    for one in Agency.objects.filter(pk__in=shares).order_by("pk"):
        if _ended(one, day):
            raise Problem(NO_HEIR, agency=one.name, day=show_date(day))
    return shares


def _ended(body: Agency, day: date) -> bool:
    return body.valid_to is not None and body.valid_to <= day
