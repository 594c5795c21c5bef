"""Files written for the TCVN3 and VNI fonts, in each kind of file, and the marks in them."""

from __future__ import annotations

import unicodedata

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.domain.legacy_encodings import Encoding
from cotmoc.files.reading import to_text
from tests.domain.legacy_spelling import from_unicode
from tests.rooms.files.office_files import document, docx, paragraph, pdf

ORDER = "Ủy ban nhân dân tỉnh yêu cầu Sở Y tế chủ trì, phối hợp với Công an tỉnh tuần tra 13 xã biên giới."
# TCVN3 has no capital for «Ủ».
SHOWN: dict[Encoding, str] = {"TCVN3": f"ủ{ORDER[1:]}", "VNI": ORDER}
TONES = "\u0300\u0301\u0303\u0309\u0323"
BOTH = pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])


def run(text: str, font: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'


@BOTH
def test_a_text_file_in_its_bytes_or_as_unicode_letters(encoding: Encoding) -> None:
    spelt = from_unicode(ORDER, encoding)
    for data in (spelt.encode("cp1252"), spelt.encode()):
        read = to_text("a.txt", data)
        assert (read.text, read.encoding) == (SHOWN[encoding], encoding)


def test_other_bytes_stay_refused() -> None:
    french = "Élève déjà à l'école, très fatigué, où êtes-vous passé ?"
    for data in (
        "Größe für Bürger über höhere Löhne".encode("cp1252"),
        b"Gi\xe3 c\xe7 n\xfeo",
        french.encode("cp1252"),
    ):
        with pytest.raises(Problem) as caught:
            to_text("a.txt", data)
        assert caught.value.entry is errors.UNKNOWN_ENCODING


def windows_1258(text: str) -> bytes:
    """As Vietnamese Windows keeps it: the tone of a letter behind it."""
    parts = (unicodedata.normalize("NFD", c) for c in unicodedata.normalize("NFC", text))
    spelt = (
        unicodedata.normalize("NFC", "".join(c for c in part if c not in TONES))
        + "".join(filter(TONES.count, part))
        for part in parts
    )
    return "".join(spelt).encode("cp1258")


def test_vietnamese_windows_is_read_and_composed() -> None:
    assert to_text("a.txt", windows_1258(ORDER)).text == ORDER
    page = f"<html><body><p>{ORDER}</p></body></html>"
    declared = page.replace("<body>", "<head><meta charset=windows-1258></head><body>")
    for html in (page, declared):
        assert to_text("a.html", windows_1258(html)).text == ORDER
    for mark in ("MẬT", "TỐI MẬT", "Độ mật: Mật"):
        with pytest.raises(Problem) as caught:
            to_text("a.txt", windows_1258(f"{ORDER}\n{mark}\n{ORDER}"))
        assert caught.value.entry is errors.SECRET_DOCUMENT


@BOTH
def test_word_by_its_letters(encoding: Encoding) -> None:
    read = to_text("a.docx", docx(paragraph(from_unicode(ORDER, encoding))))
    assert (read.text, read.encoding) == (SHOWN[encoding], encoding)


def test_word_by_its_fonts_beside_unicode() -> None:
    body = (
        f"<w:p>{run('céng hßa', '.VnTimeH')}{run(' – là Hà ', 'Arial')}{run('Coäng', 'VNI-Times')}</w:p>"
        f"<w:p>{run('n', '.VnTime')}<w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:softHyphen/></w:r>"
        f"{run('íc', '.VnTime')}</w:p>"
    )
    assert to_text("a.docx", docx(body)).text == "CỘNG HÒA – là Hà Cộng\nnước"


def test_word_by_the_fonts_of_its_styles() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="VNI-Times"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="New"><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t>Céng </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="New"/></w:rPr><w:t>hóa</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Coäng</w:t></w:r></w:p>"
    )
    data = docx(body, word__styles_dot_xml=document(styles, root="styles", inner=""))
    assert to_text("a.docx", data).text == "Cộng hóa\nCộng"


@BOTH
def test_a_page_by_its_fonts_or_letters(encoding: Encoding) -> None:
    font = {"TCVN3": ".VnTime", "VNI": "VNI-Times"}[encoding]
    spelt = from_unicode(ORDER, encoding)
    for page in (
        f"<html><body><font face='{font}'>{spelt}</font></body></html>",
        f'<html><body><p style="font-family:{font}, serif"><b>{spelt}</b></p></body></html>',
        f"<html><body><p>{spelt}</p></body></html>",
    ):
        for codec in ("utf-8", "cp1252"):
            read = to_text("a.html", page.encode(codec))
            assert (read.text, read.encoding) == (SHOWN[encoding], encoding)


def test_a_page_leaves_a_font_with_its_element() -> None:
    page = "<html><body><p><font face='.VnTime'>Céng</font> là Hà</p></body></html>"
    assert to_text("a.html", page.encode()).text == "Cộng là Hà"


@BOTH
def test_pdf_by_its_letters(encoding: Encoding) -> None:
    read = to_text("a.pdf", pdf(from_unicode(ORDER, encoding)))
    assert (read.text, read.encoding) == (SHOWN[encoding], encoding)


@pytest.mark.parametrize(("font", "spelt"), [("ABCDEF+.VnTime", "Céng hßa"), ("VNI-Times", "Coäng hoøa")])
def test_pdf_by_its_fonts(font: str, spelt: str) -> None:
    drawing = b"BT /F1 24 Tf 72 700 Td (%s) Tj ET" % spelt.encode("cp1252")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding>>" % font.encode(),
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    read = to_text("a.pdf", data + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")
    assert read.text == "Cộng hòa"


@BOTH
@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: Mật"])
def test_marks_are_seen_in_every_kind(encoding: Encoding, mark: str) -> None:
    spelt = from_unicode(f"{mark}\n\n{ORDER}", encoding)
    lines = [line for line in spelt.split("\n") if line]
    font = {"TCVN3": ".VnTime", "VNI": "VNI-Times"}[encoding]
    files = {
        "a.txt": spelt.encode("cp1252"),
        "b.txt": spelt.encode(),
        "a.docx": docx("".join(map(paragraph, lines))),
        "b.docx": docx("".join(f"<w:p>{run(line, font)}</w:p>" for line in lines)),
        "a.html": ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines)).encode(),
        "a.pdf": pdf("\n\n".join(lines)),
    }
    for name, data in files.items():
        with pytest.raises(Problem) as caught:
            to_text(name, data)
        assert caught.value.entry is errors.SECRET_DOCUMENT, name
