"""Who must act when no list knows the body: it stays as the text writes it, up to the verb."""

import re

from cotmoc.domain.extraction.frames import Frame
from cotmoc.domain.extraction.grounds import GROUNDS
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.openings import Openings
from cotmoc.domain.extraction.order_patterns import (
    AMONG,
    ASKED_OF,
    DUTY,
    FELLOW,
    MATTER,
    MODAL,
    NEEDS,
    NOUN,
    OPEN,
    PASSIVE,
    PLACE,
    PLURAL,
)
from cotmoc.domain.extraction.places import NAME

# How far behind an order its action may start.
FAR = 200
_CLAUSE = re.compile(r"^|[,:]\s+|\s(?:cần|phải|thì|sẽ|thống nhất|nhất trí|quyết định|xác định)\s+")
# «đề nghị xã Phố Cáo: tiếp tục …»
_NAMED = re.compile(rf"(?P<who>[^,;:.{OPEN}]{{4,60}}):\s+")
# «hội cần …», «người có uy tín luôn …»: the word before the verb is not of the name.
_ADVERBS = re.compile(r"(?:\s+(?:cần|phải|luôn|đều|cũng|cùng|nên|sẽ|hãy))+$")
_PLACED = re.compile(r"(?:tỉnh|huyện|thành phố|thị xã|xã|phường|thị trấn|đặc khu) ")
_AND = re.compile(r"\s*(?:,|\s+và|\s+cùng)\s+")
_BLANK = re.compile(r"\s")
# Kinds that alone, in small letters, call a body again.
AGAIN = frozenset({"hội", "sở", "chi cục", "trung tâm", "công ty", "ban quản lý", "bệnh viện", "trường"})
# No name of a body is longer.
MOST_SYLLABLES = 14
PLACE_NAME = re.compile(NAME)


