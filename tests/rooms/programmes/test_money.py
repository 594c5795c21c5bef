"""Money assigned, adjusted, disbursed and cancelled: sums that an official could check by hand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND, NOT_PERMITTED
from cotmoc.domain.errors.programmes import (
    ABOVE_ASSIGNED,
    BELOW_DISBURSED,
    CANCELLED_BEFORE,
    COMPONENT_TWICE,
    DAY_TO_COME,
    PROGRAMME_TWICE,
    SOURCE_ENDED,
    YEAR_HAS_MONEY,
)
from cotmoc.domain.errors.tasks import REASON_NEEDED
from cotmoc.domain.vi_numbers import show_percent
from cotmoc.organisations import actions as organisations
from cotmoc.programmes import actions, queries
from cotmoc.programmes.models import Allocation, Disbursement, Programme
from tests.rooms import small_province
from tests.rooms.programmes.conftest import MILLION, Money, begun

TODAY = date(2022, 7, 25)


def listed(money: Money, who: str = "vanphong", on: date = TODAY, year: int | None = None) -> queries.Listed:
    return queries.listed(money.world.actor(who), on=on, year=year)[0]


def millions(one: queries.Listed) -> list[tuple[int, int]]:
    """This year's, carried over, together: assigned and disbursed in million đồng."""
    sums = (one.money.fresh, one.money.carried, one.money.both)
    return [(found.assigned // MILLION, found.disbursed // MILLION) for found in sums]


def refused(act, *entry) -> Problem:
    with pytest.raises(Problem) as found:
        act()
    assert found.value.entry in entry
    return found.value


def full(money: Money) -> dict[str, Allocation]:
    """What two bodies have in 2022: 900 central investment and 100 carried, 300 provincial, 250 for jobs."""
    lines = {
        "roads": money.assigned(1_000).allocation,
        "carried": money.assigned(100, vintage="carried").allocation,
        "province": money.assigned(300, "ngochoi", level="province").allocation,
        "jobs": money.assigned(250, to=money.jobs, nature="public_service").allocation,
    }
    money.assigned(-100, on=date(2022, 7, 1), number="310/QĐ-UBND")
    money.disbursed(lines["roads"], 450)
    money.disbursed(lines["carried"], 80)
    money.disbursed(lines["province"], 60, on=date(2022, 7, 20))
    return lines


def test_a_year_as_an_official_adds_it_up(money: Money) -> None:
    full(money)
    # This year: 1.000 − 100 + 300 + 250 = 1.450, of which 450 + 60 = 510. Carried over: 100, of which 80.
    now = listed(money)
    assert millions(now) == [(1_450, 510), (100, 80), (1_550, 590)]
    assert [show_percent(one.rate.value) for one in (now.money.fresh, now.money.both)] == ["35,2%", "38,1%"]
    # On 30 June nothing was taken back yet, and 60 were not yet paid.
    assert millions(listed(money, on=date(2022, 6, 30))) == [(1_550, 450), (100, 80), (1_650, 530)]
    assert millions(listed(money, on=date(2022, 3, 9))) == [(0, 0)] * 3
    assert millions(listed(money, year=2023)) == [(0, 0)] * 3


def test_components_sources_and_bodies_stand_apart(money: Money) -> None:
    full(money)
    office = money.world.actor("vanphong")
    row = queries.programme(office, money.programme.pk)
    shown = [
        (part.row.code, line.row.agency.short_name, line.row.level, line.row.nature, line.row.vintage,
         line.sums.assigned // MILLION, line.sums.disbursed // MILLION)
        for part in queries.parts_of(office, row, on=TODAY, year=2022) for line in part.lines
    ]  # fmt: skip
    assert shown == [
        ("1", "UBND huyện Đăk Glei", "central", "investment", "this_year", 900, 450),
        ("1", "UBND huyện Đăk Glei", "central", "investment", "carried", 100, 80),
        ("1", "UBND huyện Ngọc Hồi", "province", "investment", "this_year", 300, 60),
        ("2.1", "UBND huyện Đăk Glei", "central", "public_service", "this_year", 250, 0),
    ]
    assert queries.years_of(office, row, on=TODAY) == [2022]


def test_who_sees_which_money(money: Money) -> None:
    full(money)
    for who in ("vanphong", "lanhdao", "kiemtra", "sokhdt", "chuyenvien"):
        assert (millions(listed(money, who))[2], listed(money, who).whole) == ((1_550, 590), True), who
    assert (millions(listed(money, "huyen"))[2], listed(money, "huyen").whole) == ((1_250, 530), False)
    assert (millions(listed(money, "xa"))[2], listed(money, "congan").whole) == ((0, 0), False)
    world = money.world
    province = Allocation.objects.get(level="province")
    refused(lambda: queries.allocation(world.actor("huyen"), province.pk, on=TODAY), NOT_FOUND)
    refused(lambda: queries.programmes(world.actor("quantri")), NOT_PERMITTED)


def test_the_body_with_the_finance_function_sees_all_money(money: Money) -> None:
    full(money)
    world = money.world
    by = world.actor("quantri")
    finance = organisations.keep_function(key=queries.FINANCE, name="Tài chính", words="", by=by)
    holder = world.agencies["congan"]
    organisations.give_function(function=finance, agency=holder, on=date(2022, 7, 1), source="QĐ", by=by)
    assert millions(listed(money, "congan"))[2] == (1_550, 590)
    assert listed(money, "congan").whole
    assert millions(listed(money, "congan", on=date(2022, 6, 30)))[2] == (0, 0)


def test_never_more_is_disbursed_than_assigned_by_that_day(money: Money) -> None:
    line = money.assigned(500).allocation
    refused(lambda: money.disbursed(line, 1, on=date(2022, 3, 9)), ABOVE_ASSIGNED)
    money.disbursed(line, 400)
    problem = refused(lambda: money.disbursed(line, 101), ABOVE_ASSIGNED)
    assert "501.000.000 đồng, vượt 500.000.000 đồng" in problem.text("vi")
    # A payment found later, of a day before the other, counts on its own day and on all after it.
    refused(lambda: money.disbursed(line, 101, on=date(2022, 4, 1)), ABOVE_ASSIGNED)
    money.disbursed(line, 100, on=date(2022, 4, 1))
    refused(lambda: money.assigned(-1, on=TODAY), BELOW_DISBURSED)
    refused(lambda: money.disbursed(line, 1, on=date(2022, 7, 26)), DAY_TO_COME)
    refused(lambda: money.assigned(1, on=date(2022, 7, 26)), DAY_TO_COME)
    assert refused(lambda: money.disbursed(line, 0), BAD_VALUE).field == "amount"
    assert refused(lambda: money.assigned(0), BAD_VALUE).field == "amount"
    assert refused(lambda: money.assigned(10**10), BAD_VALUE).field == "amount"
    refused(lambda: money.assigned(-5, "ngochoi"), BELOW_DISBURSED)
    assert Allocation.objects.count() == 1


def test_cancelling_restores_the_sums_and_keeps_the_entry(money: Money) -> None:
    office, at = money.world.actor("vanphong"), money.world.at
    line = money.assigned(500).allocation
    before = millions(listed(money))
    more = money.assigned(70, on=date(2022, 5, 5))
    paid = money.disbursed(line, 560)
    refused(lambda: actions.cancel_assignment(more.pk, reason="Ghi trùng", by=office, at=at), BELOW_DISBURSED)
    no_reason = refused(
        lambda: actions.cancel_disbursement(paid.pk, reason=" ", by=office, at=at), REASON_NEEDED
    )
    assert no_reason.field == "reason"
    actions.cancel_disbursement(paid.pk, reason="Nhầm khoản", by=office, at=at)
    again = refused(
        lambda: actions.cancel_disbursement(paid.pk, reason="Nhầm", by=office, at=at), CANCELLED_BEFORE
    )
    assert "đã hủy ngày 25/7/2022: Nhầm khoản" in again.text("vi")
    actions.cancel_assignment(more.pk, reason="Ghi trùng", by=office, at=at)
    assert millions(listed(money)) == before
    kept = queries.allocation(office, line.pk, on=TODAY)
    assert [one.cancelled_reason for one in (*kept.assignments.all(), *kept.disbursements.all())] == [
        "", "Ghi trùng", "Nhầm khoản",
    ]  # fmt: skip
    deeds = list(AuditRow.objects.order_by("seq").values_list("deed", flat=True))[-5:]
    assert deeds == [f"programme.{one}" for one in (
        "allocate", "allocate", "disburse", "cancel_disbursement", "cancel_assignment",
    )]  # fmt: skip


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2025, 10, 1)])
def test_there_is_no_district_money_after_june_2025(db: None, on: date) -> None:
    world = small_province.build(date(2025, 10, 15))
    keeper = world.actor("sokhdt")
    head = actions.Head("GNBV", "Giảm nghèo", 2021, 2025, world.id("khdt"))
    component = actions.add_component(actions.write(head, by=keeper).pk, code="1", title="Hạ tầng", by=keeper)
    source = actions.Source(world.id("dakplo"), 2025, "district", "investment")

    def allocate(day: date) -> Allocation:
        values = {"amount": 10 * MILLION, "number": "9/QĐ"}
        made = actions.allocate(component.pk, source, on=day, by=keeper, at=world.at, **values)
        return made.allocation

    line = allocate(date(2025, 6, 30))
    refused(lambda: allocate(on), SOURCE_ENDED)
    paid = {"amount": MILLION, "number": "UNC 1", "by": keeper, "at": world.at}
    refused(lambda: actions.disburse(line.pk, on=on, **paid), SOURCE_ENDED)
    actions.disburse(line.pk, on=date(2025, 6, 30), **paid)
    # What is left there is taken back when another level has it, or it would count twice; not what is paid.
    back = {"number": "12/QĐ", "on": on, "by": keeper, "at": world.at}
    refused(lambda: actions.allocate(component.pk, source, amount=-10 * MILLION, **back), BELOW_DISBURSED)
    actions.allocate(component.pk, source, amount=-9 * MILLION, **back)
    kept = queries.line_of(queries.allocation(keeper, line.pk, on=on), on).sums
    assert (kept.assigned, kept.left) == (MILLION, 0)


