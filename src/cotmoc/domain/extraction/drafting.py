"""The tasks of one sentence: its parts, who must do each, and where one action ends and the next begins."""

import re
from collections.abc import Iterable, Iterator

from cotmoc.domain.extraction.beginnings import beginning
from cotmoc.domain.extraction.drafts import Draft, Lead
from cotmoc.domain.extraction.frames import Frame, narrative_past
from cotmoc.domain.extraction.intent import DID, ONLY_DUE, ORDERS, STRONG
from cotmoc.domain.extraction.judgement import Circumstances
from cotmoc.domain.extraction.jumping import places
from cotmoc.domain.extraction.layout import Paragraph
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADS_AT, PARTNER
from cotmoc.domain.extraction.partners import Written
from cotmoc.domain.extraction.standing import Standing

# From when on a sentence in which the rules find nothing is taken to order something.
LIKELY = 0.7
# «Năm qua, A đẩy mạnh …»; items of a report that is asked for: «Kết quả công tác …», «Nội dung khác …»
_GONE_BY = re.compile(
    r"(?:trong |suốt )?(?:năm|quý|tháng|tuần|thời gian) qua(?!\w)|(?:những |các )?nội dung khác(?!\w)|"
    r"(?:kết quả|số liệu|tình hình|khó khăn|tồn tại|hạn chế|nguyên nhân)(?!\w)"
)
# «Sở A chủ trì …; Sở B, Sở C phối hợp.»
_HELPS = re.compile(
    r"(?:phối hợp|hiệp đồng)(?: (?:chặt chẽ|cùng|tham gia|thực hiện|triển khai|tổ chức))*[\s.;,/]*"
)


class Drafting(Standing):
    """Drafts the tasks of single sentences under the lead that stands."""

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
        if _GONE_BY.match(self.shadow, start, end):
            return True
        return DID.search(self.shadow, start, end) is not None

    def _seen(self, paragraph: Paragraph, start: int, end: int, *, past: bool, going: bool) -> Iterable[str]:
        opens, closes = start == paragraph.start, end == paragraph.end
        item = bool(paragraph.marker)
        known = Circumstances(self.mode, past, going, self.told, item, opens, closes)
        return self.words.features(start, end, known)

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
            heads = frame.leads and self.intent.introduces(frame.start, right)
            sure = judged or (previous and number) or (heads and self._opens_items(left, right))
            if not sure and not self.intent.counts(
                frame, start, left, ordering=going or self.mode == "order", past=past
            ):
                continue
            if number and frame.rule == "order-open":
                frame = frame._replace(leads=self._spoken_of(start, parts[0][1]))
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
            if heads:
                lead.intro = (start, right)
                self.standing, self.local, self.mode = lead, Lead(), "order"
            if judged:
                frame = frame._replace(rule="judged")
            rule = "order" if previous else frame.rule
            drafted = list(self._actions(frame, lead, own, (start, end), (left, right), rule))
            previous = bool(drafted) or previous or frame.rule in STRONG
            yield from drafted

    def _opens_items(self, left: int, right: int) -> bool:
        """«Trong tháng 9, A thực hiện các nội dung sau:», of which nothing is done yet."""
        return self.shadow[right - 1] == ":" and not narrative_past(self.shadow, left, right)

    def _spoken_of(self, start: int, end: int) -> tuple[Mention, ...]:
        """«Sở A đã trình đề án; yêu cầu hoàn thiện …»: the body that is spoken of, if it is no giver."""
        about = LEADS_AT.match(self.shadow, start, end)
        if about is None or self.orders.gives(start, about.end()):
            return ()
        return self.orders.mentions(start, about.end())

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
            shared = frame.partners if frame.shared and not frame.opens else ()
            lead = Lead(frame.leads, frame.each, frame.written, shared, frame.fellows)
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
        part: tuple[int, int],
        rule: str,
    ) -> Iterator[Draft]:
        end = self.intent.before_intro(frame.start, part[1])
        if not self.intent.acts(frame.start, end, "row" if self.itself else rule, sentence[0]):
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
                intro=lead.intro,
                ahead=(part[0], frame.start) if start == frame.start else None,
            )
            self.fresh.append(draft)
            yield draft
