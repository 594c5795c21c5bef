"""Word documents: their text, their hidden corners, and hostile archives."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import SMALL, to_text
from cotmoc.files.reading.worker import Worker
from tests.domain.extraction.support import reading
from tests.rooms.files.office_files import document, docx, header, packed, paragraph, table

BODY = paragraph("Giao Sở Y tế báo cáo.")
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'
)
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def refused(data: bytes, name: str = "a.docx") -> object:
    with pytest.raises(Problem) as caught:
        to_text(name, data)
    return caught.value.entry


def test_paragraphs_and_table_rows_are_lines() -> None:
    body = paragraph("Kế hoạch") + table(("Nhiệm vụ", "Chủ trì"), ("Rà soát", "Sở Y tế")) + paragraph("Hết.")
    read = to_text("a.docx", docx(body))
    assert (read.kind, read.text) == ("docx", "Kế hoạch\nNhiệm vụ | Chủ trì\nRà soát | Sở Y tế\nHết.")


def test_the_two_column_head_of_a_letter_keeps_its_lines() -> None:
    left = paragraph("UBND TỈNH") + paragraph("Số: 12/UBND-NC")
    row = f"<w:tr><w:tc>{left}</w:tc><w:tc>{paragraph('Quốc hiệu')}</w:tc></w:tr>"
    assert to_text("a.docx", docx(f"<w:tbl>{row}</w:tbl>")).text == "UBND TỈNH\nSố: 12/UBND-NC\nQuốc hiệu"
    assert to_text("a.docx", docx(table(("Sở Y tế", "Rà soát")))).text == "Sở Y tế | Rà soát"


BREAK = "</w:t><w:br/><w:t>"
HEAD = (
    BREAK.join(["ỦY BAN NHÂN DÂN", "TỈNH KON TUM", "Số: 15/CT-UBND"]),
    BREAK.join(
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Kon Tum, ngày 3 tháng 7 năm 2026",
        ]
    ),
)


@pytest.mark.parametrize("rows", [(HEAD,), (HEAD, ("", ""))], ids=["one row", "a row more"])
def test_a_head_whose_cells_are_parted_by_breaks_has_its_number_and_day(
    rows: tuple[tuple[str, str], ...],
) -> None:
    text = to_text("a.docx", docx(table(*rows) + paragraph("CHỈ THỊ") + BODY)).text
    head = next(one for one in reading(text).documents if one.role == "subject")
    assert (head.number, head.date) == ("15/CT-UBND", "2026-07-03")
    assert "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 15/CT-UBND\nCỘNG HÒA" in text


def test_breaks_in_a_table_of_data_stay_in_their_row() -> None:
    rows = (("Văn bản", "Chủ trì"), (f"Công văn{BREAK}Số: 15/UBND-NC", f"Sở{BREAK}Y tế"))
    assert (
        to_text("a.docx", docx(table(*rows))).text == "Văn bản | Chủ trì\nCông văn Số: 15/UBND-NC | Sở Y tế"
    )


def test_runs_tabs_and_breaks_keep_their_order() -> None:
    body = (
        "<w:p><w:r><w:t>Số: </w:t></w:r><w:r><w:t>12</w:t><w:tab/><w:t>Nơi</w:t><w:br/><w:t>nhận</w:t></w:r>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> ở</w:t></w:r></w:hyperlink></w:p>"
    )
    assert to_text("a.docx", docx(body)).text == "Số: 12\tNơi\nnhận ở"


def test_tracked_deletions_and_hidden_runs_are_left_out_and_insertions_kept() -> None:
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>Sở A</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>Sở B</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> thầm</w:t></w:r></w:p>"
    )
    assert to_text("a.docx", docx(body)).text == "Giao Sở B"


def test_the_strict_dialect_and_another_main_part_are_read() -> None:
    rels = (
        b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        b"<Relationship Id='r' Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>"
    )
    data = packed({"_rels/.rels": rels, "word/document2.xml": document(BODY, strict=True)})
    assert to_text("a.docx", data).text == "Giao Sở Y tế báo cáo."


def test_text_boxes_are_aside_unless_they_are_all_there_is() -> None:
    boxed = BOX.format(paragraph("Trong khung"))
    assert to_text("a.docx", docx(BODY + boxed)).text == "Giao Sở Y tế báo cáo."
    assert to_text("a.docx", docx(boxed)).text == "Trong khung"


def test_ordinary_headers_and_properties_do_not_refuse() -> None:
    data = docx(
        BODY,
        word__header1_dot_xml=header("Bảo vệ bí mật"),
        docProps__core_dot_xml=CORE.format("Báo cáo").encode(),
    )
    assert to_text("a.docx", data).text


WATERMARK = "<w:p><w:r><w:pict><v:textpath string='MẬT'/></w:pict></w:r></w:p>"
OFFICE_CHART = packed({"xl/sharedStrings.xml": "<sst xmlns='x'><si><t>TỐI MẬT</t></si></sst>".encode()})


@pytest.mark.parametrize(
    "data",
    [
        docx(paragraph("MẬT") + BODY),
        docx(table(("UBND", "MẬT")) + BODY),
        docx("<w:p><w:r><w:t>M</w:t></w:r><w:r><w:t>Ậ</w:t></w:r><w:r><w:t>T</w:t></w:r></w:p>" + BODY),
        docx(BODY, word__header1_dot_xml=header("TỐI MẬT")),
        docx(BODY, word__footer2_dot_xml=header("MẬT")),
        docx(BODY, word__footnotes_dot_xml=header("Độ mật: Mật")),
        docx(BODY, word__comments_dot_xml=header("[TUYỆT MẬT]")),
        docx(BODY + BOX.format(paragraph("MẬT"))),
        docx(BODY + "<w:p><w:del><w:r><w:delText>MẬT</w:delText></w:r></w:del></w:p>"),
        docx(BODY + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>MẬT</w:t></w:r></w:p>"),
        docx(BODY, word__header3_dot_xml=document(WATERMARK, root="hdr", inner="")),
        docx(BODY, docProps__core_dot_xml=CORE.format("Kế hoạch - TỐI MẬT").encode()),
        docx(BODY, word__media__KH_TUYET_MAT_dot_png=b"\x89PNG"),
        docx(BODY, word__embeddings__Sheet1_dot_xlsx=OFFICE_CHART),
        docx(
            BODY, word__embeddings__old_dot_doc=b"\xd0\xcf\x11\xe0" + "\r\nTUYỆT MẬT\r\n".encode("utf-16-le")
        ),
        packed({"TỐI MẬT/kế hoạch.txt": b"x"}),
        packed({"word/document.xml": b"<broken", "word/TOI_MAT.xml": b"x"}),
    ],
)
def test_a_mark_in_any_corner_refuses(data: bytes) -> None:
    assert refused(data) is errors.SECRET_DOCUMENT


def test_an_archive_that_is_no_word_document_is_named() -> None:
    assert refused(packed({"xl/workbook.xml": b"<x/>"}), "a.xlsx") is errors.UNSUPPORTED_KIND
    assert refused(packed({"xl/workbook.xml": b"<x/>"})) is errors.MISLABELLED
    assert refused(docx(BODY), "a.txt") is errors.MISLABELLED
    assert refused(docx(BODY, word__vbaProject_dot_bin=b"x")) is errors.UNSUPPORTED_KIND
    assert refused(docx("<w:altChunk/>" + BODY)) is errors.HIDDEN_CONTENT
    assert refused(docx("")) is errors.NO_TEXT


def test_password_protected_documents_are_named() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) is errors.PROTECTED
    assert refused(ole + "WordDocument".encode("utf-16-le"), "a.doc") is errors.UNSUPPORTED_KIND
    data = bytearray(docx(BODY))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    assert refused(bytes(data)) is errors.PROTECTED


def test_every_cut_of_a_document_is_a_problem() -> None:
    whole = docx(BODY)
    for cut in range(4, len(whole), 37):
        assert refused(whole[:cut]) in (errors.DAMAGED, errors.MISLABELLED, errors.UNSUPPORTED_KIND)


@pytest.mark.slow
def test_archives_that_inflate_too_far_are_stopped_on_the_way() -> None:
    assert refused(docx(BODY, word__header1_dot_xml=b" " * 40_000_000)) is errors.INFLATES_TOO_FAR
    huge = b"<!-- " + bytes(i % 251 + 1 for i in range(60_000)).replace(b"-", b"=") * 600 + b"-->"
    assert refused(docx(BODY, word__header1_dot_xml=huge)) is errors.INFLATES_TOO_FAR
    assert refused(packed({f"a{i}.xml": b"" for i in range(4100)})) is errors.TOO_COMPLEX


def test_xml_entities_are_refused_before_they_expand() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    reading_a_file = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    for xml in (bomb, reading_a_file, bomb.decode().encode("utf-16")):
        assert refused(packed({"word/document.xml": xml})) is errors.UNSAFE_XML


def test_xml_nested_too_deep_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 400 + BODY + "</w:tc></w:tr></w:tbl>" * 400
    assert refused(docx(deep)) is errors.TOO_COMPLEX


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "C:\\a.xml", "word\\a.xml", "a/../../b"])
def test_unsafe_member_names_are_refused(name: str) -> None:
    assert refused(packed({"word/document.xml": document(BODY), name: b"x"})) is errors.UNSAFE_ARCHIVE


def test_two_members_of_one_name_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document(BODY))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", document(paragraph("Khác")))
    assert refused(buffer.getvalue()) is errors.UNSAFE_ARCHIVE


def test_an_odd_way_of_packing_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", document(BODY))
    assert refused(buffer.getvalue()) is errors.UNSAFE_ARCHIVE


def test_a_large_document_is_read_apart_under_a_time_limit() -> None:
    rows = [(f"Nhiệm vụ {number}", "Sở Y tế") for number in range(2000)]
    large = packed({"word/document.xml": document(table(*rows))}, stored=True)
    assert len(large) > SMALL
    assert to_text("a.docx", large).text.count("Sở Y tế") == 2000
    with pytest.raises(Problem) as caught:
        Worker("docx").read("a.docx", large, [], seconds=0.0)
    assert caught.value.entry is errors.TOO_SLOW
    assert refused(large, "a.pdf") is errors.MISLABELLED


def test_a_mark_in_a_large_document_refuses_also_when_it_is_broken() -> None:
    members = {"word/header1.xml": header("TUYỆT MẬT"), "word/big.bin": bytes(200_000)}
    assert (
        refused(packed({**members, "word/document.xml": b"<w:document"}, stored=True))
        is errors.SECRET_DOCUMENT
    )


def joined(setting: str, words: str = "") -> str:
    return f"<w:tc><w:tcPr>{setting}</w:tcPr>{paragraph(words)}</w:tc>"


def test_joined_cells_keep_every_column_in_its_place():
    first = joined("", "1") + joined('<w:vMerge w:val="restart"/>', "Sở Y tế") + joined("", "Rà soát")
    second = joined("", "2") + joined("<w:vMerge/>") + joined("", "Kiểm tra")
    third = joined('<w:gridSpan w:val="2"/>', "Cộng") + joined("", "Cả hai")
    hostile = joined('<w:gridSpan w:val="' + "9" * 5000 + '"/>', "A") + joined('<w:gridSpan w:val="x"/>', "B")
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (first, second, third, joined("<w:vMerge/>")))
    read = to_text("a.docx", docx(f"<w:tbl>{rows}<w:tr>{hostile}</w:tr></w:tbl>")).text.split("\n")
    assert read[:3] == ["1 | Sở Y tế | Rà soát", "2 | ″ | Kiểm tra", "Cộng |  | Cả hai"]
    assert [cell for cell in read[3].split(" | ") if cell.strip()] == ["A", "B"]
    assert len(read) == 4
