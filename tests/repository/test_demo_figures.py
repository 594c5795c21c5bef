"""The demo's figures, joint activities and tasks add up, are past, and show every state."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from cotmoc.domain.task_course import TaskEvent, TaskEventKind, fold
from cotmoc.domain.task_status import state
from tests.repository.reference import (
    PERIODS,
    day,
    exists,
    figures,
    indicators,
    keyed,
    listed,
    table,
    toml,
    total,
    window,
)


def _owes(unit: dict[str, str]) -> set[str]:
    asks = toml("regimes.toml")["regime"][0]["asks"]
    fits = {unit["kind"], unit["force"], unit["code"]}
    return {ask["indicator"] for ask in asks if fits & set(ask["suppliers"])}


def test_the_regime_asks_known_indicators_of_somebody() -> None:
    regime = toml("regimes.toml")["regime"][0]
    rows = indicators()
    assert all(rows[ask["indicator"]]["kind"] in {"flow", "stock"} for ask in regime["asks"])
    assert regime["due_rules"] in {one["key"] for one in toml("calendars.toml")["due_rules"]}
    reporters = [u for u in table("units.csv") if u["reports"] == "yes"]
    assert all(_owes(unit) for unit in reporters)


@pytest.mark.parametrize("period", PERIODS)
def test_figures_are_what_reporters_owe(period: str) -> None:
    units = keyed("units.csv")
    close = window(period)[1]
    reporters = {k for k, u in units.items() if u["reports"] == "yes" and exists(u, close + timedelta(1))}
    cells = [(r["unit"], r["indicator"], r["breakdown"]) for r in figures(period)]
    assert len(set(cells)) == len(cells)
    given: dict[str, set[str]] = defaultdict(set)
    for row in figures(period):
        given[row["unit"]].add(row["indicator"])
        allowed = indicators()[row["indicator"]]["breakdown"] or [""]
        assert row["breakdown"] in allowed, row
        assert int(row["value"]) >= 0, row
    assert set(given) <= reporters
    assert all(given[key] == _owes(units[key]) for key in given)
    missing = reporters - set(given)
    assert len(missing) == {"2022-Q2": 1, "2025-Q3": 1}.get(period, 0)


def test_exchanges_of_the_second_quarter() -> None:
    assert total("2022-Q2", "E1") == 370
    assert total("2022-Q2", "E1", "province") == 120
    assert total("2022-Q2", "E1", "district") == 250
    units = keyed("units.csv")
    split: Counter[tuple[str, str]] = Counter()
    for row in figures("2022-Q2"):
        if row["indicator"] == "E1":
            split[units[row["unit"]]["force"], row["breakdown"]] += int(row["value"])
    assert [split[f, "province"] for f in ("police", "military", "border_guard")] == [49, 32, 39]
    assert [split[f, "district"] for f in ("police", "military", "border_guard")] == [101, 66, 83]


def test_a_correction_ends_at_the_figure() -> None:
    for row in table("figures/corrections.csv"):
        cell = [row[c] for c in ("unit", "indicator", "breakdown")]
        after = [r["value"] for r in figures(row["period"]) if [r[c] for c in r if c != "value"] == cell]
        assert after == [row["after"]]
        assert row["before"] != row["after"]
        assert row["reason"]


def test_submissions_are_honest() -> None:
    rows = table("figures/submissions.csv")
    assert len({(r["period"], r["unit"]) for r in rows}) == len(rows)
    units = keyed("units.csv")
    late = Counter()
    for row in rows:
        close = window(row["period"])[1]
        due = close + timedelta(3 if units[row["unit"]]["level"] in {"post", "commune"} else 6)
        assert close < day(row["submitted_on"]) <= day(row["decided_on"])
        assert row["outcome"] in {"approved", "returned"}
        assert bool(row["reason"]) == (row["outcome"] == "returned")
        late[row["period"]] += day(row["submitted_on"]) > due
    for period in PERIODS:
        assert {r["unit"] for r in rows if r["period"] == period} == {r["unit"] for r in figures(period)}
    assert sum(r["outcome"] == "returned" for r in rows) == 1
    assert late["2022-Q2"] == 4


def test_disbursed_money_never_exceeds_what_was_assigned() -> None:
    for period in PERIODS:
        cells = {(r["unit"], r["indicator"]): int(r["value"]) for r in figures(period)}
        for (unit, indicator), value in cells.items():
            if indicator == "L3":
                assert value <= cells[unit, "L1"]
    assert (total("2022-Q2", "L1"), total("2022-Q2", "L3")) == (44440, 14000)


# --- activities ---


def test_joint_patrols_of_the_second_quarter() -> None:
    units = keyed("units.csv")
    first, last = window("2022-Q2")
    rows = [
        r for r in table("activities.csv") if r["kind"] == "patrol" and first <= day(r["held_on"]) <= last
    ]
    by_force = Counter(units[key]["force"] for row in rows for key in listed(row["participants"]))
    assert len(rows) == 41
    assert by_force == {"military": 24, "police": 27, "border_guard": 36}
    assert sum(by_force.values()) == 87


def test_activities_are_past_joint_and_of_their_day() -> None:
    keyed("activities.csv")
    units, areas = keyed("units.csv"), keyed("areas.csv")
    first_day, second_day = (toml("demo/demo.toml")["days"][k] for k in ("first", "second"))
    for row in table("activities.csv"):
        held, recorded = day(row["held_on"]), day(row["recorded_on"])
        assert held <= recorded, row
        assert recorded <= (first_day if held <= first_day else second_day), row
        together = listed(row["participants"])
        assert row["lead"] in together
        assert len(set(together)) == len(together) >= 2
        assert all(exists(units[key], held) for key in together), row
        assert exists(areas[row["area"]], held), row
        assert re.fullmatch(r"(đoạn \d\d( đến \d\d)?)?", row["markers"]), row
        assert int(row["count"]) >= 1
        if row["kind"] == "patrol":
            forces = [units[key]["force"] for key in together]
            assert all(forces)
            assert len(set(forces)) == len(forces)


# --- tasks ---


def test_tasks_show_all_six_states_on_the_first_day() -> None:
    units = keyed("units.csv")
    today = toml("demo/demo.toml")["days"]["first"]
    soon = toml("calendars.toml")["due_soon_days"]
    events: dict[str, list[TaskEvent]] = {}
    for key, row in keyed("tasks.csv").items():
        bodies = [row["giver"], row["lead"], *listed(row["coordinating"])]
        assert len(set(bodies)) == len(bodies)
        assert all(exists(units[body], day(row["given_on"])) for body in bodies)
        due = day(row["due_on"]) if row["due_on"] else None
        assert due is None or day(row["given_on"]) < due
        events[key] = [TaskEvent(TaskEventKind.ASSIGNED, day(row["given_on"]), due)]
    for row in table("task_events.csv"):
        assert row["by"] in units
        last = events[row["task"]][-1]
        assert last.on <= day(row["on"]) <= today
        new_due = day(row["due_on"]) if row["due_on"] else None
        events[row["task"]].append(TaskEvent(TaskEventKind(row["kind"]), day(row["on"]), new_due))
    for key, row in keyed("tasks.csv").items():
        assert state(fold(events[key]), today, soon).value == row["state_on_first_day"], key
    counts = Counter(row["state_on_first_day"] for row in table("tasks.csv"))
    assert counts == {
        "done_on_time": 22, "not_yet_due": 12, "done_late": 8,
        "overdue": 7, "due_soon": 6, "no_deadline": 6,
    }  # fmt: skip
