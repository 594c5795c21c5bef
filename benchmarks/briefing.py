"""How long a briefing takes as .docx, .pdf and .html: typical (6 tables, a chart), heavy (30 tables), and
the demo's second quarter of 2022 composed from its facts.

Use: ``.venv/bin/python benchmarks/briefing.py [--fonts FOLDER]``. Each form is measured twice: in a process
of its own from its first import on, as the command line pays, and as the median of five more in a running
process, each of another value, as a page pays. The demo's times begin once Django is set up and hold every
query; it is left out where no demo is loaded.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
FORMS = ("docx", "pdf", "html")
SIZES = {"typical": 6, "heavy": 30}
TARGETS = {"docx": 0.5, "pdf": 0.6}


def main() -> None:
    """Print one line for each size and form."""
    parser = argparse.ArgumentParser(description=__doc__)
    home = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
    parser.add_argument("--fonts", type=Path, default=home / "fonts")
    parser.add_argument("--one", nargs=2, metavar=("SIZE", "FORM"))
    given = parser.parse_args()
    if given.one:
        size, form = given.one
        print(*(measure_demo(form, given.fonts) if size == "demo" else measure(size, form, given.fonts)))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'briefing':<10}{'form':<6}{'first s':>9}{'of it cpu':>11}{'next s':>9}{'KiB':>7}  target")
    for size in (*SIZES, "demo"):
        for form in FORMS:
            made = subprocess.run(
                [sys.executable, __file__, "--fonts", str(given.fonts), "--one", size, form],
                check=size != "demo",
                capture_output=True,
                text=True,
            )
            if made.returncode:
                print("demo      not loaded: ./run first")
                return
            first, cpu, later, length = made.stdout.split()
            target = f"≤ {TARGETS[form]} s" if form in TARGETS else ""
            figures = f"{float(first):>9.3f}{float(cpu):>11.3f}{float(later):>9.3f}{int(length) // 1024:>7}"
            print(f"{size:<10}{form:<6}{figures}  {target}")


def measure(size: str, form: str, fonts: Path) -> tuple[float, float, float, int]:
    """Seconds of the first, median seconds of the next, bytes."""
    began, cpu_began = time.perf_counter(), time.process_time()
    from tests.rooms.briefings import samples

    from cotmoc.briefings.render import render

    value = samples.typical(SIZES[size])
    length = len(render(value, form, fonts=fonts))
    first, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    later = []
    for number in range(5):
        other = replace(value, number=str(number), preamble=value.preamble * (number + 2))
        began = time.perf_counter()
        render(other, form, fonts=fonts)
        later.append(time.perf_counter() - began)
    return first, cpu, statistics.median(later), length


def measure_demo(form: str, fonts: Path) -> tuple[float, float, float, int]:
    """The same of a briefing composed anew each time from the demo's database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import env

    day = (env.home() / "demo").read_text("utf-8").strip()
    os.environ |= {"COTMOC_DEMO": "1", "COTMOC_TODAY": os.environ.get("COTMOC_TODAY") or day}
    import django

    django.setup()
    from config import clock
    from cotmoc.cli.acting import acting
    from cotmoc.domain.periods import Period

    at = clock.now()
    actor, period = acting(None, at=at), Period.parse("2022-Q2")

    def made() -> int:
        from cotmoc.briefings import queries
        from cotmoc.briefings.render import render

        return len(render(queries.draft(actor, period, on=at.date()), form, fonts=fonts))

    cpu_began = time.process_time()
    taken, cpu = [], 0.0
    for _ in range(6):
        began = time.perf_counter()
        length = made()
        taken.append(time.perf_counter() - began)
        cpu = cpu or time.process_time() - cpu_began
    return taken[0], cpu, statistics.median(taken[1:]), length


if __name__ == "__main__":
    main()
