"""A quarterly regime in the small province: outreach, exchanges, joint patrols, a stock and a ratio."""

from __future__ import annotations

from datetime import date

from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reports
from cotmoc.reporting.models import Regime
from tests.rooms.small_province import World

REGIME = "quy-bien-gioi"
REPORTERS = ("bdbp", "congan", "quansu", "khdt", "dakglei", "dakplo", "daklong")


def define(world: World) -> Regime:
    """Define the indicators and the regime, with every reporter since 2021."""
    by = organisations.founder(world.province.pk)

    def indicator(code: str, name: str, unit: str, kind: str = "flow", **more: object) -> object:
        return reports.define_indicator(
            code=code,
            group=code[0],
            name=name,
            name_en=name,
            unit=unit,
            kind=kind,
            source="own",
            by=by,
            **more,
        )  # type: ignore[arg-type]

    outreach = indicator("A1", "Cuộc tuyên truyền", "cuộc", joint_kind="outreach")
    exchange = indicator("E1", "Tin trao đổi", "tin", breakdowns=["province", "district"])
    patrol = indicator("B3", "Tuần tra chung", "cuộc", joint_kind="patrol")
    posts = indicator("B7", "Chốt, tổ liên ngành", "chốt", kind="stock")
    planned = indicator("L1", "Vốn giao", "triệu đồng", kind="stock", decimals=1)
    paid = indicator("L3", "Giải ngân", "triệu đồng", decimals=1)
    indicator("L5", "Tỷ lệ giải ngân", "%", kind="ratio", decimals=1, numerator=paid, denominator=planned)
    asks = [
        (outreach, ["commune_committee", "district_committee"]),
        (exchange, ["police", "military", "border_guard"]),
        (patrol, ["police", "military", "border_guard"]),
        (posts, ["commune_committee"]),
        (planned, ["department"]),
        (paid, ["department"]),
    ]
    regime = reports.define_regime(
        key=REGIME,
        name="Báo cáo quý về công tác biên giới",
        name_en="Quarterly report on border work",
        frequency="quarter",
        calendar="nd09",
        source="own",
        due=[("commune", 3, False, "none"), ("district", 6, False, "none"), ("province", 6, False, "none")],
        asks=asks,  # type: ignore[arg-type]
        by=by,
    )
    for key in REPORTERS:
        reports.add_reporter(regime=regime, agency=world.agencies[key], valid_from=date(2021, 1, 1), by=by)
    return regime
