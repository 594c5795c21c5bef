"""How many pages and JSON answers a second beside Redmine's, 100,000 tasks each, in one run.

Use: ``.venv/bin/python benchmarks/redmine.py [--keep FOLDER] [--seconds 8] [--rounds 5] [--clients 4]
[--size TASKS EVENTS BODIES]``, as root on Debian 12 after ``apt-get install -y --no-install-recommends
postgresql redmine redmine-pgsql puma``. Where Redmine is missing it says so and measures nothing: no part of
the project needs it.

Makes ours and Redmine's database in one PostgreSQL cluster, the same tasks in both, and starts both with two
workers of four threads: ours as ``cotmoc serve`` does, Redmine as ``redmine_server.served`` does (Puma,
production mode). Each kind of request is asked by several clients at once, each signed in through the page
(JSON: with a key), never stopping, ours and Redmine in turn for some seconds each, so that what else the
machine does falls on both; the median of the rounds is told. Both show their usual list: ours every task in
the order in which it presses with its counts, Redmine the open issues, newest first.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import cluster  # noqa: E402
import large  # noqa: E402
import many_tasks  # noqa: E402
import pages  # noqa: E402
import redmine_server  # noqa: E402

SIZE = (100_000, 300_000, 200)
TARGETS = {"list of 25": 4, "list of 100": 4, "one task": 4, "JSON list of 100": 20}
HEAD = "## Beside Redmine"
Asking = tuple[pages.Client, str]


@dataclass
class Side:
    """One of the two: how a client of it asks each kind of request, and what was measured."""

    ask: Callable[[str], Asking]
    cpu: Callable[[], float]
    a_second: dict[str, list[float]] = field(default_factory=dict)
    spent: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)

    def measure(self, what: str, clients: int, seconds: float) -> None:
        """One round: as many requests as it answers."""
        asking = [self.ask(what) for _ in range(clients)]
        for client, path in asking * 3:
            client.get(path)
        spent: list[float] = []
        before, began = self.cpu(), time.perf_counter()
        threads = [
            threading.Thread(target=_keep_asking, args=(*one, began + seconds, spent)) for one in asking
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.a_second.setdefault(what, []).append(len(spent) / (time.perf_counter() - began))
        self.spent.setdefault(what, []).append(1000 * statistics.median(spent))
        self.busy.setdefault(what, []).append(1000 * (self.cpu() - before) / len(spent))


def main() -> None:
    """Make both, serve both, measure in turn, keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--keep", type=Path, help="a folder for both databases, made or taken as it is")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--size", type=int, nargs=3, default=SIZE)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    given = parser.parse_args()
    if why := redmine_server.missing():
        print(why)
        return
    with tempfile.TemporaryDirectory() as temporary:
        table = measured(given, given.keep or Path(temporary))
    print(table)
    pages.keep(given.results, table, HEAD)


def measured(given: argparse.Namespace, home: Path) -> str:
    """The whole table as Markdown."""
    with ExitStack() as opened:
        url = opened.enter_context(cluster.running(home / "pg"))
        os.environ["COTMOC_DATABASE_URL"] = url
        machine = pages.machine()
        large.inside(home, ["make", "--size", *map(str, given.size)])
        redmine_server.make(url)
        port, process = opened.enter_context(pages.served(home))
        other_port, other_process = opened.enter_context(redmine_server.served(url))
        data = home / "pg" / "data"
        ours = Side(lambda what: _ours(port, what), large.processor(process, data))
        other = Side(lambda what: _redmine(other_port, what), large.processor(other_process, data))
        for _ in range(given.rounds):
            for what in TARGETS:
                for side in (ours, other):
                    side.measure(what, given.clients, given.seconds)
    return _table(given, machine, ours, other)


def _keep_asking(client: pages.Client, path: str, until: float, spent: list[float]) -> None:
    while (began := time.perf_counter()) < until:
        client.get(path)
        spent.append(time.perf_counter() - began)


def _ours(port: int, what: str) -> Asking:
    if what.startswith("JSON"):
        return pages.Client(port, token="cotmoc-measure-office"), "/api/v1/tasks?size=100"
    browser = pages.Client(port)
    browser.sign_in("office", many_tasks.PASSWORD)
    if what == "one task":
        return browser, _first(r'href="(/nhiem-vu/\d+/)"', browser.get("/nhiem-vu/"))
    return browser, "/nhiem-vu/" if what == "list of 25" else "/nhiem-vu/?size=100"


def _redmine(port: int, what: str) -> Asking:
    if what.startswith("JSON"):
        return redmine_server.program(port), "/issues.json?limit=100"
    browser = redmine_server.signed_in(port)
    if what == "one task":
        return browser, _first(r'href="(/issues/\d+)"', browser.get("/issues"))
    return browser, f"/issues?per_page={25 if what == 'list of 25' else 100}"


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None
    return found.group(1)


def _table(given: argparse.Namespace, machine: str, ours: Side, other: Side) -> str:
    tasks, events, bodies = given.size
    lines = [
        f"{tasks:,} tasks, {events:,} events, {bodies:,} bodies on PostgreSQL, Redmine {_version()} with the "
        f"same as issues and journals; two workers of four threads each, {given.clients} clients, "
        f"{given.rounds} rounds of {given.seconds:.0f} s in turn. {machine}",
        "",
        "| what | ours a second | Redmine a second | times | lowest round | target "
        "| p50 ms | Redmine p50 ms | CPU ms | Redmine CPU ms |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for what, target in TARGETS.items():
        times = [mine / its for mine, its in zip(ours.a_second[what], other.a_second[what], strict=True)]
        figures = [
            f"{statistics.median(ours.a_second[what]):.1f}", f"{statistics.median(other.a_second[what]):.1f}",
            f"{statistics.median(times):.1f}", f"{min(times):.1f}", f"≥ {target}",
            *(f"{statistics.median(side.spent[what]):.0f}" for side in (ours, other)),
            *(f"{statistics.median(side.busy[what]):.1f}" for side in (ours, other)),
        ]  # fmt: skip
        lines.append(f"| {what} | {' | '.join(figures)} |")
    return "\n".join(lines)


def _version() -> str:
    found = re.findall(
        r"(?:MAJOR|MINOR|TINY)\s*=\s*(\d+)", (redmine_server.PROGRAM / "lib/redmine/version.rb").read_text()
    )
    return ".".join(found)


if __name__ == "__main__":
    main()
