"""What happens with an error that nobody foresaw: a reference for the user, a line in the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from config import env
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.errors.general import UNEXPECTED

log = logging.getLogger("cotmoc.cli")


def report_unexpected(error: BaseException) -> Problem:
    """Log where ``error`` arose under a new reference and return the problem that carries the reference.

    The log holds the kind of error and the places in the code, not its message: a message can quote a
    document, and documents do not belong in logs.
    """
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-8:]))
    _to_file()
    log.error("%s %s at %s", reference, type(error).__name__, places)
    return Problem(UNEXPECTED, reference=reference)


def _to_file() -> None:
    """Send the log to ``COTMOC_HOME/logs/cli.log`` when there is such a home, else nowhere."""
    if log.handlers:
        return
    log.propagate = False
    folder = env.home()
    try:
        if not folder.is_dir():
            raise FileNotFoundError
        (folder / "logs").mkdir(exist_ok=True)
        handler: logging.Handler = logging.FileHandler(folder / "logs" / "cli.log", encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
