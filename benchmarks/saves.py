"""How long a save on a page takes while a folder is imported, and how much of it is waiting for SQLite.

Use: ``.venv/bin/python benchmarks/saves.py [--files 1000]``. Loads the demo in a temporary home and imports a
folder with the command; meanwhile a clause of the demo is rejected and restored by turns, by the actions that
the page calls, with a pause of 20 to 180 ms. «alone» is the same before the import begins.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pages import keep, machine
from review import ROOT, environment, longest, prepare

sys.path[:0] = [str(ROOT), str(ROOT / "src")]
ALONE = 40
_FEWEST = 20


def main() -> None:
    """Load, save alone, import and save, print, keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        table = measure(Path(temporary), given.files)
    print(table)
    keep(given.results, table, head="## Saves while a folder is imported")


def measure(home: Path, files: int) -> str:
    """The whole table as Markdown."""
    import papers_of_two_pages

    prepare(home)
    clause = next(one["id"] for one in longest(home)["clauses"] if one["state"] == "draft")
    papers_of_two_pages.write(home / "den", files)
    os.environ.update(environment(home), DJANGO_SETTINGS_MODULE="config.settings")
    save = saver(clause)
    chance = random.Random(7)
    alone = [save() for _ in range(ALONE)]
    command = [sys.executable, "-m", "cotmoc.cli", "directives", "import", str(home / "den")]
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment(home), stdout=subprocess.DEVNULL)
    during = []
    while process.poll() is None:
        during.append(save())
        time.sleep(chance.uniform(0.02, 0.18))
    wall = time.perf_counter() - began
    assert process.returncode == 0
    assert len(during) >= _FEWEST
    lines = [
        f"{files} files of two pages in {wall:.0f} s, {files / wall:.0f} a second. {machine()}",
        "",
        "| | n | wait p50 ms | wait p95 ms | wait max ms | save p50 ms | save p95 ms | save max ms |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return "\n".join([*lines, _row("alone", alone), _row("during", during)])


def saver(clause: int) -> Callable[[], tuple[float, float]]:
    """Rejects and restores a clause by turns; milliseconds of waiting for the lock, and of the whole."""
    import django

    django.setup()
    from django.db import connection

    from config import clock
    from cotmoc.directives import actions
    from cotmoc.organisations.models import Person
    from cotmoc.organisations.queries import actor

    by = actor(Person.objects.get(username="vanphong"), at=clock.now())
    assert by is not None
    begun: list[float] = []

    def watch(execute, sql, *rest):
        done = execute(sql, *rest)
        if sql.startswith("BEGIN"):
            begun.append(time.perf_counter())
        return done

    turns = [actions.reject, actions.restore]

    def save() -> tuple[float, float]:
        begun.clear()
        turns.append(turns.pop(0))
        with connection.execute_wrapper(watch):
            start = time.perf_counter()
            turns[-1](clause, by=by, at=clock.now())
            end = time.perf_counter()
        return 1000 * (begun[0] - start), 1000 * (end - start)

    return save


def _row(name: str, times: list[tuple[float, float]]) -> str:
    cells = [name, str(len(times))]
    for part in zip(*times, strict=True):
        late = statistics.quantiles(part, n=20, method="inclusive")[-1]
        cells += [f"{one:.0f}" for one in (statistics.median(part), late, max(part))]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
