"""What a body is said to promise or to set itself: «… khẳng định A sẽ …», «A xác định: tiếp tục …».

And what is announced to be done before it is told: «… một số nội dung: tăng cường …; rà soát …».
"""

import re
from bisect import bisect_left

from cotmoc.domain.extraction.frames import Frame
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADS, LEADS_AT, OPEN
from cotmoc.domain.extraction.parties import ABOVE
from cotmoc.domain.extraction.strangers import Strangers
from cotmoc.domain.extraction.verbs import Verbs

REPORTED = re.compile(
    r"(?<!\w)(?:khẳng định|cho biết|cam kết|nêu rõ|xác định|thông tin thêm|cho hay)(?: rõ)?(?: rằng|"
    r" là)?[,:]?\s+"
)
REPORTED_WORDS = (
    "khẳng định", "cho biết", "cam kết", "nêu rõ", "xác định", "thông tin thêm", "cho hay",
)  # fmt: skip
# «… UBND tỉnh xác định: tiếp tục …; xây dựng …»: what a body sets out for itself.
SETS_OUT = re.compile(
    rf"[^.;]{{0,160}}?(?P<who>{LEADS})\s+(?:đã )?(?:xác định|đề ra|đặt ra|thống nhất|nhất trí|"
    r"chủ trương|quyết tâm|phấn đấu)"
    r"(?: (?:rõ|các|một số|những|phương hướng|nhiệm vụ|giải pháp|trọng tâm|cụ thể|như sau|sau|là))*\s*[:,]\s*"
)
# One of these stands in every SETS_OUT.
SETS_WORDS = (
    "xác định", "đề ra", "đặt ra", "thống nhất", "nhất trí", "chủ trương", "quyết tâm", "phấn đấu",
)  # fmt: skip
_AGREED = re.compile(
    rf"(?:thống nhất|đồng ý|nhất trí|chấp thuận)(?:\s+chủ trương)?(?:\s+(?:với|theo))?\s+(?:đề nghị|"
    rf"đề xuất|kiến nghị|phương án)\s+của\s+(?P<who>{LEADS})[^.;]{{0,120}}?\s+(?:về việc|về|"
    rf"trong việc)\s+"
)
# «Tỉnh ủy và BĐBP thống nhất đề nghị Chính phủ cho nâng cấp …»: who pleads acts.
_PLEA = re.compile(
    rf"[^.;:]{{0,120}}?(?P<who>{LEADS})\s+(?:đã |cùng )*(?:thống nhất|nhất trí) (?P<plea>(?:đề nghị|"
    rf"kiến nghị)\s+"
    rf"(?P<whom>{LEADS}))"
)
# How far before what is announced its announcement may begin.
ANNOUNCED = 320
_MATTER = r"(?:nội dung|công việc|việc|nhiệm vụ|giải pháp|biện pháp|phương hướng)(?!\w)"
_ANNOUNCES = re.compile(
    rf"[^.;:]*?(?<!\w){_MATTER}[^.;:]*?(?:(?:,? trong đó(?: có)?| đó là| gồm| bao gồm| như| là)?\s*:\s*|"
    r",? trong đó,? (?:(?:nhấn mạnh |lưu ý )?cần |(?=tiếp tục|tập trung|tăng cường|đẩy mạnh|chú trọng)))"
)
_TO_COME = re.compile(
    r"(?<!\w)(?:cần|phải|tới|tập trung|thống nhất|nhất trí|thực hiện|triển khai|giao|xác định|trọng tâm|"
    r"nhiệm vụ (?:năm|quý|tháng)|lưu ý|cấp bách|phối hợp)(?!\w)"
)
_LOOKED_BACK = re.compile(
    r"(?<!\w)(?:kết quả|đạt được|đã (?:thực hiện|triển khai|hoàn thành|đạt|làm|tập trung|tổ chức|phối hợp)|"
    r"được (?:thực hiện|triển khai|tiến hành)|tồn tại|hạn chế|khó khăn|nguyên nhân|thời gian qua|"
    r"vừa qua|tính đến)(?!\w)"
)
_BETWEEN = "giữa "
# «Đồng ý với đề xuất của A về việc điều chuyển vốn.»: so short a matter is agreed to, not ordered.
SAID_BRIEFLY = 24


