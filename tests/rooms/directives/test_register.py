"""Registering: what is kept, what is recognised, what is refused without a trace."""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from cotmoc.audit.models import AuditRow
from cotmoc.directives import actions
from cotmoc.directives.actions import registering
from cotmoc.directives.models import Citation, Clause, Document, ReadFigure, Reading
from cotmoc.domain.access import GRANTS, Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import (
    DAMAGED,
    EMPTY_FILE,
    INFLATES_TOO_FAR,
    MISLABELLED,
    SECRET_DOCUMENT,
    TOO_LARGE,
    UNSAFE_XML,
)
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.files.models import StoredFile
from cotmoc.files.queries import bytes_of
from tests.rooms.directives import papers
from tests.rooms.small_province import PEOPLE, World


def register(
    world: World, text: str = papers.TEXT, name: str = "cong-van.txt", **more
) -> tuple[Document, bool]:
    return actions.register(name=name, data=text.encode(), by=world.actor("vanphong"), at=world.at, **more)


def stored_files() -> list[Path]:
    return [path for path in (Path(settings.COTMOC_HOME) / "files").rglob("*") if path.is_file()]


def test_a_document_is_kept_with_its_identity_reading_and_bytes(world):
    document, new = register(world)
    assert new
    assert (document.number, document.kind, document.issued_on) == (
        "1450/UBND-KTTH",
        "Công văn",
        date(2022, 7, 12),
    )
    assert document.text == papers.TEXT
    assert bytes_of(document.file) == papers.TEXT.encode()
    assert document.registered_by == "Tài khoản vanphong"
    assert document.reading.state == Reading.State.DRAFT
    labels = [clause.label for clause in document.reading.clauses.all()]
    assert labels[0].startswith("Củng cố các trạm y tế quân dân y")
    assert all(
        document.text[c.start : c.end] and c.drafted["label"] == c.label
        for c in document.reading.clauses.all()
    )


def test_bodies_are_resolved_on_the_day_of_the_document(world):
    document, _ = register(world)
    clause = next(c for c in document.reading.clauses.all() if "trao đổi thông tin" in c.label)
    bodies = [(b.role, b.agency_id) for b in clause.agencies.all()]
    assert bodies == [
        ("coordinating", world.id("ngoaivu")),
        ("lead", world.id("congan")),
        ("lead", world.id("quansu")),
        ("lead", world.id("bdbp")),
    ]


def test_what_the_person_knows_better_wins(world):
    document, _ = register(world, issuer="Ủy ban nhân dân tỉnh", subject="mùa mưa", urgency="hoa_toc")
    assert document.issuer_agency_id == world.id("ubnd")
    assert (document.subject, document.urgency) == ("mùa mưa", "hoa_toc")


def test_the_same_bytes_and_the_same_identity_are_recognised(world):
    first, _ = register(world)
    assert register(world, name="ban-khac.txt") == (first, False)
    same_identity = papers.TEXT.replace("mưa", "mưa bão")
    assert register(world, same_identity) == (first, False)
    as_word = actions.register(
        name="cong-van.docx", data=papers.docx(papers.TEXT), by=world.actor("vanphong"), at=world.at
    )
    assert as_word == (first, False)
    assert Document.objects.count() == 1
    assert Clause.objects.count() == first.reading.clauses.count()


def test_the_same_number_of_another_year_is_another_document(world):
    first, _ = register(world)
    later, new = register(world, papers.TEXT.replace("12 tháng 7 năm 2022", "12 tháng 7 năm 2021"))
    assert new
    assert later.pk != first.pk


def test_papers_without_a_number_are_told_apart_by_their_bytes(world):
    first, _ = register(world, papers.PLAIN_INVITATION)
    other, new = register(world, papers.PLAIN_INVITATION.replace("số 2", "số 3"))
    assert new
    assert first.pk != other.pk
    assert register(world, papers.PLAIN_INVITATION) == (first, False)


