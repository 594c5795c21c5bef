"""Splits the text of an order into single actions, each with its own object."""

import re

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.marks import Marks
from cotmoc.domain.extraction.order_patterns import LEADS_AT, OPEN
from cotmoc.domain.extraction.orders import Orders

_SEPARATOR = re.compile(
    r";[;\s]*(?:và\s+)?(?:[-+*]\s*)?(?:đồng thời(?!\w),?\s*)?|(?<!\w)đồng thời(?!\w),?\s*|"
    rf",\s+(?:trong khi|còn)\s+(?={OPEN})"
)
_PARTING = (";", "đồng thời", "trong khi", "còn")
_BEFORE = " ,;."
# Any first character in one class, so that the search jumps.
_COMMA = re.compile(r"[,\s](?:(?<=,)\s+(?:và\s+)?|(?<=\s)\s*và\s+)")
_LIST_OF = re.compile(r"(?<!\w)(?:gồm|bao gồm|gồm có|gồm các [^:;]{0,40}|như)\s*:")
# «tập trung vào 3 nhiệm vụ chính, gồm: a; b; c»: each is a task of its own.
_TASKS = re.compile(
    r"(?<!\w)(?:nhiệm vụ|công việc|giải pháp)(?: (?:chính|sau|trọng tâm|chủ yếu|cụ thể))*,?\s*$"
)
# «…, xử lý nghiêm theo quy định của pháp luật»: no object of its own.
_BY_RULE = re.compile(
    r"\s*(?:nghiêm |ngay |kịp thời )?(?:theo|đúng) (?:quy định|pháp luật|thẩm quyền|luật)(?!\w)"
)
# «nắm chắc tình hình, phát hiện, đấu tranh, xử lý …»: watching and what follows from it are one matter.
_WATCHED = re.compile(
    r"(?:(?:tăng cường|chủ động|thường xuyên|tiếp tục|tập trung|làm tốt công tác)\s+)*(?:nắm|theo dõi|"
    r"dự báo|phân tích|"
    r"đánh giá)(?: (?:chắc|bắt|sát|đúng|vững|kỹ))?(?: chặt chẽ)?(?: thông tin| tình hình| địa bàn|"
    r" diễn biến)+(?: \w+){0,3}"
)
_SAME_MATTER = re.compile(
    r"(?:kịp thời |chủ động )*(?:phát hiện|dự báo|đánh giá|tham mưu|báo cáo|đề xuất|đấu tranh|phục vụ)(?!\w)"
)
# An object that is counted or listed stands for itself, whatever noun came before.
_COUNTED = re.compile(r"\s*(?:các|những|một|\d+|đợt|lớp)(?!\w)")
_ONLY_DUE = re.compile(
    r"(?:hoàn thành|xong|thực hiện|báo cáo)?\s*(?:xong )?(?:trước|trong|chậm nhất|vào|đến hết)\s"
)
# «lập danh sách, gửi về …»: the same thing goes on.
_SENT_ON = re.compile(r"(?:gửi|trình)(?: kèm)? (?:về|đến|cho|lên|tới|qua)(?!\w)")
_TITLED = re.compile(
    r"(?<!\w)(?:nghị quyết|nghị định|chỉ thị|công văn|công điện|quyết định|kế hoạch|thông tư|luật|đề án|"
    r"chương trình|kết luận|văn bản|thông báo|quy chế)(?!\w)[^;]{0,140}?\svề (?:việc )?"
)
_DUE_AT = re.compile(
    r"(?<!\w)(?:xong )?(?:trước|chậm nhất|vào|trong|đến hết)\s+(?:ngày|tháng|quý|năm|hết|tuần(?! tra)|\d)"
)
_INNER = re.compile(r"(?:,|\s+và|\s+cũng như|\s+hoặc)\s+")
_STRONG = (
    "tăng cường",
    "đẩy mạnh",
    "nâng cao",
    "làm tốt",
    "tiếp tục",
    "kiên quyết",
    "chủ động",
    "thường xuyên",
)
_GOING_ON = ("tiếp tục", "đẩy mạnh", "tăng cường", "kịp thời")
_OWN_MANNER = re.compile(r"(?:\w+ ){1,3}(?:chặt chẽ|nghiêm|vững chắc|dứt điểm|triệt để)(?!\w)")
_RECIPIENT = re.compile(
    rf"(?:(?:định kỳ|kịp thời|thường xuyên|hằng|"
    rf"hàng)[^,;{OPEN}]{{0,24}}?\s)?(?:tổng hợp,?\s+)?báo cáo\s+(?:[^,;{OPEN}]{{0,60}}\s)?(?:{OPEN}|"
    rf"cấp có thẩm quyền|cấp trên|kết quả)|(?:đề xuất|kiến nghị)(?: với| lên)?\s{OPEN}"
)
_WORD = re.compile(r"\w+")
# «quán triệt đầy đủ và thực hiện …»: how a verb is done is no object.
_MANNER = re.compile(
    r"\s*(?:đầy đủ|kịp thời|nghiêm túc|nghiêm|đồng bộ|có hiệu quả|hiệu quả|chặt chẽ|thường xuyên|quyết liệt|"
    r"tốt|kỹ|sâu sắc|sâu rộng|rộng rãi|ngay|nhanh chóng|toàn diện|triệt để|thường kỳ)(?:,? (?:và )?|$)"
)


