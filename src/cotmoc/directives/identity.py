"""When two registrations are the same document, and how written numbers are compared. No database."""

from __future__ import annotations

import re
from datetime import date

from cotmoc.domain.folding import fold

_SPACE = re.compile(r"\s+")


def number_key(number: str) -> str:
    """«05/KH-UBND» and «5/KH–UBND» → «5/kh-ubnd»; empty for no number."""
    bare = _SPACE.sub("", fold(number)).replace("–", "-").replace("—", "-")
    return re.sub(r"^0+(?=\d)", "", bare)[:60]


def identity(number: str, issued_on: date | None, issuer: str, digest: str) -> str:
    """Number and symbol + date + issuer; without number or date only the bytes (SHA-256 in hex) identify.

    A number alone does not: «15/KH-UBND» comes again every year.
    """
    key = number_key(number)
    if not key or issued_on is None:
        return f"sha256:{digest}"
    return f"{key}|{issued_on.isoformat()}|{fold(issuer)}"[:400]
