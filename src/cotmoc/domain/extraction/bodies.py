"""Bodies with a name of their own: «Công an huyện A», «Chi cục Thủy sản», «Ban Chỉ đạo 389 tỉnh»."""

import re

from cotmoc.domain.extraction.folding import UPPER, Folded
from cotmoc.domain.extraction.generic import generic_at
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.places import Places
from cotmoc.domain.extraction.referring import HEADS
from cotmoc.domain.extraction.typed import Typed

_TAIL = re.compile(
    r"(?:\s+(?:có liên quan|liên quan|cấp tỉnh|thuộc tỉnh|của tỉnh|trong tỉnh|toàn tỉnh|địa phương|"
    r"(?:đóng chân |đóng quân |đứng chân |hoạt động )?(?:trên|tại) địa bàn(?: toàn)?(?: tỉnh| huyện)?|"
    r"các cấp|hai cấp|02 cấp|trong vùng|trong khu vực|trên cả nước|"
    r"theo lĩnh vực phụ trách))+(?!\w)"
)
_NAMED_BODIES = (
    "ban quản lý",
    "bql",
    "chi cục hải quan",
    "hải quan cửa khẩu",
    "chi cục kiểm lâm",
    "ngân hàng",
)
_PROPER = re.compile(
    rf" (?:quốc tế )?[{UPPER}][\w']*(?: [{UPPER}][\w']*){{0,3}}(?: ?- ?[{UPPER}]\w*(?: [{UPPER}]\w*){{0,2}})?"
)
_LOWER_NEXT = re.compile(r"(?= [a-zà-ỹđ])|[,.;]")
_AND_ZONES = re.compile(r" và các (?:khu công nghiệp|kcn)(?: tỉnh)?(?!\w)")
_CONCERNED = re.compile(r" (?:có )?liên quan(?!\w)")
_BRACKET = re.compile(rf" \((?:(?:sau đây )?(?:gọi|viết) tắt là )?[{UPPER}&-]{{2,8}}\)")
_CROWN = re.compile(r" (?:quốc gia|chính phủ|trung ương)(?!\w)")
_PAPERS = ("đài ", "báo và ")
# A port has its authority of its own, whatever province it lies in.
_PORTS = ("cảng vụ",)
_FORCE_HEADS = {"Công an tỉnh": "Công an", "BĐBP tỉnh": "BĐBP"}
_POSTS_AT = re.compile(
    r"\s+(?:(?:giáp ranh|tiếp giáp|ven biển|tuyến biển|tuyến biên giới|trên tuyến(?: biên giới| biển)?|"
    r"biên giới(?: biển)?)(?!\w)\s*)+(?<!\s)"
)
# «3 đồn biên phòng: A, B và C»
_COUNTED = re.compile(r"(?:\d|hai|ba|bốn|năm|sáu) $")
_NAMES_FOLLOW = re.compile(r"\s?[:(]")
_UNIT_NUMBER = re.compile(r" \d{1,4}[A-Z]?(?![\w.,/%]*\d)(?!\w)")
_MEMBERS = re.compile(r"(?:các )?thành viên ")
_OF_COMMITTEE = re.compile(r"\s+(?:tỉnh ủy|huyện ủy|thị ủy|thành ủy|hđnd|hội đồng nhân dân)(?!\w)")


