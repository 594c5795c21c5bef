"""The demo province's units, areas, successions and accounts refer to what exists on their days."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from tests.repository.reference import LEVELS, day, exists, keyed, listed, table, toml


def test_units_and_areas_refer_to_what_exists_all_their_days() -> None:
    areas, units = keyed("areas.csv"), keyed("units.csv")
    for kind, rows in (("area", areas), ("unit", units)):
        for key, row in rows.items():
            assert row["level"] in LEVELS, key
            assert day(row["valid_from"]) < day(row["valid_to"]), key
            above = [rows[row["parent"]]] if row["parent"] else []
            above += [areas[row["area"]]] if kind == "unit" else []
            for one in above:
                assert day(one["valid_from"]) <= day(row["valid_from"]), key
                assert day(row["valid_to"]) <= day(one["valid_to"]), key
    for row in areas.values():
        assert not row["merged_into"] or areas[row["merged_into"]]["valid_from"] == row["valid_to"]


@pytest.mark.parametrize("name", ["units.csv", "areas.csv"])
def test_one_code_means_one_thing_on_a_day(name: str) -> None:
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in table(name):
        spans[row["code"]].append((day(row["valid_from"]), day(row["valid_to"])))
    for code, times in spans.items():
        times.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(times)), code


@pytest.mark.parametrize("on", [date(2022, 7, 25), date(2025, 4, 1), date(2025, 10, 15)])
def test_a_name_or_alias_means_one_unit_on_a_day(on: date) -> None:
    means: dict[str, set[str]] = defaultdict(set)
    for row in table("units.csv"):
        if exists(row, on):
            for name in (row["name"], row["short_name"], *listed(row["aliases"])):
                means[name.casefold()].add(row["key"])
    assert not {name: keys for name, keys in means.items() if len(keys) > 1}


def test_border_communes_and_districts() -> None:
    def border(level: str, on: date) -> set[str]:
        return {
            r["name"]
            for r in table("areas.csv")
            if r["level"] == level and r["border"] == "yes" and exists(r, on)
        }

    then, now = date(2022, 7, 25), date(2025, 10, 15)
    assert border("district", then) == {
        "Huyện Đăk Glei",
        "Huyện Ngọc Hồi",
        "Huyện Sa Thầy",
        "Huyện Ia H’Drai",
    }
    assert len(border("commune", then)) == 13
    assert len(border("commune", now)) == 9
    assert not border("district", now)
    districts = [r for r in table("units.csv") if r["level"] == "district" and exists(r, now)]
    assert not districts


def test_successions_are_whole_and_meet_the_day() -> None:
    units = keyed("units.csv")
    shares: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for row in table("successions.csv"):
        old, new, on = units[row["predecessor"]], units[row["successor"]], day(row["on"])
        assert exists(new, on), row
        assert day(old["valid_from"]) < on, row
        assert row["how"], row
        shares[row["predecessor"], row["function"]] += Fraction(row["share"])
        if not row["function"]:
            assert day(old["valid_to"]) == on, row
    assert set(shares.values()) == {Fraction(1)}
    ended = {key for key, row in units.items() if row["valid_to"]}
    assert ended == {one for one, function in shares if not function}


def test_accounts_act_for_units_of_their_days() -> None:
    units = keyed("units.csv")
    people = toml("demo/people.toml")["person"]
    assert len({p["username"] for p in people}) == len(people)
    roles = {"office", "leader", "agency_lead", "agency_staff", "post", "auditor", "administrator"}
    assert {p["role"] for p in people} == roles
    for person in people:
        assert not re.search(r"Nguyễn|Trần|Lê |Phạm|Võ|Hoàng|Đặng", person["display_name"])
        assert "password" not in person
        last = None
        for one in person["appointments"]:
            unit = units[one["agency"]]
            end = one.get("valid_to", date.max)
            assert day(unit["valid_from"]) <= one["valid_from"] < end <= day(unit["valid_to"])
            assert last in (None, one["valid_from"])
            last = end
