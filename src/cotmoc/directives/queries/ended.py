"""Bodies named in a document that had ended before its day, and who answered for them by then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.succession import answering
from cotmoc.organisations.models import Agency
from cotmoc.organisations.queries import every_agency, spelling, succession_links


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
    wanted: dict[str, list[str]] = {}
    for name in dict.fromkeys(written):
        wanted.setdefault(spelling(name), []).append(name)
    if not wanted:
        return {}
    gone = every_agency(viewer).filter(valid_to__lte=on).order_by("valid_to", "pk")
    named = [
        (agency, keys)
        for agency in gone.prefetch_related("aliases")
        if (keys := wanted.keys() & _spellings(agency))
    ]
    if not named:
        return {}
    links = succession_links(viewer.province)
    names = dict(Agency.objects.filter(province=viewer.province).values_list("pk", "name"))
    found: dict[str, Ended] = {}
    for agency, keys in named:
        assert agency.valid_to is not None
        heirs = tuple(names[pk] for pk in answering(agency.pk, on, links) if pk != agency.pk)
        for name in (one for key in keys for one in wanted[key]):
            found[name] = Ended(agency.name, agency.valid_to, heirs)
    return found


def _spellings(agency: Agency) -> set[str]:
    return {
        spelling(text)
        for text in (agency.name, agency.short_name, *(alias.name for alias in agency.aliases.all()))
    }
