"""Words for what a figure counts: the verb before it and the matter behind it, from the text."""

import re
from collections.abc import Callable

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.verbs import Verbs

# Bodies are masked in the shadow, so that «Đồn … tổ chức 12 buổi» does not count stations.
_BOUND = re.compile(
    r"[,;.:()\n|/\"\ue000\ue001]|\d|(?<!\w)(?:và|với|trong đó|trong năm|gồm|cùng|đồng thời|nhưng|còn|"
    r"nên)(?!\w)"
)
_PAIRED = re.compile(
    r"(?:xuất|nhập|phòng|lắp|phát hiện|bắt giữ|điều tra|kiểm tra|thu thập|tuyên truyền|khám bệnh|khám|"
    r"thu)\s*$"
)
_LIGHT = re.compile(
    r"^(?:(?:đã|được|có|toàn|tỉnh|đang|lại|các|những|cả|đơn vị|tổ chức|tiến hành|thực hiện|qua|tổng số|"
    r"tổng cộng|nay|đến|về|cùng|ngày|đạt|là|mỗi|hiện|như|cụ thể)\s+)+"
)
_PREPOSITION = re.compile(r"(?<!\w)(?:cho|tại|trên|ở|từ|của|đến|qua|với|trong)\s*$")
_TOWARDS = re.compile(r"(?<!\w)(?:đến|qua)\s*$")
_TAIL = re.compile(r"\s+(?:đạt|là|được|có|lên|tới|bằng)\s*$")
_MONEYED = re.compile(
    r"(?:tổng |với )*(?:trị giá|giá trị|kinh phí|số tiền|tổng vốn|tổng mức đầu tư|tổng|ước tính|"
    r"vốn)(?:\s+\w+)?\s*$"
)
_STOP = re.compile(
    r"[,;.:()/\n|\"]|\d|(?<!\w)(?:và|với|trong đó|để|nhằm|từ|trong|ngày|tăng|giảm|so với|đạt|trị giá|"
    r"tổng trị giá|tổng giá trị|tổng kinh phí|với tổng|do|vì|nhờ|mỗi|bằng|nhưng|"
    r"là|nhân dịp|góp phần|tại|cùng)(?!\w)"
)
_PAIR = re.compile(r"\s*/\s*[\d.,]+(?=\s)")
_NEXT_FIGURE = re.compile(r"(?:,|\s+(?:và|với))\s+(?:hơn |gần |trên |khoảng )?[\d.,]+(?=\s)")
_PLACED = re.compile(r"(?:hiện nay |hiện )?(?:trên|tại|ở|trong|theo|của|từ|sau|qua)\s")
_DONE = re.compile(
    r"(?:đã |tổ chức |tiến hành )+"
    r"(?:tuần tra|kiểm tra|tuyên truyền|phát quang|kiểm soát|khám|hỗ trợ|truy quét|vận động)\s"
)
_SAME_TIME = re.compile(r"\s*so với")
_EMPTY_VERB = re.compile(r"(?<!\w)(?:tổ chức|tiến hành|thực hiện)\s*$")
_HALF = re.compile(r"(?<!\w)(?:xuất|nhập|phòng)\s*$")
_CHAIN = re.compile(r",\s+(?:chống|hộ|gia đình|chốt|tổ|trạm|nhập|chiến)(?!\w)")
_LEVEL = re.compile(r"cấp (tỉnh|huyện|xã|cơ sở|bộ|trung ương)")
_GIVES = re.compile(
    r"(?:tặng|phát|cấp|cấp phát|trao|trồng|thu giữ|tịch thu|tạm giữ|lắp|lắp đặt|in|treo|dựng|xây dựng|"
    r"xây|cắm|hỗ trợ|đăng tải|đăng|phát hành|mua|tiêu hủy|bàn giao|trao tặng|bắt|quyên góp|ủng hộ|"
    r"vận chuyển|thu)"
    r"(?:\s+được)?\s+(?:hơn |gần |trên |khoảng )?$"
)
LONGEST = 10


