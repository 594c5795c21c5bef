"""Finds every body a text names and gives it one spelling: one Aho-Corasick pass, a grammar at each hit."""

import re
from collections.abc import Callable, Iterator

from cotmoc.domain.extraction.bodies import Bodies
from cotmoc.domain.extraction.folding import UPPER, Folded
from cotmoc.domain.extraction.forces import of_the_country
from cotmoc.domain.extraction.generic import generic_at
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import NAMELY, Mention, cross, one_level, one_spelling, staffs, units
from cotmoc.domain.extraction.ministries import ministries_at
from cotmoc.domain.extraction.parties import parties
from cotmoc.domain.extraction.referring import again, introduced

_OTHER_FIELD = re.compile(
    rf"\s+((?:[{UPPER}][\w&.-]*)(?:(?:,? |, | và | - )(?!Sở |Công an|UBND|Ban |Bộ |BĐBP|Ủy ban)"
    rf"[{UPPER}][\w&.-]*){{0,5}})"
)
LIST_SEP = re.compile(r"\s*(?:,|;|\s+và)\s+")
_COUNT_LEFT = re.compile(r"(?<!\w)((?:\d{1,2}|hai|ba|bốn|năm|sáu) )$")
_COLON = re.compile(r"\s*:?\s+")
_BETWEEN_POSTS = re.compile(r"(?:\s*,\s*|\s+và\s+|\s+của\s+|\s+các\s+|\s+)$")
# «các sở, ngành: A, B», «các sở, ban, ngành liên quan như: A, B»
_LISTED = re.compile(
    r"các sở(?:, ban)?,? ngành(?: (?:có )?liên quan)?(?:,? (?:gồm|như|bao gồm))?(?=(?P<to>\s*:\s+))"
)
_AUTHORITIES = frozenset({"chính quyền", "cấp ủy"})
_AUTHORITY = re.compile(r"(?:cấp ủy(?: đảng)?(?:,| và) )?chính quyền(?= )")
_ANDS = re.compile(r"\s*[-–]\s*")
_INSPECTORS = "Thanh tra "
_LEADS = "lãnh đạo "
_PLACES = ("các huyện", "các xã", "các phường", "các thành phố", "các đặc khu")
_STANDS_ALONE = re.compile(r"(?= [a-zà-ỹđ])(?! (?:hữu|dĩ|thích|trường))|[,.;:)]")
_OPENS_CLAUSE = re.compile(r"(?:^|[.;:,\n]\s*|\s-\s|\+\s?)$")
# People of a body stand for it where they are addressed or act, not where they are counted or praised.
_PEOPLE = frozenset({"lãnh đạo", "cán bộ, chiến sĩ", "cán bộ, chiến sỹ", "đảng bộ", "tập thể"})
_ADDRESSED = re.compile(r"(?:^|[.;:,\n]\s*|\s-\s|\+\s?|yêu cầu |đề nghị |giao |lưu ý |đối với )$")
_WORKS_WITH = re.compile(r"(?:phối hợp|hiệp đồng|liên hệ|trao đổi|làm việc)[^;.:]{0,90}$")
_ALSO = re.compile(r"\s*,\s+|\s+và\s+|\s*,?\s+cùng\s+")
# Trades of an economy: with a small letter they are spoken of, not to.
_TRADES = frozenset({"du lịch", "than", "thủy sản", "xây dựng", "lao động", "thể thao"})
_NO_ACTOR = re.compile(
    r"(?:phát triển|cơ cấu(?: lại)?|của|trong|cho|thuộc|đa|chuyên|liên|về|từ|học|nhiều|một số|tăng trưởng|"
    r"là|theo|những|vào|khối|nhóm|nhân lực|sinh viên|lao động) $"
)


def find_agencies(folded: Folded, lexicon: Lexicon) -> list[Mention]:
    """All mentions in order, none overlapping; posts («Giám đốc Sở …») belong to the body they name."""
    finder = _Finder(folded, lexicon)
    mentions = list(finder.run())
    mentions = introduced(again(mentions), folded.plain, lexicon.names)
    mentions = one_level(units(mentions, folded.low), folded.low, lexicon.names)
    mentions = cross(mentions, folded.low, folded.plain)
    return of_the_country(one_spelling(staffs(parties(mentions, folded.low))), folded.low)