class Strangers(Openings):
    """Frames of leads that are written out, in one shadow text."""

    def _as_written(self, pos: int, end: int) -> Frame | None:
        """A body no list knows stays as the text writes it, up to the first small verb of doing."""
        if NOUN.match(self.shadow, pos, end) is None:
            return None
        named = _NAMED.match(self.shadow, pos, end)
        if named and self.verbs.starter(named.end()):
            span = named.span("who")
            return Frame("order-written", named.end(), written=(self.plain[slice(*span)], span))
        limit = min(end, pos + 110)
        space = self.shadow.find(" ", pos + 4, limit)
        while space > 0:
            between = self.shadow[pos:space]
            if any(mark in between for mark in (*",;:.", OPEN)):
                return None
            modal = MODAL.match(self.shadow, space, end)
            at = modal.end() if modal else space + 1
            verb = self.verbs.opener(at)
            if verb and (modal or " " in self.shadow[at:verb]) and not self.plain[at].isupper():
                return self._of_places(pos, space) or self._written(pos, space, at)
            space = self.shadow.find(" ", space + 1, limit)
        return None

    def _written(self, pos: int, end: int, at: int) -> Frame:
        """An order to whoever stands in [pos, end), without the adverbs of the verb behind."""
        name = _ADVERBS.sub("", self.plain[pos:end])
        if named := self._again(name, pos):
            return Frame("order", at, (named,))
        return Frame("order-written", at, written=(name, (pos, pos + len(name))))

    def _again(self, name: str, pos: int) -> Mention | None:
        """«đề nghị hội rà soát»: the last body of that kind the text named."""
        if name not in AGAIN:
            return None
        before = [m for m in self.at.values() if m.start < pos and m.names[0].lower().startswith(f"{name} ")]
        return max(before, key=lambda m: m.start, default=None)

    def _of_places(self, pos: int, end: int) -> Frame | None:
        """«tỉnh A và huyện B quan tâm»: places stand for their authorities and end with their names."""
        found: list[tuple[str, tuple[int, int]]] = []
        while place := _PLACED.match(self.shadow, pos, end):
            name = PLACE_NAME.match(self.plain, place.end(), end)
            if name is None:
                break
            found.append((self.plain[pos : name.end()], (pos, name.end())))
            joined = _AND.match(self.shadow, name.end(), end)
            if joined is None:
                break
            pos = joined.end()
        if not found or found[-1][1][1] > end:
            return None
        at = found[-1][1][1] + 1
        return Frame("order-written", at, each=len(found) > 1, written=found[0], fellows=tuple(found[1:]))

    def _far(self, rule: str, pos: int, end: int) -> Frame | None:
        """Bodies said in a way no rule knows: the action starts at the first plain verb behind them."""
        limit = min(end, pos + FAR)
        first = self.shadow.find(OPEN, pos, limit)
        space = self.shadow.find(" ", first, limit) if first >= 0 else -1
        while space > 0:
            if any(mark in self.shadow[pos:space] for mark in ";:."):
                return None
            modal = MODAL.match(self.shadow, space, end)
            at = modal.end() if modal else space + 1
            if self._plainly(at) and not self.plain[at].isupper():
                helped = self.shadow.find(" phối hợp với ", first, space)
                until = helped if helped > 0 else space
                found, fellows = self.mentions(pos, until), self.fellows(first, until)
                partners = self.mentions(until, at)
                each = len(found) + len(fellows) > 1
                return Frame(rule, at, found, partners, each=each, fellows=fellows)
            space = self.shadow.find(" ", space + 1, limit)
        return None

    def fellows(self, start: int, end: int) -> tuple[tuple[str, tuple[int, int]], ...]:
        """Bodies no list knows among those enumerated in shadow[start:end], as the text writes them."""
        found = []
        pos = start
        for mark in (*AMONG.finditer(self.shadow, start, end), None):
            stop = mark.start() if mark else end
            piece = self.shadow[pos:stop]
            if OPEN not in piece:
                called = FELLOW.match(piece) or PLURAL.match(piece)
                if not called or PASSIVE.search(piece) or len(piece.split()) > MOST_SYLLABLES:
                    break
                found.append((self.plain[pos:stop], (pos, stop)))
            pos = mark.end() if mark else end
        return tuple(found)

    def anyhow(self, start: int, end: int) -> Frame | None:
        """Where the action of a sentence starts that surely orders something, in a form no rule knows."""
        if frame := self._far("judged", start, end):
            return frame
        limit = min(end, start + FAR)
        for mark in _CLAUSE.finditer(self.shadow, start, limit):
            at = mark.end()
            if self.verbs.starter(at) if at == start else self._plainly(at):
                return Frame("judged", at)
        heads = self.verbs.lexicon.heads
        at = next(
            (
                m.end()
                for m in _BLANK.finditer(self.shadow, start, limit)
                if self.verbs.longest(m.end(), heads)
            ),
            0,
        )
        return Frame("judged", at) if at else None

    def _nameless(self, pos: int, end: int) -> Frame | None:
        """«Chủ đập có trách nhiệm …»: a body no list knows, as it is written, before a word of duty."""
        duty = (
            DUTY.search(self.shadow, pos, min(end, pos + 100)) if NOUN.match(self.shadow, pos, end) else None
        )
        if duty is None or any(
            mark in self.shadow[pos : duty.start()] for mark in (",", ";", ":", ".", OPEN)
        ):
            return None
        frame = self._tail("written-duty", (), duty.start(), end)
        if not frame.opens or frame.start == duty.start():
            return None
        return frame._replace(written=(self.plain[pos : duty.start()], (pos, duty.start())))

    def _matter(self, pos: int, end: int) -> Frame | None:
        """«Việc thẩm định dự toán giao cho A thực hiện»: the matter stands before who does it."""
        match = MATTER.match(self.shadow, pos, end) if self.ordering else None
        if match is None or not self.verbs.starter(match.start("what")) or PASSIVE.search(match["what"]):
            return None
        helping = self.mentions(*match.span("with")) if match["with"] else ()
        return Frame("order", match.start("what"), self.mentions(*match.span("who")), helping)

    def _asked_of(self, pos: int, end: int) -> Frame | None:
        """«Hệ thống siêu thị được yêu cầu kéo dài giờ bán»: whoever stands before it, as it is written."""
        limit = min(end, pos + FAR)
        # Mostly the word is not there, which a plain look tells sooner.
        if self.shadow.find("được ", pos, limit) < 0:
            return None
        asked = ASKED_OF.search(self.shadow, pos, limit)
        if asked is None:
            return None
        named = self.shadow[pos : asked.start()]
        if any(mark in named for mark in (";", ":", ".", OPEN)) or PASSIVE.search(named):
            return None
        at = self._tail("written-duty", (), asked.end(), end).start
        if not self.verbs.starter(at):
            return None
        return Frame("order-written", at, written=(self.plain[pos : asked.start()], (pos, asked.start())))

    def _plural(self, pos: int, end: int) -> Frame | None:
        """«Các nhà hàng, cơ sở dịch vụ tắt biển …»: people of a kind, before their first verb."""
        if not PLURAL.match(self.shadow, pos, end):
            return None
        limit = min(end, pos + 90)
        at = self.shadow.find(" ", pos + 8, limit)
        while at > 0:
            between = self.shadow[pos:at]
            if PASSIVE.search(between) or any(mark in between for mark in (";", ":", ".", OPEN)):
                return None
            if between.endswith(" thì") and self.verbs.starter(at + 1):
                return Frame("open", at + 1)
            frame = self._tail("written", (), at, end)
            if PASSIVE.search(self.shadow, frame.start, min(end, frame.start + 24)):
                return None
            verb = self.verbs.opener(frame.start)
            if frame.opens and (
                frame.start > at + 1 or " " in self.shadow[frame.start : verb] or "," in between
            ):
                return frame._replace(written=(self.plain[pos:at].rstrip(","), (pos, at)))
            at = self.shadow.find(" ", at + 1, limit)
        return None

    def _grounded(self, pos: int, end: int) -> Frame | None:
        """«Trên cơ sở chủ trương của Đảng, Nhà nước làm tốt …»: starts at the first plain verb of doing."""
        match = GROUNDS.match(self.shadow, pos, end)
        return Frame("open-late", match.end()) if match and OPEN not in match[0] else None

    def _conditioned(self, pos: int, end: int) -> Frame | None:
        """«Khi lập quy hoạch … cần đầu tư …»: the condition stays outside."""
        needs = NEEDS.search(self.shadow, pos, min(end, pos + 200))
        if needs and OPEN not in self.shadow[pos : needs.start()] and self.verbs.opener(needs.end()):
            return Frame("open-must", needs.end())
        return None

    def _place(self, pos: int, end: int) -> Frame | None:
        """«huyện Minh Hóa quan tâm …»: the place stands for its authorities, as it is written."""
        level = PLACE.match(self.shadow, pos, end)
        name = PLACE_NAME.match(self.plain, level.end(), end) if level else None
        if name is None:
            return None
        frame = self._tail("subject", (), name.end(), end)
        if not frame.opens or frame.start == name.end():
            return None
        return frame._replace(written=(self.plain[pos : name.end()], (pos, name.end())))
