"""Where the action of a clause itself starts, behind what only opens it or names who helps."""

import re

from cotmoc.domain.extraction.order_patterns import OPEN
from cotmoc.domain.extraction.verbs import Verbs

# «thực hiện tốt một số nhiệm vụ sau: …»
_INTRO = re.compile(
    r"(?:\w+ ){1,8}(?:nhiệm vụ|nội dung|giải pháp|công việc|biện pháp|việc)"
    r"(?: (?:trọng tâm|chính|cụ thể|chủ yếu|sau|sau đây|như sau|dưới đây))*\s*:\s*"
)
# «phối hợp chặt chẽ với B tại X …», when no rule read to the verb
_TOGETHER = re.compile(
    r"(?:(?:chủ động|tích cực|thường xuyên|tiếp tục|kịp thời|tăng cường) )*phối hợp"
    r"(?: (?:chặt chẽ|tốt|thường xuyên|kịp thời))* (?:với|cùng)(?: với)? (?:các )?"
)
_FOR_WHAT = ("trong ", "để ", "về ", "nhằm ", "việc ")
FAR = 200


def beginning(shadow: str, verbs: Verbs, start: int, end: int) -> int:
    """The first verb of the action in shadow[start:end], or `start`."""
    intro = _INTRO.match(shadow, start, end)
    if intro and verbs.starter(intro.end()):
        start = intro.end()
    together = _TOGETHER.match(shadow, start, end)
    limit, at = min(end, start + FAR), together.end() if together else 0
    while at:
        verb = verbs.opener(at)
        if shadow.startswith(_FOR_WHAT, shadow.rfind(" ", start, max(start, at - 1)) + 1):
            break  # «phối hợp với B trong giữ gìn …»: working together is the action
        if verb and " " in shadow[at:verb] and OPEN in shadow[start:at]:
            return at
        at = shadow.find(" ", at, limit) + 1
        if shadow[max(start, at - 2)] in ";:.":
            break
    return start