def test_a_day_before_every_programme_is_a_slip(money: Money) -> None:
    for slip in (date(1, 1, 1), date(22, 3, 10), date(1999, 12, 31)):
        assert refused(lambda slip=slip: money.assigned(10, on=slip), BAD_VALUE).field == "on"


def test_a_code_that_is_too_long_without_case_is_refused(money: Money) -> None:
    keeper, owner = money.world.actor("sokhdt"), money.world.id("khdt")
    head = actions.Head("ﬃ" * 30, "Nông thôn mới", 2021, 2025, owner)
    assert refused(lambda: actions.write(head, by=keeper), BAD_VALUE).field == "code"


def test_a_code_stands_once_whatever_its_case(money: Money) -> None:
    keeper = money.world.actor("sokhdt")
    head = actions.Head("gnbv", "Khác", 2021, 2025, money.world.id("khdt"))
    assert refused(lambda: actions.write(head, by=keeper), PROGRAMME_TWICE).field == "code"
    other = actions.write(actions.Head("ĐB", "Khác", 2026, 2035, money.world.id("khdt")), by=keeper)
    refused(
        lambda: actions.write(actions.Head("đb", "?", 2026, 2035, money.world.id("khdt")), by=keeper),
        PROGRAMME_TWICE,
    )
    add = {"programme": other.pk, "by": keeper}
    actions.add_component(code="A1", title="Một", **add)
    refused(lambda: actions.add_component(code="a1", title="Hai", **add), COMPONENT_TWICE)
    assert Programme.objects.get(pk=other.pk).version == 2


