"""«Hai lực lượng», «ba ngành», «các bên»: which bodies of the text a number stands for."""

import re
from itertools import pairwise

from cotmoc.domain.extraction.mentions import FORCES, Mention

_ARMED = frozenset(
    {*FORCES, "Hải quan", "Hải quan tỉnh", "Cục Hải quan", "Cục Hải quan tỉnh", "Chi cục Hải quan"}
    | {"Cảnh sát biển", "Kiểm lâm", "Chi cục Kiểm lâm", "lực lượng kiểm lâm", "Kiểm ngư", "Dân quân tự vệ"}
    | {"Quản lý thị trường", "lực lượng quản lý thị trường"}
)
# Who gives orders is no party to what two bodies do together.
ABOVE = frozenset(
    {"UBND tỉnh", "HĐND tỉnh", "Tỉnh ủy", "Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "UBND"}
)
_JOINED = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?(?:[,;/-]\s*(?:và\s+)?|và\s+|với\s+|cùng\s+(?:với\s+)?)(?:các\s+)?"
)
# «Bộ Chỉ huy BĐBP 2 tỉnh A và B»: the bodies of both provinces bear one name.
_TWIN = re.compile(r"\s+(?:2|02|hai) (?:tỉnh|huyện|đơn vị|địa phương)(?!\w)")
_OF_TWO = re.compile(r" (?:2|02|hai) tỉnh$")
# Those who sign or confer with each other are named together, though words stand between them.
_CONFERS = re.compile(
    r"\s+(?:(?:vừa|đã|cùng|tổ chức|buổi|lễ|tiến hành)\s+)*(?:ký|kết nghĩa|hội đàm|giao ban|gặp gỡ|làm việc)"
    r"[^.;:]{0,60}?\s(?:với|cùng)\s+(?:các\s+)?"
)
_SIGN = re.compile(r"\s+(?:(?:đã|vừa|cùng|tổ chức|lễ)\s+)*(?:ký|hội đàm|kết nghĩa|giao ước)(?!\w)")
# Two that agree on something are bodies, though no list knows them.
_AGREE = re.compile(r"\s+(?:(?:đã|cũng|cùng)\s+)?(?:thống nhất|nhất trí|cam kết|sẽ|tiếp tục)(?!\w)")
# What the forces of the neighbouring countries are called; of our provinces the name is dropped.
_ABROAD = re.compile(r"^(?:Ty|Tiểu khu|Chi đội|Đại đội Biên phòng|Trạm kiểm tra Biên phòng)(?!\w)|tỉnh \w")
# Behind how many characters two bodies no longer confer with each other.
FAR = 100
_NUMBER = re.compile(r"(hai|0?2)|(ba|0?3)|(bốn|0?4)|(năm|0?5)")


def parties(mentions: list[Mention], low: str) -> list[Mention]:
    """Mentions with every «forces» and «sides» named; of sides without names only those that agree stay."""
    if not any(m.kind in ("forces", "sides") for m in mentions):
        return mentions
    rows = _rows(mentions, low)
    known = _longest_row_of_forces(rows)
    told: dict[str, tuple[str, ...]] = {}
    result = []
    for m in mentions:
        if m.kind not in ("forces", "sides"):
            result.append(m)
            continue
        phrase = low[m.start : m.end]
        if phrase not in told:
            two = _two(mentions, low) if _count(phrase) == 2 and not _neighbours(rows) else ()
            if not two and phrase.endswith(("bên", "cơ quan", "đơn vị")) and _count(phrase) == 2:
                two = _signed(mentions, low)
            told[phrase] = two or (
                _sides(phrase, rows) if m.kind == "sides" else _named(phrase, mentions, rows, known)
            )
        if told[phrase] or m.kind == "forces" or phrase.startswith("các") or _AGREE.match(low, m.end):
            kind = "generic" if m.kind == "sides" else m.kind
            result.append(m._replace(names=told[phrase] or m.names, kind=kind))
    return result


