"""A PostgreSQL cluster of the tests' own: on a spare port, without fsync, gone at the end.

PostgreSQL refuses to run as root, so as root it runs as ``postgres``, or as ``nobody`` where that
account is missing.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

# Thousands of tests leave rows that were rolled back: swept often, or each search reads through them.
_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 "
    "-c gin_pending_list_limit=64kB -c autovacuum_naptime=5s"
)


def wanted() -> bool:
    """Whether this run is the one on PostgreSQL."""
    return os.environ.get("COTMOC_TEST_DATABASE", "") == "postgres"


def url() -> str:
    """The address of the tests' database; empty for SQLite. All workers of a run share one."""
    if not wanted():
        return ""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return os.environ["COTMOC_DATABASE_URL"]
    return _start()


def programs() -> Path | None:
    """The folder of the newest server programs on the machine, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def started(folder: Path, options: str) -> tuple[str, Callable[[str], None]]:
    """Start a cluster in ``folder``, made where it is empty: its address, and what stops it in a mode."""
    bin_ = programs()
    if bin_ is None:
        raise RuntimeError("No PostgreSQL server on this machine: sudo apt-get install -y postgresql")
    account = _account()
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(*argv: str | Path) -> None:
        subprocess.run(
            [str(part) for part in argv],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    port = _spare_port()
    data = folder / "data"
    if not data.exists():
        run(bin_ / "initdb", "-D", data, "-U", "cotmoc", "--auth=trust", "--encoding=UTF8", "--no-sync")
    listen = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {options}"
    run(bin_ / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", listen, "start")
    address = f"postgres://cotmoc@127.0.0.1:{port}/postgres"
    return address, lambda mode: run(bin_ / "pg_ctl", "-D", data, "-m", mode, "stop")


def _start() -> str:
    folder = Path(tempfile.mkdtemp(prefix="cotmoc-postgres-"))
    address, stop = started(folder, _OPTIONS)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(stop, "immediate")
    return address


def _account() -> pwd.struct_passwd | None:
    """Under whom the server runs: None for the present account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and there is no account `postgres` or `nobody`.")


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
