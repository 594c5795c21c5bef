"""The head of an official document: number, place and date, issuer, type, urgency and subject line."""

import re
from dataclasses import dataclass

from cotmoc.domain.extraction.dates import FULL, iso
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.mentions import Mention

_NUMBER = re.compile(r"(?:^|\n|\|)[ ]*số\s*:?\s*(\d{1,5}[a-zđ]?\s?(?:[/-]\s?[\w&.]+)(?:\s?[/-]\s?[\w&.]+)*)")
# «Số:       /UBND-NC»: a draft, or a letter whose number its signature fills in.
_UNNUMBERED = re.compile(r"(?:^|\n|\|)[ ]*số\s*:[ .…_]*/[ ]?[a-zđ][\w&./-]*[ ]*(?=\n|\||[ ]{2}|$)")
_DATE = re.compile(r"(?:,|^|\n)\s*(?=ngày\s+\d)")
_TODAY = re.compile(r"hôm nay[^.;\n]{0,80}?(?=ngày\s+\d)")
_MOTTOES = (
    "cộng hòa xã hội chủ nghĩa", "cộng hoa xã hội chủ nghĩa", "đảng cộng sản việt nam", "độc lập - tự do",
)  # fmt: skip
_ADDRESSED = re.compile(r"(?:^|\n)[ ]*kính gửi\s*:")
_TYPE = re.compile(
    r"\n[ ]*(nghị quyết|chỉ thị|quyết định|kế hoạch|thông báo|tờ trình|hướng dẫn|thông tư|công điện|"
    r"báo cáo|kết luận|chương trình|quy chế|biên bản|đề án)[ ]*\n+([^\n]+(?:\n(?!\n)[^\n]+){0,3})"
)
_ABOUT = re.compile(
    r"(?:^|\n)[ ]*(?:v/v|về việc)\s*:?\s*([^\n|]+(?:\n(?!\s*kính gửi|\n|[^\n]{0,40}ngày \d)[^\n|]+){0,3})"
)
_URGENT = re.compile(r"(?:^|\n|\|)[ ]*\[?(hỏa tốc|thượng khẩn|khẩn)\]?[ ]*(?=\n|\||$)")
_OFFICE = re.compile(r"\n[ ]*văn phòng[ ]*(?=\n|$)")
# The second line of a letterhead whose first shares its line with the motto: «XÃ ĐĂK PLÔ      Độc lập - …».
_LEVELS = "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn"
_SECOND_LINE = re.compile(rf"[^\n]*\n[ ]*({_LEVELS})[ ]+(\S[^\n|]*?)(?=[ ]{{2,}}|[ ]*(?:\||\n|$))")
_BARE = frozenset({"UBND", "HĐND", "Đảng ủy", "Công an"})
_SHOUTED = re.compile(rf"(?<=\s)(?:{_LEVELS}|biên phòng|cửa khẩu)\s(\S.*)$", re.I)
_UNFINISHED = re.compile(r"(?:[,–-]|\b(?:và|của|với|giữa|về|tại|theo|cho|trên|trong|số))$", re.I)
HEAD = 2500


@dataclass(frozen=True, slots=True)
class Header:
    """What the official layout tells; all None in other texts. `number_span` is folded."""

    official: bool
    number_span: tuple[int, int] | None = None
    date: str | None = None
    issuer: str | None = None
    type: str | None = None
    urgency: str | None = None
    subject: str | None = None


def read_header(folded: Folded, mentions: list[Mention]) -> Header:
    """The header of a text; `official` when it is laid out like a document."""
    top = folded.low[:HEAD]
    number = _NUMBER.search(top) if "số" in top else None
    official = number or any(motto in top for motto in _MOTTOES) or ("số" in top and _UNNUMBERED.search(top))
    if not (official or ("kính gửi" in top and _ADDRESSED.search(top))):
        return Header(False)
    urgent = _URGENT.search(top) if "khẩn" in top or "hỏa tốc" in top else None
    kind = _TYPE.search(top)
    about = _ABOUT.search(top) if kind is None else None
    title = _subject(folded.plain[kind.start(2) : kind.end(2)]) if kind else None
    subject = _subject(folded.plain[about.start(1) : about.end(1)]) if about else title
    return Header(
        True,
        _span(number) if number else None,
        _place_date(top) or (_held_on(top) if kind and kind[1] == "biên bản" else None),
        _issuer(folded, mentions, number.start() if number else 0),
        kind[1] if kind else None,
        urgent[1] if urgent else None,
        re.sub(r"^(?:về việc|v/v)\s+", "", subject, flags=re.I) if subject else None,
    )


def _span(match: re.Match[str]) -> tuple[int, int]:
    text = match[1].rstrip(" .-/&")
    return match.start(1), match.start(1) + len(text)


def _place_date(top: str) -> str | None:
    for match in _DATE.finditer(top):
        if found := FULL.match(top, match.end()):
            return iso(found[1], found[2], found[3])
    return None


def _held_on(top: str) -> str | None:
    """«Hôm nay, vào hồi 14 giờ 00 ngày 04 tháng 10 năm 2022, …»: the day of minutes."""
    today = _TODAY.search(top)
    found = FULL.match(top, today.end()) if today else None
    return iso(found[1], found[2], found[3]) if found else None


def _issuer(folded: Folded, mentions: list[Mention], before: int) -> str | None:
    above = [m for m in mentions if m.start < before]
    if not above:
        return None
    name, end = above[-1].names[0], above[-1].end
    if name in _BARE and (line := _SECOND_LINE.match(folded.low, end, before)):
        place = "" if line[1] == "tỉnh" else f" {folded.plain[line.start(2) : line.end(2)]}"
        name = f"{name} {line[1]}{place}"
    return f"Văn phòng {name}" if _OFFICE.search(folded.low, end, before) else _spoken(name)


def _spoken(name: str) -> str:
    """A name whose place stands in capitals, as letterheads have it, written as in a sentence."""
    shouted = _SHOUTED.search(name)
    if shouted is None or not shouted[1].isupper():
        return name
    return name[: shouted.start(1)] + shouted[1].title()


def _subject(text: str) -> str:
    """The subject line's own lines: the next one belongs to it unless it opens a sentence."""
    lines = [line.strip() for line in text.split("\n")]
    kept = lines[:1]
    for line in lines[1:]:
        if not line or (line[0].isupper() and not _UNFINISHED.search(kept[-1])) or line.startswith("-"):
            break
        kept.append(line)
    return " ".join(" ".join(kept).split()).strip(" -.")
