"""A PostgreSQL cluster for measuring, in a folder that can be kept: its usual settings, and fsync on."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = "-c shared_buffers=512MB -c max_connections=60 -c listen_addresses=127.0.0.1"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of its database while it runs; made where the folder is empty."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if not programs:
        raise SystemExit("No PostgreSQL server on this machine: sudo apt-get install -y postgresql")
    folder.mkdir(parents=True, exist_ok=True)
    # PostgreSQL does not run as root.
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    if account is not None:
        shutil.chown(folder, account.pw_uid, account.pw_gid)

    def run(program: str, *argv: str | Path) -> None:
        subprocess.run(
            [str(programs[-1] / program), *map(str, argv)],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    data = folder / "data"
    if not data.exists():
        run("initdb", "-D", data, "-U", "cotmoc", "--auth=trust", "--encoding=UTF8")
    port = _spare_port()
    run(
        "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-p {port} -k {folder} {_OPTIONS}", "start"
    )  # fmt: skip
    try:
        yield f"postgres://cotmoc@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "fast", "stop")


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
