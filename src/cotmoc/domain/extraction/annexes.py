"""Tasks in annexes: rows of a table that names its columns, and lines below a task that say who and when."""

import re

from cotmoc.domain.extraction.clauses import Clauses
from cotmoc.domain.extraction.drafts import Draft
from cotmoc.domain.extraction.intent import ONLY_DUE
from cotmoc.domain.extraction.layout import Paragraph
from cotmoc.domain.extraction.order_patterns import LEADS
from cotmoc.domain.extraction.orders import Orders
from cotmoc.domain.extraction.tables import Columns, cells_of

_LEAD = re.compile(
    rf"\s*[-+(]?\s*(?:(?:cơ quan|đơn vị|ngành)?\s*(?:chịu trách nhiệm )?chủ trì(?: thực hiện|"
    rf" tham mưu)?|(?:cơ quan|đơn vị) (?:thực hiện|đầu mối|được giao))\s*:\s*(?P<lead>{LEADS})"
)
_WITH = re.compile(
    rf"\s*[-+;.]?\s*(?:cơ quan|đơn vị|ngành)?\s*phối hợp(?: thực hiện)?\s*:\s*(?P<with>{LEADS})"
)
# «- Nội dung: …», «- Sản phẩm: …»: more about the task above.
_TELLS = re.compile(
    r"\s*[-+(]?\s*(?:nội dung|mục đích|mục tiêu|yêu cầu|kết quả|sản phẩm|đối tượng|địa điểm|địa bàn|kinh phí|"
    r"nguồn lực|hình thức|phương thức|số lượng|thành phần|tiến độ|thời gian|thời hạn|phạm vi)[^:;.]{0,40}:"
)


class Annexes:
    """Reads the tables and the lines below tasks of one text; remembers the columns of the table it is in."""

    def __init__(self, low: str, shadow: str, orders: Orders, clauses: Clauses) -> None:
        self.low, self.shadow, self.orders, self.clauses = low, shadow, orders, clauses
        self.columns: Columns | None = None

    def row(self, paragraph: Paragraph) -> Draft | None:
        """The task of a row of a table under a header that names its columns."""
        cells = cells_of(self.low, paragraph.start, paragraph.end)
        header = Columns.of(self.low, cells)
        if header:
            self.columns = header
            return None
        columns = self.columns
        if columns is None or len(cells) <= max(columns.task, columns.lead):
            return None
        start, end = self.clauses.trim(*cells[columns.task])
        lead = self.orders.mentions(*cells[columns.lead]) if columns.lead >= 0 else ()
        due = cells[columns.due] if 0 <= columns.due < len(cells) else None
        bare = not lead and (due is None or due[0] == due[1])
        if end - start < 8 or bare or not (lead or self.clauses.verbs.opener(start)):
            return None
        partners = self.orders.mentions(*cells[columns.partner]) if 0 <= columns.partner < len(cells) else ()
        return Draft((start, end), (start, end), lead, partners, None, False, "row", due=due)

    def headed(self, line: Paragraph, following: Paragraph) -> bool:
        """Below an item a line says who leads: the item is a task, whatever it opens with."""
        if not line.marker or _TELLS.match(self.shadow, line.start, line.end):
            return False
        return _LEAD.match(self.shadow, following.start, following.end) is not None

    def belongs(self, start: int, end: int) -> bool:
        """A line that only says who leads, who helps or by when."""
        return any(pattern.match(self.shadow, start, end) for pattern in (_LEAD, _WITH, ONLY_DUE))

    def add(self, draft: Draft, paragraph: Paragraph) -> bool:
        """«Cơ quan chủ trì: A», «Phối hợp: B» below a task belong to that task; False for another line."""
        found = False
        if lead := _LEAD.match(self.shadow, paragraph.start, paragraph.end):
            draft.leads = self.orders.mentions(lead.start("lead"), lead.end("lead"))
            found = True
        pos = lead.end() if lead else paragraph.start
        if partner := _WITH.match(self.shadow, pos, paragraph.end):
            draft.partners = self.orders.mentions(partner.start("with"), partner.end("with"))
            found = True
        if not found and ONLY_DUE.match(self.shadow, paragraph.start, paragraph.end):
            draft.due = (paragraph.start, paragraph.end)
            found = True
        return found
