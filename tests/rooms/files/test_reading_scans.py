"""Scanned pages and pictures: what is read, what is told, what is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pypdfium2
import pytest

from cotmoc.domain.errors import Problem, inputs
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import TextOf, pictures, recognition, to_text
from cotmoc.files.reading.inputs import documents_in
from cotmoc.files.reading.stamps import marked
from tests.rooms.files.office_files import packed, pdf
from tests.rooms.files.programs import need_recognition
from tests.rooms.files.scans import ORDER, letter, png, scanned, stamp

pytestmark = pytest.mark.slow


def read(name: str, data: bytes) -> TextOf:
    (only,) = documents_in(name, data)
    return only.text


def refused(name: str, data: bytes) -> object:
    with pytest.raises(Problem) as caught:
        documents_in(name, data)
    return caught.value.entry


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("MẠT", True),
        ("MAT.", True),
        ("[TÔI MẠT:", True),
        ("TUYỂT MẠT]", True),
        ("TOÓI MAT", True),
        ("Mật", False),
        ("BẢO MẬT", False),
        ("CÓ MẶT", False),
        ("HỎA TỐC", False),
        ("CÔNG VĂN ĐẾN", False),
        ("", False),
    ],
)
def test_what_a_stamp_is_taken_for(line: str, found: bool) -> None:
    assert marked(line) is found


@pytest.mark.parametrize(("turn", "specks"), [(0.0, 0), (0.7, 60), (-1.0, 120)])
def test_a_scan_is_read_and_said_to_be_one(turn: float, specks: int) -> None:
    need_recognition()
    found = read("quet.pdf", scanned(letter(), turn=turn, specks=specks))
    assert ORDER in found.text
    assert "Số: 1234/UBND-NC" in found.text
    assert "2.069 triệu đồng" in found.text
    assert (found.kind, found.pages, found.ocr_pages, found.unread_pages) == ("pdf", 1, (1,), ())


def test_the_columns_of_a_letters_head_stay_apart() -> None:
    need_recognition()
    lines = read("quet.pdf", scanned(letter())).text.split("\n")
    assert lines[0].startswith("ỦY BAN NHÂN DÂN")
    assert "CỘNG" not in lines[0]
    assert lines[2].startswith("Số: 1234/UBND-NC")


def test_of_a_partly_scanned_file_the_scanned_pages_are_recognised() -> None:
    need_recognition()
    whole = pypdfium2.PdfDocument(pdf("Giao Sở Y tế báo cáo trước ngày 15/8/2022."))
    whole.import_pages(pypdfium2.PdfDocument(scanned(letter())))
    whole.import_pages(pypdfium2.PdfDocument(pdf("Nơi nhận: như trên.")))
    kept = io.BytesIO()
    whole.save(kept)
    assert to_text("a.pdf", kept.getvalue()).unread_pages == (2,)
    found = read("a.pdf", kept.getvalue())
    assert (found.pages, found.ocr_pages, found.unread_pages) == (3, (2,), ())
    before, middle, after = (found.text.index(words) for words in ("Giao Sở Y tế", ORDER, "Nơi nhận"))
    assert before < middle < after


def test_a_signature_in_text_does_not_make_a_scan_a_text() -> None:
    need_recognition()
    signed = scanned(letter(), over="Ký bởi: Văn phòng Ủy ban nhân dân tỉnh, ngày ký 12/7/2022")
    assert to_text("a.pdf", signed).unread_pages == (1,)
    found = read("a.pdf", signed)
    assert ORDER in found.text
    assert (found.ocr_pages, found.unread_pages) == ((1,), ())


def test_pictures_of_every_kind_are_read() -> None:
    need_recognition()
    found = read("anh.png", png(letter()))
    assert ORDER in found.text
    assert (found.kind, found.ocr_pages) == ("png", (1,))
    assert ORDER in read("anh.tif", tiff(png(letter(), 150))).text


def tiff(picture: bytes) -> bytes:
    """Two grey pages of a TIFF, made by hand from a PNG page rendered again as grey."""
    document = pictures.as_document(picture, "png")
    assert document is not None
    bitmap = document[0].render(scale=2.5, grayscale=True)
    assert isinstance(bitmap, pypdfium2.PdfBitmap)
    raw = bytes(bitmap.buffer)
    rows = b"".join(raw[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    strip = zlib.compress(rows)
    fields = [
        (256, 4, bitmap.width), (257, 4, bitmap.height), (258, 3, 8), (259, 3, 8), (262, 3, 1),
        (273, 4, 8), (277, 3, 1), (278, 4, bitmap.height), (279, 4, len(strip)),
    ]  # fmt: skip
    body = b"II*\x00" + struct.pack("<I", 8 + len(strip)) + strip
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in fields)
    return body + struct.pack("<H", len(fields)) + entries + b"\0\0\0\0"


@pytest.mark.parametrize(
    "laid",
    [
        stamp("MẬT"),
        stamp("TỐI MẬT", turn=4),
        stamp("TUYỆT MẬT", turn=-6, ink="#e44"),
        stamp("MẬT", ink="#e88"),
        "#v(4mm)#rect(stroke: 1.5pt)[*MẬT*]",
        '#align(center)[#text(weight: "bold")[TỐI MẬT]]',
    ],
)
def test_a_mark_on_a_scan_refuses_it(laid: str) -> None:
    need_recognition()
    assert refused("quet.pdf", scanned(letter(laid))) is errors.SECRET_DOCUMENT


def test_a_mark_on_a_picture_in_an_archive_refuses_the_archive() -> None:
    need_recognition()
    data = packed({"a.txt": b"Giao", "anh.png": png(letter(stamp("TUYỆT MẬT", turn=-6)))})
    assert refused("a.zip", data) is errors.SECRET_DOCUMENT


@pytest.mark.parametrize("words", ["HỎA TỐC", "CÔNG VĂN ĐẾN\\ Số: 345\\ Ngày 14/7/2022"])
def test_other_stamps_are_no_marks_and_no_doubt(words: str) -> None:
    need_recognition()
    found = read("quet.pdf", scanned(letter(stamp(words))))
    assert ORDER in found.text
    assert found.doubtful_pages == ()


def test_a_stamp_that_cannot_be_read_is_told() -> None:
    need_recognition()
    found = read("quet.pdf", scanned(letter(stamp("#emoji.star ⁂ ✳ ✺ ❉", turn=40))))
    assert found.doubtful_pages == (1,)


def test_without_recognition_a_scan_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    recognition.available.cache_clear()
    try:
        for name, data in (("anh.png", png(letter(), 50)), ("quet.pdf", scanned(letter(), dots=50))):
            with pytest.raises(Problem) as caught:
                documents_in(name, data)
            assert caught.value.entry is inputs.NO_RECOGNITION
            assert "tesseract-ocr-vie" in caught.value.text("en")
    finally:
        recognition.available.cache_clear()


def test_hostile_pictures_are_refused() -> None:
    need_recognition()
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = head + struct.pack(">I4s", 40, b"IDAT") + zlib.compress(bytes(30))
    for name, data in (
        ("a.png", bomb),
        ("a.png", png(letter(), 50)[:3000]),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(400)),
        ("a.tif", b"II*\x00\x08\x00\x00\x00" + b"\xff" * 400),
    ):
        assert refused(name, data) in (errors.DAMAGED, errors.TOO_COMPLEX, errors.NO_TEXT)
    assert refused("a.jpg", png(letter(), 50)) is errors.MISLABELLED
