"""How long the command line takes to import a folder of directives, and what memory it holds meanwhile.

Use: ``.venv/bin/python benchmarks/imports.py [--counts 500,10000] [--mix FILES:PDFS] [--readers N]``. Each
run has the demo province in a temporary home, on SQLite, or with ``--postgres`` on the PostgreSQL of the
tests, which is without fsync; the folder is written before the clock starts. Memory is the proportional set
size of the command, its readers and their workers, once a second; «first» and «last» are the means of the
run's first and last quarter. «again» is the same command once more, when everything is known.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT), str(ROOT / "src")]
TARGET_SECONDS = 300
_HEAD = f"{'files':>6} {'pdf':>4} {'wall s':>7} {'files/s':>8} {'cpu ms/file':>12}"
_HEAD += f" {'peak MB':>8} {'first':>6} {'last':>6} {'again s':>8}  target"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: seconds by the clock and of all its processors, and megabytes once a second."""

    wall: float
    cpu: float
    memory: tuple[float, ...]


def main() -> None:
    """Print one line for each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="500,10000")
    parser.add_argument("--mix", default="900:100", help="two-page files and ten-page .pdf; empty for none")
    parser.add_argument("--readers", default="", help="as the command's --readers")
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    shapes = [(int(count), 0) for count in given.counts.split(",") if count]
    shapes += [(int(a), int(b)) for a, _, b in [given.mix.partition(":")] if b]
    address = _postgres() if given.postgres else ""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f} before")
    print(_HEAD)
    for number, (files, pdfs) in enumerate(shapes):
        words = ["--readers", given.readers] if given.readers else []
        print(measure(files, pdfs, words, f"{address}{number}" if address else ""), flush=True)


def measure(files: int, pdfs: int, words: list[str], database: str) -> str:
    """One line of the table."""
    import papers_of_two_pages

    with tempfile.TemporaryDirectory() as temporary:
        home, folder = Path(temporary) / "home", Path(temporary) / "den"
        surroundings = _prepared(home, database)
        papers_of_two_pages.write(folder, files, pdfs=pdfs)
        asked = ["directives", "import", str(folder), *words]
        first = run(asked, surroundings, f"{files + pdfs} văn bản mới, 0 đã có")
        again = run(asked, surroundings, f"0 văn bản mới, {files + pdfs} đã có")
    count = files + pdfs
    quarter = max(1, len(first.memory) // 4)
    held = (
        max(first.memory),
        statistics.mean(first.memory[:quarter]),
        statistics.mean(first.memory[-quarter:]),
    )
    line = f"{files:>6} {pdfs:>4} {first.wall:>7.1f} {count / first.wall:>8.1f}"
    line += f" {1000 * first.cpu / count:>12.1f}"
    line += f" {held[0]:>8.0f} {held[1]:>6.0f} {held[2]:>6.0f} {again.wall:>8.1f}"
    return f"{line}  ≤ {TARGET_SECONDS} s" if (files, pdfs) == (10_000, 0) else line


def run(words: list[str], surroundings: dict[str, str], end: str) -> Run:
    """Run the command, which must end with these counts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-m", "cotmoc.cli", *words]
        process = subprocess.Popen(
            command, env=surroundings, stdout=subprocess.DEVNULL, stderr=said, cwd=ROOT
        )
        memory: list[float] = []
        ended = threading.Event()
        watch = threading.Thread(target=_watch, args=(process.pid, memory, ended))
        watch.start()
        process.wait()
        wall = time.perf_counter() - began
        ended.set()
        watch.join()
        said.seek(0)
        text = said.read()
    if process.returncode or end not in text:
        raise SystemExit(f"the import did not end as it should: {text[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, used, tuple(memory) or (0.0,))


def _watch(pid: int, memory: list[float], ended: threading.Event) -> None:
    while not ended.wait(1.0):
        if held := sum(_held(one) for one in _tree(pid)):
            memory.append(held / 1024)


def _tree(pid: int) -> list[int]:
    """The process and all below it."""
    try:
        below = [
            int(one)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for one in (thread / "children").read_text().split()
        ]
    except OSError:
        return []
    return [pid, *(one for child in below for one in _tree(child))]


def _held(pid: int) -> int:
    """Proportional set size in kB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) if found else 0


def _prepared(home: Path, database: str) -> dict[str, str]:
    """The surroundings of a new installation with the demo province."""
    home.mkdir(parents=True)
    real = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
    for name in ("assets", "fonts"):
        if (real / name).is_dir():
            (home / name).symlink_to((real / name).resolve())
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COTMOC_", "DJANGO_"))}
    told = {"COTMOC_HOME": str(home), "COTMOC_DATABASE_URL": database, "PYTHONPATH": str(ROOT / "src")}
    demo = {"COTMOC_DEMO": "1", "COTMOC_TODAY": "2022-07-25"}
    made = subprocess.run(
        [sys.executable, "-m", "cotmoc.cli", "setup"],
        env={**kept, **told},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if made.returncode:
        raise SystemExit(made.stderr)
    return {**kept, **told, **demo}


def _postgres() -> str:
    """The address of a new server, without the number of a database."""
    import psycopg
    from tests import database

    os.environ["COTMOC_TEST_DATABASE"] = "postgres"
    address = database.url()
    with psycopg.connect(address, autocommit=True) as connection:
        for number in range(4):
            connection.execute(f"CREATE DATABASE imports{number}")
    return address.rpartition("/")[0] + "/imports"


if __name__ == "__main__":
    if not Path("/proc/self/smaps_rollup").exists():
        raise SystemExit("this benchmark reads /proc")
    main()
