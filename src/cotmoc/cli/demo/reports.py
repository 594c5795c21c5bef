"""Indicators, the quarterly regime, and four quarters of reports of the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from cotmoc.cli import founding
from cotmoc.cli.demo.province import Bodies, Step
from cotmoc.cli.demo.tables import DEMO, day, moment, rows, toml
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions, queries

Cells = dict[str, Decimal]


@dataclass
class Catalogue:
    """Indicators by code, and the regime once it is defined."""

    indicators: dict[str, Any] = field(default_factory=dict)
    regimes: list[Any] = field(default_factory=list)


def steps(bodies: Bodies) -> Iterable[Step]:
    """One step for each indicator, the regime, and each report; known reports stay as they are."""
    made = Catalogue()
    for row in founding.indicator_rows():
        yield partial(_indicator, bodies, made, row)
    for row in founding.table("regimes.toml")["regime"]:
        yield partial(_regime, bodies, made, row)
    cells = _cells()
    corrections = {(row["period"], row["unit"]): row for row in rows("figures/corrections.csv")}
    for sent in rows("figures/submissions.csv"):
        about = sent["period"], sent["unit"]
        yield partial(_report, bodies, sent, cells[about], corrections.get(about))


def _indicator(bodies: Bodies, made: Catalogue, row: Mapping[str, Any]) -> None:
    made.indicators[row["code"]] = founding.define_indicator(row, made.indicators, by=bodies.founder)


def _regime(bodies: Bodies, made: Catalogue, row: Mapping[str, Any]) -> None:
    since: date = toml(DEMO / "demo.toml")["reports"]["since"]
    regime = founding.define_regime(row, made.indicators, by=bodies.founder, everybody=False, since=since)
    for unit in rows("units.csv"):
        if unit["reports"] == "yes":
            actions.add_reporter(
                regime=regime,
                agency=bodies.agencies[unit["key"]],
                valid_from=max(date.fromisoformat(unit["valid_from"]), since),
                valid_to=day(unit["valid_to"]),
                by=bodies.founder,
            )


def _cells() -> dict[tuple[str, str], Cells]:
    """The cells of each report by period and unit, named as the form names them."""
    found: dict[tuple[str, str], Cells] = defaultdict(dict)
    for period in dict.fromkeys(row["period"] for row in rows("figures/submissions.csv")):
        for row in rows(f"figures/{period}.csv"):
            found[period, row["unit"]][_name(row)] = Decimal(row["value"])
    return found


def _name(row: Mapping[str, str]) -> str:
    return f"{row['indicator']}.{row['breakdown']}" if row["breakdown"] else row["indicator"]


def _report(
    bodies: Bodies, sent: Mapping[str, str], cells: Cells, correction: Mapping[str, str] | None
) -> None:
    at, decided = moment(sent["submitted_on"], 10), moment(sent["decided_on"], 14)
    own, office = bodies.for_body(sent["unit"]), bodies.office(decided)
    regime = founding.table("regimes.toml")["regime"][0]["key"]
    period = Period.parse(sent["period"])
    unit = bodies.id(sent["unit"])
    if queries.submissions(office, period=period).filter(agency=unit).exists():
        return
    report = actions.begin(regime=regime, period=period, agency=unit, by=own, at=at).pk
    first = {**cells, _name(correction): Decimal(correction["before"])} if correction else cells
    actions.save_draft(report, values=first, by=own, at=at)
    actions.submit(report, by=own, at=at)
    if sent["outcome"] == "returned":
        actions.send_back(report, reason=sent["reason"], by=office, at=decided)
        return
    actions.approve(report, by=office, at=decided)
    if correction:
        _correct(bodies, report, sent["unit"], correction)


def _correct(bodies: Bodies, report: int, unit: str, correction: Mapping[str, str]) -> None:
    """Reopened on its day, entered anew, sent and approved: a second revision."""
    at = moment(correction["on"], 9)
    own, office = bodies.for_body(unit), bodies.office(at)
    actions.reopen(report, reason=correction["reason"], by=office, at=at)
    actions.save_draft(report, values={_name(correction): Decimal(correction["after"])}, by=own, at=at)
    actions.submit(report, by=own, at=at)
    actions.approve(report, by=office, at=at)
