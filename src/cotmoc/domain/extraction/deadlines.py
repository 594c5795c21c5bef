"""When a task is due and how often: from the words of the task and of its sentence, never from the clock."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from cotmoc.domain.extraction.dates import FULL, ROMAN, iso
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.reading import Deadline
from cotmoc.domain.vi_numbers import from_words
from cotmoc.domain.working_time import Rest, YearsNotListed, add_working_days

_BY = (
    r"(?:hoàn thành |xong |gửi |báo cáo )?(?:(?:xong )?trước(?: hết)?|chậm nhất(?: là)?(?: (?:vào|trong|"
    r"trước|đến))?|muộn nhất(?: là)?|(?:từ nay )?(?:cho )?đến hết|đến|hết|(?:xong )?trong|vào|từ nay đến|"
    r"không (?:muộn|chậm) hơn|thời (?:gian|hạn)[^,.;]{0,20}:)\s+"
)
# What _BY begins with.
_BY_WORDS = (
    "hoàn thành ", "xong ", "gửi ", "báo cáo ", "trước", "chậm nhất", "muộn nhất", "từ nay ", "đến", "hết",
    "trong", "vào", "không muộn", "không chậm", "thời gian", "thời hạn",
)  # fmt: skip
_DIGIT = re.compile(r"\d")
# Without a digit or one of these no deadline is told.
_HINTS = (
    "quý", "tháng sau", "ngày làm việc", "cuối năm", "năm nay", "từ nay", "đến khi", "trước tết", "trước dịp",
    "kỳ họp", "trong tuần",
)  # fmt: skip
_DAY = re.compile(
    rf"{_BY}(?:\d{{1,2}} ?(?:giờ|h)(?: ?\d{{2}})?(?: phút)?,? )?(?:ngày\s+)?(\d{{1,2}})(?:\s?[/.-]\s?|"
    rf"\s+tháng\s+)(\d{{1,2}})(?:(?:\s?[/.-]\s?|\s+năm\s+)((?:19|20)\d{{2}}))?(\s+(?:hằng|"
    rf"hàng) năm)?(?![\d%/])"
)
_MONTHLY = re.compile(
    rf"{_BY}(?:ngày\s+)?(\d{{1,2}})(?:\s+của)?\s+((?:hằng|hàng) (?:tháng|quý)|tháng (?:cuối|đầu) (?:quý|"
    rf"kỳ)[^,.;()]{{0,20}}(?!\w)|tháng sau|cuối quý)"
)
_MONTH = re.compile(
    rf"{_BY}(?:(?:cuối|hết) |(?P<half>nửa đầu ))?(?:các )?tháng\s+"
    r"(?:\d{1,2}\s*(?:,|và|đến)\s*(?:tháng )?){0,3}(?P<month>\d{1,2})"
    r"(?:(?:\s?[/.-]\s?|\s+năm\s+)(?P<year>(?:19|20)\d{2})(?!\d)|(?![\d/%]| ?-))"
)
_QUARTER = re.compile(
    rf"(?:{_BY})(?:(?:cuối|hết) )?quý\s+(?:(?:i{{1,3}}|0?[1-3])\s*(?:,|và|-)\s*(?:quý\s+)?)*"
    r"(iv|i{1,3}|0?[1-4])(?!\w)(?:(?:\s?[-/]\s?|\s+năm\s+|\s+)((?:19|20)\d{2})(?!\d)|(?!\s?[-/]\s?\d))"
)
_YEAR = re.compile(rf"(?:{_BY})(?:cuối |hết )?năm\s+(?:((?:19|20)\d{{2}})(?!\s?[-/]\s?\d)|nay(?!\w))")
_SPAN = re.compile(
    r"trong giai đoạn\s+\d{4}\s?-\s?(\d{4})(?!\d| và những năm)|"
    r"(?:trong )?giai đoạn\s+\d{4}\s?-\s?\d{4}\s+và những năm tiếp theo"
)
_REST_OF_YEAR = re.compile(
    r"(?:(?:trong )?(?:6|sáu|các|những|mấy) tháng cuối năm|"
    r"(?:từ nay (?:cho )?đến|trước|đến) (?:cuối|hết) năm|"
    r"(?<!từ )(?:vào |trong )?cuối năm(?= nay| (?:19|20)\d{2}))"
    r"(?: (?:nay|((?:19|20)\d{2})))?(?!\w| \d)"
)
_OPEN_END = re.compile(
    r"từ nay (?:cho )?đến(?= [^\W\d])(?![^,.;:\n]* không còn)[^,.;:\n]{3,60}|"
    r"đến khi (?:có|được|hết|xong|hoàn thành)[^,.;:\n]{3,40}"
)
# Days that are known, but not which: no day is made of them.
# «2023», «2022-2025» in a cell of a table
_CELL = re.compile(
    r"(?:(?:giai đoạn|từ|năm)\s+)*(?:(?:19|20)\d{2}\s?[-–]\s?)?(?:năm )?((?:19|20)\d{2})(?=\s*(?:$|[|.;]))"
)
_EVENT = re.compile(
    r"(?:xong |hoàn thành )?trước (?:dịp )?tết(?: nguyên đán)?(?: (?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|"
    r"quý) \w+)?(?: năm)?(?: (?:19|20)\d{2})?(?!\w)|"
    r"(?:xong |hoàn thành |trình )?(?:trước|tại|trong) kỳ họp (?:cuối|giữa|thường|gần|thứ|tới|chuyên)"
    r"[^,.;:()\n]{0,60}|"
    r"trong tuần (?:này|sau|tới)(?!\w)"
)
_WORKING = re.compile(
    r"(?:chậm nhất|trong (?:thời hạn|vòng|thời gian)|trong|không quá|sau)(?:\s+(?:là|sau|trong|vòng))*\s+"
    r"(?:(?P<count>\d{1,3})(?:\s*\([^()]{2,20}\))?|(?P<words>(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|"
    r"lăm)(?:\s+(?:mươi|một|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín|mười))*))\s+(?P<unit>ngày làm việc|ngày|"
    r"(?<!sau \d\d )(?<!sau \d )giờ|tháng)(?!\s+(?:\d|đầu|cuối|qua))"
    r"(?:,?\s+(?:kể )?từ (?:ngày|khi|thời điểm)?\s*(?P<since>[^,.;]{0,60}))?"
)
_SIGNED = re.compile(r"(?:ký|ban hành|văn bản này (?:được )?ban hành|ra thông báo)(?!\w)(?! kết luận)")
_UNIT = r"(?:ngày(?! \d)|tuần(?! tra)|tháng|quý|năm)(?!\w)"
_COUNT = r"(?:một|hai|ba|bốn|0?\d{1,2})"
_AGAIN = re.compile(
    rf"định kỳ\s(?!h[ằà]ng )[^,.;:]{{0,24}}?(?:hằng|hàng)\s+{_UNIT}|"
    rf"(?:định kỳ\s+)?(?<!ngân sách )(?<!dự toán )(?<!sinh hoạt )(?<!tiêu thụ )(?:hằng|hàng)\s+{_UNIT}"
    rf"(?:(?:,| và)\s+(?:(?:hằng|hàng)\s+)?(?:6 tháng|{_UNIT}))*|"
    rf"định kỳ\s+(?:\d+|sáu|ba)\s+tháng(?:[^,.;]{{0,20}}năm)?|"
    rf"định kỳ(?:\s+(?:mỗi|từng|một|\d+|vào|cuối|đầu|theo|trước|ngày|\d{{1,2}})){{1,4}}\s+{_UNIT}|"
    rf"(?:mỗi|một)\s+{_UNIT}\s+{_COUNT}\s+lần|{_COUNT}\s+lần\s*(?:/|một |trong |mỗi )\s*{_UNIT}|"
    rf"{_COUNT}\s+(?:ngày|tháng|tuần|quý|năm)(?:\s+(?:một|01|1)\s+|\s*/\s*(?:(?:một|01|1)\s+)?)lần|mỗi\s+{_UNIT}|"
    r"ngày\s+\d{1,2}(?:\s+của)?\s+tháng\s+(?:đầu|giữa|cuối|thứ (?:nhất|hai|ba|[1-3]))(?:\s+của)?"
    r"(?:\s+(?:mỗi|từng))?\s+quý(?!\w|\s+(?:i{1,3}|iv|\d|này|nay|sau|trước|tiếp|kế|liền)(?!\w))"
)

# The length of an ISO day.
DAY = 10
# «Nghị quyết … về chuyển đổi số tỉnh đến năm 2025, định hướng đến năm 2030»: what a document is called.
_TITLE = re.compile(
    r"(?<!\w)(?:nghị quyết|nghị định|chỉ thị|quyết định|kế hoạch|đề án|chương trình|kết luận|chiến lược|"
    r"quy hoạch)(?!\w)[^;.]{0,120}?\s(?:về|phát triển)\s(?![^;.]*(?:hoàn thành|xong)\s+$)[^;.]*$"
)  # A title is not looked for farther before its year.
LONGEST_TITLE = 300
# Again and again, and nobody says how often.
_REGULARLY = re.compile(
    r"(?:(?<=gian: )|(?<=hạn: )|(?<=hiện: ))thường xuyên(?!\w)|(?<!\w)định kỳ(?: (?:và|hoặc) đột xuất)?(?!\w)"
)
_ALWAYS = re.compile(r"(?<!\w)thường xuyên(?!\w)")
# The middle of a month ends its first half.
MID_MONTH = 15
_RHYTHMS = (
    "hằng", "hàng", "định kỳ", "mỗi", " lần", "/lần", "thường xuyên", "tháng đầu", "tháng giữa", "tháng cuối",
    "tháng thứ",
)  # fmt: skip

_Reader = tuple[
    tuple[str, ...], bool, re.Pattern[str], Callable[[re.Match[str], str | None, Rest], str | None]
]


def deadline_in(
    low: str, plain: str, start: int, end: int, written: str | None, rest: Rest, *, loose: bool = False
) -> Deadline | None:
    """The first deadline in low[start:end]. `written` is when the document was written, for a missing year:
    an ISO day, month or year.

    `rest` are the days that do not count as working days, for «trong 05 ngày làm việc kể từ ngày ký».

    `loose` reads a place that holds nothing but a date («Thời gian: quý III/2023», a table's cell).
    """
    if _DIGIT.search(low, start, end) is None and not _holds(low, _HINTS, start, end):
        return None
    begins: list[int] | None = None
    for words, by, pattern, reader in _loose() if loose else _READERS:
        if words and not _holds(low, words, start, end):
            continue
        if by and not loose:
            begins = places(low, _BY_WORDS, start, end) if begins is None else begins
            match = next(matches(pattern, begins, low, end), None)
        else:
            match = pattern.search(low, start, end)
        if match and not (reader is _year and not loose and _in_title(low, start, match)):
            return Deadline(
                " ".join(plain[match.start() : match.end()].split()), reader(match, written, rest)
            )
    return None


def _in_title(low: str, start: int, match: re.Match[str]) -> bool:
    """The year is part of a document's title; what must be done by then is said with another word."""
    begin = max(start, match.start() - LONGEST_TITLE)
    return match[0].startswith("đến") and _TITLE.search(low, begin, match.start()) is not None


def recurrence_in(low: str, plain: str, start: int, end: int, *, loose: bool = False) -> str | None:
    """«hằng năm», «định kỳ 6 tháng», «ngày 15 của tháng cuối quý» as written, or None.

    `loose` reads a place that tells nothing but the time: there «thường xuyên» is a rhythm, too.
    """
    if not _holds(low, _RHYTHMS, start, end):
        return None
    match = _AGAIN.search(low, start, end) or _REGULARLY.search(low, start, end)
    match = match or (_ALWAYS.search(low, start, end) if loose else None)
    return " ".join(plain[match.start() : match.end()].split()) if match else None


def _holds(low: str, words: tuple[str, ...], start: int, end: int) -> bool:
    for word in words:  # noqa: SIM110 a generator costs more than the looks themselves
        if low.find(word, start, end) >= 0:
            return True
    return False


@cache
def _loose() -> tuple[_Reader, ...]:
    optional = f"(?:{_BY})?"
    anywhere = (
        (words, by, re.compile(p.pattern.replace(f"(?:{_BY})", _BY).replace(_BY, optional)), reader)
        for words, by, p, reader in _READERS
    )
    return (*anywhere, ((), False, _CELL, _year))


def _day(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    day, month = int(match[1]), int(match[2])
    if match[4]:
        return f"--{month:02d}-{day:02d}" if iso(day, month, 2024) else None
    if match[3]:
        return iso(day, month, match[3])
    if written is None:
        return None
    found = iso(day, month, written[:4])
    return iso(day, month, int(written[:4]) + 1) if found and found < written else found


def _month(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    month, told = int(match["month"]), match["year"]
    if told:
        year = int(told)
    elif written:
        year = int(written[:4]) + (month < int(written[5:7] or 1))
    else:
        return None
    return iso(MID_MONTH, month, year) if match["half"] else _last(year, month)


def _quarter(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    month = ROMAN[match[1]] * 3
    if match[2]:
        return _last(int(match[2]), month)
    return _last(int(written[:4]) + (month < int(written[5:7] or 1)), month) if written else None


def _year(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    year = match[1] or (written and written[:4])
    return f"{year}-12-31" if year else None


def _within(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    """Days from a start that the text tells: the document's own date, or a day written out; else None."""
    since = match["since"]
    told = FULL.match(since) if since else None
    start = iso(told[1], told[2], told[3]) if told else None
    if start is None and written and len(written) == DAY and (since is None or _SIGNED.match(since)):
        start = written if since or match["unit"] == "ngày" else None
    days = int(match["count"]) if match["count"] else from_words(match["words"])
    if start is None or days is None:
        return None
    begin = date.fromisoformat(start)
    if match["unit"] == "ngày":
        return (begin + timedelta(days=days)).isoformat()
    if match["unit"] != "ngày làm việc":
        return None
    try:
        return add_working_days(begin, days, rest).isoformat()
    except YearsNotListed:
        return None


def _span(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    return f"{match[1]}-12-31" if match[1] else None


def _rest_of_year(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    year = match[1] or (written and written[:4])
    return f"{year}-12-31" if year else None


def _open(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    return None


def _last(year: int, month: int) -> str | None:
    return iso(monthrange(year, month)[1], month, year) if 1 <= month <= 12 else None


# Each with words without any of which its pattern need not be tried, and whether it begins with _BY.
_READERS: tuple[_Reader, ...] = (
    (("ngày", "giờ", "tháng"), False, _WORKING, _within),
    ((), True, _DAY, _day),
    (("tháng", "quý"), True, _MONTHLY, _open),
    (("tháng",), True, _MONTH, _month),
    (("quý",), True, _QUARTER, _quarter),
    (("năm",), True, _YEAR, _year),
    (("giai đoạn",), False, _SPAN, _span),
    (("tết", "kỳ họp", "tuần"), False, _EVENT, _open),
    (("cuối năm", "hết năm"), False, _REST_OF_YEAR, _rest_of_year),
    (("từ nay", "đến khi"), False, _OPEN_END, _open),
)
