"""Who helps: the bodies of «phối hợp với …», those that no list knows among them."""

import re

from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import AMONG, FELLOW, LED, NARROWED, OPEN, PLURAL, STRANGER
from cotmoc.domain.extraction.verbs import AS_NOUNS, Verbs

Written = tuple[str, tuple[int, int]]

_WORKS_WITH = re.compile(
    r"(?:,?\s*(?:và\s+)?(?:(?:chủ động|tích cực|tiếp tục|thường xuyên|tăng cường)\s+)?(?:phối hợp|hiệp đồng)"
    r"(?:\s+(?:chặt chẽ|thường xuyên|tốt|kịp thời))*\s+(?:với|cùng)(?:\s+với)?\s+)(?=\w)"
)
# «… và các lực lượng tại chỗ, tăng cường …»: what narrows the last of them, up to a comma.
_NARROWED_TO = re.compile(
    rf"\s+(?:tại|ở|thuộc|của|đóng|giáp|có liên quan|liên quan|trên địa bàn)(?!\w)[^,;:.{OPEN}]{{0,50}},\s+"
)
# «phối hợp với các tỉnh bạn trong quản lý …»: working together is the action.
_FOR_WHAT = (" trong", " về", " việc", " nhằm", " để")
# How far behind «phối hợp với» the action may start.
FAR = 200


class Partners:
    """Bodies that work with the lead, in one shadow text."""

    def __init__(self, shadow: str, plain: str, mentions: list[Mention], verbs: Verbs) -> None:
        self.shadow, self.plain, self.verbs = shadow, plain, verbs
        self.at = {m.start: m for m in mentions}
        # Set while orders are being given: then a word that may be a verb is one.
        self.ordering = False

    def mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        """The bodies whose marks stand in shadow[start:end]."""
        found = []
        pos = self.shadow.find(OPEN, start, end)
        while pos >= 0:
            found.append(self.at[pos])
            pos = self.shadow.find(OPEN, pos + 1, end)
        return tuple(found)

    def _narrowed(self, pos: int, end: int) -> int:
        """«… với các lực lượng tại cửa khẩu phân luồng»: where the verb behind the narrowing starts, or 0."""
        if pos < 0 or (match := NARROWED.match(self.shadow, pos, end)) is None:
            return 0
        limit = min(end, pos + 80)
        at = match.end()
        while at and at < limit:
            if any(mark in self.shadow[pos:at] for mark in ",;:."):
                return 0
            verb = self.verbs.opener(at)
            if verb and " " in self.shadow[at:verb]:
                return at
            at = self.shadow.find(" ", at, limit) + 1
        return 0

    def _stranger(self, pos: int, end: int) -> tuple[int, int] | None:
        """A partner without a known name before the verb: «… và đoàn viên nòng cốt | tổ chức»."""
        match = STRANGER.match(self.shadow, pos, end)
        if match is None:
            return None
        start = match.end()
        limit = min(end, start + 70)
        at = self.shadow.find(" ", start, limit)
        while at > 0:
            if any(mark in self.shadow[start:at] for mark in (*",;:.", OPEN)):
                return None
            verb = self.verbs.opener(at + 1)
            if verb and (" " in self.shadow[at + 1 : verb] or LED.match(self.shadow, at + 1, end)):
                return start, at
            at = self.shadow.find(" ", at + 1, limit)
        return None

    def _narrowed_to(self, pos: int, end: int) -> int:
        """Where the action behind «tại chỗ, » starts, or 0."""
        match = _NARROWED_TO.match(self.shadow, pos, end) if pos >= 0 else None
        return match.end() if match and self.verbs.opener(match.end()) else 0

    def _behind(self, pos: int, end: int) -> int:
        """Where the action starts behind what narrows the last partner, or 0."""
        return self._narrowed(pos, end) or self._narrowed_to(pos, end)

    def with_strangers(
        self, pos: int, end: int
    ) -> tuple[int, tuple[Mention, ...], tuple[Written, ...]] | None:
        """«phối hợp với các chủ rừng, ▮ | kiểm tra …»: the action's start, and all of its partners."""
        match = _WORKS_WITH.match(self.shadow, pos, end)
        if match is None:
            return None
        start, limit = match.end(), min(end, match.end() + FAR)
        space = self.shadow.find(" ", start, limit)
        while space > 0:
            if any(mark in self.shadow[start:space] for mark in ";:."):
                return None
            if self._plainly(space + 1) and not self.plain[space + 1].isupper():
                named = self.enumerated(start, space)
                return None if named is None else (space + 1, self.mentions(start, space), named)
            space = self.shadow.find(" ", space + 1, limit)
        return None

    def enumerated(self, start: int, end: int) -> tuple[Written, ...] | None:
        """Of a list of bodies those no list knows, as they are written; None when it is no such list."""
        found = []
        pos = start
        for mark in (*AMONG.finditer(self.shadow, start, end), None):
            stop = mark.start() if mark else end
            piece = self.shadow[pos:stop]
            if OPEN not in piece and piece:
                if not (FELLOW.match(piece) or PLURAL.match(piece)) or piece.endswith(_FOR_WHAT):
                    return None
                found.append((self.plain[pos:stop], (pos, stop)))
            pos = mark.end() if mark else end
        return tuple(found)

    def _plainly(self, pos: int) -> bool:
        """A verb of two syllables or more, which is no noun here."""
        said = self.shadow[pos : self.verbs.opener(pos)]
        return " " in said and said not in AS_NOUNS and not said.startswith("phòng")
