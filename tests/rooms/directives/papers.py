"""Directives of our own writing, and the files that carry them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

HEAD = """ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH KON TUM                            Độc lập - Tự do - Hạnh phúc

Số: 1450/UBND-KTTH                      Kon Tum, ngày 12 tháng 7 năm 2022
V/v tăng cường công tác biên giới trong mùa mưa

Kính gửi: Các cơ quan, đơn vị.

"""
ORDERS = "\n\n".join(
    [
        "Thực hiện Công văn số 88/UBND-NC ngày 03 tháng 3 năm 2022 của Ủy ban nhân dân tỉnh, "
        "Ủy ban nhân dân tỉnh yêu cầu:",
        "1. Sở Y tế chủ trì, phối hợp với Bộ Chỉ huy Quân sự tỉnh củng cố các trạm y tế quân dân y ở các xã "
        "biên giới, báo cáo kết quả trước ngày 15 tháng 8 năm 2022.",
        "2. Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh chủ trì, phối hợp với "
        "Sở Ngoại vụ tăng cường trao đổi thông tin về tình hình biên giới.",
        "3. Giao Ủy ban nhân dân huyện Đăk Glei, Ủy ban nhân dân huyện Ngọc Hồi rà soát các điểm có nguy cơ "
        "sạt lở; bố trí lực lượng trực tại các ngầm tràn.",
        "4. Sở Kế hoạch và Đầu tư tham mưu bố trí kinh phí trước ngày 30 tháng 9 năm 2022.\n",
    ]
)
TEXT = HEAD + ORDERS
CITED = """ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH KON TUM                            Độc lập - Tự do - Hạnh phúc

Số: 88/UBND-NC                          Kon Tum, ngày 03 tháng 3 năm 2022
V/v trao đổi thông tin biên giới

Sở Ngoại vụ tổng hợp thông tin trao đổi hằng quý.
"""
PLAIN_INVITATION = "Kính mời các đơn vị dự họp tại phòng họp số 2. Trân trọng.\n"


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)


def docx(text: str, *, extra: dict[str, bytes] | None = None) -> bytes:
    """A Word file with one paragraph a line of ``text``."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.splitlines())
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "word/document.xml": f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'.encode(),
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return out.getvalue()
