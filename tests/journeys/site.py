"""The real server over a copy of the demo province: its own process, its own home, its own database."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the demo is served, and the password its accounts share."""

    url: str
    home: Path
    password: str


def load_demo(shared: Path) -> Path:
    """A home with the demo in it; the first worker of a run loads it, the others wait and share it."""
    home = shared / "demo-home"
    with (shared / "demo-home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "demo").exists():
            _link_assets(home)
            _cotmoc(home, "setup")
    return home


@contextmanager
def serve(loaded: Path, home: Path, *, day: str) -> Iterator[Site]:
    """Serve a copy of ``loaded`` from ``home`` on a spare port, with ``day`` as its working day."""
    _copy(loaded, home)
    demo = {"COTMOC_DEMO": "1", "COTMOC_TODAY": day}
    with _served(home, demo) as url:
        yield Site(url, home, (home / "demo.password").read_text("utf-8").strip())


@contextmanager
def serve_empty(home: Path) -> Iterator[tuple[Site, str]]:
    """Found an empty installation in ``home`` and serve it; the path of its first administrator's link."""
    _link_assets(home)
    said = _cotmoc(home, "setup", "--empty")
    with _served(home, {}) as url:
        yield Site(url, home, ""), "/tai-khoan/" + said.strip().rpartition("/tai-khoan/")[2]


@contextmanager
def _served(home: Path, surroundings: dict[str, str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = (home / "served.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "cotmoc.cli", "serve", "--port", str(port)],
        env={**_environment(home), **surroundings},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
    )
    try:
        # The server prints its address once it answers.
        assert any(url in line for line in server.stdout or ()), (home / "served.log").read_text("utf-8")
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=60)
        log.close()


def _link_assets(home: Path) -> None:
    tests_home = Path(os.environ["COTMOC_HOME"])
    home.mkdir()
    for name in ("assets", "fonts", "npm"):
        (home / name).symlink_to((tests_home / name).resolve())


def _copy(loaded: Path, home: Path) -> None:
    """SQLite by its own backup, so that what is still in the write-ahead log comes along."""
    shutil.copytree(loaded, home, symlinks=True, ignore=shutil.ignore_patterns("cotmoc.sqlite3*"))
    with (
        closing(sqlite3.connect(loaded / "cotmoc.sqlite3")) as there,
        closing(sqlite3.connect(home / "cotmoc.sqlite3")) as here,
    ):
        there.backup(here)


def _cotmoc(home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cotmoc.cli", *words],
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "PYTHONPATH": str(SOURCE), "COTMOC_HOME": str(home)}
