"""Walks a text paragraph by paragraph, remembers who stands as lead, and drafts the tasks."""

import re
from collections.abc import Iterator

from cotmoc.domain.extraction.charged import Charge, charge_alone, charge_behind
from cotmoc.domain.extraction.drafting import Drafting
from cotmoc.domain.extraction.drafts import Draft, Lead
from cotmoc.domain.extraction.intent import (
    CREDIT,
    FOLLOWS,
    GOAL,
    HANDED,
    ONLY_DUE,
    PERFORMS,
    SETTLED,
    THEREBY,
)
from cotmoc.domain.extraction.layout import INLINE, ITEM_NUMBER, Paragraph
from cotmoc.domain.extraction.order_patterns import OPEN, ORDER
from cotmoc.domain.extraction.sentences import sentences
from cotmoc.domain.extraction.tables import roles_in

# A body or an order at the beginning of a clause.
_GOES_ON = re.compile(rf"[,;.:]\s+(?:(?:giám đốc|chủ tịch|lãnh đạo|các)\s+)*(?:{OPEN}|{ORDER.pattern})")
_CLAUSE = re.compile(r",\s+")
# «Thời hạn: trước ngày 27/01/2021.» behind the sentence of a task; a longer one tells more than a day.
SAID_WHEN = 90
# «Phấn đấu đến ngày 30/9, UBND các huyện hoàn thành …»: by whom and when, so more than a goal.
_AIMED = re.compile(rf"phấn đấu (?:đến|trước|trong|hết)[^,;:.{OPEN}]{{2,40}},\s+{OPEN}")
# «A đã thực hiện các nhiệm vụ sau:»: results follow, not orders.
_CARRIED_OUT = re.compile(
    r"(?<!\w)đã (?:(?:chủ động|tích cực|tập trung|kịp thời) )*(?:tổ chức |triển khai |chỉ đạo )?"
    r"(?:thực hiện|triển khai|hoàn thành|làm|đạt)(?!\w)[^.;]{0,300}:\s*$"
)


class Walk(Drafting):
    """Reads the paragraphs of one text in order."""

    def run(self, paragraphs: list[Paragraph]) -> list[Draft]:
        found = [paragraph for paragraph in paragraphs if self._assigns(paragraph)]
        # «Điều 3. Công an tỉnh bảo đảm phương tiện …»: of a decision one article is enough.
        self.assigns = len(found) > 1 or any(one.marker.startswith("điều") for one in found)
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
        alone = charge_alone(self.shadow, paragraph.start, paragraph.end) if self.drafts else None
        if alone is not None:
            self._charge(self.drafts[-1:], alone)
            return True
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
            aims = GOAL.match(self.shadow, start) and not _AIMED.match(self.shadow, start, end)
            if aims or self._thereby(start, end):
                continue
            if end < paragraph.end and self._opening_line(start, end):
                continue
            if len(self.drafts) > count and end - start < SAID_WHEN and ONLY_DUE.match(self.shadow, start):
                self.drafts[-1].due = (start, end)
                continue
            ordering = self.mode == "order"
            charged = charge_behind(self.shadow, self.clauses.verbs, start, end) if ordering else None
            stop = charged.start if charged else end
            headed, self.itself = self.itself, self.itself or charged is not None
            drafts = self._weighed(paragraph, start, stop, past=past, going=going)
            self.itself = headed
            if charged:
                self._charge(drafts, charged)
            if drafts or self._settles(start, end):
                past, going = False, going or not drafts or drafts[0].rule != "judged"
            elif self.intent.narrated(start, end, counts=self.told or self.mode != "order"):
                past, going = True, False
                if self.mode != "kính gửi":
                    self.mode = "report" if self.mode == "report" else "neutral"
            self.drafts.extend(drafts)
        if len(self.drafts) == count and self._opens_orders(paragraph):
            self.mode = "order"

    def _charge(self, drafts: list[Draft], charged: Charge) -> None:
        """Who is named behind a sentence leads what it orders of nobody else."""
        leads, helps = roles_in(self.shadow, charged.start, charged.end, both=False)
        for draft in drafts:
            if not draft.rule.startswith("open"):
                continue
            draft.due = charged.start, charged.end
            if charged.sure or all(m.kind == "generic" for m in draft.leads):
                named = tuple(self.orders.at[pos] for pos in leads)
                draft.leads = tuple(m for m in named if m.names != ("chủ đầu tư",))
                draft.written, draft.fellows = None, ()
                draft.partners += tuple(self.orders.at[pos] for pos in helps)

    def _thereby(self, start: int, end: int) -> bool:
        """«Qua đó, nhận thức được nâng lên»; but «Qua đó, UBND tỉnh giao A …» is an order."""
        behind = THEREBY.match(self.shadow, start)
        return behind is not None and HANDED.search(self.shadow, behind.end(), end) is None

    def _opens_orders(self, paragraph: Paragraph) -> bool:
        start, end = paragraph.start, paragraph.end
        if self.shadow.find(":", start, end) < 0 or FOLLOWS.search(self.shadow, start, end) is None:
            return False
        return _CARRIED_OUT.search(self.shadow, start, end) is None

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

    def _sentences(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        for start, end in sentences(self.folded.plain, paragraph.start, paragraph.end):
            numbered = ITEM_NUMBER.match(self.folded.plain, start, end)
            begin = numbered.end() if numbered else start
            for match in INLINE.finditer(self.folded.plain, start, end):
                yield begin, match.start(1)
                begin = match.end(1)
            if begin < end:
                yield begin, end
