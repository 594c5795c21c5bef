"""Paragraphs of a text as an official writes it: items, headings, recitals, recipients, table rows."""

import re
from typing import NamedTuple

from cotmoc.domain.extraction.folding import UPPER, Folded, lower

MARKER = re.compile(
    r"[ ]*(?:(?:điều|khoản|mục|phần)\s+(?:\d{1,3}|[ivxlc]{1,6}|thứ \w+)\s*[.:]\s*|"
    r"[ivx]{1,5}\s*[./)]\s+|[ivx]{1,5}\s*[-]\s+|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+|"
    r"\d{1,2}\s*[.)/]\s*(?=\D)|\d{1,2}\s*-\s+|"
    r"\(\d{1,2}\)\s*|\([ivx]{1,4}\)\s*|[a-zđ]\d?\s*[.)]\s*|[-+*•▪●◦»]+\s*)"
)
_LINE = re.compile(r"[^\n]+")
_RECITAL = re.compile(r"[ ]*[-+]?[ ]*(?:căn cứ|xét đề nghị|xét tờ trình|theo đề nghị|thực hiện)\b")
_RECIPIENTS = re.compile(r"[ ]*kính gửi\s*:?|[^\n:;.]{0,80}(?<!\w)điện\s*:\s*$")
_ORDERS = re.compile(r"(?:giao|yêu cầu|đề nghị|phân công|thống nhất|đồng ý|về)(?!\w)")
_DISTRIBUTION = re.compile(r"[ ]*nơi nhận\s*:?")
_SIGNATURE = re.compile(r"[ ]*(?:tm\.|kt\.|tl\.|tuq\.|q\.)\s")
_TERMINAL = (".", ";", ":", "!", "?", "/")


class Paragraph(NamedTuple):
    """Half-open folded span of the content; `marker` is the item's number or dash, `kind` its office."""

    start: int
    end: int
    marker: str
    kind: str


def paragraphs(folded: Folded) -> list[Paragraph]:
    """Paragraphs in order, broken lines joined; kinds: body, heading, recital, recipients, row, tail."""
    result: list[Paragraph] = []
    tail = recipients = False
    for start, end in _joined(folded):
        low = folded.low
        match = MARKER.match(low, start, end)
        body = match.end() if match and match.end() < end else start
        kind = _kind(folded, start, body, end)
        if kind == "row":
            body = start  # a row's number is its first cell
        if kind == "recipients":
            recipients = True
        elif (
            recipients
            and match
            and kind == "body"
            and end - start < 160
            and low[end - 1] in ";."
            and not _ORDERS.match(low, body)
        ):
            kind = "recipients"
        else:
            recipients = False
        if kind == "distribution":
            tail = True
        if tail:
            kind = "tail"
        result.append(Paragraph(body, end, low[start:body].strip(), kind))
    return result


def without_breaks(folded: Folded, found: list[Paragraph]) -> Folded:
    """The same text with blanks for the line breaks inside paragraphs, so that rules see whole sentences."""
    parts: list[str] = []
    pos = 0
    for paragraph in found:
        if "\n" in folded.plain[paragraph.start : paragraph.end]:
            parts.append(folded.plain[pos : paragraph.start])
            parts.append(folded.plain[paragraph.start : paragraph.end].replace("\n", " "))
            pos = paragraph.end
    if not parts:
        return folded
    plain = "".join((*parts, folded.plain[pos:]))
    return Folded(plain, lower(plain), folded.back)


def _kind(folded: Folded, start: int, body: int, end: int) -> str:
    low = folded.low
    if _DISTRIBUTION.match(low, start, end):
        return "distribution"
    if _RECIPIENTS.match(low, start, end):
        return "recipients"
    if low.count("|", start, end) >= 2:
        return "row"
    recital = _RECITAL.match(low, start, end)
    if recital and (low[end - 1] in ";," or (recital[0].strip(" -+") == "căn cứ" and end - start < 400)):
        return "recital"
    if _heading(folded, body, end):
        return "heading"
    return "body"


def _heading(folded: Folded, start: int, end: int) -> bool:
    """A short line without a full stop; capitals throughout always count."""
    text = folded.plain[start:end].strip()
    if len(text) > 220 or not text:
        return False
    if text.isupper():
        return True
    return len(text) < 130 and text[-1] not in ".;,!?" and not text.endswith(":") and text[0].isupper()


def _joined(folded: Folded) -> list[tuple[int, int]]:
    """Line spans without outer blanks, lines that go on in the next one joined."""
    plain = folded.plain
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(plain):
        text = match[0]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        if right > left:
            lines.append((match.start() + left, match.start() + right))
    wrapped = _is_wrapped(plain, lines)
    result: list[tuple[int, int]] = []
    previous = None
    for start, end in lines:
        if previous and _goes_on(folded, previous, (start, end), wrapped):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
        previous = (start, end)
    return result


def _is_wrapped(plain: str, lines: list[tuple[int, int]]) -> bool:
    """Lines broken at a page width: long ones end within 125 characters, many before a small letter."""
    long = [i for i, (s, e) in enumerate(lines) if e - s >= 55]
    if len(long) < 6 or sum(lines[i][1] - lines[i][0] <= 125 for i in long) < 0.95 * len(long):
        return False
    return sum(plain[lines[i + 1][0]].islower() for i in long if i + 1 < len(lines)) >= 0.3 * len(long)


def _goes_on(folded: Folded, before: tuple[int, int], after: tuple[int, int], wrapped: bool) -> bool:
    plain, low = folded.plain, folded.low
    if plain[before[1] - 1] in _TERMINAL or plain.count("\n", before[1], after[0]) > 1:
        return False
    if MARKER.match(low, after[0], after[1]) or low.count("|", *before) or low.count("|", *after):
        return False
    first = plain[after[0]]
    if first.islower():
        return True
    if not wrapped or before[1] - before[0] < 55 or plain[slice(*after)].isupper():
        return False
    return not _SIGNATURE.match(low, after[0]) and not _DISTRIBUTION.match(low, after[0])


# «(1)», «2)», «(iii)», «b)» before an item within a line.
_ITEM = r"(?:\(\d{1,2}\)|\d{1,2}\)|\([ivx]{1,4}\)|[a-zđ]\))\s*(?=\w)"
ITEM_NUMBER = re.compile(_ITEM)
# A mark first, so that the search jumps; the group is what parts two items within a line, the item's own
# number goes with it: «Giao Sở A: (1) thẩm định …; (2) tham mưu …».
INLINE = re.compile(rf"[.;:](\s+(?:\d{{1,2}}\.\s*(?=[{UPPER}])|{_ITEM}))")