def test_an_import_that_was_a_moment_slower_recognises_the_other(world, monkeypatch):
    first, _ = register(world)
    look = registering._registered
    answers = iter([None])

    def blind_once(*asked):
        return next(answers, look(*asked))

    monkeypatch.setattr(registering, "_registered", blind_once)
    assert register(world) == (first, False)
    assert Document.objects.count() == 1


def test_citations_link_in_both_orders(world):
    citing, _ = register(world)
    assert Citation.objects.get(document=citing).cited is None
    cited, _ = register(world, papers.CITED)
    assert Citation.objects.get(document=citing).cited == cited

    again, _ = register(world, papers.TEXT.replace("1450/", "1451/"))
    assert Citation.objects.get(document=again).cited == cited


def test_another_days_number_is_not_linked(world):
    register(world, papers.CITED.replace("03 tháng 3", "04 tháng 3"))
    citing, _ = register(world)
    assert Citation.objects.get(document=citing).cited is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cong-van.txt", "MẬT\n" + papers.TEXT),
        ("cong-van.txt", papers.TEXT.replace("Kính gửi", "TUYỆT MẬT\n\nKính gửi")),
        ("1450_TỐI MẬT.txt", papers.TEXT),
    ],
)
def test_a_secret_document_leaves_one_row_of_time_person_and_hash(world, caplog, name, text):
    caplog.set_level(logging.DEBUG)
    before, files = AuditRow.objects.count(), stored_files()
    with pytest.raises(Problem) as refused:
        register(world, text, name)
    assert (refused.value.entry, refused.value.entry.exit) == (SECRET_DOCUMENT, 4)
    assert refused.value.values == {}

    digest = hashlib.sha256(text.encode()).hexdigest()
    row = AuditRow.objects.order_by("-seq").first()
    assert AuditRow.objects.count() == before + 1
    assert (row.deed, row.detail, row.thing, row.thing_id) == (
        "directive.refused",
        {"sha256": digest},
        "",
        "",
    )
    assert row.person == world.people["vanphong"].pk
    assert stored_files() == files
    assert not any(model.objects.exists() for model in (Document, Clause, Citation, ReadFigure, StoredFile))
    assert not [r for r in caplog.records if "UBND-KTTH" in r.getMessage() or name in r.getMessage()]
    assert _nowhere_in_database("UBND-KTTH")
    assert _nowhere_in_database("1450_T")


def _nowhere_in_database(needle: str) -> bool:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(needle in str(value) for row in cursor.fetchall() for value in row):
                return False
    return True


def test_a_mark_in_what_the_person_adds_is_refused_too(world):
    with pytest.raises(Problem) as refused:
        register(world, subject="Độ mật: MẬT")
    assert refused.value.entry is SECRET_DOCUMENT
    assert not Document.objects.exists()


def test_words_that_only_look_like_marks_are_read(world):
    document, new = register(world, papers.TEXT + "\nMẬT ONG rừng là sản phẩm của các xã biên giới.\n")
    assert new
    assert "MẬT ONG" in document.text


def bomb() -> bytes:
    return papers.docx(papers.TEXT, extra={"word/media/a.xml": b"0" * 40_000_000})


