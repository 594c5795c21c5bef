"""Pictures in Word documents and HTML pages: pages of print are read, marks refuse."""

from __future__ import annotations

import base64
import random
import struct
import zlib

import pytest
import typst

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors import inputs
from cotmoc.files.reading import recognition
from tests.rooms.files.office_files import docx, paragraph
from tests.rooms.files.programs import need_recognition
from tests.rooms.files.scans import ORDER, letter, png, stamp
from tests.rooms.files.test_reading_scans import read, refused

pytestmark = pytest.mark.slow

OWN = "Giao Sở Y tế báo cáo trước ngày 15/8/2022."
HEAD = letter().partition("#grid")[0]


def word(*pictures: bytes, text: str = OWN) -> bytes:
    """A .docx with these pictures; where they stand in it makes no difference."""
    members = {f"word__media__image{number}_dot_png": data for number, data in enumerate(pictures, 1)}
    return docx(paragraph(text), **members)


def page(*pictures: bytes, text: str = OWN) -> bytes:
    links = (base64.b64encode(data).decode("ascii") for data in pictures)
    shown = "".join(f'<img src="data:image/png;base64,{link}">' for link in links)
    return f"<!doctype html><html><body><p>{text}</p>{shown}</body></html>".encode()


def small(words: str, *, turn: int = 0, ink: str = "#d22") -> bytes:
    """A picture of nothing but a stamp, cut out."""
    inside = f'text(fill: rgb("{ink}"), weight: "bold", size: 16pt)[{words}]'
    frame = f'rect(stroke: 1.5pt + rgb("{ink}"), inset: 4pt, {inside})'
    source = f"#set page(width: auto, height: auto, margin: 3mm)\n#rotate({turn}deg, reflow: true, {frame})"
    picture = typst.compile(source.encode(), format="png", ppi=150)
    assert isinstance(picture, bytes)
    return picture


def photograph(width: int = 120, height: int = 80) -> bytes:
    """Colours without any print."""
    noise = random.Random(1)
    rows = b"".join(b"\0" + noise.randbytes(3 * width) for _ in range(height))
    blocks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    whole = (struct.pack(">I", len(b)) + n + b + struct.pack(">I", zlib.crc32(n + b)) for n, b in blocks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


@pytest.mark.parametrize(("name", "made"), [("a.docx", word), ("a.html", page)])
def test_a_page_pasted_into_a_document_stands_behind_its_own_text(name: str, made) -> None:
    need_recognition()
    found = read(name, made(photograph(), png(letter(), 150)))
    assert found.text.startswith(f"{OWN}\n\n")
    assert ORDER in found.text
    assert (found.kind, found.ocr_pages, found.unread_pages) == (name[2:], (2,), ())


@pytest.mark.parametrize(("name", "made"), [("a.docx", word), ("a.html", page)])
def test_a_document_of_pictures_alone_is_read_as_a_scan(name: str, made) -> None:
    need_recognition()
    found = read(name, made(png(letter(), 150), text=""))
    assert found.text.startswith("ỦY BAN NHÂN DÂN")
    assert (found.kind, found.ocr_pages) == (name[2:], (1,))
    assert refused(name, made(photograph(), text="")) is errors.NO_TEXT


@pytest.mark.parametrize(
    "picture",
    [
        png(letter(stamp("MẬT")), 150),
        png(letter(stamp("TUYỆT MẬT", turn=-6)), 150),
        small("MẬT"),
        small("TỐI MẬT", turn=4),
        small("TUYỆT MẬT", ink="#222"),
        small("TỐI MẬT", ink="#24a"),
    ],
    ids=["page", "page turned", "stamp", "stamp turned", "black", "blue"],
)
def test_a_mark_in_a_picture_refuses_the_document(picture: bytes) -> None:
    need_recognition()
    assert refused("a.docx", word(picture)) is errors.SECRET_DOCUMENT
    assert refused("a.html", page(photograph(), picture)) is errors.SECRET_DOCUMENT


@pytest.mark.parametrize("picture", [small("HỎA TỐC"), small("CÔNG VĂN ĐẾN"), photograph()])
def test_other_pictures_leave_the_text_as_it_is(picture: bytes) -> None:
    need_recognition()
    found = read("a.docx", word(picture))
    assert (found.text, found.ocr_pages, found.unread_pages, found.doubtful_pages) == (OWN, (), (), ())


def test_a_picture_that_comes_again_is_judged_again() -> None:
    need_recognition()
    emblem = small("SỞ Y TẾ", ink="#222")
    for number in range(3):
        assert read("a.docx", word(emblem, text=f"{OWN} {number}")).text == f"{OWN} {number}"
        assert refused("a.docx", word(emblem, small("MẬT"), emblem)) is errors.SECRET_DOCUMENT


def test_a_picture_that_cannot_be_decoded_is_told_and_the_rest_is_read() -> None:
    need_recognition()
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60_000, 60_000, 8, 2, 0, 0, 0)
    broken = [head, b"\xff\xd8\xff\xe0" + bytes(400), b"no picture", b""]
    for name, data in (("a.docx", word(*broken, png(letter(), 150))), ("a.html", page(*broken[:2]))):
        found = read(name, data)
        assert found.text.startswith(OWN)
        assert found.unread_pages == ((1, 2, 3, 4) if name == "a.docx" else (1, 2))


def test_without_recognition_a_document_of_pictures_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    recognition.available.cache_clear()
    try:
        scan = png(letter(), 200)
        for name, data in (("a.docx", word(scan, text="")), ("a.html", page(scan, text=""))):
            assert refused(name, data) is inputs.NO_RECOGNITION
        found = read("a.docx", word(small("HỎA TỐC"), scan))
        assert (found.text, found.unread_pages) == (OWN, (2,))
    finally:
        recognition.available.cache_clear()
