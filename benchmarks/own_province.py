"""A province of many tasks in a database of its own: what the benchmarks of many tasks begin with."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(about: str | None, file: str, tasks: int, measure: Callable[[int], None]) -> None:
    """Make the province in a process that knows only its own folder, then call ``measure`` with the number.

    ``--tasks N`` asks for another number; ``file`` is the script that is run, ``about`` its help.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=tasks)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        _fill(options.tasks)
        measure(options.tasks)
        return
    with tempfile.TemporaryDirectory() as home:
        own = {**os.environ, "COTMOC_HOME": home, "PYTHONPATH": str(ROOT / "src"), "COTMOC_DATABASE_URL": ""}
        again = [sys.executable, file, "--inside", "--tasks", str(options.tasks)]
        subprocess.run(again, env=own, check=True)


def _fill(count: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    import many_tasks

    many_tasks.make(count, count * 3, 2000)
