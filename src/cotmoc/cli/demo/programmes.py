"""Programmes of the demo: components, money assigned and disbursed by source, and the tasks they pay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from cotmoc.cli.demo.province import Bodies, Step
from cotmoc.cli.demo.tables import DEMO, moment, toml
from cotmoc.programmes import actions, queries
from cotmoc.tasks import queries as tasks

_MILLION = 10**6


def steps(bodies: Bodies) -> Iterable[Step]:
    """Write each programme with its money; known ones stay as they are."""
    for row in toml(DEMO / "programmes.toml")["programme"]:
        yield partial(_programme, bodies, row)


def _programme(bodies: Bodies, row: dict[str, Any]) -> None:
    at = moment(row["written_on"], 8)
    office = bodies.office(at)
    if queries.programmes(office).filter(code=row["code"]).exists():
        return
    names = ("code", "title", "first_year", "last_year", "basis")
    head = actions.Head(owner=bodies.id(row["owner"]), **{name: row[name] for name in names})
    made = actions.write(head, by=office).pk
    parts = {part["code"]: actions.add_component(made, by=office, **part).pk for part in row["component"]}
    lines: dict[tuple[str, str], int] = {}
    for one in row["money"]:
        line = _money(bodies, one, parts[one["component"]])
        lines.setdefault((one["component"], one["agency"]), line)
    for one in row.get("task", []):
        _task(bodies, one, parts[one["component"]], lines)


def _money(bodies: Bodies, row: dict[str, Any], component: int) -> int:
    """Record what is assigned and disbursed of one source, each on its day; the line of money."""
    names = ("year", "level", "nature", "vintage")
    source = actions.Source(bodies.id(row["agency"]), **{name: row[name] for name in names if name in row})
    line = 0
    for one in row["assigned"]:
        at = moment(one["on"], 14)
        made = actions.allocate(component, source, **_said(one), by=bodies.office(at), at=at)
        line = made.allocation_id
    for one in row.get("disbursed", []):
        at = moment(one["on"], 15)
        own = bodies.for_body(row["agency"])
        paid = actions.disburse(line, **_said(one), by=own, at=at)
        if "cancelled" in one:
            actions.cancel_disbursement(paid.pk, reason=one["cancelled"], by=own, at=at)
    return line


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {"amount": one["amount"] * _MILLION, "on": one["on"], "number": one["number"]}


def _task(bodies: Bodies, one: dict[str, Any], component: int, lines: dict[tuple[str, str], int]) -> None:
    at = moment(date(2022, 7, 18), 9)
    office = bodies.office(at)
    task = tasks.visible(office).get(external_id=one["key"]).pk
    allocation = lines[one["component"], one["agency"]] if "agency" in one else None
    actions.link_task(task, component, allocation=allocation, by=office, at=at)
