"""Who must act: reads the opening of a sentence or of a «;» part, up to the verb of the ordered action.

Works on the shadow of the text: lower case, every body's name replaced by one opening mark and fillers, so that a
rule sees «⟦body⟧ chủ trì, phối hợp với ⟦body⟧» whatever the names are.
"""

import re
from dataclasses import dataclass, field, replace

from cotmoc.domain.extraction.agencies import Mention
from cotmoc.domain.extraction.verbs import Verbs

OPEN, FILL = "\ue000", "\ue001"
A = f"{OPEN}{FILL}*"
PAR = r"(?:\s*\([^()]{0,200}\))?"
_AND = (
    r"(?:\s*[,/+-]\s*(?:và\s+|cùng\s+(?:với\s+)?)?|\s+(?:và|cùng với|cùng|với)\s+)(?:với\s+|các\s+|của\s+)?"
)
_ANY = r"(?:\s*[,;/+-]\s*(?:và\s+|cùng\s+(?:với\s+)?)?|\s+(?:và|cùng với|cùng)\s+)(?:với\s+|các\s+|của\s+)?"
LEADS = rf"{A}{PAR}(?:{_ANY}{A}{PAR})*"
PARTNERS = rf"{A}{PAR}(?:{_AND}{A}{PAR})*"

