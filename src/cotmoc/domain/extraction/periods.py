"""The time a paragraph plans for: «Năm 2026, Bộ CHQS tỉnh …», «6 tháng cuối năm, Công an tỉnh …»."""

import re
from calendar import monthrange

from cotmoc.domain.extraction.dates import PERIOD, period_of
from cotmoc.domain.extraction.frames import narrative_past
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.reading import Deadline
from cotmoc.domain.periods import Period

_OPENS = re.compile(
    r"(?:^|(?<=[.;!…] )|(?<=\n))(?:theo (?:kế hoạch|đó|phương hướng),\s+)?"
    r"(?:(?:(?:sang|bước sang|trong|nhiệm vụ|phương hướng|trọng tâm) )*"
    r"(?P<told>(?:năm|quý|tháng|(?:6|sáu) tháng|(?:các|những) tháng cuối|từ nay)\s[^,.;:\n]{1,40}?)\s*,|"
    r"(?:trong )?(?:thời gian|những năm|giai đoạn) (?:tới|tiếp theo)(?!\w)|"
    r"(?:trước mắt|hiện nay)(?!\w))"
)
_TASKS = "nhiệm vụ"
_TASKS_OF = re.compile(
    r"nhiệm vụ(?: (?:trọng tâm|chủ yếu|công tác|phối hợp|hiệp đồng)){0,2}(?: (?:của|trong))? "
    rf"(?P<told>{PERIOD.pattern}|(?:các|những) tháng cuối năm(?: (?:19|20)\d{{2}})?)(?!\w)"
)
_LOOKING_BACK = re.compile(r"(?:kết quả|tổng kết|sơ kết|đánh giá|hoàn thành|kiểm điểm)[^.;:]*$")
_MARKS = (". ", "; ", "! ", "… ")
_REST_OF_YEAR = re.compile(
    r"(?:(?:các|những) tháng cuối năm|từ nay (?:cho )?đến (?:cuối|hết) năm)(?: ((?:19|20)\d{2}))?"
)
# How far back the opening of a paragraph is looked for.
REACH = 2_000


def period_before(low: str, plain: str, start: int, written: str | None) -> Deadline | None:
    """The end of the period under which a task stands, when its paragraph or sentence opens with one.

    `written` is the ISO day, month or year of the document: it gives the year where none is told, and no task
    of a document is due before it. A period whose own sentence tells what was done is none («Năm 2019, …
    đã …»).
    """
    begin = max(low.rfind("\n", 0, start) + 1, start - REACH)
    last = _last(low, begin, start)
    if last is None or last["told"] is None:
        return None
    year = written[:4] if written else None
    rest, named = _REST_OF_YEAR.fullmatch(last["told"]), PERIOD.fullmatch(last["told"])
    if rest is None and named is None:
        return None
    stop = low.find(". ", last.end(), start)
    if narrative_past(low, last.end(), stop if stop >= 0 else start):
        return None
    period = (rest[1] or year) if rest else period_of(named, year) if named else None
    day = _last_day(period) if period else None
    if day and written and day < written:
        return None
    return Deadline(" ".join(plain[last.start("told") : last.end("told")].split()), day)


def _last(low: str, begin: int, start: int) -> re.Match[str] | None:
    """What names the period last: the opening of a sentence, or the tasks of a time («nhiệm vụ năm 2026»)."""
    heads = [begin, *(mark + 2 for mark in places(low, _MARKS, max(0, begin - 1), start))]
    found = list(matches(_OPENS, heads, low, start))
    for match in matches(_TASKS_OF, places(low, (_TASKS,), begin, start), low, start):
        if not _LOOKING_BACK.search(low, begin, match.start()):
            found.append(match)
    return max(found, key=lambda match: match.start(), default=None)


def _last_day(told: str) -> str | None:
    try:
        period = Period.parse(told)
    except ValueError:
        return None
    return f"{period.year}-{period.last_month:02d}-{monthrange(period.year, period.last_month)[1]}"
