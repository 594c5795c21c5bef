"""Whether a level word is a mark where it stands: alone, boxed, labelled, or beside the letterhead."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cotmoc.domain.secrecy.levels import Kind, Level, levels

_REACH = 160
_NEAR = 80
_LINE_END = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CELL_EDGE = re.compile(r"[|\t¦│┃║]|[^\S\r\n]{3,}")
_ANY_EDGE = re.compile(f"{_LINE_END.pattern}|{_CELL_EDGE.pattern}")
_EDGES = " \t\xa0.,:;·•*_=+#~^\"'«»“”‘’<>()[]{}【】〔〕《》-–—―|/\\■□●○★☆†‡◆◇►▶!…☑☒✓✔"
_LABEL = (
    r"(?:(?:dau|muc|cap)?\s*(?:chi\s*)?(?:muc\s*)?(?:do|cap|dau|muc|loai)\s*(?:do\s*)?mat|do bao mat|secrecy|"
    r"classification)"
)
_COPY = r"(?:(?:ban|so|ban so|copy)\s*(?:so)?\s*:?\s*\d{0,4})"
_URGENT = r"(?:thuong khan|hoa toc|khan|hen gio)"
_PAPERS = r"(?:tai lieu|van ban|ho so|cong van|ke hoach|bao cao|cong dien|dien|chi thi|nghi quyet|quyet dinh)"
_OWN_BEFORE = re.compile(rf"(?:x\]?|{_LABEL}|{_URGENT}|{_PAPERS}|dong dau|dau)?")
_OWN_AFTER = re.compile(rf"(?:{_COPY}|{_URGENT}(?:[\s,/\-–]*{_COPY})?)?")
_LABELLED = re.compile(rf"(?:^|[^a-z]){_LABEL}\s*[:=：]\s*[\"'«“(\[]?\s*$")
_LEVELS_LISTED = re.compile(
    r"^[\s\"'»”)\]]*(?:[,;/|+&]|hoac|va|hay|or|and)\s*[\"'«“(\[]?\s*(?:do\s*)?(?:tuyet|toi)?\s*mat\b"
)
_LETTERHEAD = r"(?:cong hoa xa hoi|dang cong san|doc lap\b|bo cong an|bo quoc phong|uy ban nhan dan|tinh uy)"
_HEAD_AFTER = re.compile(rf"\s+(?:{_LETTERHEAD}|so\s*:)")
_HEAD_BEFORE = re.compile(r"(?:(?:viet nam|hanh phuc)\s+|(?:^|\s)so\s*:?\s*\S{1,40}(?:\s+|[/\-]))$")
_DASHED_AFTER = re.compile(r"\s*(?:[:：]\s*\S|[–—/\-]\s)")
_DASHED_BEFORE = re.compile(r"\s[–—\-/]\s*$")
_SETS_OFF = tuple("[{【〔(:=：\"'«“")
_BRACKETS = {"[": "]", "{": "}", "【": "】", "〔": "〕"}
# With their tone marks, since «báo» is not «bảo»; a text without them fails on the safe side.
_SPEAKS_OF = re.compile(r"(?:dấu|độ|mức|loại|chữ|cấp|ghi|nhãn|bí|bảo|cơ|[§®]é|ñoä)[\s:]*[(\[{\"'«“]*\s*$")
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])(?:bí|bảo|cơ|ong|trăng|ngọt|túi|sỏi|hương|độ|thân|mía|niêm|lấy)\s*$")
_WORD_AFTER = re.compile(
    r"\s*(?:do|ong|khau|ma|vu|thu|danh|uoc|thiet|bao|ngu|hieu|nghi|tap|mia|nhan|hoa|gau|phuc|thong)(?![a-z])"
)
_BULLET = re.compile(r"^\s*(?:[-–—+*•●○□☐]|\[\s?\]|\(\s?\))\s*")
_UNTICKED = re.compile(r"^\s*(?:[□☐]|\[\s?\]|\(\s?\))\s*$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A level within its line and cell; ``before`` and ``after`` without tone marks, ``said`` with them."""

    level: Level
    line_start: int
    line_end: int
    cell_start: int
    cell_end: int
    before: str
    after: str
    said: str

    @property
    def is_cell(self) -> bool:
        return (self.cell_start, self.cell_end) != (self.line_start, self.line_end)


