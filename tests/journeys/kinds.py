"""Directives of five kinds as they come in, of our own writing: every draft of them is right."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from tests.rooms.files.office_files import docx, paragraph, pdf, table

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
LETTER = f"""ỦY BAN NHÂN DÂN                         {MOTTO}
TỈNH KON TUM                            Độc lập - Tự do - Hạnh phúc

Số: {{number}}                       Kon Tum, ngày {{day}}
{{about}}

Kính gửi: Các cơ quan, đơn vị.

Ủy ban nhân dân tỉnh yêu cầu:

{{orders}}
"""
DAY = "16 tháng 9 năm 2022"


def letter(number: str, *orders: str, about: str = "V/v công tác biên giới", day: str = DAY) -> str:
    """An official letter with these orders."""
    numbered = "\n\n".join(f"{n}. {order}" for n, order in enumerate(orders, 1))
    return LETTER.format(number=number, about=about, day=day, orders=numbered)


def _paragraphs(text: str) -> str:
    return "".join(paragraph(line) for line in text.splitlines() if line.strip())


OFFICIAL_LETTER = letter(
    "4101/UBND-NC",
    "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh rà soát trang thiết bị của các trạm y tế quân dân y, "
    "hoàn thành trước ngày 30 tháng 10 năm 2022.",
    "Giao Sở Ngoại vụ chuẩn bị nội dung hội đàm với tỉnh Attapeu.",
)
PLAN = f"""ỦY BAN NHÂN DÂN
TỈNH KON TUM
Số: 4102/KH-UBND
{MOTTO}
Kon Tum, ngày {DAY}
KẾ HOẠCH
Phát triển các xã biên giới năm 2023
Danh mục nhiệm vụ tại Phụ lục kèm theo."""
ANNEX = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn"),
    ("1", "Sửa chữa trạm y tế xã Mô Rai", "Sở Y tế", "UBND huyện Sa Thầy", "Trạm đạt chuẩn", "30/10/2023"),
    (
        "2",
        "Làm đường liên xã Đăk Nhoong - Đăk Plô",
        "UBND huyện Đăk Glei",
        "Sở GTVT",
        "Công trình",
        "30/11/2023",
    ),
)
CONCLUSION = f"""<!doctype html><html><head><meta charset="utf-8"><title>TB</title></head><body>
<p>VĂN PHÒNG UBND TỈNH KON TUM</p><p>Số: 4103/TB-VP</p><p>{MOTTO}</p><p>Kon Tum, ngày {DAY}</p>
<p>THÔNG BÁO</p><p>Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh tại buổi giao ban quý III năm 2022</p>
<p>Sau khi nghe báo cáo, Phó Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:</p>
<p>1. Công an tỉnh chủ trì, phối hợp với Bộ Chỉ huy Bộ đội Biên phòng tỉnh mở đợt cao điểm chống ma túy.</p>
<p>2. Giao Bộ Chỉ huy Quân sự tỉnh củng cố lực lượng dân quân tự vệ các xã biên giới.</p></body></html>"""
URGENT = f"""#set page(width: 21cm, height: 29.7cm)
ỦY BAN NHÂN DÂN \\
TỈNH KON TUM \\
Số: 4104/CĐ-UBND

Kon Tum, ngày {DAY}

CÔNG ĐIỆN \\
Về việc chủ động ứng phó với mưa lũ

Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

1. Ủy ban nhân dân các huyện, thành phố sơ tán người dân ra khỏi khu vực có nguy cơ sạt lở.

2. Sở Giao thông vận tải bảo đảm giao thông trên Quốc lộ 14C.
"""
PARTY = f"""TỈNH ỦY KON TUM                         ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 41-CT/TU                             Kon Tum, ngày {DAY}

CHỈ THỊ
của Ban Thường vụ Tỉnh ủy về công tác biên giới

Ban Thường vụ Tỉnh ủy yêu cầu:

1- Huyện ủy Đăk Glei lãnh đạo xây dựng kế hoạch phát triển các xã biên giới, hoàn thành trong quý IV-2022.

2- Huyện ủy Ngọc Hồi chủ trì, phối hợp với Công an tỉnh tuyên truyền Chỉ thị này.
"""
INVITATION = f"""ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: 4106/GM-UBND
Kon Tum, ngày {DAY}

GIẤY MỜI
Dự hội nghị sơ kết

Ủy ban nhân dân tỉnh trân trọng kính mời các đồng chí dự hội nghị tại Hội trường Ngọc Linh.
"""
SECRET = f"MẬT\n{INVITATION}"


def files(folder: Path) -> list[Path]:
    """The five kinds, an invitation that orders nothing and one that carries a mark, in this order.

    The directive of the party is for pasting.
    """
    made = {
        "cong-van.docx": docx(_paragraphs(OFFICIAL_LETTER)),
        "ke-hoach.docx": docx(_paragraphs(PLAN) + paragraph("PHỤ LỤC") + table(*ANNEX)),
        "thong-bao.eml": _mail(),
        "cong-dien.pdf": pdf(URGENT),
        "giay-moi.txt": INVITATION.encode(),
        "tai-lieu.txt": SECRET.encode(),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in made]


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "vanthu@example.vn", "vanphong@example.vn", "Thông báo 4103"
    mail.set_content("Kính gửi Văn phòng, xin gửi kèm thông báo kết luận.")
    mail.add_attachment(CONCLUSION.encode(), maintype="text", subtype="html", filename="thong-bao.html")
    return mail.as_bytes()