class Bodies:
    """Reads the body at a hit of the word list in one text."""

    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        self.plain, self.low, self.lexicon = folded.plain, folded.low, lexicon
        self.places = Places(folded, lexicon.province, lexicon.opens)
        self.typed = Typed(folded, lexicon.portfolios, lexicon.opens)

    def _name(self, start: int, end: int, pattern: str) -> Mention | None:
        if pattern in self.lexicon.capital_only and not self.plain[start].isupper():
            return None
        if pattern in self.lexicon.level_heads:
            mention = self._level(start, end, pattern)
            if mention is not None or pattern not in self.lexicon.names:
                return mention
        row = generic_at(self.low, self.plain, start) if pattern.startswith("lực lượng ") else None
        if row and row.end > end:
            return Mention(start, self._tail(row.end), row.names, kind=row.kind)
        canonical = self.lexicon.names[pattern]
        if pattern.startswith("các đồn") and (posts := self._posts(start, end)):
            return posts
        if (stop := self.places.region_end(end)) > end:
            return Mention(start, self._tail(stop), (" ".join(self.plain[start:stop].split()),))
        if (abroad := self.places.abroad(end)) > end:
            return Mention(start, abroad, (" ".join(self.plain[start:abroad].split()),))
        level = None if pattern.endswith("tỉnh") else self.places.level_at(end)
        if level and level.labels == ("tỉnh",):
            end = level.end
            if not canonical.endswith("tỉnh") and not canonical.startswith("Sở "):
                canonical = self.lexicon.names.get(f"{pattern} tỉnh", f"{canonical} tỉnh")
        elif level:
            head = _FORCE_HEADS.get(canonical) or self.plain[start:end]
            return Mention(start, self._tail(level.end), tuple(f"{head} {x}" for x in level.behind(head)))
        elif pattern.startswith(_PAPERS) and (stop := self.places.province_end(end)) > end:
            return Mention(start, stop, (" ".join(self.plain[start:stop].split()),))
        if pattern.startswith(_PORTS) and (stop := self.places.province_end(end)) > end:
            return Mention(start, stop, (" ".join(self.plain[start:stop].split()),))
        named = self._own_name(pattern, end)
        if named > end and (zones := _AND_ZONES.match(self.low, named)):
            named = zones.end()
        if named > end and self.places.province_end(end) == end:
            return Mention(start, self._tail(named), (" ".join(self.plain[start:named].split()),))
        return Mention(start, self._tail(self.places.province_end(end)), (canonical,))

    def _posts(self, start: int, end: int) -> Mention | None:
        """«các đồn Biên phòng: A, B», and those narrowed by where they lie, which stay as written."""
        if narrowed := _POSTS_AT.match(self.low, end):
            words = self.plain[start : narrowed.end()].split()
            return Mention(start, narrowed.end(), (" ".join([words[0].lower(), *words[1:]]),), kind="generic")
        names, stop = self.places.listed(end, "Đồn Biên phòng")
        return Mention(start, stop, names, kind="level") if len(names) > 1 else None

    def _numbered(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Sư đoàn 10», «Vùng Cảnh sát biển 2»: a unit known by its number."""
        number = _UNIT_NUMBER.match(self.plain, end) if self.plain[start].isupper() else None
        if number is None:
            return None
        return Mention(start, self._tail(number.end()), (" ".join(self.plain[start : number.end()].split()),))

    def _typed(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Chi cục Thủy sản», «Phòng Nội vụ các huyện, thành phố»: a kind, its field or name, its level."""
        listed = pattern in self.lexicon.listed_kinds
        stop = self.typed.end(start, end, listed=listed, far=pattern.startswith("ban quản lý"))
        if stop == end and pattern in HEADS and self.plain[start].isupper():
            named = _LOWER_NEXT.match(self.plain, end)
            return Mention(start, end, (self.plain[start:end],), kind="again") if named else None
        if stop == end:
            return None
        if party := _OF_COMMITTEE.match(self.low, stop):
            stop = party.end()
        name = " ".join(self.plain[start:stop].split())
        level = self.places.level_at(stop)
        if level is None and (further := self.places.region_end(stop)) > stop:
            name, stop = " ".join(self.plain[start:further].split()), further
        if level is None:
            return Mention(start, self._tail(self.places.province_end(stop)), (name,))
        if (abroad := self.places.abroad(stop)) > stop:
            return Mention(start, abroad, (" ".join(self.plain[start:abroad].split()),))
        if level.labels == ("tỉnh",):
            return Mention(start, self._tail(level.end), (f"{name} tỉnh",))
        return Mention(start, self._tail(level.end), tuple(f"{name} {x}" for x in level.behind(name)))

    def _board(self, start: int, end: int, pattern: str) -> Mention | None:
        # «các thành viên Ban Chỉ đạo 389 tỉnh» are ordered for their board
        members = _MEMBERS.match(self.low, start)
        begin = members.end() if members else start
        level = self.places.level_at(end)
        if level and not level.named and level.labels != ("tỉnh",):
            return Mention(start, self._tail(level.end), (" ".join(self.plain[begin : level.end].split()),))
        stop = self.typed.board(begin, end)
        if stop > end:
            name = _BRACKET.sub("", " ".join(self.plain[begin:stop].split()))
            if short := _BRACKET.match(self.plain, stop):
                stop = short.end()
            if stop < len(self.low) and (crown := _CROWN.match(self.low, stop)):
                own = "" if name.endswith("/CP") else self.plain[stop : crown.end()]
                return Mention(start, crown.end(), (name + own,))
            level = self.places.level_at(stop)
            if (abroad := self.places.abroad(stop)) > stop:
                return Mention(start, abroad, (" ".join(self.plain[begin:abroad].split()),))
            if level and level.labels != ("tỉnh",):
                return Mention(start, self._tail(level.end), tuple(f"{name} {x}" for x in level.behind(name)))
            stop = level.end if level else stop
            return Mention(start, self._tail(stop), (f"{name} tỉnh" if level else name,))
        stop = self.typed.named(end) if self.plain[begin].isupper() else end
        if stop > end and not self.places.is_head(stop, self.plain[end + 1 : stop]):
            return Mention(start, self._tail(stop), (" ".join(self.plain[begin:stop].split()),))
        if pattern in self.lexicon.names:
            return self._name(start, end, pattern)
        if level := self.places.level_at(end):
            board = self.plain[begin:end]
            return Mention(start, self._tail(level.end), tuple(f"{board} {x}" for x in level.behind(board)))
        return None

    def _level(self, start: int, end: int, pattern: str) -> Mention | None:
        head = self.lexicon.level_heads[pattern]
        if pattern == "công an" and not self.plain[start].isupper():
            return None
        several = head == "Đồn Biên phòng" and _NAMES_FOLLOW.match(self.low, end)
        if several and _COUNTED.search(self.low, max(0, start - 5), start):
            listed, stop = self.places.listed(end, head)
            if len(listed) > 1:
                return Mention(start, stop, listed, kind="level")
        level = self.places.level_at(end)
        if level is None:
            name = re.compile(rf" [{UPPER}][\w']*(?: [{UPPER}][\w']*){{0,3}}").match(self.plain, end)
            if name and head.endswith(("ủy", "đoàn", "phòng", "cửa khẩu", "quốc tế")):
                return Mention(start, self._tail(name.end()), (head + name[0],))
            if pattern in self.lexicon.names:
                return None
            return Mention(start, self._tail(end), (head,)) if self.plain[start].isupper() else None
        if (abroad := self.places.abroad(end)) > end:
            return Mention(start, abroad, (" ".join(self.plain[start:abroad].split()),))
        if level.labels == ("tỉnh",):
            name_ = self.lexicon.names.get(f"{pattern} tỉnh", f"{head} tỉnh")
            return Mention(start, self._tail(level.end), (name_,))
        if head == "UBND" and level.labels == ("các địa phương",):
            return Mention(start, self._tail(level.end), level.labels, kind="level")
        if level.labels[0].startswith("cấp ") and (match := _CONCERNED.match(self.low, level.end)):
            return Mention(
                start, match.end(), (" ".join(self.plain[start : match.end()].split()),), kind="level"
            )
        return Mention(
            start, self._tail(level.end), tuple(f"{head} {x}" for x in level.behind(head)), kind="level"
        )

    def _own_name(self, pattern: str, end: int) -> int:
        """«Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn»: the proper name behind some bodies."""
        if not pattern.startswith(_NAMED_BODIES):
            return end
        name = _PROPER.match(self.plain, end)
        return name.end() if name and not self.places.is_head(name.end(), name[0].strip()) else end

    def _tail(self, end: int) -> int:
        match = _TAIL.match(self.low, end)
        if match:
            return self.places.province_end(match.end())
        return self.places.province_end(end) if self.low.endswith(" tỉnh", 0, end) else end
