"""Bodies named by their kind only: «các sở, ban, ngành», «các đơn vị, địa phương», «3 lực lượng»."""

import re
from dataclasses import dataclass

_OF_PROVINCE = r"(?: (?:trực thuộc|thuộc|của) (?:ubnd |ủy ban nhân dân )?(?:tỉnh|các huyện|huyện|cấp huyện))?"
_HERE = r"(?: (?:đóng|đứng|trú|hoạt động)(?: chân| quân| đóng)?)? (?:trên|tại) địa bàn(?: toàn)?(?: tỉnh)?"
_PROJECTS = (
    r"(?: (?:đầu tư|xây dựng|các|công trình|dự án|chuyên ngành|giao thông|dân dụng|và|công nghiệp|"
    r"nông nghiệp|thủy lợi|phát triển|nông thôn|hạ tầng|khu|kinh tế|đô thị|oda|khu vực)(?!\w)|"
    r",(?= (?:dân|công|giao|nông)))*"
)
# What is kept as it is written, because no wider name says the same.
_KEPT = (
    rf"(?:cơ quan|đơn vị|tổ chức)(?:(?:,| và) (?:các )?(?:cơ quan|đơn vị|tổ chức|doanh nghiệp))*"
    rf" (?:(?:thuộc |của )?trung ương|ngành dọc(?: trung ương)?|ngành dọc cấp tỉnh){_HERE}|"
    rf"(?:cơ quan|đơn vị|lực lượng vũ trang)(?:(?:,| và) (?:các )?(?:cơ quan|đơn vị|lực lượng vũ trang))*"
    rf"(?: (?:thuộc |của )?(?:tỉnh|trung ương)(?:, (?:tỉnh|trung ương))*)? đóng(?: chân| quân)? trên địa bàn"
    rf"(?: tỉnh| huyện| thành phố)?|"
    r"trường (?:trung học phổ thông|trung học cơ sở|thpt|thcs|tiểu học|phổ thông(?: dân tộc nội trú)?)|"
    r"trung tâm (?:giáo dục (?:thường xuyên|nghề nghiệp(?: - giáo dục thường xuyên)?)|y tế)|"
    rf"cơ quan (?:kiểm dịch|thanh tra|kiểm sát|điều tra)|(?:cơ quan|đơn vị)(?: trung ương)? ngành dọc|"
    rf"đơn vị cấp tỉnh|đơn vị giáo dục|"
    rf"đơn vị sự nghiệp(?: công lập)?{_OF_PROVINCE}|"
    r"đơn vị (?:chủ rừng|chủ hồ|chủ đập|vận tải|thi công|tư vấn|quản lý (?:rừng|đường bộ|"
    r"hồ chứa(?: thủy lợi| thủy điện)?(?:,? (?:và )?(?:thủy lợi|thủy điện))?|hồ|đập|vận hành)|"
    r"trong lực lượng|quân đội|thủy lợi|thủy nông|kinh doanh|vũ trang)|"
    rf"(?:ban(?: xây dựng)? đảng|ban tham mưu|cơ quan tham mưu(?:,| và)? giúp việc)(?:(?: của)? tỉnh ủy)?|"
    r"ban quản lý (?:rừng(?: phòng hộ| đặc dụng)?(?:,? (?:và )?(?:đặc dụng|phòng hộ))?|cửa khẩu)|"
    rf"(?:ban qlda|bqlda|ban quản lý dự án|bql dự án|bql dự án){_PROJECTS}(?: tỉnh| cấp huyện| huyện)?"
)
_ITEM = (
    rf"(?:{_KEPT}|sở ngành|sở chuyên ngành|sở|ban ngành|ban|ngành chức năng|ngành|"
    r"đoàn thể chính trị - xã hội|đoàn thể|hội đoàn thể|hội(?! đồng)|"
    r"cơ quan thường trực|cơ quan chức năng|cơ quan chuyên môn|cơ quan(?! thông tin đại chúng)|"
    r"đơn vị chức năng|đơn vị|"
    r"chính quyền cơ sở|"
    r"chính quyền (?:cấp )?(?:xã|huyện|phường)(?:(?:,| và) (?:xã|phường|thị trấn|đặc khu))*|"
    r"chính quyền các (?:xã|huyện|phường)(?:,? (?:và )?(?:thị xã|thành phố|phường|thị trấn|đặc khu))*|"
    r"chính quyền các địa phương|chính quyền địa phương(?: các cấp|(?: 0?2| hai) cấp)?|"
    r"chính quyền các cấp|chính quyền|địa phương|"
    r"lực lượng chức năng|lực lượng vũ trang|lực lượng|"
    r"cấp ủy đảng|cấp ủy các cấp|cấp ủy|cấp|tổ chức chính trị - xã hội|tổ chức chính trị-xã hội|"
    r"tổ chức đoàn thể|tổ chức đảng|tổ chức|"
    r"phòng ban|phòng(?: chuyên môn| nghiệp vụ)?|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|"
    r"cá nhân|chủ đầu tư|bên|tổ tự quản|"
    r"chi cục|cục|trung tâm|"
    r"trường học|trường(?! hợp)|bệnh viện|ủy ban kiểm tra|chi bộ|thành viên(?: ban chỉ đạo)?)(?!\w)"
)
_ITEMS = re.compile(_ITEM)
_ONLY_KEPT = re.compile(_KEPT)
_ALL_LEVELS = re.compile(r"(?<=địa phương) .*")
_PHRASE = re.compile(
    rf"(?:(?:các|một số|những|toàn thể|tất cả các|từng|mỗi)\s+)?((?:{_ITEM}|doanh nghiệp)(?:(?:\s*[,;/]\s*|"
    rf"\s*-\s*|\s+và\s+)(?:các\s+)?{_ITEM})*)"
    r"(\s+chức năng)?(\s+(?:biên giới(?: biển)?|vùng biên|ven biển|(?:ở )?khu vực biên giới|ở biên giới))?"
    r"((?:\s+(?:cấp tỉnh|tỉnh|(?:thuộc )?(?:thành phố|huyện)(?=\s*(?:[,;:.]|và\s|$))|thuộc tỉnh|"
    r"cấp huyện|cấp xã|trực thuộc|trong tỉnh|của tỉnh))*)((?:\s+(?:có\s+)?liên quan)?)(?!\w)"
)
_COMMITTEES = re.compile(
    r"các (?:(?:huyện|thị|thành)(?: ủy)?(?:\s*,\s*|\s+và\s+))*(?:huyện|thị|thành|"
    r"tỉnh) ủy(?:, đảng ủy)?(?: trực thuộc)?(?!\w)|"
    r"các (?:(?:huyện|thị|thành|tỉnh)(?:\s*,\s*|\s+và\s+))*(?:huyện|thị|thành) (?:đoàn|hội)"
    r"(?=(?:,? (?:và )?(?:đoàn trực thuộc|tương đương|trực thuộc))?(?!\w))"
)
_COUNTED = re.compile(r"(?:ba|bốn|hai|0?[2-5])\s+(lực lượng|đơn vị|ngành|cơ quan)(?!\w)")
# «chủ đầu tư; Sở Nội vụ»: the last word is the head of a body with a name of its own.
_NAMED_LAST = re.compile(r"(?:\s*[,;/-]\s*|\s+và\s+)(?:Sở|Phòng|Chi cục|Cục|Trung tâm|Hội|Ban)$")
# What narrows a kind to some of it, which then stay as they are written.
_SOME = re.compile(
    r" (?:chịu ảnh hưởng(?: trực tiếp)?(?: (?:của|bởi) (?:cơn )?(?:bão|mưa lũ|lũ|thiên tai)(?: số \d+)?)?|"
    r"(?:đang )?(?:làm nhiệm vụ|đứng chân|hoạt động)? ?(?:ở|tại|trên) (?:tuyến|khu vực|vùng) biên giới|"
    r"(?:đang )?làm nhiệm vụ (?:ở|tại) (?:các )?cửa khẩu|"
    r"được (?:giao|phân công) (?:nhiệm vụ|vốn|chủ trì|thực hiện)(?: (?:tại|trong) (?:phụ lục|"
    r"kế hoạch này|bảng))?|tuyên truyền, báo chí|"
    r"khu vực (?:đất liền|ven biển|miền núi)|mầm non|công an(?! tỉnh))(?!\w)"
)
# «cơ quan chức năng phía Trung Quốc», «lực lượng bảo vệ biên giới nước bạn»: of whom the text is not.
_OF_ABROAD = re.compile(
    r"(?: (?:quản lý,? )?bảo vệ biên giới)? (?:(?:của )?(?:phía |nước )?"
    r"(?:bạn(?: lào| campuchia)?|trung quốc|lào(?! cai)|"
    r"campuchia)|(?:các )?nước láng giềng)(?!\w)"
)
# «các sở, ngành chủ quản»: those in whose field it lies.
_IN_CHARGE = " chủ quản"
_ONE_KIND = frozenset({"cơ quan", "đơn vị", "tổ chức", "địa phương", "lực lượng", "trường"})
# Of two sides that are no bodies («hai bên biên giới», «hai bên đường») there is nothing to say.
_SIDES = re.compile(
    r"(?:các|hai|ba|bốn|0?[2-4]) bên(?!\w)(?! (?:biên giới|đường|bờ|cột|mốc|cửa khẩu|cánh|sông|suối|vai|"
    r"chính phủ|nhà nước|liên quan|có liên quan|tham gia))"
)
_OF_UNITS = re.compile(r"các lực lượng của (?:ba|bốn|0?[2-5]) (?:đơn vị|ngành|lực lượng)(?!\w)")
_NAMED_FORCES = re.compile(
    r"lực lượng:?\s+(?:(?:công an|quân sự|bộ đội biên phòng|biên phòng|bđbp|bp(?!\w)|quân đội|"
    r"kiểm lâm|hải quan|"
    r"cảnh sát biển|kiểm ngư|quản lý thị trường|dân quân(?: tự vệ)?|thuế)(?:\s*[,;-]\s*|\s+và\s+|"
    r"\s*))+(?:\s*tỉnh)?(?!\w)"
)
_FORCE = re.compile(
    r"công an|quân sự|bộ đội biên phòng|biên phòng|bđbp|bp(?!\w)|quân đội|kiểm lâm|hải quan|"
    r"cảnh sát biển|kiểm ngư|"
    r"quản lý thị trường|dân quân(?: tự vệ)?|thuế"
)
_CANONICAL = {
    "công an": "Công an tỉnh",
    "quân sự": "BCHQS tỉnh",
    "bộ đội biên phòng": "BĐBP tỉnh",
    "biên phòng": "BĐBP tỉnh",
    "bđbp": "BĐBP tỉnh",
    "bp": "BĐBP tỉnh",
    "hải quan": "Hải quan",
}
_PROVINCES = re.compile(
    r"các tỉnh(?! ủy)(?:(?:,| và) thành(?: phố)?(?! ủy)(?: trực thuộc trung ương)?)?"
    r"(?: biên giới| ven biển)?(?!\w)"
)
# «các đoàn thể huyện tăng cường»: the level of the text itself, without a name.
_OF_CELL = re.compile(r" (?:huyện|xã)(?= [a-zà-ỹđ])(?! (?:đội|đoàn|ủy|viên|hội))")
_OWN_CELL = re.compile(r" (?:cấp )?(?:huyện|xã)$")
_CELLS = frozenset({"huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn", "đặc khu"})
DEPARTMENTS = frozenset({"sở", "sở ngành", "ban", "ngành", "ban ngành"})
ROOMS = frozenset({"phòng", "phòng ban", "phòng chuyên môn", "phòng nghiệp vụ"})
ORGANS = frozenset({"cơ quan", "đơn vị", "cơ quan chuyên môn"})
CHARGED = frozenset(
    {"cơ quan chức năng", "đơn vị chức năng", "ngành chức năng", "lực lượng chức năng", "lực lượng"}
)
LOCAL = frozenset({"địa phương", "chính quyền địa phương", "chính quyền các địa phương"})
COMMITTEES = frozenset({"cấp ủy", "cấp ủy đảng"})
DISTRICTS = frozenset({"huyện", "thành phố", "thị xã"})


