"""Files made to stop the reader: each is answered in time, in bounded memory, by a text or a problem.

The spoiled files are those of ``benchmarks/fuzz.py``; what a long run of it found stands here by itself.
"""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem, catalogue
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import any_marked, archive, kinds, sandbox, to_text
from cotmoc.files.reading.inputs import documents_in
from cotmoc.files.reading.table import to_rows
from cotmoc.files.reading.text_of import Part
from cotmoc.files.reading.worker import SECONDS, shared
from tests.rooms.files.mutations import seeds, spoiled
from tests.rooms.files.office_files import document, docx, header, packed, paragraph, table

MB = 1_000_000
ORDER = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh bảo vệ bí mật, mật độ dân số và "


def docx_of_one_line(size: int) -> bytes:
    """One paragraph of many long runs."""
    run = f"<w:r><w:t>{ORDER * 500}</w:t></w:r>"
    body = f"<w:p>{run * (size // len(run.encode()) + 1)}</w:p>"
    return packed({"word/document.xml": document(body)}, stored=True)


def answer(name: str, data: bytes) -> object:
    """The text, or the entry of the problem."""
    try:
        return to_text(name, data).text
    except Problem as problem:
        return problem.entry


def promised(name: str, data: bytes) -> bool:
    """Whether the answer is rows, or documents each with a text or a problem, or a problem of all."""
    try:
        if name.endswith((".xlsx", ".csv")):
            return all(isinstance(cell, str) for row in to_rows(name, data) for cell in row)
        found = documents_in(name, data)
    except Problem as problem:
        return problem.entry in catalogue()
    texts = [one.read.text.encode() for one in found if one.read]
    return len(texts) + sum(one.problem is not None for one in found) == len(found)


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(set(seeds()) - {"png", "tif"}))
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_spoiled_files_give_documents_or_a_problem(kind: str, seed: int) -> None:
    assert promised(f"a.{kind}", spoiled(Random(seed), kind, most=20_000))


