"""From approved reports to a snapshot and back: hand-checked, immutable, equal to plain SQL."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.db import connection

from cotmoc.analytics import actions, queries
from cotmoc.analytics.keys import FigureKey, Grouping
from cotmoc.analytics.models import Snapshot
from cotmoc.coordination import actions as coordination
from cotmoc.coordination.models import JointActivity
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import NO_SNAPSHOT, UNKNOWN_FIGURE
from cotmoc.domain.errors.general import BAD_VALUE, NOT_PERMITTED
from cotmoc.domain.periods import Period
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Succession
from cotmoc.reporting.models import Indicator
from tests.rooms.analytics import figures
from tests.rooms.analytics.figures import MERGER, Q1, Q2
from tests.rooms.small_province import World

pytestmark = pytest.mark.slow

H1, YEAR = Period.parse("2022-H1"), Period.parse("2022")


def build(world: World) -> Snapshot:
    return actions.build(by=world.actor("vanphong"), at=world.at)


def pivot(world: World, codes: str, *periods: Period, **asked: object) -> queries.Pivot:
    values = {"grouping": Grouping.ALL, "who": "vanphong", **asked}
    return queries.pivot(
        world.actor(str(values.pop("who"))),
        indicators=list(Indicator.objects.filter(code__in=codes.split())),
        periods=periods or [Q2],
        **values,
    )


def value(
    found: queries.Pivot, code: str, period: Period = Q2, group: str = "", breakdown: str = ""
) -> object:
    return found.answer[code, breakdown, period, group].value


@pytest.fixture
def built(filled: World) -> World:
    build(filled)
    return filled


def test_370_is_120_and_250(built: World) -> None:
    found = pivot(built, "E1", grouping=Grouping.LEVEL)
    assert value(found, "E1") == 370
    assert (value(found, "E1", breakdown="province"), value(found, "E1", breakdown="district")) == (120, 250)
    assert (value(found, "E1", group="province"), value(found, "E1", group="district")) == (120, 250)
    by_force = pivot(built, "E1", grouping=Grouping.FORCE)
    assert {force: value(by_force, "E1", group=force) for force in by_force.groups} == {
        "border_guard": 122,
        "military": 98,
        "police": 150,
    }


def test_41_is_87_less_46(built: World) -> None:
    found = pivot(built, "B3", grouping=Grouping.FORCE)
    assert [value(found, "B3", group=force) for force in ("military", "police", "border_guard")] == [
        24,
        27,
        36,
    ]
    whole, overlap = found.overlap("B3", Q2)
    assert (whole.value, overlap) == (41, 46)
    opened = queries.open_figure(built.actor("vanphong"), found.key("B3", "", Q2, ""))
    assert (len(opened.joint), opened.cells) == (41, [])


def test_flows_add_up_over_time_and_stocks_stand(built: World) -> None:
    found = pivot(built, "A3 B7", Q1, Q2, H1, YEAR)
    assert [value(found, "A3", p) for p in (Q1, Q2, H1, YEAR)] == [150, 2069, 2219, 2219]
    assert [value(found, "B7", p) for p in (Q1, Q2, H1, YEAR)] == [4, 3, 3, 3]
    assert found.answer["B7", "", YEAR, ""].at == Q2


def test_a_ratio_is_made_of_its_parts(built: World) -> None:
    figure = pivot(built, "L5").answer["L5", "", Q2, ""]
    assert (figure.value, figure.parts) == (Decimal("37.5"), (60, 160))
    opened = queries.open_figure(built.actor("vanphong"), FigureKey("L5", "", Q2, Grouping.ALL, "", None, 1))
    assert sum(c.value for c in opened.cells if c.indicator == "L3") == 60
    assert sum(c.value for c in opened.cells if c.indicator == "L1") == 160


def test_income_per_head_is_never_added(built: World) -> None:
    found = pivot(built, "H7", grouping=Grouping.UNIT)
    assert value(found, "H7") is None
    assert value(found, "H7", group=str(built.id("dakplo"))) == 22


def test_zero_was_reported_and_nothing_was_not(built: World) -> None:
    found = pivot(built, "A3 A1", grouping=Grouping.UNIT)
    assert value(found, "A3", group=str(built.id("daklong"))) == 0
    missing = found.answer["A1", "", Q2, str(built.id("ngochoi"))]
    assert (missing.value, missing.missing) == (None, {built.id("ngochoi")})


def test_a_missing_unit_is_named_where_it_was_asked(built: World) -> None:
    office = built.actor("vanphong")
    opened = queries.open_figure(office, FigureKey("A1", "", Q2, Grouping.ALL, "", None, 1))
    assert [a.name for a in opened.missing] == ["Ủy ban nhân dân huyện Ngọc Hồi"]
    assert [(gap.unit.pk, gap.period, gap.state) for gap in opened.gaps] == [
        (built.id("ngochoi"), Q2, "missing")
    ]
    leaflets = queries.open_figure(office, FigureKey("A3", "", Q2, Grouping.ALL, "", None, 1))
    assert leaflets.missing == []
    disbursed = queries.open_figure(office, FigureKey("L5", "", Q2, Grouping.ALL, "", None, 1))
    assert [a.pk for a in disbursed.missing] == [built.id("ngochoi")]


def test_a_merger_adds_10_and_7_and_can_be_undone(built: World) -> None:
    figures.merge(built)
    heir = str(built.id("dakplo-moi"))
    after = pivot(built, "A1", grouping=Grouping.UNIT, boundaries=MERGER)
    assert value(after, "A1", group=heir) == 17
    before = pivot(built, "A1", grouping=Grouping.UNIT, boundaries=MERGER - timedelta(days=1))
    assert [value(before, "A1", group=str(built.id(k))) for k in ("dakplo", "daklong")] == [10, 7]
    assert value(after, "A1") == value(before, "A1") == 25
    opened = queries.open_figure(built.actor("vanphong"), after.key("A1", "", Q2, heir))
    assert [(c.unit, c.value) for c in opened.cells] == [(built.id("dakplo"), 10), (built.id("daklong"), 7)]
    Succession.objects.all().delete()
    undone = pivot(built, "A1", grouping=Grouping.UNIT, boundaries=MERGER)
    assert [value(undone, "A1", group=str(built.id(k))) for k in ("dakplo", "daklong")] == [10, 7]


def test_a_split_goes_by_its_shares(built: World) -> None:
    figures.merge(built)
    by = organisations.founder(built.province.pk)
    for key, share in (("dakplo-moi", Fraction(1, 4)), ("khdt", Fraction(3, 4))):
        organisations.add_succession(
            predecessor=built.agencies["dakglei"],
            successor=built.agencies[key],
            on=MERGER,
            share=share,
            source="own",
            by=by,
        )
    found = pivot(built, "L3", grouping=Grouping.UNIT, boundaries=MERGER)
    assert value(found, "L3", group=str(built.id("dakplo-moi"))) == Decimal("7.5")
    assert value(found, "L3", group=str(built.id("khdt"))) == Decimal("52.5")
    assert value(found, "L3") == 60
    exact = {group: found.answer["L3", "", Q2, group].exact for group in ("", *found.groups)}
    assert exact == {
        "": True,
        str(built.id("dakplo-moi")): False,
        str(built.id("khdt")): False,
        **{str(built.id("ngochoi")): True},
    }


def test_an_upper_unit_has_what_stands_under_it(built: World) -> None:
    found = pivot(built, "A1", grouping=Grouping.PARENT)
    assert value(found, "A1", group=str(built.id("dakglei"))) == 17
    assert value(found, "A1", group=str(built.id("ubnd"))) == 8
    opened = queries.open_figure(built.actor("vanphong"), found.key("A1", "", Q2, str(built.id("dakglei"))))
    assert opened.figure.value == 17


def test_every_figure_opens_to_cells_that_add_up_to_it(built: World) -> None:
    for grouping in Grouping:
        found = pivot(built, "A1 B3 B7 E1", H1, grouping=grouping)
        shown = [(key, figure) for key, figure in found.answer.items() if figure.value is not None]
        # Every third one: all groupings, indicators and breakdowns are met.
        for (code, breakdown, period, group), figure in shown[::3]:
            opened = queries.open_figure(built.actor("vanphong"), found.key(code, breakdown, period, group))
            assert opened.figure == figure
            own = sum(Decimal(c.share.numerator) / c.share.denominator * c.value for c in opened.cells)
            assert own == figure.alone
            assert sum(one.count for one in opened.joint) == figure.joint


def test_figures_equal_an_independent_sql_text(built: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT s.agency_id, s.period, i.code, v.breakdown, SUM(v.value)
               FROM reporting_value v JOIN reporting_submission s ON s.id = v.submission_id
               JOIN reporting_indicator i ON i.id = v.indicator_id
               WHERE s.state = 'approved' GROUP BY 1, 2, 3, 4"""
        )
        cells = {(str(u), p, c, b): Decimal(str(v)) for u, p, c, b, v in cursor.fetchall()}
        cursor.execute(
            """SELECT p.agency_id, SUM(a.count) FROM coordination_jointactivity a
               JOIN coordination_participation p ON p.activity_id = a.id
               WHERE a.kind = 'patrol' AND a.withdrawn_at IS NULL
               AND a.held_on >= '2022-03-15' AND a.held_on < '2022-06-15' GROUP BY 1"""
        )
        joint = {str(unit): count for unit, count in cursor.fetchall()}
        cursor.execute(
            """SELECT r.agency_id FROM reporting_regimereporter r WHERE NOT EXISTS (
               SELECT 1 FROM reporting_submission s WHERE s.agency_id = r.agency_id
               AND s.period = '2022-Q2' AND s.state = 'approved')"""
        )
        owing = {unit for (unit,) in cursor.fetchall()}
    found = pivot(built, "A1 A3 B3 B7 E1 H7 L1 L3", Q1, Q2, grouping=Grouping.UNIT)
    own = {
        (group, str(period), code, breakdown): figure.alone
        for (code, breakdown, period, group), figure in found.answer.items()
        if group and figure.value is not None and code != "B3" and (breakdown or code != "E1")
    }
    assert own == cells
    assert {
        group: figure.joint for (_, _, p, group), figure in found.answer.items() if group and figure.joint
    } == joint
    assert {u for key, f in found.answer.items() if key[2] == Q2 for u in f.missing} == owing


