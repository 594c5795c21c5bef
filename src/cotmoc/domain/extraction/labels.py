"""A short label of a task: its verb and first words, at most seventeen syllables, cut where a phrase ends."""

import re

_DROP = re.compile(
    r"^(?:(?:tiếp tục|chủ động|tích cực|kịp thời|khẩn trương|thường xuyên|nghiêm túc|"
    r"tổ chức (?=triển khai|thực hiện|tuyên truyền|quán triệt))\s*,?\s*)+",
    re.I,
)
_CUT = re.compile(
    r"(?:,|;|:|\s\(|\s(?=(?:nhằm|để|góp phần|trong đó|theo|trước ngày|gắn với|đảm bảo|bảo đảm|"
    r"phù hợp với|đáp ứng)\s))"
)
LONGEST, SHORTEST = 17, 6


def label_of(text: str) -> str:
    """The label of an action's text."""
    flat = " ".join(text.split())
    short = _DROP.sub("", flat)
    words = (short if len(short.split()) >= 3 else flat).split()
    best = len(words)
    if best > LONGEST:
        best = LONGEST
    joined = " ".join(words)
    for match in _CUT.finditer(joined):
        count = len(joined[: match.start()].split())
        if SHORTEST <= count <= LONGEST:
            best = count
            break
    phrase = " ".join(words[:best]).rstrip(" ,;:.-(")
    return phrase[:1].upper() + phrase[1:]
