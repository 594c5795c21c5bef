"""Keys that live outside the database and the repository, made once under ``COTMOC_HOME/keys``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key(folder: Path, name: str) -> bytes:
    """The key ``name``, 64 hex digits; made on first use, readable by its owner only."""
    path = folder / "keys" / f"{name}.key"
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{os.getpid()}.new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_bytes().strip()
