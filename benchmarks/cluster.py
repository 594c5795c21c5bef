"""A PostgreSQL cluster for measuring, in a folder that can be kept: its usual settings, and fsync on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = "-c shared_buffers=512MB -c max_connections=60"
_INDEXES = """
SELECT x.indexname, x.indexdef FROM pg_indexes x
WHERE x.schemaname = current_schema() AND x.tablename IN
('tasks_task', 'tasks_taskrole', 'tasks_taskevent', 'tasks_taskparty', 'tasks_taskspan', 'tasks_tasktext')
AND NOT EXISTS (
    SELECT 1 FROM pg_index i WHERE i.indexrelid = x.indexname::regclass AND (i.indisunique OR i.indisprimary)
)
"""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of its database while it runs; made where the folder is empty."""
    sys.path.append(str(Path(__file__).resolve().parents[1]))
    from tests import database

    if database.programs() is None:
        raise SystemExit("No PostgreSQL server on this machine: sudo apt-get install -y postgresql")
    folder.mkdir(parents=True, exist_ok=True)
    address, stop = database.started(folder, _OPTIONS)
    try:
        yield address
    finally:
        stop("fast")


@contextmanager
def unwatched() -> Iterator[None]:
    """On PostgreSQL the indexes of tasks that are no constraint are made after the rows, as they were before.

    References are not looked up row by row either: the cluster is our own, and the rows are ours.
    """
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES)
        found = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        began = time.perf_counter()
        for _, made in found:
            cursor.execute(made)
        cursor.execute("SET session_replication_role = origin")
    print(f"{len(found)} indexes: {time.perf_counter() - began:.0f} s", file=sys.stderr)
