"""The .docx read back: page, fonts, head, order, tables, chart, page number, bad texts."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from cotmoc.briefings.document import Briefing, Column, Head, Number, Paragraph, Section, Table
from cotmoc.briefings.render.docx import docx
from tests.rooms.briefings import samples

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NS = {
    "w": W[1:-1],
    "c": C[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
MM = 1440 / 25.4


class Read:
    """A .docx opened: its parts parsed, its text with plain blanks."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.archive.namelist()
        self.body = self.part("word/document.xml")

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    def paragraphs(self) -> list[str]:
        all_of_them = self.body.iter(f"{W}p")
        return ["".join(p.itertext(f"{W}t")).replace("\u00a0", " ") for p in all_of_them]

    def style(self, key: str) -> etree._Element:
        return self.part("word/styles.xml").xpath(f"//w:style[@w:styleId='{key}']", namespaces=NS)[0]

    def size(self, key: str) -> float:
        return int(self.style(key).find(f".//{W}sz").get(f"{W}val")) / 2


def read(briefing: Briefing) -> Read:
    return Read(docx(briefing))


def test_page_and_margins_are_those_of_the_decree() -> None:
    section = read(samples.typical()).body.find(f".//{W}sectPr")
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (int(page.get(f"{W}w")), int(page.get(f"{W}h"))) == (11906, 16838)
    inside = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
    for side, (least, most) in inside.items():
        assert least <= round(int(margins.get(f"{W}{side}")) / MM, 1) <= most


def test_type_sizes_are_those_of_the_decree() -> None:
    doc = read(samples.typical())
    font = doc.part("word/styles.xml").find(f".//{W}rPrDefault//{W}rFonts")
    assert font.get(f"{W}ascii") == font.get(f"{W}cs") == "Times New Roman"
    assert doc.part("word/styles.xml").find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == "vi-VN"
    sizes = {
        "Nation": (12, 13), "Motto": (13, 14), "ParentBody": (12, 13), "IssuingBody": (12, 13),
        "NumberLine": (13, 13), "PlaceDate": (13, 14), "Title": (13, 14), "Subtitle": (13, 14),
        "BodyText": (13, 14), "Authority": (13, 14), "Signer": (13, 14), "RecipientsTitle": (12, 12),
        "Recipient": (11, 11), "Header": (13, 14),
    }  # fmt: skip
    for key, (least, most) in sizes.items():
        assert least <= doc.size(key) <= most, key


def test_body_is_justified_indented_and_spaced() -> None:
    style = read(samples.typical()).style("BodyText")
    assert style.find(f".//{W}jc").get(f"{W}val") == "both"
    assert int(style.find(f".//{W}ind").get(f"{W}firstLine")) == 720
    spacing = style.find(f".//{W}spacing")
    assert int(spacing.get(f"{W}after")) >= 120
    assert 240 <= int(spacing.get(f"{W}line")) <= 360


def test_everything_is_printed_in_order() -> None:
    lines = read(samples.typical(issued=True)).paragraphs()
    wanted = [
        "UBND TỈNH GIA LAI", "BAN CHỈ ĐẠO", "CÔNG TÁC BIÊN GIỚI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-BCĐ", "Gia Lai, ngày 27 tháng 7 năm 2022", "BÁO CÁO",
        "I. KẾT QUẢ PHỐI HỢP", "1. Trao đổi, xác minh, xử lý thông tin", "Số tin trao đổi theo cấp", "370",
        "2. Tuần tra, kiểm soát khu vực biên giới", "41 cuộc = 87 lượt − 46 phần trùng.",
        "II. THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO", "III. NHIỆM VỤ TRỌNG TÂM QUÝ III NĂM 2022", "Nơi nhận:",
        "- Lưu: VT, BCĐ.", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", f"Đầu sổ nhật ký: {samples.AUDIT_HEAD}",
    ]  # fmt: skip
    places = [lines.index(line) for line in wanted]
    assert places == sorted(places)


def test_page_number_is_a_field_hidden_on_page_one() -> None:
    doc = read(samples.typical())
    section = doc.body.find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    relations = {r.get("Id"): r.get("Target") for r in doc.part("word/_rels/document.xml.rels")}
    target = {
        each.get(f"{W}type"): relations[
            each.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        ]
        for each in section.findall(f"{W}headerReference")
    }
    assert "PAGE" in "".join(doc.part(f"word/{target['default']}").itertext())
    assert "".join(doc.part(f"word/{target['first']}").itertext()) == ""
    assert doc.style("Header").find(f".//{W}jc").get(f"{W}val") == "center"


def test_header_rows_repeat_and_rows_stay_whole() -> None:
    long = replace(samples.patrols(), rows=samples.patrols().rows * 70)
    rows = read(replace(samples.typical(), sections=(Section("Bảng", (long,)),))).body.xpath(
        "//w:tbl[w:tblPr/w:tblStyle/@w:val='TableGrid']/w:tr", namespaces=NS
    )
    assert len(rows) == 2 + 210 + 1
    assert [row.find(f".//{W}tblHeader") is not None for row in rows[:4]] == [True, True, False, False]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)


