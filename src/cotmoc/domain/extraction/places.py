"""Levels and places behind a body's name: «… huyện Mường Lát», «… các huyện, thành phố», «… 3 xã A, B»."""

import re
from dataclasses import dataclass

from cotmoc.domain.extraction.folding import UPPER, Folded

_WORD = rf"[{UPPER}][\w']*"
# Wards and communes joined in 2025 carry numbers: «phường Móng Cái 1».
NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}(?: \d{{1,2}}(?=\s*(?:[,;.:)\n]|và |$)))?"
_SINGLE = r"(thành phố|tp\.?|thị xã|tx\.?|huyện|h\.|quận|q\.|xã|x\.|phường|p\.|thị trấn|tt\.|đặc khu)"
_LEVEL = re.compile(rf"\s+{_SINGLE}(?:\s+|(?<=\.))")
_NAME = re.compile(NAME)
_PLURAL = re.compile(
    r"\s+(?:(?:các|những|tất cả các)\s+(?:0?\d{1,2}\s+)?|0?\d{1,2}\s+|(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|"
    r"mười)\s+)"
    r"((?:huyện|thị xã|thị trấn|thành phố|tp|thành|thị|quận|xã|phường|đặc khu)"
    r"(?:(?:\s*,\s*|\s*/\s*|\s+và\s+|\s*-\s*)(?:các\s+)?(?:huyện|thị xã|thị trấn|thành phố|tp|thành|thị|"
    r"xã|phường|đặc khu)(?!\w))*)(?!\w)"
)
_BARE_PAIR = re.compile(
    r"\s+((?:thành phố|thị xã)(?:,| và) các huyện(?:,? (?:và )?(?:thị xã|thành phố))?|"
    r"huyện\s*[,/-]\s*(?:thị xã\s*[,/-]\s*)?(?:thành phố|tp)|"
    r"huyện\s*,\s*(?:thị\s*,\s*thành|thành\s*,\s*thị)|quận\s*[,/-]\s*huyện|huyện\s*[,/-]\s*quận|"
    r"(?:xã\s*[,/-]\s*phường|phường\s*[,/-]\s*xã)\s*[,/-]\s*(?:và\s+)?đặc khu|phường\s*[,/-]\s*xã|"
    r"xã\s*[,/-]\s*phường(?:\s*,\s*thị trấn)?)(?!\w)"
)
_PROVINCIAL = re.compile(r"\s+(?:các )?tỉnh,? (?:và )?thành(?: phố)?(?: trực thuộc trung ương)?(?!\w)(?! ủy)")
_SOME_PROVINCES = re.compile(r"\s+(các tỉnh(?: biên giới(?: biển)?| ven biển)?)(?!\w)(?! (?:ủy|đoàn))")
# One look that spares the others behind most names.
_ANY_LEVEL = re.compile(
    r"\s+(?:tỉnh|t[hxấtp]|huyện|quận|xã|phường|đặc|[hpqx]\.|cấp |cùng |các |những |\d|hai |ba |bốn |năm |"
    r"sáu |bảy |tám |chín |mười )"
)
_BARE = re.compile(
    r"\s+(huyện|thị xã|thành phố|tp|quận|xã|phường|thị trấn)(?!\w)(?!,? (?:thị xã|thành phố|phường))"
)
# «quận 1», «Phường 12»: districts and wards of a city may only have a number.
_NUMBER = re.compile(r"\d{1,2}(?![\w.,/%]*\d)(?!\w)")
_CELLS = re.compile(r"\s+cấp (?:tỉnh|huyện)(?:(?:,|\s+và) cấp (?:huyện|xã))+(?!\w)")
_CELL = re.compile(
    r"\s+((?:cấp (?:tỉnh|huyện|xã|cơ sở)|(?:các|hai|02|ba|03) cấp|"
    r"các (?:đơn vị, )?địa phương(?: (?:ven biển|biên giới(?: biển)?|giáp biên|có rừng|có biển))?|các đơn vị|"
    r"cùng cấp))(?!\w)"
)
_BORDER = re.compile(
    r"\s+(?:khu vực |vùng )?(biên giới(?: biển)?|ven biển(?:(?:,| và) (?:hải )?đảo)?|giáp biên|"
    r"miền núi|vùng cao|giáp ranh|nghèo|trọng điểm)(?!\w)"
)
# «các xã thuộc huyện A (B, C)», «các xã của huyện A: B, C»: where they lie, told before their names.
_WITHIN = re.compile(rf"\s+(?:thuộc|của|trên địa bàn)\s+(?:huyện|thị xã|thành phố)\s+{NAME}(?=\s*:\s|\s\()")
_OPEN = re.compile(r"[ \t]*[:,]?[ \t]*\(?[ \t]*(?=\S)")
_SEP = re.compile(r"\s*(?:,|;|\s+và|-)\s*")
_SAME_LEVEL = re.compile(rf"(?:, (?!T[PXT]\b){NAME})*,? và (?!T[PXT]\b){NAME}(?![\w.])")
# «Phó Chủ tịch UBND tỉnh Nguyễn Văn A»: a person stands behind the post, not a province.
_SURNAMES = re.compile(
    r"(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|trương|cao|hà|lương|mai|"
    r"đoàn|trịnh|tô|tạ|thái|lâm|chu|châu|quách|lò|vàng|giàng|sùng|thào|đào|phùng|tống|kiều|triệu) \S+ "
)
# «thị xã A, huyện B, C, D chỉ đạo»: a row that the verb ends.
_SAME_ROW = re.compile(rf"(?:, (?!T[PXT]\b){NAME}){{2,}}(?= [a-zà-ỹđ])")
_DISTRICTS = frozenset({"huyện", "thành phố", "thị xã", "thành", "thị", "quận", "tp", "tx"})
# «Bộ đội Biên phòng (BĐBP) tỉnh», «(sau đây gọi tắt là BCĐ)»
SHORT_FORM = re.compile(
    rf" \((?:(?:sau đây )?(?:gọi|viết)(?: tắt)?(?: là)?:? )?"
    rf"([{UPPER}][{UPPER}&., -]{{1,14}}(?: và [{UPPER}]+)?)\)"
)
_LOWER = ("xã ", "phường ", "thị trấn ")
_ABOVE = ("huyện", "quận", "thị xã", "thành phố", "tp", "tp.")
_DASH = re.compile(r" ?- ?")
_REGION = re.compile(
    rf"\s+(?:[Kk]hu vực\s+|[Vv]ùng\s+|số\s+)(?:[IVX]+|\d{{1,2}}|{_WORD}(?: {_WORD}){{0,3}})"
    rf"(?:\s*-\s*{_WORD}(?: {_WORD}){{0,3}})?(?!\w)"
)
_REGION_NUMBER = re.compile(
    rf" (?:[IVX]+|\d{{1,2}}|{_WORD}(?: {_WORD}){{0,3}})(?:\s*-\s*{_WORD}(?: {_WORD}){{0,3}})?(?!\w)"
)
_SHORT = {
    "tp": "thành phố", "tx": "thị xã", "h": "huyện", "q": "quận", "x": "xã", "p": "phường", "tt": "thị trấn"
}  # fmt: skip
_COMMITTEES = ("UBND", "HĐND")
_PROVINCE = re.compile(r"\s+tỉnh(?!\w)")