def test_what_is_not_approved_does_not_count(filled: World) -> None:
    office = filled.actor("vanphong")
    from cotmoc.reporting import actions as reporting

    row = reporting.begin(regime="quy", period=Q2, agency=filled.id("ngochoi"), by=office, at=filled.at)
    reporting.save_draft(row.pk, values={"A1": "99", "L1": "1", "L3": "1"}, by=office, at=filled.at)
    reporting.submit(row.pk, by=office, at=filled.at)
    build(filled)
    assert value(pivot(filled, "A1"), "A1") == 25
    opened = queries.open_figure(office, FigureKey("A1", "", Q2, Grouping.ALL, "", None, 1))
    assert [gap.state for gap in opened.gaps] == ["submitted"]


def folder(world: World, home: Path) -> dict[str, str]:
    files = sorted((home / "snapshots" / str(world.province.pk)).iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_correction_makes_a_new_snapshot_and_leaves_the_old_one(built: World, home: Path) -> None:
    before = folder(built, home)
    figures.correct(built, "congan", Q2, {"E1.province": 47})
    assert build(built).number == 2
    assert value(pivot(built, "E1"), "E1") == 368
    assert value(pivot(built, "E1", number=1), "E1") == 370
    after = folder(built, home)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 2
    old = queries.open_figure(built.actor("vanphong"), FigureKey("E1", "", Q2, Grouping.ALL, "", None, 1))
    assert [(c.before, c.after) for c in old.changes] == [(49, 47)]
    assert [e.kind for e in old.approvals[old.cells[0].submission]] == ["submitted", "approved"]


def test_years_that_have_not_changed_keep_their_files(filled: World, home: Path) -> None:
    figures.report(filled, "dakplo", Period.parse("2021-Q4"), {"A1": 1, "A3": 1, "B7": 1, "H7": 1})
    first = build(filled)
    before = folder(filled, home)
    figures.correct(filled, "congan", Q2, {"E1.province": 47})
    second = build(filled)
    name = {year["year"]: year["name"] for year in first.files["years"]}
    again = {year["year"]: year["name"] for year in second.files["years"]}
    assert name[2021] == again[2021]
    assert name[2022] != again[2022]
    assert {n: h for n, h in folder(filled, home).items() if n in before} == before


def test_an_activity_withdrawn_later_stays_in_the_old_snapshot(built: World) -> None:
    office = built.actor("vanphong")
    some = JointActivity.objects.first()
    coordination.withdraw(some.pk, reason="Ghi nhầm", by=office, at=built.at)
    build(built)
    assert value(pivot(built, "B3"), "B3") == 40
    old = queries.open_figure(office, FigureKey("B3", "", Q2, Grouping.ALL, "", None, 1))
    assert (old.figure.value, len(old.joint)) == (41, 41)


def test_the_manifest_says_up_to_which_event(built: World) -> None:
    from cotmoc.audit import queries as audit

    row = queries.latest(built.actor("vanphong"))
    assert audit.head()[0] == row.row_store_event + 1
    assert row.as_of == date(2022, 7, 25)


def test_a_snapshot_knows_when_reports_have_moved_on(built: World) -> None:
    office = built.actor("vanphong")
    row = queries.snapshot(office)
    assert not queries.behind_row_store(office, row)
    figures.correct(built, "congan", Q2, {"E1.province": 47})
    assert queries.behind_row_store(office, row)


def test_a_unit_sees_only_its_reach(built: World) -> None:
    found = pivot(built, "A1 E1", grouping=Grouping.UNIT, who="huyen")
    assert (value(found, "A1"), value(found, "E1")) == (25, None)
    commune = pivot(built, "A1", grouping=Grouping.UNIT, who="xa")
    assert (value(commune, "A1"), list(commune.groups)) == (10, [str(built.id("dakplo"))])
    with pytest.raises(Problem) as refused:
        pivot(built, "A1", who="quantri")
    assert refused.value.entry is NOT_PERMITTED


def test_an_heir_sees_what_it_took_over(built: World) -> None:
    figures.merge(built)
    by = organisations.founder(built.province.pk)
    from cotmoc.domain.access import Role

    organisations.appoint(
        person=built.people["xa"],
        agency=built.agencies["dakplo-moi"],
        role=Role.POST,
        valid_from=MERGER,
        by=by,
    )
    from cotmoc.organisations import queries as people

    later = built.at.replace(year=2025, month=10)
    actor = people.actor(built.people["xa"], at=later)
    found = queries.pivot(
        actor,
        indicators=[Indicator.objects.get(code="A1")],
        periods=[Q2],
        grouping=Grouping.UNIT,
        boundaries=MERGER,
    )
    assert found.answer["A1", "", Q2, str(built.id("dakplo-moi"))].value == 17


def test_only_the_office_builds(filled: World) -> None:
    with pytest.raises(Problem) as refused:
        actions.build(by=filled.actor("congan"), at=filled.at)
    assert refused.value.entry is NOT_PERMITTED
    assert not Snapshot.objects.exists()


def test_without_a_snapshot_and_with_an_unknown_figure(world: World) -> None:
    with pytest.raises(Problem) as none:
        pivot(world, "A1")
    assert none.value.entry is NO_SNAPSHOT
    build(world)
    with pytest.raises(Problem) as unknown:
        queries.open_figure(world.actor("vanphong"), FigureKey("Z9", "", Q2, Grouping.ALL, "", None, 1))
    assert unknown.value.entry is UNKNOWN_FIGURE


def test_a_month_of_a_snapshot_kept_by_quarters_is_refused(built: World) -> None:
    row = Snapshot.objects.get()
    row.files = {name: value for name, value in row.files.items() if name != "form"}
    row.save()
    assert value(pivot(built, "A1"), "A1") == 25
    with pytest.raises(Problem) as refused:
        pivot(built, "A1", Period.parse("2022-05"))
    assert refused.value.entry is BAD_VALUE


def test_reading_the_queries_loads_no_engine() -> None:
    code = (
        "import sys, django; from django.conf import settings; django.setup()\n"
        "import cotmoc.analytics.queries, cotmoc.analytics.actions\n"
        "print([m for m in ('duckdb', 'ibis', 'pyarrow', 'sqlglot') if m in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": "src:.", "PATH": ""},
        cwd=Path(__file__).resolve().parents[3],
    )
    assert found.stdout.strip() == "[]"


