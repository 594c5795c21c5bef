"""A migrated SQLite database kept for the next run: to migrate an empty one takes seconds each time.

It stands beside the caches of the other tools and is known by what it was made from: every migration and
table definition, and the locked packages. Where one of these differs, it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from django.db import connection

_ROOT = Path(__file__).resolve().parents[1]
_MADE_FROM = ("src/cotmoc/*/migrations/*.py", "src/cotmoc/*/models/*.py", "src/cotmoc/*/models.py")
_NAME = "migrated-{}.sqlite3"


def copied(to: Path) -> bool:
    """Whether one was kept, which then stands there."""
    try:
        shutil.copyfile(_kept(), to)
    except FileNotFoundError:
        return False
    return True


def keep() -> None:
    """Keep the present one, as it is before any test, in the place of an older."""
    kept = _kept()
    kept.parent.mkdir(exist_ok=True)
    own = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(own)])
    own.replace(kept)
    for older in set(kept.parent.glob(_NAME.format("*"))) - {kept}:
        older.unlink(missing_ok=True)


def _kept() -> Path:
    known = hashlib.sha256()
    files = {file for pattern in _MADE_FROM for file in _ROOT.glob(pattern)}
    for file in sorted(files | {_ROOT / "requirements.lock", _ROOT / "src/cotmoc/tasks/wording.py"}):
        known.update(file.read_bytes())
    return Path(sys.prefix) / "cache" / _NAME.format(known.hexdigest()[:16])