_SPEAK = r"yêu cầu|đề nghị|lưu ý|nhắc nhở|kêu gọi"
_HAND = r"(?:thống nhất |tiếp tục )?giao(?: trách nhiệm| nhiệm vụ)?(?: cho)?|phân công|ủy quyền(?: cho)?|chỉ đạo|giao ban chỉ đạo"
ORDER = re.compile(
    rf"(?<!\w)({_SPEAK}|{_HAND}|nhấn mạnh|chỉ rõ)(?!\w)(?: (?:đối với|rằng|với|cho|tới|đến)(?= ))?"
)
_NOT_LEFT = re.compile(
    r"(?:theo|đáp ứng|của|được|các|những|một số|nội dung|có|ý kiến|sự|xét|phù hợp với|phù hợp|đúng|bàn|kết|chuyển|mục đích,|công tác|"
    r"tình hình|nhiệm vụ|với|thực hiện|triển khai|văn bản|lãnh đạo,|và|nhu cầu|trên cơ sở|quy định,|tinh thần|phương tiện|thống nhất|đại biểu|cử tri|người dân|tổng hợp)\s+$"
)
_PAST = re.compile(r"(?:^|[\s,;:])(?:đã|từng|vừa qua)(?:\s|$)")
_SPEECH = re.compile(
    r"phát biểu|kết luận|chủ trì|tại (?:hội nghị|buổi|cuộc|phiên|lễ)|đồng chí|văn bản|công văn|công điện|chỉ thị|thông báo|kế hoạch"
)
_MEANWHILE = re.compile(
    r"[,:]?\s*(?:(?:trong |từ nay )?(?:thời gian (?:tới|tiếp theo)|giai đoạn (?:tới|tiếp theo)|những tháng (?:tiếp theo|cuối năm|còn lại)|"
    r"năm \d{4}|quý [ivx\d]+|tháng \d+|đến (?:cuối|hết) năm(?: \d{4})?|nhiệm kỳ)[^,.;:]{0,60},\s*)?(?:tất cả |toàn thể |toàn bộ |lãnh đạo |thủ trưởng )?"
)
_LEADS = re.compile(LEADS)
_MODAL = re.compile(
    r"(?:,?\s*(?:và\s+)?(?:cần phải|cần|phải|sẽ|(?:cũng\s+)?(?:đã\s+)?thống nhất(?! với| đề| chủ| nội)|có trách nhiệm|chịu trách nhiệm(?: về việc| trong việc| trước [^,;.]{0,60}? về(?: việc)?)?|có nhiệm vụ|được giao nhiệm vụ|"
    r"được phân công|được giao|làm đầu mối|là (?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì)[^,;.:]{0,60}[,:;]|thường trực)\s+)"
)
_LED = re.compile(
    rf"(?:,?\s*(?:và\s+)?(?:là (?:cơ quan|đơn vị)\s+)?(?:chịu trách nhiệm\s+)?chủ trì(?:(?: thực hiện| triển khai)(?=,))?)(?:\s*,?\s*(?:và\s+|đồng thời\s+)?(?:chủ động\s+)?(?:phối hợp|hiệp đồng)"
    rf"(?:\s+[^\s,;.{OPEN}]+){{0,3}}?\s+(?:với|cùng)(?:\s+với)?\s+(?:các\s+)?(?P<with>{PARTNERS}))?\s*,?\s*"
)
_WITH = re.compile(
    rf"(?:,?\s*(?:và\s+)?(?:(?:chủ động|tích cực|tiếp tục|thường xuyên|tăng cường)\s+)?(?:phối hợp|hiệp đồng)(?:\s+(?:chặt chẽ|thường xuyên|tốt|kịp thời))?\s+(?:với|cùng)(?:\s+với)?\s+(?:các\s+)?"
    rf"(?P<with>{PARTNERS})|,?\s*cùng(?: với)? (?P<also>{PARTNERS}))\s*,?\s*"
)
PARTNER = re.compile(
    rf"(?:phối hợp|hiệp đồng)(?:\s+[^\s,;.{OPEN}]+){{0,5}}?\s+(?:với|cùng)(?:\s+với)?\s+(?:các\s+)?(?P<with>{PARTNERS})"
)
_ACCORDING = re.compile(
    r",?\s*(?:căn cứ|theo(?! dõi)|trên cơ sở|với|trong phạm vi|tùy theo|thực hiện theo)\b[^,;:.]{0,160}?(?:(?:được giao|của mình|phụ trách|quản lý|hiện hành|theo quy định|được phân công|của đơn vị mình|của đơn vị(?! mình)|của ngành mình|của ngành(?! mình)|của địa phương|tình hình thực tế)(?!\w)\s*,?\s+|,\s+)"
)
_EVENT = re.compile(
    r"(?:đồng |trực tiếp )?(?:hội nghị|cuộc họp|buổi|phiên họp|lễ|hội thảo|tổ chức (?:lễ|hội nghị|buổi|cuộc họp)|bắt|phát hiện|thu giữ|triệt phá|phá|cứu|tiếp nhận|tiếp đoàn|chúc)\s"
)
_WHEN = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|hồi|khoảng|lúc|mới đây|vừa qua|trước đó|hôm nay|sau khi|được biết|từ ngày|tính đến|đến nay|thời gian qua|trong thời gian qua|"
    r"những năm qua|trong những năm|những năm gần đây|qua \d|nhiều năm|trong nhiều năm|theo báo cáo|cũng tại|tại buổi|nhân dịp|dự|tham dự|cùng dự)(?!\w)"
)
FUTURE = re.compile(
    r"(?:trong )?(?:thời gian tới|thời gian tiếp theo|giai đoạn tới|những tháng (?:cuối năm|tiếp theo|còn lại)|6 tháng cuối năm|sáu tháng cuối năm|quý tới|tháng tới|năm tới|sắp tới|tới đây|nhiệm kỳ tới)(?!\w)"
)
_ADVERBIAL = re.compile(
    r"(?:để|trong|căn cứ|trên cơ sở|thực hiện|nhằm|khi|với|từ|đối với|thời gian|năm|quý|theo|hằng|hàng|định kỳ|trước|sau|tại|về|riêng|ngoài|bên cạnh|cùng với|"
    r"đồng thời|do đó|vì vậy|triển khai|giai đoạn|6 tháng|những|đến|nếu|trường hợp|cụ thể|tiếp tục|qua|phát huy|phát biểu|kết luận|nhấn mạnh|đồng chí|thay mặt|tiếp thu|xét|kế hoạch|nghị quyết|quyết định)(?!\w)"
)
_CONNECT = re.compile(
    r"\s*(?:(?:theo đó|đồng thời|bên cạnh đó|ngoài ra|cụ thể|trong đó|trước mắt|cùng với đó|mặt khác|do đó|vì vậy|song song với đó|riêng|đối với|về phía|và|ngoài ra|cuối cùng)(?!\w)\s*[,:]?\s*)+"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before an action: leads, coordinators, where the action starts and by which rule we know."""

    rule: str
    start: int
    leads: tuple[Mention, ...] = ()
    partners: tuple[Mention, ...] = ()
    shared: bool = False
    each: bool = False
    written: tuple[str, tuple[int, int]] | None = None
    opens: bool = True
    extras: tuple[str, ...] = field(default=())
    strangers: tuple[tuple[str, tuple[int, int]], ...] = field(default=())


class Orders:
    """Reads frames in one shadow text."""

    def __init__(self, shadow: str, plain: str, mentions: list[Mention], verbs: Verbs) -> None:
        self.shadow, self.plain, self.verbs = shadow, plain, verbs
        self.at = {m.start: m for m in mentions}

    def frame(self, start: int, end: int, *, told: bool) -> Frame | None:
        """The frame that opens shadow[start:end], or None. `told`: the text retells orders (no official layout)."""
        connected = _CONNECT.match(self.shadow, start, end)
        begin = connected.end() if connected else start
        return (
            self._agreed(start, end)
            or self._ordered(start, end, told=told)
            or self._led(begin, end)
            or self._subject(begin, end)
            or self._open(begin, end)
        )

    def mentions(self, start: int, end: int) -> tuple[Mention, ...]:
        """The bodies whose marks stand in shadow[start:end]."""
        found = []
        pos = self.shadow.find(OPEN, start, end)
        while pos >= 0:
            found.append(self.at[pos])
            pos = self.shadow.find(OPEN, pos + 1, end)
        return tuple(found)

    # «UBND tỉnh yêu cầu A, B …», «Giao A …», «Đề nghị …»
    def _ordered(self, start: int, end: int, *, told: bool) -> Frame | None:
        shadow = self.shadow
        for match in ORDER.finditer(shadow, start, end):
            verb = match[1]
            left = shadow[max(start, match.start() - 24) : match.start()]
            if _NOT_LEFT.search(left) or self._is_past(start, match.start(), verb):
                continue
            pos = _MEANWHILE.match(shadow, match.end(), end).end()  # type: ignore[union-attr]
            if self._inner(start, match.start()):
                continue
            if _AS_FOLLOWS.match(shadow, pos, end):
                return Frame("order-intro", pos, opens=False)
            pos = self._skip(pos, end)
            leads = _LEADS.match(shadow, pos, end)
            if verb in ("chỉ đạo", "nhấn mạnh", "chỉ rõ"):
                if not (told and leads and self._giver(start, match.start())):
                    continue
            if leads:
                frame = self._after(leads, end, "order", each=self._each(leads, verb))
                return (
                    replace(frame, opens=True)
                    if verb.startswith("giao") and not _FAILS.match(shadow, frame.start)
                    else frame
                )
            if verb not in ("yêu cầu", "đề nghị"):
                continue
            if frame := self._unnamed(pos, end):
                return frame
        return None

    def _inner(self, start: int, order: int) -> bool:
        """«kiểm tra, yêu cầu … khắc phục»: the word is an action of the lead, not an order to it."""
        connected = _CONNECT.match(self.shadow, start, order)
        begin = connected.end() if connected else start
        if begin >= order or not self.verbs.opener(begin):
            return False
        return not _GIVER.search(self.shadow, max(begin, order - 50), order)

    # «UBND tỉnh thống nhất đề nghị của A về việc tiếp tục …»: A leads
    def _agreed(self, start: int, end: int) -> Frame | None:
        match = _AGREED.search(self.shadow, start, min(end, start + 300))
        if match is None or not self.verbs.opener(match.end()):
            return None
        return Frame("order", match.end(), self.mentions(match.start("who"), match.end("who")))

    def _unnamed(self, pos: int, end: int) -> Frame | None:
        """An order without a known body: straight to the verb, behind a comma, or a body as it is written."""
        if self.verbs.opener(pos):
            return Frame("order-open", pos)
        later = self.shadow.find(OPEN, pos, min(end, pos + 260))
        while later >= 0:
            if self.shadow[later - 2 : later] in (", ", ": "):
                leads = _LEADS.match(self.shadow, later, end)
                if leads and (frame := self._after(leads, end, "order")) and frame.opens:
                    return frame
            later = self.shadow.find(OPEN, later + 1, min(end, pos + 260))
        match = _NOUN_THEN_VERB.match(self.shadow, pos, end)
        if match and match[1].count(" ") < 14 and OPEN not in match[1]:
            modal = _MODAL.match(self.shadow, match.end(1), end)
            at = modal.end() if modal else match.end(1) + 1
            if self.verbs.opener(at):
                return Frame(
                    "order-written", at, written=(match[1].strip(" ,"), (match.start(1), match.end(1)))
                )
        return None

    # «Chủ trì, phối hợp với B …» under a standing lead
    def _led(self, start: int, end: int) -> Frame | None:
        if not self.shadow.startswith(
            ("chủ trì", "là cơ quan", "là đơn vị", "chịu trách nhiệm", "có trách nhiệm"), start
        ):
            return None
        frame = self._tail("led", (), start, end)
        return frame if frame.opens and frame.start > start else None

    # «A chủ trì …», «A có trách nhiệm …», «A: …», «A cần …», «A tăng cường …»
    def _subject(self, start: int, end: int) -> Frame | None:
        for pos in self._clause_starts(start, end):
            leads = _LEADS.match(self.shadow, pos, end)
            if leads is None:
                continue
            frame = self._after(leads, end, "subject")
            if not frame.opens:
                continue
            between = self.shadow[leads.end() : frame.start]
            return _named_rule(frame, between)
        return None

    def _open(self, start: int, end: int) -> Frame | None:
        """No subject: an action verb opens, perhaps behind an adverbial («Trong năm 2023, tiếp tục …»)."""
        pos = self._skip(start, end)
        partners = _WITH.match(self.shadow, pos, end)
        if partners and self.verbs.opener(partners.end()):
            return Frame("open", partners.end(), partners=self.mentions(partners.start(), partners.end()))
        if self.verbs.opener(pos):
            return Frame("open", pos)
        if (modal := _MODAL.match(self.shadow, pos, end)) and self.verbs.opener(modal.end()):
            return Frame("open", modal.end())
        if self.shadow.startswith("khi ", pos) and (frame := self._conditioned(pos, end)):
            return frame
        for at in self._clause_starts(start, end):
            if at > start and self.verbs.opener(at):
                return Frame("open-late", at)
        if frame := self._grounded(pos, end):
            return frame
        return self._conditioned(pos, end) if _CONDITION.match(self.shadow, pos, end) else None

    def _grounded(self, pos: int, end: int) -> Frame | None:
        """«Trên cơ sở chủ trương của Đảng, Nhà nước làm tốt …»: the action starts at the first plain verb of doing."""
        match = _GROUNDS.match(self.shadow, pos, end)
        return Frame("open-late", match.end()) if match and OPEN not in match[0] else None

    def _conditioned(self, pos: int, end: int) -> Frame | None:
        """«Khi lập quy hoạch … cần đầu tư …»: the condition stays outside."""
        needs = _NEEDS.search(self.shadow, pos, min(end, pos + 200))
        if needs and OPEN not in self.shadow[pos : needs.start()] and self.verbs.opener(needs.end()):
            return Frame("open-must", needs.end())
        return None

    def _clause_starts(self, start: int, end: int) -> list[int]:
        """The start, and behind the first commas as long as what comes before is adverbial."""
        starts = [start]
        if not _ADVERBIAL.match(self.shadow, start, end):
            return starts
        limit = min(end, start + 420)
        pos = start
        for _ in range(6):
            pos = self.shadow.find(", ", pos, limit)
            if pos < 0:
                break
            pos += 2
            starts.append(pos)
        return starts

    def _after(self, leads: re.Match[str], end: int, rule: str, *, each: bool = False) -> Frame:
        found = self.mentions(leads.start(), leads.end())
        frame = self._tail(rule, found, leads.end(), end, each=each)
        if frame.opens or not (match := _RELATIVE.match(self.shadow, leads.end(), end)):
            return frame
        narrowed = self._tail(rule, found, match.end(), end, each=each)
        if not narrowed.opens or _PAST.search(match[0]):
            return frame
        if all(m.kind == "generic" for m in found) and len(found) == 1:
            span = (leads.start(), leads.end() + len(match[0].rstrip()))
            return replace(narrowed, written=(self.plain[slice(*span)], span))
        return narrowed

    def _tail(
        self, rule: str, leads: tuple[Mention, ...], pos: int, end: int, *, each: bool = False
    ) -> Frame:
        """From behind the leads to the verb: duties, reasons, partners."""
        shadow = self.shadow
        strangers: list[tuple[str, tuple[int, int]]] = []
        partners: list[Mention] = []
        shared = False
        extras: list[str] = []
        while pos < end and shadow[pos] in " ,:-\n":
            if shadow[pos] == ":":
                extras.append("colon")
            pos += 1
        for _ in range(8):
            before = pos
            if match := _LED.match(shadow, pos, end):
                extras.append("led")
                shared, each = True, False
            elif match := _WITH.match(shadow, pos, end):
                if not self._acts(match.end(), end) and not self._stranger(match.end(), end):
                    break
            elif match := _MODAL.match(shadow, pos, end):
                extras.append("must" if re.search(r"cần|phải|sẽ", match[0]) else "duty")
            elif match := self._reason(pos, end):
                pass
            else:
                break
            pos = match.end()
            group = match.groupdict()
            for name in ("with", "also"):
                if group.get(name):
                    partners.extend(self.mentions(match.start(name), match.end(name)))
            if group.get("with") and not self._acts(pos, end) and (stranger := self._stranger(pos, end)):
                strangers.append((stranger[1].strip(), stranger.span(1)))
                pos = stranger.end()
            if pos == before:
                break
        opens = bool(self.verbs.opener(pos)) or shadow.startswith("phối hợp", pos)
        if "led" in extras and _EVENT.match(shadow, pos, end):
            opens = False
        return Frame(
            rule,
            pos,
            leads,
            tuple(partners),
            shared,
            each,
            opens=opens,
            extras=tuple(extras),
            strangers=tuple(strangers),
        )

    def _stranger(self, pos: int, end: int) -> re.Match[str] | None:
        """A partner without a known name between the partners and the verb: «… và đoàn viên nòng cốt tổ chức»."""
        match = _STRANGER.match(self.shadow, pos, end)
        return match if match and self.verbs.opener(match.end()) else None

    def _reason(self, pos: int, end: int) -> re.Match[str] | None:
        match = _ACCORDING.match(self.shadow, pos, end)
        if match is None:
            return None
        while match and not self._acts(match.end(), end):
            more = _REST.match(self.shadow, match.end(), end)
            if more is None or more.end() - pos > 320:
                return None
            if self._acts(more.end(), end):
                return more
            match = more
        return match

    def _acts(self, pos: int, end: int) -> bool:
        return bool(
            self.verbs.opener(pos) or _LED.match(self.shadow, pos, end) or _MODAL.match(self.shadow, pos, end)
            or _WITH.match(self.shadow, pos, end)
        )  # fmt: skip

    def _skip(self, pos: int, end: int) -> int:
        while pos < end and self.shadow[pos] in " :,\n\"'":
            pos += 1
        return pos

    def _is_past(self, start: int, order: int, verb: str) -> bool:
        before = self.shadow[start:order]
        if not _PAST.search(before):
            return False
        return verb == "chỉ đạo" or not _SPEECH.search(before)

    def _giver(self, start: int, order: int) -> bool:
        """Somebody speaks before the verb: a leader by post, or a meeting."""
        before = self.shadow[start:order]
        return bool(_SPEECH.search(before)) or any(m.post for m in self.mentions(start, order))

    def _each(self, leads: re.Match[str], verb: str) -> bool:
        found = self.mentions(leads.start(), leads.end())
        return len(found) > 1 or any(len(m.names) > 1 or m.kind == "generic" for m in found)

    def narrates(self, start: int, end: int) -> bool:
        """The sentence opens like news or a report of what was done."""
        return bool(_WHEN.match(self.shadow, start, end))


_GROUNDS = re.compile(
    r"(?:trên cơ sở|căn cứ|thông qua|bám sát)\s[^;:.]{5,160}?\s(?=(?:làm tốt|tăng cường|đẩy mạnh|tiếp tục|chủ động|tập trung|nâng cao|khẩn trương|xây dựng kế hoạch|tổ chức thực hiện|triển khai thực hiện)(?!\w))"
)
_RELATIVE = re.compile(
    rf"\s+(?:có|bị|được|nơi|thuộc|trên|ở|tại|của|đang|trực tiếp|không|chưa|đóng|giáp|cùng cấp|theo|qua)(?!\w)[^,;:.{OPEN}]{{2,80}}?(?:,\s+|\s+)"
    r"(?=(?:cần|phải|có trách nhiệm|tiếp tục|tăng cường|đẩy mạnh|chủ động|thực hiện|triển khai|tập trung|tổ chức|nâng cao|làm tốt|thường xuyên|rà soát|xây dựng|tuyên truyền|kiểm tra|kiểm soát|duy trì|quản lý|tham mưu|hướng dẫn|vận động|nắm|xử lý|theo dõi|kịp thời|khẩn trương|nghiêm túc|phối hợp|chủ trì|báo cáo|bố trí|quán triệt)(?!\w))"
)
_STRANGER = re.compile(
    rf"(?:,\s*|và\s+)*((?:các |lực lượng |trung tâm |ban |đội |tổ |phòng |chi cục |công ty |người |cán bộ |đoàn |hội |ngành |đơn vị |cơ quan |già làng|nhân dân|doanh nghiệp|chính quyền )[^,;:.{OPEN}]{{2,60}}?)\s+"
    r"(?=(?:tiếp tục|tăng cường|đẩy mạnh|chủ động|thực hiện|triển khai|tập trung|tổ chức|nâng cao|làm tốt|thường xuyên|rà soát|xây dựng|tuần tra|tuyên truyền|kiểm tra|kiểm soát|duy trì|quản lý|tham mưu|hướng dẫn|vận động|nắm|đấu tranh|xử lý|theo dõi)(?!\w))"
)
_AGREED = re.compile(
    rf"(?:thống nhất|đồng ý|nhất trí|chấp thuận)(?:\s+chủ trương)?(?:\s+(?:với|theo))?\s+(?:đề nghị|đề xuất|kiến nghị|phương án)\s+của\s+(?P<who>{LEADS})[^.;]{{0,120}}?\s+(?:về việc|về|trong việc)\s+"
)
_GIVER = re.compile(
    rf"{OPEN}|đồng chí|(?<!\w)(?:ông|bà|hội nghị|chủ tịch|bí thư|trưởng|giám đốc|bộ trưởng|thủ tướng)(?!\w)"
)
_FAILS = re.compile(rf"\s*(?:[:.;]|$|{OPEN}|nêu|tại|đã|trong|số|hoặc|làm chủ)")
_AS_FOLLOWS = re.compile(
    r"\s*(?:(?:thực hiện|triển khai)?\s*(?:các|một số)?\s*(?:nội dung|nhiệm vụ|công việc|vấn đề|giải pháp)?\s*(?:cụ thể|trọng tâm)?\s*(?:như sau|sau đây|sau)?)?\s*:\s*$"
)
_NEEDS = re.compile(r"(?<!\w)(?:cần phải|cần|phải)\s+")
_CONDITION = re.compile(r"(?:khi|trong quá trình|trong|đối với|để|với|trường hợp)(?!\w)")
_REST = re.compile(
    r"[^,;:.]{1,160}?(?:(?:được giao|được phân công|quản lý|phụ trách|hiện hành|của mình|mình|của đơn vị(?! mình)|theo quy định)(?!\w)\s*,?\s+|,\s+)"
)
_NOUN_THEN_VERB = re.compile(
    r"((?:các |lực lượng |trung tâm |ban |đội |tổ |phòng |chi cục |công ty |người |cán bộ|toàn |mỗi |từng |đơn vị |ngành |hội |cấp ủy|chi bộ|đảng viên|nhân dân|doanh nghiệp|nhà thầu|chủ )[^,;:.]{2,90}?)"
    r"(?=\s+(?:tiếp tục|tăng cường|đẩy mạnh|chủ động|khẩn trương|nghiêm túc|cần|phải|thực hiện|triển khai|tập trung|kịp thời|phối hợp|tổ chức|nâng cao|quán triệt|làm tốt|thường xuyên|rà soát|xây dựng|báo cáo|bố trí)(?!\w))"
)


def _named_rule(frame: Frame, between: str) -> Frame:
    rule = "subject"
    if "led" in frame.extras:
        rule = "subject-leads"
    elif "duty" in frame.extras:
        rule = "subject-duty"
    elif "colon" in frame.extras:
        rule = "subject-colon"
    elif "must" in frame.extras:
        rule = "subject-must"
    return replace(frame, rule=rule)


def narrative_past(shadow: str, start: int, end: int) -> bool:
    """«đã» stands in shadow[start:end]."""
    return _PAST.search(shadow, start, end) is not None
