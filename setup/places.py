"""Where things lie, and the digests that tell whether a step still holds."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
READY = VENV / "ready"
"""Newer than every lock file when nothing needs to be installed: the scripts look at it first."""


def home() -> Path:
    """``COTMOC_HOME``, by default ``var`` in the project."""
    return Path(os.environ.get("COTMOC_HOME") or ROOT / "var").resolve()


def log() -> Path:
    """Where the output of package tools is kept."""
    return home() / "logs" / "setup.log"


def tool_environment() -> dict[str, str]:
    """The environment for package tools: their caches stay under ``.venv``."""
    cache = VENV / "cache"
    ours = {
        "UV_CACHE_DIR": str(cache / "uv"),
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_CACHE_DIR": str(cache / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPYCACHEPREFIX": str(VENV / "bytecode"),
        "npm_config_cache": str(cache / "npm"),
    }
    if _SYSTEM_CERTIFICATES.exists():
        ours |= {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}
        ours["NODE_EXTRA_CA_CERTS"] = str(_SYSTEM_CERTIFICATES)
    mirror = os.environ.get("PIP_INDEX_URL")
    if mirror and "UV_INDEX_URL" not in os.environ:
        ours["UV_DEFAULT_INDEX"] = mirror
    return {**ours, **os.environ, "PYTHONPYCACHEPREFIX": ours["PYTHONPYCACHEPREFIX"]}


def digest(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over the names and bytes of ``paths`` and over ``more``."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        total.update(f"\0{text}".encode())
    return total.hexdigest()


class Done:
    """Which steps were done with which inputs, kept in a small file beside what they made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.path.read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    def holds(self, step: str, inputs: str) -> bool:
        """Whether ``step`` was last done with ``inputs``."""
        return self._read().get(step) == inputs

    def record(self, step: str, inputs: str) -> None:
        """Remember that ``step`` is done with ``inputs``."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({**self._read(), step: inputs}, indent=1), "utf-8")
        fresh.replace(self.path)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the set-up lock, so that two first starts at once do not build over each other."""
    home().mkdir(parents=True, exist_ok=True)
    with (home() / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