MOST_PARTS, OPENING = 80, 700
# So few syllables behind its verbs do not tell what a clause at the end of a text that is cut off asks.
CUT_OFF = 3
# Behind so long a clause «và tiếp tục …» begins another.
LONG = 40
# «Thẩm định dự toán, trình …»: so few syllables are a step of the clause behind them.
SHORT = 4


class Clauses:
    """Cuts one text's action spans."""

    def __init__(self, folded: Folded, shadow: str, lexicon: Lexicon, orders: Orders) -> None:
        self.low, self.shadow, self.lexicon, self.orders = folded.low, shadow, lexicon, orders
        self.verbs = orders.verbs

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentence cut at «;» and «đồng thời» where an action or an order starts behind."""
        if not any(self.shadow.find(word, start, end) >= 0 for word in _PARTING):
            return [(start, end)]
        cuts = [start]
        ends: list[int] = []
        for count, match in enumerate(_SEPARATOR.finditer(self.shadow, start, end)):
            if count > MOST_PARTS:
                break
            stop = self._stop(cuts[-1], match.start())
            if stop <= cuts[-1] or match.end() >= end or self._depth(cuts[-1], stop):
                continue
            if self._listing(cuts[-1], stop, match.end()) or self._naming(cuts[-1], stop):
                continue
            if self._acts(match.end(), end):
                ends.append(stop)
                cuts.append(match.end())
        ends.append(end)
        return list(zip(cuts, ends, strict=True))

    def _listing(self, begin: int, end: int, pos: int) -> bool:
        """Inside «gồm: a; b; c»: only an adverb or a head verb behind it leaves the list."""
        colon = self.shadow.find(":", begin, end) >= 0
        listed = _LIST_OF.search(self.shadow, begin, end) if colon else None
        if listed is None or _TASKS.search(self.shadow, begin, listed.start()):
            return False
        return not self.verbs.longest(pos, self.lexicon.heads) and not self.shadow.startswith(
            ("đồng thời", OPEN), pos
        )

    def _naming(self, begin: int, end: int) -> bool:
        """«yêu cầu các sở; UBND các huyện …»: so far only bodies were named."""
        row = LEADS_AT.match(self.shadow, begin, end)
        if row and not self.shadow[row.end() : end].strip(" ,"):
            return True
        frame = self.orders.frame(begin, end, told=True) if end - begin < OPENING else None
        return frame is not None and not frame.opens and bool(frame.leads) and frame.start >= end - 1

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
        for match in _COMMA.finditer(self.shadow, start, end):
            marks = marks or self._marks(begin, end)
            if match.start() > marks.block:
                break
            if match.start() <= begin or not self._starts_own(begin, match, end, marks):
                continue
            spans.append((begin, match.start()))
            begin, marks = match.end(), None
        spans.append((begin, end))
        return spans

    def _marks(self, begin: int, end: int) -> Marks:
        marks = Marks(self.shadow, begin, min(self.verbs.chain_end(begin), end), end)
        if self._governed(begin):
            marks.block = begin
        return marks

    def _starts_own(self, begin: int, match: re.Match[str], end: int, marks: Marks) -> bool:
        """A new clause with its own verb and object starts behind the separator."""
        pos = match.end()
        if not self.verbs.opener(pos) or self._depth(begin, match.start()):
            return False
        if self.shadow.startswith("tập trung vào", pos):
            return False
        before = match.start()
        strong = self.low.startswith(_STRONG, pos)
        if not self._has_object(self._verb_start(begin, match.start()), match.start()):
            return False
        if not strong and self._ends_with_verb(begin, match.start()):
            return False
        chain = self._chain(pos)
        if self._object_end(chain, end) - chain < 6 or _BY_RULE.match(self.shadow, chain):
            return False
        if _ONLY_DUE.match(self.shadow, pos):
            return False
        if self._in_title(begin, before):
            return False
        if _WATCHED.fullmatch(self.shadow, begin, before) and _SAME_MATTER.match(self.shadow, pos):
            return False
        report = _RECIPIENT.match(self.shadow, pos)
        if report:
            return True
        head = self.verbs.longest(pos, self.lexicon.heads)
        if marks.goal <= before:
            return (
                bool(head) and "và" not in match[0] and not self.verbs.longest(pos, self.lexicon.goal_heads)
            )
        if head or _OWN_MANNER.match(self.shadow, pos):
            going_on = self.low.startswith(_GOING_ON, pos) and before - begin > LONG
            return "và" not in match[0] or marks.nominal > before or going_on
        if "và" in match[0] or not self.verbs.longest(pos, self.lexicon.steps):
            return False
        if _SENT_ON.match(self.shadow, pos):
            return False
        if len(_WORD.findall(self.shadow, begin, before)) <= SHORT:
            return False
        return marks.nominal > before or bool(_COUNTED.match(self.shadow, chain))

    def _in_title(self, begin: int, end: int) -> bool:
        """«Nghị quyết … về tiếp tục hoàn thiện, nâng cao …»: verbs of a title are no actions of their own."""
        return any(self.verbs.opener(m.end()) for m in _TITLED.finditer(self.shadow, begin, end))

    def _governed(self, begin: int) -> bool:
        pos = begin
        if self.low.startswith("tiếp tục ", pos):
            pos += len("tiếp tục ")
        return self.low.startswith(("làm tốt", "chú trọng", "chủ động", "đề xuất", "tham mưu"), pos)

    def _has_object(self, begin: int, end: int) -> bool:
        """At least two syllables behind the verbs."""
        pos = min(self.verbs.chain_end(begin), end)
        while manner := _MANNER.match(self.shadow, pos, end):
            pos = manner.end()
        tail = self.shadow[pos:end]
        return len(_WORD.findall(tail)) >= 2 or OPEN in tail

    def _verb_start(self, begin: int, end: int) -> int:
        """Where the last verb of the clause so far opens: its start, or behind «cũng như», «và», a comma."""
        last = begin
        for match in _INNER.finditer(self.shadow, max(begin, end - 240), end):
            if self.verbs.opener(match.end()):
                last = match.end()
        return last

    def _ends_with_verb(self, begin: int, end: int) -> bool:
        """«… phối hợp tuần tra, kiểm soát …»: the word before the separator is a verb of the same chain."""
        words = self.shadow[max(begin, end - 24) : end].split(" ")
        last = " ".join(words[-2:])
        if len(words) < 2 or end - len(last) <= begin or last == "thông tin":
            return False
        return self.verbs.opener(end - len(last)) == end

    def _chain(self, pos: int) -> int:
        """Behind the verbs at `pos`, commas between them included: «thăm hỏi, tặng quà | gia đình»."""
        end = self.verbs.chain_end(pos)
        while self.low.startswith(", ", end) and self.verbs.opener(end + 2):
            end = self.verbs.chain_end(end + 2)
        return end

    def _object_end(self, pos: int, end: int) -> int:
        """The end of the object that starts at `pos`: a comma, «và», or a day to finish by."""
        found = [m.start() for p in (_COMMA, _DUE_AT) if (m := p.search(self.shadow, pos, end))]
        return min(found, default=end)

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
