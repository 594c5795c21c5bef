"""The tasks of a body by field of work, with who takes each field over: before it hands them over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.succession import Link, answering
from cotmoc.organisations.models import Agency, Function
from cotmoc.organisations.queries import functions, functions_held, recognised, succession_links
from cotmoc.tasks.models import Task

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """The tasks of one function, or of none; ``heir`` is who is recorded as taking it over.

    Where several took over what the body was, and nobody is recorded for the function, there is no ``heir``:
    these are ``among`` whom to choose. ``told`` are those that a person put there; the others are put there
    by their words.
    """

    function: Function | None
    heir: Agency | None
    tasks: tuple[int, ...]
    told: int
    among: tuple[Agency, ...] = ()

    @property
    def key(self) -> str:
        """The key of the function; empty for none."""
        return self.function.key if self.function else ""


def function_object(found: Function | None) -> dict[str, Any] | None:
    """A function as plain JSON values."""
    return None if found is None else {"id": found.pk, "key": found.key, "name": found.name}


def spoken_of(viewer: Actor, title: str, detail: str) -> list[Function]:
    """Every function of which the words of a task speak, by name; with one alone it is recorded."""
    found = recognised(viewer.province).all_in(title, detail)
    return list(functions(viewer).filter(pk__in=found))


def by_function(viewer: Actor, body: int, tasks: Iterable[int], *, on: date) -> list[Field]:
    """The tasks by function as a person put them or their words speak of, the largest first, none last."""
    require(viewer, Permission.ASSIGN_TASK)
    held = {one.function.pk: one for one in functions_held(viewer, on=on)}
    found: dict[int | None, list[int]] = defaultdict(list)
    told: dict[int | None, int] = defaultdict(int)
    known = recognised(viewer.province)
    for pk, function, title, detail in _read(viewer, list(tasks)):
        place = function or known.suggest(title, detail)
        found[place].append(pk)
        told[place] += function is not None
    links = succession_links(viewer.province)
    heirs: dict[int | None, list[int]] = {}
    for place in found:
        one = held.get(place) if place else None
        key = one.function.key if one else ""
        holder = one.agency if one and one.agency and one.agency.pk != body else None
        if holder is not None and (holder.valid_to is None or holder.valid_to > on):
            heirs[place] = [holder.pk]
        else:
            heirs[place] = _answering(body, on, links, key)
    bodies = Agency.objects.in_bulk({heir for several in heirs.values() for heir in several})
    fields = []
    for place, ids in found.items():
        field = held[place].function if place else None
        several = tuple(bodies[heir] for heir in heirs[place])
        heir, among = (several[0], ()) if len(several) == 1 else (None, several)
        fields.append(Field(field, heir, tuple(ids), told[place], among))
    return sorted(fields, key=lambda one: (one.function is None, -len(one.tasks), one.key))


def heirs_by_function(
    fields: Iterable[Field], chosen: Mapping[str, int | None], each: Mapping[int, int | None]
) -> dict[int, int]:
    """By task who takes it over: as said of the task, else of its function, else as recorded.

    ``chosen`` is by the key of a function, "" for none; None leaves a task where it is.
    """
    found: dict[int, int] = {}
    for one in fields:
        recorded = one.heir.pk if one.heir else None
        heir = chosen.get(one.key, recorded)
        for task in one.tasks:
            body = each.get(task, heir)
            if body is not None:
                found[task] = body
    return found


def versions(viewer: Actor, tasks: Iterable[int]) -> dict[int, int]:
    """The versions of tasks as they are now."""
    require(viewer, Permission.ASSIGN_TASK)
    ids, found = list(tasks), dict[int, int]()
    for first in range(0, len(ids), _AT_ONCE):
        rows = Task.objects.filter(pk__in=ids[first : first + _AT_ONCE], province=viewer.province)
        found |= dict(rows.values_list("pk", "version"))
    return found


def _read(viewer: Actor, ids: list[int]) -> Iterable[tuple[int, int | None, str, str]]:
    for first in range(0, len(ids), _AT_ONCE):
        rows = Task.objects.filter(pk__in=ids[first : first + _AT_ONCE], province=viewer.province)
        yield from rows.order_by("pk").values_list("pk", "function", "title", "detail")


def _answering(body: int, on: date, links: list[Link], function: str) -> list[int]:
    """Who answers for the body's function on a day, the largest share first; nobody while it does itself."""
    shares = answering(body, on, links, function)
    return sorted((one for one in shares if one != body), key=lambda one: (-shares[one], one))
