"""Progress on stderr and the one line of a failure, in Vietnamese or English."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_FIRST_NOTE_AFTER = 10


class Stop(Exception):
    """Set-up cannot go on: what happened, and what the person can do about it."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{say('Không thể tiếp tục', 'Cannot go on')}: {self.what} {say('Gợi ý', 'Hint')}: {self.hint}"


class Failed(Exception):
    """A command of a step ended with an error; ``last`` is the last line it wrote."""

    def __init__(self, last: str) -> None:
        super().__init__(last)
        self.last = last


def say(vi: str, en: str) -> str:
    """``en`` where ``COTMOC_LANG`` or else the machine's language is English, else ``vi``."""
    names = ("COTMOC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    language = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return en if language.startswith("en") else vi


def line(text: str) -> None:
    """One line on stderr."""
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """Name a step while it runs and print how long it took."""
    start = time.monotonic()
    line(f"… {label}")
    yield
    line(f"✓ {label} ({time.monotonic() - start:.1f} s)")


def run(
    argv: Sequence[str | Path], log: Path, *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> None:
    """Run a long command with its output kept in ``log``; show that it is alive. Raises Failed."""
    log.parent.mkdir(parents=True, exist_ok=True)
    begin = log.stat().st_size if log.exists() else 0
    with log.open("ab") as out:
        process = subprocess.Popen(
            [str(part) for part in argv], stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=env, cwd=cwd
        )
        try:
            _watch(process, log, begin)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    if process.returncode:
        raise Failed(_last_line(log, begin))


def _watch(process: subprocess.Popen[bytes], log: Path, begin: int) -> None:
    start, shown, wide = time.monotonic(), 0.0, sys.stderr.isatty()
    while True:
        try:
            process.wait(timeout=0.5)
            break
        except subprocess.TimeoutExpired:
            spent = time.monotonic() - start
        if wide:
            print(
                f"\r\033[K  {spent:4.0f} s  {_last_line(log, begin)[:90]}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        elif spent - shown >= _FIRST_NOTE_AFTER:
            shown = spent
            line(f"  {spent:.0f} s: {_last_line(log, begin)[:90]}")
    if wide:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _last_line(log: Path, begin: int) -> str:
    with log.open("rb") as file:
        file.seek(begin)
        lines = [part.strip() for part in file.read().decode("utf-8", "replace").splitlines()]
    return next((part for part in reversed(lines) if part and "complete log" not in part), "")
