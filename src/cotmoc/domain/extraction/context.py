"""Walks a text paragraph by paragraph, remembers who stands as lead, and drafts the tasks."""

import re
from collections.abc import Iterable, Iterator

from cotmoc.domain.extraction.beginnings import beginning
from cotmoc.domain.extraction.drafts import Draft, Lead
from cotmoc.domain.extraction.frames import Frame, narrative_past
from cotmoc.domain.extraction.intent import (
    CREDIT,
    DID,
    FOLLOWS,
    GOAL,
    HANDED,
    ONLY_DUE,
    ORDERS,
    PERFORMS,
    SETTLED,
    STRONG,
    THEREBY,
)
from cotmoc.domain.extraction.judgement import Circumstances
from cotmoc.domain.extraction.jumping import places
from cotmoc.domain.extraction.layout import INLINE, Paragraph
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import CHARGED, OPEN, ORDER, PARTNER
from cotmoc.domain.extraction.partners import Written
from cotmoc.domain.extraction.sentences import sentences
from cotmoc.domain.extraction.standing import Standing
from cotmoc.domain.extraction.tables import roles_in

# From when on a sentence in which the rules find nothing is taken to order something.
LIKELY = 0.75
# A body or an order at the beginning of a clause.
_GOES_ON = re.compile(rf"[,;.:]\s+(?:(?:giám đốc|chủ tịch|lãnh đạo|các)\s+)*(?:{OPEN}|{ORDER.pattern})")
_CLAUSE = re.compile(r",\s+")
# «Sở A chủ trì …; Sở B, Sở C phối hợp.»
_HELPS = re.compile(
    r"(?:phối hợp|hiệp đồng)(?: (?:chặt chẽ|cùng|tham gia|thực hiện|triển khai|tổ chức))*[\s.;,/]*"
)


