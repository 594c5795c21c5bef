"""The grammar of document numbers: state «15/BC-UBND», normative «03/2019/NĐ-CP», party «28-NQ/TW», legacy.

State numbers put the slash before the hyphen, party numbers the hyphen before the slash; which one was
written says who numbered it, so a number is never punctuated anew. One number can stand for several
documents (state series begin again every year, party series every congress): identity is number + symbol +
date + issuer.
Sources: Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW of 3 April 2018.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QĐi": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "CV": "Công văn",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "NQLT": "Nghị quyết liên tịch",
    "KL": "Kết luận",
    "L": "Luật",
    "PL": "Pháp lệnh",
    "VBHN": "Văn bản hợp nhất",
    "HNVB": "Văn bản hợp nhất",
    "TTh": "Tờ trình",
    "ĐT": "Điện",
    "CP": "",
}
_BY_FOLDED = {code.upper(): code for code in TYPES}
ISSUERS = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "TU": "Tỉnh ủy",
    "UBND": "UBND tỉnh",
    "HĐND": "HĐND tỉnh",
    "VPCP": "Văn phòng Chính phủ",
    "BQP": "Bộ Quốc phòng",
    "BCA": "Bộ Công an",
    "BTC": "Bộ Tài chính",
    "BNG": "Bộ Ngoại giao",
    "BYT": "Bộ Y tế",
    "BGDĐT": "Bộ GD&ĐT",
    "BNV": "Bộ Nội vụ",
    "BCĐ": "Ban Chỉ đạo",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "TW": "Ban Chấp hành Trung ương",
    "VPTW": "Văn phòng Trung ương Đảng",
    "UBDT": "Ủy ban Dân tộc",
    "HU": "Huyện ủy",
    "QUTW": "Quân ủy Trung ương",
    "ĐUCA": "Đảng ủy Công an",
    "VPUBND": "Văn phòng UBND tỉnh",
    "VPUB": "Văn phòng UBND tỉnh",
}
_UP = r"[^\W\d_]"
_PARTY = re.compile(rf"(\d{{1,5}}[a-zđ]?)-({_UP}{{1,5}})/({_UP}[\w.&]*(?:[-/][\w.&]+)*)")
_NORMATIVE = re.compile(rf"(\d{{1,5}}[a-zđ]?)/((?:19|20)\d{{2}})/({_UP}[\w.&]*(?:[-/][\w.&]+)*)")
_STATE = re.compile(rf"(\d{{1,5}}[a-zđ]?)/({_UP}[\w.&]*(?:[-/][\w.&]+)*)")
_LEGACY = re.compile(rf"(\d{{1,5}}[a-zđ]?)-({_UP}[\w.&]*(?:[-/][\w.&]+)*)")
_DASHES = re.compile("[‐‑–—−]")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """`text` as written without blanks; `organisation` is the path of issuing units, outermost first."""

    text: str
    number: str
    year: int | None
    type_code: str | None
    organisation: tuple[str, ...]
    family: str

    def __str__(self) -> str:
        return self.text

    @property
    def type_name(self) -> str | None:
        """The type's name; a state number without type code is a công văn."""
        if self.type_code is not None:
            return TYPES[self.type_code] or None
        if self.family == "law":
            return "Luật"
        return "Công văn" if self.family == "state" else None

    @property
    def issuer(self) -> str | None:
        """The issuer as far as the symbol alone says it, or None."""
        if self.family == "law":
            return "Quốc hội" if self.organisation[0].startswith("QH") else "Ủy ban Thường vụ Quốc hội"
        first = self.organisation[0] if self.organisation else ""
        if first.startswith("UBTVQH"):
            return "Ủy ban Thường vụ Quốc hội"
        if first.startswith("QH"):
            return "Quốc hội"
        return ISSUERS.get(first)


@dataclass(frozen=True, slots=True)
class Identity:
    """Two registrations are one document when all four agree: number, symbol, date and issuer."""

    number: str
    symbol: str
    date: date | None
    issuer: str


def parse(text: str) -> DocumentNumber | None:
    """The number in a text of nothing else (blanks inside allowed), or None when it fits no family."""
    compact = _DASHES.sub("-", "".join(unicodedata.normalize("NFC", text).replace("Ð", "Đ").split()))
    if (match := _PARTY.fullmatch(compact)) and (code := type_code(match[2])):
        return DocumentNumber(compact, match[1], None, code, _path(match[3]), "party")
    if match := _NORMATIVE.fullmatch(compact):
        return _normative(compact, match[1], int(match[2]), _path(match[3]))
    if match := _STATE.fullmatch(compact):
        head, *rest = _path(match[2])
        code = type_code(head)
        if code and rest:
            return DocumentNumber(compact, match[1], None, code, tuple(rest), "state")
        family = "state" if rest or head in ISSUERS else "legacy"
        return DocumentNumber(compact, match[1], None, None, (head, *rest), family)
    if match := _LEGACY.fullmatch(compact):
        return DocumentNumber(
            compact, match[1], None, type_code(_path(match[2])[0]), _path(match[2])[1:], "legacy"
        )
    return None


def _normative(text: str, number: str, year: int, path: tuple[str, ...]) -> DocumentNumber:
    head, *rest = path
    code = type_code(head)
    if code and rest:
        return DocumentNumber(text, number, year, code, tuple(rest), "normative")
    if head.startswith(("QH", "UBTVQH")):
        return DocumentNumber(text, number, year, None, path, "law")
    return DocumentNumber(text, number, year, None, path, "normative")


def type_code(text: str) -> str | None:
    """The known code of a type in any case («QÐ» and «qđ» are «QĐ»; QyĐ and CTr keep their own case)."""
    return text if text in TYPES else _BY_FOLDED.get(text.upper())


def identity(number: DocumentNumber, on: date | None, issuer: str) -> Identity:
    """The identity to compare by: leading zeros, case and spacing of the issuer make no other document."""
    symbol = number.text[len(number.number) :].upper()
    return Identity(number.number.lstrip("0").lower() or "0", symbol, on, " ".join(issuer.split()).lower())


def _path(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[-/]", text))
