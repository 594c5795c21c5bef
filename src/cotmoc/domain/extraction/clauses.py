"""Splits the text of an order into single actions, each with its own object."""

import re

from cotmoc.domain.extraction.commas import COMMA, SPLIT_OFF, Commas
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.marks import Marks
from cotmoc.domain.extraction.order_patterns import FILL, LEADS, LEADS_AT, LED, OPEN, ORDER, OWN_WORK, WITH
from cotmoc.domain.extraction.orders import Orders

_SEPARATOR = re.compile(
    r";[;\s]*(?:và\s+)?(?:[-+*]\s*)?(?:đồng thời(?!\w),?\s*)?|(?<!\w)đồng thời(?!\w),?\s*|"
    rf",\s+(?:trong khi|còn|vì vậy|do vậy|do đó|vì thế)\s*,?\s+(?={OPEN})|,\s(?={OPEN})"
)
_PARTING = (";", "đồng thời", "trong khi", "còn", "vì vậy", "do vậy", "do đó", "vì thế")
_BEFORE = " ,;."
_LIST_OF = re.compile(
    r"(?<!\w)(?:gồm|bao gồm|gồm có|gồm các [^:;]{0,40}|như|hành vi(?: vi phạm)?|"
    r"trường hợp(?: vi phạm)?|đối tượng)\s*:"
)
# «tập trung vào 3 nhiệm vụ chính, gồm: a; b; c»: each is a task of its own.
_TASKS = re.compile(
    r"(?<!\w)(?:nhiệm vụ|công việc|giải pháp)(?: (?:chính|sau|trọng tâm|chủ yếu|cụ thể))*,?\s*$"
)
# «… phối hợp với A; B chủ trì …», «…; yêu cầu B …»: no partner any more.
_WORKS = re.compile(rf"{LEADS}{OWN_WORK}|{ORDER.pattern}\s+(?:các\s+)?{OPEN}")
# One body and the blank behind it; verbs and words that take bodies behind them.
_ONE = re.compile(rf"{OPEN}{FILL}*\s")
_TAKES = re.compile(
    r"(?<!\w)(?:phối hợp|hiệp đồng|với|cùng|hướng dẫn|chỉ đạo|đôn đốc|yêu cầu|đề nghị|giao|gửi|báo cáo|trình|"
    r"giúp|cho|của|gồm|như|là|các|kiểm tra|phân công|và)(?!\w)"
)
_WORD = re.compile(r"\w+")

MOST_PARTS, OPENING = 80, 700
# So few syllables behind its verbs do not tell what a clause at the end of a text that is cut off asks.
CUT_OFF = 3
# From when on a clause of its own is taken to start behind a comma.
LIKELY = 0.45