class _Finder(Bodies):
    def __init__(self, folded: Folded, lexicon: Lexicon) -> None:
        super().__init__(folded, lexicon)
        self._post_end = 0
        self.readers: dict[str, Callable[[int, int, str], Mention | None]] = {
            "name": self._name,
            "level": self._name,
            "portfolio": self._portfolio,
            "generic": self._generic,
            "kind": self._typed,
            "listed_kind": self._typed,
            "board": self._board,
            "sector": self._sector,
            "staff": self._staff,
            "numbered": self._numbered,
            "partner": self._partner,
            "itself": self._itself,
        }

    def run(self) -> Iterator[Mention]:
        low, done, post = self.low, 0, -1
        self._done, self._last, self._row = 0, Mention(0, 0, ("",)), False
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
                if patterns[index] in _PEOPLE and not _ADDRESSED.search(low, max(0, start - 12), start):
                    continue
                if post < 0 or not _BETWEEN_POSTS.fullmatch(low, self._post_end, start):
                    post = start
                self._post_end = end
                continue
            mention = self.readers[kind](start, end, patterns[index])
            if mention is not None:
                mention = self._led_by(self._inspectors(self._listed_on(mention), done))
                self._done, self._last = mention.end, mention
                if (
                    post >= 0
                    and self._post_end <= start
                    and _BETWEEN_POSTS.fullmatch(low, self._post_end, start)
                ):
                    mention = mention._replace(start=post, post=True)
                yield mention
                done = mention.end
            post = -1

    def _partner(self, start: int, end: int, pattern: str) -> Mention | None:
        """«phối hợp với tỉnh Sơn La»: a province, through its name, is a partner only here."""
        if not _WORKS_WITH.search(self.low, max(0, start - 40), start):
            return None
        begin = start + pattern.index(" ") + 1
        names, stop = self._provinces(end)
        if not names:
            return None
        word = "tỉnh" if pattern.endswith("tỉnh") else "thành phố"
        return Mention(begin, stop, tuple(f"{word} {name}" for name in names))

    def _provinces(self, end: int) -> tuple[list[str], int]:
        names: list[str] = []
        stop = end
        while (after := self.places.province_end(end)) > end:
            names.append(" ".join(self.plain[end:after].split()))
            stop = after
            separator = LIST_SEP.match(self.low, after)
            if separator is None:
                break
            end = separator.end() - 1
        return names, stop

    def _sector(self, start: int, end: int, pattern: str) -> Mention | None:
        """«ngành Y tế», «ngành công an» stay as they are written; a trade in small letters is no body."""
        field = self.lexicon.sectors.match(self.low, end + 1)
        if field is None or self.low[end : end + 1] != " ":
            return None
        small = not self.plain[end + 1].isupper()
        if small and (field[0] in _TRADES or _NO_ACTOR.search(self.low, max(0, start - 20), start)):
            return None
        words = self.plain[field.start() : field.end()]
        return Mention(start, self._tail(self._province_tail(field.end())), (f"ngành {words}",))

    def _staff(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Bộ Chỉ huy» alone, as a proper name."""
        if not self.plain[start].isupper():
            return None
        return Mention(start, self._tail(end), (" ".join(self.plain[start:end].split()),), kind="staff")

    def _portfolio(self, start: int, end: int, pattern: str) -> Mention | None:
        plural = pattern.startswith("các ")
        word = "Bộ" if pattern.endswith("bộ") else "Sở"
        named = self.plain[end + 1 : end + 2].isupper()
        if word == "Bộ" and not named and (central := ministries_at(self.low, self.plain, start)):
            begin, stop, found = central
            return Mention(begin, stop, found, kind="generic")
        if not plural and not self.plain[start].isupper() and self.low[max(0, start - 4) : start] != "các ":
            return None
        names, at = self._fields(word, end, plural)
        if not names and not plural and word == "Sở" and _STANDS_ALONE.match(self.plain, end):
            return Mention(start, end, ("Sở",), kind="again")
        if not names:
            return None
        return Mention(start, self._tail(at), tuple(names))

    def _inspectors(self, mention: Mention, done: int) -> Mention:
        """«Thanh tra Sở Giao thông vận tải»: the inspectors act, the department only says whose they are."""
        start = mention.start - len(_INSPECTORS)
        if len(mention.names) > 1 or start < done or not self.plain.startswith(f"{_INSPECTORS}Sở ", start):
            return mention
        return mention._replace(start=start, names=(f"{_INSPECTORS}{mention.names[0]}",))

    def _led_by(self, mention: Mention) -> Mention:
        """«Ban cán sự đảng lãnh đạo UBND tỉnh ban hành …»: behind a body it is what that one does."""
        begin = mention.start + len(_LEADS)
        behind = self._last.end > 0 and self.low[self._last.end : mention.start] == " "
        led = behind and self.low.startswith(_LEADS, mention.start)
        return mention._replace(start=begin) if led else mention

    def _listed_on(self, mention: Mention) -> Mention:
        """«Các sở gồm: Công an tỉnh, Y tế và Nội vụ»: in such a row the word «Sở» may be left out."""
        gap = LIST_SEP if self._row else NAMELY
        kinds = self._row or self._last.names[0] == "các sở, ban, ngành"
        self._row = kinds and gap.fullmatch(self.low, self._done, mention.start) is not None
        separator = LIST_SEP.match(self.low, mention.end) if self._row else None
        if separator is None or self._field("Sở", separator.end(), first=False) is None:
            return mention
        names, at = self._fields("Sở", separator.end() - 1, plural=True)
        return mention._replace(end=at, names=(*mention.names, *names))

    def _itself(self, start: int, end: int, pattern: str) -> Mention | None:
        """«Thời gian tới, đơn vị tiếp tục …»: the body the text is about."""
        if not _OPENS_CLAUSE.search(self.low, max(0, start - 12), start):
            return None
        return Mention(
            start, start + pattern.index(" vị") + 3 if " vị" in pattern else end, ("",), kind="again"
        )

    def _fields(self, word: str, end: int, plural: bool) -> tuple[list[str], int]:
        """«Sở A», or with «các»: «A, B và C»; the canonical names and where they end."""
        names: list[str] = []
        opening = _COLON.match(self.low, end)
        if opening is None:
            return names, end
        at = opening.end()
        plural = plural or ":" in opening[0]
        while name := self._field(word, at, first=not names):
            field = name[0].replace(" & ", "&")
            known = field if word == "ngành" else f"{word} {field}".lower()
            if known not in self.lexicon.names and name[1].isupper():
                known = _ANDS.sub("&", known)  # «Sở KH - ĐT»
            names.append(self.lexicon.names.get(known, f"{word} {name[1].replace(' & ', '&')}"))
            end = self._province_tail(at + len(name[0]))
            separator = LIST_SEP.match(self.low, end)
            if not plural or separator is None:
                break
            at = separator.end()
        return names, end

    def _field(self, word: str, at: int, *, first: bool) -> tuple[str, str] | None:
        if not self.plain[at : at + 1].isupper():
            return None
        if word == "ngành":
            field = self.lexicon.sectors.match(self.low, at)
            return (field[0], self.plain[at : field.end()]) if field else None
        for low, spelled in self.lexicon.portfolios[word.lower()]:
            if self.low.startswith(low, at) and not self.low[at + len(low) : at + len(low) + 1].isalnum():
                return low, spelled
        stop = (
            self.typed.named(at - 1)
            if first and word == "Sở" and self.plain[at + 1 : at + 2].islower()
            else at
        )
        if stop > at:
            return self.low[at:stop], self.plain[at:stop]
        if first and word == "Sở" and (other := _OTHER_FIELD.match(self.plain, at - 1)):
            return other[1].lower(), other[1]
        return None

    def _province_tail(self, end: int) -> int:
        level = self.places.level_at(end)
        if level and level.labels == ("tỉnh",):
            return level.end
        return self.places.province_end(end)

    def _authority(self, start: int) -> Mention | None:
        """«cấp ủy, chính quyền huyện Sa Thầy», «chính quyền các xã A, B»: of places that have names."""
        head = _AUTHORITY.match(self.low, start)
        level = self.places.level_at(head.end()) if head else None
        if head is None or level is None or not level.named or level.labels == ("tỉnh",):
            return None
        name = " ".join(head[0].split())
        if not any(label[-1:].isalpha() and label.split(" ")[-1][:1].isupper() for label in level.labels):
            return None
        return Mention(start, level.end, tuple(f"{name} {label}" for label in level.labels), kind="level")

    def _generic(self, start: int, end: int, pattern: str) -> Mention | None:
        if pattern in ("các sở", "các ngành"):
            word, listed = "Sở" if pattern == "các sở" else "ngành", _LISTED.match(self.low, start)
            behind = listed.end() if listed and self._field(word, listed.end("to"), first=False) else end
            names, at = self._fields(word, behind, plural=True)
            if names:
                return Mention(start, self._tail(at), tuple(names))
        if pattern in _PLACES and start and (level := self.places.level_at(start - 1)) and level.named:
            head = self._last.names[0].split(" ")[0]
            gap = self.low[self._done : start].strip(" ")
            of = f"{head} " if head in ("UBND", "HĐND") and gap in (",", "và", ";") else ""
            return Mention(
                start, self._tail(level.end), tuple(f"{of}{x}" for x in level.labels), kind="level"
            )
        if pattern in _AUTHORITIES and (local := self._authority(start)):
            return local
        if pattern == "doanh nghiệp" and not self._joins(start):
            return None
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

    def _joins(self, start: int) -> bool:
        """Another body of «phối hợp với …» stands right before."""
        joined = _ALSO.fullmatch(self.low, self._done, start)
        return bool(joined and _WORKS_WITH.search(self.low, max(0, self._done - 90), self._done))