def test_a_year_with_money_stays_within_the_programme(money: Money) -> None:
    def change(first: int, last: int) -> Programme:
        head = actions.Head("GN", "Giảm nghèo", first, last, money.world.id("khdt"))
        return actions.change(money.programme.pk, head, by=money.world.actor("sokhdt"))

    carried = money.assigned(50, vintage="carried", year=2023)
    money.assigned(500)
    early = refused(lambda: change(2023, 2025), YEAR_HAS_MONEY)
    assert (early.field, early.values["year"]) == ("first_year", 2022)
    assert (change(2022, 2022).first_year, change(2021, 2025).last_year) == (2022, 2025)
    wrong = money.assigned(70, to=money.jobs, year=2024)
    late = refused(lambda: change(2021, 2023), YEAR_HAS_MONEY)
    assert (late.field, late.values["year"]) == ("last_year", 2024)
    actions.cancel_assignment(
        wrong.pk, reason="Ghi nhầm năm", by=money.world.actor("vanphong"), at=money.world.at
    )
    assert change(2021, 2022).last_year == 2022
    assert carried.allocation.year == 2023


def test_a_year_whose_money_was_taken_back_whole_may_be_left(money: Money) -> None:
    head = actions.Head("GN", "Giảm nghèo", 2021, 2023, money.world.id("khdt"))

    def narrow() -> Programme:
        return actions.change(money.programme.pk, head, by=money.world.actor("sokhdt"))

    money.assigned(70, year=2024)
    money.assigned(30, to=money.jobs, year=2024)
    money.assigned(-70, year=2024, number="121/QĐ-UBND")
    refused(narrow, YEAR_HAS_MONEY)
    money.assigned(-30, to=money.jobs, year=2024, number="122/QĐ-UBND")
    assert narrow().last_year == 2023


