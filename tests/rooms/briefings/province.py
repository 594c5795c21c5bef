"""A quarter of the small province whose every total is worked out by hand.

Exchanges 2022-Q2: police 49 + 101, military 32 + 66, border guard 39 + 83, so 120 + 250 = 370; a year
before 80 + 120 = 200 by police alone; in 2022-Q1 police 10 + 20, so 400 from the year's begin.
Joint patrols: two of all three forces (one record of 2), one of police and border guard, one of police
alone beside them, so 1 + 2 + 1 = 4 = 4 + 2 + 3 − 5: police 1 + 2 + 1, military 2, guard 2 + 1.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cotmoc.analytics import actions as analytics
from cotmoc.coordination import actions as coordination
from cotmoc.domain.periods import Period
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reporting
from cotmoc.tasks import actions as tasks
from cotmoc.tasks.actions import Order
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import LONG_AGO, ZONE, World

Q2 = Period.parse("2022-Q2")
FORCES = (("congan", "congan"), ("quansu", "quansu"), ("bdbp", "bienphong"))
DISTRICT = (
    ("cahuyen", "Công an huyện Đăk Glei", "police", "101"),
    ("bchuyen", "Ban Chỉ huy Quân sự huyện Đăk Glei", "military", "66"),
    ("doncum", "Cụm đồn Biên phòng Đăk Glei", "border_guard", "83"),
)
PROVINCE = {
    "congan": {"E1.province": "49", "B3": "1"},
    "quansu": {"E1.province": "32", "B3": "0"},
    "bdbp": {"E1.province": "39", "B3": "0"},
}


def report(world: World, key: str, who: str, values: dict[str, str], period: str = "2022-Q2") -> int:
    """Enter, submit and approve a unit's report on the working day; its id."""
    by, at = world.actor(who), world.at
    row = reporting.begin(
        regime=quarterly.REGIME, period=Period.parse(period), agency=world.id(key), by=by, at=at
    )
    reporting.save_draft(row.pk, values=values, by=by, at=at)
    reporting.submit(row.pk, by=by, at=at)
    reporting.approve(row.pk, by=world.actor("vanphong"), at=at)
    return row.pk


def reports(world: World) -> None:
    """The regime, and the approved reports named above; the other units send nothing."""
    regime = quarterly.define(world)
    by = organisations.founder(world.province.pk)
    for key, name, force, _ in DISTRICT:
        body = organisations.add_agency(
            key=key,
            name=name,
            short_name=name,
            kind="force",
            force=force,
            level="district",
            valid_from=LONG_AGO,
            by=by,
        )
        organisations.place_under(child=body, parent=world.agencies["ubnd"], valid_from=LONG_AGO, by=by)
        reporting.add_reporter(regime=regime, agency=body, valid_from=date(2021, 1, 1), by=by)
        world.agencies[key] = body
    for key, who in FORCES:
        report(world, key, who, PROVINCE[key])
    for key, _, _, exchanged in DISTRICT:
        report(world, key, "phovanphong", {"E1.district": exchanged, "B3": "0"})
    for period, above, below in (("2021-Q2", "80", "120"), ("2022-Q1", "10", "20")):
        report(world, "congan", "congan", {"E1.province": above, "B3": "0"}, period)
        report(world, "cahuyen", "phovanphong", {"E1.district": below, "B3": "0"}, period)


def patrols(world: World) -> None:
    """Three joint patrols on two days."""
    all_three, two = ["congan", "quansu", "bdbp"], ["congan", "bdbp"]
    for day, count, who in ((20, 2, all_three), (21, 1, two)):
        coordination.record(
            kind="patrol",
            held_on=date(2022, 4, day),
            lead=world.id("bdbp"),
            participants=[world.id(key) for key in who],
            count=count,
            by=world.actor("bienphong"),
            at=world.at,
        )


def order(world: World, title: str, lead: str, due_on: date | None) -> int:
    """Give a task on 03/5/2022; its id."""
    given = datetime(2022, 5, 3, 9, tzinfo=ZONE)
    one = Order(
        title=title, giver=world.id("ubnd"), leads=[world.id(lead)], given_on=given.date(), due_on=due_on
    )
    return tasks.assign(one, by=world.actor("vanphong"), at=given).pk


def done(world: World, pk: int, who: str, day: date) -> None:
    """The lead reports it done on ``day`` and the office accepts it the same day."""
    at = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    tasks.report_completion(pk, note="Đã xong", by=world.actor(who), at=at)
    tasks.accept(pk, by=world.actor("vanphong"), at=at)


def work(world: World) -> None:
    """One task in each of the six states on the working day, two of them overdue."""
    today = world.today
    done(world, order(world, "Lập danh sách chốt", "bdbp", date(2022, 6, 1)), "bienphong", date(2022, 5, 30))
    done(world, order(world, "Rà soát tiêu chí", "khdt", date(2022, 6, 1)), "sokhdt", date(2022, 6, 9))
    order(world, "Lồng ghép nguồn vốn", "khdt", date(2022, 7, 15))
    waiting = order(world, "Thống kê đường mòn", "bdbp", date(2022, 7, 20))
    tasks.report_completion(waiting, note="Đã gửi", by=world.actor("bienphong"), at=world.at)
    order(world, "Sơ kết quý", "congan", today + timedelta(days=2))
    order(world, "Tập huấn", "quansu", date(2022, 12, 1))
    order(world, "Giữ vững quan hệ hai bên biên giới", "ngoaivu", None)


def build(world: World) -> None:
    """Everything, and the first snapshot."""
    reports(world)
    patrols(world)
    work(world)
    analytics.build(by=world.actor("vanphong"), at=world.at)
