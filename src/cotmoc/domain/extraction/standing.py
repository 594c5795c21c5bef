"""Who stands as lead and what kind of passage it is: headings, recipients and lines that only name a body."""

import re

from cotmoc.domain.extraction.annexes import Annexes
from cotmoc.domain.extraction.clauses import Clauses
from cotmoc.domain.extraction.drafts import Draft, Lead
from cotmoc.domain.extraction.folding import Folded
from cotmoc.domain.extraction.headings import mode_of
from cotmoc.domain.extraction.intent import STRONG, Intent
from cotmoc.domain.extraction.judgement import Sentences
from cotmoc.domain.extraction.layout import Paragraph
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADERS, LEADS, OPEN
from cotmoc.domain.extraction.orders import Orders
from cotmoc.domain.extraction.verbs import Verbs

_AGENCY_LINE = re.compile(rf"(?:{LEADS}|[\s,;:.]|các|và)+$")
_LEADS = re.compile(LEADS)
_DOES = re.compile(
    r"\s*:\s*\S|\s+(?!(?:đã|được|bị|là|có|đang|vừa|bắt|phát hiện|xử lý|báo cáo|trao đổi|phát biểu|thông báo|"
    r"đề nghị|cho)(?!\w))[^\W\d_]{2,} \S"
)
_DUTY_OF = re.compile(
    r"(?:chức năng,? )?(?:trách nhiệm|nhiệm vụ)(?:,? (?:và )?(?:quyền hạn|trách nhiệm|nhiệm vụ))? của\s+|"
    r"đối với\s+|về phía\s+"
)
_DIVISION = re.compile(r"điều|khoản|chương|mục|phần|[ivx]+\s*[./)-]")
_LEAD_LINE = re.compile(
    rf"(?P<told>(?:(?:đối với|về phía|trách nhiệm của|nhiệm vụ của|phân công|giao|yêu cầu|đề nghị|kiến nghị"
    rf"(?: với)?|đồng chí|các đồng chí)\s+)*)(?P<lead>{LEADS})"
    r"(?:\s*,?\s*(?:và )?(?:là (?:cơ quan|đơn vị)[^,;.:]{0,60}|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|"
    r"(?:cần |phải )?(?:trực tiếp |tập trung |tăng cường )?(?:lãnh đạo|chỉ đạo|hướng dẫn|đôn đốc)(?=[\s:,])|"
    rf"chủ trì(?: thực hiện)?(?:,? (?:và )?phối hợp (?:chặt chẽ )?với (?:các )?(?P<with>{LEADS}))?|"
    r"(?:cần |phải )?(?:tập trung |triển khai )?(?:thực hiện )?(?:tốt |nghiêm )?(?:các |một số )?"
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp)?(?: cụ thể)?(?: như sau| sau đây| sau)))*\s*[:.]?\s*$"
)
_ARTICLE = re.compile(r"điều|chương|mục|phần")
# So long a last line without a full stop is no heading or name but a sentence cut off.
CUT_OFF = 40


class Standing:
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
        self.judgement, self.words = lexicon.judgement, Sentences(shadow)
        self.mode, self.assigns = "neutral", False
        # `earlier`: the last bare subject, for a paragraph that goes on where nobody was ordered by name
        self.standing, self.local, self.earlier = Lead(), Lead(), Lead()
        self.drafts: list[Draft] = []
        # Those of the sentence that is being read; the one that lines below it tell of.
        self.fresh: list[Draft] = []
        self.under: Draft | None = None
        # The line below names a lead: whatever this one says is to be done.
        self.itself = False
        self.annexes = Annexes(folded.low, shadow, self.orders, self.clauses)

    def _assigns(self, paragraph: Paragraph) -> bool:
        """«2. Sở A rà soát …», «- Công an tỉnh: …»: an item that opens with a body and what it does."""
        if not paragraph.marker:
            return False
        leaders = LEADERS.match(self.shadow, paragraph.start)
        leads = _LEADS.match(self.shadow, leaders.end() if leaders else paragraph.start, paragraph.end)
        return leads is not None and _DOES.match(self.shadow, leads.end(), paragraph.end) is not None

    def _recipients(self, paragraph: Paragraph) -> None:
        if self.folded.low.endswith("điện:", paragraph.start, paragraph.end):
            # «Chủ tịch UBND tỉnh điện:»: who sends it stands above those it goes to.
            self.standing, self.mode = Lead(), "kính gửi"
            return
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

    def _opening_line(self, start: int, end: int) -> bool:
        """«Sở A: (1) …; (2) …»: what stands before the first item of a line only names who leads them."""
        line = _LEAD_LINE.match(self.shadow, start, end) if self.shadow[end - 1] == ":" else None
        if line is None or self.mode == "report":
            return False
        partners = self.orders.mentions(*line.span("with")) if line["with"] else ()
        self.standing, self.local = Lead(self.orders.mentions(*line.span("lead")), partners=partners), Lead()
        self.mode = "order"
        return True

    def _strangers_line(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """«5. Chi bộ các thôn, Ban Điều hành các thôn:»: bodies no list knows lead the items below."""
        start, end = paragraph.start, paragraph.end
        text = self.shadow[start:end]
        duty = _DUTY_OF.match(self.shadow, start, end)
        # «Điều 2. Nhiệm vụ của Tổ công tác»
        titled = duty is not None and paragraph.kind == "heading" and following is not None
        listed = self.mode == "order" and text[-1] == ":" and self._heads(following)
        if not paragraph.marker or OPEN in text or not (titled or listed):
            return False
        start = duty.end() if duty else start
        end -= text[-1] == ":"
        fellows = self.orders.fellows(start, end) if not self.clauses.verbs.opener(start) else ()
        if not fellows or fellows[-1][1][1] != end:
            return False
        self.standing, self.local, self.mode = Lead(fellows=fellows), Lead(), "order"
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

    def _orders_itself(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """The short line is an order, not what stands above orders."""
        frame = self.orders.frame(paragraph.start, paragraph.end, told=self.told)
        if frame is None:
            return False
        long = paragraph.end - paragraph.start >= CUT_OFF
        if frame.opens and following is None and long and self.mode == "order":
            return True
        item = self.mode == "order" and paragraph.marker and not _DIVISION.match(paragraph.marker)
        return frame.rule in STRONG or bool(item and not self._heads(following))

    def _heading(self, paragraph: Paragraph, following: Paragraph | None) -> bool:
        """A heading sets the mode or the lead; False when the short line reads like an order itself."""
        text = self.shadow[paragraph.start : paragraph.end]
        capitals = self.folded.plain[paragraph.start : paragraph.end].isupper()
        mode = mode_of(text, plan=self.plan)
        if self.told and mode == "report" and self.mode != "report" and not (paragraph.marker or capitals):
            mode = None  # a line of the press, not a part of a report
        title = not paragraph.marker and not text.endswith(":") and self._first(paragraph)
        if self.told and mode is None and title and following:
            return True
        if not capitals and self._orders_itself(paragraph, following):
            return False
        if mode == "report" and self.mode == "order" and text.strip(" .:") == "yêu cầu":
            mode = "order"
        if mode == "report":
            self.mode, self.standing = "report", Lead()
        elif mode == "order":
            if self.mode != "order":
                self.standing = Lead()
            self.mode = "order"
        elif _ARTICLE.match(paragraph.marker):
            # «Điều 7. Chế độ giao ban»: what follows is no longer under the body of the article before.
            self.standing = Lead()
        elif self.mode != "order" or (not paragraph.marker and (capitals or not self.told)):
            self.mode = "neutral" if self.mode == "report" or not paragraph.marker else self.mode
        return True