class Prose:
    """The quick answer for most of a text: where no edge is near, only a label or a bracket makes a mark.

    Asked in the order of the text, so that no stretch of it is searched for edges more than once.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._searched = 0
        self._last_end = 0
        self._next: re.Match[str] | None = None

    def holds(self, start: int, end: int) -> bool:
        """True when the span is certainly a word of a sentence."""
        self._look(start, end)
        ahead = self._next.start() if self._next is not None else min(len(self._text), end + _NEAR)
        if start - self._last_end < _NEAR or ahead - end < _NEAR:
            return False
        return self._text[start - 3 : start].rstrip()[-1:] not in _SETS_OFF

    def _look(self, start: int, end: int) -> None:
        """Find the last edge before the span and the first after it, as far as they are near."""
        while self._next is None or self._next.start() < end:
            if self._next is not None:
                self._last_end = self._next.end()
            low, high = max(self._searched, start - _NEAR), end + _NEAR
            self._next = _ANY_EDGE.search(self._text, low, high)
            if self._next is None:
                # A gap is three blanks wide and may begin before the place that was searched up to.
                self._searched = max(low, high - 3)
                return
            self._searched = self._next.end()


def is_mark(text: str, level: Level) -> bool:
    """The full answer for one level word; looks at some 160 characters on either side, never further."""
    if not (level.loud or level.accented):
        return False
    place = _place(text, level)
    if not (_stands_alone(text, place) or _stands_marked(text, place)):
        return False
    return not (_UNTICKED.match(text[place.cell_start : level.start]) or _others_listed(text, place))


def _place(text: str, level: Level) -> _Place:
    low, high = max(0, level.start - _REACH), min(len(text), level.end + _REACH)
    line_start, line_end = low, high
    for edge in _LINE_END.finditer(text, low, level.start):
        line_start = edge.end()
    if edge_after := _LINE_END.search(text, level.end, high):
        line_end = edge_after.start()
    cell_start, cell_end = line_start, line_end
    for edge in _CELL_EDGE.finditer(text, line_start, level.start):
        cell_start = edge.end()
    if edge_after := _CELL_EDGE.search(text, level.end, line_end):
        cell_end = edge_after.start()
    before, after = text[cell_start : level.start], text[level.end : cell_end]
    return _Place(
        level, line_start, line_end, cell_start, cell_end, _flat(before), _flat(after), _small(before)
    )


# «Độ mật» as the TCVN3 and VNI fonts spell it.
_LEGACY_LABEL = re.compile(r"[§®]é\s+m[Ëë]t|[Ññ][Oo][Ää]\s+[Mm][Aa][Ää][Tt]")


def _flat(text: str) -> str:
    """Small letters without marks; length is not kept, edges are."""
    text = _LEGACY_LABEL.sub("do mat", text)
    bare = unicodedata.normalize("NFD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower().replace("đ", "d")


def _small(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _stands_alone(text: str, place: _Place) -> bool:
    """The level is all its line or cell holds, apart from a label, an urgency or a copy number."""
    before, after = place.before.strip(_EDGES), place.after.strip(_EDGES)
    if not (_OWN_BEFORE.fullmatch(before) and _OWN_AFTER.fullmatch(after)):
        return False
    if re.fullmatch(_PAPERS, before) and not (place.level.loud or place.is_cell):
        return False
    if place.is_cell or before or after or place.level.kind != "mat":
        return True
    return not _wrapped(text, place)


def _wrapped(text: str, place: _Place) -> bool:
    """True when the lone word is the end or the beginning of a phrase that a line break cut."""
    above = _small(text[max(0, place.line_start - 60) : max(0, place.line_start - 1)].rstrip("\r"))
    below = _flat(text[place.line_end : place.line_end + 40]).lstrip("\r")
    below = below[1:] if below[:1] == "\n" else ("" if below else below)
    if _WORD_BEFORE.search(above.rsplit("\n", 1)[-1]) or _WORD_AFTER.match(below.split("\n", 1)[0]):
        return True
    quiet = place.level.whole[:1].islower()
    return quiet and bool(above.rsplit("\n", 1)[-1].strip())


def _stands_marked(text: str, place: _Place) -> bool:
    """The level is set off from the words beside it: a box, «Độ mật:», a dash, the letterhead."""
    before, after = place.before, place.after
    if _LABELLED.search(before):
        return True
    if _WORD_AFTER.match(after) or _WORD_BEFORE.search(place.said):
        return False
    if before[-1:] in _BRACKETS and after.lstrip()[:1] == _BRACKETS[before[-1]]:
        return not _SPEAKS_OF.search(place.said[:-1])
    if not place.level.loud or _BULLET.match(text[place.line_start : place.level.start]):
        return False
    in_round = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    if in_round and not (before.strip(" (") and after.strip(_EDGES)):
        return not _SPEAKS_OF.search(place.said)
    if not before.strip(_EDGES):
        return bool(_HEAD_AFTER.match(after) or _DASHED_AFTER.match(after))
    if not after.strip(_EDGES):
        return bool(_HEAD_BEFORE.search(before) or _DASHED_BEFORE.search(before))
    return False


def _others_listed(text: str, place: _Place) -> bool:
    """True for an enumeration of levels, as in a form or a regulation, which marks nothing."""
    line = text[place.line_start : place.line_end]
    if len(_kinds_named(line)) > 1 or _LEVELS_LISTED.match(place.after):
        return True
    nearby = text[max(0, place.line_start - 120) : place.line_end + 120].splitlines()
    leading = {kind for item in nearby for kind in _kinds_named(_BULLET.sub("", item)[:12])}
    bulleted = bool(_BULLET.match(line)) and line.rstrip()[-1:] not in "-–—*+•"
    return len(leading) > (1 if bulleted else 2)


def _kinds_named(line: str) -> set[Kind]:
    """The levels a line names, without the «mật» of words such as «độ mật» and «bí mật»."""
    return {level.kind for level in levels(line) if not _SPEAKS_OF.search(_small(line[: level.start]))}
