"""A body named in a text, and what its neighbours tell about it: shared districts, «ba lực lượng»."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from cotmoc.domain.extraction.folding import key
from cotmoc.domain.extraction.order_patterns import POST

# «các cơ quan thành viên Ban Chỉ đạo 389 tỉnh», «các phòng thuộc Sở A»: a kind narrowed by a body.
_BELONGS = re.compile(r"\s+(?:(?:là )?thành viên(?: của)?\s+|thuộc\s+|trực thuộc\s+|của\s+)?")
_MEMBERS = re.compile(r"thành viên(?: của)?\s+")
_KIND_OF = re.compile(
    r"các thành viên|cơ quan thường trực|cơ quan liên quan|các sở, ban, ngành|các phòng[^,]*|các chi cục|"
    r"các tổ[^,]*"
)
_UNITS = (
    "phòng ", "cơ quan cảnh sát", "cơ quan điều tra", "cơ quan an ninh", "đội ", "trung tâm ", "chi cục ",
    "cục ", "trạm ", "hạt ", "thanh tra ", "văn phòng ", "bệnh viện ", "trường ", "ban quản lý ", "đồn ",
    "hải đội", "quỹ ", "đoàn thanh niên", "hội phụ nữ", "công đoàn",
)  # fmt: skip
_FRONTS = frozenset({"UBMTTQ", "UBND", "HĐND", "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh"})
_OWN_CELL = re.compile(r" (?:cấp )?(?:huyện|xã)$")
# Behind how many characters two bodies can no longer be one phrase.
FAR = 11
_UNIONS = frozenset({"Đoàn Thanh niên", "Hội Phụ nữ", "Công đoàn"})
_WITHIN = (" ", " thuộc ", " trực thuộc ", " của ", " - ")
_STANDING = ("cơ quan thường trực", "đơn vị thường trực", "cơ quan đầu mối", "cơ quan chủ trì")
# «các ngành chức năng như: A, B», «các đơn vị liên quan: A, B»: the kind only announces those it names.
NAMELY = re.compile(r",? (?:sau đây|sau|như|gồm|bao gồm|gồm có|đó là)\s*:?\s+(?:các\s+)?|\s*:\s+")
_GOES_ON = re.compile(r"\s*(?:,|;|\s+và|\s+-)\s+(?:các\s+)?")
# «Sở A (Thường trực Ban B)», «Chi cục C (Sở D)»: what stands in brackets only tells whose or in what office.
_IN_BRACKETS = re.compile(
    r" \((?:(?:là |kiêm )?(?:cơ quan |đơn vị )?(?:thường trực|đầu mối|chủ quản)[^()]{0,20})?"
)
_CLOSES = re.compile(r"(?:, [^(),;]{2,30})?\)")
_APPOSED = re.compile(r"\s*(?:[,(]|-)\s*(?:là\s+)?")
_BARE_COMMITTEES = tuple((name,) for name in ("Huyện ủy", "HĐND", "UBND", "Đảng ủy", "Công an"))
# What stands before the place in the name of a body of a place.
_HEAD = re.compile(r"(?:Ban CHQS|\S+) ")
FORCES = ("Công an tỉnh", "BCHQS tỉnh", "BĐBP tỉnh")
COMMANDED = ("BCHQS tỉnh", "BĐBP tỉnh")


class Mention(NamedTuple):
    """A body, or several in one phrase, at a folded span. `post`: named through a person's post."""

    start: int
    end: int
    names: tuple[str, ...]
    post: bool = False
    kind: str = "name"


def one_spelling(mentions: list[Mention]) -> list[Mention]:
    """Names that differ by swapped letters only («Ia H'Drai», «Ia D'Hrai») take the first spelling."""
    first: dict[str, str] = {}
    result = []
    for m in mentions:
        names = tuple(first.setdefault("".join(sorted(n.lower())), n) if "'" in n else n for n in m.names)
        result.append(m if names == m.names else m._replace(names=names))
    return result


def cross(mentions: list[Mention], low: str, plain: str) -> list[Mention]:
    """«Huyện ủy, UBND 4 huyện A, B»: the bare committee shares the districts of its neighbour."""
    result = list(mentions)
    for i in range(len(mentions) - 2, -1, -1):
        if i + 1 >= len(result):
            continue
        left, right = result[i], result[i + 1]
        if right.start - left.end > 24:
            continue
        if right.names[0] in _STANDING and right.kind == "generic":
            _apposed(result, i + 1, low)
            continue
        if _announces(result, i, low):
            result[i : i + 2] = [right._replace(start=left.start)]
            continue
        belongs = _BELONGS.fullmatch(low, left.end, right.start)
        narrows = left.kind == "generic" and right.kind != "generic"
        if belongs and narrows and _KIND_OF.fullmatch(left.names[0].lower()):
            members = _MEMBERS.match(low, right.start)
            until = members.end() if members else right.start
            begin = POST.match(plain, left.start, until).end()  # type: ignore[union-attr]
            name = " ".join((plain[begin].lower() + plain[begin + 1 : until]).split())
            result[i : i + 2] = [left._replace(end=right.end, names=(f"{name} {right.names[0]}",))]
            _apposed(result, i, low)
            continue
        joined = low[left.end : right.start].strip(" ") in (",", "và", "-", "/")
        bare = left.names in _BARE_COMMITTEES or low[left.start : left.end] == "công an"
        if joined and right.kind == "level" and bare:
            labels = [_HEAD.sub("", n, count=1) for n in right.names if " " in n]
            short = left.names[0] == "Huyện ủy"
            head = left.names[0].removesuffix(" tỉnh")
            names = tuple(f"{head} {x.removeprefix('huyện ') if short else x}" for x in labels)
            result[i] = left._replace(names=names, kind="level")
    return result