@dataclass(frozen=True, slots=True)
class Generic:
    """Where the phrase ends, its names, and «forces» or «sides» when the text must say which are meant."""

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
        several = "," in match[0] and "ủy" in match[0]
        return Generic(match.end(), ("các huyện ủy, thành ủy" if several else match[0],), "generic")
    if match := _COUNTED.match(low, start):
        if named := _NAMED_FORCES.match(low, match.start(1)):
            return Generic(named.start() + len(named[0].rstrip(" ,;-")), _named(named[0]), "generic")
        return Generic(match.end(), (match[0],), "forces")
    if match := _SIDES.match(low, start):
        return Generic(match.end(), (match[0],), "sides")
    if match := _NAMED_FORCES.match(low, start):
        return Generic(match.start() + len(match[0].rstrip(" ,;-")), _named(match[0]), "generic")
    match = _PHRASE.match(low, start)
    if match and (named := _NAMED_LAST.search(plain, match.start() + 1, match.end())):
        match = _PHRASE.match(low, start, named.start())
    if match is None:
        return None
    named = _NAMED_FORCES.match(low, match.start(1)) if match[1].startswith("lực lượng") else None
    if named and len(named[0].split()) > 2:
        return Generic(named.start() + len(named[0].rstrip(" ,;-")), _named(named[0]), "generic")
    some = _SOME.match(low, match.end())
    found = list(_ITEMS.finditer(low, *match.span(1))) if some else []
    if some and _ONE_KIND.issuperset(item[0] for item in found):
        # «các địa phương, đơn vị được giao vốn»: the last alone is narrowed
        apart = len(found) > 1 and any(item[0] in LOCAL for item in found)
        before = _wider(found[:-1], "", low, plain) if apart else ()
        whole = _as_written(plain, found[-1].start() if apart else match.start(), some.end())
        return Generic(some.end(), (*before, whole), "generic")
    if abroad := _OF_ABROAD.match(low, match.end()):
        return Generic(abroad.end(), (_as_written(plain, match.start(), abroad.end()),), "generic")
    if low.startswith(_IN_CHARGE, match.end()):
        end = match.end() + len(_IN_CHARGE)
        return Generic(end, (_as_written(plain, match.start(), end),), "generic")
    if match[1] in ("lực lượng", "đơn vị của lực lượng"):
        return Generic(match.end(), ("các lực lượng chức năng",), "generic" if match[2] else "forces")
    names = _names(match, low, plain)
    end = match.end()
    if cell := _OF_CELL.match(plain, end):
        end = cell.end()
    own = _OWN_CELL.search(low, match.end(1), end)
    if own and names == (_as_written(plain, match.start(), match.end(1)),):
        names = (f"{names[0]}{own[0]}",)
    return Generic(end, names, "generic")


