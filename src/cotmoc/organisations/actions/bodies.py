"""Changes to the province, its agencies and areas: what stands where, from when to when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.dispatch import Signal

from cotmoc.audit.actions import deed, keep
from cotmoc.domain.access import Actor, Permission, Role, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import KEY_TAKEN
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, AgencyAlias, Area, Membership, Province

AGENCY_KEPT = Signal()
"""Sent inside the deed that kept an agency, for the rooms above: ``agency``, ``changed`` (new or of another
kind), ``reports`` (whether it owes reports, None when nothing was said) and ``on``, the day that counts."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
_END = Said("ngày kết thúc phải sau ngày bắt đầu", "the end must come after the beginning")
_ITSELF = Said("không thể thuộc chính mình hoặc cơ quan dưới mình", "not under itself or one below it")


def founder(province: int = 0) -> Actor:
    """The system itself, while an installation is founded from the console; it stands in the audit log."""
    return Actor(None, "cotmoc", Role.ADMINISTRATOR, None, province)


def found_province(*, code: str, name: str, by: Actor) -> Province:
    """Make the installation's province; the same code again returns what is there."""
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.found", by=by) as record:
        province, _ = Province.objects.get_or_create(code=code, defaults={"name": name})
        record.about(province, code=code)
    return province


def rename_province(*, name: str, code: str, place: str, by: Actor) -> Province:
    """Give the province its official name, its code and how briefings name it after the date.

    An empty ``place`` is the name without «tỉnh». Raises Problem(BAD_VALUE).
    """
    require(by, Permission.MANAGE_ORGANISATION)
    name, place = " ".join(name.split()), " ".join(place.split())
    if not name or len(name) > 200:
        raise Problem(BAD_VALUE, field="name", why=Said("1 đến 200 ký tự", "1 to 200 characters"))
    if not _CODE.fullmatch(code):
        why = Said("1 đến 20 chữ cái không dấu, chữ số", "1 to 20 plain letters and digits")
        raise Problem(BAD_VALUE, field="code", why=why)
    if len(place) > 100:
        raise Problem(BAD_VALUE, field="place", why=Said("nhiều nhất 100 ký tự", "at most 100 characters"))
    if Province.objects.filter(code=code).exclude(pk=by.province).exists():
        raise Problem(KEY_TAKEN, field="code", key=code)
    values = {"name": name, "code": code, "place": place}
    return keep(Province, "organisation.rename", by=by, key={"pk": by.province}, values=values, detail=values)


