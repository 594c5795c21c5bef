"""Evidence files: kinds by content, marks refused before anything is kept."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from django.conf import settings

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import (
    DAMAGED,
    EMPTY_FILE,
    MISLABELLED,
    SECRET_DOCUMENT,
    TOO_COMPLEX,
    TOO_LARGE,
    TOO_SLOW,
)
from cotmoc.domain.errors.tasks import EVIDENCE_KIND
from cotmoc.files.models import StoredFile
from cotmoc.files.queries import bytes_of
from cotmoc.files.reading.worker import Worker
from cotmoc.tasks import actions, queries
from cotmoc.tasks.evidence import MEDIA, Evidence, check
from cotmoc.tasks.models import Task, TaskEvent
from tests.rooms.small_province import World
from tests.rooms.tasks.test_course import assign

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"pixels" + b"\xff\xd9"
DOCX = Path(__file__).parents[3] / "reference_data/demo/directives/cong-van-kinh-te-bien-gioi.docx"
PDF = Path(__file__).parents[3] / "reference_data/demo/directives/chi-thi-chu-quyen-bien-gioi.pdf"
LIMIT = 25 * 1024 * 1024


def sheet(cell: str = "Đăk Plô", footer: str = "", **members: bytes) -> bytes:
    """A small workbook with one cell and a footer."""
    main = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    strings = f"<sst><si><t>{cell}</t></si></sst>"
    page = f"<worksheet><headerFooter><oddFooter>{footer}</oddFooter></headerFooter></worksheet>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", main)
        file.writestr("xl/sharedStrings.xml", strings)
        file.writestr("xl/worksheets/sheet1.xml", page)
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


def on_disk() -> set[Path]:
    """Every stored file, drafts included; the home is shared by the tests of one run."""
    return set((Path(settings.COTMOC_HOME) / "files").rglob("*"))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("anh.png", PNG, "png"),
        ("anh.jpeg", JPG, "jpg"),
        ("bang.xlsx", sheet(), "xlsx"),
        ("bao-cao.docx", DOCX.read_bytes(), "docx"),
        ("bao-cao.pdf", PDF.read_bytes(), "pdf"),
        ("khong-duoi", PNG, "png"),
    ],
)
def test_the_kind_is_found_by_content(name: str, data: bytes, kind: str) -> None:
    assert check(Evidence(name, data), limit=LIMIT).media_type == MEDIA[kind]


@pytest.mark.parametrize(
    ("name", "data", "entry"),
    [
        ("rong.pdf", b"", EMPTY_FILE),
        ("trang.pdf", b"  \n", EMPTY_FILE),
        ("bao-cao.pdf", PNG, MISLABELLED),
        ("anh.png", PDF.read_bytes(), MISLABELLED),
        ("cut.png", PNG[:12], DAMAGED),
        ("cut.jpg", JPG[:8], DAMAGED),
        ("cut.xlsx", sheet()[:200], DAMAGED),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, EVIDENCE_KIND),
        ("trang.html", b"<html><script>alert(1)</script></html>", EVIDENCE_KIND),
        ("ghi-chu.txt", "Đã làm".encode(), EVIDENCE_KIND),
        ("goi.zip", b"PK\x05\x06" + b"\0" * 18, EVIDENCE_KIND),
        ("chay.exe", b"MZ\x90\x00", EVIDENCE_KIND),
        ("macro.xlsx", sheet(**{"xl__vbaProject.bin": b"x"}), EVIDENCE_KIND),
        ("to.png", PNG + b"x" * 300 + PNG, TOO_LARGE),
    ],
)
def test_others_are_refused_with_the_field(name: str, data: bytes, entry: object) -> None:
    with pytest.raises(Problem) as refused:
        check(Evidence(name, data), limit=256 if name == "to.png" else LIMIT)
    assert (refused.value.entry, refused.value.field) == (entry, "evidence")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("BC MẬT.png", PNG),
        ("bang.xlsx", sheet("TUYỆT MẬT")),
        ("bang.xlsx", sheet(footer="&amp;CMẬT")),
        ("bang.xlsx", sheet(**{"xl__embeddings__BC TỐI MẬT.bin": b"x"})),
        ("hong.xlsx", sheet("MẬT", **{"xl__worksheets__sheet2.xml": b"<broken"})),
    ],
)
def test_marked_files_leave_a_hash_and_nothing_else(world: World, name: str, data: bytes) -> None:
    task = assign(world, leads=[world.id("khdt")])
    rows, events, stored = AuditRow.objects.count(), TaskEvent.objects.count(), on_disk()
    files = StoredFile.objects.count()
    with pytest.raises(Problem) as refused:
        actions.report_progress(
            task.pk, note="Xem tệp", evidence=Evidence(name, data), by=world.actor("sokhdt"), at=world.at
        )
    assert refused.value.entry is SECRET_DOCUMENT
    assert StoredFile.objects.count() == files
    assert TaskEvent.objects.count() == events
    [row] = AuditRow.objects.order_by("seq")[rows:]
    assert (row.deed, list(row.detail)) == ("task.evidence_refused", ["sha256"])
    assert on_disk() == stored


@pytest.mark.slow
def test_a_workbook_is_searched_apart_within_the_memory_of_a_worker() -> None:
    numbers = Random(1)
    cells = "".join(f'<c a="{numbers.randrange(10**6)}" b="" d="" e=""/>' for _ in range(750_000))
    large = sheet(**{"xl__worksheets__sheet2.xml": f"<worksheet>{cells}</worksheet>".encode()})
    with pytest.raises(Problem) as refused:
        check(Evidence("bang.xlsx", large), limit=2 * LIMIT)
    assert (refused.value.entry, refused.value.field) == (TOO_COMPLEX, "evidence")
    assert check(Evidence("bang.xlsx", sheet()), limit=LIMIT)


def test_a_workbook_has_the_time_of_an_import() -> None:
    with pytest.raises(Problem) as refused:
        Worker("workbook").read("a.xlsx", sheet(), [], seconds=0.0)
    assert refused.value.entry is TOO_SLOW


def test_formulas_and_attached_files_are_taken_and_searched() -> None:
    summed = b"<worksheet><c><f>SUM(A1:A9)</f><v>9</v></c></worksheet>"
    kept = {"xl__worksheets__sheet2.xml": summed, "xl__embeddings__a.bin": b"x"}
    assert check(Evidence("bang.xlsx", sheet(**kept)), limit=LIMIT)
    named = "<workbook><sheets><sheet name='TỐI MẬT'/></sheets></workbook>".encode()
    with pytest.raises(Problem) as refused:
        check(Evidence("bang.xlsx", sheet(**{"xl__workbook2.xml": named})), limit=LIMIT)
    assert refused.value.entry is SECRET_DOCUMENT


def test_words_about_secrecy_are_not_marks() -> None:
    kept = check(Evidence("mat-duong.xlsx", sheet("Mật ong, mật độ, bảo vệ bí mật nhà nước")), limit=LIMIT)
    assert kept.name == "mat-duong.xlsx"


def test_evidence_is_kept_with_the_event_and_comes_back_whole(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    lead = world.actor("sokhdt")
    sent = Evidence("C:\\bao cao\\anh.png", PNG)
    actions.report_progress(task.pk, note="Đã sửa", evidence=sent, by=lead, at=world.at)
    event = queries.task(lead, task.pk).events.all()[1]
    assert (event.kind, event.file.name, bytes_of(event.file)) == ("evidence", "anh.png", PNG)


def test_a_refused_step_keeps_no_file(world: World) -> None:
    task = assign(world, leads=[world.id("khdt")])
    stranger = world.actor("quansu")
    with pytest.raises(Problem):
        actions.report_completion(
            task.pk,
            product="1/BC",
            product_on=world.at.date(),
            evidence=Evidence("a.png", PNG),
            by=stranger,
            at=world.at,
        )
    assert not StoredFile.objects.exists()
    assert Task.objects.get().completed_on is None
