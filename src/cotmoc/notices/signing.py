"""Secrets of endpoints and the signatures made with them.

A secret is derived from the installation's key, which lies outside the database, and the endpoint's salt:
who reads the database or a copy of it cannot sign.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from cotmoc.notices.models import Endpoint


def secret_of(endpoint: Endpoint) -> str:
    """What the receiver is told once and verifies with: 64 hex digits, used as text."""
    said = f"{endpoint.province}\n{endpoint.salt}".encode()
    return hmac.new(settings.COTMOC_WEBHOOK_KEY, said, hashlib.sha256).hexdigest()


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """``v1=`` and the HMAC-SHA-256 in hex over the timestamp in decimal, a dot and the body."""
    signed = f"{timestamp}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
