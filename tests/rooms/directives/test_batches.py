"""Files read elsewhere and registered several in one transaction: each a deed of its own, in their order."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import DataError, connection

from cotmoc.audit.models import AuditRow
from cotmoc.directives import actions
from cotmoc.directives.actions import registering
from cotmoc.directives.models import Citation, Document
from cotmoc.directives.preparing import Prepared, prepare
from cotmoc.directives.queries.taken_in import with_bytes
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import EMPTY_FILE, SECRET_DOCUMENT
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.files.models import StoredFile
from tests.rooms.directives import papers
from tests.rooms.directives.test_doors import zipped
from tests.rooms.small_province import World


def read(name: str, data: bytes) -> Prepared:
    """As it comes from another process."""
    lexicon = Path(configured.BASE_DIR) / "reference_data" / "lexicon"
    prepared: Prepared = pickle.loads(
        pickle.dumps(prepare(name, data, limit=configured.COTMOC_UPLOAD_LIMIT, lexicon=lexicon))
    )
    return prepared


def test_each_file_is_a_deed_and_what_is_refused_stands_in_its_place(world: World) -> None:
    files = [
        read("cong-van.txt", papers.TEXT.encode()),
        read("rong.txt", b""),
        read("rieng.txt", f"TỐI MẬT\n{papers.TEXT}".encode()),
        read("goi.zip", zipped(a_dot_txt=papers.CITED.encode(), b_dot_txt=papers.TEXT.encode())),
    ]
    first, empty, secret, packed = actions.register_prepared(files, by=world.actor("vanphong"), at=world.at)
    assert isinstance(first, list)
    assert isinstance(empty, Problem)
    assert isinstance(secret, Problem)
    assert isinstance(packed, list)
    assert (empty.entry, secret.entry) == (EMPTY_FILE, SECRET_DOCUMENT)
    assert [(one.name, one.new) for one in first] == [("cong-van.txt", True)]
    assert [(one.name, one.new) for one in packed] == [("goi.zip/a.txt", True), ("goi.zip/b.txt", False)]
    assert packed[1].document == first[0].document
    rows = AuditRow.objects.filter(deed__startswith="directive.").order_by("seq")
    assert [(row.deed, row.detail["sha256"]) for row in rows] == [
        ("directive.register", files[0].digest),
        ("directive.refused", files[2].digest),
        ("directive.register", files[3].digest),
    ]
    assert Citation.objects.get(document=first[0].document).cited == packed[0].document


def test_a_batch_is_kept_as_files_that_came_one_by_one(world: World) -> None:
    actor, data = world.actor("vanphong"), papers.docx(papers.TEXT)
    actions.register(name="a.docx", data=data, by=actor, at=world.at)
    alone = everything()
    Document.objects.all().delete()
    StoredFile.objects.all().delete()
    actions.register_prepared([read("a.docx", data)], by=actor, at=world.at)
    assert everything() == alone


def everything() -> object:
    document = Document.objects.get()
    rows = [
        [{**row, "id": 0, "reading_id": 0, "clause_id": 0, "document_id": 0, "file_id": 0} for row in found]
        for found in (
            Document.objects.values(),
            document.citations.order_by("start").values(),
            document.reading.clauses.order_by("ordinal").values(),
            document.reading.figures.order_by("start").values(),
            StoredFile.objects.values(),
        )
    ]
    bodies = [
        (body.clause.ordinal, body.role, body.ordinal, body.written, body.agency_id)
        for clause in document.reading.clauses.order_by("ordinal")
        for body in clause.agencies.order_by("role", "ordinal")
    ]
    return rows, bodies


def test_those_not_permitted_register_nothing(world: World) -> None:
    with pytest.raises(Problem) as caught:
        actions.register_prepared(
            [read("a.txt", papers.TEXT.encode())], by=world.actor("sokhdt"), at=world.at
        )
    assert caught.value.entry is NOT_PERMITTED
    assert not Document.objects.exists()


def test_one_that_fails_on_its_way_takes_its_batch_back(world: World, monkeypatch) -> None:
    keep_reading = registering.keep_reading

    def fail_at_the_second(document, read, at):
        if document.number == "88/UBND-NC":
            raise DataError
        keep_reading(document, read, at)

    monkeypatch.setattr(registering, "keep_reading", fail_at_the_second)
    files = [read("a.txt", papers.TEXT.encode()), read("b.txt", papers.CITED.encode())]
    with pytest.raises(DataError):
        actions.register_prepared(files, by=world.actor("vanphong"), at=world.at)
    assert not Document.objects.exists()
    assert not AuditRow.objects.filter(deed="directive.register").exists()


def test_what_is_looked_up_is_found_by_an_index(world: World) -> None:
    actions.register(name="a.txt", data=papers.TEXT.encode(), by=world.actor("vanphong"), at=world.at)
    if connection.vendor != "sqlite":
        pytest.skip("a small table is scanned by PostgreSQL whatever its indexes")
    plans = [same[:1].explain() for same in registering._same(world.province.pk, "x|2022-01-01|y", "0" * 64)]
    assert [key in plan for key, plan in zip(("identity=?", "sha256=?"), plans, strict=True)] == [True, True]
    many = with_bytes(world.province.pk, [f"{n:064}" for n in range(64)])
    assert "(province_id=? AND file_id=?)" in many.explain()


def test_no_row_is_kept_of_bytes_that_could_not_be_written(
    world: World, tmp_path: Path, settings: Any
) -> None:
    settings.COTMOC_HOME = tmp_path
    (tmp_path / "files").write_bytes(b"no folder")
    files = [read("a.txt", papers.TEXT.encode()), read("b.txt", papers.CITED.encode())]
    with pytest.raises(OSError, match="files"):
        actions.register_prepared(files, by=world.actor("vanphong"), at=world.at)
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
