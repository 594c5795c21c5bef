"""The .pdf read back: page, margins, faces, text with its tone marks, page numbers, page breaks."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from cotmoc.briefings.document import Briefing, Chart, Number, Paragraph, Point, Section, Series, Table
from cotmoc.briefings.render.pdf import pdf
from cotmoc.domain.errors import Problem
from tests.rooms.briefings import samples

MM = 72 / 25.4


class Read:
    """A .pdf opened: the text of each page, with plain blanks and line ends as blanks."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = pdfium.PdfDocument(data)
        self.pages = [self._text(page) for page in self.document]
        self.text = " ".join(self.pages)

    @staticmethod
    def _text(page: pdfium.PdfPage) -> str:
        return " ".join(page.get_textpage().get_text_bounded().replace("\u00a0", " ").split())

    def boxes(self, index: int) -> list[tuple[float, float, float, float]]:
        """Left, bottom, right, top of every visible letter of a page, in points."""
        text = self.document[index].get_textpage()
        return [
            text.get_charbox(at, loose=False)
            for at in range(text.count_chars())
            if text.get_text_range(at, 1).strip()
        ]

    def fonts(self) -> set[str]:
        names = set()
        for page in self.document:
            text = page.get_textpage()
            for at in range(0, text.count_chars(), 7):
                name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
                pdfium.raw.FPDFText_GetFontInfo(text, at, name, 128, flags)
                names.add(name.value.decode().split("+")[-1])
        return names - {""}


def read(briefing: Briefing, fonts: Path) -> Read:
    return Read(pdf(briefing, fonts))


def test_page_and_margins_are_those_of_the_decree(fonts: Path) -> None:
    doc = read(samples.typical(), fonts)
    for index, page in enumerate(doc.document):
        wide, high = page.get_size()
        assert (round(wide / MM), round(high / MM)) == (210, 297)
        boxes = [box for box in doc.boxes(index) if box[3] < high - 19 * MM]
        assert min(box[0] for box in boxes) >= 29.5 * MM
        assert max(box[2] for box in boxes) <= wide - 14.5 * MM
        assert min(box[1] for box in boxes) >= 19.5 * MM