def test_a_component_keeps_its_kind_where_none_is_said(money: Money) -> None:
    keeper = money.world.actor("sokhdt")
    actions.change_component(money.roads.pk, code="1", title="Đường", kind="subproject", by=keeper)
    kept = actions.change_component(money.roads.pk, code="1", title="Đường xã", by=keeper)
    assert kept.kind == "subproject"


def test_words_are_changed_by_who_keeps_the_programme_and_saw_it_as_it_is(money: Money) -> None:
    world, row = money.world, money.programme
    head = actions.Head("GN-2", "Giảm nghèo", 2021, 2026, world.id("khdt"))
    keeper = world.actor("sokhdt")
    old = refused(
        lambda: actions.change(row.pk, head, by=keeper, version=row.version - 1),
        CHANGED_MEANWHILE,
    )
    assert old.text("en").startswith("Somebody else has just changed this programme.")
    changed = actions.change(row.pk, head, by=keeper, version=row.version)
    assert (changed.code, changed.last_year, changed.version) == ("GN-2", 2026, row.version + 1)
    renamed = actions.change_component(money.roads.pk, code="1", title="Đường", by=keeper, version=4)
    assert renamed.title == "Đường"
    not_theirs = actions.Head("GN-3", "?", 2021, 2025, world.id("congan"))
    for act in (
        lambda: actions.change(row.pk, head, by=world.actor("congan")),
        lambda: actions.change(row.pk, not_theirs, by=world.actor("congan")),
        lambda: actions.add_component(row.pk, code="9", title="?", by=world.actor("huyen")),
        lambda: actions.write(head, by=world.actor("chuyenvien")),
        lambda: money.assigned(1, who="huyen"),
    ):
        refused(act, NOT_PERMITTED)


