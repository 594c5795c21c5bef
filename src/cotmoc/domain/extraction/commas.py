"""What is seen of a comma or «và» before a verb: whether an action of its own starts there is learned.

No few rules tell «tuyên truyền pháp luật, tăng cường tuần tra» from «rà soát danh sách, bổ sung hồ sơ»: many
small signs together do, weighed by `benchmarks/extraction/train_cuts.py`.
"""

import re
from bisect import bisect_left
from itertools import pairwise

from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.marks import Marks
from cotmoc.domain.extraction.order_patterns import OPEN
from cotmoc.domain.extraction.verbs import Verbs

# Any first character in one class, so that the search jumps.
COMMA = re.compile(r"[,\s](?:(?<=,)\s+(?:và\s+)?|(?<=\s)\s*và\s+)")
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
_TITLED = re.compile(
    r"(?<!\w)(?:nghị quyết|nghị định|chỉ thị|công văn|công điện|quyết định|kế hoạch|thông tư|luật|đề án|"
    r"chương trình|kết luận|văn bản|thông báo|quy chế)(?!\w)[^;]{0,140}?\svề (?:việc )?"
)
_DUE_AT = re.compile(
    r"(?<!\w)(?:xong )?(?:trước|chậm nhất|vào|trong|đến hết)\s+(?:ngày|tháng|quý|năm|hết|tuần(?! tra)|\d)"
)
# The comma of «phòng, chống dịch» parts no verbs.
_INNER = re.compile(r"(?:,(?!(?<=phòng,) chống)|\s+và|\s+cũng như|\s+hoặc)\s+")
_STRONG = (
    "tăng cường", "đẩy mạnh", "nâng cao", "làm tốt", "tiếp tục", "kiên quyết", "chủ động", "thường xuyên",
)  # fmt: skip
# The guideline's own words for a clause with an object of its own.
_SPLIT_OFF = ("tăng cường", "đẩy mạnh", "nâng cao", "làm tốt", "thực hiện", "tham gia", "tập trung")
# Seen of such a clause: where nothing governs it, the guideline leaves nothing to weigh.
SPLIT_OFF = "split off True ,"
_GOVERNING = ("làm tốt", "chú trọng", "chủ động", "đề xuất", "tham mưu")
_OWN_MANNER = re.compile(r"(?:\w+ ){1,3}(?:chặt chẽ|nghiêm|vững chắc|dứt điểm|triệt để)(?!\w)")
_RECIPIENT = re.compile(
    rf"(?:(?:định kỳ|kịp thời|thường xuyên|hằng|"
    rf"hàng)[^,;{OPEN}]{{0,24}}?\s)?(?:tổng hợp,?\s+)?báo cáo\s+(?:[^,;{OPEN}]{{0,60}}\s)?(?:{OPEN}|"
    rf"cấp có thẩm quyền|cấp trên|kết quả)|(?:đề xuất|kiến nghị)(?: với| lên)?\s{OPEN}"
)
# «quán triệt đầy đủ và thực hiện …»: how a verb is done is no object.
_MANNER = re.compile(
    r"\s*(?:đầy đủ|kịp thời|nghiêm túc|nghiêm|đồng bộ|có hiệu quả|hiệu quả|chặt chẽ|thường xuyên|quyết liệt|"
    r"tốt|kỹ|sâu sắc|sâu rộng|rộng rãi|ngay|nhanh chóng|toàn diện|triệt để|thường kỳ)(?:,? (?:và )?|$)"
)
_HOW = re.compile(r"\s(?:nghiêm(?: túc)?|tốt|chặt(?: chẽ)?|kịp thời|thường xuyên|đầy đủ|hiệu quả)(?=\s*$)")
_WORD = re.compile(rf"{OPEN}|[^\W_]+")
# So many characters of an object at least, and so far back a verb is looked for.
SHORT, BACK = 6, 240
# Words behind the mark that are seen, and how far they are looked for.
SEEN, AHEAD = 10, 110
# No more of a clause is seen on either side: one without an end costs no more than a long one.
FAR = 600
_BODY, _NUMBER = "▮", "0"
_STEPS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40)


def _size(count: int) -> int:
    return bisect_left(_STEPS, count)


