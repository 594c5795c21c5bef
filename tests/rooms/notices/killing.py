"""Senders in processes of their own, killed at random moments, and what the mail server saw of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.rooms.notices.mail_server import Post

MOMENTS = ("connected", "rcpt", "taken", "answered", "answered", "time")


class Killer:
    """Starts senders and kills them; ``life`` is about how many messages one lives."""

    def __init__(self, post: Post, port: int, home: Path, *, seed: int, life: int) -> None:
        self._chance = random.Random(seed)
        self._post, self._life = post, life
        self._environment = surroundings(home, port)
        self._victim: subprocess.Popen[bytes] | None = None
        self._moment, self._count = "", 0
        self.kills = 0
        post.hook = self._hear

    def one_life(self) -> None:
        """Start a sender and kill it at a moment of its life, unless it is done before."""
        self._moment = self._chance.choice(MOMENTS)
        self._count = 1 if self._moment == "connected" else self._chance.randint(1, 2 * self._life)
        with subprocess.Popen(SENDER, env=self._environment, stdout=subprocess.DEVNULL) as victim:
            self._victim = victim
            try:
                victim.wait(self._some_time() if self._moment == "time" else 120)
            except subprocess.TimeoutExpired:
                victim.kill()
        self._victim = None
        self.kills += victim.returncode == -signal.SIGKILL
        assert victim.returncode in (0, -signal.SIGKILL), victim.returncode

    def _some_time(self) -> float:
        """Seconds: from before the first message to about the last."""
        return self._chance.uniform(0.5, 1 + self._life / 200)

    def _hear(self, moment: str) -> None:
        """In the server's thread: kill the sender before the server goes on."""
        if moment == self._moment and self._victim is not None:
            self._count -= 1
            if self._count == 0:
                os.kill(self._victim.pid, signal.SIGKILL)


SENDER = [sys.executable, "-m", "cotmoc.cli", "notices", "send"]
"""The command that sends, as words."""


def surroundings(home: Path, port: int) -> dict[str, str]:
    """The environment in which the ``cotmoc`` command meets this test's database and mail server."""
    name = str(connection.settings_dict["NAME"])
    environment: dict[str, Any] = {
        **os.environ,
        "COTMOC_HOME": home,
        "COTMOC_DATABASE_URL": "",
        "COTMOC_SMTP_HOST": "127.0.0.1",
        "COTMOC_SMTP_PORT": port,
        "COTMOC_SMTP_TLS": "plain",
        "COTMOC_MAIL_FROM": "Cột Mốc <cotmoc@kontum.example>",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": settings.BASE_DIR / "src",
    }
    if connection.vendor == "postgresql":
        made = connection.settings_dict
        place = f"{quote(made['USER'])}@{made['HOST']}:{made['PORT']}"
        environment["COTMOC_DATABASE_URL"] = f"postgres://{place}/{quote(name)}"
    else:
        (home / "cotmoc.sqlite3").symlink_to(name)
    return {key: str(value) for key, value in environment.items()}
