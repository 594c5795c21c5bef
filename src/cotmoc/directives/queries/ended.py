"""Bodies named in a document that had ended before its day, and who answered for them by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.folding import fold
from cotmoc.domain.succession import answering
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import every_agency, succession_links


@dataclass(frozen=True, slots=True)
class Ended:
    """An agency that had ended, the first day without it, and the names of those that answer for it."""

    name: str
    ended_on: date
    heirs: tuple[str, ...]


def ended(viewer: Actor, written: Iterable[str], *, on: date) -> dict[str, Ended]:
    """Names as written that meant an agency before ``on``, the last to end where several did.

    Ask only about names that are no agency's on that day.
    """
    require(viewer, Permission.READ_ORGANISATION)
    wanted = {fold(name): name for name in written}
    if not wanted:
        return {}
    gone = every_agency(viewer).filter(valid_to__lte=on).order_by("valid_to", "pk")
    named = gone.filter(
        Q(folded__in=wanted) | Q(short_name__in=list(wanted.values())) | Q(aliases__folded__in=wanted)
    ).prefetch_related("aliases")
    links = succession_links(viewer.province)
    names = dict(Agency.objects.filter(province=viewer.province).values_list("pk", "name")) if named else {}
    found: dict[str, Ended] = {}
    for agency in named:
        assert agency.valid_to is not None
        heirs = tuple(names[pk] for pk in answering(agency.pk, on, links) if pk != agency.pk)
        spellings = {
            agency.folded,
            fold(agency.short_name),
            *(alias.folded for alias in agency.aliases.all()),
        }
        for key in spellings & wanted.keys():
            found[wanted[key]] = Ended(agency.name, agency.valid_to, heirs)
    return found