def add_area(
    *,
    key: str,
    name: str,
    level: str,
    valid_from: date,
    by: Actor,
    valid_to: date | None = None,
    code: str = "",
    parent: Area | None = None,
    border: bool = False,
) -> Area:
    """Add or correct an area by its key."""
    require(by, Permission.MANAGE_ORGANISATION)
    _check_days(valid_from, valid_to)
    if parent is not None and key in _keys_above(parent):
        raise Problem(BAD_VALUE, field="parent", why=_ITSELF)
    values = {
        "code": code,
        "name": name,
        "level": level,
        "parent": parent,
        "border": border,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    return keep(Area, "organisation.area", by=by, key=_key(by, key), values=values, detail={"key": key})


def add_agency(
    *,
    key: str,
    name: str,
    short_name: str,
    kind: str,
    level: str,
    valid_from: date,
    by: Actor,
    valid_to: date | None = None,
    code: str = "",
    force: str = "",
    area: Area | None = None,
    aliases: Iterable[str] = (),
    reports: bool | None = None,
    on: date | None = None,
) -> Agency:
    """Add or correct an agency by its key, with the other ways in which it is written.

    ``reports`` says whether it owes reports from ``on``; None leaves that to the regimes.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    _check_days(valid_from, valid_to)
    values = {
        "code": code,
        "name": name,
        "short_name": short_name or name[:100],
        "folded": fold(name),
        "kind": kind,
        "force": force,
        "level": level,
        "area": area,
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    with deed("organisation.agency", by=by) as record:
        before = Agency.objects.filter(**_key(by, key)).values("kind", "force", "code").first()
        agency, _ = Agency.objects.update_or_create(**_key(by, key), defaults=values)
        for alias in aliases:
            AgencyAlias.objects.get_or_create(agency=agency, folded=fold(alias), defaults={"name": alias})
        AGENCY_KEPT.send(
            Agency,
            agency=agency,
            changed=before != {"kind": kind, "force": force, "code": code},
            reports=reports,
            on=on or valid_from,
        )
        record.about(agency, key=key)
    return agency


def free_key(name: str, by: Actor, *, of: type[Agency] | type[Area] = Agency) -> str:
    """A key for something new, made from its name: «Sở Y tế» → ``so-y-te``."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:50].strip("-") or "co-quan"
    taken = set(
        of.objects.filter(province_id=by.province, key__startswith=stem).values_list("key", flat=True)
    )
    return next(
        key for n in range(1, len(taken) + 3) if (key := stem if n == 1 else f"{stem}-{n}") not in taken
    )


def end_agency(*, agency: Agency, ends_on: date | None, by: Actor) -> Agency:
    """Let an agency end: ``ends_on`` is the first day without it; None lifts the end. Nothing is deleted.

    What it owes ends with it, and its place under another agency too.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    _check_days(agency.valid_from, ends_on)
    with deed("organisation.end", by=by) as record:
        places = Membership.objects.filter(child=agency, valid_to=agency.valid_to)
        if ends_on is not None:
            places.filter(valid_from__gte=ends_on).delete()
        places.update(valid_to=ends_on)
        agency.valid_to = ends_on
        agency.save(update_fields=["valid_to"])
        record.about(agency, key=agency.key, ends_on=ends_on.isoformat() if ends_on else None)
    return agency


def place_under(
    *, child: Agency, parent: Agency, valid_from: date, by: Actor, valid_to: date | None = None
) -> Membership:
    """Say that ``child`` stands under ``parent`` from a day on."""
    require(by, Permission.MANAGE_ORGANISATION)
    return keep(
        Membership,
        "organisation.place",
        by=by,
        key={"child": child, "valid_from": valid_from},
        values={"parent": parent, "valid_to": valid_to},
        detail={"child": child.key, "parent": parent.key},
    )


def move_under(*, child: Agency, parent: Agency | None, on: date, by: Actor) -> None:
    """Let ``child`` stand under ``parent`` from ``on`` (None: under nobody); where it stood before ends then.

    Raises Problem(BAD_VALUE) for a day outside its own, and for a place under itself.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    if on < child.valid_from or (child.valid_to is not None and on >= child.valid_to):
        why = Said("ngày nằm ngoài thời gian tồn tại của cơ quan", "the agency does not exist on that day")
        raise Problem(BAD_VALUE, field="on", why=why)
    if parent is not None and child.pk in _above(parent.pk, on):
        raise Problem(BAD_VALUE, field="parent", why=_ITSELF)
    with deed("organisation.move", by=by) as record:
        held = Membership.objects.filter(child=child)
        held.filter(valid_from__gte=on).delete()
        held.filter(Q(valid_to=None) | Q(valid_to__gt=on)).update(valid_to=on)
        if parent is not None:
            Membership.objects.create(child=child, parent=parent, valid_from=on, valid_to=child.valid_to)
        record.about(child, key=child.key, parent=parent.key if parent else None, on=on.isoformat())


def _key(by: Actor, key: str) -> dict[str, Any]:
    return {"province_id": by.province, "key": key}


def _check_days(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise Problem(BAD_VALUE, field="valid_to", why=_END)


def _above(agency: int, day: date) -> set[int]:
    """The agency and everything it stands under on a day."""
    found: set[int] = set()
    here: int | None = agency
    while here is not None and here not in found:
        found.add(here)
        rows = Membership.objects.filter(child=here, valid_from__lte=day)
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
        here = rows.values_list("parent", flat=True).first()
    return found


def _keys_above(area: Area) -> set[str]:
    found: set[str] = set()
    here: Area | None = area
    while here is not None and here.key not in found:
        found.add(here.key)
        here = here.parent
    return found
