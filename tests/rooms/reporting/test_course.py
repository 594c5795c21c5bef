"""A report's course: entered, submitted, returned, corrected, approved, and how a period stands."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from cotmoc.coordination import actions as coordination
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.reporting import (
    BAD_NUMBER,
    EMPTY_CELLS,
    NOT_A_REPORTER,
    NOT_ASKED,
    OWN_REPORT,
    WINDOW_OPEN,
)
from cotmoc.domain.periods import Period
from cotmoc.domain.rates import Rate
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Submission, Value
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import ZONE, World

Q2 = Period.parse("2022-Q2")
JUNE_17 = datetime(2022, 6, 17, 23, 59, tzinfo=ZONE)
JUNE_18 = datetime(2022, 6, 18, 0, 0, tzinfo=ZONE)


@pytest.fixture
def ready(world: World) -> World:
    """The small province with its quarterly regime."""
    quarterly.define(world)
    return world


def begin(world: World, who: str = "huyen", key: str = "dakplo", period: Period = Q2) -> Submission:
    return actions.begin(
        regime=quarterly.REGIME, period=period, agency=world.id(key), by=world.actor(who), at=world.at
    )


def whole(
    world: World, who: str = "huyen", key: str = "dakplo", period: Period = Q2, a1: str = "24"
) -> Submission:
    row = begin(world, who, key, period)
    values = {"A1": a1, "B7": "3"}
    return actions.save_draft(row.pk, values=values, by=world.actor(who), at=world.at)


def test_the_window_and_due_day_follow_the_decree_and_the_level(ready: World) -> None:
    row = begin(ready)
    assert (row.window_start, row.window_end, row.due_on) == (
        date(2022, 3, 15),
        date(2022, 6, 15),
        date(2022, 6, 17),
    )
    assert begin(ready, "bienphong", "bdbp").due_on == date(2022, 6, 20)


def test_what_is_asked_depends_on_the_body_and_the_level(ready: World) -> None:
    def names(key: str) -> list[str]:
        regime = queries.regime(ready.actor("vanphong"))
        return [c.name for c in queries.asked_of(regime, ready.agencies[key])]

    assert names("dakplo") == ["A1", "B7"]
    assert names("dakglei") == ["A1"]
    assert names("bdbp") == ["E1.province", "B3"]
    assert names("khdt") == ["L1", "L3"]


def test_entered_submitted_returned_corrected_approved(ready: World) -> None:
    row = whole(ready, a1="2.069")
    assert row.values.get(indicator__code="A1").value == 2069
    actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_17)
    actions.send_back(row.pk, reason="A1 bằng đúng số cả năm", by=ready.actor("huyen"), at=JUNE_18)
    actions.save_draft(row.pk, values={"A1": "24"}, by=ready.actor("xa"), at=JUNE_18)
    actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_18)
    actions.approve(row.pk, by=ready.actor("huyen"), at=JUNE_18)

    done = queries.submission(ready.actor("xa"), row.pk)
    assert (done.state, done.first_submitted_on, done.approved_on) == (
        "approved",
        date(2022, 6, 17),
        date(2022, 6, 18),
    )
    assert [e.kind for e in done.events.all()] == ["submitted", "returned", "submitted", "approved"]
    assert [(c.indicator, c.value) for c in queries.facts_for_snapshot(ready.province.pk)] == [
        ("A1", 24),
        ("B7", 3),
    ]


@pytest.mark.parametrize(("at", "late"), [(JUNE_17, False), (JUNE_18, True)])
def test_the_due_day_ends_at_midnight(ready: World, at: datetime, late: bool) -> None:
    row = whole(ready)
    actions.submit(row.pk, by=ready.actor("xa"), at=at)
    board = queries.board(ready.actor("xa"), regime=queries.regime(ready.actor("xa")), period=Q2)
    (mine,) = board.rows
    assert mine.sent_late is late
    assert board.completeness == Rate(1, 1)
    assert board.timeliness == Rate(0 if late else 1, 1)


def test_completeness_counts_those_who_owe(ready: World) -> None:
    actions.submit(whole(ready).pk, by=ready.actor("xa"), at=JUNE_17)
    office = ready.actor("vanphong")
    board = queries.board(office, regime=queries.regime(office), period=Q2)
    assert board.completeness == Rate(1, 7)
    assert {r.agency.key for r in board.rows if r.state == "missing"} == {*quarterly.REPORTERS} - {"dakplo"}
    assert queries.board(ready.actor("huyen"), regime=board.regime, period=Q2).completeness == Rate(1, 3)


def test_a_unit_that_ended_owes_nothing(ready: World) -> None:
    regime = queries.regime(ready.actor("vanphong"))
    from cotmoc.organisations.actions import founder

    actions.add_reporter(
        regime=regime,
        agency=ready.agencies["daklong"],
        valid_from=date(2021, 1, 1),
        valid_to=date(2022, 6, 14),
        by=founder(ready.province.pk),
    )
    board = queries.board(ready.actor("vanphong"), regime=regime, period=Q2)
    assert "daklong" not in {r.agency.key for r in board.rows}
    with pytest.raises(Problem) as refused:
        begin(ready, "huyen", "daklong")
    assert refused.value.entry is NOT_A_REPORTER


def test_an_empty_report_is_not_complete(ready: World) -> None:
    row = begin(ready)
    with pytest.raises(Problem) as refused:
        actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_17)
    assert refused.value.entry is EMPTY_CELLS
    assert refused.value.field == "A1"


def test_a_reason_stands_in_for_a_figure(ready: World) -> None:
    row = begin(ready)
    actions.save_draft(
        row.pk, values={"A1": "0"}, notes={"B7": "Chốt do đồn báo cáo"}, by=ready.actor("xa"), at=ready.at
    )
    actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_17)
    actions.approve(row.pk, by=ready.actor("huyen"), at=JUNE_17)
    assert [c.indicator for c in queries.facts_for_snapshot(ready.province.pk)] == ["A1"]


@pytest.mark.parametrize("typed", ["2,069", "2.06", "hai mươi", "-3", "1e5", "24.5.1", "NaN", "9" * 20])
def test_a_wrong_number_is_refused_with_its_cell_and_nothing_is_saved(ready: World, typed: str) -> None:
    row = begin(ready)
    with pytest.raises(Problem) as refused:
        actions.save_draft(row.pk, values={"B7": "3", "A1": typed}, by=ready.actor("xa"), at=ready.at)
    assert (refused.value.entry, refused.value.field) == (BAD_NUMBER, "A1")
    assert not Value.objects.exists()


def test_a_cell_that_is_not_asked_is_refused(ready: World) -> None:
    with pytest.raises(Problem) as refused:
        actions.save_draft(begin(ready).pk, values={"L3": "5"}, by=ready.actor("xa"), at=ready.at)
    assert refused.value.entry is NOT_ASKED


def test_the_window_must_have_closed(ready: World) -> None:
    row = whole(ready)
    with pytest.raises(Problem) as refused:
        actions.submit(row.pk, by=ready.actor("xa"), at=datetime(2022, 6, 14, 23, 59, tzinfo=ZONE))
    assert refused.value.entry is WINDOW_OPEN
    actions.submit(row.pk, by=ready.actor("xa"), at=datetime(2022, 6, 15, 0, 0, tzinfo=ZONE))


def test_nobody_approves_a_report_of_their_own(ready: World) -> None:
    row = begin(ready, "huyen", "dakglei")
    actions.save_draft(row.pk, values={"A1": "7"}, by=ready.actor("huyen"), at=ready.at)
    actions.submit(row.pk, by=ready.actor("huyen"), at=ready.at)
    with pytest.raises(Problem) as refused:
        actions.approve(row.pk, by=ready.actor("huyen"), at=ready.at)
    assert refused.value.entry is OWN_REPORT
    actions.approve(row.pk, by=ready.actor("vanphong"), at=ready.at)


def test_an_approved_report_is_corrected_only_as_a_new_revision(ready: World) -> None:
    row = whole(ready)
    actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_17)
    actions.approve(row.pk, by=ready.actor("huyen"), at=JUNE_17)
    with pytest.raises(Problem) as refused:
        actions.save_draft(row.pk, values={"A1": "25"}, by=ready.actor("xa"), at=JUNE_18)
    assert refused.value.entry is WRONG_STATE

    actions.reopen(row.pk, reason="Sót một cuộc", by=ready.actor("huyen"), at=JUNE_18)
    actions.save_draft(row.pk, values={"A1": "25", "B7": "3"}, by=ready.actor("xa"), at=JUNE_18)
    (change,) = queries.submission(ready.actor("xa"), row.pk).changes.all()
    assert (change.indicator.code, change.before, change.after, change.revision) == ("A1", 24, 25, 1)


def test_the_form_shows_joint_events_and_earlier_figures(ready: World) -> None:
    for period, value in (("2021-Q2", "5"), ("2022-Q1", "2")):
        row = begin(ready, "bienphong", "bdbp", Period.parse(period))
        actions.save_draft(
            row.pk, values={"E1.province": "30", "B3": value}, by=ready.actor("bienphong"), at=ready.at
        )
    for day in (date(2022, 3, 15), date(2022, 6, 14), date(2022, 6, 15)):
        coordination.record(
            kind="patrol",
            held_on=day,
            lead=ready.id("bdbp"),
            participants=[ready.id("congan")],
            by=ready.actor("bienphong"),
            at=ready.at,
        )
    row = begin(ready, "bienphong", "bdbp")
    actions.save_draft(row.pk, values={"B3": "26"}, by=ready.actor("bienphong"), at=ready.at)

    cells = {c.asked.name: c for c in queries.form(ready.actor("bienphong"), row)}
    patrol = cells["B3"]
    assert (patrol.value, patrol.joint) == (26, 2)
    assert (patrol.last_year, patrol.previous, patrol.year_to_date) == (5, 2, 30)
    assert patrol.suspicious
    assert cells["E1.province"].value is None
    assert cells["E1.province"].previous == Decimal(30)


def test_the_second_of_two_editors_is_told(ready: World) -> None:
    row = whole(ready)
    actions.save_draft(row.pk, values={"A1": "1"}, by=ready.actor("xa"), at=ready.at, version=row.version)
    with pytest.raises(Problem) as refused:
        actions.save_draft(
            row.pk, values={"A1": "2"}, by=ready.actor("huyen"), at=ready.at, version=row.version
        )
    assert refused.value.entry is CHANGED_MEANWHILE


def test_reports_of_others_do_not_exist(ready: World) -> None:
    row = whole(ready)
    with pytest.raises(Problem) as refused:
        queries.submission(ready.actor("sokhdt"), row.pk)
    assert refused.value.entry is NOT_FOUND
    with pytest.raises(Problem) as entered:
        actions.begin(
            regime=quarterly.REGIME,
            period=Q2,
            agency=ready.id("dakplo"),
            by=ready.actor("sokhdt"),
            at=ready.at,
        )
    assert entered.value.entry is NOT_PERMITTED


def test_owed_reports_are_listed_with_where_they_stand(ready: World) -> None:
    row = whole(ready)
    actions.submit(row.pk, by=ready.actor("xa"), at=JUNE_17)
    states = {o.unit: o.state for o in queries.obligations(ready.province.pk)}
    assert states[ready.id("dakplo")] == "submitted"
    assert states[ready.id("bdbp")] == "missing"
