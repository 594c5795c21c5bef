"""Finds the documents a text cites, each once, and the document it is itself."""

import re

from cotmoc.domain.document_numbers import DocumentNumber, parse
from cotmoc.domain.extraction.dates import FULL, iso
from cotmoc.domain.extraction.folding import UPPER, Folded
from cotmoc.domain.extraction.header import Header
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.reading import Document

_U = r"[^\W\d_]"
# A digit first, so that the search jumps.
NUMBER = re.compile(
    rf"\d(?<![\w/.,-]\d)\d{{0,4}}[a-zđ]?[ ]?(?:/[ ]?(?:19|20)\d{{2}}[ ]?/[ ]?{_U}[\w&.]*|/[ ]?{_U}[\w&.]*|"
    rf"-[ ]?{_U}{{1,5}}[ ]?/[ ]?{_U}[\w&.]*)(?:(?:[-/]|[ ]?-[ ]?(?=[{UPPER}]{{2}}))[\w&]+(?:\.{_U}[\w&]*)?)*"
)
TYPE = (
    r"nghị quyết liên tịch|nghị quyết|nghị định|chỉ thị|công văn|quyết định|kế hoạch|thông báo kết luận|"
    r"thông báo|tờ trình|hướng dẫn|thông tư liên tịch|thông tư|"
    r"công điện|báo cáo|kết luận|chương trình|quy định|quy chế|đề án|pháp lệnh|luật|văn bản|biên bản|"
    r"lệnh|giấy mời|thông cáo|phương án|thư"
)
_TYPE_LEFT = re.compile(
    rf"(?<!\w)({TYPE}|cv)(?:\s+(?:liên tịch|liên ngành|hành động|phối hợp|khẩn|hỏa tốc|mật|"
    rf"của (?!bcđ|ban chỉ đạo)[^,;.()]{{1,60}})|"
    rf"\s*\([^()]{{1,20}}\))?\s*(?:số)?\s*:?\s*[(\"]?\s*(?:số\s*:?\s*)?$"
)
_LIST_LEFT = re.compile(r"(?:,|và|;|số)\s*(?:số)?\s*$")
_BARE = re.compile(r"số\s*:?\s*(\d{1,5})(?![\d]|\s?[/-]\s?\w|[.,]\d)")
# «Nghị định 77», «Chỉ thị 42»: without «số»; never a year, a span of time or a named programme.
_SHORT = re.compile(
    r"(?<!\w)(nghị định|nghị quyết|chỉ thị|thông tư|quyết định|công văn|công điện|kế hoạch)\s+"
    r"(?!(?:19|20)\d{2}(?!\d))(\d{1,5})(?![\d]|\s?[/-]\s?\w|[.,]\d)"
    r"(?!\s*(?:năm|tháng|ngày|tuần|quý|giai đoạn|%|nội dung|điểm|nhiệm vụ|chỉ tiêu|nhóm)(?!\w))"
)
_SHORT_TYPES = (
    "nghị định", "nghị quyết", "chỉ thị", "thông tư", "quyết định", "công văn", "công điện", "kế hoạch",
)  # fmt: skip
_BARE_TYPE = re.compile(rf"(?<!\w)({TYPE})\s+$")
LONGEST_TYPE = 24
_LAW = re.compile(
    r"(?<!\w)(?:Luật|Bộ luật|"
    r"Pháp lệnh) (?:[^\W\d_a-zà-ỹđ][^\W\d_]*)(?:,? (?:(?:và )?[^\W\d_a-zà-ỹđ][^\W\d_]*|quốc gia|sự|hình|"
    r"dân sự|công an|giới)){0,7}"
)
_GAP = re.compile(r"[\s,(]*(?:ban hành\s+)?(?:\(?ký\s+)?")
_OF = re.compile(r"\s*[,)]?\s*của\s+")
_ANNOUNCED = re.compile(r"(?:ban hành|có|ký|ra|phát hành|gửi)\s+(?:ngay\s+)?$")
_ASIDE = re.compile(r"(?<!\w)(?:sau khi|từ khi|kể từ|thực hiện|căn cứ|theo|triển khai)\s")


