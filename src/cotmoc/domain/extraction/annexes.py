"""Tasks in annexes: rows of a table that names its columns, and lines below a task that say who and when."""

import re

from cotmoc.domain.extraction.clauses import Clauses
from cotmoc.domain.extraction.drafts import Draft
from cotmoc.domain.extraction.intent import ONLY_DUE
from cotmoc.domain.extraction.layout import Paragraph
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADS
from cotmoc.domain.extraction.orders import Orders
from cotmoc.domain.extraction.tables import AS_ABOVE, Columns, cells_of, roles_in

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
_PIECE = re.compile(r"(?:[^;\s.]|(?<![\s.;])\.|[\s.](?!\s*[-+•]\s))+")
# No task is named in so few characters.
SHORT = 8


class Annexes:
    """Reads the tables and the lines below tasks of one text; remembers the columns of the table it is in."""

    def __init__(self, low: str, shadow: str, orders: Orders, clauses: Clauses) -> None:
        self.low, self.shadow, self.orders, self.clauses = low, shadow, orders, clauses
        self.columns: Columns | None = None
        # Of the row above: who leads and helps, by when, and its tasks.
        self.group: tuple[tuple[Mention, ...], tuple[Mention, ...]] = ((), ())
        self.partners: tuple[Mention, ...] = ()
        self.due: tuple[int, int] | None = None
        # So far only the head of the table was read.
        self.heading = False
        self.row_drafts: list[Draft] = []

    def row(self, paragraph: Paragraph) -> list[Draft]:
        """The tasks of a row of a table under a header that names its columns."""
        cells = cells_of(self.low, paragraph.start, paragraph.end)
        header = Columns.of(self.low, cells)
        if header:
            self.columns, self.group, self.partners, self.heading = header, ((), ()), (), True
            return []
        if self.columns is not None and self.heading and (second := self.columns.below(self.low, cells)):
            self.columns = second
            return []
        self.heading = False
        columns = self.columns
        if columns is None or len(cells) <= max(columns.task, columns.lead):
            return []
        lead, partners = self._roles(columns, cells)
        due = cells[columns.due] if 0 <= columns.due < len(cells) else None
        if due and self._as_above(due):
            due = self.due
        self.due = due
        if self._as_above(cells[columns.task]):
            # One task over several rows: each row adds a body.
            for draft in self.row_drafts:
                draft.leads += tuple(m for m in lead if m not in draft.leads)
            return []
        bare = not lead and (due is None or due[0] == due[1])
        spans = [] if bare else self._actions(*self.clauses.trim(*cells[columns.task]))
        self.row_drafts = [
            Draft(span, span, lead, partners, None, False, "row", due=due)
            for span in spans
            if span[1] - span[0] >= SHORT and (lead or self.clauses.verbs.opener(span[0]))
        ]
        return self.row_drafts

    def pair(self, paragraph: Paragraph) -> bool:
        """A row of two cells: only below a header, or one itself, for a bar may part other words, too."""
        if self.low.count("|", paragraph.start, paragraph.end) != 1:
            return False
        header = Columns.of(self.low, cells_of(self.low, paragraph.start, paragraph.end))
        return self.columns is not None or header is not None

    def _roles(
        self, columns: Columns, cells: list[tuple[int, int]]
    ) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        """Who leads and who helps in a row; in a table by body an empty cell goes on with the one above."""
        lead: tuple[Mention, ...] = ()
        partners: tuple[Mention, ...] = ()
        if columns.lead >= 0:
            found, helping = roles_in(self.shadow, *cells[columns.lead], both=columns.both)
            lead = tuple(self.orders.at[pos] for pos in found)
            partners = tuple(self.orders.at[pos] for pos in helping)
            empty = cells[columns.lead][0] == cells[columns.lead][1]
            if self._as_above(cells[columns.lead]) or (columns.grouped and empty):
                lead, partners = self.group
            self.group = lead, partners
        if 0 <= columns.partner < len(cells):
            cell = cells[columns.partner]
            self.partners = self.partners if self._as_above(cell) else self.orders.mentions(*cell)
            partners += self.partners
        return lead, partners

    def _as_above(self, cell: tuple[int, int]) -> bool:
        return AS_ABOVE.fullmatch(self.low, *cell) is not None

    def _actions(self, start: int, end: int) -> list[tuple[int, int]]:
        """A cell cut at «;» when every piece of it is an action."""
        pieces = [self.clauses.trim(*match.span()) for match in _PIECE.finditer(self.low, start, end)]
        several = len(pieces) > 1 and all(self.clauses.verbs.opener(begin) for begin, _ in pieces)
        return pieces if several else [(start, end)]

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