class Clauses:
    """Cuts one text's action spans."""

    def __init__(self, folded: Folded, shadow: str, lexicon: Lexicon, orders: Orders) -> None:
        self.low, self.shadow, self.lexicon, self.orders = folded.low, shadow, lexicon, orders
        self.verbs = orders.verbs
        self.commas = Commas(shadow, orders.verbs, lexicon)

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentence cut at «;» and «đồng thời» where an action or an order starts behind."""
        several = self.shadow.find(f", {OPEN}", start, end) >= 0
        if not several and not any(self.shadow.find(word, start, end) >= 0 for word in _PARTING):
            return [(start, end)]
        cuts = [start]
        ends: list[int] = []
        for count, match in enumerate(_SEPARATOR.finditer(self.shadow, start, end)):
            if count > MOST_PARTS:
                break
            if match[0].startswith(", ") and match[0].strip() == "," and not self._another(cuts[-1], match):
                continue
            stop = self._stop(cuts[-1], match.start())
            if stop <= cuts[-1] or match.end() >= end or self._depth(cuts[-1], stop):
                continue
            if self._listing(cuts[-1], stop, match.end()) or self._naming(cuts[-1], stop, match.end()):
                continue
            if self._acts(match.end(), end):
                ends.append(stop)
                cuts.append(match.end())
        ends.append(end)
        return list(zip(cuts, ends, strict=True))

    def _another(self, begin: int, mark: re.Match[str]) -> bool:
        """«A tham mưu, B thẩm định …»: behind the comma another body acts, and the first has acted."""
        at = mark.end()
        body = _ONE.match(self.shadow, at)
        if body is None or self.shadow[mark.start() - 1] in (OPEN, FILL):
            return False
        behind = self.verbs.opener(body.end())
        verb = self.shadow[body.end() : behind]
        if " " not in verb or verb.startswith("phối hợp"):
            return False
        # «… và giao A chuẩn bị thuốc, B bảo đảm an ninh»
        words = self.orders.order_words(begin, mark.start())
        handed = [word.end() + 1 for word in words if not self._depth(begin, word.start())]
        starts = [at for at in (*handed, begin) if self.shadow.startswith(OPEN, at)]
        own = LEADS_AT.match(self.shadow, max(starts)) if starts else None
        if own is None or own.end() > mark.start():
            return False
        return _TAKES.search(self.shadow, own.end(), mark.start()) is None

    def _listing(self, begin: int, end: int, pos: int) -> bool:
        """Inside «gồm: a; b; c»: only an adverb or a head verb behind it leaves the list."""
        colon = self.shadow.find(":", begin, end) >= 0
        listed = _LIST_OF.search(self.shadow, begin, end) if colon else None
        if listed is None or _TASKS.search(self.shadow, begin, listed.start()):
            return False
        return not self.verbs.longest(pos, self.lexicon.heads) and not self.shadow.startswith(
            ("đồng thời", OPEN), pos
        )

    def _naming(self, begin: int, end: int, behind: int) -> bool:
        """«yêu cầu các sở; UBND các huyện …»: so far only bodies were named."""
        row = LEADS_AT.match(self.shadow, begin, end)
        if row and not self.shadow[row.end() : end].strip(" ,"):
            return True
        if row and not self.shadow[self._shared(row.end(), end) : end].strip(" ,"):
            return _WORKS.match(self.shadow, behind) is None
        if row is None and begin < self._shared(begin, end) >= end and self.shadow.startswith(OPEN, behind):
            return _WORKS.match(self.shadow, behind) is None
        frame = self.orders.frame(begin, end, told=True) if end - begin < OPENING else None
        if frame is None or not frame.leads:
            return False
        if not frame.opens and frame.start >= end - 1:
            return True
        return self._shared(frame.start, end) >= end and _WORKS.match(self.shadow, behind) is None

    def _shared(self, pos: int, end: int) -> int:
        """Behind «chủ trì, phối hợp với B» at ``pos``, if that stands there."""
        shared = LED.match(self.shadow, pos, end) or WITH.match(self.shadow, pos, end)
        return shared.end() if shared else pos

    def _stop(self, begin: int, pos: int) -> int:
        """The end of what stands before a separator, without blanks, marks and «và»."""
        while pos > begin and self.shadow[pos - 1] in _BEFORE:
            pos -= 1
        return pos - 3 if self.shadow.endswith(" và", begin, pos) else pos

    def _acts(self, pos: int, end: int) -> bool:
        if self.shadow.startswith(("trong đó", "nhất là", "bao gồm", "gồm"), pos):
            return False
        frame = self.orders.frame(pos, min(end, pos + OPENING), told=True)
        return frame is not None and frame.rule != "open-late"

    def _depth(self, start: int, end: int) -> bool:
        """Inside brackets or quotation marks."""
        text = self.shadow[start:end]
        return text.count("(") > text.count(")") or text.count('"') % 2 == 1

    def split(self, start: int, end: int) -> list[tuple[int, int]]:
        """Single actions of shadow[start:end], which opens with a verb."""
        spans: list[tuple[int, int]] = []
        begin = start
        marks: Marks | None = None
        for match in COMMA.finditer(self.shadow, start, end):
            marks = marks or self.commas.marks(begin, end)
            if match.start() > marks.block:
                break
            if match.start() <= begin or self.commas.inside(begin, match):
                continue
            if self._depth(begin, match.start()):
                continue
            if self._cuts(match, self.commas.signs(begin, match, end, marks)):
                spans.append((begin, match.start()))
                begin, marks = match.end(), None
        spans.append((begin, end))
        return spans

    def _cuts(self, match: re.Match[str], signs: list[str]) -> bool:
        """An action of its own starts behind the mark that these signs are seen of."""
        return signs[0] == SPLIT_OFF or self.lexicon.cuts.likely(signs) > LIKELY

    def whole(self, start: int, end: int) -> bool:
        """Not cut off by the text's end before it says what is to be done: «… tiếp tục ph»."""
        if end < len(self.low.rstrip()):
            return True
        return len(_WORD.findall(self.low, min(self.verbs.chain_end(start), end), end)) > CUT_OFF

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Without outer blanks, connectors and final punctuation."""
        low = self.low
        while start < end and low[start] in " ,;:.-+*\n\"'":
            start += 1
        while end > start and low[end - 1] in " ,;:./-\n…":
            end -= 1
        return start, end
