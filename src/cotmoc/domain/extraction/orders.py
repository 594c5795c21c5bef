"""Who must act: reads the opening of a sentence or of a «;» part, up to the verb of the ordered action.

Works on the shadow of the text: lower case, every body's name replaced by one opening mark and fillers, so
that a rule sees «⟦body⟧ chủ trì, phối hợp với ⟦body⟧» whatever the names are.
"""

import re
from bisect import bisect_left

from cotmoc.domain.extraction.frames import Frame, named_rule
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import (
    AGREEING,
    ANSWERS,
    AS_FOLLOWS,
    CARRIES_OUT,
    CONDITION,
    CONNECT,
    FAILS,
    FAILS_TOLD,
    FORWARDED,
    FREE,
    GIVER,
    GOES_BACK,
    LEADERS,
    LEADS_AT,
    LED,
    MEANWHILE,
    MODAL,
    NOT_LEFT,
    OPEN,
    ORDER,
    ORDER_WORDS,
    OWN_CLAUSE,
    PARTNER,
    PAST,
    RHYTHM_AHEAD,
    SENT,
    SPEECH,
    TO_WHOM,
    WHEN,
    WHENEVER,
    WITH,
    YOU,
)
from cotmoc.domain.extraction.retold import Retold
from cotmoc.domain.extraction.strangers import FAR
from cotmoc.domain.extraction.subjects import behind_subject
from cotmoc.domain.extraction.verbs import Verbs

