"""Walks a text paragraph by paragraph, remembers who stands as lead, and drafts the tasks."""

import re
from collections.abc import Iterator

from cotmoc.domain.extraction.annexes import Annexes
from cotmoc.domain.extraction.clauses import Clauses
from cotmoc.domain.extraction.drafts import Draft, Lead
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.frames import Frame, narrative_past
from cotmoc.domain.extraction.headings import mode_of
from cotmoc.domain.extraction.intent import (
    CREDIT,
    FOLLOWS,
    GOAL,
    ONLY_DUE,
    ORDERS,
    PERFORMS,
    STRONG,
    THEREBY,
    Intent,
)
from cotmoc.domain.extraction.layout import INLINE, Paragraph
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADERS, LEADS, OPEN, PARTNER
from cotmoc.domain.extraction.orders import Orders
from cotmoc.domain.extraction.sentences import sentences
from cotmoc.domain.extraction.verbs import Verbs

_AGENCY_LINE = re.compile(rf"(?:{LEADS}|[\s,;:.]|các|và)+$")
_LEADS = re.compile(LEADS)
_DOES = re.compile(
    r"\s*:\s*\S|\s+(?!(?:đã|được|bị|là|có|đang|vừa|bắt|phát hiện|xử lý|báo cáo|trao đổi|phát biểu|thông báo|"
    r"đề nghị|cho)(?!\w))[^\W\d_]{2,} \S"
)
_DIVISION = re.compile(r"điều|khoản|chương|mục|phần|[ivx]+\s*[./)-]")
_LEAD_LINE = re.compile(
    rf"(?P<told>(?:(?:đối với|về phía|trách nhiệm của|nhiệm vụ của|phân công|giao|yêu cầu|đề nghị|kiến nghị"
    rf"(?: với)?|đồng chí|các đồng chí)\s+)*)(?P<lead>{LEADS})"
    r"(?:\s*,?\s*(?:là (?:cơ quan|đơn vị)[^,;.:]{0,60}|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|"
    rf"chủ trì(?: thực hiện)?(?:,? (?:và )?phối hợp (?:chặt chẽ )?với (?:các )?(?P<with>{LEADS}))?|"
    r"(?:cần |phải )?(?:tập trung |triển khai )?(?:thực hiện )?(?:tốt |nghiêm )?(?:các |một số )?"
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp)?(?: cụ thể)?(?: như sau| sau đây| sau)))*\s*[:.]?\s*$"
)
# So long a last line without a full stop is no heading or name but a sentence cut off.
CUT_OFF = 40


