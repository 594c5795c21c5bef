"""Agencies and areas from a table: every row or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, together
from cotmoc.domain.errors.people import BAD_ROW
from cotmoc.organisations.actions.bodies import add_agency, add_area, move_under
from cotmoc.organisations.models import Agency, Area, Membership, Province
from cotmoc.organisations.queries.plans import Plan, Planned, Subject, plan


def import_table(table: Sequence[Sequence[str]], *, subject: Subject, on: date, by: Actor) -> Plan:
    """Add or correct what the table says on a day, as one deed. What it leaves open stays as it is.

    Raises Problem(BAD_TABLE), or Problem(BAD_ROW) with every wrong cell in ``others``; nothing is saved then.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    with deed("organisation.import", by=by) as record:
        made = plan(by, table, subject=subject, on=on)
        if made.wrong:
            raise together(
                [
                    Problem(
                        BAD_ROW,
                        field=f"{one.line}.{one.column}",
                        line=one.line,
                        column=one.column,
                        why=one.why,
                    )
                    for one in made.wrong
                ]
            )
        if subject == "areas":
            _keep_areas(made.rows, by)
        else:
            _keep_agencies(made.rows, by, on)
        new = sum(row.new for row in made.rows)
        province = Province.objects.get(pk=by.province)
        record.about(province, subject=subject, added=new, corrected=len(made.rows) - new)
    return made


def _keep_areas(rows: Sequence[Planned], by: Actor) -> None:
    held = {one.key: one for one in Area.objects.filter(province=by.province)}
    waiting = list(rows)
    while waiting:
        # A superior area of the same table goes first; circles were refused.
        open_keys = {row.key for row in waiting}
        ready = [row for row in waiting if row.parent not in open_keys]
        for row in ready:
            parent = held[row.parent] if row.parent else (held[row.key].parent if row.key in held else None)
            held[row.key] = add_area(key=row.key, parent=parent, by=by, **row.values)
        waiting = [row for row in waiting if row not in ready]


def _keep_agencies(rows: Sequence[Planned], by: Actor, on: date) -> None:
    for row in rows:
        add_agency(key=row.key, by=by, on=on, **row.values)
    held = {one.key: one for one in Agency.objects.filter(province=by.province)}
    for row in rows:
        if row.parent:
            _put_under(held[row.key], held[row.parent], by, on)


def _put_under(child: Agency, parent: Agency, by: Actor, on: date) -> None:
    """A new body stands there from its first day, one that stood elsewhere from ``on``."""
    places = Membership.objects.filter(child=child).order_by("-valid_from")
    last = places.first()
    if last is not None and last.parent_id == parent.pk:
        return
    begin = max(child.valid_from, on) if last is not None else child.valid_from
    if child.valid_to is not None and begin >= child.valid_to:
        begin = child.valid_from
    move_under(child=child, parent=parent, on=begin, by=by)
