"""Areas, agencies, successions and accounts of the demo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from typing import Any

from cotmoc.cli.demo.logins import password
from cotmoc.cli.demo.tables import DEMO, day, listed, rows, toml
from cotmoc.domain.access import Actor, Role
from cotmoc.organisations import actions, queries

Step = Callable[[], object]


@dataclass
class Bodies:
    """What has been loaded so far: areas and agencies by key, and who acts for them."""

    province: int
    founder: Actor
    areas: dict[str, Any] = field(default_factory=dict)
    agencies: dict[str, Any] = field(default_factory=dict)
    functions: dict[str, Any] = field(default_factory=dict)
    offices: dict[date, Actor] = field(default_factory=dict)

    def id(self, key: str) -> int:
        """The id of the agency with this key."""
        return int(self.agencies[key].pk)

    def ids(self, text: str) -> list[int]:
        """The ids of «a; b»."""
        return [self.id(key) for key in listed(text)]

    def for_body(self, key: str) -> Actor:
        """The agency itself, acting through the loader: its name stands in the history."""
        agency = self.agencies[key]
        return Actor(None, agency.short_name, Role.AGENCY_LEAD, agency.pk, self.province)

    def office(self, at: datetime) -> Actor:
        """The office's account on a day."""
        if at.date() not in self.offices:
            self.offices[at.date()] = queries.actor_named("vanphong", at=at)
        return self.offices[at.date()]


def found() -> Bodies:
    """The province itself."""
    about = toml(DEMO / "demo.toml")["province"]
    made = actions.found_province(code=about["code"], name=about["name"], by=actions.founder())
    return Bodies(made.pk, actions.founder(made.pk))


def steps(bodies: Bodies, at: datetime) -> Iterable[Step]:
    """One step for each area, agency, place in the tree, succession, function and account."""
    for row in rows("areas.csv"):
        yield partial(_area, bodies, row)
    for row in rows("units.csv"):
        yield partial(_agency, bodies, row)
    for row in rows("units.csv"):
        if row["parent"]:
            yield partial(_place, bodies, row)
    for row in rows("successions.csv"):
        yield partial(_succession, bodies, row)
    for row in rows("functions.csv"):
        yield partial(_function, bodies, row)
    for row in rows("function_holders.csv"):
        yield partial(_holder, bodies, row)
    for person in toml(DEMO / "people.toml")["person"]:
        yield partial(_person, bodies, person, at)


def _dates(row: dict[str, str]) -> tuple[date, date | None]:
    return date.fromisoformat(row["valid_from"]), day(row["valid_to"])


def _area(bodies: Bodies, row: dict[str, str]) -> None:
    begins, ends = _dates(row)
    bodies.areas[row["key"]] = actions.add_area(
        key=row["key"],
        code=row["code"],
        name=row["name"],
        level=row["level"],
        parent=bodies.areas.get(row["parent"]),
        border=row["border"] == "yes",
        valid_from=begins,
        valid_to=ends,
        by=bodies.founder,
    )


def _agency(bodies: Bodies, row: dict[str, str]) -> None:
    begins, ends = _dates(row)
    bodies.agencies[row["key"]] = actions.add_agency(
        key=row["key"],
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        force=row["force"],
        level=row["level"],
        area=bodies.areas[row["area"]],
        aliases=listed(row["aliases"]),
        valid_from=begins,
        valid_to=ends,
        by=bodies.founder,
    )


def _place(bodies: Bodies, row: dict[str, str]) -> None:
    begins, ends = _dates(row)
    actions.place_under(
        child=bodies.agencies[row["key"]],
        parent=bodies.agencies[row["parent"]],
        valid_from=begins,
        valid_to=ends,
        by=bodies.founder,
    )


def _succession(bodies: Bodies, row: dict[str, str]) -> None:
    actions.add_succession(
        predecessor=bodies.agencies[row["predecessor"]],
        successor=bodies.agencies[row["successor"]],
        on=date.fromisoformat(row["on"]),
        function=row["function"],
        share=Fraction(row["share"]),
        source=_grounds(row),
        by=bodies.founder,
    )


def _function(bodies: Bodies, row: dict[str, str]) -> None:
    bodies.functions[row["key"]] = actions.keep_function(
        key=row["key"], name=row["name"], words=row["words"], by=bodies.founder
    )


def _holder(bodies: Bodies, row: dict[str, str]) -> None:
    actions.give_function(
        function=bodies.functions[row["function"]],
        agency=bodies.agencies[row["agency"]],
        on=date.fromisoformat(row["valid_from"]),
        source=_documents(row),
        by=bodies.founder,
    )


def _grounds(row: dict[str, str]) -> str:
    """The documents a succession rests on, and how it went, as an official would write it."""
    return f"{_documents(row)}: {row['how']}"


def _documents(row: dict[str, str]) -> str:
    known = toml(DEMO.parent / "sources.toml")
    return "; ".join(known[key]["name_vi"] for key in row["source"].split(", ") if "name_vi" in known[key])


def _person(bodies: Bodies, row: dict[str, Any], at: datetime) -> None:
    person = actions.add_person(
        username=row["username"],
        display_name=row["display_name"],
        password=password(),
        at=at,
        by=bodies.founder,
    )
    for one in row["appointments"]:
        actions.appoint(
            person=person,
            agency=bodies.agencies[one["agency"]],
            role=Role(row["role"]),
            valid_from=one["valid_from"],
            valid_to=one.get("valid_to"),
            by=bodies.founder,
        )
