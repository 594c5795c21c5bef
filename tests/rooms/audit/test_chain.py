"""The audit log: one row a deed, one chain whoever writes, and nothing changed or cut goes unseen."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from cotmoc.audit import queries
from cotmoc.audit.actions import deed, sign_in_event
from cotmoc.audit.chain import GENESIS, link
from cotmoc.audit.heads import write_head, written_heads
from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Role
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions

CLERK = Actor(7, "Văn thư", Role.OFFICE, 3, 1)
WRITERS, DEEDS = 8, 5


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_one_unbroken_chain():
    failures: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        try:
            start.wait(timeout=30)
            for turn in range(DEEDS):
                with deed("task.progress", by=CLERK) as record:
                    record.note(writer=number, turn=turn)
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    verdict = queries.verify()
    assert (verdict.rows, verdict.broken_at) == (WRITERS * DEEDS, None)
    written = {(row.detail["writer"], row.detail["turn"]) for row in AuditRow.objects.all()}
    assert written == {(number, turn) for number in range(WRITERS) for turn in range(DEEDS)}


@pytest.fixture
def six(db: None) -> list[AuditRow]:
    for turn in range(6):
        with deed("task.progress", by=CLERK) as record:
            record.note(turn=turn, words="mốc 12 «đường biên»", share=0.5)
    return list(AuditRow.objects.order_by("seq"))


def test_an_empty_log_is_whole(db):
    assert queries.head() == (0, GENESIS)
    assert queries.verify() == queries.Verdict(0, GENESIS, None)
    assert queries.verify(expected_head=GENESIS).broken_at is None


def test_a_whole_log_is_found_whole(six):
    assert queries.verify(expected_head=six[2].hash) == queries.Verdict(6, six[5].hash, None)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Người khác"},
        {"deed": "task.accept"},
        {"person": None},
        {"agency": 9},
        {"thing": "tasks.task"},
        {"thing_id": "1"},
        {"detail": {}},
        {"hash": "f" * 64},
        {"previous": "f" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_is_found(six, change):
    AuditRow.objects.filter(seq=3).update(**change)
    assert queries.verify().broken_at == 3


def test_a_changed_time_is_found(six):
    AuditRow.objects.filter(seq=4).update(at=six[0].at)
    assert queries.verify().broken_at == 4


def test_a_removed_row_is_found(six):
    AuditRow.objects.filter(seq=2).delete()
    assert queries.verify().broken_at == 3


def test_an_inserted_row_is_found(six):
    AuditRow.objects.create(
        seq=7, at=six[0].at, name="x", deed="task.accept", previous=six[5].hash, hash="a" * 64
    )
    assert queries.verify().broken_at == 7


def test_a_row_rewritten_without_the_key_is_found(six):
    row = six[5]
    fields = {
        name: getattr(row, name)
        for name in ("seq", "at", "person", "agency", "deed", "thing", "thing_id", "detail")
    } | {"name": "Người khác"}
    AuditRow.objects.filter(seq=6).update(name="Người khác", hash=link(b"guess", row.previous, fields))
    assert queries.verify().broken_at == 6


def test_a_cut_tail_is_found_by_a_head_noted_before(six):
    AuditRow.objects.filter(seq__gt=4).delete()
    assert queries.verify().broken_at is None
    assert queries.verify(expected_head=six[5].hash).broken_at == 5
    assert queries.verify(expected_heads=[six[1].hash, six[4].hash]).broken_at == 5


def test_heads_are_kept_in_a_file_a_day(six, tmp_path: Path):
    write_head(tmp_path, on=date(2022, 7, 25), number=3, head=six[2].hash)
    path = write_head(tmp_path, on=date(2022, 7, 25), number=6, head=six[5].hash)
    assert path.name == "2022-07-25.txt"
    assert written_heads(tmp_path) == [six[2].hash, six[5].hash]
    assert queries.verify(expected_heads=written_heads(tmp_path)).broken_at is None


def test_a_deed_that_fails_leaves_no_row(db):
    with pytest.raises(ZeroDivisionError), deed("task.assign", by=CLERK):
        _ = 1 / 0
    assert AuditRow.objects.count() == 0
    with deed("task.assign", by=CLERK):
        pass
    assert AuditRow.objects.get().seq == 1


def test_nested_deeds_leave_one_row_of_the_outer(db):
    with deed("directive.accept", by=CLERK) as outer:
        outer.note(clauses=2)
        for _ in range(2):
            with deed("task.assign", by=CLERK) as inner:
                inner.note(lost=True)
    row = AuditRow.objects.get()
    assert (row.deed, row.detail, row.name, row.agency) == ("directive.accept", {"clauses": 2}, "Văn thư", 3)


def test_permission_comes_before_anything_is_written(db):
    province = actions.found_province(code="t", name="tỉnh", by=actions.founder())
    before = AuditRow.objects.count()
    with pytest.raises(Problem, match="not-permitted"):
        actions.found_province(code="u", name="tỉnh khác", by=Actor(1, "x", Role.OFFICE, None, province.pk))
    assert AuditRow.objects.count() == before


def test_a_sign_in_stands_in_the_same_chain(six):
    sign_in_event("account.signed_in", person=7, shown="Văn thư", detail={"address": "127.0.0.1"})
    assert queries.verify() == queries.Verdict(7, queries.head()[1], None)


def test_only_those_who_may_read_the_log(six):
    auditor = Actor(1, "Kiểm tra", Role.AUDITOR, None, 1)
    assert [row.seq for row in queries.rows(auditor, deed="task.", person="văn")] == [6, 5, 4, 3, 2, 1]
    assert queries.rows(auditor, deed="account.").count() == 0
    assert queries.deeds(auditor) == ["task.progress"]
    for ask in (queries.rows, queries.deeds, queries.things):
        with pytest.raises(Problem, match="not-permitted"):
            ask(CLERK)