def _rows(mentions: list[Mention], low: str) -> list[tuple[str, ...]]:
    """Bodies the text names together, «A, B và C», in order."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    last = -1
    for m in mentions:
        if m.kind not in ("name", "level") and not _ARMED.issuperset(m.names):
            continue
        if last >= 0 and not _JOINED.fullmatch(low, last, m.start):
            rows.append(tuple(row))
            row = []
        row.extend(name for name in m.names if name not in row)
        last = m.end
    return [*rows, tuple(row)]


def _longest_row_of_forces(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    armed = [tuple(name for name in row if name in _ARMED) for row in rows]
    return max((row for row in armed if len(row) > 1), key=len, default=())


def _count(phrase: str) -> int:
    match = _NUMBER.match(phrase)
    return match.lastindex + 1 if match and match.lastindex else 0


def _signed(mentions: list[Mention], low: str) -> tuple[str, ...]:
    """«Tỉnh ủy và Đảng ủy BĐBP đã ký kết chương trình»: two named in a row that sign, whatever their rank."""
    for left, right in pairwise(mentions):
        named = len(left.names) == 1 == len(right.names) and "generic" not in (left.kind, right.kind)
        if named and low[left.end : right.start].strip() == "và" and _SIGN.match(low, right.end):
            return (*left.names, *right.names)
    return ()


def _two(mentions: list[Mention], low: str) -> tuple[str, ...]:
    """Those who confer with each other; else the bodies of two provinces under one name."""
    twin: tuple[str, ...] = ()
    for left, right in zip(mentions, (*mentions[1:], None), strict=True):
        if left.kind not in ("name", "level") or ABOVE.intersection(left.names):
            continue
        near = right and right.kind in ("name", "level") and 0 < right.start - left.end < FAR
        if right and near and left.names != right.names and _CONFERS.fullmatch(low, left.end, right.start):
            return (*left.names, *right.names)
        said = _TWIN.match(low, left.end) or _OF_TWO.search(low, left.start, left.end)
        if said and len(left.names) == 1:
            twin = twin or left.names
    return twin


def _sides(phrase: str, rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    count = _count(phrase)
    row = next((row for row in rows if len(row) == count or (not count and len(row) > 1)), ())
    return row or (_neighbours(rows) if count == 2 else ())


def _neighbours(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """«BĐBP tỉnh hội đàm với Ty Công an tỉnh Mondulkiri»: ours and the one across the border."""
    named = list(dict.fromkeys(name for row in rows for name in row if name not in ABOVE))
    abroad = next((name for name in named if _ABROAD.search(name)), None)
    own = next((name for name in named if not _ABROAD.search(name)), None)
    return (own, abroad) if own and abroad else ()


def _named(
    phrase: str, mentions: list[Mention], rows: list[tuple[str, ...]], known: tuple[str, ...]
) -> tuple[str, ...]:
    """Named together, else the first so many of the text; of three, else the three forces of a province."""
    count = _count(phrase)
    if not count:
        return known
    armed = "lực lượng" in phrase
    if armed and len(known) == count:
        return known
    named = next((row for row in rows if len(row) == count and not ABOVE.intersection(row)), ())
    if named:
        return named
    if count == 3:
        return FORCES if armed else _first(mentions, 3) or FORCES
    two = _neighbours(rows) if count == 2 else ()
    return two or _first(mentions, count, armed=armed) or (known if armed else ())


def _first(mentions: list[Mention], count: int, *, armed: bool = False) -> tuple[str, ...]:
    names = dict.fromkeys(
        m.names[0]
        for m in mentions
        if m.kind == "name" and len(m.names) == 1 and m.names[0] not in ABOVE
        and (not armed or m.names[0] in _ARMED)
    )  # fmt: skip
    return tuple(names)[:count] if len(names) >= count else ()
