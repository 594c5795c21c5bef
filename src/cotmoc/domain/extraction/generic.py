"""Bodies named by their kind only: «các sở, ban, ngành», «các đơn vị, địa phương», «3 lực lượng»."""

import re
from dataclasses import dataclass

_ITEM = (
    r"(?:sở ngành|sở chuyên ngành|sở|ban ngành|ban|ngành chức năng|ngành|đoàn thể chính trị - xã hội|"
    r"đoàn thể|hội đoàn thể|hội|"
    r"cơ quan thường trực|cơ quan chức năng|cơ quan chuyên môn|cơ quan|"
    r"đơn vị chức năng|đơn vị|"
    r"chính quyền cơ sở|chính quyền (?:cấp )?(?:xã|huyện)|chính quyền địa phương|"
    r"chính quyền các cấp|chính quyền|địa phương|"
    r"lực lượng chức năng|lực lượng vũ trang|lực lượng|"
    r"cấp ủy đảng|cấp ủy các cấp|cấp ủy|cấp|tổ chức chính trị - xã hội|tổ chức chính trị-xã hội|"
    r"tổ chức đoàn thể|tổ chức đảng|tổ chức|"
    r"phòng ban|phòng|huyện|thị xã|thành phố|xã|phường|thị trấn|cá nhân|chủ đầu tư|bên|tổ tự quản|"
    r"chi cục|cục|trung tâm|"
    r"trường học|trường(?! hợp)|bệnh viện|ủy ban kiểm tra|chi bộ|thành viên(?: ban chỉ đạo)?)(?!\w)"
)
_PHRASE = re.compile(
    rf"(?:(?:các|một số|những|toàn thể|tất cả các|từng|mỗi)\s+)?((?:{_ITEM}|doanh nghiệp)(?:(?:\s*[,;/]\s*|"
    rf"\s*-\s*|\s+và\s+)(?:các\s+)?{_ITEM})*)"
    r"(\s+chức năng)?(\s+(?:biên giới(?: biển)?|vùng biên|ven biển|khu vực biên giới))?"
    r"((?:\s+(?:cấp tỉnh|tỉnh|(?:thuộc )?(?:thành phố|huyện)(?=\s*(?:[,;:.]|và\s|$))|thuộc tỉnh|"
    r"cấp huyện|cấp xã|trực thuộc|trong tỉnh|của tỉnh))*)((?:\s+(?:có\s+)?liên quan)?)(?!\w)"
)
_COMMITTEES = re.compile(
    r"các (?:(?:huyện|thị|thành)(?: ủy)?(?:\s*,\s*|\s+và\s+))*(?:huyện|thị|thành|"
    r"tỉnh) ủy(?: trực thuộc)?(?!\w)"
)
_COUNTED = re.compile(r"(?:ba|bốn|hai|0?[2-5])\s+(lực lượng|đơn vị|ngành)(?!\w)")
_OF_UNITS = re.compile(r"các lực lượng của (?:ba|bốn|0?[2-5]) (?:đơn vị|ngành|lực lượng)(?!\w)")
_NAMED_FORCES = re.compile(
    r"lực lượng:?\s+(?:(?:công an|quân sự|bộ đội biên phòng|biên phòng|bđbp|quân đội|kiểm lâm|hải quan|"
    r"cảnh sát biển|kiểm ngư|quản lý thị trường|dân quân(?: tự vệ)?|thuế)(?:\s*[,;-]\s*|\s+và\s+|"
    r"\s*))+(?:\s*tỉnh)?(?!\w)"
)
_UNITS_APART = re.compile(r"(?:[,;]|và) các (?:cơ quan|đơn vị)(?! cấp)")
_FORCE = re.compile(
    r"công an|quân sự|bộ đội biên phòng|biên phòng|bđbp|quân đội|kiểm lâm|hải quan|cảnh sát biển|kiểm ngư|"
    r"quản lý thị trường|dân quân(?: tự vệ)?|thuế"
)
_CANONICAL = {
    "công an": "Công an tỉnh",
    "quân sự": "BCHQS tỉnh",
    "bộ đội biên phòng": "BĐBP tỉnh",
    "biên phòng": "BĐBP tỉnh",
    "bđbp": "BĐBP tỉnh",
}
_PROVINCES = re.compile(
    r"các tỉnh(?! ủy)(?:(?:,| và) thành(?: phố)?(?! ủy)(?: trực thuộc trung ương)?)?"
    r"(?: biên giới| ven biển)?(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Generic:
    """Where the phrase ends, its canonical names, and «forces» when the text must say which forces."""

    end: int
    names: tuple[str, ...]
    kind: str


def generic_at(low: str, plain: str, start: int) -> Generic | None:
    """The generic phrase at `start`, or None."""
    if match := _OF_UNITS.match(low, start):
        return Generic(match.end(), ("các lực lượng",), "forces")
    if match := _PROVINCES.match(low, start):
        return Generic(match.end(), (match[0],), "generic")
    if match := _COMMITTEES.match(low, start):
        return Generic(match.end(), ("các huyện ủy, thành ủy" if "," in match[0] else match[0],), "generic")
    if match := _COUNTED.match(low, start):
        if named := _NAMED_FORCES.match(low, match.start(1)):
            return Generic(named.start() + len(named[0].rstrip(" ,;-")), _named(named[0]), "generic")
        return Generic(match.end(), (match[0],), "forces")
    if match := _NAMED_FORCES.match(low, start):
        return Generic(match.start() + len(match[0].rstrip(" ,;-")), _named(match[0]), "generic")
    match = _PHRASE.match(low, start)
    if match is None:
        return None
    named = _NAMED_FORCES.match(low, match.start(1)) if match[1].startswith("lực lượng") else None
    if named and len(named[0].split()) > 2:
        return Generic(named.start() + len(named[0].rstrip(" ,;-")), _named(named[0]), "generic")
    if match[1] in ("lực lượng", "đơn vị của lực lượng"):
        return Generic(match.end(), ("các lực lượng chức năng",), "generic" if match[2] else "forces")
    return Generic(match.end(), _names(match, plain), "generic")


def _named(phrase: str) -> tuple[str, ...]:
    names: list[str] = []
    for word in _FORCE.findall(phrase):
        name = _CANONICAL.get(word, f"lực lượng {word}")
        if name not in names:
            names.append(name)
    return tuple(names)


def _names(match: re.Match[str], plain: str) -> tuple[str, ...]:
    """Canonical names of a list of kinds; a list narrowed to the border stays as it is written."""
    items = set(re.findall(_ITEM, match[1]))
    written = " ".join(plain[match.start() : match.end(3) if match[3] else match.end(1)].split())
    if written[:1].isupper() and not written[1:2].isupper():
        written = written[0].lower() + written[1:]
    if match[3]:
        return (written,)
    names: list[str] = []
    if items & {
        "sở",
        "sở ngành",
        "ban",
        "ngành",
        "ban ngành",
        "đoàn thể",
        "hội đoàn thể",
        "ngành chức năng",
    } and not items & {"cấp"}:
        names.append("các sở, ban, ngành")
        if _UNITS_APART.search(match[1]):
            names.append("cơ quan liên quan")
    elif items & {"cơ quan", "đơn vị", "cơ quan chuyên môn"}:
        names.append("cơ quan liên quan")
    elif items & {"cơ quan chức năng", "đơn vị chức năng", "lực lượng chức năng", "lực lượng"}:
        names.append("các lực lượng chức năng" if items & {"lực lượng chức năng", "lực lượng"} else written)
    if items & {"địa phương", "chính quyền địa phương"} and not items & {"cấp ủy", "cấp ủy đảng"}:
        names.append("các địa phương")
    if items & {"huyện", "thành phố", "thị xã"}:
        names.append("UBND cấp huyện")
    return tuple(names) or (written,)
