"""Keeping bytes: written to a temporary name, fsynced, renamed before the row commits, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cotmoc.files.models import StoredFile


def keep(data: bytes, *, name: str, media_type: str, at: datetime) -> StoredFile:
    """Store ``data`` that has already been checked; the same bytes are stored once.

    Called inside another action, which holds the permission and the audit row.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known is not None:
        return known
    _write(path_of(digest), data)
    return StoredFile.objects.create(
        sha256=digest, size=len(data), media_type=media_type, name=name[:255], added_at=at
    )


def path_of(digest: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.COTMOC_HOME) / "files" / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