class Retold(Strangers):
    """Frames of promises, in one shadow text."""

    def __init__(self, shadow: str, plain: str, mentions: list[Mention], verbs: Verbs) -> None:
        super().__init__(shadow, plain, mentions, verbs)
        said = matches(REPORTED, places(shadow, REPORTED_WORDS, 0, len(shadow)), shadow, len(shadow))
        self._said = [match.end() for match in said]
        self._sets = places(shadow, SETS_WORDS, 0, len(shadow))
        self._agrees = any(word in shadow for word in ("thống nhất", "đồng ý", "nhất trí", "chấp thuận"))

    def _agreed(self, start: int, end: int) -> Frame | None:
        """«Thống nhất đề nghị của A về việc …», «A thống nhất đề nghị Chính phủ …»: A leads."""
        match = _AGREED.search(self.shadow, start, min(end, start + 300)) if self._agrees else None
        if (
            match is None
            and self._agrees
            and (plea := _PLEA.match(self.shadow, start, min(end, start + 300)))
        ):
            asked = self.mentions(*plea.span("whom"))
            above = asked and all(name in ABOVE or name.startswith("Bộ ") for m in asked for name in m.names)
            return (
                Frame("subject-must", plea.start("plea"), self.mentions(*plea.span("who"))) if above else None
            )
        if match is None or not self.verbs.opener(match.end()) or end - match.end() < SAID_BRIEFLY:
            return None
        return Frame("order", match.end(), self.mentions(match.start("who"), match.end("who")))

    def sets(self, start: int, end: int) -> bool:
        """A word with which a body sets something out begins in shadow[start:end]."""
        word = bisect_left(self._sets, start)
        return word < len(self._sets) and self._sets[word] < end

    def _sets_out(self, start: int, end: int) -> Frame | None:
        """«UBND tỉnh xác định: tiếp tục …»: what a body sets itself."""
        limit = min(end, start + 400)
        if not self.sets(start, limit):
            return None
        match = SETS_OUT.match(self.shadow, start, limit)
        if match is None or not self.verbs.starter(match.end()):
            return None
        leads = self.mentions(match.start("who"), match.end("who"))
        return Frame("subject-must", match.end(), leads, extras=("must", "reported"))

    def _reported(self, start: int, end: int) -> Frame | None:
        """«… khẳng định A sẽ tiếp tục …»: a promise that is retold."""
        first, last = bisect_left(self._said, start), bisect_left(self._said, min(end, start + 400))
        for said in self._said[first:last]:
            for pos in self._clause_starts(said, end):
                leads = LEADS_AT.match(self.shadow, pos, end)
                frame = self._after(leads, end, "subject-must") if leads else None
                if frame and frame.opens and "must" in frame.extras:
                    return frame._replace(extras=(*frame.extras, "reported"))
        return None

    def _announced(self, start: int, end: int) -> Frame | None:
        """«Các sở, ngành thực hiện một số nội dung: tăng cường …»: what is announced is to be done."""
        limit = min(end, start + ANNOUNCED)
        if self.shadow.find(":", start, limit) < 0 and self.shadow.find("trong đó", start, limit) < 0:
            return None
        match = _ANNOUNCES.match(self.shadow, start, limit)
        if match is None or not self.verbs.starter(match.end()):
            return None
        if not _TO_COME.search(match[0]) or _LOOKED_BACK.search(match[0]):
            return None
        leads = LEADS_AT.match(self.shadow, start, match.end())
        between = self.shadow.find(_BETWEEN + OPEN, start, match.end())
        if leads is None and between >= 0:
            leads = LEADS_AT.match(self.shadow, between + len(_BETWEEN), match.end())
        whose = self.mentions(*leads.span()) if leads else ()
        return Frame("subject-must", match.end(), whose, extras=("must", "reported"))
