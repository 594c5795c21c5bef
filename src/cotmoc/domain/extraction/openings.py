"""What stands between the bodies named and the verb: duties, reasons, partners."""

import re

from cotmoc.domain.extraction.frames import Frame
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import (
    ACCORDING,
    ADVERBIAL,
    AROUND,
    BOUND_LATER,
    EVENT,
    FAILS_TOLD,
    LATER,
    LED,
    MODAL,
    NARROWED,
    OPEN,
    PAST,
    PERIOD_AHEAD,
    POST,
    RELATIVE,
    REST,
    STRANGER,
    STRESSED,
    WITH,
)
from cotmoc.domain.extraction.verbs import Verbs

_MANY = re.compile(r" cấp | các ")


class Openings:
    """From the bodies named to the verb of the action, in one shadow text."""

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

    def _named(self, leads: re.Match[str]) -> tuple[Mention, ...]:
        """The bodies of a list, without those a bracket only stresses: «A, B (nhất là C)»."""
        inside = [match.span() for match in STRESSED.finditer(self.shadow, leads.start(), leads.end())]
        found = self.mentions(leads.start(), leads.end())
        return tuple(m for m in found if not any(start <= m.start < end for start, end in inside))

    def _after(self, leads: re.Match[str], end: int, rule: str, *, each: bool = False) -> Frame:
        found = self._named(leads)
        frame = self._tail(rule, found, leads.end(), end, each=each)
        loose = len(found) == 1 and found[0].kind in ("generic", "forces")
        if frame.opens and loose and "must" not in frame.extras:
            frame = self._users(frame, leads.start(), end)
        if frame.opens:
            return frame
        match = RELATIVE.match(self.shadow, leads.end(), end)
        stop = match.end() if match else rule == "order" and self._narrowed(leads.end(), end)
        if not stop:
            return frame
        between = self.shadow[leads.end() : stop]
        narrowed = self._tail(rule, found, stop, end, each=each)
        if not narrowed.opens or PAST.search(between):
            return frame
        placed = AROUND.fullmatch(between.strip())
        if placed or not (found and (found[-1].kind == "generic" or _MANY.search(found[-1].names[-1]))):
            return narrowed
        if len(found) > 1:
            return self._narrowed_last(narrowed, leads.end() + len(between.rstrip()))
        span = (leads.start(), leads.end() + len(between.rstrip()))
        return narrowed._replace(written=(self.plain[slice(*span)], span))

    def _narrowed_last(self, frame: Frame, end: int) -> Frame:
        """«Sở A, UBND các xã có rừng»: the last of several bodies is narrowed, and stays as it is written."""
        last = frame.leads[-1]
        start = POST.match(self.plain, last.start, end).end()  # type: ignore[union-attr]
        return frame._replace(
            leads=frame.leads[:-1], fellows=(*frame.fellows, (self.plain[start:end], (start, end)))
        )

    def _tail(
        self, rule: str, leads: tuple[Mention, ...], pos: int, end: int, *, each: bool = False
    ) -> Frame:
        """From behind the leads to the verb: duties, reasons, partners."""
        shadow = self.shadow
        strangers: list[tuple[str, tuple[int, int]]] = []
        partners: list[Mention] = []
        shared = False
        extras: list[str] = []
        while pos < end and (
            shadow[pos] in " ,:-\n" or (shadow[pos] == "." and shadow[pos + 1 : pos + 2] == " ")
        ):
            if shadow[pos] == ":":
                extras.append("colon")
            pos += 1
        for _ in range(8):
            before = pos
            if match := LED.match(shadow, pos, end):
                extras.append("led")
                shared, each = True, False
            elif match := WITH.match(shadow, pos, end):
                if not self._acts(match.end(), end) and not (
                    self._stranger(match.end(), end) or self._narrowed(match.end("with"), end)
                ):
                    break
            elif (match := MODAL.match(shadow, pos, end)) and self._binds(pos, match.end(), end):
                extras.append("must" if re.search(r"cần|phải|sẽ", match[0]) else "duty")
            elif (match := self._reason(pos, end)) or (match := LATER.match(shadow, pos, end)):
                pass
            else:
                break
            pos = match.end()
            group = match.groupdict()
            for name in ("with", "also"):
                if group.get(name):
                    partners.extend(self.mentions(match.start(name), match.end(name)))
            if group.get("with") and not self._acts(pos, end) and (stranger := self._stranger(pos, end)):
                strangers.append((self.plain[slice(*stranger)], stranger))
                pos = stranger[1] + 1
            elif group.get("with") and not self._acts(pos, end):
                pos = self._narrowed(match.end("with"), end) or pos
            if pos == before:
                break
        if shadow.startswith("để ", pos) and self.verbs.opener(pos + 3):
            pos += 3
        bound = "must" in extras or "duty" in extras
        opens = self._opens(pos, end, led="led" in extras, sure=bool(partners), bound=bound)
        return Frame(
            rule, pos, leads, tuple(partners), shared, each, opens=opens, extras=tuple(extras),
            strangers=tuple(strangers),
        )  # fmt: skip

    def _opens(self, pos: int, end: int, *, led: bool, sure: bool, bound: bool) -> bool:
        """A verb of action stands here; `sure`: behind «chủ trì, phối hợp với B» any word will do.

        `bound`: behind «phải», «có trách nhiệm» a word that may be a verb is one.
        """
        if led and EVENT.match(self.shadow, pos, end):
            return False
        verb = self.verbs.starter(pos) if self.ordering or bound else self.verbs.opener(pos)
        if verb or self.shadow.startswith("phối hợp", pos):
            return True
        return led and sure and not FAILS_TOLD.match(self.shadow, pos, end)

    def _users(self, frame: Frame, start: int, end: int) -> Frame:
        """«Các doanh nghiệp sử dụng nhiều điện cần …»: the first verb narrows who, the other acts."""
        match = BOUND_LATER.match(self.shadow, frame.start, end)
        if (
            match is None
            or self.verbs.longest(frame.start, self.verbs.lexicon.heads)
            or not self.verbs.opener(match.end())
            or "led" in frame.extras
            or "duty" in frame.extras
        ):
            return frame
        span = (start, match.start("must"))
        return frame._replace(
            start=match.end(), extras=("must",), written=(self.plain[slice(*span)].rstrip(), span)
        )

    def _binds(self, pos: int, after: int, end: int) -> bool:
        """«thống nhất» before a verb is a duty; «thống nhất mẫu sổ» is the action itself."""
        own = self.shadow[pos:after].strip() in ("thống nhất", "nhất trí")
        return not own or self._acts(after, end) or not self.verbs.opener(pos)

    def _narrowed(self, pos: int, end: int) -> int:
        """«… với các lực lượng tại cửa khẩu phân luồng»: where the verb behind the narrowing starts, or 0."""
        if pos < 0 or (match := NARROWED.match(self.shadow, pos, end)) is None:
            return 0
        limit = min(end, pos + 80)
        at = match.end()
        while at and at < limit:
            verb = self.verbs.opener(at)
            if verb and " " in self.shadow[at:verb]:
                return at
            if any(mark in self.shadow[pos:at] for mark in ",;:."):
                return 0
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

    def _reason(self, pos: int, end: int) -> re.Match[str] | None:
        match = ACCORDING.match(self.shadow, pos, end)
        if match is None:
            return None
        while match and not self._acts(match.end(), end):
            more = REST.match(self.shadow, match.end(), end)
            if more is None or more.end() - pos > 320:
                return None
            if self._acts(more.end(), end):
                return more
            match = more
        return match

    def _acts(self, pos: int, end: int) -> bool:
        return bool(
            self.verbs.opener(pos) or LED.match(self.shadow, pos, end) or MODAL.match(self.shadow, pos, end)
            or WITH.match(self.shadow, pos, end)
        )  # fmt: skip

    def _skip(self, pos: int, end: int) -> int:
        while pos < end and self.shadow[pos] in " :,\n\"'":
            pos += 1
        return pos

    def _clause_starts(self, start: int, end: int) -> list[int]:
        """The start, and behind the first commas as long as what comes before is adverbial."""
        starts = [start]
        if not ADVERBIAL.match(self.shadow, start, end):
            return starts
        if period := PERIOD_AHEAD.match(self.shadow, start, end):
            starts.append(period.end())
        limit = min(end, start + 420)
        pos = start
        for _ in range(6):
            pos = self.shadow.find(", ", pos, limit)
            if pos < 0:
                break
            pos += 2
            starts.append(pos)
            if period := PERIOD_AHEAD.match(self.shadow, pos, end):
                starts.append(period.end())
        return starts
