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
    r"thời (?:gian|hạn)[^,.;]{0,20}:)\s+"
)
# What _BY begins with.
_BY_WORDS = (
    "hoàn thành ", "xong ", "gửi ", "báo cáo ", "trước", "chậm nhất", "muộn nhất", "từ nay ", "đến", "hết",
    "trong", "vào", "thời gian", "thời hạn",
)  # fmt: skip
_DIGIT = re.compile(r"\d")
# Without a digit or one of these no deadline is told.
_HINTS = ("quý", "tháng sau", "ngày làm việc", "cuối năm", "từ nay", "đến khi")
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
    rf"{_BY}tháng\s+(\d{{1,2}})(?:(?:\s?[/.-]\s?|\s+năm\s+)((?:19|20)\d{{2}})(?!\d)|(?![\d/%]| ?-))"
)
_QUARTER = re.compile(
    rf"(?:{_BY})quý\s+(?:(?:i{{1,3}}|0?[1-3])\s*(?:,|và|-)\s*(?:quý\s+)?)*(iv|i{{1,3}}|0?[1-4])(?:\s?[-/]\s?|\s+năm\s+|\s+)((?:19|20)\d{{2}})(?!\d)"
)
_YEAR = re.compile(rf"(?:{_BY})(?:cuối |hết )?năm\s+((?:19|20)\d{{2}})(?!\s?[-/]\s?\d)")
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
_WORKING = re.compile(
    r"(?:chậm nhất|trong (?:thời hạn|vòng|thời gian)|trong|không quá|sau)(?:\s+(?:là|sau|trong|vòng))*\s+"
    r"(?:(?P<count>\d{1,3})(?:\s*\([^()]{2,20}\))?|(?P<words>(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|"
    r"lăm)(?:\s+(?:mươi|một|hai|ba|bốn|lăm|năm|sáu|bảy|tám|chín|mười))*))\s+(?P<unit>ngày làm việc|ngày|"
    r"(?<!sau \d\d )(?<!sau \d )giờ|tháng)(?!\s+(?:\d|đầu|cuối|qua))"
    r"(?:,?\s+(?:kể )?từ (?:ngày|khi|thời điểm)?\s*(?P<since>[^,.;]{0,60}))?"
)
_SIGNED = re.compile(r"(?:ký|ban hành|văn bản này (?:được )?ban hành|ra thông báo)(?!\w)(?! kết luận)")
_AGAIN = re.compile(
    r"(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)|định kỳ\s+(?:\d+|sáu|"
    r"ba)\s+tháng(?:[^,.;]{0,20}năm)?|định kỳ[^,.;]{0,30}(?:tháng|quý|năm|tuần)|(?:mỗi|một)\s+(?:tháng|"
    r"quý|năm)\s+(?:một|\d+)\s+lần|\d+ tháng một lần|"
    r"ngày\s+\d{1,2}(?:\s+của)?\s+tháng\s+(?:đầu|giữa|cuối|thứ (?:nhất|hai|ba|[1-3]))(?:\s+của)?"
    r"(?:\s+(?:mỗi|từng))?\s+quý(?!\w|\s+(?:i{1,3}|iv|\d|này|nay|sau|trước|tiếp|kế|liền)(?!\w))"
)

# The length of an ISO day.
DAY = 10
# «Nghị quyết … về chuyển đổi số tỉnh đến năm 2025, định hướng đến năm 2030»: what a document is called.
_TITLE = re.compile(
    r"(?<!\w)(?:nghị quyết|nghị định|chỉ thị|quyết định|kế hoạch|đề án|chương trình|kết luận|chiến lược|"
    r"quy hoạch)(?!\w)[^;.]{0,120}?\s(?:về|phát triển)\s(?![^;.]*(?:hoàn thành|xong)\s+$)[^;.]*$"
)
_RHYTHMS = ("hằng", "hàng", "định kỳ", "mỗi", "một lần", "tháng đầu", "tháng giữa", "tháng cuối", "tháng thứ")

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
    return match[0].startswith("đến") and _TITLE.search(low, start, match.start()) is not None


def recurrence_in(low: str, plain: str, start: int, end: int) -> str | None:
    """«hằng năm», «định kỳ 6 tháng», «ngày 15 của tháng cuối quý» as written, or None."""
    if not _holds(low, _RHYTHMS, start, end):
        return None
    match = _AGAIN.search(low, start, end)
    return " ".join(plain[match.start() : match.end()].split()) if match else None


def _holds(low: str, words: tuple[str, ...], start: int, end: int) -> bool:
    for word in words:  # noqa: SIM110 a generator costs more than the looks themselves
        if low.find(word, start, end) >= 0:
            return True
    return False


@cache
def _loose() -> tuple[_Reader, ...]:
    optional = f"(?:{_BY})?"
    return tuple(
        (words, by, re.compile(p.pattern.replace(f"(?:{_BY})", _BY).replace(_BY, optional)), reader)
        for words, by, p, reader in _READERS
    )


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
    month = int(match[1])
    if match[2] or written is None:
        return _last(int(match[2]), month) if match[2] else None
    year = int(written[:4])
    return _last(year + (month < int(written[5:7] or 1)), month)


def _quarter(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    return _last(int(match[2]), ROMAN[match[1]] * 3)


def _year(match: re.Match[str], written: str | None, rest: Rest) -> str | None:
    return f"{match[1]}-12-31"


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
    (("cuối năm", "hết năm"), False, _REST_OF_YEAR, _rest_of_year),
    (("từ nay", "đến khi"), False, _OPEN_END, _open),
)
