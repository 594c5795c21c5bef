"""Bodies by their ids, each read once between two deeds of anyone: they stand on every row of every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Model

from cotmoc.audit.keeping import until_next_deed
from cotmoc.organisations.models import Agency


def bodies(ids: Iterable[int | None]) -> Mapping[int, Agency]:
    """The bodies of these ids, perhaps others too; nobody's permission is asked, and nobody changes them."""
    known: dict[int, Agency] = until_next_deed("bodies", dict)
    if unknown := {pk for pk in ids if pk is not None} - known.keys():
        known.update(Agency.objects.in_bulk(unknown))
    return known


def fill_in_bodies(*told: tuple[Iterable[Model], tuple[str, ...]]) -> None:
    """Give rows the bodies to which these fields of theirs lead, as ``select_related`` would."""
    places = [
        (row, name, getattr(row, f"{name}_id")) for rows, names in told for row in rows for name in names
    ]
    known = bodies(pk for _, _, pk in places)
    for row, name, pk in places:
        if pk is not None:
            setattr(row, name, known[pk])
