"""A short label of a task: its verb and first words, at most seventeen syllables, cut where a phrase ends."""

import re

_DROP = re.compile(
    r"^(?:(?:tiếp tục|chủ động|tích cực|kịp thời|khẩn trương|thường xuyên|nghiêm túc|"
    r"tổ chức (?=triển khai|thực hiện|tuyên truyền|quán triệt))\s*,?\s*)+",
    re.I,
)
# Where a phrase ends for good; a comma often stands inside a list («cơ chế, chính sách»).
_GOES_ON = (
    r"(?:nhằm|(?<!không )để|góp phần|trong đó|theo|gắn với|đảm bảo|bảo đảm|không để|nhất là|"
    r"đặc biệt là|phù hợp với|"
    r"đáp ứng)"
)
# Any first character in one class, so that the search jumps.
_CUT = re.compile(
    rf"[;:, ](?:(?<=[;:])|(?<= )(?:\(|(?={_GOES_ON} ))|(?<=,) (?=(?:{_GOES_ON}|báo cáo|hoàn thành) ))"
)
_COMMA = re.compile(r",")
_PLACED = re.compile(r"\s(?=(?:tại|ở|của|cho|với|trong|trên|từ|giữa|theo|đối với)\s)")
# What a deadline leaves behind: «… quý II, tổ chức | trong tháng 7».
_LEFT_OVER = re.compile(r",\s+\S+(?:\s\S+)?$")
_DUE = re.compile(
    r",?\s+(?:(?:hoàn thành|kết thúc|xong|tổ chức xong)\s+)?(?:xong\s+)?"
    r"(?:trước|trong|vào|chậm nhất|đến hết|đến)\s+"
    r"(?:trước |hết |là |vào )*(?:\d{1,2} ?(?:giờ|h)\d{0,2},? )?(?:(?:ngày|tháng|quý|năm)\s+)?[\dIVX]{1,4}"
    r"(?:\s?[/.-]\s?\d{1,4}|\s+(?:tháng|năm)\s+\d{1,4})*$",
    re.I,
)
# What cannot end a label: «… về Cục Quản lý thị trường | trước ngày».
_HANGING = re.compile(
    r"(?:,|\s(?:trước|ngày|tháng|năm|và|về|của|cho|tại|trong|với|theo|các|những|để|từ|đến|do|bằng|có|không|được|là|"
    r"trên|vào|cùng|hoặc|khi|nếu|đối|một|này))+$",
    re.I,
)
# Syllables: the most and least of a label, when a tail may go, when a part of a list may, and when the
# deadline is all an action says.
LONGEST, SHORTEST, ENOUGH, LISTED, LEAST = 17, 6, 8, 11, 4


def label_of(text: str, before: str = "") -> str:
    """The label of an action's text; `before` is the action before it, for «khắc phục xong trước ngày …»."""
    flat = " ".join(text.split())
    short = _DROP.sub("", flat)
    phrase = short if len(short.split()) >= 3 else flat
    bare = _DUE.sub("", phrase) if phrase[-1:].isdigit() or phrase.endswith(("I", "V", "X")) else phrase
    if bare != phrase and len(bare.split()) < LEAST:
        whole = f"{bare}: {before[:1].lower()}{before[1:]}" if before else phrase
        return _opened(" ".join(whole.split()[:LONGEST]))
    trimmed = _LEFT_OVER.sub("", bare) if bare != phrase else bare
    return _opened(_cut(trimmed if len(trimmed.split()) >= LEAST else bare))


def _cut(phrase: str) -> str:
    """At most seventeen syllables, cut where a clause ends, else at a late comma, else anywhere («…»)."""
    words = phrase.split()
    if len(words) <= LONGEST:
        cuts = (m.start() for m in _CUT.finditer(phrase))
        return phrase[: next((cut for cut in cuts if len(phrase[:cut].split()) >= ENOUGH), None)]
    opening = len(" ".join(words[: LONGEST + 1]))
    for pattern, least in ((_CUT, SHORTEST), (_COMMA, LISTED), (_PLACED, LISTED)):
        ends = [m.start() for m in pattern.finditer(phrase, 0, opening)]
        for end in reversed(ends):
            if least <= len(phrase[:end].split()) <= LONGEST:
                return phrase[:end]
    return f"{_HANGING.sub('', ' '.join(words[:LONGEST]))}…"


def _opened(phrase: str) -> str:
    phrase = phrase.rstrip(" ,;:.-(")
    return phrase[:1].upper() + phrase[1:]
