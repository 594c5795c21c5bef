"""Words in a clause that tell whether a verb behind them is an action of its own."""

import re
from functools import cached_property

_BLOCK = re.compile(
    r"(?<!\w)(?:trong đó|bao gồm|gồm|như:|như sau|trọng tâm là|gồm có|với các nội dung|cụ thể là|sau đây|"
    r"nếu|(?<!các )(?<!những )(?<!mọi )(?<!số )(?<!từng )trường hợp(?! vi phạm)|khi|mà)(?!\w)|:"
)
_GOAL = re.compile(
    r"(?<!\w)(?:nhằm|để|góp phần|qua đó|từ đó|đảm bảo|bảo đảm|gắn với|phục vụ|không để|tránh (?:để|"
    r"tình trạng|lãng phí|chồng chéo|hình thức)|phấn đấu|"
    r"nhất là|đặc biệt là)(?!\w)"
)
_NOMINAL = re.compile(
    r"(?<!\w)(?:(?<!đoàn )(?<!tổ )công tác|hoạt động|nhiệm vụ|giải pháp|biện pháp|phong trào|(?<!công )việc|"
    r"nội dung|"
    r"chính sách|"
    r"kế hoạch|chương trình|mục tiêu|lĩnh vực|vấn đề|quy định|hành vi|kỹ năng|kiến thức|kỹ thuật|"
    r"tội phạm|vi phạm|mô hình|dự án|các loại|pháp luật|về|chủ trương|âm mưu|nghị quyết|chỉ thị)(?!\w)"
)


class Marks:
    """First ends behind a clause's start, looked for when first asked; one past `end` where there is none."""

    def __init__(self, shadow: str, begin: int, action: int, end: int) -> None:
        self._shadow, self._begin, self._action, self._end = shadow, begin, action, end

    @cached_property
    def block(self) -> int:
        """What keeps the clauses behind it together."""
        return self._first(_BLOCK, self._begin)

    @cached_property
    def goal(self) -> int:
        """A goal, behind which verbs are rarely actions."""
        # «tăng cường bảo đảm an ninh …»: what the verbs themselves say is no goal behind them
        return self._first(_GOAL, self._action)

    @cached_property
    def nominal(self) -> int:
        """A noun that governs verbs."""
        return self._first(_NOMINAL, self._begin)

    def _first(self, pattern: re.Pattern[str], start: int) -> int:
        match = pattern.search(self._shadow, start, self._end)
        return match.end() if match else self._end + 1
