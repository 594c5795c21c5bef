"""Who decides above a body: the way up the chart of a day, to the leaders of the province."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from cotmoc.organisations.models import Agency, Level

_IN_OFFICE = """
SELECT 1 FROM organisations_appointment p JOIN organisations_person x ON x.id = p.person_id
WHERE p.agency_id = a.id AND p.valid_from <= %s AND (p.valid_to IS NULL OR p.valid_to > %s)
AND x.is_active AND (x.ends_on IS NULL OR x.ends_on > %s) AND p.role IN
"""
# A chart that an error made circular ends after some steps, for a matter must not hang.
_UP = """
WITH RECURSIVE up(agency_id, step) AS (
    SELECT CAST(%s AS bigint), 0
    UNION ALL
    SELECT m.parent_id, up.step + 1 FROM up JOIN organisations_membership m ON m.child_id = up.agency_id
    WHERE m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s) AND up.step < 20
)
SELECT a.id, a.name, one.step,
    EXISTS(IN_OFFICE ('agency_lead')),
    EXISTS(IN_OFFICE ('leader', 'office')),
    (a.kind = %s AND a.level = %s) OR EXISTS(
        SELECT 1 FROM organisations_membership b JOIN organisations_agency o ON o.id = b.child_id
        WHERE b.parent_id = a.id AND b.valid_from <= %s AND (b.valid_to IS NULL OR b.valid_to > %s)
        AND o.kind = %s AND o.level = %s)
FROM (
    SELECT agency_id, step FROM up
    UNION ALL
    SELECT MIN(id), 1000 FROM organisations_agency
    WHERE province_id = %s AND kind = %s AND level = %s
    AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s)
) one JOIN organisations_agency a ON a.id = one.agency_id
WHERE a.valid_from <= %s AND (a.valid_to IS NULL OR a.valid_to > %s)
ORDER BY one.step
""".replace("IN_OFFICE", _IN_OFFICE)


@dataclass(frozen=True, slots=True)
class Superior:
    """A body on the way up: ``step`` 0 is where the way begins.

    ``decides``: somebody in it may decide matters; ``leads``: it has leaders of the province or people of
    their office, or it is that office or the committee above it, so that nobody inside stands above it.
    """

    pk: int
    name: str
    step: int
    decides: bool
    leads: bool


def superiors(agency: int, province: int, *, on: date) -> list[Superior]:
    """A body of a day and all above it, nearest first, and last the province's office; one statement."""
    day = connection.ops.adapt_datefield_value(on)
    office = (province, Agency.Kind.OFFICE.value, Level.PROVINCE.value)
    with connection.cursor() as cursor:
        there = (*office[1:], day, day, *office[1:], *office, day, day, day, day)
        cursor.execute(_UP, [agency, day, day, *[day] * 6, *there])
        rows = cursor.fetchall()
    found: list[Superior] = []
    for pk, name, step, lead, top, is_office in rows:
        if all(pk != one.pk for one in found):
            found.append(Superior(pk, name, step, bool(lead or top), bool(top or is_office)))
    return found


def deciding(way: Iterable[Superior], *, also: int | None = None) -> list[Superior]:
    """Of a way up the bodies that take a matter in turn, the leaders of the province last.

    Bodies in which nobody decides are passed over, for there a matter would lie forgotten, save ``also``.
    """
    found = []
    for one in way:
        if one.step and (one.decides or one.leads or one.pk == also):
            found.append(one)
            if one.leads:
                break
    return found