class Citations:
    """Documents of one text."""

    def __init__(self, folded: Folded, mentions: list[Mention], header: Header) -> None:
        self.low, self.plain, self.folded, self.header = folded.low, folded.plain, folded, header
        self.bodies = {m.start: m for m in mentions}
        self.found: dict[str, Document] = {}
        self.last: tuple[int, str] = (-99, "")

    def run(self) -> list[Document]:
        for match in NUMBER.finditer(self.plain):
            self._numbered(match)
        for match in _BARE.finditer(self.low):
            left = max(0, match.start() - LONGEST_TYPE)
            if written := _BARE_TYPE.search(self.low, left, match.start()):
                self._bare(written[1], match, 1)
        size = len(self.low)
        for match in matches(_SHORT, places(self.low, _SHORT_TYPES, 0, size), self.low, size):
            self._bare(match[1], match, 2)
        if any(word in self.plain for word in ("Luật ", "Bộ luật ", "Pháp lệnh ")):
            for match in _LAW.finditer(self.plain):
                self._law(match)
        return sorted(self.found.values(), key=lambda d: d.span)

    def _numbered(self, match: re.Match[str]) -> None:
        start, end = match.start(), match.start() + len(match[0].rstrip(" .-/&"))
        number = parse(self.plain[start:end])
        if number is None:
            return
        subject = self.header.number_span == (start, end)
        written = self._type(start, subject=subject)
        if written is None:
            return
        self.last = (end, written)
        key = number.text.upper()
        if key in self.found or self._again(number):
            return
        when, after = self._date(end)
        issuer = self._issuer(after, number, written)
        announced = not subject and self._announced(start)
        if subject or announced:
            when = when or self.header.date or (self._dateline(start) if announced else None)
            issuer = (self.header.issuer if subject else self._before(start)) or issuer
        self.found[key] = Document(
            number.text,
            self._type_name(number, written),
            when,
            issuer,
            "subject" if subject or announced else "cited",
            self.folded.span(start, end),
            0.99 if number.type_code or number.family == "law" else 0.95,
            "number-head" if subject else "number-cited",
            self.header.urgency if subject else None,
            self.header.subject if subject else None,
        )

    def _again(self, number: DocumentNumber) -> bool:
        """«Nghị định số 53/NĐ-CP nói trên» after «Nghị định số 53/2006/NĐ-CP»: the same one, shortened."""
        head, _, tail = number.text.upper().partition("/")
        long = re.compile(rf"{re.escape(head)}/(?:19|20)\d{{2}}/{re.escape(tail)}")
        return any(long.fullmatch(known) for known in self.found)

    def _type(self, start: int, *, subject: bool) -> str | None:
        left = self.low[max(0, start - 90) : start].replace("\n", " ")
        if match := _TYPE_LEFT.search(left):
            return "công văn" if match[1] == "cv" else match[1]
        if subject:
            return ""
        gap = self.low[self.last[0] : start]
        if 0 <= start - self.last[0] < 120 and _LIST_LEFT.search(left) and not re.search(r"[.:]\s", gap):
            return self.last[1]
        return None

    def _type_name(self, number: DocumentNumber, written: str) -> str:
        if written in ("", "văn bản"):
            return number.type_name or "Công văn"
        return "Thông báo" if written == "thông báo kết luận" else written[0].upper() + written[1:]

    def _date(self, pos: int) -> tuple[str | None, int]:
        gap = _GAP.match(self.low, pos)
        at = gap.end() if gap else pos
        if match := FULL.match(self.low, at, at + 40):
            return iso(match[1], match[2], match[3]), match.end()
        return None, pos

    def _issuer(self, pos: int, number: DocumentNumber, written: str) -> str | None:
        if (match := _OF.match(self.low, pos)) and (body := self.bodies.get(match.end())):
            return body.names[0]
        if written == "nghị quyết" and number.family == "party" and number.organisation == ("TW",):
            return "Bộ Chính trị" if "bộ chính trị" in self.low[pos : pos + 60] else number.issuer
        return number.issuer

    def _announced(self, start: int) -> bool:
        """«… ban hành Công văn số …» near the beginning, and no subject yet."""
        if start > 900 or self.header.number_span or any(d.role == "subject" for d in self.found.values()):
            return False
        left = self.low[max(0, start - 60) : start]
        match = _TYPE_LEFT.search(left)
        if match is None or not _ANNOUNCED.search(left[: match.start()]):
            return False
        begin = max(self.low.rfind(". ", 0, start), self.low.rfind("\n", 0, start), 0)
        return _ASIDE.search(self.low, begin, start) is None

    def _dateline(self, start: int) -> str | None:
        """The date the announcing sentence opens with."""
        left = max(self.low.rfind("\n", 0, start), 0)
        match = FULL.search(self.low, left, start)
        return iso(match[1], match[2], match[3]) if match else None

    def _before(self, start: int) -> str | None:
        left = max(self.low.rfind("\n", 0, start), 0)
        inside = [m for pos, m in self.bodies.items() if left <= pos < start]
        return inside[-1].names[0] if inside else None

    def _bare(self, written: str, match: re.Match[str], group: int) -> None:
        number = match[group]
        name = written[0].upper() + written[1:]
        if any(
            d.number and d.number.lstrip("0").startswith(number.lstrip("0")) and d.type == name
            for d in self.found.values()
        ):
            return
        when, after = self._date(match.end())
        body = (of := _OF.match(self.low, after)) and self.bodies.get(of.end())
        issuer = body.names[0] if body else None
        span = self.folded.span(*match.span(group))
        self.found[f"{written} {number}"] = Document(
            number, name, when, issuer, "cited", span, 0.85, "number-bare"
        )

    def _law(self, match: re.Match[str]) -> None:
        title = " ".join(match[0].split())
        if len(title) < 9 or title.lower() in self.found:
            return
        when, _ = self._date(match.end())
        span = self.folded.span(match.start(), match.end())
        self.found[title.lower()] = Document(
            None, title.split(" ")[0], when, "Quốc hội", "cited", span, 0.8, "law-title"
        )