def one_level(mentions: list[Mention], low: str, names: Mapping[str, str]) -> list[Mention]:
    """«TAND, VKSND tỉnh», «Hội Nông dân và Hội Phụ nữ tỉnh»: «tỉnh» is said once for all of a row."""
    result = list(mentions)
    for i in range(len(mentions) - 2, -1, -1):
        left, right = result[i], result[i + 1]
        if right.start - left.end > FAR or low[left.end : right.start].strip(" ") not in (",", "và"):
            continue
        if right.kind in ("generic", "name") and (cell := _OWN_CELL.search(low, right.start, right.end)):
            result[i] = _at_level(left, low[left.start : left.end], cell[0])
        elif right.kind == "name" and right.names[0].endswith(" tỉnh") and len(left.names) == 1:
            known = names.get(f"{key(left.names[0])} tỉnh") if low.endswith("tỉnh", 0, right.end) else None
            result[i] = left._replace(names=(known,)) if known else left
    return result


def _at_level(left: Mention, written: str, cell: str) -> Mention:
    """«Ủy ban Mặt trận Tổ quốc và các đoàn thể huyện»: the front of that level, not of the province."""
    head = left.names[0].removesuffix(" tỉnh")
    if head not in _FRONTS or "tỉnh" in written:
        return left
    return left._replace(names=(f"{head}{cell}",), kind="level")


def units(mentions: list[Mention], low: str) -> list[Mention]:
    """«Phòng A thuộc Công an tỉnh», «Chi cục B (Sở Y tế)»: the unit acts, its parent only says whose."""
    result: list[Mention] = []
    for m in mentions:
        left = result[-1] if result else None
        if left is not None and _bracketed(left, m, low):
            if len(result) > 1 and _holds_office(result[-2], left, low):
                result[-2:] = [m._replace(start=result[-2].start, end=m.end + 1)]
            continue
        if left is None or m.start - left.end > FAR or not low.startswith(_UNITS, left.start):
            result.append(m)
            continue
        between = low[left.end : m.start]
        if len(left.names) > 1 or m.kind == "generic":
            pass
        elif between == " " and left.names[0] in _UNIONS and m.names[0] in FORCES:
            result[-1] = left._replace(end=m.end, names=(f"{left.names[0]} {m.names[0]}",))
            continue
        elif between in _WITHIN and len(m.names) == 1 and left.names[0] not in _UNIONS:
            result[-1] = left._replace(end=m.end)
            continue
        result.append(m)
    return result


def _announces(mentions: list[Mention], at: int, low: str) -> bool:
    """The kind of body at `at` stands before the names of those that are meant."""
    left, right = mentions[at : at + 2]
    if left.kind != "generic" or right.kind not in ("name", "level") or len(left.names) > 2:
        return False
    if not low.startswith("các ", left.start):
        return False
    named = NAMELY.fullmatch(low, left.end, right.start)
    if named is None or not named[0].lstrip().startswith(":"):
        return named is not None
    # Behind a bare colon one body alone may as well be the subject of what the kinds are told.
    third = mentions[at + 2] if at + 2 < len(mentions) else None
    listed = third is not None and _GOES_ON.fullmatch(low, right.end, third.start)
    return bool(listed) or len(right.names) > 1


def _bracketed(left: Mention, m: Mention, low: str) -> bool:
    """Alone in the brackets behind a body of its own name."""
    if left.kind == "generic" or m.kind == "generic" or low[left.end : left.end + 2] != " (":
        return False
    return bool(_IN_BRACKETS.fullmatch(low, left.end, m.start) and _CLOSES.match(low, m.end))


def _holds_office(office: Mention, board: Mention, low: str) -> bool:
    """«Cơ quan Thường trực Hội đồng A (Sở B)»: the office is a board's, and B holds it."""
    return low.startswith(_STANDING, office.start) and not low[office.end : board.start].strip(" ")


def _apposed(mentions: list[Mention], at: int, low: str) -> None:
    """«Sở A - Cơ quan Thường trực Ban B», «Sở A (cơ quan thường trực Ban B)»: one body, told twice."""
    if not at or not low.startswith(_STANDING, mentions[at].start):
        return
    left, right = mentions[at - 1 : at + 1]
    between = _APPOSED.fullmatch(low, left.end, right.start)
    if between is None or len(left.names) > 1 or left.kind == "generic":
        return
    # Inside brackets nothing needs masking; elsewhere the words go with the body they explain.
    mentions[at - 1 : at + 1] = [left if "(" in between[0] else left._replace(end=right.end)]


def staffs(mentions: list[Mention]) -> list[Mention]:
    """A bare «Bộ Chỉ huy» is the force the text named last, or names next."""
    if not any(m.kind == "staff" for m in mentions):
        return mentions
    result = list(mentions)
    for at, m in enumerate(mentions):
        if m.kind != "staff":
            continue
        near = [*reversed(mentions[:at]), *mentions[at + 1 :]]
        named = next((n.names for n in near if n.names[0] in COMMANDED and len(n.names) == 1), m.names)
        result[at] = m._replace(names=named, kind="name")
    return result
