"""Directives, tasks with their history, and joint activities of the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from cotmoc.cli.demo.province import Bodies, Step
from cotmoc.cli.demo.tables import DEMO, day, moment, rows, toml
from cotmoc.coordination import actions as coordination
from cotmoc.directives import actions as directives
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.coordination import LOOKS_THE_SAME
from cotmoc.tasks import actions as tasks
from cotmoc.tasks import queries


def directive_steps(bodies: Bodies) -> Iterable[Step]:
    """Register each document on its day; accept its draft where the table says so."""
    for row in toml(DEMO / "directives.toml")["document"]:
        yield partial(_directive, bodies, row)


def task_steps(bodies: Bodies) -> Iterable[Step]:
    """Assign each task and let happen to it what the table of events says; known ones stay as they are."""
    history: dict[str, list[dict[str, str]]] = defaultdict(list)
    for event in rows("task_events.csv"):
        history[event["task"]].append(event)
    for row in rows("tasks.csv"):
        yield partial(_task, bodies, row, history[row["key"]])


def activity_steps(bodies: Bodies) -> Iterable[Step]:
    """Record each joint activity on the day on which it was recorded; known ones stay as they are."""
    for row in rows("activities.csv"):
        yield partial(_activity, bodies, row)


def _directive(bodies: Bodies, row: dict[str, Any]) -> None:
    at = moment(row["registered_on"], 8)
    file = DEMO / "directives" / row["file"]
    document, new = directives.register(name=file.name, data=file.read_bytes(), by=bodies.office(at), at=at)
    if new and row["accept"]:
        later = moment(row["registered_on"], 10)
        directives.accept_all(document.pk, by=bodies.office(later), at=later)


def _task(bodies: Bodies, row: dict[str, str], history: list[dict[str, str]]) -> None:
    at = moment(row["given_on"])
    by = bodies.office(at)
    if queries.visible(by).filter(external_id=row["key"]).exists():
        return
    order = tasks.Order(
        title=row["title"],
        giver=bodies.id(row["giver"]),
        leads=bodies.ids(row["lead"]),
        coordinating=bodies.ids(row["coordinating"]),
        given_on=date.fromisoformat(row["given_on"]),
        due_on=day(row["due_on"]),
        part_due={bodies.id(body): date.fromisoformat(due) for body, due in _pairs(row["part_due"])},
        detail=f"Theo {row['basis']}.",
        external_id=row["key"],
    )
    task = tasks.assign(order, by=by, at=at).pk
    for event in history:
        _happen(bodies, task, event)


def _pairs(cell: str) -> list[list[str]]:
    return [pair.strip().split("=") for pair in cell.split(";") if pair.strip()]


def _happen(bodies: Bodies, task: int, event: dict[str, str]) -> None:
    at = moment(event["on"], 15)
    own, giver = bodies.for_body(event["by"]), bodies.office(at)
    note = event["note"]
    if event["kind"] == "progress":
        percent = int(event["percent"]) if event["percent"] else None
        tasks.report_progress(task, note=note, percent=percent, by=own, at=at)
    elif event["kind"] == "completed":
        number, dated = event["product"], at.date() if event["product"] else None
        tasks.report_completion(task, product=number, product_on=dated, note=note, by=own, at=at)
    elif event["kind"] == "accepted":
        tasks.accept(task, by=giver, at=at)
    elif event["kind"] == "escalated":
        tasks.escalate(task, proposal=note, by=own, at=at)
    elif event["kind"] == "returned":
        tasks.send_back(task, reason=note, by=giver, at=at)
    else:
        tasks.extend(task, due_on=date.fromisoformat(event["due_on"]), reason=note, by=giver, at=at)


def _activity(bodies: Bodies, row: dict[str, str]) -> None:
    try:
        coordination.record(
            kind=row["kind"],
            held_on=date.fromisoformat(row["held_on"]),
            lead=bodies.id(row["lead"]),
            participants=bodies.ids(row["participants"]),
            area=bodies.areas[row["area"]].pk,
            markers=row["markers"],
            count=int(row["count"]),
            note=row["note"],
            by=bodies.for_body(row["lead"]),
            at=moment(row["recorded_on"], 16),
        )
    except Problem as problem:
        if problem.entry is not LOOKS_THE_SAME:
            raise
