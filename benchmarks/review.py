"""How long the review page takes to answer a key, in Chromium, from the key to the changed page.

Use: ``.venv/bin/python benchmarks/review.py [--rounds 3]``. Loads the demo in a temporary home, serves it as
``cotmoc serve`` does, signs in as the office and presses X (reject), U (undo) and A (accept) on one task
after the other: on the demo's longest document, and on a directive of 100 orders registered for this. A key
is answered when the page has taken the card's new state in and moved the focus; the time is the page's own,
from the keydown to the frame drawn after that. «Server» is how long the request itself took.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pages import keep, machine
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET_MS = 150
ORDERS = 100
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
STATES = {"x": "rejected", "u": "draft", "a": "accepted"}
HEAD = """UBND TỈNH KON TUM                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                        Độc lập - Tự do - Hạnh phúc

Số: 3100/KH-UBND                        Kon Tum, ngày 20 tháng 7 năm 2022

KẾ HOẠCH
Triển khai công tác biên giới

"""
LEADS = ("Sở Y tế", "Công an tỉnh", "Sở Ngoại vụ", "Sở Kế hoạch và Đầu tư")
MATTERS = (
    "củng cố trạm y tế quân dân y",
    "rà soát các chốt",
    "tổng hợp tình hình",
    "sửa chữa đường tuần tra",
)
# "reviewed" is what the page hears when the answer stands in it and can be used; then it moves the focus.
PRESS = """([id, key, state]) => new Promise((done, fail) => {
  const card = () => document.querySelector(`#cards .card[data-t="${id}"]`);
  card().focus({ preventScroll: true });
  const began = performance.now();
  document.body.addEventListener("reviewed", () => requestAnimationFrame(() => {
    const took = performance.now() - began;
    if (card()?.dataset.state === state) done(took); else fail(new Error(`${key}: ${card()?.dataset.state}`));
  }), { once: true });
  card().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
})"""
LAST = """() => {
  const all = performance.getEntriesByType("resource").filter((one) => one.name.includes("/doan/"));
  return all.length ? all[all.length - 1].responseEnd - all[all.length - 1].requestStart : 0;
}"""
# A task without a known lead cannot be accepted before it is corrected; nobody presses A on it.
ACCEPTABLE = """() => [...document.querySelectorAll('#cards .card[data-state="draft"]')]
  .filter((card) => !/Chưa biết|không nêu cơ quan chủ trì/.test(card.textContent))
  .map((card) => card.dataset.t)"""


def main() -> None:
    """Load, serve, press, print, keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times over the first tasks of each document")
    parser.add_argument("--tasks", type=int, default=10, help="tasks a round")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = prepare(Path(temporary))
        documents = longest(home), registered(home)
        with served(home) as url, signed_in(url, home) as page:
            rows = [row for one in documents for row in measure(page, url, one, given.rounds, given.tasks)]
    table = report(rows)
    print(table)
    keep(given.results, table, head="## Keys of the review page")


def prepare(home: Path) -> Path:
    """A home with the demo in it, its fonts and icons those of the usual one."""
    real = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
    for name in ("assets", "fonts", "npm"):
        if (real / name).is_dir():
            (home / name).symlink_to((real / name).resolve())
    cotmoc(home, "setup")
    return home


def longest(home: Path) -> dict[str, Any]:
    """The document of the demo with most clauses, its tasks waiting."""
    found = [
        json.loads(cotmoc(home, "directives", "show", str(one["id"]), "--json"))
        for one in json.loads(cotmoc(home, "directives", "list", "--json"))
    ]
    return max(found, key=lambda one: sum(clause["state"] == "draft" for clause in one["clauses"]))


def registered(home: Path) -> dict[str, Any]:
    """A directive of ORDERS orders, one a paragraph."""
    file = home / "ke-hoach.txt"
    orders = [
        f"{n}. {LEADS[n % 4]} chủ trì, phối hợp với {LEADS[(n + 1) % 4]} {MATTERS[n % 4]} ở xã biên giới số "
        f"{n}, hoàn thành trước ngày {n % 28 + 1:02d} tháng 9 năm 2022."
        for n in range(1, ORDERS + 1)
    ]
    file.write_text(HEAD + "\n\n".join(orders) + "\n", "utf-8")
    cotmoc(home, "directives", "import", str(file))
    newest = json.loads(cotmoc(home, "directives", "list", "--limit", "1", "--json"))[0]
    shown: dict[str, Any] = json.loads(cotmoc(home, "directives", "show", str(newest["id"]), "--json"))
    assert len(shown["clauses"]) == ORDERS, f"{len(shown['clauses'])} of {ORDERS} orders were read"
    return shown


def measure(
    page: Page, url: str, document: dict[str, Any], rounds: int, tasks: int
) -> Iterator[tuple[str, str, list[float], list[float]]]:
    """The times of each key on the first tasks that wait, in milliseconds: the whole, and the request."""
    times: dict[str, tuple[list[float], list[float]]] = {key: ([], []) for key in STATES}
    page.goto(f"{url}/van-ban/{document['id']}/", wait_until="load")
    chosen = page.evaluate(ACCEPTABLE)[:tasks]
    for n in range(rounds + 1):
        for clause in chosen:
            for key in ("x", "u", "a", "u"):
                whole = page.evaluate(PRESS, [str(clause), key, STATES[key]])
                if n:  # the first round warms up
                    times[key][0].append(whole)
                    times[key][1].append(page.evaluate(LAST))
                page.evaluate("() => performance.clearResourceTimings()")
    name = f"{document['number']}, {len(document['clauses'])} clauses"
    yield from ((name, key, *both) for key, both in times.items())


def report(rows: list[tuple[str, str, list[float], list[float]]]) -> str:
    """The figures beside their target."""
    names = {"x": "X reject", "u": "U undo", "a": "A accept"}
    lines = [
        f"The demo on SQLite, Chromium, 1440 × 900; every key ≤ {TARGET_MS} ms. {machine()}",
        "",
        "| document | key | n | p50 ms | p95 ms | max ms | server p50 ms | server p95 ms |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, key, whole, server in rows:
        late, later = (statistics.quantiles(one, n=20, method="inclusive")[-1] for one in (whole, server))
        lines.append(
            f"| {name} | {names[key]} | {len(whole)} | {statistics.median(whole):.0f} | {late:.0f} | "
            f"{max(whole):.0f} | {statistics.median(server):.0f} | {later:.0f} |"
        )
    return "\n".join(lines)


@contextmanager
def served(home: Path) -> Iterator[str]:
    """The demo on a spare port, on the day after its newest document."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "cotmoc.cli", "serve", "--port", port],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+:\d+", line)))
    finally:
        process.terminate()
        process.communicate(timeout=60)


@contextmanager
def signed_in(url: str, home: Path) -> Iterator[Page]:
    """A window of Chromium in which the office has signed in through the page."""
    program = next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{url}/tai-khoan/login/")
        page.locator("input[name=login]").fill("vanphong")
        page.locator("input[name=password]").fill((home / "demo.password").read_text("utf-8").strip())
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"{url}/")
        yield page
        browser.close()


def cotmoc(home: Path, *words: str) -> str:
    """One command in the measured home; what it prints."""
    command = [sys.executable, "-m", "cotmoc.cli", *words]
    done = subprocess.run(command, env=environment(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """The settings of the measured installation."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ours = {"COTMOC_HOME": str(home), "COTMOC_DEMO": "1", "COTMOC_TODAY": "2022-07-25"}
    return {**kept, **ours, "PYTHONPATH": str(ROOT / "src")}


if __name__ == "__main__":
    main()