def _named(phrase: str) -> tuple[str, ...]:
    names: list[str] = []
    for word in _FORCE.findall(phrase):
        name = _CANONICAL.get(word, f"lực lượng {word}")
        if name not in names:
            names.append(name)
    return tuple(names)


def _names(match: re.Match[str], low: str, plain: str) -> tuple[str, ...]:
    """Canonical names of a list of kinds; a list narrowed to the border stays as it is written."""
    found = list(_ITEMS.finditer(low, match.start(1), match.end(1)))
    written = _as_written(plain, match.start(), match.end(3) if match[3] else match.end(1))
    if match[3]:
        # «các sở, ngành và các huyện, thị xã biên giới»: only the places lie at the border
        first = next((n for n, item in enumerate(found) if item[0] in _CELLS), 0)
        if not first or any(item[0] not in _CELLS for item in found[first:]):
            return (written,)
        cells = _as_written(plain, found[first].start(), match.end(3))
        return (*(_wider(found[:first], written, low, plain)), f"các {cells}")
    if match[5] and len(found) == 1 and "chức năng" in written:
        written = _as_written(plain, match.start(), match.end(5))
    return _wider(found, written, low, plain, concerned=bool(match[5]))


def _wider(
    found: list[re.Match[str]], written: str, low: str, plain: str, *, concerned: bool = False
) -> tuple[str, ...]:
    """The wider names of these kinds, or the phrase as it is written."""
    # «các ngành chức năng liên quan» are the departments concerned.
    items = {
        "ngành" if concerned and item[0] == "ngành chức năng" else _ALL_LEVELS.sub("", item[0])
        for item in found
    }
    names: list[str] = []
    if items & ROOMS and "sở" not in items:
        return (written,)
    if items & DEPARTMENTS:
        names.append("các sở, ban, ngành")
        if items & ORGANS - {"cơ quan"}:
            names.append("cơ quan liên quan")
    elif items & ORGANS:
        names.append("cơ quan liên quan")
        if "lực lượng chức năng" in items:
            names.append("các lực lượng chức năng")
    elif items & CHARGED:
        charged = dict.fromkeys(item[0] for item in found if item[0] in CHARGED)
        several = "các " if written.startswith("các ") or "ngành chức năng" not in items else ""
        own = written if items <= CHARGED else f"{several}{', '.join(charged)}"
        names.append("các lực lượng chức năng" if items & {"lực lượng chức năng", "lực lượng"} else own)
    if items & LOCAL:
        names.append("các địa phương")
    elif "cấp" in items and items & DEPARTMENTS:
        names.append("các cấp")
    if items & DISTRICTS:
        names.append("UBND cấp huyện")
    if names and "chính quyền các cấp" in items:
        names.append("cấp ủy, chính quyền các cấp" if items & COMMITTEES else "chính quyền các cấp")
    names.extend(_kept(found, low, plain, items))
    if names and "chủ đầu tư" in items:
        names.append("các chủ đầu tư")
    return tuple(names) or (written,)


def _kept(found: list[re.Match[str]], low: str, plain: str, items: set[str]) -> list[str]:
    """What no wider name covers: «các cơ quan Trung ương đóng trên địa bàn tỉnh»."""
    names = []
    for item in found:
        if not _ONLY_KEPT.fullmatch(item[0]) or (
            item[0] == "đơn vị cấp tỉnh" and (items & ORGANS or (items & DEPARTMENTS and "sở" not in items))
        ):
            continue
        several = item.start() >= 4 and low.startswith("các ", item.start() - 4)
        names.append(_as_written(plain, item.start() - 4 if several else item.start(), item.end()))
    return names


def _as_written(plain: str, start: int, end: int) -> str:
    """Single blanks, and a small first letter unless an abbreviation stands there."""
    written = " ".join(plain[start:end].split())
    return (
        written[0].lower() + written[1:] if written[:1].isupper() and not written[1:2].isupper() else written
    )