GIVES = ("giao", "yêu cầu", "đề nghị")
HANDS = (*GIVES, "phân công", "lưu ý")
GIVERS = ("UBND tỉnh", "Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "Thường trực Tỉnh ủy")
POSTED = re.compile(r"(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng|chánh|thủ trưởng)(?!\w)", re.I)


class Orders(Retold):
    """Reads frames in one shadow text."""

    def __init__(self, shadow: str, plain: str, mentions: list[Mention], verbs: Verbs) -> None:
        super().__init__(shadow, plain, mentions, verbs)
        self._words = list(matches(ORDER, places(shadow, ORDER_WORDS, 0, len(shadow)), shadow, len(shadow)))
        self._starts = [match.start() for match in self._words]
        self._ends = [match.end() for match in self._words]
        # Parts are asked for when a sentence is cut and again when it is read.
        self._frames: dict[tuple[int, int, bool, bool], Frame | None] = {}

    def frame(self, start: int, end: int, *, told: bool) -> Frame | None:
        """The frame that opens shadow[start:end], or None. `told`: no official layout, orders are retold."""
        asked = start, end, told, self.ordering
        if asked not in self._frames:
            self._frames[asked] = self._frame(start, end, told=told)
        return self._frames[asked]

    def _frame(self, start: int, end: int, *, told: bool) -> Frame | None:
        start = behind_subject(self.shadow, self.verbs, start, end, ordering=self.ordering)
        if leaders := LEADERS.match(self.shadow, start, end):
            start = leaders.end()
        connected = CONNECT.match(self.shadow, start, end)
        begin = connected.end() if connected else start
        return (
            self._agreed(start, end)
            or self._matter(start, end)
            or self._ordered(start, end, told=told)
            or self._sets_out(begin, end)
            or self._announced(begin, end)
            or self._led(begin, end)
            or self._subject(begin, end)
            or self._open(begin, end)
            or (self._conditioned(start, end) if CONDITION.match(self.shadow, start, end) else None)
            or self._introduced(start, end)
        )

    # «UBND tỉnh yêu cầu A, B …», «Giao A …», «Đề nghị …»
    def _ordered(self, start: int, end: int, *, told: bool) -> Frame | None:
        shadow = self.shadow
        for match in self.order_words(start, end):
            verb = match[1]
            left = shadow[max(start, match.start() - 24) : match.start()]
            # «đã lập kế hoạch và yêu cầu A …»
            done = PAST.search(self.shadow, start, match.start()) is not None
            handing = verb.startswith("giao") or (done and self.shadow.startswith(OPEN, match.end() + 1))
            joined = handing and left.endswith(" và ")
            if self.shadow.count("(", start, match.start()) > self.shadow.count(")", start, match.start()):
                continue
            if (NOT_LEFT.search(left) and not joined) or self._is_past(start, match.start(), verb):
                continue
            pos = MEANWHILE.match(shadow, match.end(), end).end()  # type: ignore[union-attr]
            forwarded = FORWARDED.search(self.shadow, start, match.start())
            # «Tham mưu trưởng Bộ CHQS yêu cầu»: a post, not an advice.
            if forwarded and not (forwarded["whom"] and POSTED.match(self.plain, forwarded.start("whom"))):
                continue
            spoken = verb == "chỉ đạo" and shadow.startswith(",", match.end())  # «Phát biểu chỉ đạo, A …»
            if spoken or self._inner(start, match.start()):
                continue
            if you := YOU.match(shadow, pos, end):
                pos = you.end()
            if AS_FOLLOWS.match(shadow, pos, end):
                return Frame("order-intro", pos, opens=False)
            pos = self._skip(pos, end)
            leads = LEADS_AT.match(shadow, pos, end)
            retold = told and leads and self._giver(start, match.start())
            if verb in ("chỉ đạo", "nhấn mạnh", "chỉ rõ", "nhắc nhở") and not retold:
                continue
            if leads:
                named = self._after(leads, end, "order", each=self._each(leads))
                if named.partners and not self.shadow[named.start : end].strip(" :"):
                    return named._replace(opens=False)  # «Giao A chủ trì, phối hợp với B:»
                fails = FAILS if verb.startswith("giao") else FAILS_TOLD
                far = None if named.opens else self._far("order-far", pos, end)
                if far and far.fellows:
                    return far
                handed = verb.startswith(GIVES) and not fails.match(shadow, named.start)
                if handed or named.opens:
                    return named._replace(opens=True)
                return far or named
            if verb not in ("yêu cầu", "đề nghị", "giao nhiệm vụ cho"):
                continue
            if frame := self._unnamed(pos, end):
                to = TO_WHOM.match(shadow, start, match.start()) or SENT.search(shadow, start, match.start())
                whom = self.mentions(to.start("who"), to.end("who")) if to else ()
                if whom and frame.rule == "order-open":
                    return frame._replace(rule="order", leads=whom, each=len(whom) > 1)
                return frame
        return None

    def order_words(self, start: int, end: int) -> list[re.Match[str]]:
        """The words of ordering in shadow[start:end], looked up once for the whole text."""
        first = bisect_left(self._starts, start)
        return self._words[first : bisect_left(self._ends, end, lo=first)]

    def _introduced(self, start: int, end: int) -> Frame | None:
        """«UBND tỉnh yêu cầu cả hệ thống chính trị vào cuộc»: no task to name, but orders follow."""
        for match in self.order_words(start, end):
            left = self.shadow[max(start, match.start() - 24) : match.start()]
            given = GIVER.search(self.shadow, max(start, match.start() - 50), match.start())
            if given and match[1] in ("yêu cầu", "đề nghị") and not NOT_LEFT.search(left):
                past = self._is_past(start, match.start(), match[1])
                return None if past else Frame("order-intro", match.end(), opens=False)
        return None

    def _inner(self, start: int, order: int) -> bool:
        """«kiểm tra, yêu cầu … khắc phục»: the word is an action of the lead, not an order to it."""
        connected = CONNECT.match(self.shadow, start, order)
        begin = connected.end() if connected else start
        if begin >= order or not self.verbs.opener(begin) or AGREEING.match(self.shadow, begin, order):
            return False
        if CARRIES_OUT.match(self.shadow, begin, order) and self.shadow.endswith(", ", begin, order):
            return False
        return not GIVER.search(self.shadow, max(begin, order - 50), order)

    def _unnamed(self, pos: int, end: int) -> Frame | None:
        """An order without a known body: straight to the verb, behind a comma, or a body as it is written."""
        modal = MODAL.match(self.shadow, pos, end)
        if modal and self.verbs.opener(modal.end()):
            pos = modal.end()
        if self.verbs.opener(pos):
            return Frame("order-open", pos)
        later = self.shadow.find(OPEN, pos, min(end, pos + 260))
        while later >= 0:
            if self.shadow[later - 2 : later] in (", ", ": "):
                leads = LEADS_AT.match(self.shadow, later, end)
                if leads and (frame := self._after(leads, end, "order")) and frame.opens:
                    return frame
            later = self.shadow.find(OPEN, later + 1, min(end, pos + 260))
        return self._as_written(pos, end)

    # «Chủ trì, phối hợp với B …» under a standing lead
    def _led(self, start: int, end: int) -> Frame | None:
        if not self.shadow.startswith(
            ("chủ trì", "là cơ quan", "là đơn vị", "chịu trách nhiệm", "có trách nhiệm"), start
        ):
            return None
        frame = self._tail("led", (), start, end)
        return frame if frame.opens and frame.start > start else None

    # «A chủ trì …», «A có trách nhiệm …», «A: …», «A cần …», «A tăng cường …»
    def _subject(self, start: int, end: int) -> Frame | None:
        for pos in self._clause_starts(start, end):
            leads = LEADS_AT.match(self.shadow, pos, end) if self.shadow.startswith(OPEN, pos) else None
            if leads is None or self._partner(start, pos):
                continue
            frame = self._after(leads, end, "subject")
            if frame.opens and self.shadow.startswith(("yêu cầu ", "đề nghị "), frame.start):
                return None
            if frame.opens:
                return named_rule(frame)
            if ANSWERS.match(self.shadow, leads.end(), end):
                return frame._replace(rule="subject-duty", opens=False)
        return (
            self._free(start, end)
            or self._told_far(start, end)
            or self._reported(start, end)
            or self._nameless(start, end)
            or self._asked_of(start, end)
            or self._plural(start, end)
            or self._place(start, end)
        )

    def _partner(self, start: int, pos: int) -> bool:
        """The body at `pos` goes on a list of partners: «khi …, phối hợp với A, B xác minh …»."""
        if pos == start:
            return False
        return any(match.end("with") > pos for match in PARTNER.finditer(self.shadow, start, pos + 1))

    def _free(self, start: int, end: int) -> Frame | None:
        """Among orders, whatever a body named whole is followed by is its action, known as a verb or not."""
        leads = LEADS_AT.match(self.shadow, start, end) if self.ordering else None
        if leads and GOES_BACK.match(self.shadow, leads.end(), end):
            return Frame("subject-duty", end, self.mentions(leads.start(), leads.end()), opens=False)
        if leads is None or FREE.match(self.shadow, leads.end(), end) is None:
            return None
        found = self.mentions(leads.start(), leads.end())
        spoken = any(m.post or POSTED.match(self.plain, m.start) for m in found)
        if (shared := LED.match(self.shadow, leads.end(), end)) and shared.end() >= end:
            return Frame("subject-duty", end, found, opens=False)
        if spoken or self.plain[leads.end() + 1].isupper() or any(m.kind == "generic" for m in found):
            return None
        return Frame("subject-free", leads.end() + 1, found, each=len(found) > 1)

    def _told_far(self, start: int, end: int) -> Frame | None:
        """Among orders, a body said in a way no rule knows, and the first plain verb behind it."""
        leads = LEADS_AT.match(self.shadow, start, end) if self.ordering else None
        if leads is None:
            return None
        spoken = any(m.post or POSTED.match(self.plain, m.start) for m in self.mentions(start, leads.end()))
        return None if spoken else self._far("subject-far", start, end)

    def _open(self, start: int, end: int) -> Frame | None:
        """No subject: an action verb opens, perhaps behind an adverbial («Trong năm 2023, tiếp tục …»)."""
        pos = self._skip(start, end)
        partners = WITH.match(self.shadow, pos, end)
        if partners and self.verbs.opener(partners.end()):
            return Frame("open", partners.end(), partners=self.mentions(partners.start(), partners.end()))
        rhythm = RHYTHM_AHEAD.match(self.shadow, pos, end)
        if rhythm and self.verbs.starter(rhythm.end()):
            return Frame("open", rhythm.end())
        if self.verbs.starter(pos):
            return Frame("open", pos)
        if (modal := MODAL.match(self.shadow, pos, end)) and self.verbs.opener(modal.end()):
            return Frame("open", modal.end())
        if self.shadow.startswith("khi ", pos) and (frame := self._conditioned(pos, end)):
            return frame
        for at in self._clause_starts(start, end):
            if at > start and self.verbs.opener(at):
                return Frame("open-when" if WHENEVER.match(self.shadow, start) else "open-late", at)
        if frame := self._grounded(pos, end):
            return frame
        return self._conditioned(pos, end) if CONDITION.match(self.shadow, pos, end) else None

    def _is_past(self, start: int, order: int, verb: str) -> bool:
        to = TO_WHOM.match(self.shadow, start, order)
        before = OWN_CLAUSE.sub("", self.shadow[to.end() if to else start : order])
        if not PAST.search(before) or before.endswith("thống nhất "):
            return False
        return verb == "chỉ đạo" or not SPEECH.search(before)

    def _giver(self, start: int, order: int) -> bool:
        """Somebody speaks before the verb: a leader by post, the province's committee, or a meeting."""
        return SPEECH.search(self.shadow, start, order) is not None or self.gives(start, order)

    def gives(self, start: int, end: int) -> bool:
        """A body that gives orders stands there: a leader by post, or the province's committee."""
        named = self.mentions(start, end)
        return any(m.post or m.names[0] in GIVERS or POSTED.match(self.plain, m.start) for m in named)

    def anyhow(self, start: int, end: int) -> Frame | None:
        """As `Strangers.anyhow`; who orders is not who acts: «A đã yêu cầu B …» is B's."""
        for word in reversed(self.order_words(start, min(end, start + FAR))):
            if word[1].startswith(HANDS) and (frame := self._far("judged", word.end(), end)):
                return frame
        return super().anyhow(start, end)

    def _each(self, leads: re.Match[str]) -> bool:
        """Several bodies, or a kind of them: each owes the task on its own."""
        found = self.mentions(leads.start(), leads.end())
        return len(found) > 1 or any(len(m.names) > 1 or m.kind == "generic" for m in found)

    def narrates(self, start: int, end: int) -> bool:
        """The sentence opens like news or a report of what was done."""
        return bool(WHEN.match(self.shadow, start, end))
