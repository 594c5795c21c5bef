"""Fields of work and which body has each on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.domain.functions import Recognised, recognising
from cotmoc.organisations.models import Agency, Function, FunctionHolder
from cotmoc.organisations.queries.bodies import valid_on


@dataclass(frozen=True, slots=True)
class Held:
    """A function with the body that has it on a day, or None."""

    function: Function
    agency: Agency | None


def functions(viewer: Actor) -> QuerySet[Function]:
    """The functions of the province by name."""
    require(viewer, Permission.READ_ORGANISATION)
    return Function.objects.filter(province=viewer.province).order_by("name", "key")


def function(viewer: Actor, key: str | int) -> Function:
    """One function by its key or its id. Raises Problem(NOT_FOUND)."""
    wanted = {"pk": key} if isinstance(key, int) else {"key": key}
    found = functions(viewer).filter(**wanted).first()
    if found is None:
        raise Problem(NOT_FOUND, field="function", thing=Said("lĩnh vực", "The function"))
    return found


def functions_held(viewer: Actor, *, on: date) -> list[Held]:
    """Every function with the body that has it on a day."""
    rows = FunctionHolder.objects.filter(valid_on(on), function__province=viewer.province)
    holders = {row.function_id: row.agency for row in rows.select_related("agency")}
    return [Held(one, holders.get(one.pk)) for one in functions(viewer)]


def holders_of(viewer: Actor, found: Function) -> QuerySet[FunctionHolder]:
    """Which bodies had or have a function, in order."""
    require(viewer, Permission.READ_ORGANISATION)
    return found.holders.select_related("agency").order_by("valid_from")


def recognised(province: int) -> Recognised:
    """The functions by their words."""
    return recognising(dict(Function.objects.filter(province=province).values_list("pk", "words")))
