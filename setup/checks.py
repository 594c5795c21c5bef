"""What ``./test`` does: every check, then the tests on SQLite and on PostgreSQL, then one closing line."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from setup import assets, places, python_environment
from setup.places import PYTHON, ROOT, VENV
from setup.say import Stop, say

_CACHE = VENV / "cache"
_MYPY = ["mypy", "--cache-dir", str(_CACHE / "mypy"), "src/config", "src/cotmoc"]
_CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "--cache-dir", str(_CACHE / "ruff"), "."],
    "format": ["ruff", "format", "--check", "--cache-dir", str(_CACHE / "ruff"), "."],
    "imports": ["importlinter", "--cache-dir", str(_CACHE / "imports")],
    "bandit": ["bandit", "--quiet", "--recursive", "--configfile", "pyproject.toml", "src"],
    "migrations": ["django", "makemigrations", "--check", "--dry-run"],
    "mypy": _MYPY,
}
_THOROUGH = frozenset({"bandit"})
_COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)")
_CLOSING = re.compile(r"^=+ .*\bin [\d.]+s.* =+$|^\d+ \w+.* in [\d.]+s")


@dataclass
class Outcome:
    """What passed, what failed and what could not be done."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    parts: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def main(arguments: list[str]) -> int:
    """Run what was asked for; 0 when nothing failed."""
    parser = argparse.ArgumentParser(prog="./test", description=_about())
    parser.add_argument(
        "--quick",
        action="store_true",
        help="SQLite, không trình duyệt, bỏ phần chậm; no PostgreSQL, no browser, nothing slow",
    )
    parser.add_argument("--no-install", action="store_true", help="không cài gì thêm; install nothing")
    parser.add_argument("--setup", action="store_true", help="chỉ thiết lập; only set up what is missing")
    options, for_pytest = parser.parse_known_args(arguments)
    os.chdir(ROOT)
    outcome = Outcome()
    _prepare(install=not options.no_install, outcome=outcome)
    if options.setup:
        return 0
    start = time.monotonic()
    if not for_pytest:
        checks = {name: argv for name, argv in _CHECKS.items() if not (options.quick and name in _THOROUGH)}
        with ThreadPoolExecutor(max_workers=2) as pool:
            for name, result in zip(checks, pool.map(_checked, checks.values()), strict=True):
                _told(name, *result, outcome)
    quick = ["-m", "not journey and not slow", "--hypothesis-profile=quick"] if options.quick else []
    _tests("SQLite", [*quick, *for_pytest], outcome)
    if not options.quick:
        _tests_on_postgres(for_pytest, outcome)
    _close(outcome, time.monotonic() - start, told=options.no_install)
    return 1 if outcome.failed else 0


def _about() -> str:
    return say(
        "Thiết lập những gì còn thiếu rồi chạy mọi kiểm tra; có tham số khác thì chỉ chạy pytest với chúng.",
        "Set up what is missing and run every check; with other arguments, only pytest with them.",
    )


def _prepare(*, install: bool, outcome: Outcome) -> None:
    with places.alone():
        python_environment.ensure(development=True, install=install)
        try:
            assets.ensure(development=True, install=install)
        except Stop as stop:
            if install:
                raise
            outcome.lacking.append(stop.what.rstrip("."))
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        outcome.lacking.append(
            say("hành trình trong trình duyệt (không có Chromium)", "journeys in a browser (no Chromium)")
        )


def _checked(argv: Sequence[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    start = time.monotonic()
    command = (
        [PYTHON, "-m", *argv] if argv[0] != "importlinter" else [VENV / "bin" / "lint-imports", *argv[1:]]
    )
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
    return result, time.monotonic() - start


def _told(name: str, result: subprocess.CompletedProcess[str], spent: float, outcome: Outcome) -> None:
    if result.returncode == 0:
        outcome.passed += 1
        print(f"✓ {name} ({spent:.1f} s)", flush=True)
    else:
        outcome.failed += 1
        print(f"✗ {name} ({spent:.1f} s)\n{result.stdout}{result.stderr}", flush=True)
    outcome.parts.append(name)


def _tests(database: str, arguments: Sequence[str], outcome: Outcome, **more: str) -> None:
    """Run pytest with its output shown as it comes, and count its closing line."""
    print(f"\npytest, {database}:", flush=True)
    argv = [PYTHON, "-m", "pytest", "-q", *([] if _says_workers(arguments) else ["-n", "2"]), *arguments]
    if sys.stdout.isatty():
        argv.append("--color=yes")
    closing = ""
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env={**_environment(), **more}) as process:
        for text in process.stdout or ():
            print(text, end="", flush=True)
            if _CLOSING.match(bare := re.sub(r"\033\[[\d;]*m", "", text.strip())):
                closing = bare
    counts = Counter(
        {
            word.rstrip("s") if word.startswith("error") else word: int(n)
            for n, word in _COUNT.findall(closing)
        }
    )
    bad = counts["failed"] + counts["error"] + counts["xpassed"]
    outcome.passed += counts["passed"]
    outcome.failed += bad or int(process.returncode not in {0, 5})
    outcome.skipped += counts["skipped"]
    outcome.parts.append(f"{counts['passed'] + bad} tests on {database}")


def _says_workers(arguments: Sequence[str]) -> bool:
    return any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in arguments)


def _tests_on_postgres(arguments: Sequence[str], outcome: Outcome) -> None:
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")) and not shutil.which("initdb"):
        lack = say(
            "bộ kiểm thử trên PostgreSQL (máy không có máy chủ; sudo apt-get install -y postgresql)",
            "the tests on PostgreSQL (no server on this machine; sudo apt-get install -y postgresql)",
        )
        outcome.lacking.append(lack)
        return
    _tests("PostgreSQL", arguments, outcome, COTMOC_TEST_DATABASE="postgres")


def _close(outcome: Outcome, seconds: float, *, told: bool) -> None:
    print(f"\n{', '.join(outcome.parts)}; {seconds:.0f} s", flush=True)
    lacking = "; ".join(outcome.lacking)
    if lacking and not told:
        print(say(f"Chưa làm được: {lacking}", f"Could not be done: {lacking}"), flush=True)
    print(f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped", flush=True)
    if told:
        nothing = say("không thiếu gì", "nothing")
        print(
            say(
                f"Chưa làm được vì --no-install: {lacking or nothing}",
                f"Not done under --no-install: {lacking or nothing}",
            )
        )


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
