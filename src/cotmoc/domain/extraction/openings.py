"""What stands between the bodies named and the verb: duties, reasons, partners."""

import re

from cotmoc.domain.extraction.frames import Frame
from cotmoc.domain.extraction.grounds import ACCORDING, ASIDE, BASED_ON, REST
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import (
    ADVERBIAL,
    AROUND,
    BOUND_LATER,
    EVENT,
    FAILS_TOLD,
    LATER,
    LED,
    MODAL,
    OPEN,
    PAST,
    PERIOD_AHEAD,
    POST,
    RELATIVE,
    STRESSED,
    WITH,
)
from cotmoc.domain.extraction.partners import Partners
from cotmoc.domain.extraction.tables import roles_in

_MANY = re.compile(r" cấp | các ")


class Openings(Partners):
    """From the bodies named to the verb of the action, in one shadow text."""

    def _named(self, leads: re.Match[str]) -> tuple[Mention, ...]:
        """The bodies of a list, without those a bracket only stresses: «A, B (nhất là C)»."""
        inside = [match.span() for match in STRESSED.finditer(self.shadow, leads.start(), leads.end())]
        found = self.mentions(leads.start(), leads.end())
        named = tuple(
            m for m in found
            if not any(start <= m.start < end for start, end in inside)
            and not (m.names == ("chủ đầu tư",) and self.shadow.startswith("(", m.start - 1))
        )  # fmt: skip
        # «Sở A, Sở B, mỗi đơn vị cử 01 cán bộ»: each of those named.
        others = tuple(m for m in named if not self.plain.startswith(("mỗi ", "từng "), m.start))
        return others or named

    def _after(self, leads: re.Match[str], end: int, rule: str, *, each: bool = False) -> Frame:
        found = self._named(leads)
        helping: tuple[Mention, ...] = ()
        if self.shadow.find("(phối hợp", *leads.span()) >= 0:
            # «Sở A (chủ trì), Sở B (phối hợp) kiểm tra …»
            first, others = roles_in(self.shadow, *leads.span(), both=False)
            found, helping = tuple(self.at[at] for at in first), tuple(self.at[at] for at in others)
        frame = self._tail(rule, found, leads.end(), end, each=each)
        if helping:
            frame = frame._replace(partners=(*helping, *frame.partners))
        loose = len(found) == 1 and found[0].kind in ("generic", "forces")
        if frame.opens and loose and "must" not in frame.extras:
            frame = self._users(frame, leads.start(), end)
        if frame.opens:
            return frame
        aside = ASIDE.match(self.shadow, leads.end(), end)
        while aside and not self._acts(aside.end(), end):
            further = self.shadow.find(", ", aside.end(), min(end, aside.start() + 200))
            aside = ASIDE.match(self.shadow, leads.end(), further + 2) if further >= 0 else None
        if aside:
            return self._tail(rule, found, aside.end(), end, each=each)
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
        if shadow.startswith(OPEN, pos) and self.plain.startswith(("mỗi ", "từng "), pos):
            pos = self.at[pos].end + 1  # «A, B: mỗi đơn vị cử …»
        for _ in range(8):
            before = pos
            if match := LED.match(shadow, pos, end):
                extras.append("led")
                shared, each = True, False
            elif match := WITH.match(shadow, pos, end):
                if not (self._acts(match.end(), end) or self._leads_on(match, end)):
                    break
            elif named := self.with_strangers(pos, end):
                pos = named[0]
                partners.extend(named[1])
                strangers.extend(named[2])
                continue
            elif (match := MODAL.match(shadow, pos, end)) and self._binds(pos, match.end(), end):
                extras.append("must" if re.search(r"cần|phải|sẽ", match[0]) else "duty")
            elif (match := self._reason(pos, end)) or (match := LATER.match(shadow, pos, end)):
                pass
            else:
                break
            pos = match.end()
            group = match.groupdict()
            for name in ("with", "also", "inside"):
                if group.get(name):
                    partners.extend(self.mentions(match.start(name), match.end(name)))
            if group.get("with") and not self._acts(pos, end) and (stranger := self._stranger(pos, end)):
                strangers.append((self.plain[slice(*stranger)], stranger))
                pos = stranger[1] + 1
            elif group.get("with") and not self._acts(pos, end):
                pos = self._behind(match.end("with"), end) or pos
            if pos == before:
                break
        for word in ("để ", ": ", ": - ") if shared and partners else ("để ",):
            if shadow.startswith(word, pos) and self.verbs.opener(pos + len(word)):
                pos += len(word)
        bound = "must" in extras or "duty" in extras
        opens = self._opens(pos, end, led="led" in extras, sure=bool(partners), bound=bound)
        return Frame(
            rule, pos, leads, tuple(partners), shared, each, opens=opens, extras=tuple(extras),
            strangers=tuple(strangers),
        )  # fmt: skip

    def _leads_on(self, match: re.Match[str], end: int) -> bool:
        """Behind «phối hợp với ▮» a body no list knows or what narrows the last one leads to the verb."""
        return bool(self._stranger(match.end(), end) or self._behind(match.end("with"), end))

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
        when = self.shadow.find(" khi ", start, match.start("must"))
        span = (start, when if when > 0 else match.start("must"))
        return frame._replace(
            start=match.end(), extras=("must",), written=(self.plain[slice(*span)].rstrip(), span)
        )

    def _binds(self, pos: int, after: int, end: int) -> bool:
        """«thống nhất» before a verb is a duty; «thống nhất mẫu sổ» is the action itself."""
        own = self.shadow[pos:after].strip() in ("thống nhất", "nhất trí")
        return not own or self._acts(after, end) or not self.verbs.opener(pos)

    def _reason(self, pos: int, end: int) -> re.Match[str] | None:
        based = BASED_ON.match(self.shadow, pos, end)
        if based and self._acts(based.end(), end):
            return based
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
