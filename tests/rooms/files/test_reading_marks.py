"""Secrecy marks in every place of a file, in every spelling; ordinary words in the same places."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO

import pypdfium2
import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import any_marked, embedded
from cotmoc.files.reading.inputs import documents_in
from cotmoc.files.reading.picture_notes import notes
from cotmoc.files.reading.text_of import Part
from tests.domain.legacy_spelling import from_unicode
from tests.rooms.files.mutations import PNG
from tests.rooms.files.office_files import document, docx, header, packed, paragraph, pdf
from tests.rooms.files.test_reading_docx import BOX, CORE

ORDER = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh báo cáo trước ngày 15/7/2022."
BODY = paragraph(ORDER)
SPELLINGS = {
    "plain": "TỐI MẬT",
    "spaced": "T Ố I  M Ậ T",
    "decomposed": unicodedata.normalize("NFD", "TUYỆT MẬT"),
    "marks in the other order": "MA\u0302\u0323T",
    "zero width": "M\u200bẬ\u2060T",
    "soft hyphens": "M\u00adẬ\u00adT",
    "full width": "ＭẬＴ",
    "Cyrillic": "ТОІ МАТ",
    "turned": "\u202eTẬM IỐT\u202c",
    "struck through": "M\u0336Ậ\u0336T\u0336",
    "TCVN3": from_unicode("Tối mật", "TCVN3"),
    "VNI": from_unicode("TỐI MẬT", "VNI"),
}
WORDS = ["Bảo vệ bí mật nhà nước", "MẬT ONG RỪNG", "MẬT ĐỘ DÂN SỐ", "mật mía", "Trái tim mật", "BẢO MẬT"]


def custom(value: str) -> bytes:
    said = f"<property name='Phân loại'><vt:lpwstr>{value}</vt:lpwstr></property>"
    names = (
        "xmlns='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties' "
        "xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'"
    )
    return f"<Properties {names}>{said}</Properties>".encode()


def chart(words: str) -> bytes:
    return f"<c:chart xmlns:c='c'><c:cat><c:pt><c:v>{words}</c:v></c:pt></c:cat></c:chart>".encode()


def attached(words: str, name: str = "a.txt") -> bytes:
    out = BytesIO()
    with_file = pypdfium2.PdfDocument(pdf(ORDER))
    with_file.new_attachment(name).set_data(docx(paragraph(words) + BODY))
    with_file.save(out)
    return out.getvalue()


def page(inside: str) -> bytes:
    return f"<!doctype html><html><body><p>{ORDER}</p>{inside}</body></html>".encode()


def letter(
    subject: str = "V/v gửi kế hoạch", body: str = ORDER, attachment: tuple[str, bytes] | None = None
) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Văn thư <vanthu@example.vn>"
    message.set_content(body)
    message.add_alternative(f"<p>{body}</p>", subtype="html")
    if attachment:
        name, data = attachment
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def commented(words: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", ORDER)
        archive.comment = words.encode()
    return out.getvalue()


PLACES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("a.txt", lambda w: f"UBND TỈNH\n{w}\nSố: 1/KH\n{ORDER}".encode()),
    "word: line": ("a.docx", lambda w: docx(paragraph(w) + BODY)),
    "word: one run a letter": (
        "a.docx",
        lambda w: docx(
            "<w:p>" + "".join(f"<w:r><w:t xml:space='preserve'>{c}</w:t></w:r>" for c in w) + "</w:p>" + BODY
        ),
    ),
    "word: header": ("a.docx", lambda w: docx(BODY, word__header1_dot_xml=header(w))),
    "word: footer": ("a.docx", lambda w: docx(BODY, word__footer1_dot_xml=header(w))),
    "word: text box": ("a.docx", lambda w: docx(BODY + BOX.format(paragraph(w)))),
    "word: footnote": ("a.docx", lambda w: docx(BODY, word__footnotes_dot_xml=header(w))),
    "word: chart": ("a.docx", lambda w: docx(BODY, word__charts__chart1_dot_xml=chart(w))),
    "word: data": ("a.docx", lambda w: docx(BODY, customXml__item1_dot_xml=f"<x><y>{w}</y></x>".encode())),
    "word: in the sheet of a chart": (
        "a.docx",
        lambda w: docx(
            BODY,
            word__embeddings__a_dot_xlsx=packed(
                {"xl/sharedStrings.xml": f"<sst><si><t>{w}</t></si></sst>".encode()}
            ),
        ),
    ),
    "word: property": ("a.docx", lambda w: docx(BODY, docProps__core_dot_xml=CORE.format(w).encode())),
    "word: property of one's own": ("a.docx", lambda w: docx(BODY, docProps__custom_dot_xml=custom(w))),
    "page: line": ("a.html", lambda w: page(f"<p>{w}</p>")),
    "page: drawing": ("a.html", lambda w: page(f"<svg><text>{w}</text></svg>")),
    "page: title": (
        "a.html",
        lambda w: f"<html><head><title>{w}</title></head><body>{ORDER}</body></html>".encode(),
    ),
    "page: picture": ("a.html", lambda w: page(f"<img alt='{w}' src='x'>")),
    "mail: subject": ("a.eml", lambda w: letter(subject=w)),
    "mail: body": ("a.eml", lambda w: letter(body=f"{w}\n\n{ORDER}")),
    "mail: attached": ("a.eml", lambda w: letter(attachment=("a.docx", docx(paragraph(w) + BODY)))),
    "mail: name of the attached": ("a.eml", lambda w: letter(attachment=(f"KH-12 {w}.docx", docx(BODY)))),
    "mail: archive": (
        "a.eml",
        lambda w: letter(attachment=("a.zip", packed({"b.txt": f"{w}\n{ORDER}".encode()}))),
    ),
    "archive: member": ("a.zip", lambda w: packed({"a.txt": b"x", "b.docx": docx(paragraph(w) + BODY)})),
    "archive: name": ("a.zip", lambda w: packed({f"KH-12 {w}.txt": ORDER.encode()})),
    "archive: comment": ("a.zip", commented),
    "archive: archive": ("a.zip", lambda w: packed({"b.zip": packed({"c.txt": f"{w}\n{ORDER}".encode()})})),
    "archive: name in archive": (
        "a.zip",
        lambda w: packed({"b.zip": packed({f"12 {w}.txt": ORDER.encode()})}),
    ),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("place", PLACES)
def test_a_mark_is_found_in_every_place_and_spelling(place: str, spelling: str) -> None:
    name, made = PLACES[place]
    with pytest.raises(Problem) as caught:
        documents_in(name, made(SPELLINGS[spelling]))
    assert caught.value.entry is errors.SECRET_DOCUMENT


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("place", PLACES)
def test_ordinary_words_are_read_in_every_place(place: str, words: str) -> None:
    name, made = PLACES[place]
    assert all(
        one.read
        for one in documents_in(name, made(words))
        if not one.name.endswith("/a.txt") or one.data != b"x"
    )


PRINTED = {
    "line": "WORDS\n\nORDER",
    "header": "#set page(header: [WORDS])\nORDER",
    "footer": "#set page(footer: [WORDS])\nORDER",
    "frame": "#rect[WORDS]\nORDER",
    "title": '#set document(title: "WORDS")\nORDER',
}


@pytest.mark.parametrize("place", PRINTED)
def test_a_mark_is_found_in_every_place_of_a_pdf_and_words_are_read(place: str) -> None:
    made = PRINTED[place].replace("ORDER", ORDER)
    for mark in ("MẬT", "TỐI MẬT", "T U Y Ệ T  M Ậ T", "M\u200bẬT"):
        with pytest.raises(Problem) as caught:
            documents_in("a.pdf", pdf(made.replace("WORDS", mark)))
        assert caught.value.entry is errors.SECRET_DOCUMENT
    for words in WORDS:
        assert documents_in("a.pdf", pdf(made.replace("WORDS", words)))[0].read


def test_what_is_attached_to_a_pdf_is_searched() -> None:
    assert documents_in("a.pdf", attached("Mật độ dân số"))[0].read
    for data in (attached("TỐI MẬT"), attached("Giao", name="12-BC-MAT.docx")):
        with pytest.raises(Problem) as caught:
            documents_in("a.pdf", data)
        assert caught.value.entry is errors.SECRET_DOCUMENT


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_what_is_written_beside_a_picture_is_searched() -> None:
    mark = "TỐI MẬT".encode()
    pictures = [
        PNG[:33] + _chunk(b"iTXt", b"Title\x00\x00\x00vi\x00\x00" + mark) + PNG[33:],
        PNG[:33] + _chunk(b"zTXt", b"Title\x00\x00" + zlib.compress(mark)) + PNG[33:],
        b"\xff\xd8\xff\xfe\x00\x0b" + mark + b"\xff\xdb",
        b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00" + "TỐI MẬT".encode("utf-16-le") + b"\x00\x00\xff\xdb",
        b"II*\x00" + bytes(40) + mark + b"\x00",
    ]
    for data in pictures:
        assert any_marked("a", [Part("picture", said) for said in notes(data)]), data[:40]
    assert not any_marked("a", [Part("picture", said) for said in notes(PNG + "Mật độ dân số".encode())])


def test_bytes_that_only_happen_to_spell_a_mark_are_no_strings() -> None:
    parts: list[Part] = []
    embedded.strings("a", b"\xe9M\x00\x01A\x02\x03T\x00", parts)
    assert not any_marked("a", parts)
    embedded.strings("a", "\x01\x02TỐI MẬT\x00".encode("utf-16-le"), parts)
    assert any_marked("a", parts)


HIDING = "\u200b\u200e\u202e\u2066\u00ad\ufeff\u2060"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.pdf"])
def test_what_hides_or_turns_letters_is_no_part_of_the_text(name: str) -> None:
    hidden = "".join(c + HIDING[at % len(HIDING)] for at, c in enumerate(ORDER))
    made = {
        "a.txt": hidden.encode(),
        "a.html": f"<html><body><p>{hidden}</p></body></html>".encode(),
        "a.docx": docx(paragraph(hidden)),
        "a.pdf": pdf(ORDER.replace("Sở", "S\u200bở").replace("Công", "C\u2060ông")),
    }
    assert documents_in(name, made[name])[0].text.text == ORDER


def test_a_soft_hyphen_at_the_end_of_a_line_parts_one_word() -> None:
    text = "tình hình tu\u00ad\r\nyến biên gi\u00ad \nới"
    assert documents_in("a.txt", text.encode())[0].text.text == "tình hình tuyến biên giới"
    with pytest.raises(Problem) as caught:
        documents_in("a.txt", "\u200b\u200e \u2060".encode())
    assert caught.value.entry is errors.EMPTY_FILE


def test_a_large_text_loses_them_too_and_is_searched_before() -> None:
    filler = f"{ORDER}\u200b\n" * 6000
    assert "\u200b" not in documents_in("a.txt", filler.encode())[0].text.text
    with pytest.raises(Problem) as caught:
        documents_in(
            "a.docx",
            packed({"word/document.xml": document(BODY * 400 + paragraph("M\u200bẬT"))}, stored=True),
        )
    assert caught.value.entry is errors.SECRET_DOCUMENT