class Commas:
    """Looks at the commas and «và» of one text."""

    def __init__(self, shadow: str, verbs: Verbs, lexicon: Lexicon) -> None:
        self.shadow, self.verbs, self.lexicon = shadow, verbs, lexicon
        # The last verb is asked for twice at each mark.
        self._asked, self._found = (-1, -1), 0

    def marks(self, begin: int, end: int) -> Marks:
        """The ends and nouns behind a clause's start."""
        marks = Marks(self.shadow, begin, min(self.verbs.chain_end(begin), end), end)
        if self._governed(begin):
            marks.block = begin
        return marks

    def inside(self, begin: int, match: re.Match[str]) -> bool:
        """No clause can start behind the mark: no verb, no object before it, only a day, a title."""
        pos, before = match.end(), match.start()
        manner = _HOW.search(self.shadow, max(begin, before - BACK), before)
        if manner and self._ends_with_verb(begin, manner.start()):
            return True  # «duy trì nghiêm và tăng cường kiểm tra …»: one object behind both verbs
        if not self.verbs.opener(pos) or not self._has_object(self._last_verb(begin, before), before):
            return True
        if _ONLY_DUE.match(self.shadow, pos) or self._in_title(begin, before):
            return True
        watched = _WATCHED.fullmatch(self.shadow, begin, before) is not None
        return watched and _SAME_MATTER.match(self.shadow, pos) is not None

    def signs(self, begin: int, match: re.Match[str], end: int, marks: Marks) -> list[str]:
        """What is seen of a mark in the clause from `begin`, of a part that goes on to `end`."""
        pos, before = match.end(), match.start()
        by = "và" if "và" in match[0] else ","
        behind = self._chain(pos)
        object_end = self._object_end(behind, end)
        left = self._words(max(begin, before - FAR), before)
        right = self._words(pos, min(end, pos + AHEAD))[:SEEN]
        own = self._words(behind, object_end)
        size, length = _size(len(own)), _size(len(left))
        head = self.verbs.longest(pos, self.lexicon.heads) > 0
        step = self.verbs.longest(pos, self.lexicon.steps) > 0
        form = self._form(begin, match, marks, (behind, object_end), head=head, step=step)
        split_off = form == "head True" and self.shadow.startswith(_SPLIT_OFF, pos)
        return [
            f"split off {split_off} {by}",
            f"head {head} {step} {by}",
            f"governs {marks.goal <= before} {marks.nominal <= before} {head} {by}",
            f"form {form}",
            f"form {form} {by}",
            *self._verbs(begin, pos, before, by, own),
            *[f"before {word}" for word in set(left)],
            *[f"behind {word}" for word in set(right)],
            *[f"pair {first} {second}" for first, second in set(pairwise(right))],
            f"opens {' '.join(right[:1])}",
            f"opens {' '.join(right[:2])}",
            f"clause {' '.join(left[:3])}",
            f"ends {' '.join(left[-1:])}",
            f"ends {' '.join(left[-2:])}",
            f"object {own[0] if own else ''}",
            f"size {size}",
            f"size {size} {by}",
            f"length {length}",
            f"length {length} {by}",
            f"rest {_size(len(_WORD.findall(self.shadow, pos, min(end, pos + FAR))))}",
            f"last {not self._acts_later(pos, end)} {by}",
        ]

    def _form(
        self,
        begin: int,
        match: re.Match[str],
        marks: Marks,
        own: tuple[int, int],
        *,
        head: bool,
        step: bool,
    ) -> str:
        """The first of the plain forms that fits, the surer ones first. `own`: the object behind the mark."""
        pos, before = match.end(), match.start()
        behind, object_end = own
        if not self.shadow.startswith(_STRONG, pos) and self._ends_with_verb(begin, before):
            return "chain"
        if object_end - behind < SHORT:
            return "short"
        if _BY_RULE.match(self.shadow, behind):
            return "by rule"
        if _RECIPIENT.match(self.shadow, pos):
            return "recipient"
        if marks.goal <= before:
            aim = self.verbs.longest(pos, self.lexicon.goal_heads)
            return f"goal {head} {bool(aim)}"
        if head:
            return f"head {marks.nominal > before}"
        if _OWN_MANNER.match(self.shadow, pos):
            return "manner"
        if step:
            return f"step {marks.nominal > before} {bool(_COUNTED.match(self.shadow, behind))}"
        return "other"

    def _verbs(self, begin: int, pos: int, before: int, by: str, own: list[str]) -> list[str]:
        """The verb behind the mark and the one before it, each with its object."""
        shadow = self.shadow
        verb = shadow[pos : self.verbs.opener(pos)]
        last = self._last_verb(begin, before)
        former = shadow[last : self.verbs.opener(last)]
        behind = self.verbs.chain_end(last)
        theirs = self._words(behind, min(before, behind + AHEAD))
        seen = [f"verb {verb}", f"verb {verb} {by}", f"former {former}"]
        if former == verb or shadow.startswith(verb, begin):
            seen.append("same verb")
        if own and own[:1] == theirs[:1]:
            seen.append("same object")
        if len(own) > 1 and own[:2] == theirs[:2]:
            seen.append("same objects")
        return seen

    def _acts_later(self, pos: int, end: int) -> bool:
        """Another mark of the part stands before a verb."""
        return any(self.verbs.opener(mark.end()) for mark in COMMA.finditer(self.shadow, pos, end))

    def _words(self, start: int, end: int) -> list[str]:
        """Bodies and numbers alike."""
        found = _WORD.findall(self.shadow, start, end)
        return [_BODY if word == OPEN else _NUMBER if word[0].isdigit() else word for word in found]

    def _in_title(self, begin: int, end: int) -> bool:
        """«Nghị quyết … về tiếp tục hoàn thiện, nâng cao …»: verbs of a title are no actions of their own."""
        return any(self.verbs.opener(m.end()) for m in _TITLED.finditer(self.shadow, begin, end))

    def _governed(self, begin: int) -> bool:
        going_on = "tiếp tục "
        pos = begin + len(going_on) * self.shadow.startswith(going_on, begin)
        return self.shadow.startswith(_GOVERNING, pos)

    def _has_object(self, begin: int, end: int) -> bool:
        """At least two syllables behind the verbs."""
        pos = min(self.verbs.chain_end(begin), end)
        while manner := _MANNER.match(self.shadow, pos, end):
            pos = manner.end()
        tail = self.shadow[pos:end]
        return len(_WORD.findall(tail)) >= 2 or OPEN in tail

    def _last_verb(self, begin: int, end: int) -> int:
        """Where the last verb of the clause so far opens: its start, or behind «cũng như», «và», a comma."""
        if (begin, end) == self._asked:
            return self._found
        last = begin
        for match in _INNER.finditer(self.shadow, max(begin, end - BACK), end):
            if self.verbs.opener(match.end()):
                last = match.end()
        self._asked, self._found = (begin, end), last
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
        while self.shadow.startswith(", ", end) and self.verbs.opener(end + 2):
            end = self.verbs.chain_end(end + 2)
        return end

    def _object_end(self, pos: int, end: int) -> int:
        """The end of the object that starts at `pos`: a comma, «và», or a day to finish by."""
        found = [m.start() for p in (COMMA, _DUE_AT) if (m := p.search(self.shadow, pos, end))]
        return min(found, default=end)
