"""Keeping bytes: written to a temporary name, fsynced, renamed before the row commits, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from django.conf import settings

from cotmoc.files.models import StoredFile

_WRITERS = 4


class _Writers:
    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._under_way: list[Future[None]] = []

    def write(self, path: Path, data: bytes) -> None:
        self._under_way.append(self._threads.submit(_write, path, data))

    def finish(self) -> None:
        """Raises OSError when one of them could not be written."""
        for one in self._under_way:
            one.result()


_together: ContextVar[_Writers | None] = ContextVar("cotmoc_keep", default=None)


def keep(data: bytes, *, name: str, media_type: str, at: datetime) -> StoredFile:
    """Store ``data`` that has already been checked; the same bytes are stored once, with each name they have.

    Called inside another action, which holds the permission and the audit row.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = {file.name: file for file in StoredFile.objects.filter(sha256=digest)}
    if name[:255] in known:
        return known[name[:255]]
    writers = _together.get()
    if not known and writers is None:
        _write(path_of(digest), data)
    elif not known and writers is not None:
        writers.write(path_of(digest), data)
    return StoredFile.objects.create(
        sha256=digest, size=len(data), media_type=media_type, name=name[:255], added_at=at
    )


@contextmanager
def together() -> Iterator[None]:
    """Bytes kept inside are written beside each other; all of them lie on the disk when it ends.

    Inside the transaction of their rows, so that no row is kept without its bytes.
    """
    with ThreadPoolExecutor(_WRITERS, thread_name_prefix="cotmoc-keep") as threads:
        writers = _Writers(threads)
        token = _together.set(writers)
        try:
            yield
            writers.finish()
        finally:
            _together.reset(token)


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