@dataclass(frozen=True, slots=True)
class Level:
    """`labels` to put behind the head, `end` of what was consumed, `named`: each place on its own."""

    end: int
    labels: tuple[str, ...]
    named: bool
    # Committees of districts and their rooms have a shorter name; other bodies keep these words.
    written: tuple[str, ...] = ()

    def behind(self, head: str) -> tuple[str, ...]:
        """The labels behind this head."""
        shorter = head.endswith(_COMMITTEES) or head.startswith("Phòng ")
        return self.labels if shorter or not self.written else self.written


class Places:
    """Reads level phrases of one text."""

    def __init__(self, folded: Folded, province: re.Pattern[str], opens: frozenset[str]) -> None:
        self.plain, self.low, self.province, self.opens = folded.plain, folded.low, province, opens

    def level_at(self, pos: int) -> Level | None:
        """The level phrase that starts at `pos` (with its blank), or None."""
        if _ANY_LEVEL.match(self.low, pos) is None:
            short = SHORT_FORM.match(self.plain, pos) if self.low.startswith(" (", pos) else None
            return self.level_at(short.end()) if short and _ANY_LEVEL.match(self.low, short.end()) else None
        if match := _PROVINCIAL.match(self.low, pos):
            whole = match[0].endswith("trung ương")
            label = "các tỉnh, thành phố trực thuộc Trung ương" if whole else "các tỉnh, thành phố"
            return Level(match.end(), (label,), False)
        if (match := _SOME_PROVINCES.match(self.low, pos)) and self.province_end(match.end()) == match.end():
            return Level(match.end(), (match[1],), False)
        if match := _PROVINCE.match(self.low, pos):
            return Level(self.province_end(match.end()), ("tỉnh",), False)
        if match := _CELLS.match(self.low, pos):
            return Level(match.end(), tuple(re.findall(r"cấp (?:tỉnh|huyện|xã)", match[0])), False)
        if match := _CELL.match(self.low, pos):
            return Level(match.end(), (match[1],), False)
        if match := _PLURAL.match(self.low, pos):
            return self._plural(match)
        if match := _BARE_PAIR.match(self.low, pos):
            if match[1].endswith("đặc khu"):
                return Level(match.end(), (match[1],), False)
            return Level(
                match.end(), ("cấp xã" if match[1].startswith(("xã", "ph")) else "cấp huyện",), False
            )
        return self._single(pos) or self._bare(pos)

    def _bare(self, pos: int) -> Level | None:
        """«Công an huyện kiểm tra …»: the level of the text itself, its name left out."""
        match = _BARE.match(self.low, pos)
        return Level(match.end(), (_level(match[1]),), True) if match else None

    def province_end(self, pos: int) -> int:
        """Behind a province's name if one stands at `pos`, else `pos`."""
        named = self.low[pos : pos + 1] == " " and self.plain[pos + 1 : pos + 2].isupper()
        match = self.province.match(self.low, pos + 1) if named else None
        if match is None:
            return pos
        second = _DASH.match(self.low, match.end())
        twin = self.province.match(self.low, second.end()) if second else None
        return twin.end() if twin else match.end()

    def abroad(self, pos: int) -> int:
        """Behind « tỉnh Luông Pha Băng» if a province of no list of ours stands at `pos`, else `pos`."""
        if self.low.endswith(" tỉnh", 0, pos):
            start = pos
        elif match := _PROVINCE.match(self.low, pos):
            start = match.end()
        else:
            return pos
        name = _NAME.match(self.plain, start + 1) if self.low[start : start + 1] == " " else None
        if name is None or self.is_head(name.end(), name[0]) or self.province_end(start) > start:
            return pos
        if _SURNAMES.match(self.low, start + 1, name.end()):
            return pos
        return name.end() if name.end() - start > 2 else pos

    def listed(self, pos: int, head: str) -> tuple[tuple[str, ...], int]:
        """The names behind «các đồn Biên phòng», each under `head`, and where they end."""
        return self._names(pos, head)

    def region_end(self, pos: int) -> int:
        """Behind «khu vực VII», «khu vực 2 - Hướng Hóa», «số 1» if it stands at `pos`, else `pos`."""
        if self.low.endswith((" khu vực", " vùng", " cơ sở"), 0, pos):
            match = _REGION_NUMBER.match(self.plain, pos)
        elif self.low.startswith((" khu vực ", " vùng ", " số "), pos):
            match = _REGION.match(self.plain, pos)
        else:
            return pos
        return match.end() if match else pos

    def _single(self, pos: int) -> Level | None:
        labels: list[str] = []
        end, comma = pos, False
        while match := _LEVEL.match(self.low, pos):
            numbered = _level(match[1]) in ("quận", "phường") and _NUMBER.match(self.plain, match.end())
            name = numbered or _NAME.match(self.plain, match.end())
            if name is None:
                break
            # «xã Ia Dom, huyện Đức Cơ»: a district behind a commune says where it lies
            lies = bool(labels) and labels[-1].startswith(_LOWER) and match[1] in _ABOVE and comma
            if not lies:
                labels.append(f"{_level(match[1])} {name[0]}")
            end = name.end()
            if more := self._more(end, _level(match[1])):
                labels.extend(more.labels)
                end = more.end
            separator = _SEP.match(self.low, end)
            if separator is None:
                break
            comma = "," in separator[0]
            pos = separator.end() - 1 if self.low[separator.end() - 1] == " " else separator.end()
        return Level(end, tuple(labels), True) if labels else None

    def _more(self, end: int, level: str) -> Level | None:
        """«huyện A, B và C», «huyện A, B, C chỉ đạo»: one word for several, if none opens another body."""
        listed = _SAME_LEVEL.match(self.plain, end) or _SAME_ROW.match(self.plain, end)
        if listed is None:
            return None
        names = [name for name in _SEP.split(listed[0]) if name]
        at = end
        for name in names:
            at = self.plain.index(name, at) + len(name)
            if self.is_head(at, name) or self.province.match(self.low, at - len(name)):
                return None
        return Level(listed.end(), tuple(f"{level} {name}" for name in names), True)

    def _plural(self, match: re.Match[str]) -> Level:
        words = re.split(r"\s*(?:,|/|-|\bvà\b)\s*", match[1])
        level, end = _level(words[0].removeprefix("các ")), match.end()
        border = _BORDER.match(self.low, end)
        if border:
            end = border.end()
        names, after = self._names(end, level)
        if not names and (within := _WITHIN.match(self.plain, end)):
            names, after = self._names(within.end(), level)
        if len(names) == 1 and len(words) > 1 and self.low[end : end + 1] == " ":
            # «các huyện, thị xã, thành phố Huế»: only the last of the kinds is there once, so it has a name
            names, end = (), after
        if names:
            return Level(after, names, True)
        if border:
            label = f"các {match[1]} {border[1]}"
            # «các huyện ven biển, thành phố A, thị xã B»
            further = _SEP.match(self.low, end)
            more = self._single(further.end() - 1) if further else None
            return Level(more.end, (label, *more.labels), False) if more else Level(end, (label,), False)
        kinds = [w.removeprefix("các ") for w in words]
        communes = [w for w in kinds if w not in _DISTRICTS]
        # Only for districts has the guideline one name; communes stay as they are listed.
        listed = (f"các {', '.join(communes)}",) if communes else ()
        districts = ("cấp huyện",) if len(communes) < len(kinds) else ()
        own = (f"các {' '.join(match[1].split())}",) if districts else ()
        return Level(end, (*districts, *listed), False, own)

    def _names(self, pos: int, level: str) -> tuple[tuple[str, ...], int]:
        """«(A, B và C)», «: A, B», «A, B, thành phố C»: the labels and where the list ends."""
        opening = _OPEN.match(self.low, pos)
        if opening is None:
            return (), pos
        paren = "(" in opening[0]
        if "," in opening[0]:
            return (), pos
        labels: list[str] = []
        at = end = opening.end()
        told = ":" in opening[0]
        if told and self._acts(at):
            return (), pos
        while True:
            own = _LEVEL.match(self.low, at - 1) if at else None
            name = _NAME.match(self.plain, own.end() if own else at)
            bare = own is None and (bool(labels) or told)
            if name is None or (bare and self.is_head(name.end(), name[0])):
                break
            labels.append(f"{_level(own[1]) if own else level} {name[0]}")
            end = name.end()
            separator = _SEP.match(self.low, end)
            if separator is None:
                break
            at = separator.end()
        if not labels:
            return (), pos
        if paren and self.plain[end : end + 1] == ")":
            end += 1
        return tuple(labels), end

    def _acts(self, pos: int) -> bool:
        """«UBND các xã: Kiểm tra …»: no name follows but what they must do."""
        words = re.split(r"[\s,;]+", self.plain[pos : pos + 24])
        small = words[1:2] != [] and words[1].islower()
        return small and any(" ".join(words[:count]).lower() in self.opens for count in (2, 3))

    def is_head(self, end: int, name: str) -> bool:
        """A capital after a list that opens another body («…, Công an tỉnh») is no place."""
        named = self.low[end - len(name) : end + 12]
        return named.startswith(_BODY_STARTS) and not named.startswith(_PLACES_LIKE_BODIES)


_BODY_STARTS = (
    "ubnd", "hđnd", "ủy ban", "hội ", "sở ", "công an", "bộ ", "ban ", "bch", "bđbp", "cục ", "chi cục",
    "kho bạc", "văn phòng", "đồn ", "báo ", "đài ", "tỉnh ", "trung tâm", "bhxh", "mttq", "ubmttq",
    "hải quan", "đảng ủy",
    "huyện ủy", "liên đoàn", "các ", "chủ tịch", "giám đốc", "thủ trưởng", "chánh ", "bảo hiểm", "ngân hàng",
    "viện ", "tòa án", "phó ", "trưởng ", "đại diện", "lãnh đạo", "đồng chí", "quân ", "phòng ", "hạt ",
    "trường ", "tổ ", "đội ", "tập đoàn", "công ty", "mặt trận", "đoàn ", "vườn ", "kiểm ", "thanh tra",
    "thuế ", "điện lực", "bưu điện", "vnpt", "viettel", "bí thư", "hiệu trưởng", "chi nhánh",
)  # fmt: skip
# Many a commune is called so.
_PLACES_LIKE_BODIES = ("đoàn kết", "hội an", "tổ phú")


def _level(word: str) -> str:
    return _SHORT.get(word.rstrip("."), word)
