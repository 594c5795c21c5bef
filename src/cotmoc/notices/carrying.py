"""Who carries what goes out: a token for each round of sending, and the instants that pass during it."""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta

HELD = timedelta(minutes=30)
"""How long a sender has one message: longer than all the server's answers to it may take together."""

DELIVERY_HELD = timedelta(minutes=5)
"""The same for a delivery, whose exchange is cut off after seconds."""


class Carrier:
    """One round of one sender: its token, and the instant that it is now, counted from the door's ``at``."""

    def __init__(self, at: datetime) -> None:
        self.token = secrets.token_hex(16)
        self._at = at
        self._began = time.monotonic()

    def now(self) -> datetime:
        """``at`` and the time that has passed since."""
        return self._at + timedelta(seconds=time.monotonic() - self._began)
