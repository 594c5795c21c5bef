"""How long a snapshot and a pivot take at about a million cells, beside the same sums in plain SQL on SQLite.

Use: ``.venv/bin/python benchmarks/numbers/run.py [--units 1000] [--years 5]``. Makes a database of its own
below a temporary folder: units × quarters × 50 indicators, every report approved, units under 100 parents.
Both ways run in one process in one run and must give the same totals; the ratio is the result.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
INDICATORS = 50
PARENTS = 100
RUNS = 7
BEGIN = date(2016, 1, 1)
AT = datetime(2026, 1, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

BY_YEAR = """
SELECT '', substr(s.period, 1, 4), i.code, SUM(v.value) FROM reporting_value v
JOIN reporting_submission s ON s.id = v.submission_id JOIN reporting_indicator i ON i.id = v.indicator_id
WHERE s.province_id = %s AND s.state = 'approved' AND substr(s.period, 1, 4) IN ({periods})
AND i.code IN ({codes}) GROUP BY 1, 2, 3"""
BY_PARENT = """
SELECT m.parent_id, s.period, i.code, SUM(v.value) FROM reporting_value v
JOIN reporting_submission s ON s.id = v.submission_id JOIN reporting_indicator i ON i.id = v.indicator_id
JOIN organisations_membership m ON m.child_id = s.agency_id
WHERE s.province_id = %s AND s.state = 'approved' AND s.period IN ({periods}) AND i.code IN ({codes})
GROUP BY 1, 2, 3"""


def main() -> None:
    """Fill a database, then print one line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--years", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COTMOC_HOME": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.pop("COTMOC_DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        cells = fill(given.units, list(range(2025 - given.years + 1, 2026)))
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        print(f"{machine}: {cells:,} cells")
        measure(given.years)


def fill(units: int, years: list[int]) -> int:
    """Units under their parents, indicators, and an approved report of every unit for every quarter."""
    from django.db import transaction

    from cotmoc.domain.periods import Period, PeriodKind
    from cotmoc.organisations.models import Agency, Membership, Province
    from cotmoc.reporting.models import Indicator, Regime

    chance = random.Random(1)
    with transaction.atomic():
        province = Province.objects.create(code="x", name="tỉnh")
        common = {"province": province, "kind": "other", "level": "commune", "valid_from": BEGIN}
        made = [
            Agency(key=f"u{n}", name=f"Xã {n}", short_name=f"Xã {n}", **common)
            for n in range(units + PARENTS)
        ]
        agencies = Agency.objects.bulk_create(made)
        parents, children = agencies[:PARENTS], agencies[PARENTS:]
        Membership.objects.bulk_create(
            Membership(child=child, parent=parents[n % PARENTS], valid_from=BEGIN)
            for n, child in enumerate(children)
        )
        indicators = Indicator.objects.bulk_create(
            Indicator(
                code=f"A{n}",
                group="A",
                name=f"Chỉ tiêu {n}",
                name_en=f"Indicator {n}",
                unit="cuộc",
                kind="flow",
            )
            for n in range(INDICATORS)
        )
        regime = Regime.objects.create(
            province=province,
            key="quy",
            name="Quý",
            name_en="Quarterly",
            frequency="quarter",
            calendar="nd09",
        )
        quarters = [p for year in years for p in Period(PeriodKind.YEAR, year).split(PeriodKind.QUARTER)]
        for period in quarters:
            reported(period, regime, children, indicators, chance)
    return units * 4 * len(years) * INDICATORS


def reported(period: Any, regime: Any, units: Any, indicators: Any, chance: random.Random) -> None:
    """An approved report of every unit for one quarter."""
    from cotmoc.domain.reporting_calendar import Calendar, data_window
    from cotmoc.reporting.models import Submission, Value

    window = data_window(period, Calendar.ND09)
    known = {"province_id": regime.province_id, "regime": regime, "period": str(period), "due_on": window.end}
    days = {"window_start": window.start, "window_end": window.end, "approved_on": window.end}
    reports = Submission.objects.bulk_create(
        Submission(agency=unit, state="approved", **known, **days) for unit in units
    )
    Value.objects.bulk_create(
        (Value(submission=r, indicator=i, value=chance.randrange(1000)) for r in reports for i in indicators),
        batch_size=5000,
    )


def measure(years: int) -> None:
    """Build twice, then ask three questions both ways."""
    from cotmoc.analytics import actions
    from cotmoc.analytics.keys import Grouping
    from cotmoc.domain.access import Actor, Role
    from cotmoc.domain.periods import Period
    from cotmoc.organisations.models import Province
    from cotmoc.reporting.models import Submission

    office = Actor(None, "benchmark", Role.OFFICE, None, Province.objects.get().pk)
    first = timed(lambda: actions.build(by=office, at=AT), 1)
    Submission.objects.filter(pk=Submission.objects.order_by("-pk").first().pk).update(state="returned")
    again = timed(lambda: actions.build(by=office, at=AT), 1)
    print(f"snapshot, all years {first:.1f} s; again, one of {years} years changed {again:.1f} s")
    print(f"{'question':<54}{'pivot ms':>10}{'SQLite ms':>11}{'ratio':>8}")
    quarters = [Period.parse(f"{2025 - n // 4}-Q{4 - n % 4}") for n in range(4 * years)]
    whole = [Period.parse(str(2025 - n)) for n in range(years)]
    for count, periods, grouping, sql in (
        (1, quarters[:4], Grouping.PARENT, BY_PARENT),
        (INDICATORS, quarters[:4], Grouping.PARENT, BY_PARENT),
        (INDICATORS, quarters, Grouping.PARENT, BY_PARENT),
        (1, whole, Grouping.ALL, BY_YEAR),
        (INDICATORS, whole, Grouping.ALL, BY_YEAR),
    ):
        ask(office, count, periods, grouping, sql)


def ask(office: Any, count: int, periods: list[Any], grouping: Any, sql: str) -> None:
    """One question both ways; the totals must be the same."""
    from django.db import connection

    from cotmoc.analytics import queries

    wanted = [f"A{n}" for n in range(count)]

    def pivot() -> dict[Any, Any]:
        chosen = queries.chosen(office, wanted)
        return queries.pivot(office, indicators=chosen, periods=periods, grouping=grouping).answer

    def plain() -> list[Any]:
        told = [str(p) for p in periods]
        marks = {"periods": ", ".join(["%s"] * len(told)), "codes": ", ".join(["%s"] * len(wanted))}
        with connection.cursor() as cursor:
            cursor.execute(sql.format(**marks), [office.province, *told, *wanted])
            return list(cursor.fetchall())

    ours = {
        (group, str(period), code): figure.value
        for (code, _, period, group), figure in pivot().items()
        if figure.value is not None and bool(group) == (grouping != "all")
    }
    theirs = {(str(parent), period, code): value for parent, period, code, value in plain()}
    name = f"{count} indicators × {len(periods)} {periods[0].kind}s, {grouping}: {len(ours):,} figures"
    if ours != theirs:
        raise SystemExit(f"{name}: the two ways differ")
    mine, other = timed(pivot), timed(plain, 3)
    print(f"{name:<54}{mine * 1000:>10.0f}{other * 1000:>11.0f}{other / mine:>8.2f}", flush=True)


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


if __name__ == "__main__":
    main()