@pytest.mark.parametrize(
    ("name", "data", "entry"),
    [
        ("rong.txt", b"", EMPTY_FILE),
        ("cut.docx", papers.docx(papers.TEXT)[:300], DAMAGED),
        ("khac.pdf", papers.docx(papers.TEXT), MISLABELLED),
        ("bom.docx", bomb(), INFLATES_TOO_FAR),
        (
            "thuc-the.docx",
            papers.docx("x", extra={"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            UNSAFE_XML,
        ),
    ],
)
def test_hostile_files_get_their_entry_and_leave_nothing(world, name, data, entry):
    rows, files = AuditRow.objects.count(), stored_files()
    with pytest.raises(Problem) as refused:
        actions.register(name=name, data=data, by=world.actor("vanphong"), at=world.at)
    assert refused.value.entry is entry
    assert AuditRow.objects.count() == rows
    assert stored_files() == files
    assert not Document.objects.exists()


def test_the_limit_is_the_installations(world, settings):
    settings.COTMOC_UPLOAD_LIMIT = 1000
    with pytest.raises(Problem) as refused:
        register(world)
    assert refused.value.entry is TOO_LARGE


def test_rich_text_is_kept_as_such_and_offered_by_the_form(world, settings):
    words = "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in papers.TEXT).replace("\n", "\\par\n")
    data = rf"{{\rtf1\ansi {words}}}".encode("ascii")
    document, _ = actions.register(name="a.rtf", data=data, by=world.actor("vanphong"), at=world.at)
    assert (document.number, document.file.media_type) == ("1450/UBND-KTTH", "application/rtf")
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    client = Client()
    client.force_login(world.people["vanphong"])
    offered = re.search(r'accept="([^"]*)"', client.get("/van-ban/nhap/").content.decode())[1].split(",")
    assert {".rtf", ".doc", ".docx", ".pdf"} <= set(offered)


def test_names_with_folders_are_kept_without_them(world):
    document, _ = register(world, name="../../etc/cong\x00-van.txt")
    assert document.file.name == "cong-van.txt"


@pytest.mark.parametrize("username", [name for name, *_ in PEOPLE])
def test_only_those_whose_role_says_so_register(world, username):
    role = Role(next(role for name, role, _ in PEOPLE if name == username))
    actor = world.actor(username)

    def attempt() -> None:
        actions.register(name="a.txt", data=papers.TEXT.encode(), by=actor, at=world.at)

    if Permission.REGISTER_DIRECTIVE in GRANTS[role]:
        attempt()
        return
    with pytest.raises(Problem) as refused:
        attempt()
    assert refused.value.entry is NOT_PERMITTED
    assert not Document.objects.exists()


def zipped(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_dot_", "."), data)
    return held.getvalue()


def test_each_document_of_an_archive_is_registered_in_one_deed(world):
    other = papers.TEXT.replace("1450/UBND-KTTH", "1451/UBND-KTTH")
    data = zipped(a_dot_txt=papers.TEXT.encode(), rong_dot_txt=b"", b_dot_txt=other.encode())
    by = world.actor("vanphong")
    first, failed, second = actions.register_all(name="goi.zip", data=data, by=by, at=world.at)
    assert (first.name, first.new, failed.name, second.name) == (
        "goi.zip/a.txt",
        True,
        "goi.zip/rong.txt",
        "goi.zip/b.txt",
    )
    assert (failed.document, failed.problem.entry) == (None, EMPTY_FILE)
    assert {d.number for d in Document.objects.all()} == {"1450/UBND-KTTH", "1451/UBND-KTTH"}
    assert bytes_of(second.document.file) == other.encode()
    assert second.document.file.name == "b.txt"
    (row,) = AuditRow.objects.filter(deed="directive.register")
    assert row.detail["documents"] == [first.document.pk, second.document.pk]
    again = actions.register_all(name="goi.zip", data=data, by=by, at=world.at)
    assert [one.new for one in again] == [False, False, False]
    assert Document.objects.count() == 2


def test_one_mark_in_an_archive_leaves_nothing_of_the_others(world):
    data = zipped(a_dot_txt=papers.TEXT.encode(), b_dot_txt=b"T\xe1\xbb\x90I M\xe1\xba\xacT\n" + b"x")
    before = stored_files()
    with pytest.raises(Problem) as caught:
        actions.register_all(name="goi.zip", data=data, by=world.actor("vanphong"), at=world.at)
    assert caught.value.entry is SECRET_DOCUMENT
    assert Document.objects.count() == StoredFile.objects.count() == 0
    assert stored_files() == before
    (row,) = AuditRow.objects.filter(deed="directive.refused")
    assert set(row.detail) == {"sha256"}
