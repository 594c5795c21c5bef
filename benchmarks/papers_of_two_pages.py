"""Directives of two pages, of our own writing, as .txt and .docx, and some of ten pages as .pdf.

Always the same bytes for the same number. Each has a number, a day and a subject of its own, three to eight
tasks with leads, coordinating bodies and days, cites three or four documents (some of them among these,
before or after it) and states some figures.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

_MOMENT = (2022, 7, 25, 8, 0, 0)
_LONGEST = 5200
_LAYOUT = """#set document(date: none)
#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 20mm))
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 14pt, lang: "vi")
#set par(justify: true, leading: 0.8em, spacing: 1em)
"""
_LEADS = (
    "Sở Y tế", "Sở Ngoại vụ", "Sở Kế hoạch và Đầu tư", "Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Sở Tài chính", "Sở Nông nghiệp và Phát triển nông thôn",
    "Ủy ban nhân dân huyện Đăk Glei", "Ủy ban nhân dân huyện Ngọc Hồi", "Ủy ban nhân dân huyện Sa Thầy",
    "Ủy ban nhân dân huyện Ia H'Drai", "Ban Dân tộc tỉnh", "Cục Hải quan tỉnh",
)  # fmt: skip
_DEEDS = (
    "rà soát, củng cố các trạm y tế quân dân y kết hợp ở các xã biên giới",
    "tăng cường tuần tra, kiểm soát đường mòn, lối mở trên địa bàn quản lý",
    "tổng hợp nhu cầu kinh phí sửa chữa đường tuần tra biên giới, trình cấp có thẩm quyền xem xét",
    "tổ chức tuyên truyền Luật Biên phòng Việt Nam cho đồng bào các dân tộc ở khu vực biên giới",
    "kiểm tra việc chấp hành quy chế khu vực biên giới, cửa khẩu của tổ chức và cá nhân",
    "xây dựng phương án bố trí, sắp xếp dân cư ở những nơi có nguy cơ sạt lở trong mùa mưa",
    "phối hợp tổ chức tìm kiếm, quy tập hài cốt liệt sĩ theo kế hoạch đã thống nhất",
    "duy trì các lớp học xóa mù chữ, vận động học sinh người dân tộc thiểu số đến lớp",
    "nắm chắc tình hình, kịp thời xử lý các vụ việc về an ninh trật tự ngay từ cơ sở",
    "rà soát, đề xuất đầu tư hạ tầng thiết yếu tại các cửa khẩu phụ",
)
_WHY = (
    "Thời gian qua tình hình khu vực biên giới cơ bản ổn định, quan hệ đối ngoại tiếp tục được giữ vững.",
    "Tuy nhiên, việc phối hợp giữa các lực lượng ở một số địa bàn có lúc chưa chặt chẽ, thông tin còn chậm.",
    "Đời sống của một bộ phận nhân dân còn khó khăn, tỷ lệ hộ nghèo ở các xã biên giới còn cao.",
    "Mưa lớn kéo dài làm hư hỏng nhiều đoạn đường, một số ngầm tràn không qua lại được trong nhiều ngày.",
    "Công tác tuyên truyền, phổ biến pháp luật được quan tâm, nhưng hình thức còn đơn điệu.",
    "Các ngành, các địa phương đã chủ động triển khai nhiều biện pháp và đạt được một số kết quả bước đầu.",
)
_RESULTS = (
    "tuyên truyền {a} buổi với {b} lượt người tham gia",
    "phát hiện, xử lý {a} vụ/{c} đối tượng, thu giữ {d} kg hàng hóa các loại",
    "tổ chức {a} lượt tuần tra với {b} lượt cán bộ, chiến sĩ",
    "khám, chữa bệnh miễn phí cho {b} lượt người, trị giá {c} triệu đồng",
)
_SUBJECTS = (
    "tăng cường công tác biên giới",
    "bảo đảm an ninh trật tự",
    "phòng, chống thiên tai",
    "chăm lo đời sống nhân dân",
)
_TEMPLATE_PART = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(folder: Path, count: int, *, pdfs: int = 0) -> None:
    """``count`` documents in folders of a hundred, by turns .txt and .docx; then .pdf."""
    for n in range(1, count + 1):
        below = folder / f"{n // 100:03}"
        below.mkdir(parents=True, exist_ok=True)
        lines = list(_lines(n, _LONGEST))
        if n % 2:
            (below / f"van-ban-{n:05}.txt").write_text(_plain(lines), "utf-8")
        else:
            (below / f"van-ban-{n:05}.docx").write_bytes(_docx(lines, slim=n % 4 == 0))
    for n in range(count + 1, count + pdfs + 1):
        below = folder / "pdf"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"van-ban-{n:05}.pdf").write_bytes(_pdf(list(_lines(n, 9 * _LONGEST // 2))))


def _lines(n: int, length: int) -> Iterator[str]:
    """Head, then paragraphs of about ``length`` characters, then recipients."""
    chosen = random.Random(n)
    day = _day(n)
    yield "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    yield "TỈNH KON TUM\tĐộc lập - Tự do - Hạnh phúc"
    yield f"Số: {_number(n)}\tKon Tum, ngày {day.day:02} tháng {day.month:02} năm {day.year}"
    yield f"V/v {chosen.choice(_SUBJECTS)} đợt {n}\t"
    yield "Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các huyện biên giới."
    cited = "; ".join(_cited(n, chosen))
    yield f"Thực hiện {cited} và xét đề nghị của các ngành, Ủy ban nhân dân tỉnh yêu cầu:"
    written, tasks = 0, chosen.randint(3, 8)
    for number in range(1, tasks * (1 if length < 9000 else 4) + 1):
        line = _task(number, day, chosen)
        written += len(line)
        yield line
    while written < length:
        line = " ".join(chosen.sample(_WHY, 3))
        if chosen.random() < 0.4:
            line += f" Trong 6 tháng đầu năm {day.year} đã {_result(chosen)}."
        written += len(line)
        yield line
    yield "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN"
    yield "- Như trên;\tKT. CHỦ TỊCH"
    yield "- Lưu: VT, KTTH.\tPHÓ CHỦ TỊCH"


def _result(chosen: random.Random) -> str:
    return chosen.choice(_RESULTS).format(
        a=chosen.randint(2, 90),
        b=f"{chosen.randint(1, 9)}.{chosen.randint(100, 999)}",
        c=chosen.randint(3, 60),
        d=f"{chosen.randint(10, 99)},{chosen.randint(1, 9)}",
    )


def _task(number: int, day: date, chosen: random.Random) -> str:
    lead, *others = chosen.sample(_LEADS, chosen.randint(1, 4))
    due = day + timedelta(days=chosen.randint(20, 150))
    partners = f" chủ trì, phối hợp với {', '.join(others)} và các đơn vị liên quan" if others else ""
    till = f", hoàn thành trước ngày {due.day:02} tháng {due.month:02} năm {due.year}"
    when = chosen.choice((till, ", báo cáo kết quả trước ngày 15 hằng tháng", ""))
    return f"{number}. {lead}{partners} {chosen.choice(_DEEDS)}{when}."


def _day(n: int) -> date:
    return date(2019, 1, 2) + timedelta(days=n % 1250)


def _number(n: int) -> str:
    return f"{n}/UBND-{('KTTH', 'NC', 'KGVX', 'NNTN')[n % 4]}"


def _cited(n: int, chosen: random.Random) -> Iterator[str]:
    others = (max(1, n - chosen.randint(1, 500)), n + chosen.randint(1, 500), chosen.randint(1, 90))
    for other in others[: chosen.randint(2, 3)]:
        day = _day(other)
        on = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
        yield f"Công văn số {_number(other)} {on} của Ủy ban nhân dân tỉnh"
    yield "Nghị định số 34/2014/NĐ-CP ngày 29 tháng 4 năm 2014 của Chính phủ"


def _plain(lines: list[str]) -> str:
    shown = []
    for line in lines:
        left, _, right = line.partition("\t")
        shown.append(f"{left:<40}{right}".rstrip() if right else left)
    return "\n\n".join(shown) + "\n"


def _docx(lines: list[str], *, slim: bool) -> bytes:
    body = "".join(_paragraph(line) if "\t" not in line else _row(line) for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _template():
            if slim and name.startswith(
                ("docProps/thumbnail", "word/theme", "word/stylesWithEffects", "customXml")
            ):
                continue
            if name == _TEMPLATE_PART:
                data = (
                    f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()
                )
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def _template() -> tuple[tuple[str, bytes], ...]:
    """The members of an empty Word file: styles, theme, numbering, properties, a thumbnail."""
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _paragraph(text: str) -> str:
    """In two runs with font and size, as Word writes them."""
    look = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>'
    half = len(text) // 2
    runs = "".join(
        f'<w:r>{look}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for piece in (text[:half], text[half:])
    )
    return f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{runs}</w:p>'


def _row(line: str) -> str:
    cells = "".join(f"<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>" for cell in line.split("\t"))
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"


def _pdf(lines: list[str]) -> bytes:
    import typst

    shown = "\n\n".join(f"#{json.dumps(line.replace(chr(9), '   '), ensure_ascii=False)}" for line in lines)
    printed = typst.compile((_LAYOUT + shown).encode())
    assert isinstance(printed, bytes)
    return printed
