"""How long pages and API take at 100,000 tasks, signed in and filtered, and what two workers hold.

Use: ``.venv/bin/python benchmarks/pages.py [--keep FOLDER] [--requests 60]``. Makes a province in a
temporary home on SQLite (about two minutes; ``--keep`` keeps it for the next run), serves it with granian and
two workers as ``cotmoc serve`` does, signs in through the page and measures one request after the other, as
one client. «CPU» is what the workers spent on a request: on a busy machine it says more than the clock.
"""

from __future__ import annotations

import argparse
import http.client
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "src")]

TASKS, EVENTS, BODIES = 100_000, 300_000, 200
ACCOUNTS = ("office", "department", "district")
WORKERS = 2
TARGETS = {"list of 25": 30, "list of 100": 60, "one task": 20, "API list of 100": 25}
MEMORY_MB = 300


def main() -> None:
    """Make, serve, measure, print, keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a home to make or to take as it is")
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = given.keep or Path(temporary)
        prepare(home)
        with served(home) as (port, process):
            table = measure(port, process, given.requests)
    print(table)
    keep(given.results, table)


def prepare(home: Path) -> None:
    """A migrated and filled database in ``home``, made in this process; a kept one is migrated further."""
    home.mkdir(parents=True, exist_ok=True)
    real = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
    for name in ("assets", "fonts"):
        if (real / name).is_dir() and not (home / name).exists():
            (home / name).symlink_to((real / name).resolve())
    os.environ.update(environment(home))
    import django

    django.setup()
    from django.core.management import call_command

    kept = (home / "cotmoc.sqlite3").exists()
    began = time.perf_counter()
    call_command("migrate", verbosity=0, skip_checks=True)
    import many_tasks

    if not kept:
        many_tasks.make(TASKS, EVENTS, BODIES)
    for name in ACCOUNTS:
        many_tasks.token(name)
    if not kept:
        print(f"made in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def environment(home: Path, port: int = 8000) -> dict[str, str]:
    """The settings of the measured installation."""
    return {
        "COTMOC_HOME": str(home),
        "COTMOC_DEMO": "1",
        "COTMOC_TODAY": "2022-07-25",
        "COTMOC_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }


@contextmanager
def served(home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """granian with two workers, as ``cotmoc serve`` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    code = (
        "from granian import Granian; from granian.constants import Interfaces; "
        f"Granian('config.wsgi:application', address='127.0.0.1', port={port}, interface=Interfaces.WSGI, "
        f"workers={WORKERS}, blocking_threads=4, websockets=False, log_enabled=False).serve()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, **environment(home, port)}, cwd=ROOT
    )
    try:
        wait(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(port: int, process: subprocess.Popen[bytes], requests: int) -> str:
    """The whole table as Markdown."""
    import many_tasks

    rows = []
    for who in ACCOUNTS:
        client = Client(port)
        client.sign_in(who, many_tasks.PASSWORD)
        found = re.search(r'href="/nhiem-vu/(\d+)/"', client.get("/nhiem-vu/"))
        assert found is not None
        pages = {
            "list of 25": "/nhiem-vu/",
            "list of 100": "/nhiem-vu/?size=100",
            "one task": f"/nhiem-vu/{found.group(1)}/",
        }
        if not rows:
            before = memory(process)
        for name, path in pages.items():
            rows.append((name, who, *client.times(path, requests, process)))
        api = Client(port, token=f"cotmoc-measure-{who}")
        rows.append(("API list of 100", who, *api.times("/api/v1/tasks?size=100", requests, process)))
    return report(rows, before, memory(process), requests)


class Client:
    """One browser, or one program with a token, over one connection."""

    def __init__(self, port: int, token: str = "", headers: dict[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = (headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        self._cookies: dict[str, str] = {}

    def sign_in(self, name: str, password: str) -> None:
        """Through the page, as people do."""
        page = self.get("/tai-khoan/login/")
        hidden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert hidden is not None
        form = {"login": name, "password": password, "csrfmiddlewaretoken": hidden.group(1)}
        self.send("POST", "/tai-khoan/login/", urlencode(form))
        assert "cotmoc_session" in self._cookies, f"could not sign in as {name}"

    def get(self, path: str) -> str:
        """The body of a page that must be there."""
        status, body = self.send("GET", path)
        assert status == 200, f"{path}: {status}"
        return body.decode()

    def times(
        self, path: str, requests: int, process: subprocess.Popen[bytes]
    ) -> tuple[float, float, float, int]:
        """p50, p95 and CPU in milliseconds, and the size of the answer in bytes, after ten to warm up."""
        for _ in range(10):
            self.get(path)
        spent = []
        before = cpu(process)
        for _ in range(requests):
            began = time.perf_counter()
            status, body = self.send("GET", path)
            spent.append(1000 * (time.perf_counter() - began))
            assert status == 200
        used = 1000 * (cpu(process) - before) / requests
        return statistics.median(spent), statistics.quantiles(spent, n=20)[-1], used, len(body)

    def send(self, method: str, path: str, body: str = "") -> tuple[int, bytes]:
        """Status and body of any request, with the cookies kept so far."""
        headers = {**self._headers, "Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://127.0.0.1/"}
        try:
            self._connection.request(method, path, body or None, headers)
            answer = self._connection.getresponse()
        except http.client.RemoteDisconnected:
            # A server may close a connection that was idle; a browser opens another one.
            self._connection.close()
            self._connection.request(method, path, body or None, headers)
            answer = self._connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read()


def workers(process: subprocess.Popen[bytes]) -> list[str]:
    """Process ids of the workers; none where the system does not tell them."""
    folder = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return folder.read_text().split() if folder.exists() else []


def cpu(process: subprocess.Popen[bytes]) -> float:
    """Seconds of processor the workers have spent, in user and kernel mode."""
    ticks = 0
    for child in workers(process):
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(process: subprocess.Popen[bytes]) -> int:
    """PSS of the workers in kB; 0 where the system does not tell it."""
    total = 0
    for child in workers(process):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{child}/smaps_rollup").read_text(), re.MULTILINE)
        total += int(found.group(1)) if found else 0
    return total


def report(
    rows: list[tuple[str, str, float, float, float, int]], before: int, after: int, requests: int
) -> str:
    """The figures beside their targets, with the machine they come from."""
    lines = [
        f"{TASKS:,} tasks, {EVENTS:,} events, {BODIES} bodies, SQLite; {WORKERS} workers, 1 client, "
        f"{requests} requests each. {machine()}",
        "",
        "| page | as | p50 ms | p95 ms | CPU ms | kB | target p50 |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, who, middle, late, used, size in rows:
        figures = f"{middle:.1f} | {late:.1f} | {used:.1f} | {size / 1000:.0f}"
        lines.append(f"| {name} | {who} | {figures} | ≤ {TARGETS[name]} |")
    told = [f"{figure / 1024:.0f} MB" if figure else "not told by this system" for figure in (before, after)]
    lines += ["", f"Two workers, PSS: {told[0]} after sign-in, {told[1]} after all of it (≤ {MEMORY_MB} MB)."]
    return "\n".join(lines)


def machine() -> str:
    """Processor, cores, Python, versions, day."""
    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    names = ("django", "granian", "django-ninja")
    parts = ", ".join(f"{name} {version(name)}" for name in names)
    busy = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    processor = model.group(1) if model else platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {parts}, "
        f"{datetime.now().astimezone():%Y-%m-%d}{busy}, {pace():.0f} ms for a loop of a million additions."
    )


def pace() -> float:
    """Milliseconds of a loop of a million additions, the middle of 15: how fast the processor is just now."""

    def loop() -> float:
        began, total = time.perf_counter(), 0
        for n in range(1_000_000):
            total += n * n % 7
        return 1000 * (time.perf_counter() - began)

    return statistics.median(loop() for _ in range(15))


def keep(results: Path, table: str, head: str = "## Pages and API at 100,000 tasks") -> None:
    """Replace a benchmark's section of the results."""
    text = results.read_text("utf-8") if results.exists() else "# Results\n"
    section = f"{head}\n\n{table}\n"
    start = text.find(head)
    if start < 0:
        results.write_text(f"{text.rstrip()}\n\n{section}", "utf-8")
        return
    end = text.find("\n## ", start + len(head))
    after = "\n" + text[end + 1 :] if end >= 0 else ""
    results.write_text(text[:start] + section + after, "utf-8")


def wait(port: int) -> None:
    """Until somebody listens there, two minutes at most."""
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
