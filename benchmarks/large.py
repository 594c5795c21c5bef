"""How long pages, search, counts and API take at 1,000,000 tasks, on SQLite and on PostgreSQL.

Use: ``.venv/bin/python benchmarks/large.py [--keep FOLDER] [--database sqlite postgres] [--requests 40]
[--size TASKS EVENTS BODIES] [--results FILE]``. Makes the province in ``FOLDER/sqlite`` and
``FOLDER/postgres`` (a quarter of an hour each; kept ones are migrated further),
serves it with two workers, signs in through the page as an
office person, the leads of a department and of a district with its communes, and a commune, and measures one
request after the other, then eight clients at once. Counts are taken in a process of their own, as the
pages ask for them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

import cluster  # noqa: E402
import many_tasks  # noqa: E402
import pages  # noqa: E402

SIZE = (1_000_000, 3_000_000, 2_000)
ACCOUNTS = ("office", "department", "district", "post")
CLIENTS = 8
Row = tuple[Any, ...]
SEARCHES = {
    "search, a village": "thôn 1234",
    "search, a number": "1234/KH-UBND",
    "search, common words": "đường tuần tra",
    "search, half a word": "phòng chống bu",
    "search, words far apart": "trạm y tế tuần tra",
    "search, 20 words": "rà soát củng cố tổng hợp báo cáo triển khai kiểm tra sơ kết lập kế hoạch trạm y tế",
}
TARGETS = {
    "list of 25": 30, "list of 100": 60, "one task": 20, "API list of 100": 25, "counts of the board": 50,
    "as of": 2000,
}  # fmt: skip
HEAD = "## Tasks at full size"


def main() -> None:
    """Make, measure on each database, print the tables and keep them where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for both, made or taken as it is")
    parser.add_argument("--database", nargs="+", default=["sqlite", "postgres"])
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--size", type=int, nargs=3, default=SIZE)
    parser.add_argument("--results", type=Path, help="a file whose section of these tables they replace")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.requests < 2:
        parser.error("--requests: two at least, for there is a spread to tell")
    if given.inside:
        print(json.dumps(prepared(given.inside == "counts", tuple(given.size), given.requests)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        parts = [measured(given, given.keep or Path(temporary), name) for name in given.database]
    table = "\n\n".join(parts)
    print(table)
    if given.results:
        pages.keep(given.results, table, HEAD)


def measured(given: argparse.Namespace, folder: Path, database: str) -> str:
    """One database's table."""
    home = folder / database
    with ExitStack() as opened:
        if database == "postgres":
            os.environ["COTMOC_DATABASE_URL"] = opened.enter_context(cluster.running(home / "pg"))
        else:
            os.environ.pop("COTMOC_DATABASE_URL", None)
        machine = pages.machine()
        _inside(home, given, "make")
        with pages.served(home) as (port, process):
            cpu = processor(process, home / "pg" / "data" if database == "postgres" else None)
            rows, memory = asked(port, process, given.requests, cpu)
            crowd = crowded(port)
            memory.append(pages.memory(process))
        rows += [tuple(row) for row in json.loads(_inside(home, given, "counts"))]
    tasks, events, bodies = given.size
    lines = [
        f"{database}: {tasks:,} tasks, {events:,} events, {bodies:,} bodies; {given.requests} requests each. "
        + machine,
        "",
        "| what | as | p50 ms | p95 ms | max ms | CPU ms | target p50 |",
        "|---|---|---:|---:|---:|---:|---:|",
        *(_line(*row) for row in rows),
        "",
        f"{CLIENTS} clients at once, {len(crowd)} requests of all these kinds: p50 {_at(crowd, 50):.0f} ms, "
        f"p95 {_at(crowd, 95):.0f} ms, longest {max(crowd):.0f} ms (≤ 1,000 ms). Two workers, PSS: "
        f"{memory[0] / 1024:.0f} MB after sign-in, {memory[-1] / 1024:.0f} MB after all of it (≤ 300 MB).",
    ]
    return "\n".join(lines)


def asked(port: int, process: Any, requests: int, spent: Callable[[], float]) -> tuple[list[Row], list[int]]:
    """Each kind of request by each account, one after the other; and what the workers held at first."""
    rows, memory = [], []
    for who in ACCOUNTS:
        browser, program = clients(port, who)
        memory.append(pages.memory(process))
        for what, (client, path) in kinds(browser, program).items():
            rows.append((what, who, *timed(lambda c=client, p=path: c.get(p), requests, spent)))
    return rows, memory


def clients(port: int, who: str) -> tuple[pages.Client, pages.Client]:
    """Signed in through the page, and with a token."""
    browser = pages.Client(port)
    browser.sign_in(who, many_tasks.PASSWORD)
    return browser, pages.Client(port, token=f"cotmoc-measure-{who}")


def kinds(browser: pages.Client, program: pages.Client) -> dict[str, tuple[pages.Client, str]]:
    """What is asked, by whom and where."""
    found = re.search(r'href="/nhiem-vu/(\d+)/"', browser.get("/nhiem-vu/"))
    assert found is not None
    listed = {
        "list of 25": (browser, "/nhiem-vu/"),
        "list of 25, overdue": (browser, "/nhiem-vu/?state=overdue"),
        "list of 25, page 400": (browser, "/nhiem-vu/?page=400"),
        "list of 100": (browser, "/nhiem-vu/?size=100"),
        "one task": (browser, f"/nhiem-vu/{found.group(1)}/"),
        "API list of 100": (program, "/api/v1/tasks?size=100"),
    }
    looked = {what: (browser, f"/nhiem-vu/?q={quote(text)}") for what, text in SEARCHES.items()}
    overdue = quote(SEARCHES["search, common words"])
    looked["search, common words, overdue"] = (browser, f"/nhiem-vu/?state=overdue&q={overdue}")
    return listed | looked


def crowded(port: int) -> list[float]:
    """Milliseconds of every request of eight clients at once, each going through all kinds twice."""
    spent: list[float] = []

    def work(who: str) -> None:
        all_kinds = list(kinds(*clients(port, who)).values())
        for client, path in all_kinds * 2:
            began = time.perf_counter()
            client.get(path)
            spent.append(1000 * (time.perf_counter() - began))

    threads = [threading.Thread(target=work, args=(ACCOUNTS[n % len(ACCOUNTS)],)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent


def timed(ask: Callable[[], object], requests: int, cpu: Callable[[], float]) -> tuple[float, ...]:
    """p50, p95, the longest and the processor's time of one, in milliseconds, after three to warm up."""
    for _ in range(3):
        ask()
    spent, before = [], cpu()
    for _ in range(requests):
        began = time.perf_counter()
        ask()
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent), _at(spent, 95), max(spent), 1000 * (cpu() - before) / requests


def processor(process: Any, data: Path | None) -> Callable[[], float]:
    """What tells the seconds of processor spent by the workers and by the database server."""
    server = (
        None if data is None else SimpleNamespace(pid=int((data / "postmaster.pid").read_text().split()[0]))
    )
    return lambda: pages.cpu(process) + (pages.cpu(server) if server else 0)  # type: ignore[arg-type]


def prepared(counting: bool, size: tuple[int, int, int], requests: int) -> list[Any]:
    """In the process of one database: made and migrated, or its counts measured."""
    import django

    django.setup()
    from django.core.management import call_command

    from cotmoc.organisations.models import Province

    if counting:
        return counts(requests)
    call_command("migrate", verbosity=0, skip_checks=True)
    if not Province.objects.exists():
        many_tasks.make(*size)
    for name in ACCOUNTS:
        many_tasks.token(name)
    return []


def counts(requests: int) -> list[Row]:
    """The six counts now and as of past days, as each account asks for them."""
    from cotmoc.audit import keeping
    from cotmoc.organisations.models import Person
    from cotmoc.organisations.queries import actor
    from cotmoc.tasks import queries

    at = datetime.combine(many_tasks.TODAY, datetime.min.time(), many_tasks.ZONE)
    rows = []
    for who in ACCOUNTS:
        viewer = actor(Person.objects.get(username=who), at=at)
        assert viewer is not None
        ask = lambda v=viewer: queries.tally(v, on=many_tasks.TODAY)  # noqa: E731
        anew = lambda a=ask: (keeping.forget(), a())  # noqa: E731
        rows.append(("counts of the board", who, *timed(anew, requests, time.process_time)))
        rows.append(
            ("counts of the board, nothing done since", who, *timed(ask, requests, time.process_time))
        )
        for days in (1, 90, 700):
            on: date = many_tasks.TODAY - timedelta(days=days)
            past = lambda v=viewer, d=on: queries.AsOf(v, on=d).tally  # noqa: E731
            rows.append((f"as of {days} days ago", who, *timed(past, 3, time.process_time)))
    return rows


def inside(home: Path, argv: list[str]) -> str:
    """Run a part in a process of its own, so that Django is set up for one database only."""
    home.mkdir(parents=True, exist_ok=True)
    real = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
    for name in ("assets", "fonts"):
        if (real / name).is_dir() and not (home / name).exists():
            (home / name).symlink_to((real / name).resolve())
    environment = {**os.environ, **pages.environment(home)}
    command = [sys.executable, str(Path(__file__)), "--inside", *argv]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _inside(home: Path, given: argparse.Namespace, what: str) -> str:
    size = [str(one) for one in given.size]
    return inside(home, [what, "--requests", str(given.requests), "--size", *size])


def _at(spent: list[float], percent: int) -> float:
    return statistics.quantiles(spent, n=100, method="inclusive")[percent - 1]


def _line(what: str, who: str, middle: float, late: float, longest: float, cpu: float) -> str:
    target = next((ms for name, ms in TARGETS.items() if what.startswith(name)), 50)
    return f"| {what} | {who} | {middle:.1f} | {late:.1f} | {longest:.1f} | {cpu:.1f} | ≤ {target:,} |"


if __name__ == "__main__":
    main()
