"""Word 97-2003 through LibreOffice, in memory only."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx as word
import pytest

from cotmoc.domain.errors import Problem, inputs
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import office
from cotmoc.files.reading.inputs import documents_in
from tests.domain.legacy_spelling import from_unicode
from tests.rooms.files.programs import need_office

pytestmark = pytest.mark.slow

ORDER = "Giao Sở Y tế chủ trì báo cáo trước ngày 15/8/2022."


def saved(document: word.document.Document, folder: Path) -> bytes:
    """The document as LibreOffice writes it for Word 97."""
    kept = io.BytesIO()
    document.save(kept)
    (folder / "a.docx").write_bytes(kept.getvalue())
    asked = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "a.docx")]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([str(office.program()), profile, *asked], check=True, capture_output=True)
    return (folder / "a.doc").read_bytes()


@pytest.fixture
def plan(tmp_path: Path) -> bytes:
    """A plan with a table, and a line written in a TCVN3 font."""
    need_office()
    document = word.Document()
    document.add_paragraph(ORDER)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rà soát", "Sở Nội vụ"
    old = document.add_paragraph().add_run(from_unicode("các nước, người", "TCVN3"))
    old.font.name = ".VnTime"
    return saved(document, tmp_path)


def test_an_old_word_file_is_read_and_leaves_nothing_behind(plan: bytes) -> None:
    (only,) = documents_in("ke-hoach.doc", plan)
    assert only.text.text.split("\n") == [ORDER, "Rà soát | Sở Nội vụ", "các nước, người"]
    assert (only.text.kind, only.text.encoding, only.data) == ("doc", "TCVN3", plan)
    assert list(office.MEMORY_FOLDER.glob("cotmoc-doc-*")) == []


@pytest.mark.parametrize("place", ["body", "header", "property"])
def test_a_mark_in_an_old_word_file_refuses_it(place: str, tmp_path: Path) -> None:
    need_office()
    document = word.Document()
    document.add_paragraph("TỐI MẬT" if place == "body" else ORDER)
    if place == "header":
        document.sections[0].header.paragraphs[0].text = "TUYỆT MẬT"
    if place == "property":
        document.core_properties.title = "MẬT"
    data = saved(document, tmp_path)
    with pytest.raises(Problem) as caught:
        documents_in("a.doc", data)
    assert caught.value.entry is errors.SECRET_DOCUMENT


def test_damage_and_a_password_are_named(plan: bytes) -> None:
    locked = bytearray(plan)
    locked[plan.index(b"\xec\xa5") + 11] |= 1
    for data, entry in ((bytes(locked), errors.PROTECTED), (plan[:4096] + bytes(4000), errors.DAMAGED)):
        with pytest.raises(Problem) as caught:
            documents_in("a.doc", data if entry is errors.PROTECTED else data + plan[-600:])
        assert caught.value.entry in (entry, errors.UNSUPPORTED_KIND, errors.NO_TEXT)


def test_a_conversion_that_takes_too_long_is_stopped(plan: bytes) -> None:
    with pytest.raises(Problem) as caught:
        office.to_docx(plan, seconds=0.01)
    assert caught.value.entry is errors.TOO_SLOW
    assert list(office.MEMORY_FOLDER.glob("cotmoc-doc-*")) == []


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Problem) as caught:
        documents_in("a.doc", OLD_WORD)
    assert caught.value.entry is inputs.NO_CONVERTER
    assert "libreoffice-writer-nogui" in caught.value.text()


def test_without_a_folder_in_memory_the_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    need_office()
    monkeypatch.setattr(office, "MEMORY_FOLDER", tmp_path)
    with pytest.raises(Problem) as caught:
        documents_in("a.doc", OLD_WORD)
    assert caught.value.entry is inputs.NO_MEMORY_FOLDER
    assert list(tmp_path.iterdir()) == []
