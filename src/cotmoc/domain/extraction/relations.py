"""What a text does to the documents it names: replace, amend or repeal them, or only cite them.

Silent where in doubt: a relation is said only by the document itself («… này thay thế …», an article or a
subject that begins with the verb), never by an order to prepare one or by what others have done.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

from cotmoc.domain.extraction.citations import TYPE
from cotmoc.domain.extraction.reading import Span


class Relation(StrEnum):
    """From the citing document to the cited one, the gravest last."""

    CITES = "cites"
    AMENDS = "amends"
    REPEALS = "repeals"
    REPLACES = "replaces"


_GRAVITY = {relation: place for place, relation in enumerate(Relation)}
_VERBS: tuple[tuple[str, Relation], ...] = (
    (
        r"(?:sửa đổi|điều chỉnh|đính chính|bổ sung)"
        r"(?:\s*(?:,|và)\s*(?:sửa đổi|điều chỉnh|bổ sung|thay thế))*",
        Relation.AMENDS,
    ),
    (r"thay thế|thay cho", Relation.REPLACES),
    (r"(?:thu hồi|bãi bỏ|hủy bỏ|huỷ bỏ)(?:\s*(?:,|và)\s*(?:bãi bỏ|hủy bỏ|huỷ bỏ))?", Relation.REPEALS),
)
_VERB = re.compile("|".join(rf"(?<!\w)(?P<{name.value}>{words})(?!\w)" for words, name in _VERBS))
_THIS = rf"(?:{TYPE}|văn bản)(?:\s+(?:liên tịch|hành động|phối hợp))?\s+này"
# The document speaks of itself.
_SELF = re.compile(rf"(?<!\w){_THIS}(?!\w)")
# The place where a document's own will stands: an article, a point, its subject, the decision's first word.
_HEAD = re.compile(
    r"(?:điều\s+\d+[a-z]?\s*[.:]?|\d{1,2}\s*[.)]|[ivx]+\s*[.)]|v/v|về việc|(?:nay\s+)?quyết định|nay)?"
    r"\s*:?\s*(?:nay\s+)?"
)
_ORDERED = re.compile(
    r"(?<!\w)(?:tham mưu|đề xuất|kiến nghị|đề nghị|rà soát|nghiên cứu|trình|xây dựng|dự thảo|soạn thảo|giao|"
    r"yêu cầu|phối hợp|chủ trì|không|chưa|được|bị|đã|căn cứ|theo|sẽ)(?!\w)"
)
# Only a part of the other document goes; the document itself stays.
_PART = re.compile(
    r"(?<!\w)(?:điểm|khoản|điều|mục|chương|phần|phụ lục|biểu(?: mẫu)?|cụm từ|từ ngữ|một số|một phần|"
    r"gạch đầu dòng|đoạn|tiểu mục|thành viên)(?!\w)"
)
_ELSEWHERE = re.compile(
    r"(?<!\w)(?:căn cứ|thực hiện|triển khai|phù hợp|để|nhằm|quy định tại|hướng dẫn|về việc|v/v|"
    r"(?<!kèm )theo)(?!\w)"
)
_LEFT_OF = re.compile(
    rf"(?:(?:{TYPE})(?:\s+(?:liên tịch|hành động|phối hợp))?\s*)?(?:số)?\s*:?\s*[(\"“]?\s*$"
)
_JOINED = re.compile(r"(?:,|;|và|\n\s*(?:\d{1,2}[.)]|[a-zđ][.)]|[-–+•]))\s*$")
_ITEM = re.compile(r"\s*(?:\d{1,2}[.)]|[a-zđ][.)]|[-–+•])\s")
_END = re.compile(r"[.!?](?=\s+[A-ZĐÀ-Ỹ]|\s*\n|\s*$)|\n")
_ENDED = re.compile(
    rf"(?<!\w)(?:(?:bị |được )?(?P<replaces>thay thế) (?:bởi|bằng) {_THIS}|"
    rf"(?:bị |được )?(?P<repeals>bãi bỏ|hủy bỏ|huỷ bỏ) (?:bởi|bằng|kể từ)[^.;]{{0,40}}?{_THIS}|"
    rf"(?:hết|không còn) hiệu lực[^.;]{{0,60}}?{_THIS})(?!\w)"
)
_LABEL = re.compile(r"(?:điều\s+)?\d{1,2}[a-z]?\.|[ivx]+\.")
_BREAK = re.compile(r"[^\S\n]*\n")
_POINT = re.compile(r"\s*(?:điều\s+\d+[a-z]?\s*[.:]|\d{1,2}[.)])")
_INSIDE = re.compile(r"[\w/]")
_NEAR, _FAR = 400, 1500


def relations(text: str, cited: Sequence[Span]) -> tuple[Relation, ...]:
    """For each cited document (the span of its number or title) the gravest relation the text says.

    Every place where the number stands is looked at, the given one being only the first.
    """
    # A few letters grow when lowered; places must stay where they are.
    low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text) if "İ" in text else text.lower()
    if not (_VERB.search(low) or "hiệu lực" in low):
        return (Relation.CITES,) * len(cited)
    places = sorted((place, n) for n, span in enumerate(cited) for place in _places(text, span))
    found = [Relation.CITES] * len(cited)
    spans = [place for place, _ in places]
    for said, first, last in (*_active(text, low, spans), *_passive(low, spans)):
        for n in range(first, last):
            which = places[n][1]
            found[which] = max(found[which], said, key=_GRAVITY.__getitem__)
    return tuple(found)


def _places(text: str, span: Span) -> list[Span]:
    written = text[span[0] : span[1]]
    found, at = [], text.find(written) if written.strip() else -1
    while at >= 0:
        end = at + len(written)
        if not _INSIDE.match(text[at - 1 : at]) and not _INSIDE.match(text[end : end + 1]):
            found.append((at, end))
        at = text.find(written, end)
    return found


def _active(text: str, low: str, spans: Sequence[Span]) -> list[tuple[Relation, int, int]]:
    """«… này thay thế Kế hoạch số 5, Công văn số 6»: the relation and the range of citations it governs."""
    said = []
    for verb in _VERB.finditer(low):
        first = bisect_left(spans, (verb.end(), 0))
        if first == len(spans) or spans[first][0] > verb.end() + _FAR:
            continue
        start, end = _sentence(text, verb.start())
        if not _spoken_by_itself(low, start, verb.start()):
            continue
        end = _through_list(text, low, verb.end(), end)
        if spans[first][0] >= end or _ELSEWHERE.search(low, verb.end(), spans[first][0]):
            continue
        last = _governed(low, spans, first, end)
        relation = Relation(str(verb.lastgroup))
        if _PART.search(low, verb.end(), spans[first][0]):
            relation = Relation.AMENDS
        said.append((relation, first, last))
    return said


def _passive(low: str, spans: Sequence[Span]) -> list[tuple[Relation, int, int]]:
    """«Công văn số 5 … hết hiệu lực kể từ ngày Quyết định này có hiệu lực»."""
    said = []
    for verb in _ENDED.finditer(low):
        begin = max(_sentence(low, verb.start())[0], verb.start() - _NEAR)
        first = bisect_left(spans, (begin, 0))
        if first == len(spans) or spans[first][0] > verb.start():
            continue
        if _ORDERED.search(low, begin, spans[first][0]):
            continue
        relation = Relation.REPLACES if verb["replaces"] else Relation.REPEALS
        if _PART.search(low, _past_label(low, begin), spans[first][0]):
            relation = Relation.AMENDS
        said.append((relation, first, _governed(low, spans, first, verb.start())))
    return said


def _spoken_by_itself(low: str, start: int, verb: int) -> bool:
    left = low[start:verb].strip()
    own = list(_SELF.finditer(left))
    if own:
        return _ORDERED.search(left, own[-1].end()) is None
    return _HEAD.fullmatch(left) is not None


def _sentence(text: str, at: int) -> Span:
    """The sentence or line around a place; a label such as «Điều 1.» belongs to it."""
    begin = max(0, at - _NEAR)
    for mark in _END.finditer(text, begin, at):
        line = text.rfind("\n", 0, mark.end() - 1) + 1
        if mark[0] == "\n" or not _LABEL.fullmatch(text[line : mark.end()].strip().lower()):
            begin = mark.end()
    far = min(at + _FAR, len(text))
    stop = _END.search(text, at, far)
    while stop is not None and stop[0] == "\n" and text[stop.end() : stop.end() + 1].islower():
        stop = _END.search(text, stop.end(), far)
    return begin, stop.start() if stop else far


def _through_list(text: str, low: str, start: int, end: int) -> int:
    """The end of the enumeration that a colon opens, else ``end``."""
    if not low[start:end].rstrip().endswith(":"):
        return end
    while (line := _BREAK.match(text, end)) and _ITEM.match(text, line.end() - 1):
        stop = text.find("\n", line.end())
        end = len(text) if stop < 0 else stop
    return end


def _governed(low: str, spans: Sequence[Span], first: int, end: int) -> int:
    """One past the last citation of the list that begins with ``first``."""
    last = first + 1
    while last < len(spans) and spans[last][0] < end:
        gap = low[spans[last - 1][1] : spans[last][0]]
        if not _JOINED.search(gap[: _LEFT_OF.search(gap).start()]):  # type: ignore[union-attr]
            break
        last += 1
    return last


def _past_label(low: str, begin: int) -> int:
    label = _POINT.match(low, begin)
    return label.end() if label else begin