class Indicators:
    """Composes indicators in one text; remembers the last verb and matter for figures in a row."""

    def __init__(self, folded: Folded, shadow: str, verbs: Verbs, area: str | None) -> None:
        self.low, self.plain, self.shadow, self.verbs, self.area = (
            folded.low,
            folded.plain,
            shadow,
            verbs,
            area,
        )
        self.verb = self.matter = ""
        self.light = False
        self.last = self.at = 0
        self.counter_end: Callable[[int], int] = lambda pos: 0

    def words(self, start: int, number_end: int, end: int, *, unit: str) -> str:
        """The indicator of a figure from its qualifier or number at `start` to its unit's end at `end`."""
        if self._broken(start):
            self.verb = self.matter = ""
        self.last = end
        left = self._left(start)
        counted = (
            "" if unit in ("VND", "USD", "%") else " ".join(self.plain[number_end:end].split()).lstrip("/ ")
        )
        right = self._right(end, bare=not left and not self.verb)
        if counted:
            verb = "" if self.light else self.verb
            phrase = f"{left or verb} {counted} {right}"
        elif right:
            phrase = f"{left} {right}" if left else f"{self.verb} {right}"
        elif unit == "%" and _SAME_TIME.match(self.low, end):
            phrase = f"{left} {' '.join(self.matter.split()[:3])} so với cùng kỳ"
        else:
            phrase = f"{left} {self.matter}" if left != self.matter else left
        self._remember(left, counted, right)
        words = phrase.replace('"', " ").replace(",", " ").split()
        return " ".join(words[:14]) or counted or "số tiền"

    def _remember(self, left: str, counted: str, right: str) -> None:
        """What the next figure of a row may share: the verb, or the activity when the verb was empty."""
        if left and not _MONEYED.fullmatch(left):
            if not _LEVEL.search(left):
                self.verb = " ".join(left.split()[:4])
            self.matter = left if _LONG.match(left) or not counted else f"{counted} {right}".strip()
            if not counted and right and not _LONG.match(left):
                self.matter = f"{left} {right}"
        elif counted:
            self.matter = f"{self.verb} {counted} {right}".strip()
            if self.light:
                self.verb = " ".join(right.split()[:4])

    def _broken(self, start: int) -> bool:
        """A sentence or paragraph ended since the last figure."""
        between = self.low[self.last : start]
        return len(between) > 240 or "\n" in between or ". " in between

    def _left(self, start: int) -> str:
        """The words from the last mark to the number, without light verbs; at most ten."""
        window = max(0, start - 100)
        text = self.shadow[window:start]
        self.at = window
        cuts = list(_BOUND.finditer(text))
        while cuts and cuts[-1][0] == "," and self._paired(text, cuts):
            cuts.pop()
        if cuts and cuts[-1][0] == "gồm" and not text[cuts[-1].end() :].strip():
            text = text[: cuts.pop().start()]
        cut = cuts[-1].end() if cuts else 0
        phrase = text[cut:].strip(" '-") + " "
        if level := _LEVEL.fullmatch(phrase.strip()):
            return f"{self.verb} {level[0]}".strip()
        self.light = _EMPTY_VERB.search(phrase) is not None
        for word in ("đã ", " tổ chức ", " tiến hành "):
            if word in phrase:
                phrase = phrase[phrase.rindex(word) + len(word) :]
        if _PLACED.match(phrase):
            return ""
        phrase = _TAIL.sub("", _LIGHT.sub("", phrase + " ").rstrip() + " ").strip()
        if _PREPOSITION.search(phrase) and not self.verbs.opener(
            max(window, self.shadow.rfind(phrase, window, start))
        ):
            phrase = _TOWARDS.sub("", phrase).strip() if _TOWARDS.search(phrase) else ""
            if len(phrase.split()) < 2:
                return ""
        words = [w for w in phrase.replace(",", " ").split() if w not in ("đạt", "là")]
        return " ".join(words if len(words) <= LONGEST else words[-7:])

    def _paired(self, text: str, cuts: list[re.Match[str]]) -> bool:
        """The comma stands inside a pair: «phát hiện, bắt giữ», «xuất, nhập khẩu»."""
        begin = cuts[-2].end() if len(cuts) > 1 else 0
        before = text[begin : cuts[-1].start()]
        after = text[cuts[-1].end() :].strip()
        listed = (
            bool(after)
            and not self.verbs.opener(self.at + cuts[-1].end() + 1)
            and not _LIGHT.match(after + " ")
        )
        if listed and _DONE.search(before):
            return True
        return bool(_HALF.search(before)) or (len(before.split()) <= 3 and bool(_PAIRED.search(before)))

    def _right(self, end: int, *, bare: bool) -> str:
        """Up to eight syllables behind the unit; a pair «8 vụ/7 đối tượng …» and «6 … và 12 …» share them."""
        match = _PAIR.match(self.low, end) or _NEXT_FIGURE.match(self.low, end)
        if match:
            end = self.counter_end(match.end()) or end
        text = self.low[end : end + 80]
        stop = len(text)
        for match in _STOP.finditer(text):
            if match[0] == "," and _CHAIN.match(text, match.start()):
                continue
            stop = match.start()
            break
        words = self.plain[end : end + stop].replace(",", " ").split()
        if "đã" in words and not bare:
            words = words[: words.index("đã")]
        if stop == 80 and words:
            words = words[:-1]
        while words and words[-1] in ("cho", "của", "các", "từ", "về", "do", "được", "có"):
            words.pop()
        return " ".join(words[:8])

    def level(self, start: int, end: int) -> str | None:
        """«cấp huyện» beside the number, or None."""
        match = _LEVEL.search(self.low, max(0, start - 14), end + 12)
        return match[0] if match else None

    def gives(self, start: int) -> bool:
        """A verb whose object is counted stands right before."""
        return _GIVES.search(self.low, max(0, start - 26), start) is not None


_LONG = re.compile(r"(?:\S+\s+){4}")
