"""Finds measured numbers: the number, its counter or money unit, what was counted, and when."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import merge

from cotmoc.domain.extraction import numbers_vi
from cotmoc.domain.extraction.dates import FULL, PERIOD, period_of
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.indicators import Counting, Indicators
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.reading import Figure
from cotmoc.domain.vi_numbers import from_words

# A digit first, so that the search jumps; what must not stand before it is asked behind it.
_NUMBER = re.compile(r"\d(?<![\w.,]\d)(?:\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*(?:,\d+)?)(?!\d)")
_SPELLED = re.compile(
    r"(?<![\w.,])(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?: (?:mươi|mười|trăm|nghìn|ngàn|linh|lẻ|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)(?!\w))*(?= \w)"
)
# Small numbers in words are mostly part of the language («hai bên»); these counters tell results.
_SMALL, _RESULTS = (
    10,
    frozenset(
        {
            "vụ",
            "đối tượng",
            "bị can",
            "lượt",
            "ca",
            "nạn nhân",
            "hộ",
            "tàu",
            "kg",
            "ha",
            "chuyên án",
            "người",
            "công dân",
            "đường dây",
            "cháu",
            "em",
            "căn",
            "trường hợp",
            "tàu cá",
            "thuyền viên",
            "lao động",
        }
    ),
)
_NOT_AFTER = re.compile(
    r"(?:^|[\s(\"/-])(?:số|điều|khoản|điểm|năm|tháng|ngày|quý|mốc|mốc số|cột mốc|quốc lộ|ql|đường|khóa|"
    r"khoá|thứ|lần thứ|giai đoạn|nghị quyết|nghị định|"
    r"quyết định|chỉ thị|công văn|kế hoạch|thông tư|lữ đoàn|trung đoàn|tiểu đoàn|đại đội|hải đoàn|vùng|"
    r"quân khu|hồi|lúc|kỳ họp|phiên|chương trình|phụ lục|mẫu|"
    r"covid|tuổi|bảng|biểu|chỉ đạo|bcđ|loại|km|phường|quận)\s*[:.]?\s*[-–]?\s*$"
)
_QUALIFIER = re.compile(r"(?:^|[\s(])(hơn|trên dưới|trên|gần|ước khoảng|khoảng|ước)\s+$")
_MAGNITUDE = re.compile(r"\s*(ngàn|nghìn|vạn|triệu|tỷ|tỉ)(?!\w)")
_MONEY = re.compile(r"\s*(đồng|vnđ|vnd|usd|đô la mỹ|đô la)(?!\w)")
_OF = re.compile(r"\s*/\s*(?=\d)")
_PERCENT = re.compile(r"\s*%")
_PERIOD_UNIT = re.compile(
    r"\s*(?:-\s*\d+\s*)?(?:năm|tháng|ngày|tuần|giờ|phút|h\d*|giây|quý|tuổi|khóa|thập kỷ|thế kỷ)(?!\w)"
)
_NAMES_FOLLOW = re.compile(r"[^\n,.;]{0,30}?\s*[:(]\s*$")
_PLACES = frozenset({"huyện", "tỉnh", "nước", "bên", "xã", "phường", "thị trấn", "thôn", "bản", "làng"})
_SETS = frozenset(
    {
        "lực lượng",
        "đơn vị",
        "chương trình",
        "nội dung",
        "nhóm",
        "giải pháp",
        "chỉ tiêu",
        "tiêu chí",
        "nhiệm vụ",
        "ngành",
        "cấp",
        "khâu",
        "mặt",
    }
)
_LISTED = re.compile(r"(?:\s+(?:biên giới|vùng biên|giáp biên|trọng điểm|ven biển))?\s*[:(]?\s*[A-ZĐÀ-Ỹ]")
_LEVEL = re.compile(r"cấp (?:tỉnh|huyện|xã|cơ sở|bộ|trung ương)")
# A verb whose object is counted, right before the number.
_GIVES = re.compile(
    r"(?:tặng|phát|cấp|cấp phát|trao|trồng|thu giữ|tịch thu|tạm giữ|lắp|lắp đặt|in|treo|dựng|xây dựng|"
    r"xây|cắm|hỗ trợ|đăng tải|đăng|phát hành|mua|tiêu hủy|bàn giao|trao tặng|bắt|quyên góp|ủng hộ|"
    r"vận chuyển|thu)"
    r"(?:\s+được)?\s+(?:hơn |gần |trên |khoảng )?$"
)
_WORDS = re.compile(r"([^\W\d_]\w*)(?: ([^\W\d_]\w*))?(?:,? ([^\W\d_]\w*))?(?: ([^\W\d_]\w*))?")
# «từ 15 m trở lên», «gian hàng 0 đồng»: a bound or a name, nothing was counted.
_BOUND = re.compile(r"\s*(?:trở lên|trở xuống|trở đi)(?!\w)")


class Figures:
    """Figures of one text; `blocked`: folded spans of bodies and documents, whose numbers only name them."""

    def __init__(
        self,
        folded: Folded,
        lexicon: Lexicon,
        blocked: Iterable[tuple[int, int]],
        indicators: Indicators,
        area: str | None,
    ) -> None:
        self.folded, self.low, self.plain, self.lexicon = folded, folded.low, folded.plain, lexicon
        self.indicators, self.area = indicators, area
        self.blocked = sorted(blocked)
        self.magnitudes = lexicon.figure["magnitudes"]
        self.money = lexicon.figure["money"]
        self.qualifiers = lexicon.figure["qualifiers"]
        self.year: str | None = None
        self.period: str | None = None

    def run(self) -> Iterator[Figure]:
        """All figures in order, each with the words for what it counts."""
        found = list(self._found())
        countings = [counting for _, counting in found]
        for at, (figure, _) in enumerate(found):
            yield replace(figure, indicator=self.indicators.words(countings, at))

    def _found(self) -> Iterator[tuple[Figure, Counting]]:
        periods = list(PERIOD.finditer(self.low))
        at = done = block = 0
        spelled = [m for m in _SPELLED.finditer(self.low) if self._counts(m)]
        digits = _NUMBER.finditer(self.low)
        for match in merge(digits, spelled, key=re.Match.start) if spelled else digits:
            start = match.start()
            while at < len(periods) and periods[at].start() < start:
                self._note(periods[at])
                at += 1
            while block < len(self.blocked) and self.blocked[block][1] <= start:
                block += 1
            inside = block < len(self.blocked) and self.blocked[block][0] <= start
            if start < done or inside or not self._measures(match):
                continue
            figure = self._figure(match)
            if figure is not None:
                done = figure[1].end
                yield figure

    def _counts(self, match: re.Match[str]) -> bool:
        """A number in words before a counter: «mười một vụ»; small ones only before a result."""
        value, counter = from_words(match[0]), self._counter(match.end())
        if value is None or counter is None:
            return False
        return value > _SMALL or (value > 1 and counter[0] in _RESULTS)

    def _note(self, match: re.Match[str]) -> None:
        self.period = period_of(match, self.year) or self.period
        found = re.search(r"(?:19|20)\d{2}", match[0])
        if found:
            self.year = found[0]

    def _measures(self, match: re.Match[str]) -> bool:
        """Not a date, a document number, a clock time, an ordinal or a part of a code."""
        low, start, end = self.low, match.start(), match.end()
        if FULL.match(low, start) or len(match[0]) > 18:
            return False
        before = low[start - 1 : start]
        if (
            before in ("-", "/")
            and low[start - 2 : start - 1].isalnum()
            and not (before == "/" and low[start - 2].isalpha())
        ):
            return False
        if before == "-" and low[start - 2 : start - 1] != " ":
            return False
        if low[end : end + 1] == "-" and low[end + 1 : end + 2].isdigit():
            return False
        return not (_NOT_AFTER.search(low, max(0, start - 24), start) or _PERIOD_UNIT.match(low, end))

    def _figure(self, match: re.Match[str]) -> tuple[Figure, Counting] | None:
        start, end = match.span()
        number = from_words(match[0]) or 0 if match[0][0].isalpha() else numbers_vi.value(match[0])
        whole: int | float | None = None
        if (slash := _OF.match(self.low, end)) and (second := _NUMBER_BARE.match(self.low, slash.end())):
            if len(second[0]) > 18 or not self._unit(second.end(), start):
                return None
            whole, end = numbers_vi.value(second[0]), second.end()
        unit = self._unit(end, start)
        if unit is None:
            return None
        name, factor, after, rule = unit
        if _BOUND.match(self.low, after) or (name in ("VND", "USD") and not number):
            return None
        qualifier = _QUALIFIER.search(self.low, max(0, start - 14), start)
        level = _LEVEL.search(self.low, max(0, start - 14), after + 12)
        figure = Figure(
            "",
            numbers_vi.scaled(number, factor),
            name,
            self.qualifiers.get(qualifier[1]) if qualifier else None,
            self.area,
            level[0] if level else None,
            self.period,
            self.folded.span(start, after),
            0.9 if rule != "figure-noun" else 0.6,
            rule,
            None if whole is None else numbers_vi.scaled(whole, factor),
        )
        return figure, Counting(start, end, after, name)

    def _unit(self, end: int, start: int) -> tuple[str, int, int, str] | None:
        """(unit, factor, end of the span, rule) behind the number, or None when nothing is counted."""
        low, factor = self.low, 1
        if match := _PERCENT.match(low, end):
            return "%", 1, match.end(), "figure-percent"
        magnitude = _MAGNITUDE.match(low, end)
        if magnitude:
            factor, end = self.magnitudes[magnitude[1]], magnitude.end()
        if match := _MONEY.match(low, end):
            return self.money[match[1]], factor, match.end(), "figure-money"
        counter = self._counter(end)
        if counter:
            name, after = counter
            if name in _PLACES and self._names_places(start, after):
                return None
            return name, factor, after, "figure-counter"
        if factor >= 10**9:
            return "VND", factor, end, "figure-money"
        return self._noun(end, factor, start)

    def _counter(self, end: int) -> tuple[str, int] | None:
        pos = end + 1 if self.low[end : end + 1] in (" ", "\n") else end
        words = _WORDS.match(self.low, pos)
        if words is None:
            return None
        for group in (4, 3, 2, 1):
            stop = words.end(group)
            if stop > 0 and (name := self.lexicon.counters.get(self.low[pos:stop].replace("\n", " "))):
                shown = name.split(" ")[0] if self.low[pos:stop].startswith(name + " ") else None
                return name, pos + len(name) if shown is not None and " " not in name else stop
        return None

    def _names_places(self, start: int, after: int) -> bool:
        """«4 huyện A, B»: the number introduces names, nothing was counted."""
        return bool(_LISTED.match(self.plain, after))

    def _noun(self, end: int, factor: int, start: int) -> tuple[str, int, int, str] | None:
        """No counter: two syllables of the head noun, only behind a verb of giving, seizing or making."""
        match = _TWO.match(self.plain, end)
        if match is None or not _GIVES.search(self.low, max(0, start - 26), start):
            return None
        phrase = match[1].lower()
        if phrase in _SETS or phrase.split(" ")[0] in _SETS:
            return None
        return " ".join(phrase.split()), factor, match.end(1), "figure-noun"


_NUMBER_BARE = re.compile(rf"(?:{numbers_vi.NUMBER})(?![\d/])")
_TWO = re.compile(r"[ ]([^\W\d_]+ [^\W\d_]+)(?!\w)")
