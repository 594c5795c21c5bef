#!/usr/bin/env python3
"""How long it takes to say who is reminded of what on a day.

usage: python benchmarks/reminders.py [--tasks N]

Makes a province of N tasks (default 500,000, of which about 100,000 are open) in a database of its own and
computes the digests of a day, three times; prints the number of open tasks, people and seconds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=500_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        _inside(options.tasks)
        return
    with tempfile.TemporaryDirectory() as home:
        own = {**os.environ, "COTMOC_HOME": home, "PYTHONPATH": str(ROOT / "src"), "COTMOC_DATABASE_URL": ""}
        again = [sys.executable, __file__, "--inside", "--tasks", str(options.tasks)]
        subprocess.run(again, env=own, check=True)


def _inside(count: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    import many_tasks

    from cotmoc.domain.access import Actor, Role
    from cotmoc.tasks import queries
    from cotmoc.tasks.models import Task

    many_tasks.make(count, count * 3, 2000)
    province = Task.objects.values_list("province", flat=True)[0]
    office = Actor(None, "đo", Role.OFFICE, None, province)
    still = Task.objects.filter(outcome="", group=False).count()
    for _ in range(3):
        begin, busy = time.perf_counter(), time.process_time()
        told = queries.digests(office, on=many_tasks.TODAY)
        reminders = sum(len(one.reminders) for one in told)
        print(
            f"{still} open tasks, {len(told)} people, {reminders} reminders: "
            f"{time.perf_counter() - begin:.2f} s, {time.process_time() - busy:.2f} s of processor time"
        )


if __name__ == "__main__":
    main()