@pytest.mark.parametrize("kind", ["png", "tif"])
def test_spoiled_pictures_give_a_text_or_a_problem(kind: str) -> None:
    assert all(promised(f"a.{kind}", spoiled(Random(seed), kind, most=20_000)) for seed in range(4))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", (ORDER * (10 * MB // len(ORDER.encode()) + 1)).encode()),
        ("a.txt", b"M" * 10 * MB),
        ("a.txt", ("mật, " * (10 * MB // 7)).encode()),
        ("a.txt", ("C\u00e9ng h\u00dfa x\u00b7 h\u00e9i " * (10 * MB // 16)).encode("cp1252")),
        ("a.html", b"<html><body>" + (ORDER * (10 * MB // len(ORDER.encode()) + 1)).encode()),
        ("a.docx", docx_of_one_line(10 * MB)),
    ],
)
def test_ten_megabytes_in_one_line_are_read_in_time(name: str, data: bytes) -> None:
    assert len(data) > 9 * MB
    begun = time.monotonic()
    assert len(to_text(name, data).text) > MB
    assert time.monotonic() - begun < SECONDS


def test_comments_at_the_head_of_a_page_are_looked_at_once() -> None:
    begun = time.monotonic()
    for end in (b"", b"<html><body>Giao</body></html>"):
        kinds.looks_like_html("a.txt", b"<!---->" * 2800 + end)
    assert time.monotonic() - begun < 2
    assert kinds.looks_like_html("a", b"<!-- a -->\n<!-- b --> <html>")


def test_a_long_property_is_a_text_and_no_name() -> None:
    begun = time.monotonic()
    assert not any_marked("a", [Part("property", "có mặt trận " * 50_000, is_name=True)])
    assert any_marked("a", [Part("property", "có mặt trận " * 500 + "\nMẬT\n", is_name=True)])
    assert any_marked("a", [Part("property", "Kế hoạch - TỐI MẬT", is_name=True)])
    assert time.monotonic() - begun < 5


def test_a_small_package_that_inflates_is_read_apart() -> None:
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 8000
    members = {f"word/header{n}.xml": header("x").replace(b"<w:p>", rows.encode()) for n in range(3)}
    small = packed({"word/document.xml": document(paragraph("Giao")), **members})
    assert len(small) < 32 * 1024
    assert not archive.inflates_little(small)
    assert archive.inflates_little(docx(paragraph("Giao")))
    assert not archive.inflates_little(docx(paragraph("Giao"), word__embeddings__a_dot_xlsx=b"x"))


def test_a_size_told_too_small_is_all_that_is_read() -> None:
    data = bytearray(docx(paragraph("Giao " * 5000)))
    at = data.index(b"word/document.xml", data.rindex(b"PK\x01\x02") - 200) - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert archive.inflates_little(bytes(data))
    assert answer("a.docx", bytes(data)) is errors.DAMAGED


def test_more_tags_than_a_document_has_are_refused_before_a_tree_is_made() -> None:
    many = packed({"word/document.xml": document("<w:p/>" * 1_600_000)}, stored=True)
    assert answer("a.docx", many) is errors.TOO_COMPLEX
    assert answer("a.html", b"<html><body>" + b"<b>x" * 600_000) is errors.TOO_COMPLEX


@pytest.mark.parametrize(
    ("cell", "entry"), [("A1048576", errors.TABLE_TOO_LARGE), ("XFD1048576", errors.TABLE_TOO_LARGE)]
)
def test_a_cell_at_the_far_end_of_a_sheet_is_too_much(cell: str, entry: object) -> None:
    with zipfile.ZipFile(io.BytesIO(seeds()["xlsx"][0])) as book:
        members = {info.filename: book.read(info) for info in book.infolist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    far = f'<row r="1048576"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    members["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", far)
    with pytest.raises(Problem) as caught:
        to_rows("a.xlsx", packed(members))
    assert caught.value.entry is entry


def test_a_table_of_too_many_rows_is_refused_on_the_way() -> None:
    for data in (b"a\n" * 300_000, b"," * 300_000, b"a\r" * 300_000):
        with pytest.raises(Problem) as caught:
            to_rows("a.csv", data)
        assert caught.value.entry is errors.TABLE_TOO_LARGE


def test_a_message_of_too_many_parts_is_refused() -> None:
    head = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    with pytest.raises(Problem) as caught:
        documents_in("a.eml", head + b"--b\n\nx\n" * 2000 + b"--b--\n")
    assert caught.value.entry is errors.TOO_COMPLEX


@pytest.mark.parametrize("header", [b"Content-Type: multipart/", b"MIME-Version: ", b"To: ", b"Subject: "])
def test_a_header_without_end_is_not_taken_apart(header: bytes) -> None:
    begun = time.monotonic()
    data = b"From: a\n" + header + "bản=(".encode() * 100_000 + b"\n\nGiao\n"
    assert promised("a.eml", data)
    assert time.monotonic() - begun < 5


@pytest.mark.slow
def test_what_takes_more_memory_than_a_worker_has_is_a_problem() -> None:
    deep = packed(
        {"word/document.xml": document("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 370_000 + "</w:p>")}, stored=True
    )
    assert isinstance(answer("a.docx", deep), str) or answer("a.docx", deep) is errors.TOO_COMPLEX
    worker = shared("docx")
    assert worker._process is not None
    limits = Path(f"/proc/{worker._process.pid}/limits").read_text("utf-8")
    assert f"Max address space         {sandbox.MEMORY}" in limits
    assert sandbox.MEMORY <= 512 * 1024 * 1024


def test_an_archive_of_slow_files_is_stopped_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cotmoc.files.reading.inputs.MOST_SECONDS", -1)
    found = documents_in("a.zip", packed({"a.txt": b"Giao", "b.docx": docx(paragraph("Giao"))}))
    assert [one.problem.entry for one in found if one.problem] == [errors.TOO_SLOW] * 2


def test_the_marks_of_a_file_read_apart_refuse_it() -> None:
    rows = table(*[("Rà soát", "Sở Y tế")] * 4000)
    for hidden in (header("TỐI MẬT"), header("M\u200bẬT")):
        data = packed({"word/document.xml": document(rows), "word/header1.xml": hidden}, stored=True)
        parts: list[Part] = []
        assert shared("docx").read("a.docx", data, parts).searched
        assert any_marked("a", parts)
        assert answer("a.docx", data) is errors.SECRET_DOCUMENT
    assert answer("a.txt", ("Giao Sở Y tế\n" * 50_000 + "\nMẬT\n").encode()) is errors.SECRET_DOCUMENT
    page = "<html><body>" + "<p>Giao</p>" * 5000 + "<p>MẬT</p></body></html>"
    assert answer("a.html", page.encode()) is errors.SECRET_DOCUMENT
