"""Two quarters of a small province, entered and approved through the rooms' own actions.

Hand-checked: 370 = 120 + 250 exchanged items, 41 = 87 − 46 joint patrols, 37,5% = 60 of 160 disbursed,
communes of 10 and 7 outreach sessions, UBND huyện Ngọc Hồi without a report for the second quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from cotmoc.coordination import actions as coordination
from cotmoc.domain.access import Role
from cotmoc.domain.periods import Period
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.models import Submission
from tests.rooms import small_province
from tests.rooms.small_province import LONG_AGO, World

Q1, Q2 = Period.parse("2022-Q1"), Period.parse("2022-Q2")
MERGER = date(2025, 7, 1)
DISTRICT_FORCES = [
    ("ca-dakglei", "Công an huyện Đăk Glei", "police", "congan"),
    ("qs-dakglei", "Ban Chỉ huy Quân sự huyện Đăk Glei", "military", "quansu"),
    ("don-dakplo", "Đồn Biên phòng Đăk Plô", "border_guard", "bdbp"),
]
FORCES = ["police", "military", "border_guard"]
INDICATORS = [
    # code, name, unit, kind, decimals, breakdowns, joint kind, suppliers
    (
        "A1",
        "Cuộc tuyên truyền",
        "cuộc",
        "flow",
        0,
        [],
        "outreach",
        ["commune_committee", "district_committee"],
    ),
    ("A3", "Tờ rơi đã phát", "tờ", "flow", 0, [], "", ["commune_committee"]),
    ("B7", "Chốt đang hoạt động", "chốt", "stock", 0, [], "", ["commune_committee"]),
    ("B3", "Tuần tra chung giữa các lực lượng", "cuộc", "flow", 0, [], "patrol", None),
    ("E1", "Tin trao đổi", "tin", "flow", 0, ["province", "district"], "", FORCES),
    ("H7", "Thu nhập bình quân", "triệu đồng/người/năm", "stock", 1, [], "", ["commune_committee"]),
    ("L1", "Vốn được giao", "triệu đồng", "stock", 0, [], "", ["department", "district_committee"]),
    ("L3", "Vốn đã giải ngân", "triệu đồng", "stock", 0, [], "", ["department", "district_committee"]),
]
REPORTERS = [
    "congan", "quansu", "bdbp", "ca-dakglei", "qs-dakglei", "don-dakplo",
    "khdt", "dakglei", "ngochoi", "dakplo", "daklong",
]  # fmt: skip
FIRST = {
    "congan": {"E1.province": 44},
    "quansu": {"E1.province": 29},
    "bdbp": {"E1.province": 30},
    "ca-dakglei": {"E1.district": 90},
    "qs-dakglei": {"E1.district": 60},
    "don-dakplo": {"E1.district": 80},
    "khdt": {"L1": 120, "L3": 10},
    "dakglei": {"A1": 4, "L1": 40, "L3": 8},
    "ngochoi": {"A1": 2, "L1": 90, "L3": 9},
    "dakplo": {"A1": 5, "A3": 100, "B7": 3, "H7": "21,5"},
    "daklong": {"A1": 6, "A3": 50, "B7": 1, "H7": "23"},
}
SECOND = {
    "congan": {"E1.province": 49},
    "quansu": {"E1.province": 32},
    "bdbp": {"E1.province": 39},
    "ca-dakglei": {"E1.district": 101},
    "qs-dakglei": {"E1.district": 66},
    "don-dakplo": {"E1.district": 83},
    "khdt": {"L1": 120, "L3": 30},
    "dakglei": {"A1": 8, "L1": 40, "L3": 30},
    "dakplo": {"A1": 10, "A3": 2069, "B7": 2, "H7": "22"},
    "daklong": {"A1": 7, "A3": 0, "B7": 1, "H7": "24"},
}
TOGETHER = [
    (5, ("congan", "quansu", "bdbp")),
    (5, ("congan", "quansu")),
    (14, ("quansu", "bdbp")),
    (17, ("congan", "bdbp")),
]
"""41 patrols with 87 participations: police 27, military 24, border guard 36."""


def fill(world: World) -> None:
    """Define what is asked, report both quarters and record the joint patrols of the second."""
    small_province.further(world, _fill)


def _fill(world: World) -> None:
    define(world)
    for period, figures in ((Q1, FIRST), (Q2, SECOND)):
        for unit, values in figures.items():
            report(world, unit, period, values)
    patrols(world)


def define(world: World) -> None:
    """Units of districts, indicators, the quarterly regime and who reports under it."""
    by = organisations.founder(world.province.pk)
    # Nobody approves what they sent themselves: a second clerk enters the figures.
    world.people["nhaplieu"] = organisations.add_person(
        username="nhaplieu", display_name="Tài khoản nhaplieu", at=world.at, by=by
    )
    organisations.appoint(
        person=world.people["nhaplieu"],
        agency=world.agencies["bcd"],
        role=Role.OFFICE,
        valid_from=LONG_AGO,
        by=by,
    )
    for key, name, force, parent in DISTRICT_FORCES:
        unit = organisations.add_agency(
            key=key, name=name, short_name=name, kind="force", force=force, level="district",
            valid_from=LONG_AGO, by=by,
        )  # fmt: skip
        organisations.place_under(child=unit, parent=world.agencies[parent], valid_from=LONG_AGO, by=by)
        world.agencies[key] = unit
    made = {}
    asks = []
    for code, name, unit_of, kind, decimals, breakdowns, joint, suppliers in INDICATORS:
        made[code] = reporting.define_indicator(
            code=code, group=code[0], name=name, name_en=code, unit=unit_of, kind=kind, decimals=decimals,
            breakdowns=breakdowns, joint_kind=joint, source="own", by=by,
        )  # fmt: skip
        asks += [(made[code], suppliers)] if suppliers else []
    reporting.define_indicator(
        code="L5", group="L", name="Tỷ lệ giải ngân", name_en="Disbursement rate", unit="%", kind="ratio",
        decimals=1, numerator=made["L3"], denominator=made["L1"], source="own", by=by,
    )  # fmt: skip
    regime = reporting.define_regime(
        key="quy", name="Báo cáo quý", name_en="Quarterly report", frequency="quarter", calendar="nd09",
        source="own", due=[("province", 6, True, "none")], asks=asks, by=by,
    )  # fmt: skip
    for key in REPORTERS:
        reporting.add_reporter(regime=regime, agency=world.agencies[key], valid_from=LONG_AGO, by=by)


def report(world: World, unit: str, period: Period, values: Mapping[str, object]) -> Submission:
    """Enter, send and approve one report."""
    office = world.actor("vanphong")
    row = reporting.begin(regime="quy", period=period, agency=world.id(unit), by=office, at=world.at)
    typed = {name: str(value) for name, value in values.items()}
    reporting.save_draft(row.pk, values=typed, by=office, at=world.at)
    reporting.submit(row.pk, by=office, at=world.at)
    return reporting.approve(row.pk, by=world.actor("phovanphong"), at=world.at)


def correct(world: World, unit: str, period: Period, values: Mapping[str, object]) -> None:
    """Reopen an approved report, change it and approve it again."""
    clerk, office, at = world.actor("nhaplieu"), world.actor("vanphong"), world.at + timedelta(hours=1)
    row = Submission.objects.get(agency=world.id(unit), period=str(period))
    reporting.reopen(row.pk, reason="Sót sổ", by=office, at=at)
    reporting.save_draft(row.pk, values={n: str(v) for n, v in values.items()}, by=clerk, at=at)
    reporting.submit(row.pk, by=clerk, at=at)
    reporting.approve(row.pk, by=world.actor("phovanphong"), at=at)


def patrols(world: World) -> None:
    """The 41 joint patrols of the second quarter."""
    day = date(2022, 3, 15)
    for number, units in TOGETHER:
        for _ in range(number):
            coordination.record(
                kind="patrol",
                held_on=day,
                lead=world.id(units[0]),
                participants=[world.id(unit) for unit in units],
                by=world.actor("vanphong"),
                at=world.at,
            )
            day += timedelta(days=2)


def merge(world: World) -> None:
    """On 1/7/2025 the two communes become one."""
    by = organisations.founder(world.province.pk)
    heir = organisations.add_agency(
        key="dakplo-moi", name="Ủy ban nhân dân xã Đăk Plô", short_name="UBND xã Đăk Plô",
        kind="commune_committee", level="commune", valid_from=MERGER, by=by,
    )  # fmt: skip
    world.agencies["dakplo-moi"] = heir
    for key in ("dakplo", "daklong"):
        organisations.add_succession(
            predecessor=world.agencies[key], successor=heir, on=MERGER, share=Fraction(1),
            source="own", by=by,
        )  # fmt: skip
