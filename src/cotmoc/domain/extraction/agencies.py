"""Finds every body a text names and gives it one spelling: one Aho-Corasick pass, a grammar at each hit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from cotmoc.domain.extraction.folding import UPPER, Folded
from cotmoc.domain.extraction.generic import generic_at
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import Mention, cross, forces, one_spelling, staffs
from cotmoc.domain.extraction.places import Places
from cotmoc.domain.extraction.typed import Typed

_TAIL = re.compile(
    r"(?:\s+(?:có liên quan|liên quan|cấp tỉnh|thuộc tỉnh|của tỉnh|trong tỉnh|toàn tỉnh|địa phương|"
    r"(?:đóng chân |đóng quân |đứng chân |hoạt động )?(?:trên|tại) địa bàn(?: toàn)?(?: tỉnh| huyện)?|"
    r"các cấp|hai cấp|02 cấp|trong vùng|trong khu vực|trên cả nước|"
    r"theo lĩnh vực phụ trách))+(?!\w)"
)
_OTHER_FIELD = re.compile(rf"\s+((?:[{UPPER}][\w&.-]*)(?:(?:,? |, | và | - )[{UPPER}][\w&.-]*){{0,5}})")
_LIST_SEP = re.compile(r"\s*(?:,|;|\s+và)\s+")
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
_COUNT_LEFT = re.compile(r"(?<!\w)((?:\d{1,2}|hai|ba|bốn|năm|sáu) )$")
_COLON = re.compile(r"\s*:?\s+")
_BETWEEN_POSTS = re.compile(r"(?:\s*,\s*|\s+và\s+|\s+của\s+|\s+các\s+|\s+)$")
_CONCERNED = re.compile(r" (?:có )?liên quan(?!\w)")
_OF_COMMITTEE = re.compile(r"\s+(?:tỉnh ủy|huyện ủy|thị ủy|thành ủy|hđnd|hội đồng nhân dân)(?!\w)")


def find_agencies(folded: Folded, lexicon: Lexicon) -> list[Mention]:
    """All mentions in order, none overlapping; posts («Giám đốc Sở …») belong to the body they name."""
    finder = _Finder(folded, lexicon)
    mentions = list(finder.run())
    return one_spelling(staffs(forces(cross(mentions, folded.low, folded.plain), folded.low)))


class _Finder:
    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        self.plain, self.low, self.lexicon = folded.plain, folded.low, lexicon
        self._post_end = 0
        self.places = Places(folded, lexicon.province)
        self.readers: dict[str, Callable[[int, int, str], Mention | None]] = {
            "name": self._name,
            "level": self._level,
            "portfolio": self._portfolio,
            "generic": self._generic,
            "kind": self._typed,
            "listed_kind": self._typed,
            "board": self._board,
            "sector": self._sector,
            "staff": self._staff,
        }
        self.typed = Typed(folded, lexicon.portfolios, lexicon.opens)

    def run(self) -> Iterator[Mention]:
        low, done, post = self.low, 0, -1
        kinds, patterns, size = self.lexicon.kinds, self.lexicon.patterns, len(self.low)
        for index, start, end in self.lexicon.matcher.find_matches_as_indexes(low):
            kind = kinds[index]
            if kind == "skip" or start < done:
                continue
            if (start and low[start - 1].isalnum()) or (end < size and low[end].isalnum()):
                continue
            if kind == "post" and patterns[index] == "đảng ủy":
                level = self.places.level_at(end)
                if level and level.labels != ("tỉnh",):
                    names = tuple(f"Đảng ủy {label}" for label in level.labels)
                    yield Mention(start, level.end, names, kind="level")
                    done, post = level.end, -1
                    continue
            if kind == "post":
                if post < 0 or not _BETWEEN_POSTS.fullmatch(low, self._post_end, start):
                    post = start
                self._post_end = end
                continue
            mention = self.readers[kind](start, end, patterns[index])
            if mention is not None:
                if (
                    post >= 0
                    and self._post_end <= start
                    and _BETWEEN_POSTS.fullmatch(low, self._post_end, start)
                ):
                    mention = replace(mention, start=post, post=True)
                yield mention
                done = mention.end
            post = -1

    def _name(self, start: int, end: int, pattern: str) -> Mention | None:
        if pattern in self.lexicon.capital_only and not self.plain[start].isupper():
            return None
        if pattern in self.lexicon.level_heads and (mention := self._level(start, end, pattern)):
            return mention
        row = generic_at(self.low, self.plain, start) if pattern.startswith("lực lượng ") else None
        if row and row.end > end:
            return Mention(start, self._tail(row.end), row.names, kind=row.kind)
        canonical = self.lexicon.names[pattern]
        if not pattern.endswith("tỉnh"):
            level = self.places.level_at(end)
            if level and level.named:
                head = self.plain[start:end]
                return Mention(
                    start, self._tail(level.end), tuple(f"{head} {label}" for label in level.labels)
                )
            if level and level.labels == ("tỉnh",):
                end = level.end
                if canonical == self.lexicon.names.get(pattern) and not canonical.endswith("tỉnh"):
                    canonical = self.lexicon.names.get(f"{pattern} tỉnh", f"{canonical} tỉnh")
        named = self._own_name(pattern, end)
        if named > end and self.places.province_end(end) == end:
            return Mention(start, self._tail(named), (" ".join(self.plain[start:named].split()),))
        return Mention(start, self._tail(self.places.province_end(end)), (canonical,))

    def _typed(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Chi cục Thủy sản», «Phòng Nội vụ các huyện, thành phố»: a kind, its field or name, its level."""
        listed = pattern in self.lexicon.listed_kinds
        stop = self.typed.end(start, end, listed=listed, far=pattern.startswith("ban quản lý"))
        if stop == end:
            return None
        if party := _OF_COMMITTEE.match(self.low, stop):
            stop = party.end()
        name = " ".join(self.plain[start:stop].split())
        level = self.places.level_at(stop)
        if level is None:
            return Mention(start, self._tail(self.places.province_end(stop)), (name,))
        if level.labels == ("tỉnh",):
            return Mention(start, self._tail(level.end), (f"{name} tỉnh",))
        return Mention(start, self._tail(level.end), tuple(f"{name} {label}" for label in level.labels))

    def _sector(self, start: int, end: int, pattern: str) -> Mention | None:
        """«ngành Y tế», «các ngành: Công an, Thuế» stay as they are written."""
        field = self._field("Sở", end + 1, first=False) or self._field("Ngành", end + 1, first=False)
        if field is None or self.plain[end : end + 1] != " ":
            return None
        stop = end + 1 + len(field[0])
        return Mention(start, self._tail(stop), (f"ngành {self.plain[end + 1 : stop]}",))

    def _staff(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Bộ Chỉ huy» alone, as a proper name."""
        if not self.plain[start].isupper():
            return None
        return Mention(start, self._tail(end), (" ".join(self.plain[start:end].split()),), kind="staff")

    def _board(self, start: int, end: int, pattern: str) -> Mention | None:
        stop = self.typed.board(start, end)
        if stop > end:
            name = " ".join(self.plain[start:stop].split())
            level = self.places.level_at(stop)
            if level and level.labels != ("tỉnh",):
                return Mention(start, self._tail(level.end), tuple(f"{name} {x}" for x in level.labels))
            stop = level.end if level else stop
            return Mention(start, self._tail(stop), (f"{name} tỉnh" if level else name,))
        return self._name(start, end, pattern) if pattern in self.lexicon.names else None

    def _level(self, start: int, end: int, pattern: str) -> Mention | None:
        head = self.lexicon.level_heads[pattern]
        if pattern == "công an" and not self.plain[start].isupper():
            return None
        level = self.places.level_at(end)
        if level is None:
            name = re.compile(rf" [{UPPER}][\w']*(?: [{UPPER}][\w']*){{0,3}}").match(self.plain, end)
            if name and head.endswith(("ủy", "phòng")):
                return Mention(start, self._tail(name.end()), (head + name[0],))
            if pattern in self.lexicon.names:
                return None
            return Mention(start, self._tail(end), (head,)) if self.plain[start].isupper() else None
        if level.labels == ("tỉnh",):
            name_ = self.lexicon.names.get(f"{pattern} tỉnh", f"{head} tỉnh")
            return Mention(start, self._tail(level.end), (name_,))
        if level.labels[0].startswith("cấp ") and (match := _CONCERNED.match(self.low, level.end)):
            return Mention(
                start, match.end(), (" ".join(self.plain[start : match.end()].split()),), kind="level"
            )
        return Mention(
            start, self._tail(level.end), tuple(f"{head} {label}" for label in level.labels), kind="level"
        )

    def _portfolio(self, start: int, end: int, pattern: str) -> Mention | None:
        plural = pattern.startswith("các ")
        word = "Bộ" if pattern.endswith("bộ") else "Sở"
        if not plural and not self.plain[start].isupper() and self.low[max(0, start - 4) : start] != "các ":
            return None
        names, at = self._fields(word, end, plural)
        if not names:
            return None
        return Mention(start, self._tail(at), tuple(names))

    def _fields(self, word: str, end: int, plural: bool) -> tuple[list[str], int]:
        """«Sở A», or with «các»: «A, B và C»; the canonical names and where they end."""
        names: list[str] = []
        opening = _COLON.match(self.low, end)
        if opening is None:
            return names, end
        at = opening.end()
        plural = plural or ":" in opening[0]
        while name := self._field(word, at, first=not names):
            names.append(self.lexicon.names.get(f"{word} {name[0]}".lower(), f"{word} {name[1]}"))
            end = self._province_tail(at + len(name[0]))
            separator = _LIST_SEP.match(self.low, end)
            if not plural or separator is None:
                break
            at = separator.end()
        return names, end

    def _field(self, word: str, at: int, *, first: bool) -> tuple[str, str] | None:
        if not self.plain[at : at + 1].isupper():
            return None
        for low, spelled in self.lexicon.portfolios[word.lower()]:
            if self.low.startswith(low, at) and not self.low[at + len(low) : at + len(low) + 1].isalnum():
                return low, spelled
        if first and word == "Sở" and (other := _OTHER_FIELD.match(self.plain, at - 1)):
            return other[1].lower(), other[1]
        return None

    def _province_tail(self, end: int) -> int:
        level = self.places.level_at(end)
        if level and level.labels == ("tỉnh",):
            return level.end
        return self.places.province_end(end)

    def _generic(self, start: int, end: int, pattern: str) -> Mention | None:
        if pattern == "các sở":
            names, at = self._fields("Sở", end, plural=True)
            if names:
                return Mention(start, self._tail(at), tuple(names))
        if pattern == "huyện biên giới":
            number = _COUNT_LEFT.search(self.low, max(0, start - 8), start)
            return (
                Mention(number.start(1), end, (self.plain[number.start(1) : end],), kind="generic")
                if number
                else None
            )
        if self.low.startswith("quý ", max(0, start - 4)):
            return None
        if pattern.startswith(("cơ quan th", "đơn vị được")) and self.low.startswith(
            "là ", max(0, start - 3)
        ):
            return None
        found = generic_at(self.low, self.plain, start)
        if found is None:
            return None
        return Mention(start, self._tail(found.end), found.names, kind=found.kind)

    def _own_name(self, pattern: str, end: int) -> int:
        """«Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn»: the proper name behind some bodies."""
        if not pattern.startswith(_NAMED_BODIES):
            return end
        name = _PROPER.match(self.plain, end)
        return name.end() if name and not self.places.is_head(name.end(), name[0].strip()) else end

    def _tail(self, end: int) -> int:
        match = _TAIL.match(self.low, end)
        return self.places.province_end(match.end()) if match else end
