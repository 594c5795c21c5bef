"""One agency or area, added or corrected by somebody who fills a form."""

from __future__ import annotations

from datetime import date

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.body_tables import FORCES, KINDS, LEVELS
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.organisations.actions.bodies import add_agency, add_area, free_key, move_under
from cotmoc.organisations.models import Agency, Area


def keep_agency(
    *,
    agency: Agency | None,
    name: str,
    kind: str,
    level: str,
    valid_from: date,
    on: date,
    by: Actor,
    short_name: str = "",
    code: str = "",
    force: str = "",
    area: Area | None = None,
    parent: Agency | None = None,
    reports: bool | None = None,
) -> Agency:
    """Add an agency, or correct one that was entered wrongly; a change over time is a succession.

    ``parent``: where a new agency stands from its first day; one that is there is moved by ``move_under``.
    ``on``: the day that counts for ``reports``. Raises Problem(BAD_VALUE) with the field.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    name = _named(name, 200)
    for field, value, known in (("kind", kind, KINDS), ("force", force, FORCES), ("level", level, LEVELS)):
        if value not in known:
            raise Problem(BAD_VALUE, field=field, why=" | ".join(filter(None, known)))
    with deed("organisation.agency", by=by) as record:
        kept = add_agency(
            key=agency.key if agency else free_key(name, by),
            name=name,
            short_name=" ".join(short_name.split())[:100],
            kind=kind,
            level=level,
            force=force,
            code=code.strip(),
            area=area,
            valid_from=valid_from,
            valid_to=agency.valid_to if agency else None,
            reports=reports,
            on=max(on, valid_from),
            by=by,
        )
        if agency is None and parent is not None:
            move_under(child=kept, parent=parent, on=valid_from, by=by)
        record.about(kept, key=kept.key, name=name)
    return kept


def keep_area(
    *,
    area: Area | None,
    name: str,
    level: str,
    valid_from: date,
    by: Actor,
    valid_to: date | None = None,
    code: str = "",
    parent: Area | None = None,
    border: bool = False,
) -> Area:
    """Add an area or correct one; ``valid_to`` is the first day without it. Raises Problem(BAD_VALUE)."""
    require(by, Permission.MANAGE_ORGANISATION)
    name = _named(name, 200)
    if level not in LEVELS:
        raise Problem(BAD_VALUE, field="level", why=" | ".join(LEVELS))
    return add_area(
        key=area.key if area else free_key(name, by, of=Area),
        name=name,
        level=level,
        code=code.strip(),
        parent=parent,
        border=border,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )


def _named(text: str, most: int) -> str:
    name = " ".join(text.split())
    if not name or len(name) > most:
        why = Said(f"1 đến {most} ký tự", f"1 to {most} characters")
        raise Problem(BAD_VALUE, field="name", why=why)
    return name
