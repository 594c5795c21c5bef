"""Who answers for which agency that ended, and in which other ways an agency is written."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cotmoc.audit.actions import deed, keep
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import ALIAS_TAKEN, SHARES_OVER_ONE
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, AgencyAlias, Succession


def add_succession(
    *,
    predecessor: Agency,
    successor: Agency,
    on: date,
    share: Fraction,
    source: str,
    by: Actor,
    function: str = "",
) -> Succession:
    """Record that ``successor`` answers for ``share`` of ``predecessor`` from ``on``."""
    require(by, Permission.MANAGE_ORGANISATION)
    return keep(
        Succession,
        "organisation.succession",
        by=by,
        key={"predecessor": predecessor, "successor": successor, "on": on, "function": function},
        values={
            "share_numerator": share.numerator,
            "share_denominator": share.denominator,
            "source": source,
        },
        detail={"predecessor": predecessor.key, "successor": successor.key},
    )


def record_succession(
    *, predecessor: Agency, successor: Agency, on: date, share: Fraction, source: str, by: Actor
) -> Succession:
    """Record a succession decided by an administrator, with its legal source.

    Raises Problem(BAD_VALUE) for a body that is its own successor or a missing source, and
    Problem(SHARES_OVER_ONE) when the shares of the predecessor on that day would pass one.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    if predecessor == successor:
        raise Problem(BAD_VALUE, field="successor", why="cơ quan kế thừa phải là cơ quan khác")
    if not 0 < share <= 1 or share.denominator > 10**6:
        raise Problem(BAD_VALUE, field="share", why="1, 1/2, 3/5")
    if not source.strip() or len(source) > 300:
        raise Problem(BAD_VALUE, field="source", why="ghi số, ngày văn bản")
    others = Succession.objects.filter(predecessor=predecessor, on=on, function="").exclude(
        successor=successor
    )
    taken = sum((Fraction(row.share_numerator, row.share_denominator) for row in others), Fraction(0))
    if taken + share > 1:
        raise Problem(SHARES_OVER_ONE, field="share", left=1 - taken)
    return add_succession(
        predecessor=predecessor, successor=successor, on=on, share=share, source=source.strip(), by=by
    )


def add_alias(*, agency: Agency, name: str, by: Actor) -> AgencyAlias:
    """Add another way in which an agency is written, so that directives naming it find it.

    Raises Problem(ALIAS_TAKEN) when another agency that exists beside it is already written so.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    name = " ".join(name.split())
    if not fold(name) or len(name) > 200:
        raise Problem(BAD_VALUE, field="name", why="1 đến 200 ký tự")
    other = (
        AgencyAlias.objects.filter(folded=fold(name), agency__province_id=by.province)
        .exclude(agency=agency)
        .filter(agency__valid_to=agency.valid_to)
        .select_related("agency")
        .first()
    )
    if other is not None:
        raise Problem(ALIAS_TAKEN, field="name", name=name, agency=other.agency.name)
    with deed("organisation.alias", by=by) as record:
        alias, _ = AgencyAlias.objects.get_or_create(
            agency=agency, folded=fold(name), defaults={"name": name}
        )
        record.about(agency, alias=name)
    return alias


def remove_alias(*, agency: Agency, alias: int, by: Actor) -> None:
    """Take a way of writing away; unknown ones are passed over."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.alias_removed", by=by) as record:
        found = AgencyAlias.objects.filter(agency=agency, pk=alias)
        record.about(agency, aliases=list(found.values_list("name", flat=True)))
        found.delete()
