"""Two who write to SQLite at once: the second looks again until the first has ended, as long as it may."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from cotmoc.audit.actions import deed
from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Role

CLERK = Actor(7, "Văn thư", Role.OFFICE, 3, 1)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets several write"),
]


class Second(threading.Thread):
    """Somebody who writes one deed; ``looked`` is set when that was refused twice."""

    def __init__(self) -> None:
        super().__init__()
        self.looked = threading.Event()
        self.failure: OperationalError | None = None
        self.timeout: int | None = None
        self._refused = 0

    def run(self) -> None:
        try:
            with connection.execute_wrapper(self._watch):
                _write("second")
            self.timeout = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        except OperationalError as failure:
            self.failure = failure
        finally:
            self.looked.set()
            connection.close()

    def _watch(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        try:
            return execute(sql, *rest)
        except OperationalError:
            self._refused += 1
            if self._refused > 1:
                self.looked.set()
            raise


def _write(who: str) -> None:
    with deed("task.progress", by=CLERK) as record:
        record.note(who=who)


def test_the_second_writes_when_the_first_has_ended():
    second = Second()
    with transaction.atomic():
        _write("first")
        second.start()
        assert second.looked.wait(timeout=30)
        assert AuditRow.objects.count() == 1
    second.join()
    assert second.failure is None
    assert [row.detail["who"] for row in AuditRow.objects.order_by("seq")] == ["first", "second"]
    assert second.timeout == 1000 * connection.settings_dict["OPTIONS"]["timeout"]


def test_the_second_is_told_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0)
    second = Second()
    with transaction.atomic():
        _write("first")
        second.start()
        second.join()
    assert "locked" in str(second.failure)
    assert [row.detail["who"] for row in AuditRow.objects.all()] == ["first"]
