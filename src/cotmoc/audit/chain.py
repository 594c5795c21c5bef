"""How rows are chained: the canonical bytes of a row and their HMAC-SHA-256 with the row before."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64
"""What the first row points back to."""


def link(key: bytes, previous: str, row: Mapping[str, object]) -> str:
    """The hash of ``row`` (its fields without ``previous`` and ``hash``) after ``previous``, in hex."""
    body = {name: _plain(value) for name, value in row.items()}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, f"{previous}\n{text}".encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
