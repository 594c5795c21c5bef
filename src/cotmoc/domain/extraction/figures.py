"""Finds measured numbers: the number, its counter or money unit, what was counted, and when."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import merge

from cotmoc.domain.extraction import numbers_vi
from cotmoc.domain.extraction.dates import FULL, PERIOD, PERIOD_WORDS, period_of
from cotmoc.domain.extraction.figure_patterns import (
    ACTING,
    ADDRESSED,
    ALONE,
    BOUND,
    CARRIED,
    CLOSED,
    FILLED,
    GIVES,
    GOES_ON,
    HOURS,
    LABELLED,
    LEVEL,
    LISTED,
    MAGNITUDE,
    MEASURES,
    MONEY,
    NAMED,
    NAMES_FOLLOW,
    NOT_AFTER,
    NOUN,
    NUMBER,
    NUMBER_BARE,
    OF,
    PERCENT,
    PERIOD_UNIT,
    PLACES,
    POSTS,
    QUALIFIER,
    RESULTS,
    RHYTHM,
    ROW,
    SENTENCE,
    SETS,
    SMALL,
    SPELLED,
    SPELLED_WORDS,
    SURE,
    THERE_ARE,
    TIMES,
    WORDS,
    YEAR,
    YEAR_AFTER,
)
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.indicators import Indicators
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.reading import Figure, Span
from cotmoc.domain.extraction.syllables import Counting
from cotmoc.domain.vi_numbers import from_words

# How far before its number the words stand that a report's line names it by.
FARTHEST = 90
# «0905123456»: no count begins with a nought and goes on so long.
DIALLED = 3
# What a Figure holds behind its indicator, in its order.
Told = tuple[
    float | int, str, str | None, str | None, str | None, str | None, Span, float, str, float | int | None
]

# «Tờ trình số 77/TTr ngày 30 | tháng 9 …», «Kon Tum, ngày 28 | tháng 9 …»: days of documents.
_OF_DOCUMENT = re.compile(r"(?:số \S+|/\S+|,)\s*ngày\s+\d{1,2}\s+$")


class Figures:
    """Figures of one text; `blocked`: folded spans of bodies and documents, whose numbers only name them."""

    def __init__(
        self,
        folded: Folded,
        lexicon: Lexicon,
        blocked: Iterable[tuple[int, int]],
        indicators: Indicators,
    ) -> None:
        self.folded, self.low, self.plain, self.lexicon = folded, folded.low, folded.plain, lexicon
        self.indicators = indicators
        self.blocked = sorted(blocked)
        self.magnitudes = lexicon.figure["magnitudes"]
        self.money = lexicon.figure["money"]
        self.qualifiers = lexicon.figure["qualifiers"]
        self.last: tuple[str, int] | None = None
        self.pair = -1
        self.year: str | None = None
        self.period: str | None = None

    def run(self) -> Iterator[Figure]:
        """All figures in order, each with the words for what it counts."""
        found = list(self._found())
        countings = [counting for _, counting in found]
        for at, (told, _) in enumerate(found):
            yield Figure(self.indicators.words(countings, at), *told)

    @cached_property
    def area(self) -> str | None:
        """The first province the text names."""
        province = self.lexicon.province.search(self.low)
        return self.plain[province.start() : province.end()] if province else None

    def _found(self) -> Iterator[tuple[Told, Counting]]:
        low, size = self.low, len(self.low)
        periods = list(matches(PERIOD, places(low, PERIOD_WORDS, 0, size), low, size))
        at = done = block = 0
        words = matches(SPELLED, places(low, SPELLED_WORDS, 0, size), low, size)
        spelled = [m for m in words if self._counts(m)]
        digits = NUMBER.finditer(low)
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
                self.last = figure[1].unit, done
                yield figure

    def _counts(self, match: re.Match[str]) -> bool:
        """A number in words before a counter: «mười một vụ»; small ones only before a result."""
        value, counter = from_words(match[0]), self._counter(match.end())
        if value is None or counter is None:
            return False
        return value > SMALL or (value > 1 and counter[0] in RESULTS)

    def _note(self, match: re.Match[str]) -> None:
        if not (match[8] and _OF_DOCUMENT.search(self.low, max(0, match.start() - 60), match.start())):
            self.period = period_of(match, self.year) or self.period
        found = YEAR.search(match[0])
        if found:
            self.year = found[0]

    def _measures(self, match: re.Match[str]) -> bool:
        """Not a date, a document number, a clock time, an ordinal or a part of a code."""
        low, start, end = self.low, match.start(), match.end()
        if FULL.match(low, start) or len(match[0]) > 18:
            return False
        before = low[start - 1 : start]
        if start == self.pair:
            return True
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
        if YEAR.fullmatch(match[0]) and YEAR_AFTER.search(low, max(0, start - 6), start):
            return False
        if PERIOD_UNIT.match(low, end):
            return bool(HOURS.match(low, end) and FILLED.search(low, max(0, start - 26), start))
        return bool(SURE.match(low, end)) or not NOT_AFTER.search(low, max(0, start - 24), start)

    def _figure(self, match: re.Match[str]) -> tuple[Told, Counting] | None:
        start, end = match.span()
        number = from_words(match[0]) or 0 if match[0][0].isalpha() else numbers_vi.value(match[0])
        number, end = self._joined(number, end)
        whole: int | float | None = None
        if (slash := OF.match(self.low, end)) and (second := NUMBER_BARE.match(self.low, slash.end())):
            if len(second[0]) > 18 or not self._unit(second.end(), start):
                return None
            if PERIOD_UNIT.match(self.low, second.end()):
                return None
            whole, end = numbers_vi.value(second[0]), second.end()
        unit = self._unit(end, start)
        if unit is None:
            return None
        name, factor, after, rule = unit
        if (name in MEASURES and BOUND.match(self.low, after)) or (name in ("VND", "USD") and not number):
            return None
        if name in TIMES and RHYTHM.match(self.low, after):
            return None
        if name == "lượt" and whole is not None:
            # «tuần tra 224/1.344 lượt»: turns are no part of turns; these are two figures.
            whole, end, after, self.pair = None, match.end(), match.end(), slash.end() if slash else 0
        qualifier = QUALIFIER.search(self.low, max(0, start - 14), start)
        level = LEVEL.search(self.low, after, after + 12) or LEVEL.search(self.low, max(0, start - 14), start)
        told: Told = (
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
        return told, Counting(start, end, after, name)

    def _joined(self, number: int | float, end: int) -> tuple[int | float, int]:
        """(number in its last magnitude, where its digits end) of «12 tỷ 305 triệu»."""
        while isinstance(number, int) and (more := GOES_ON.match(self.low, end)):
            own, last = self.magnitudes[more[1]], self.magnitudes.get(more[3], 1)
            if own > last and (last > 1 or own == 1000):  # «2 tỷ 500 đồng» may be two and a half
                number = number * (own // last) + int(more[2])
            elif own == 1000 and number < own:
                number = number * own + int(more[2])
            else:
                break
            end = more.end(2)
        return number, end

    def _unit(self, end: int, start: int) -> tuple[str, int, int, str] | None:
        """(unit, factor, end of the span, rule) behind the number, or None when nothing is counted."""
        low, factor = self.low, 1
        if match := PERCENT.match(low, end):
            return "%", 1, match.end(), "figure-percent"
        magnitude = MAGNITUDE.match(low, end)
        if magnitude:
            factor, end = self.magnitudes[magnitude[1]], magnitude.end()
        if match := MONEY.match(low, end):
            return self.money[match[1]], factor, match.end(), "figure-money"
        counter = self._counter(end)
        if counter:
            name, after = counter
            if (name in PLACES and LISTED.match(self.plain, after)) or (
                (name in PLACES or name in NAMED) and NAMES_FOLLOW.match(self.plain, after)
            ):
                return None
            if (name in PLACES or name == POSTS) and self._only_named(name, start, after):
                return None
            return name, factor, after, "figure-counter"
        if factor >= 10**9:
            return "VND", factor, end, "figure-money"
        return (
            self._noun(end, factor, start)
            or self._carried(end, factor, start)
            or self._labelled(end, factor, start)
        )

    def _only_named(self, name: str, start: int, after: int) -> bool:
        """«yêu cầu 8 xã …», «… và 6 đồn Biên phòng»: the number tells which are meant, not how many."""
        left = max(0, start - 16)
        if ADDRESSED.search(self.low, left, start) or ACTING.match(self.low, after):
            return True
        return name == POSTS and not THERE_ARE.search(self.low, left, start)

    def _counter(self, end: int) -> tuple[str, int] | None:
        pos = end + 1 if self.low[end : end + 1] in (" ", "\n") else end
        words = WORDS.match(self.low, pos)
        if words is None or (self.low[end : end + 1] == "\n" and self.plain[pos].isupper()):
            return None
        for group in (4, 3, 2, 1):
            stop = words.end(group)
            if stop > 0 and (name := self.lexicon.counters.get(self.low[pos:stop].replace("\n", " "))):
                return name, stop
        return None

    def _noun(self, end: int, factor: int, start: int) -> tuple[str, int, int, str] | None:
        """No counter: the head noun behind a verb of giving or seizing, or further on in a row of figures."""
        row = self.last and ROW.fullmatch(self.low, self.last[1], start)
        if not row and not GIVES.search(self.low, max(0, start - 30), start):
            return None
        match, small = NOUN.match(self.plain, end), self.lexicon.weights.kinds
        if match is None or match[1] in SETS or match[1] in small:
            return None
        whole = match[2] and match[2] not in small and not self.indicators.verbs.opener(match.start(2))
        noun = f"{match[1]} {match[2]}" if whole else match[1]
        return None if noun in SETS else (noun, factor, match.end(2 if whole else 1), "figure-noun")

    def _labelled(self, end: int, factor: int, start: int) -> tuple[str, int, int, str] | None:
        """«Số đợt tuần tra: 45»: a report's line that names what it counts before its number."""
        dialled = self.low[start] == "0" and end - start > DIALLED
        alone = ALONE.match(self.low, end) is not None and not dialled
        label = LABELLED.search(self.low, max(0, start - FARTHEST), start) if alone else None
        counter = self._counter(label.start("what") - 1) if label else None
        return (counter[0], factor, end, "figure-counter") if counter else None

    def _carried(self, end: int, factor: int, start: int) -> tuple[str, int, int, str] | None:
        """«20.000 nhà vào năm 2025 và 22.000 vào năm 2030»: a large number in a row keeps the counter."""
        if not self.last or "." not in self.low[start:end] or not CLOSED.match(self.low, end):
            return None
        between = self.low[self.last[1] : start]
        if len(between) > CARRIED or SENTENCE.search(between):
            return None
        return self.last[0], factor, end, "figure-noun"
