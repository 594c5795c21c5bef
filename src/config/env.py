"""Every environment variable the system reads, each with its meaning.

``docs/reference/settings.md`` documents them; a test keeps the two together.
"""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class SettingError(RuntimeError):
    """A setting is missing or wrong; the message says which and what to write."""


def home() -> Path:
    """``COTMOC_HOME``: where everything the system makes is kept. Default: ``var`` in the project."""
    return Path(os.environ.get("COTMOC_HOME") or ROOT / "var").resolve()


def database_url() -> str:
    """``COTMOC_DATABASE_URL``: ``postgres://user:password@host:port/name``; empty for SQLite."""
    return os.environ.get("COTMOC_DATABASE_URL", "")


def demo() -> bool:
    """``COTMOC_DEMO``: ``1`` when this is the demo province, with its logins and pinned day."""
    return os.environ.get("COTMOC_DEMO", "") == "1"


def today() -> date | None:
    """``COTMOC_TODAY``: the pinned working day (``2022-07-25``). Refused outside the demo."""
    text = os.environ.get("COTMOC_TODAY", "")
    return _pinned(text, demo()) if text else None


@cache
def _pinned(text: str, allowed: bool) -> date:
    if not allowed:
        raise SettingError("COTMOC_TODAY is for the demo only: unset it, or set COTMOC_DEMO=1.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"COTMOC_TODAY={text!r} is not a date: write it as 2022-07-25.") from None


def public_url() -> str:
    """``COTMOC_URL``: the address people use, ``https://cotmoc.example.vn``; sets secure cookies and HSTS."""
    return told_url() or _last_served() or "http://127.0.0.1:8000"


def remember_url(url: str) -> None:
    """Keep the address that is served, so that links printed by other commands lead to it."""
    (home() / "address").write_text(f"{url}\n", "utf-8")


def _last_served() -> str:
    try:
        return (home() / "address").read_text("utf-8").strip()
    except OSError:
        return ""


def told_url() -> str:
    """``COTMOC_URL`` as it was given; empty when it was not."""
    return os.environ.get("COTMOC_URL", "").rstrip("/")


def behind_proxy() -> bool:
    """``COTMOC_BEHIND_PROXY``: ``1`` when a proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For."""
    return os.environ.get("COTMOC_BEHIND_PROXY", "") == "1"


def debug() -> bool:
    """``COTMOC_DEBUG``: ``1`` shows tracebacks and reloads templates; never on a real installation."""
    return os.environ.get("COTMOC_DEBUG", "") == "1"


def upload_limit() -> int:
    """``COTMOC_UPLOAD_MB``: largest upload in megabytes. Default 25. In bytes here."""
    text = os.environ.get("COTMOC_UPLOAD_MB", "25")
    if not text.isdigit() or int(text) == 0:
        raise SettingError(f"COTMOC_UPLOAD_MB={text!r} is not a whole number of megabytes.")
    return int(text) * 1024 * 1024


def language() -> str:
    """``COTMOC_LANG``: language of the command line, ``vi`` (default) or ``en``."""
    return "en" if os.environ.get("COTMOC_LANG", "").lower().startswith("en") else "vi"
