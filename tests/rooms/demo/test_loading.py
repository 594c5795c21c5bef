"""The demo loads through the rooms' actions, says what it promises, and loads again without doubling."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal

import pytest

from cotmoc.analytics.keys import Grouping
from cotmoc.analytics.queries.figures import Pivot, indicators, pivot
from cotmoc.cli import demo
from cotmoc.cli.demo import logins
from cotmoc.cli.demo.loading import load
from cotmoc.cli.demo.tables import moment
from cotmoc.coordination.models import JointActivity
from cotmoc.directives.models import Document
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.periods import Period
from cotmoc.organisations.models import Agency, Person, Succession
from cotmoc.organisations.queries import actor_named
from cotmoc.plans import queries as plans
from cotmoc.plans.models import Plan, PlanLine, PlanReview
from cotmoc.programmes import queries as programmes
from cotmoc.programmes.models import Allocation, Assignment, Component, Disbursement, Programme, TaskMoney
from cotmoc.reporting import queries as reporting
from cotmoc.reporting.models import Submission, Value, ValueChange
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Task, TaskEvent

pytestmark = pytest.mark.django_db
AT = moment(date(2022, 7, 25))
LATER = moment(date(2025, 10, 15))
Q2 = Period.parse("2022-Q2")
COUNTED = (
    Agency,
    Succession,
    Person,
    Document,
    Task,
    TaskEvent,
    Plan,
    PlanLine,
    PlanReview,
    Programme,
    Component,
    Allocation,
    Assignment,
    Disbursement,
    TaskMoney,
    JointActivity,
    Submission,
    Value,
    ValueChange,
)


@pytest.mark.slow
def test_the_demo_loads_and_says_what_it_promises() -> None:
    """One test, for loading takes seconds: figures, reports, tasks, accounts, and loading again."""
    load(at=AT)
    _figures_hold()
    _reports_hold()
    _tasks_hold()
    _plans_hold()
    _programmes_hold()
    _everybody_can_sign_in()
    before = [model.objects.count() for model in COUNTED]
    load(at=AT)
    assert [model.objects.count() for model in COUNTED] == before


def figures(viewer: Actor, codes: list[str], grouping: Grouping, period: Period = Q2) -> Pivot:
    asked = list(indicators(viewer).filter(code__in=codes))
    return pivot(viewer, indicators=asked, periods=[period], grouping=grouping)


def value(
    found: Pivot, code: str, breakdown: str = "", group: str = "", period: Period = Q2
) -> Decimal | None:
    figure = found.answer.get((code, breakdown, period, group))
    return figure.value if figure else None


def _figures_hold() -> None:
    office = actor_named("vanphong", at=AT)
    found = figures(office, ["E1", "B3", "L5"], Grouping.FORCE)
    assert value(found, "E1") == 370
    assert (value(found, "E1", "province"), value(found, "E1", "district")) == (120, 250)
    by_force = [value(found, "B3", group=force) for force in ("military", "police", "border_guard")]
    assert value(found, "B3") == 41
    assert by_force == [24, 27, 36]
    overlap = found.overlap(next(i.code for i in indicators(office).filter(code="B3")), Q2)
    assert overlap is not None
    assert overlap[1] == 46
    # Sa Thầy's report was returned, so neither its money nor its plan counts: 12.550 of 39.100.
    rate = value(found, "L5")
    assert rate is not None
    assert round(rate, 1) == Decimal("32.1")
    own = figures(actor_named("xa-dakplo", at=AT), ["A1"], Grouping.UNIT)
    assert len(own.groups) == 1
    later = figures(actor_named("vanphong", at=LATER), ["E1"], Grouping.FORCE, Period.parse("2025-Q3"))
    assert value(later, "E1", period=Period.parse("2025-Q3")) == 387


def _reports_hold() -> None:
    office = actor_named("vanphong", at=AT)
    board = reporting.board(office, regime=reporting.regime(office), period=Q2)
    assert (board.approved.part, board.approved.whole) == (35, 37)
    assert [row.agency.name for row in board.rows if row.state == "missing"] == ["Ủy ban nhân dân xã Mô Rai"]
    assert sum(row.sent_late for row in board.rows) == 4


def _tasks_hold() -> None:
    tally = tasks.tally(actor_named("vanphong", at=AT), on=AT.date())
    assert (tally.done_on_time, tally.done_late) == (22, 8)
    assert min(tally.overdue, tally.due_soon, tally.not_yet_due, tally.no_deadline) >= 6
    waiting = Document.objects.get(number="2418/UBND-KTTH").reading
    assert {clause.state for clause in waiting.clauses.all()} == {"draft"}


def _plans_hold() -> None:
    office = actor_named("vanphong", at=AT)
    found = {(one.agency.key, one.state, one.amends_id is not None) for one in plans.plans(office)}
    assert found == {
        ("bcd-bien-gioi", "approved", True),
        ("bdbp-tinh", "returned", False),
        ("so-y-te", "approved", False),
        ("so-y-te", "submitted", True),
        ("so-gddt", "submitted", False),
        ("ubnd-huyen-dak-glei", "approved", False),
        ("so-khdt", "draft", False),
    }
    programme = plans.plans(office, kind="programme").get()
    assert len(plans.editions(programme)) == 2
    review = plans.reviews_of(programme).get()
    # Of the eight lines four were done on time, one late, one is due soon, one not yet and one goes on.
    told = ("done_on_time", "done_late", "overdue", "due_soon", "not_yet_due", "no_deadline")
    assert [review.tally[one] for one in told] == [4, 1, 0, 1, 1, 1]
    gaps = {unit.agency.key: [gap.kind.value for gap in unit.gaps] for unit in _gaps(office, "2105/KH-UBND")}
    assert gaps["so-y-te"] == []
    assert gaps["so-gddt"] == ["not_approved"]
    assert gaps["cong-an-tinh"] == ["no_plan"]


def _programmes_hold() -> None:
    office = actor_named("vanphong", at=AT)
    now, later = programmes.listed(office, on=AT.date())
    million = 10**6
    # 6.000 + 400 + 12.000 + 13.000 + 1.500 + 20.000 + 2.500 + 3.600 + 2.400, and 3.000 carried over.
    assert (now.money.fresh.assigned, now.money.fresh.disbursed) == (61_400 * million, 22_050 * million)
    assert (now.money.carried.assigned, now.money.carried.disbursed) == (3_000 * million, 2_700 * million)
    assert (later.row.first_year, later.money.both.assigned) == (2026, 0)
    assert len(programmes.tasks_paid(office, programmes.programme(office, now.row.pk))) == 5
    finance = actor_named("sokhdt", at=LATER)
    assert programmes.listed(finance, on=LATER.date(), year=2022)[0].money == now.money


def _gaps(office: Actor, number: str) -> list[plans.UnitGaps]:
    return plans.gaps_of(office, Document.objects.get(number=number), on=AT.date())


def _everybody_can_sign_in() -> None:
    shown = logins.shown()
    people = Person.objects.all()
    assert len(people) == 13
    for person in people:
        assert person.check_password(logins.password())
        assert actor_named(person.username, at=AT).name == person.display_name
        assert actor_named(person.username, at=LATER).role == actor_named(person.username, at=AT).role
        assert person.username in shown


def test_a_real_installation_refuses_the_demo() -> None:
    with pytest.raises(Problem) as caught:
        demo.run(argparse.Namespace(action="load"))
    assert caught.value.entry.code == "wrong-use"
