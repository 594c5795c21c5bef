"""How long the review page takes to answer a key, in Chromium, from the key to the changed page.

Use: ``.venv/bin/python benchmarks/review.py [--rounds 3]``. Loads the demo in a temporary home, serves it as
``cotmoc serve`` does, signs in as the office and works on one task after the other: X (reject), A (accept),
M (merge with the next), S (split: the form, then saved), E (edit: the form, then saved), each taken back with
U (undo): on the demo's longest document, and on a directive of 100 orders registered for this. On another of
100 orders, in which every fifth shares its misspelt lead with others, 1 teaches the name of one after the
other. A key is answered when the page has taken the change in and moved the focus; the time is the page's
own, from the keydown to the frame drawn after that. «Server» is how long the request itself took.
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pages import keep, machine
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET_MS = 150
ORDERS = 100
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
# What is pressed on each task, the state in which its card stands then, and how many cards there are more.
# «save» is Ctrl+Enter in the form that the key before it has opened.
STEPS = (
    ("X reject", "x", "rejected", 0),
    ("U undo", "u", "draft", 0),
    ("A accept", "a", "accepted", 0),
    ("U undo", "u", "draft", 0),
    ("M merge", "m", "draft", -1),
    ("U undo of a merge", "u", "draft", 1),
    ("S split: form", "s", "form", 0),
    ("S split: saved", "save", "draft", 1),
    ("U undo of a split", "u", "draft", -1),
    ("E edit: form", "e", "form", 0),
    ("E edit: saved", "save", "draft", 0),
    ("U undo", "u", "draft", 0),
)
HEAD = """UBND TỈNH KON TUM                       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                        Độc lập - Tự do - Hạnh phúc

Số: NUMBER/KH-UBND                      Kon Tum, ngày 20 tháng 7 năm 2022

KẾ HOẠCH
Triển khai công tác biên giới

