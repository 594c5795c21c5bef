"""SQLite as Django knows it, except that whoever waits to write looks again every few milliseconds.

SQLite's own wait grows to 100 ms from one look to the next. An import writes most of the time and pauses
briefly between its transactions: such a wait misses one pause after the other.
"""

from __future__ import annotations

import sqlite3
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_LOOK = 0.003
_PRIMARY = 0xFF
"""Which bits of SQLite's extended result codes say what happened; the others say where."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with its «timeout» kept by looking often."""

    def _start_transaction_under_autocommit(self) -> None:
        timeout = self.settings_dict["OPTIONS"]["timeout"]
        last = time.monotonic() + timeout
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._begun(last):
                time.sleep(_LOOK)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(1000 * timeout)}")

    def _begun(self, last: float) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except OperationalError as error:
            if not _busy(error) or time.monotonic() > last:
                raise
            return False
        return True


def _busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & _PRIMARY == sqlite3.SQLITE_BUSY