def test_header_cells_span_rows_and_columns() -> None:
    first, second = read(
        replace(samples.typical(), sections=(Section("Bảng", (samples.patrols(),)),))
    ).body.xpath("//w:tr[w:trPr/w:tblHeader]", namespaces=NS)
    spans = [
        (cell.xpath("string(.//w:gridSpan/@w:val)", namespaces=NS), "".join(cell.itertext()))
        for cell in first.findall(f"{W}tc")
    ]
    assert spans == [("", "TT"), ("", "Lực lượng"), ("2", "Lượt tham gia"), ("", "Ghi chú")]
    assert ["".join(cell.itertext()).replace("\u00a0", " ") for cell in second.findall(f"{W}tc")] == [
        "", "", "Quý I", "Quý II", "",
    ]  # fmt: skip


def test_column_widths_fill_the_text_width() -> None:
    for table in read(samples.typical()).body.iter(f"{W}tbl"):
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 9354


def test_signature_is_never_alone_on_a_page() -> None:
    body = read(samples.typical()).body[0]
    tables = [child for child in body if child.tag == f"{W}tbl"]
    at = list(body).index(tables[-1])
    assert "TRƯỞNG BAN" in "".join(tables[-1].itertext())
    assert tables[-1].find(f".//{W}cantSplit") is not None
    for before in body[at - 2 : at]:
        assert before.find(f".//{W}keepNext") is not None


def test_chart_is_native_with_textures_values_and_its_workbook() -> None:
    doc = read(samples.typical())
    chart = doc.part("word/charts/chart1.xml")
    assert [s.findtext(f"{C}tx//{C}v") for s in chart.iter(f"{C}ser")] == [
        "Đúng hạn",
        "Trễ hạn",
        "Đang làm",
        "Quá hạn",
    ]
    values = [[int(v.text) for v in s.find(f"{C}val").iter(f"{C}v")] for s in chart.iter(f"{C}ser")]
    assert values[0] == [9, 11, 14, 3, 0]
    assert chart.xpath("count(//*[local-name()='pattFill'])") == 2
    assert "Công an tỉnh: Đúng hạn 11, Trễ hạn 2" in doc.body.find(".//wp:docPr", NS).get("descr")
    book = CalamineWorkbook.from_filelike(io.BytesIO(doc.archive.read("word/embeddings/chart1.xlsx")))
    rows = book.get_sheet_by_name("Sheet1").to_python()
    assert rows[0] == ["", "Đúng hạn", "Trễ hạn", "Đang làm", "Quá hạn"]
    assert rows[2] == ["Công an tỉnh", 11, 2, 3, 0]


def test_properties_say_title_body_and_language() -> None:
    core = "".join(read(samples.typical()).part("docProps/core.xml").itertext())
    assert "BÁO CÁO Kết quả phối hợp" in core
    assert "BAN CHỈ ĐẠO CÔNG TÁC BIÊN GIỚI" in core
    assert "vi-VN" in core
    assert "2022-07-24T10:00:00Z" in core


def test_every_part_is_declared_and_related() -> None:
    doc = read(samples.typical())
    declared = {node.get("PartName") for node in doc.part("[Content_Types].xml") if node.get("PartName")}
    assert {name for name in declared if name} == {
        f"/{name}" for name in doc.names if name.endswith(".xml") and name != "[Content_Types].xml"
    }
    targets = {f"word/{r.get('Target')}" for r in doc.part("word/_rels/document.xml.rels")}
    assert targets <= set(doc.names)


@pytest.mark.parametrize("urgency", ["", "HỎA TỐC"])
def test_urgency_is_boxed_only_when_given(urgency: str) -> None:
    lines = read(replace(samples.typical(), urgency=urgency)).paragraphs()
    assert ("HỎA TỐC" in lines) is bool(urgency)


def test_markup_and_controls_in_texts_stay_text() -> None:
    nasty = "<w:p>&amp; \x00\x0b\u202e]]> \"x\" 'y'"
    table = Table((Column(),), ((Head(nasty),),), ((nasty,),), caption=nasty, unit=nasty)
    briefing = replace(
        samples.typical(),
        subject=nasty,
        sections=(Section(nasty, (Paragraph.of(nasty, Number(nasty, nasty)), table, samples.progress())),),
        recipients=(nasty,),
    )
    assert "<w:p>&amp; ]]> \"x\" 'y'" in read(briefing).paragraphs()


def test_nothing_but_the_frame() -> None:
    bare = replace(samples.typical(), preamble=(), sections=(), closing=(), recipients=())
    lines = read(bare).paragraphs()
    assert "BÁO CÁO" in lines
    assert "Nơi nhận:" not in lines


def test_a_table_without_rows_says_so() -> None:
    empty = replace(samples.exchanges(), rows=(), total=None)
    assert (
        "Không có dòng nào."
        in read(replace(samples.typical(), sections=(Section("Bảng", (empty,)),))).paragraphs()
    )


def test_decomposed_letters_are_composed() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Sở Lao động, Đăk Plô, Ia H’Drai")
    briefing = replace(samples.typical(), sections=(Section("x", (Paragraph.of(decomposed),)),))
    assert "Sở Lao động, Đăk Plô, Ia H’Drai" in read(briefing).paragraphs()
