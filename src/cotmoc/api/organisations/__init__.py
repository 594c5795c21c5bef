"""The province, agencies and areas over HTTP: read, add, correct, end, import from a table."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from cotmoc.api.asking import asker, moment
from cotmoc.api.directives import NeedsSmall
from cotmoc.api.frame import needs
from cotmoc.api.organisations import definitions, functions
from cotmoc.api.organisations.schemas import (
    AgencyIn,
    AgencyOut,
    AgencyWhole,
    AliasIn,
    AreaIn,
    AreaOut,
    BodiesImported,
    LastDay,
    Move,
    ProvinceIn,
    ProvinceOut,
    SuccessionIn,
)
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.files.reading.table import LIMIT, to_rows
from cotmoc.organisations import actions, queries

router = Router(tags=["organisations"])
router.add_router("", definitions.router)
router.add_router("", functions.router)
READ, MANAGE = Permission.READ_ORGANISATION, Permission.MANAGE_ORGANISATION


@router.get("/province", auth=needs(READ), response=ProvinceOut)
def province(request: HttpRequest) -> Any:
    """What the province is called."""
    found = queries.the_province()
    if found is None:
        raise Problem(NOT_FOUND, thing=Said("tỉnh", "the province"))
    return found


@router.put("/province", auth=needs(MANAGE), response=ProvinceOut)
def rename(request: HttpRequest, body: ProvinceIn) -> Any:
    """Name the province."""
    return actions.rename_province(**body.dict(), by=asker(request))


@router.get("/agencies", auth=needs(Permission.READ_ORGANISATION), response=list[AgencyOut])
def agencies(request: HttpRequest, on: date | None = None) -> list[Any]:
    """Agencies that exist on a day; today without one."""
    return list(queries.agencies(asker(request), on=on or moment(request).date()))


@router.get("/agencies/{int:pk}", auth=needs(Permission.READ_ORGANISATION), response=AgencyWhole)
def agency(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One agency of any time."""
    found = queries.agency(asker(request), pk)
    whole = {name: getattr(found, name) for name in AgencyOut.model_fields}
    return whole | {
        "aliases": [one.name for one in found.aliases.order_by("name")],
        "origins": [_succession(row) for row in queries.origins(found)],
        "heirs": [_succession(row) for row in queries.heirs(found)],
    }


@router.post("/agencies", auth=needs(MANAGE), response={201: AgencyOut})
def add_agency(request: HttpRequest, body: AgencyIn) -> Status[Any]:
    """Add an agency."""
    return Status(201, _keep(request, body, None))


@router.put("/agencies/{int:pk}", auth=needs(MANAGE), response=AgencyOut)
def correct_agency(request: HttpRequest, pk: int, body: AgencyIn) -> Any:
    """Correct what was entered wrongly of an agency."""
    return _keep(request, body, queries.agency(asker(request), pk))


@router.post("/agencies/{int:pk}/end", auth=needs(MANAGE), response=AgencyOut)
def end_agency(request: HttpRequest, pk: int, body: LastDay) -> Any:
    """End an agency after a day, or lift its end."""
    actor = asker(request)
    return actions.end_agency(agency=queries.agency(actor, pk), ends_on=_after(body.last_day), by=actor)


@router.post("/agencies/{int:pk}/move", auth=needs(MANAGE), response=AgencyOut)
def move_agency(request: HttpRequest, pk: int, body: Move) -> Any:
    """Let an agency stand under another from a day on."""
    actor = asker(request)
    child = queries.agency(actor, pk)
    parent = queries.agency(actor, body.parent) if body.parent else None
    actions.move_under(child=child, parent=parent, on=body.on, by=actor)
    return child


@router.post("/agencies/{int:pk}/aliases", auth=needs(MANAGE), response=AgencyWhole)
def add_alias(request: HttpRequest, pk: int, body: AliasIn) -> dict[str, Any]:
    """Add another way in which the agency is written."""
    actor = asker(request)
    actions.add_alias(agency=queries.agency(actor, pk), name=body.name, by=actor)
    return agency(request, pk)


