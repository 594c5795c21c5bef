"""Lines of the log, without what would let their reader in."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(r"cotmoc_[A-Za-z0-9_-]{20,}")


class Line(logging.Formatter):
    """A line with its traceback; a token in an address (a calendar's) or a text is masked."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole text of the record."""
        return _TOKEN.sub("cotmoc_…", super().format(record))
