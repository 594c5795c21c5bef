"""Fields of work over HTTP, and which body has each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from cotmoc.api.asking import asker
from cotmoc.api.frame import needs
from cotmoc.api.organisations.schemas import FunctionIn, FunctionOut, HolderIn
from cotmoc.domain.access import Permission
from cotmoc.organisations import actions, queries

router = Router(tags=["organisations"])
READ, MANAGE = Permission.READ_ORGANISATION, Permission.MANAGE_ORGANISATION


@router.get("/functions", auth=needs(READ), response=list[FunctionOut])
def functions(request: HttpRequest) -> list[dict[str, Any]]:
    """Every function by name."""
    return [_function(request, one) for one in queries.functions(asker(request))]


@router.put("/functions/{key}", auth=needs(MANAGE), response=FunctionOut)
def keep_function(
    request: HttpRequest, body: FunctionIn, key: str = Path(..., max_length=60)
) -> dict[str, Any]:
    """Add or correct a function by its key."""
    return _function(request, actions.keep_function(key=key, **body.dict(), by=asker(request)))


@router.post("/functions/{key}/holders", auth=needs(MANAGE), response=FunctionOut)
def give_function(
    request: HttpRequest, body: HolderIn, key: str = Path(..., max_length=60)
) -> dict[str, Any]:
    """Say which body has it from a day on."""
    actor = asker(request)
    found, agency = queries.function(actor, key), queries.agency(actor, body.agency)
    actions.give_function(function=found, agency=agency, on=body.on, source=body.source, by=actor)
    return _function(request, found)


def _function(request: HttpRequest, one: Any) -> dict[str, Any]:
    holders = [
        {
            "agency": held.agency_id,
            "name": held.agency.name,
            "valid_from": held.valid_from,
            "valid_to": held.valid_to,
            "source": held.source,
        }
        for held in queries.holders_of(asker(request), one)
    ]
    return {"id": one.pk, "key": one.key, "name": one.name, "words": one.words, "holders": holders}