@router.post("/agencies/{int:pk}/aliases/drop", auth=needs(MANAGE), response=AgencyWhole)
def remove_alias(request: HttpRequest, pk: int, body: AliasIn) -> dict[str, Any]:
    """Take a way of writing away; unknown ones are passed over."""
    actor = asker(request)
    found = queries.agency(actor, pk)
    for one in found.aliases.filter(name=body.name):
        actions.remove_alias(agency=found, alias=one.pk, by=actor)
    return agency(request, pk)


@router.post("/agencies/{int:pk}/successions", auth=needs(MANAGE), response=AgencyWhole)
def record_succession(request: HttpRequest, pk: int, body: SuccessionIn) -> dict[str, Any]:
    """Record which agency answers for this one from a day on."""
    actor = asker(request)
    actions.record_succession(
        predecessor=queries.agency(actor, pk),
        successor=queries.agency(actor, body.successor),
        on=body.on,
        share=Fraction(body.share),
        source=body.source,
        by=actor,
    )
    return agency(request, pk)


@router.post("/organisations/import", auth=NeedsSmall(MANAGE), response=BodiesImported)
def import_table(
    request: HttpRequest,
    file: File[UploadedFile],
    subject: Form[Literal["agencies", "areas"]] = "agencies",
    preview: Form[bool] = False,
) -> dict[str, Any]:
    """Add and correct agencies or areas from a .csv or .xlsx table: every row or none."""
    actor, on = asker(request), moment(request).date()
    rows = to_rows(file.name or "", file.read(LIMIT + 1))
    plan = queries.plan(actor, rows, subject=subject, on=on)
    if not preview or plan.wrong:
        plan = actions.import_table(rows, subject=subject, on=on, by=actor)
    added = sum(row.new for row in plan.rows)
    keys = [row.key for row in plan.rows]
    return {"saved": not preview, "added": added, "corrected": len(keys) - added, "keys": keys}


@router.get("/areas", auth=needs(READ), response=list[AreaOut])
def areas(request: HttpRequest, on: date | None = None) -> list[Any]:
    """Areas that exist on a day; today without one."""
    return list(queries.areas(asker(request), on=on or moment(request).date()))


@router.post("/areas", auth=needs(MANAGE), response={201: AreaOut})
def add_area(request: HttpRequest, body: AreaIn) -> Status[Any]:
    """Add an area."""
    return Status(201, _keep_area(request, body, None))


@router.put("/areas/{int:pk}", auth=needs(MANAGE), response=AreaOut)
def correct_area(request: HttpRequest, pk: int, body: AreaIn) -> Any:
    """Correct an area, or end it by its last day."""
    return _keep_area(request, body, queries.area(asker(request), pk))


def _keep(request: HttpRequest, body: AgencyIn, found: Any) -> Any:
    actor, data = asker(request), body.dict()
    parent, area = data.pop("parent"), data.pop("area")
    return actions.keep_agency(
        agency=found,
        **data,
        parent=queries.agency(actor, parent) if parent else None,
        area=queries.area(actor, area) if area else None,
        on=moment(request).date(),
        by=actor,
    )


def _keep_area(request: HttpRequest, body: AreaIn, found: Any) -> Any:
    actor, data = asker(request), body.dict()
    parent, last = data.pop("parent"), data.pop("last_day")
    above = queries.area(actor, parent) if parent else None
    return actions.keep_area(area=found, **data, parent=above, valid_to=_after(last), by=actor)


def _after(last: date | None) -> date | None:
    return last + timedelta(days=1) if last else None


def _succession(row: Any) -> dict[str, Any]:
    return {
        "predecessor": row.predecessor_id,
        "successor": row.successor_id,
        "on": row.on,
        "share": f"{row.share_numerator}/{row.share_denominator}",
        "source": row.source,
    }
