"""The example files in ``examples/``: cases an official can write and check by hand."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cotmoc.domain.aggregation import JointEvent, with_joint
from cotmoc.domain.form_error import FormError
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate
from cotmoc.domain.reporting_calendar import (
    Calendar,
    DueDay,
    DueRule,
    Window,
    data_window,
    due_date,
)
from cotmoc.domain.succession import Link, apply, check
from cotmoc.domain.task_course import TaskEvent, TaskEventKind, fold
from cotmoc.domain.task_status import Tally, TaskState, state
from cotmoc.domain.vi_numbers import parse, parse_date, show, show_date, show_percent
from cotmoc.domain.working_time import Rest

FOLDER = Path(__file__).parent / "examples"
SOON_DAYS = 7


def window(case):
    found = data_window(Period.parse(case["period"]), Calendar(case.get("calendar", "nd09")))
    assert found == Window.inclusive(case["from"], case["to"])


def due(case):
    shift = case.get("shift", "none")
    if "day" in case:
        rule = DueDay(case["day"], shift=shift)
    elif "days_after_close" in case:
        rule = DueRule(case["days_after_close"], working=False, shift=shift)
    else:
        rule = DueRule(case["working_days_after_close"], shift=shift)
    covered = data_window(Period.parse(case["period"]), Calendar.ND09)
    rest = Rest(frozenset(case.get("holidays", []))).presumed
    assert due_date(covered, rule, rest) == case["due"]


def task(case):
    events = [
        TaskEvent(TaskEventKind(kind), on, rest[0] if rest else None) for kind, on, *rest in case["events"]
    ]
    assert (state(fold(events), case["on"], SOON_DAYS) or "") == case["state"]


def tally(case):
    counted = Tally(**{one.value: case.get(one.value, 0) for one in TaskState})
    assert (counted.total, counted.fallen_due) == (case["total"], case["fallen_due"])
    assert show_percent(counted.on_time_rate.value) == case["on_time"]
    assert show_percent(counted.official_rate.value) == case["official"]


def joint(case):
    numbers = {name: number for number, name in enumerate(case["own"])}
    events = [
        JointEvent(number, frozenset(numbers[name] for name in event["with"]), event["count"])
        for number, event in enumerate(case["events"])
    ]
    found = with_joint({numbers[name]: Decimal(own) for name, own in case["own"].items()}, events)
    assert found.by_unit == {numbers[name]: count for name, count in case["by_unit"].items()}
    assert (found.total, found.overlap) == (case["total"], case["overlap"])


def succession(case):
    names = dict.fromkeys([end for link in case["links"] for end in (link["from"], link["to"])])
    numbers = {name: number for number, name in enumerate(names)}
    links = [
        Link(
            numbers[link["from"]],
            numbers[link["to"]],
            link["on"],
            Fraction(link.get("share", "1")),
            link.get("function", ""),
        )
        for link in case["links"]
    ]
    check(links)
    reported = {numbers[name]: value for name, value in case["reported"].items()}
    read = apply(reported, case["on"], links, case.get("function", ""))
    assert {unit: part.value for unit, part in read.items()} == {
        numbers[name]: Fraction(value) for name, value in case["read"].items()
    }


def number(case):
    assert parse(case["written"]) == Decimal(case["value"])
    assert show(Decimal(case["value"])) == case["written"]


def wrong_number(case):
    with pytest.raises(FormError) as caught:
        parse(case["written"])
    assert caught.value.vi == case["advice"]


def percent(case):
    assert show_percent(Rate(case["part"], case["whole"]).value) == case["written"]


def written_date(case):
    assert show_date(case["day"]) == case["written"]
    assert parse_date(case["written"]) == case["day"]


CHECKS: dict[str, Callable[[dict], None]] = {
    "window": window,
    "due": due,
    "task": task,
    "tally": tally,
    "joint": joint,
    "succession": succession,
    "number": number,
    "wrong_number": wrong_number,
    "percent": percent,
    "date": written_date,
}
CASES = [
    pytest.param(kind, case, id=f"{file.stem}-{kind}-{n}")
    for file in sorted(FOLDER.glob("*.toml"))
    for kind, cases in tomllib.loads(file.read_text(encoding="utf-8")).items()
    for n, case in enumerate(cases, 1)
]


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_example(kind, case):
    CHECKS[kind](case)