def test_a_body_pays_out_of_its_own_money_only(money: Money) -> None:
    lines = full(money)
    money.disbursed(lines["roads"], 10, who="huyen")
    refused(lambda: money.disbursed(lines["province"], 1, who="huyen"), NOT_FOUND)
    refused(lambda: money.disbursed(lines["roads"], 1, who="lanhdao"), NOT_PERMITTED)
    assert Disbursement.objects.latest("pk").by_name == money.world.people["huyen"].display_name


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["give", "pay", "cancel_give", "cancel_pay"]),
            st.integers(-60, 90).filter(bool),
            st.integers(1, 25),
            st.sampled_from(["central", "province", "commune"]),
        ),
        max_size=14,
    )
)
def test_whatever_is_tried_no_line_is_overdrawn_and_sources_add_up(money: Money, tried) -> None:
    office, at = money.world.actor("vanphong"), money.world.at
    for line in Allocation.objects.all():
        line.disbursements.all().delete()
        line.assignments.all().delete()
    turned_away = set()
    for what, amount, day, level in tried:
        on = date(2022, 7, day)
        found = Allocation.objects.filter(level=level, component=money.roads).first()
        try:
            if what == "give":
                money.assigned(amount, level=level, on=on)
            elif found is not None and what == "pay":
                money.disbursed(found, abs(amount), on=on)
            elif found is not None and what == "cancel_give":
                rows = found.assignments.order_by("-pk")[:1]
                [actions.cancel_assignment(one.pk, reason="Sai", by=office, at=at) for one in rows]
            elif found is not None:
                rows = found.disbursements.order_by("-pk")[:1]
                [actions.cancel_disbursement(one.pk, reason="Sai", by=office, at=at) for one in rows]
        except Problem as problem:
            turned_away.add(problem.entry)
    assert turned_away <= {ABOVE_ASSIGNED, BELOW_DISBURSED, CANCELLED_BEFORE}
    row = queries.programme(office, money.programme.pk)
    for day in range(1, 26):
        on = date(2022, 7, day)
        lines = [one for part in queries.parts_of(office, row, on=on, year=2022) for one in part.lines]
        assert all(0 <= one.sums.disbursed <= one.sums.assigned for one in lines)
        total = listed(money, on=on).money.both
        assert total.assigned == sum(one.sums.assigned for one in lines)
        assert total.disbursed == sum(one.sums.disbursed for one in lines)


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """What each of some jobs gives, or the problem that it meets, all begun together."""
    all_there, said = threading.Barrier(len(jobs)), list[object]()

    def work(job: Callable[[], object]) -> None:
        try:
            all_there.wait()
            said.append(job())
        except Problem as problem:
            said.append(problem.entry)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[job]) for job in jobs]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said


def test_many_who_pay_at_once_overdraw_nothing(transactional_db: None) -> None:
    money = begun(small_province.build())
    line = money.assigned(500).allocation
    said = at_once([lambda: money.disbursed(line, 100).amount] * 8)
    assert said.count(100 * MILLION) == 5
    assert said.count(ABOVE_ASSIGNED) == 3
    assert millions(listed(money))[0] == (500, 500)


@pytest.mark.slow
def test_who_narrows_the_years_beside_who_assigns_leaves_no_money_outside(transactional_db: None) -> None:
    money = begun(small_province.build())
    head = actions.Head("GNBV", "Giảm nghèo", 2021, 2024, money.world.id("khdt"))

    def narrow() -> int:
        return actions.change(money.programme.pk, head, by=money.world.actor("sokhdt")).last_year

    def assign() -> int:
        return money.assigned(5, year=2025).allocation.year

    said = at_once([narrow, assign] * 4)
    last = Programme.objects.get().last_year
    assert (said.count(2024), said.count(2025)) == ((4, 0) if last == 2024 else (0, 4))
    assert said.count(BAD_VALUE if last == 2024 else YEAR_HAS_MONEY) == 4


@pytest.mark.slow
def test_the_tables_come_and_go(going_back: None) -> None:
    call_command("migrate", "programmes", "zero", verbosity=0)
    assert not [name for name in connection.introspection.table_names() if name.startswith("programmes_")]
    call_command("migrate", "programmes", verbosity=0)
    assert "programmes_taskmoney" in connection.introspection.table_names()
