"""Words for what a figure counts: the verb before it and the matter behind it, three to eight words of the text."""

import re

from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.verbs import Verbs

_BOUND = re.compile(r"[,;.:()\n|]|\d|(?<!\w)(?:và|với|trong đó|trong|gồm|là|đạt)(?!\w)")
_LIGHT = re.compile(
    r"^(?:(?:đã|được|có|toàn|tỉnh|đang|lại|còn|các|những|cả|đơn vị|lực lượng|tổ chức|tiến hành|thực hiện|qua|tổng số|tổng cộng|tổng|cho|nay|đến|tại|trên|ở|về|từ)\s+)+"
)
_PREPOSITION = re.compile(r"(?<!\w)(?:cho|tại|trên|ở|từ|của|đến|qua)\s*$")
_MONEYED = re.compile(r"(?:tổng |với )*(?:trị giá|giá trị|kinh phí|số tiền|tổng vốn|tổng mức đầu tư|tổng|ước tính|vốn|nguồn vốn)(?:\s+\w+)?\s*$")
_STOP = re.compile(r"[,;.:()/\n|\"]|\d|(?<!\w)(?:và|với|trong đó|để|nhằm|tại|từ|trong|ngày|đã|tăng|giảm|so với|đạt|trị giá|tổng|do|bằng|nhưng|là)(?!\w)")
_CHAIN = re.compile(r",\s+(?=chống|hộ |gia đình)")
_WORD = re.compile(r"\w+")
_LEVEL = re.compile(r"cấp (tỉnh|huyện|xã|cơ sở|bộ|trung ương)")
_GIVES = re.compile(
    r"(?:tặng|phát|cấp|cấp phát|trao|trồng|thu giữ|tịch thu|tạm giữ|lắp|lắp đặt|in|treo|dựng|xây dựng|xây|cắm|hỗ trợ|đăng tải|đăng|phát hành|mua|tiêu hủy|bàn giao|trao tặng|bắt|quyên góp|ủng hộ|vận chuyển|thu)"
    r"(?:\s+được)?\s+(?:hơn |gần |trên |khoảng )?$"
)


class Indicators:
    """Composes indicators in one text; remembers the last verb for figures that follow in a row."""

    def __init__(self, folded: Folded, verbs: Verbs, area: str | None) -> None:
        self.low, self.plain, self.verbs, self.area = folded.low, folded.plain, verbs, area
        self.verb = ""
        self.matter = ""
        self.line = -1

    def words(self, start: int, number_end: int, end: int, *, money: bool) -> str:
        """The indicator of a figure whose qualifier or number starts at `start` and whose unit ends at `end`."""
        left = self._left(start)
        unit = "" if money else " ".join(self.plain[number_end:end].split()).lstrip("/ ")
        right = self._right(end)
        moneyed = money and bool(_MONEYED.search(left)) and len(left.split()) <= 4
        if moneyed:
            phrase = f"{left} {right or self.matter}"
        else:
            lead = left or self.verb
            phrase = f"{lead} {unit} {right}"
            if left:
                self.verb = self._verb_of(left)
            self.matter = f"{left} {right}".strip() if left else f"{unit} {right}".strip()
        words = phrase.replace('"', " ").split()
        return " ".join(words[:14]) or unit or "số tiền"

    def _left(self, start: int) -> str:
        """The words from the last mark to the number, without light verbs; at most seven."""
        window = max(0, start - 90)
        text = self.low[window:start]
        cut = 0
        resets = False
        for match in _BOUND.finditer(text):
            cut, resets = match.end(), match[0] in ".;\n"
        if resets:
            self.verb = ""
        phrase = text[cut:].strip(" '\"/-")
        level = _LEVEL.fullmatch(phrase)
        if level:
            return f"{self.verb} {phrase}".strip()
        phrase = _LIGHT.sub("", phrase + " ").strip()
        if _PREPOSITION.search(phrase) and not self.verbs.opener(window + text.rfind(phrase)):
            return ""
        words = phrase.split()
        if len(words) > 8:
            words = words[-6:]
        return " ".join(words)

    def _verb_of(self, left: str) -> str:
        return " ".join(left.split()[:3])

    def _right(self, end: int) -> str:
        """Up to seven syllables behind the unit."""
        text = self.plain[end : end + 70]
        stop = len(text)
        for match in _STOP.finditer(text.lower()):
            if match[0] == "," and _CHAIN.match(text.lower(), match.start()):
                continue
            stop = match.start()
            break
        words = text[:stop].replace(",", " ").split()
        if stop == len(text) and words and len(text) == 70:
            words = words[:-1]
        return " ".join(words[:8])

    def level(self, start: int, end: int) -> str | None:
        """«cấp huyện» beside the number, or None."""
        match = _LEVEL.search(self.low, max(0, start - 14), end + 12)
        return match[0] if match else None

    def gives(self, start: int) -> bool:
        """A verb whose object is counted stands right before."""
        return _GIVES.search(self.low, max(0, start - 26), start) is not None
