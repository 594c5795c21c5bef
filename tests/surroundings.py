"""The surroundings of a test process: an empty home with the real fonts and icons."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import database

_ROOT = Path(__file__).resolve().parents[1]
_REAL_HOME = "COTMOC_TESTS_REAL_HOME"
_FROM_OUTSIDE = (
    "COTMOC_DEMO",
    "COTMOC_TODAY",
    "COTMOC_URL",
    "COTMOC_BEHIND_PROXY",
    "COTMOC_DEBUG",
    "COTMOC_UPLOAD_MB",
    "COTMOC_SMTP_HOST",
    "COTMOC_SMTP_PORT",
    "COTMOC_SMTP_TLS",
    "COTMOC_SMTP_USER",
    "COTMOC_SMTP_PASSWORD_FILE",
    "COTMOC_MAIL_FROM",
    "COTMOC_MAIL_DOMAIN",
    "COTMOC_WEBHOOK_HOSTS",
)


def prepare() -> None:
    """Point ``COTMOC_HOME`` and ``COTMOC_DATABASE_URL`` to what goes at the end."""
    real = Path(os.environ.setdefault(_REAL_HOME, os.environ.get("COTMOC_HOME") or str(_ROOT / "var")))
    own = Path(tempfile.mkdtemp(prefix="cotmoc-tests-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    for name in ("assets", "fonts", "npm"):
        if (real / name).is_dir():
            (own / name).symlink_to(real / name)
    (own / "static").mkdir()
    for name in _FROM_OUTSIDE:
        os.environ.pop(name, None)
    os.environ["COTMOC_HOME"] = str(own)
    os.environ["COTMOC_DATABASE_URL"] = database.url()
