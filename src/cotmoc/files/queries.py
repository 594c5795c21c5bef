"""Reading stored bytes back, checked against their hash."""

from __future__ import annotations

import hashlib

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.files.actions import path_of
from cotmoc.files.models import StoredFile


def bytes_of(file: StoredFile) -> bytes:
    """The bytes of a stored file. Raises Problem(NOT_FOUND) when they are gone or no longer the same."""
    try:
        data = path_of(file.sha256).read_bytes()
    except FileNotFoundError:
        raise Problem(NOT_FOUND, thing=file.name) from None
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Problem(NOT_FOUND, thing=file.name)
    return data