def test_only_the_times_metric_face_is_used(fonts: Path) -> None:
    used = read(samples.typical(), fonts).fonts()
    assert used <= {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic", "Tinos"}
    assert len(used) >= 3


def test_everything_is_printed_in_order(fonts: Path) -> None:
    said = read(samples.typical(issued=True), fonts).text
    wanted = [
        "UBND TỈNH GIA LAI", "CÔNG TÁC BIÊN GIỚI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 12/BC-BCĐ", "Gia Lai, ngày 27 tháng 7 năm 2022", "BÁO CÁO",
        "I. KẾT QUẢ PHỐI HỢP", "trao đổi 370 tin, trong đó cấp tỉnh 120 tin, cấp huyện 250 tin",
        "Cộng 120 250 370", "41 cuộc = 87 lượt − 46 phần trùng.", "Sở Lao động - Thương binh và Xã hội",
        "III. NHIỆM VỤ TRỌNG TÂM QUÝ III NĂM 2022", "Nơi nhận:", "- Lưu: VT, BCĐ.", samples.AUDIT_HEAD,
    ]  # fmt: skip
    at = -1
    for line in wanted:
        assert line in said[at + 1 :], line
        at = said.index(line, at + 1)


def test_page_number_stands_in_the_top_margin_from_page_two(fonts: Path) -> None:
    doc = read(samples.typical(6), fonts)
    assert len(doc.pages) >= 2
    for index in range(len(doc.pages)):
        wide, high = doc.document[index].get_size()
        above = [box for box in doc.boxes(index) if box[1] > high - 20 * MM]
        assert bool(above) is (index > 0)
        if above:
            assert (above[0][0] + above[-1][2]) / 2 == pytest.approx((wide + 15 * MM) / 2, abs=2)


def test_a_long_table_repeats_its_header_on_every_page(fonts: Path) -> None:
    rows = tuple(
        (f"Xã biên giới số {n}", *(Number(str(n), f"k/{n}") for _ in range(3))) for n in range(1, 201)
    )
    long = replace(samples.exchanges(), rows=rows)
    doc = read(replace(samples.typical(), sections=(Section("Bảng", (long,)),)), fonts)
    with_rows = [page for page in doc.pages if "Xã biên giới số" in page]
    assert len(with_rows) >= 4
    assert all("Bên gửi, bên nhận Cấp tỉnh Cấp huyện Cộng" in page for page in with_rows)
    assert all(f"Xã biên giới số {n} {n} {n} {n}" in doc.text for n in range(1, 201))


@pytest.mark.parametrize("lines", range(14, 40, 5))
def test_signature_is_never_alone_on_a_page(lines: int, fonts: Path) -> None:
    filler = tuple(Paragraph.of(f"Điểm thứ {n}.") for n in range(lines))
    doc = read(replace(samples.typical(), sections=(Section("Phần", filler),)), fonts)
    page = next(page for page in doc.pages if "TRƯỞNG BAN" in page)
    assert "xem xét, chỉ đạo./." in page
    assert "Nơi nhận:" in page
    assert samples.AUDIT_HEAD in page


def test_tone_marks_and_long_names_survive(fonts: Path) -> None:
    words = "Ẵ ẵ Ộ ỡ Ự ỷ Ỹ ằ ẳ ữ đ Đ Đăk Plô Ia H’Drai Rờ Kơi – − … «ngoặc»"
    name = "Ủy ban nhân dân các xã biên giới thuộc địa bàn trước đây là huyện Ia H’Drai " * 4
    chart = Chart(
        "Biểu đồ", (name, "X" * 200), (Series("Số", (Point(1, Number("1")), Point(None, Number("")))),)
    )
    table = replace(samples.exchanges(), rows=((name, "1", "2", "3"), ("Y" * 90, "1", "2", "3")), total=None)
    doc = read(
        replace(samples.typical(), sections=(Section(name, (Paragraph.of(words), table, chart)),)), fonts
    )
    assert words in doc.text
    assert "chưa có" in doc.text
    for index, page in enumerate(doc.document):
        assert max(box[2] for box in doc.boxes(index)) <= page.get_size()[0]


def test_typst_markup_stays_text(fonts: Path) -> None:
    nasty = '#panic("x") *đậm* _nghiêng_ $a^2$ <nhãn> @trích `mã` \\n // hết'
    doc = read(
        replace(samples.typical(), subject=nasty, sections=(Section("x", (Paragraph.of(nasty),)),)), fonts
    )
    assert doc.text.count('#panic("x") *đậm* _nghiêng_ $a^2$ <nhãn> @trích `mã` \\n // hết') == 2


def test_title_language_and_archive_standard_are_declared(fonts: Path) -> None:
    doc = read(samples.typical(), fonts)
    meta = doc.document.get_metadata_dict()
    assert meta["Title"].startswith("BÁO CÁO Kết quả phối hợp")
    assert meta["Author"] == "BAN CHỈ ĐẠO CÔNG TÁC BIÊN GIỚI"
    assert b"/Lang" in doc.data
    assert b"pdfaid" in doc.data
    assert b"pdfuaid" in doc.data
    assert doc.document.is_tagged()


@pytest.mark.parametrize(
    "sections",
    [(), (Section("Rỗng"),), (Section("Bảng", (replace(samples.exchanges(), rows=(), total=None),)),)],
)
def test_empty_parts_are_set(sections: tuple[Section, ...], fonts: Path) -> None:
    bare = replace(samples.typical(), preamble=(), sections=sections, closing=(), recipients=())
    assert "BÁO CÁO" in read(bare, fonts).text


def test_missing_faces_are_a_named_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        pdf(samples.typical(), tmp_path)
    assert caught.value.entry.code == "briefing-font-missing"


def test_a_table_last_holds_the_signature(fonts: Path) -> None:
    table: Table = replace(samples.exchanges(), rows=samples.exchanges().rows * 3)
    doc = read(replace(samples.typical(), closing=(), sections=(Section("x", (table, table, table)),)), fonts)
    page = next(page for page in doc.pages if "TRƯỞNG BAN" in page)
    assert "Cộng 120 250 370" in page