class Walk:
    """State while reading: `mode` is neutral, order or report; `standing` holds until another is named."""

    def __init__(
        self,
        folded: Folded,
        shadow: str,
        mentions: list[Mention],
        lexicon: Lexicon,
        *,
        told: bool,
        announced: bool = False,
        plan: bool = False,
    ) -> None:
        self.folded, self.shadow, self.told, self.plan = folded, shadow, told, plan
        self.orders = Orders(shadow, folded.plain, mentions, Verbs(shadow, lexicon))
        self.clauses = Clauses(folded, shadow, lexicon, self.orders)
        self.intent = Intent(shadow, self.orders, told=told, announced=announced)
        self.mode = "neutral"
        # `earlier`: the last bare subject, for a paragraph that goes on where nobody was ordered by name
        self.standing, self.local, self.earlier = Lead(), Lead(), Lead()
        self.drafts: list[Draft] = []
        self.annexes = Annexes(folded.low, shadow, self.orders, self.clauses)
        self.assigns = False

    def run(self, paragraphs: list[Paragraph]) -> list[Draft]:
        self.assigns = sum(map(self._assigns, paragraphs)) > 1
        for paragraph, following in zip(paragraphs, (*paragraphs[1:], None), strict=False):
            if self.local.mentions:
                self.earlier = self.local
            self.local = Lead()
            if paragraph.kind == "tail":
                break
            if paragraph.kind == "row":
                if draft := self.annexes.row(paragraph):
                    self.drafts.append(draft)
                continue
            self.annexes.columns = None
            if paragraph.kind == "recital":
                continue
            if paragraph.kind == "recipients":
                self._recipients(paragraph)
            elif CREDIT.match(self.shadow, paragraph.start):
                self.mode = "neutral"
            elif (self.drafts and self.annexes.add(self.drafts[-1], paragraph)) or self._lead_line(paragraph):
                continue
            elif not (paragraph.kind == "heading" and self._heading(paragraph, following)):
                self._paragraph(paragraph)
        return self.drafts

    def _assigns(self, paragraph: Paragraph) -> bool:
        """«2. Sở A rà soát …», «- Công an tỉnh: …»: an item that opens with a body and what it does."""
        if not paragraph.marker:
            return False
        leaders = LEADERS.match(self.shadow, paragraph.start)
        leads = _LEADS.match(self.shadow, leaders.end() if leaders else paragraph.start, paragraph.end)
        return leads is not None and _DOES.match(self.shadow, leads.end(), paragraph.end) is not None

    def _recipients(self, paragraph: Paragraph) -> None:
        found = self.orders.mentions(paragraph.start, paragraph.end)
        if found:
            old = self.standing.mentions if self.mode == "kính gửi" else ()
            self.standing = Lead((*old, *found), each=True)
            self.mode = "kính gửi"

    def _lead_line(self, paragraph: Paragraph) -> bool:
        """«4. UBND các huyện A, B:», «Điều 3. Trách nhiệm của Sở C»: who leads what follows."""
        paragraph_span = (paragraph.start, paragraph.end)
        text = self.shadow[slice(*paragraph_span)]
        if OPEN not in text or (paragraph.kind != "heading" and text[-1] != ":"):
            return False
        line = _LEAD_LINE.match(self.shadow, paragraph.start, paragraph.end)
        if line is None and not _AGENCY_LINE.fullmatch(text):
            return False
        if not (paragraph.marker or self.drafts) and self.folded.plain[slice(*paragraph_span)].isupper():
            return False
        pos, stop = line.span("lead") if line else paragraph_span
        partners = self.orders.mentions(*line.span("with")) if line and line["with"] else ()
        self.standing = Lead(self.orders.mentions(pos, stop), partners=partners)
        if self.mode != "report" or paragraph.kind == "heading" or (line and line["told"]):
            self.mode = "order"
        return True

    def _first(self, paragraph: Paragraph) -> bool:
        """The title of a text: nothing but blanks stands before it."""
        return not self.folded.plain[: paragraph.start].strip()

    def _heads(self, following: Paragraph | None) -> bool:
        """The next line is an action under a dash or a letter: a short line above it only heads it."""
        if following is None or following.marker[:1].isdigit() or not following.marker:
            return False
        begin, end = following.start, following.end
        if self.annexes.belongs(begin, end):
            return False
        return bool(self.clauses.verbs.opener(begin))

    def _heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """A heading sets the mode or the lead; False when the short line reads like an order itself."""
        text = self.shadow[paragraph.start : paragraph.end]
        frame = self.orders.frame(paragraph.start, paragraph.end, told=self.told)
        capitals = self.folded.plain[paragraph.start : paragraph.end].isupper()
        mode = mode_of(text, plan=self.plan)
        if self.told and mode == "report" and not paragraph.marker and not capitals:
            mode = None  # a line of the press, not a part of a report
        title = not paragraph.marker and not text.endswith(":") and self._first(paragraph)
        if self.told and mode is None and title and following:
            return True
        cut_off = following is None and len(text) >= CUT_OFF and self.mode == "order"
        if frame and frame.opens and cut_off and not capitals:
            return False
        item = self.mode == "order" and paragraph.marker and not _DIVISION.match(paragraph.marker)
        if frame and not capitals and (frame.rule in STRONG or (item and not self._heads(following))):
            return False
        if mode == "report" and self.mode == "order" and text.strip(" .:") == "yêu cầu":
            mode = "order"
        if mode == "report":
            self.mode, self.standing = "report", Lead()
        elif mode == "order":
            if self.mode != "order":
                self.standing = Lead()
            self.mode = "order"
        elif self.mode != "order" or (not paragraph.marker and (capitals or not self.told)):
            self.mode = "neutral" if self.mode == "report" or not paragraph.marker else self.mode
        return True

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
            if GOAL.match(self.shadow, start) or THEREBY.match(self.shadow, start):
                continue
            drafts = list(self._sentence(start, end, past=past, going=going))
            if drafts:
                past, going = False, True
            elif self.intent.narrated(start, end):
                past, going = True, False
                if self.mode != "kính gửi":
                    self.mode = "report" if self.mode == "report" else "neutral"
            self.drafts.extend(drafts)
        if len(self.drafts) == count and FOLLOWS.search(self.shadow, paragraph.start, paragraph.end):
            self.mode = "order"

    def _sentences(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        for start, end in sentences(self.folded.plain, paragraph.start, paragraph.end):
            begin = start
            for match in INLINE.finditer(self.folded.plain, start, end):
                yield begin, match.start()
                begin = match.end()
            if begin < end:
                yield begin, end

    def _sentence(self, start: int, end: int, *, past: bool, going: bool) -> Iterator[Draft]:
        """The tasks of one sentence. `going`: the sentences before it in its paragraph gave some."""
        partners: tuple[Mention, ...] = ()
        previous = False
        parts = self.clauses.parts(start, end)
        if len(parts) > 1 and self.intent.recites(*parts[0]) and self._orders(parts[1]):
            parts = parts[1:]
        for number, (left, right) in enumerate(parts):
            self.orders.ordering = self.mode == "order"
            frame = self.orders.frame(left, right, told=self.told)
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
            if not (previous and number) and not self.intent.counts(
                frame, start, left, ordering=going or self.mode == "order", past=past
            ):
                continue
            lead = self._take(frame)
            if frame.shared and number == 0:
                partners = frame.partners
            own = frame.partners if frame.shared and number else (*partners, *frame.partners)
            if lead is self.standing and not frame.leads:
                own = (*lead.partners, *own)
            own = own if not (frame.shared and number == 0) else frame.partners
            if frame.leads and self.intent.introduces(frame.start, right):
                self.standing, self.local, self.mode = lead, Lead(), "order"
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
            lead = Lead(frame.leads, frame.each, frame.written)
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
            if lead.mentions or lead.written:
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
        if not self.intent.acts(frame.start, end, rule):
            return
        if ONLY_DUE.match(self.shadow, frame.start, end) and self.drafts:
            self.drafts[-1].due = (frame.start, end)
            return
        for start, stop in self.clauses.split(frame.start, end):
            span = self.clauses.trim(start, stop)
            if span[1] - span[0] < 8 or not self.clauses.whole(*span):
                continue
            # «phối hợp với B, làm x, làm y» without «chủ trì»: B is for x
            first = start == frame.start or frame.shared
            own = [one for one in partners if first or one not in frame.partners]
            strangers = frame.strangers if first else ()
            for match in PARTNER.finditer(self.shadow, *span):
                own.extend(self.orders.mentions(match.start("with"), match.end("with")))
            yield Draft(
                span, sentence, lead.mentions, tuple(own), lead.written, lead.each, frame.rule, strangers
            )