def test_a_year_whose_figures_have_not_changed_is_not_read_again(filled: World) -> None:
    """2021 keeps its cells; a report newly owed for it is told all the same, beside the figures it has."""
    figures.report(filled, "dakplo", Period.parse("2021-Q4"), {"A1": 1, "A3": 1, "B7": 1, "H7": 1})
    first = build(filled)
    from cotmoc.reporting import queries as reporting

    marks = reporting.approved_marks(filled.province.pk)
    figures.correct(filled, "congan", Q2, {"E1.province": 47})
    again = reporting.approved_marks(filled.province.pk)
    assert (marks[2021] == again[2021], marks[2022] == again[2022]) == (True, False)
    assert {cell.period for cell in reporting.facts_for_snapshot(filled.province.pk, [2022])} == {"2021-Q4"}
    year = {one["year"]: one["name"] for one in first.files["years"]}
    owing = figures.reporting.begin(
        regime="quy", period=Period.parse("2021-Q4"), agency=filled.id("daklong"),
        by=filled.actor("vanphong"), at=filled.at,
    )  # fmt: skip
    second = build(filled)
    assert {one["year"]: one["name"] for one in second.files["years"]}[2021] != year[2021]
    found = pivot(filled, "A1", Period.parse("2021-Q4"))
    figure = found.answer["A1", "", Period.parse("2021-Q4"), ""]
    assert (figure.value, owing.agency_id in figure.missing) == (1, True)