class Walk(Standing):
    """Reads the paragraphs of one text in order."""

    def run(self, paragraphs: list[Paragraph]) -> list[Draft]:
        self.assigns = sum(map(self._assigns, paragraphs)) > 1
        for paragraph, following in zip(paragraphs, (*paragraphs[1:], None), strict=False):
            if self.local.mentions:
                self.earlier = self.local
            self.local = Lead()
            if paragraph.kind == "tail":
                break
            if paragraph.kind == "row" or self.annexes.pair(paragraph):
                self.drafts.extend(self.annexes.row(paragraph))
                continue
            self.annexes.columns = None
            if paragraph.kind == "recital" and not self._goes_on(paragraph):
                continue
            if paragraph.kind == "recipients":
                self._recipients(paragraph)
            elif CREDIT.match(self.shadow, paragraph.start):
                self.mode = "neutral"
            elif (
                self._below(paragraph)
                or self._lead_line(paragraph)
                or self._strangers_line(paragraph, following)
            ):
                continue
            else:
                self._passage(paragraph, following)
        return self.drafts

    def _below(self, paragraph: Paragraph) -> bool:
        """A line that tells of the task above it: who leads, who helps, by when."""
        if self.under is not None:
            return self.annexes.add(self.under, paragraph)
        return bool(self.drafts) and self.annexes.belongs(paragraph.start, paragraph.end)

    def _passage(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        """A heading, or what may hold tasks; lines below it tell of its last task, or of none."""
        count = len(self.drafts)
        self.itself = following is not None and self.annexes.headed(paragraph, following)
        if not (paragraph.kind == "heading" and self._heading(paragraph, following)):
            self._paragraph(paragraph)
        if len(self.drafts) > count:
            self.under = self.drafts[-1]
        elif self.itself:
            span = self.clauses.trim(paragraph.start, paragraph.end)
            self.under = Draft(span, span, (), (), None, False, "row")
            self.drafts.append(self.under)
        elif paragraph.marker[:1].isdigit() or paragraph.kind == "heading":
            self.under = None

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """«Căn cứ …, UBND tỉnh yêu cầu …»: the order stands in the same paragraph as what it goes back to."""
        if self.shadow.endswith((";", ","), paragraph.start, paragraph.end):
            return False
        if _GOES_ON.search(self.shadow, paragraph.start, paragraph.end):
            return True
        # «2. Sở Tài chính | Căn cứ khả năng ngân sách, tham mưu …»
        led = self.mode == "order" and (self.standing.mentions or self.standing.fellows)
        marks = _CLAUSE.finditer(self.shadow, paragraph.start, paragraph.end) if led else ()
        return any(self.clauses.verbs.opener(mark.end()) for mark in marks)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if self.assigns and self.mode == "neutral" and self._assigns(paragraph):
            self.mode = "order"
        past = self.mode == "report"
        going = False
        count = len(self.drafts)
        decides = paragraph.marker.startswith("điều")
        for start, end in self._sentences(paragraph):
            if decides and PERFORMS.match(self.shadow, start):
                continue
            if GOAL.match(self.shadow, start) or self._thereby(start, end):
                continue
            charged = CHARGED.search(self.shadow, start, end) if self.mode == "order" else None
            stop = charged.start() if charged else end
            self.itself = self.itself or charged is not None
            drafts = self._weighed(paragraph, start, stop, past=past, going=going)
            if charged:
                self._charge(drafts, charged.start(), charged.end())
            if drafts or self._settles(start, end):
                past, going = False, going or not drafts or drafts[0].rule != "judged"
            elif self.intent.narrated(start, end):
                past, going = True, False
                if self.mode != "kính gửi":
                    self.mode = "report" if self.mode == "report" else "neutral"
            self.drafts.extend(drafts)
        if len(self.drafts) == count and self._opens_orders(paragraph):
            self.mode = "order"

    def _charge(self, drafts: list[Draft], start: int, end: int) -> None:
        """Who is named in the brackets behind a sentence leads what it orders of nobody else."""
        leads, helps = roles_in(self.shadow, start, end, both=False)
        for draft in drafts:
            if draft.rule.startswith("open"):
                draft.leads = tuple(self.orders.at[pos] for pos in leads)
                draft.written, draft.fellows = None, ()
                draft.partners += tuple(self.orders.at[pos] for pos in helps)

    def _thereby(self, start: int, end: int) -> bool:
        """«Qua đó, nhận thức được nâng lên»; but «Qua đó, UBND tỉnh giao A …» is an order."""
        behind = THEREBY.match(self.shadow, start)
        return behind is not None and HANDED.search(self.shadow, behind.end(), end) is None

    def _opens_orders(self, paragraph: Paragraph) -> bool:
        colon = self.shadow.find(":", paragraph.start, paragraph.end) >= 0
        return colon and FOLLOWS.search(self.shadow, paragraph.start, paragraph.end) is not None

    def _weighed(self, paragraph: Paragraph, start: int, end: int, *, past: bool, going: bool) -> list[Draft]:
        """What the rules find in a sentence; what its words tell of where they find nothing."""
        seen = self._seen(paragraph, start, end, past=past, going=going)
        drafts = list(self._sentence(start, end, past=past, going=going))
        if drafts or self._tells(start, end, past=past) or self.judgement.likely(seen) < LIKELY:
            return drafts
        mode = self.mode
        found = list(self._sentence(start, end, past=past, going=going, judged=True))
        # Likely for one sentence: the next is asked for itself.
        self.mode = mode
        nobodys = not any(draft.leads or draft.written or draft.fellows for draft in found)
        return [] if nobodys and self.orders.verbs.starter(start) else found

    def _tells(self, start: int, end: int, *, past: bool) -> bool:
        """What was done: «A đã chủ động …», or, behind a sentence that tells, one without a body."""
        if past and not self.orders.mentions(start, end):
            return True
        return DID.search(self.shadow, start, end) is not None

    def _settles(self, start: int, end: int) -> bool:
        """«A và B đã thống nhất nhiệm vụ phối hợp 6 tháng cuối năm.»: what follows is theirs to do."""
        match = SETTLED.search(self.shadow, start, end) if self.orders.sets(start, end) else None
        if match is None:
            return False
        leads = self.orders.mentions(start, match.start())
        if leads:
            self.standing = Lead(leads)
        self.mode, self.local = "order", Lead()
        return True

    def _seen(self, paragraph: Paragraph, start: int, end: int, *, past: bool, going: bool) -> Iterable[str]:
        opens, closes = start == paragraph.start, end == paragraph.end
        item = bool(paragraph.marker)
        known = Circumstances(self.mode, past, going, self.told, item, opens, closes)
        return self.words.features(start, end, known)

    def _sentences(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        for start, end in sentences(self.folded.plain, paragraph.start, paragraph.end):
            begin = start
            for match in INLINE.finditer(self.folded.plain, start, end):
                yield begin, match.start(1)
                begin = match.end(1)
            if begin < end:
                yield begin, end

    def _sentence(
        self, start: int, end: int, *, past: bool, going: bool, judged: bool = False
    ) -> Iterator[Draft]:
        """The tasks of one sentence. `going`: the sentences before it in its paragraph gave some.

        `judged`: its words tell that it orders something, in whatever form.
        """
        self.fresh = []
        partners: tuple[Mention, ...] = ()
        unknown: tuple[Written, ...] = ()
        previous = False
        parts = self.clauses.parts(start, end)
        if len(parts) > 1 and self.intent.recites(*parts[0]) and self._orders(parts[1]):
            parts = parts[1:]
        for number, (left, right) in enumerate(parts):
            self.orders.ordering = judged or self.mode == "order"
            frame = self.orders.frame(left, right, told=self.told)
            if judged and not number and (frame is None or not (frame.opens or frame.leads)):
                frame = self.orders.anyhow(left, right)
            self.orders.ordering = False
            if frame is None or not frame.opens:
                if frame and (frame.rule.startswith("order") or self._answers(frame, number, previous)):
                    self._take(frame)
                    handed = frame.rule == "order" and bool(frame.leads)
                    previous = previous or handed or frame.rule == "subject-duty"
                continue
            if number and frame.rule in ("open", "open-must", "open-when") and not previous:
                continue
            if frame.rule == "open-late" and self.intent.recites(left, right):
                continue
            if previous and number and narrative_past(self.shadow, left, frame.start):
                continue
            if not (judged or (previous and number)) and not self.intent.counts(
                frame, start, left, ordering=going or self.mode == "order", past=past
            ):
                continue
            if judged and not (number or frame.leads or frame.written):
                frame = frame._replace(leads=self.orders.mentions(left, frame.start))
            lead = self._take(frame)
            if frame.shared and number == 0:
                partners, unknown = frame.partners, frame.strangers
            elif unknown and not frame.strangers:
                frame = frame._replace(strangers=unknown)
            own = frame.partners if frame.shared and number else (*partners, *frame.partners)
            if lead is self.standing and not frame.leads:
                own = (*lead.partners, *own)
            own = own if not (frame.shared and number == 0) else frame.partners
            if frame.leads and self.intent.introduces(frame.start, right):
                self.standing, self.local, self.mode = lead, Lead(), "order"
            if judged:
                frame = frame._replace(rule="judged")
            rule = "order" if previous else frame.rule
            drafted = list(self._actions(frame, lead, own, (start, end), right, rule))
            previous = bool(drafted) or previous or frame.rule in STRONG
            yield from drafted

    def _orders(self, part: tuple[int, int]) -> bool:
        """Somebody gives an order in this part."""
        frame = self.orders.frame(*part, told=self.told)
        return frame is not None and frame.rule in ORDERS

    def _answers(self, frame: Frame, number: int, previous: bool) -> bool:
        """«A chịu trách nhiệm trước UBND tỉnh …; giao chỉ tiêu …»: no task, but who leads the next part."""
        return frame.rule == "subject-duty" and bool(frame.leads) and (self.mode == "order" or previous)

    def _take(self, frame: Frame) -> Lead:
        """The lead of this frame; explicit ones stand for what follows, a bare subject for its paragraph."""
        if frame.leads or frame.written:
            lead = Lead(frame.leads, frame.each, frame.written, fellows=frame.fellows)
            if frame.rule in STRONG:
                self.standing, self.local = lead, Lead()
                self.mode = "order"
            else:
                self.local = lead
                self.mode = "order" if self.mode != "report" else self.mode
            return lead
        if frame.rule.startswith("order") or frame.rule == "led":
            self.mode = "order"
        for lead in (self.local, self.standing):
            if lead.mentions or lead.written or lead.fellows:
                return lead
        return self.earlier

    def _actions(
        self,
        frame: Frame,
        lead: Lead,
        partners: tuple[Mention, ...],
        sentence: tuple[int, int],
        end: int,
        rule: str,
    ) -> Iterator[Draft]:
        end = self.intent.before_intro(frame.start, end)
        if not self.intent.acts(frame.start, end, "row" if self.itself else rule):
            return
        if self.fresh and frame.leads and _HELPS.fullmatch(self.shadow, frame.start, end):
            for draft in self.fresh:
                draft.partners += frame.leads
            return
        last = (self.fresh or self.drafts)[-1:]
        if last and ONLY_DUE.match(self.shadow, frame.start, end):
            last[0].due = (frame.start, end)
            return
        for start, stop in self.clauses.split(frame.start, end):
            begin = beginning(self.shadow, self.orders.verbs, start, stop)
            span = self.clauses.trim(begin, stop)
            if span[1] - span[0] < 8 or not self.clauses.whole(*span):
                continue
            # «phối hợp với B, làm x, làm y» without «chủ trì»: B is for x
            first = start == frame.start or frame.shared
            own = [one for one in partners if first or one not in frame.partners]
            strangers = frame.strangers if first else ()
            for match in PARTNER.finditer(self.shadow, start, span[1]):
                own.extend(self.orders.mentions(match.start("with"), match.end("with")))
            for at in places(self.shadow, ("phối hợp", "hiệp đồng"), start, span[1]):
                if PARTNER.match(self.shadow, at, span[1]):
                    continue
                if named := self.orders.with_strangers(at, span[1]):
                    own.extend(named[1])
                    strangers = (*strangers, *named[2])
            draft = Draft(
                span,
                sentence,
                lead.mentions,
                tuple(own),
                lead.written,
                lead.each,
                frame.rule,
                strangers,
                lead.fellows,
            )
            self.fresh.append(draft)
            yield draft
