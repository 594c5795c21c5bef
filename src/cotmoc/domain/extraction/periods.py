"""The time a paragraph plans for: «Năm 2026, Bộ CHQS tỉnh …», «6 tháng cuối năm, Công an tỉnh …»."""

import re
from calendar import monthrange

from cotmoc.domain.extraction.dates import ROMAN
from cotmoc.domain.extraction.frames import narrative_past
from cotmoc.domain.extraction.reading import Deadline

_YEAR = r"(?:19|20)\d{2}"
_OPENS = re.compile(
    r"(?:^|(?<=[.;!…] )|(?<=\n))(?:theo (?:kế hoạch|đó|phương hướng),\s+)?"
    r"(?:(?:(?:sang|bước sang|trong|nhiệm vụ|phương hướng|trọng tâm) )*(?P<told>"
    rf"năm (?P<year>{_YEAR})|"
    rf"quý (?P<quarter>iv|i{{1,3}}|[1-4])\s?(?:[/-]|năm)?\s?(?P<of_quarter>{_YEAR})|"
    rf"tháng (?P<month>\d{{1,2}})\s?(?:[/-]|năm)\s?(?P<of_month>{_YEAR})|"
    rf"(?:0?6|sáu) tháng (?P<half>đầu|cuối) năm(?: (?P<of_half>{_YEAR}))?|"
    rf"(?:(?:các|những) tháng cuối năm|từ nay (?:cho )?đến (?:cuối|hết) năm)(?: (?P<of_rest>{_YEAR}))?"
    r")\s*,|(?:trong )?(?:thời gian|những năm|giai đoạn) (?:tới|tiếp theo)(?!\w)|"
    r"(?:trước mắt|hiện nay)(?!\w))"
)
# How far back the opening of a paragraph is looked for.
REACH = 2_000


def period_before(low: str, plain: str, start: int, written: str | None) -> Deadline | None:
    """The end of the period under which a task stands, when its paragraph or sentence opens with one.

    `written` is the ISO date of the document: it gives the year where none is told, and no task of a document
    is due before it. A period whose own sentence tells what was done is none («Năm 2019, … đã …»).
    """
    begin = max(low.rfind("\n", 0, start) + 1, start - REACH)
    last = None
    for last in _OPENS.finditer(low, begin, start):  # noqa: B007
        pass
    if last is None or last["told"] is None:
        return None
    stop = low.find(". ", last.end(), start)
    if narrative_past(low, last.end(), stop if stop >= 0 else start):
        return None
    day = _last_day(last, written)
    if day and written and day < written:
        return None
    return Deadline(" ".join(plain[last.start("told") : last.end("told")].split()), day)


def _last_day(match: re.Match[str], written: str | None) -> str | None:
    year = match["year"] or match["of_quarter"] or match["of_month"] or match["of_half"] or match["of_rest"]
    year = year or (written[:4] if written else None)
    if year is None:
        return None
    month = 12
    if match["quarter"]:
        month = ROMAN[match["quarter"]] * 3
    elif match["month"]:
        month = int(match["month"])
    elif match["half"] == "đầu":
        month = 6
    return f"{year}-{month:02d}-{monthrange(int(year), month)[1]}" if 1 <= month <= 12 else None
