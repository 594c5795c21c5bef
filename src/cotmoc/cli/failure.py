"""What happens with an error that nobody foresaw: a reference for the user, a line in the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from config import env
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.errors.general import UNEXPECTED

if TYPE_CHECKING:
    import logging


def report_unexpected(error: BaseException) -> Problem:
    """Log where ``error`` arose under a new reference and return the problem that carries the reference.

    The log holds the kind of error and the places in the code, not its message: a message can quote a
    document, and documents do not belong in logs.
    """
    # Imported here because nearly every run ends well and starts faster without them.
    import logging
    import secrets
    import traceback

    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-8:]))
    log = logging.getLogger("cotmoc.cli")
    if not log.handlers:
        log.propagate = False
        log.addHandler(_handler())
    log.error("%s %s at %s", reference, type(error).__name__, places)
    return Problem(UNEXPECTED, reference=reference)


def _handler() -> logging.Handler:
    """To ``COTMOC_HOME/logs/cli.log`` when there is such a home, else to nowhere."""
    import logging

    folder = env.home()
    if not folder.is_dir():
        return logging.NullHandler()
    try:
        (folder / "logs").mkdir(exist_ok=True)
        handler = logging.FileHandler(folder / "logs" / "cli.log", encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
