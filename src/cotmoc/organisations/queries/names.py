"""Whom a name means on a day: names, short names and taught ones, and homonyms by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, AgencyAlias, Area
from cotmoc.organisations.queries.bodies import parents_on

_TIGHT = re.compile(r"\s*([&/,.'-])\s*")
_DASHES = re.compile(r"[‐-―−]")
_KIND = re.compile(
    r"^(?:uy ban nhan dan|ubnd|dang uy|cong an|ban chi huy quan su)?\s*"
    r"(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|tinh)\s+"
)
# «cấp ủy, chính quyền huyện Sa Thầy»: who governs a place, in a word of the press.
_AUTHORITY = re.compile(
    r"^(?:cap uy(?: dang)?(?:,| va ))?chinh quyen "
    r"(?=(?:xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho|tinh) )"
)
_MOST_ABOVE = 3
"""How far up a body is looked for: commune, district, province."""


@lru_cache(maxsize=8192)
def spelling(name: str) -> str:
    """What all writings of a name share: «SỞ KH & ĐT» and «Sở KH&ĐT», «Ia H’Drai» and «Ia H'Drai»."""
    return _spelt(name)


def _spelt(text: str) -> str:
    return _TIGHT.sub(r"\1", _DASHES.sub("-", fold(text)))


@dataclass(frozen=True, slots=True)
class Meant:
    """The ids of the bodies that a name may mean on a day, and of those that had it on other days."""

    now: tuple[int, ...]
    otherwise: tuple[int, ...]


class _Names:
    """Every name of a province's agencies by its spelling, with the agency and its days."""

    def __init__(self, province: int) -> None:
        self._called: dict[str, list[tuple[int, date, date | None]]] = {}
        self._coded: dict[str, list[tuple[int, date, date | None]]] = {}
        agencies = Agency.objects.filter(province=province)
        for pk, begin, end, code, key, *texts in agencies.values_list(
            "pk", "valid_from", "valid_to", "code", "key", "name", "short_name"
        ):
            for text in {code, key}:
                self._coded.setdefault(spelling(text), []).append((pk, begin, end))
            for text in texts:
                self._called.setdefault(spelling(text), []).append((pk, begin, end))
        days = ("agency", "agency__valid_from", "agency__valid_to", "name")
        for pk, begin, end, text in AgencyAlias.objects.filter(agency__province=province).values_list(*days):
            self._called.setdefault(spelling(text), []).append((pk, begin, end))

    def called(self, key: str, on: date) -> list[int]:
        """The agencies of that day with a name of this spelling; a place's authorities are its committee."""
        if key not in self._called and (authority := _AUTHORITY.match(key)):
            place = key[authority.end() :]
            key = next((k for k in (f"ubnd {place}", f"uy ban nhan dan {place}") if k in self._called), key)
        return _of_day(self._called.get(key, ()), on)

    def meant(self, key: str, on: date) -> Meant:
        """The agencies with a name of this spelling, else those with such a code."""
        known = self._called.get(key) or self._coded.get(key, [])
        now = _of_day(known, on)
        return Meant(tuple(now), tuple(sorted({pk for pk, _, _ in known} - set(now))))


def _of_day(known: Iterable[tuple[int, date, date | None]], on: date) -> list[int]:
    return sorted({pk for pk, begin, end in known if begin <= on and (end is None or on < end)})


_kept: ContextVar[dict[int, _Names] | None] = ContextVar("cotmoc_names", default=None)


@contextmanager
def names_kept() -> Iterator[None]:
    """Inside, all names of a province are read once: for many documents in an action that renames nobody."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _names(province: int) -> _Names:
    kept = _kept.get()
    if kept is None:
        return _Names(province)
    if province not in kept:
        kept[province] = _Names(province)
    return kept[province]


def named(province: int, names: Iterable[str], *, on: date) -> dict[str, list[int]]:
    """For each name the ids of the agencies of that day which it may mean; names that mean none are left out.

    Names, short names and aliases are compared by ``spelling``: tone marks, đ, case, blanks and apostrophes
    apart.
    """
    wanted: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        wanted.setdefault(spelling(name), []).append(name)
    wanted.pop("", None)
    if not wanted:
        return {}
    called = _names(province)
    found = {key: called.called(key, on) for key in wanted}
    return {name: found[key] for key, every in wanted.items() if found[key] for name in every}


def meant(province: int, names: Iterable[str], *, on: date) -> dict[str, Meant]:
    """For each name or code what it means on a day; compared as in ``named``."""
    called = _names(province)
    keys = {name: spelling(name) for name in names}
    return {name: called.meant(key, on) if key else Meant((), ()) for name, key in keys.items()}


def resolve(province: int, names: Iterable[str], *, on: date) -> dict[str, int]:
    """The id of the one agency that each name means on a day; names of none or several are left out."""
    return {name: ids[0] for name, ids in named(province, names, on=on).items() if len(ids) == 1}


def names_of_aliases(province: int, words: Iterable[str]) -> dict[str, str]:
    """Of words that are another way to write one body alone, whose names do not have them: its name."""
    folded = {fold(word): word for word in words}
    rows = AgencyAlias.objects.filter(agency__province=province, folded__in=list(folded)).order_by()
    found: dict[str, set[str]] = {}
    for key, name, short in rows.values_list("folded", "agency__name", "agency__short_name"):
        if key not in fold(f"{name} · {short}"):
            found.setdefault(folded[key], set()).add(name)
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def settled(homonyms: Iterable[int], beside: Sequence[str], *, on: date) -> int | None:
    """Which of several agencies of one name is meant, by the places above it named in what stands beside.

    ``beside`` goes from the nearest words to the farthest; the first text that names the places above one
    of them and of no other decides. None when none does.
    """
    above = _places_above(list(homonyms), on)
    shared = set.intersection(*above.values()) if above else set()
    for text in beside:
        words = _spelt(text)
        here = [pk for pk, places in above.items() if any(_stands(one, words) for one in places - shared)]
        if len(here) == 1:
            return here[0]
    return None


def _stands(place: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(place)}(?!\w)", words) is not None


def _places_above(agencies: list[int], on: date) -> dict[int, set[str]]:
    """Bare names of the bodies and areas that each agency stands under."""
    found: dict[int, set[str]] = {pk: set() for pk in agencies}
    bodies = parents_on(agencies, on)
    areas = Agency.objects.filter(pk__in=agencies)
    places = {pk: area for pk, area in areas.values_list("pk", "area__parent") if area is not None}
    for _ in range(_MOST_ABOVE):
        _note(found, bodies, Agency.objects.filter(pk__in=bodies.values()))
        over = parents_on(bodies.values(), on)
        bodies = {pk: over[body] for pk, body in bodies.items() if body in over}
        rows = Area.objects.filter(pk__in=places.values())
        _note(found, places, rows)
        parents = {pk: area for pk, area in rows.values_list("pk", "parent") if area is not None}
        places = {pk: parents[place] for pk, place in places.items() if place in parents}
    return found


def _note(found: dict[int, set[str]], above: Mapping[int, int], rows: QuerySet[Any]) -> None:
    names = dict(rows.values_list("pk", "name"))
    for pk, row in above.items():
        found[pk].add(_KIND.sub("", spelling(names[row])))