"""
LEADS = ("Sở Y tế", "Công an tỉnh", "Sở Ngoại vụ", "Sở Kế hoạch và Đầu tư")
HELPING = ("Công an tỉnh", "Sở Ngoại vụ", "Sở Y tế", "Sở Y tế")
MATTERS = (
    "củng cố trạm y tế quân dân y",
    "rà soát các chốt",
    "tổng hợp tình hình",
    "sửa chữa đường tuần tra",
)
MISSPELT = ("Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Công Thương")
SPELLINGS = 20
# "reviewed" is what the page hears when the answer stands in it and can be used; then it moves the focus.
PRESS = """([id, key, state, more]) => new Promise((done, fail) => {
  const cards = () => document.querySelectorAll("#cards .card");
  const card = (id) => document.querySelector(`#cards .card[data-t="${id}"]`);
  const number = cards().length, save = key === "save";
  const at = save ? card(id).querySelector("textarea, input:not([type=hidden])") : card(id);
  at.focus({ preventScroll: true });
  const began = performance.now();
  document.body.addEventListener(state === "form" ? "htmx:afterSettle" : "reviewed", (event) =>
    requestAnimationFrame(() => {
      const took = performance.now() - began, now = String(event.detail.card ?? id);
      if (card(now)?.dataset.state === state && cards().length === number + more) done([took, now]);
      else fail(new Error(`${key}: ${card(now)?.dataset.state}, ${cards().length - number} cards more`));
    }), { once: true });
  const pressed = { key: save ? "Enter" : key, ctrlKey: save, bubbles: true, cancelable: true };
  at.dispatchEvent(new KeyboardEvent("keydown", pressed));
})"""
LAST = """() => {
  const all = performance.getEntriesByType("resource").filter((one) => one.name.includes("/doan/"));
  return all.length ? all[all.length - 1].responseEnd - all[all.length - 1].requestStart : 0;
}"""
# A task without a known lead cannot be accepted before it is corrected, the last one not be merged.
CHOSEN = """() => [...document.querySelectorAll('#cards .card[data-state="draft"]')]
  .filter((card) => ["a", "m"].every((key) => card.querySelector(`[data-k="${key}"]`)))
  .map((card) => card.dataset.t)"""
NAMED = """() => document.querySelector("#cards .card:has([data-k='1'])")?.dataset.t"""


def main() -> None:
    """Load, serve, press, print, keep the table in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="times over the first tasks of each document")
    parser.add_argument("--tasks", type=int, default=10, help="tasks a round")
    parser.add_argument("--results", type=Path, default=ROOT / "benchmarks" / "RESULTS.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = prepare(Path(temporary))
        documents = longest(home), registered(home, "3100", LEADS)
        misspelt = registered(home, "3200", spoiled(MISSPELT))
        with served(home) as url, signed_in(url, home) as page:
            rows = [row for one in documents for row in measure(page, url, one, given.rounds, given.tasks)]
            rows.append(teach(page, url, misspelt))
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


def registered(home: Path, number: str, leads: Sequence[str]) -> dict[str, Any]:
    """A directive of ORDERS orders, one a paragraph, its leads in turn."""
    file = home / f"{number}.txt"
    orders = [
        f"{n}. {leads[n % len(leads)]} chủ trì, phối hợp với {HELPING[n % 4]} {MATTERS[n % 4]} ở xã biên "
        f"giới số {n}, hoàn thành trước ngày {n % 28 + 1:02d} tháng 9 năm 2022."
        for n in range(1, ORDERS + 1)
    ]
    file.write_text(HEAD.replace("NUMBER", number) + "\n\n".join(orders) + "\n", "utf-8")
    cotmoc(home, "directives", "import", str(file))
    newest = json.loads(cotmoc(home, "directives", "list", "--limit", "1", "--json"))[0]
    shown: dict[str, Any] = json.loads(cotmoc(home, "directives", "show", str(newest["id"]), "--json"))
    assert len(shown["clauses"]) == ORDERS, f"{len(shown['clauses'])} of {ORDERS} orders were read"
    return shown


def spoiled(names: Sequence[str]) -> list[str]:
    """SPELLINGS wrong writings: of each name as many with one of its last letters missing."""
    each = SPELLINGS // len(names)
    return [name[:-at] + name[len(name) - at + 1 :] for name in names for at in range(1, each + 1)]


Row = tuple[str, str, list[float], list[float]]


def measure(page: Page, url: str, document: dict[str, Any], rounds: int, tasks: int) -> Iterator[Row]:
    """The times of each key on the first tasks, in milliseconds: the whole, and the request."""
    times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name, *_ in STEPS}
    page.goto(f"{url}/van-ban/{document['id']}/", wait_until="load")
    chosen = page.evaluate(CHOSEN)[:tasks]
    for n in range(rounds + 1):
        for now in chosen:
            for name, *step in STEPS:
                whole, server, now = press(page, now, *step)
                if n:  # the first round warms up
                    times[name][0].append(whole)
                    times[name][1].append(server)
    called = f"{document['number']}, {len(document['clauses'])} clauses"
    yield from ((called, name, *both) for name, both in times.items())


def teach(page: Page, url: str, document: dict[str, Any]) -> Row:
    """The same of 1, which teaches each name once; the first two warm up."""
    page.goto(f"{url}/van-ban/{document['id']}/", wait_until="load")
    taught = []
    while clause := page.evaluate(NAMED):
        taught.append(press(page, clause, "1", "draft", 0)[:2])
    assert len(taught) > SPELLINGS // 2, f"{len(taught)} names could be taught"
    whole, server = (list(one) for one in zip(*taught[2:], strict=True))
    return f"{document['number']}, {len(document['clauses'])} clauses", "1 teach a name", whole, server


def press(page: Page, clause: str, key: str, state: str, more: int) -> tuple[float, float, str]:
    """One key: the whole, the request, and the clause whose card stands there then."""
    page.evaluate("() => performance.clearResourceTimings()")
    if key == "save" and (second := page.locator("#cards [name=second_label]")).count():
        second.fill("Báo cáo kết quả")
    whole, now = page.evaluate(PRESS, [clause, key, state, more])
    return whole, page.evaluate(LAST), now


def report(rows: list[Row]) -> str:
    """The figures beside their target."""
    lines = [
        f"The demo on SQLite, Chromium, 1440 × 900; every key ≤ {TARGET_MS} ms. {machine()}",
        "",
        "| document | key | n | p50 ms | p95 ms | max ms | server p50 ms | server p95 ms |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, key, whole, server in rows:
        late, later = (statistics.quantiles(one, n=20, method="inclusive")[-1] for one in (whole, server))
        lines.append(
            f"| {name} | {key} | {len(whole)} | {statistics.median(whole):.0f} | {late:.0f} | "
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
