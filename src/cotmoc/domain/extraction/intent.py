"""Does a frame order something here and now, or does the text only tell, praise, hope or bind?"""

import re
from functools import cached_property

from cotmoc.domain.extraction.frames import Frame, narrative_past
from cotmoc.domain.extraction.order_patterns import FUTURE, OPEN
from cotmoc.domain.extraction.orders import Orders

_INTRO = re.compile(
    r"(?:(?:thực hiện|triển khai|tập trung|làm tốt|quan tâm|tổ chức|chỉ đạo|tiếp tục|chủ động|sớm|quán triệt|"
    r"nghiêm túc|khẩn trương|ngay|nghiêm|lãnh đạo|tham mưu|và|tốt|có hiệu quả|quyết liệt|đồng bộ|dồn sức|"
    r"dồn lực|ưu tiên|chú trọng|bám sát|nắm vững|thống nhất|phối hợp|làm|cho|vào|,)\s*)+"
    r"(?:các|một số|những)?\s*(?:nhiệm vụ|nội dung|giải pháp|công việc|công tác|biện pháp|phần việc|đầu việc|"
    r"điểm|vấn đề|yêu cầu|"
    r"việc)(?:,?\s*(?:và\s+)?(?:nhiệm vụ|nội dung|giải pháp|công việc|trọng tâm|chủ yếu|cụ thể|cấp bách|"
    r"trước mắt|quan trọng|then chốt|cấp thiết|lớn|chính|sau đây|sau|như sau|dưới đây|cơ bản))*\s*[:.]?\s*$"
)
# An introduction tells of several things, or ends in a colon; «… triển khai nhiệm vụ.» is an action.
_SEVERAL = re.compile(r"(?<!\w)(?:các|những|một số|sau|sau đây|dưới đây|trên|trọng tâm|\d+)(?!\w)|:\s*$")
# «… thực hiện tốt một số nội dung sau:», whatever stands before it.
_INTRODUCES = re.compile(
    r"(?:thực hiện|triển khai|làm|tập trung(?: vào)?)(?: \w+){0,3} (?:các|một số|những)? ?(?:nội dung|"
    r"nhiệm vụ|việc|"
    r"giải pháp|công việc|biện pháp)(?: \w+){0,4} (?:sau|sau đây|dưới đây|"
    r"thuộc trách nhiệm(?: của mình)?,? cụ thể)"
    r"\s*[:.]?\s*$"
)
FOLLOWS = re.compile(
    r"(?:như sau|sau đây|sau|yêu cầu|đề nghị|quyết định|quyết nghị|chỉ thị|nội dung|"
    r"nhiệm vụ|giải pháp|kết luận|chỉ đạo|điện|"
    r"thống nhất|trọng tâm|công việc)\s*(?:cụ thể|chủ yếu|chính)?\s*:\s*$"
)
_FORMULA = re.compile(
    r"(?:căn cứ (?:quyết định|nghị quyết|kế hoạch|chỉ thị)[^.;]{0,30})?(?:thi hành|thực hiện|"
    r"tổ chức thực hiện|triển khai thực hiện)\s+(?:nghị quyết|quyết định|quy chế|chỉ thị|kế hoạch|"
    r"thông báo|công văn|nội dung)\s+(?:này|trên|nêu trên)(?:\s+(?:kể từ|có hiệu lực)[^.;]*)?\s*\W*$"
)
_NOT_ACTION = re.compile(
    r"nhận được |(?:sau khi xem xét|xem xét xong),? [^.;]{0,80}có ý kiến|"
    r"(?:(?:thống nhất|nhất trí|chấp thuận)(?: về)? chủ trương|cho phép)(?! giao)|thống nhất với |"
    r"trực tiếp (?:về|trước) |"
    r"tạo đà|góp sức|đánh giá cao|ghi nhận|biểu dương những|hoan nghênh|cơ bản |đồng ý|"
    r"ban hành (?:công văn|kèm theo|văn bản số|quyết định số|kế hoạch số|chỉ thị số)|"
    r"chịu trách nhiệm(?: (?:toàn diện|hoàn toàn|chính|trước|nếu|về mọi)[^;]*)?$|"
    r"thực hiện (?:nghị quyết|quyết định|chỉ thị|công văn|kế hoạch|nghị định|công điện|chương trình)"
    r"[^,;]{0,140}, (?:ngày|trong|tại|sáng|chiều)|"
    r"(?:xin )?thông báo [^.;]{0,90}(?<!\w)biết(?:,| và| để|\W*$)|có hiệu lực|kính gửi|trân trọng|"
    r"xin |cảm ơn|cho ý kiến|thống nhất đánh giá|được |bị |quyết định (?:này )?có hiệu lực|"
    r"quyết định (?:lấy|công nhận|"
    r"phê duyệt|chọn) "
)
# «… cung cấp các nội dung sau:»: what is listed behind it is asked for, not done.
_ASKS_FOR = re.compile(
    r"(?:cung cấp|báo cáo|gửi|tham gia ý kiến)(?: \w+){0,2} (?:nội dung|số liệu|thông tin|tài liệu)(?!\w)"
)
# «Thống nhất tổ chức hội nghị; giao A chuẩn bị»: decided by those who met, and handed to nobody yet.
_DECIDED = re.compile(
    r"(?:thống nhất|nhất trí|đồng ý)(?: về)? (?:việc )?(?:tổ chức|thành lập|ban hành|kiện toàn|bổ sung|"
    r"điều chỉnh|phê duyệt|chọn|lấy)(?!\w)"
)
# «Thực hiện Công văn số … của …; UBND tỉnh yêu cầu …»: what an order goes back to.
_RECITES = re.compile(
    r"(?:theo đó,\s+)?(?:thực hiện|căn cứ|theo|xét|tiếp theo|triển khai)\s+(?:tinh thần |nội dung )?"
    r"(?:nghị quyết|quyết định|chỉ thị|công văn|kế hoạch|nghị định|công điện|thông báo|văn bản|kết luận|"
    r"chương trình|ý kiến|chỉ đạo|đề nghị)(?!\w)"
)
GOAL = re.compile(r"(?:mục tiêu|mục đích|phấn đấu|quan điểm|phương châm|chủ đề|lý do|nguyên nhân)(?!\w)")
CREDIT = re.compile(
    r"\s*(?:tác giả|nguồn|ảnh|tin, ảnh|bài, ảnh|người viết|theo|tin khác|tin liên quan|bài và ảnh)\s*:"
)
THEREBY = re.compile(r"(?:qua đó|từ đó|nhờ đó|nhờ vậy|góp phần)(?!\w)")
HANDED = re.compile(rf"(?<!\w)(?:giao|yêu cầu|đề nghị) (?:cho )?{OPEN}")
# «A đã chủ động phối hợp …», but not «A đã yêu cầu B …», of which the order still holds.
DID = re.compile(
    r"(?<!\w)đã\s+(?!(?:\w+,? )?(?:thống nhất|nhất trí|yêu cầu|chỉ đạo|đề nghị|giao|ký|có|xác định|đề ra|"
    r"quyết định|ban hành|đồng ý|kết luận|được)(?!\w))"
)
# «… đã bàn, thống nhất phương hướng, nhiệm vụ phối hợp thời gian tới», and no more in the sentence.
SETTLED = re.compile(
    r"(?<!\w)(?:thống nhất|nhất trí|đề ra|xác định)(?: \w+){0,2} (?:phương hướng|nhiệm vụ|nội dung|biện pháp|"
    r"giải pháp)(?:[^:;.]{0,120}(?:thời gian tới|thời gian tiếp theo|cuối năm|năm tới|quý tới|tiếp theo|"
    r"giai đoạn \d|năm 20\d\d))[^:;.]{0,40}[.:…]*\s*$"
)
ONLY_DUE = re.compile(
    r"(?:hoàn thành|thời gian|thời hạn|xong)\s*(?:(?:thực hiện|hoàn thành|báo cáo)\s*)?(?::|trước|trong|"
    r"chậm nhất)|(?:chậm nhất|muộn nhất|hạn chót)\s*:"
)
# An opinion or a wish that a text retells is nobody's order.
_OPINION = re.compile(
    r"(?:các |một số )?(?:ý kiến(?! kết luận| chỉ đạo)|cử tri|đại biểu|người dân|nhân dân)(?!\w)"
)
# A law explained: what it binds anybody to is no order of this text.
_LAW_TOLD = re.compile(
    r"(?:căn cứ |cũng )?(?:theo|tại)\s+(?:quy định (?:tại|của) )?(?:điểm \w+,? )?(?:khoản|điều|luật|bộ luật|"
    r"nghị định|thông tư|pháp lệnh)(?!\w)|(?:luật|bộ luật|nghị định|thông tư|pháp lệnh)[^.;,]{0,80} quy định"
)
_EVENT_HELD = re.compile(r"(?:tổ chức|chủ trì) (?:hội nghị|lễ|cuộc họp|buổi lễ|buổi làm việc|giao ban)(?!\w)")
# What is held again and again is a duty: «Hằng tháng, ba lực lượng tổ chức giao ban».
_REGULAR = re.compile(r"(?<!\w)(?:(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|định kỳ|luân phiên|một lần)(?!\w)")
_PERIOD = re.compile(
    r"(?:(?:về )?nhiệm vụ (?:trọng tâm )?)?(?:(?:trong|sang|bước sang|bước vào|vào|suốt|ngay từ|"
    r"từ nay đến hết|từ nay đến cuối|đến hết|"
    r"đến cuối) )*"
    r"(?:năm|quý|6 tháng|tháng|giai đoạn|nhiệm kỳ)\s(?!qua(?!\w))"
)
_LATER_PERIOD = re.compile(rf",\s+{_PERIOD.pattern}")
_GOING_ON = ("tiếp tục", "sẽ", "phấn đấu", "luôn", "tập trung", "đẩy mạnh", "tăng cường")
_RESULT = re.compile(
    r"\d[\d.,]*\s*(?:vụ|đối tượng|lượt|cuộc|buổi|đợt|lần|hộ|tổ|"
    r"chốt|kg|gam|bánh|viên|suất|phần quà|nhà|căn|người|triệu|tỷ|tỉ|km|lớp)"
    r"(?!\w)"
)
_DUE_BY = re.compile(
    r"(?:hoàn thành|báo cáo|gửi|xong)[^.;]{0,120}(?<!\w)(?:trước|chậm nhất|muộn nhất)[^.;\d]{0,24}\d{1,2}"
)
_RETOLD = re.compile(
    r"(?:công điện|chỉ thị|công văn|văn bản|kế hoạch)(?: này)? (?:nêu|chỉ|ghi) rõ\s*[:,]|"
    r"theo (?:quy chế|quy ước|chương trình|thỏa thuận|biên bản|bản ghi nhớ)"
    r"(?: phối hợp| ký kết| này| trên)*,|"
    r"theo (?:đó|(?:chỉ đạo|yêu cầu|phân công)(?: của [^,.;]{0,50})?|nội dung [^,]{0,40}|"
    r"(?:nội dung |chương trình |quy chế |bản |kế hoạch )?(?:ký kết|thỏa thuận|ghi nhớ|phối hợp|hợp tác)"
    r"[^,]{0,50}|tinh thần [^,]{0,40}|"
    r"(?:kế hoạch|chỉ thị|công văn|văn bản|công điện|chương trình|phương án|kết luận)"
    r"(?: này| trên| số[^,]{0,40})?),"
)
# Two bodies agree on what each of them will do from now on.
_PACT = re.compile(
    r"(?<!\w)(?:ký kết|ký|kết nghĩa|giao ước)(?: \w+){0,3} (?:chương trình|quy chế|kế hoạch|thỏa thuận|"
    r"nghị quyết|bản ghi nhớ|giao ước|kết nghĩa)(?!\w)|(?:lễ |ký )kết nghĩa|cùng giao ước"
)
_BOTH = re.compile(r"(?:hai|các|ba) (?:bên|đơn vị|ngành|lực lượng)", re.I)
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
# «… quán triệt và thực hiện:» opens a list; so few syllables before a colon are no task.
SHORT_INTRO = 8
# What a decision does by itself: nobody owes it.
PERFORMS = re.compile(
    r"(?:phê duyệt|thành lập|kiện toàn|ban hành|bãi bỏ|hủy bỏ|tặng|công nhận|bổ nhiệm|điều động|quy định|"
    r"sửa đổi|bổ sung|thay thế|thu hồi|cho phép|chuyển|phân bổ|điều chỉnh|công bố|"
    r"giao (?:chỉ tiêu|dự toán|biên chế|kế hoạch)|chấp thuận|thông qua|cấp|đặt tên|xếp hạng|miễn nhiệm|"
    r"cử)(?!\w)"
)
ORDERS = frozenset({"order", "order-written", "order-open", "order-far"})
STRONG = frozenset(
    {"order", "order-written", "order-far", "subject-leads", "subject-duty", "subject-colon", "led", "row"}
)


# «UBND tỉnh vừa ban hành văn bản …», «Chỉ thị nêu rõ …»: the text tells of a document without its number.
_TOLD_OF = re.compile(
    r"(?<!\w)(?:ban hành|ký|có|ra|gửi|gửi đi)(?: \w+){0,2} (?:công văn|văn bản|chỉ thị|kế hoạch|công điện|"
    r"thông báo|"
    r"quyết định|chương trình)(?!\w)|(?:công văn|văn bản|chỉ thị|kế hoạch|công điện|thông báo)(?: này)? "
    r"(?:khẳng định|nêu|yêu cầu|chỉ đạo|cho biết)"
)


class Intent:
    """Judges frames of one text. `told`: no official layout; `announced`: it presents a document."""

    def __init__(self, shadow: str, orders: Orders, *, told: bool, announced: bool) -> None:
        self.shadow, self.orders, self.told = shadow, orders, told
        self._announced = announced

    def counts(self, frame: Frame, start: int, left: int, *, ordering: bool, past: bool) -> bool:
        """Is the frame of the part at `left` in the sentence at `start` an order? `past`: results so far."""
        if _OPINION.match(self.shadow, start):
            return False
        if frame.rule in ORDERS:
            return True
        if not ordering and _LAW_TOLD.match(self.shadow, start):
            return False
        if frame.rule == "open-late" and narrative_past(self.shadow, left, frame.start):
            return False
        future = self._future(start, frame.start) or (
            frame.rule.startswith("subject") and self._due(frame.start, frame.start + 200)
        )
        if "reported" in frame.extras:
            return True
        told = narrative_past(self.shadow, left, frame.start) or self.orders.narrates(start, frame.start)
        if told and not future:
            return False
        if frame.rule == "subject-must":
            return True
        free = frame.rule == "subject-free"
        if (
            (free or not ordering)
            and not future
            and _RESULT.search(self.shadow, frame.start, frame.start + 160)
        ):
            return False
        if frame.rule in STRONG:
            return future or not past
        return future or (ordering and not past)

    def acts(self, start: int, end: int, rule: str, told: int) -> bool:
        """An action that could be followed up, not an introduction, a formula of execution or praise.

        `told`: where its sentence starts.
        """
        text = self.shadow[start:end]
        if not text.strip():
            return False
        if text.rstrip().endswith(":") and len(text.split()) <= SHORT_INTRO and not _ASKS_FOR.match(text):
            return False
        if _NOT_ACTION.match(text) or (_INTRO.match(text) and _SEVERAL.search(text)):
            return False
        if rule != "order" and (_FORMULA.match(text) or (rule == "open" and _DECIDED.match(text))):
            return False
        if rule in STRONG or not _EVENT_HELD.match(text):
            return True
        return _REGULAR.search(self.shadow, told, end) is not None

    def before_intro(self, start: int, end: int) -> int:
        """Where the action ends when «…, làm một số việc sau:» follows it; `start` when nothing is left."""
        told = any(self.shadow.find(word, start, end) >= 0 for word in ("sau", "dưới đây", "cụ thể"))
        match = _INTRODUCES.search(self.shadow, start, end) if told else None
        if match is None:
            return end
        end = start + len(self.shadow[start : match.start()].rstrip(" ,"))
        verb = self.orders.verbs.opener(start)
        return end if verb and verb < end else start

    def recites(self, start: int, end: int) -> bool:
        """Only names the documents that the order behind it goes back to."""
        return _RECITES.match(self.shadow, start, end) is not None

    def introduces(self, start: int, end: int) -> bool:
        """«… tập trung thực hiện một số công việc sau:»: an opening of orders."""
        return _INTRO.match(self.shadow[start:end]) is not None

    def narrated(self, start: int, end: int, *, counts: bool) -> bool:
        """The sentence tells what was done; `counts`: what it counts is taken for a result."""
        if narrative_past(self.shadow, start, end) or self.orders.narrates(start, end):
            return True
        return counts and _RESULT.search(self.shadow, start, end) is not None

    def _future(self, start: int, end: int) -> bool:
        return (
            bool(FUTURE.search(self.shadow, start, end))
            or self._planned(start, end)
            or self._retold(start, end)
            or self._pledged(start, end)
        )

    def _due(self, start: int, end: int) -> bool:
        """A day to finish by, and nothing done yet: «… báo cáo kết quả trước ngày 5/2/2024»."""
        return bool(_DUE_BY.search(self.shadow, start, end))

    def _planned(self, start: int, end: int) -> bool:
        """«Trong năm 2023, A tiếp tục …», «Quý II, A …»: a period and a verb of going on."""
        named = _PERIOD.match(self.shadow, start, end) or _LATER_PERIOD.search(self.shadow, start, end)
        return named is not None and self.shadow.startswith(_GOING_ON, end)

    def _pledged(self, start: int, end: int) -> bool:
        """«Hai bên thường xuyên trao đổi …», where the text tells of an agreement of theirs."""
        return self.told and _BOTH.match(self.orders.plain, start, end) is not None and self._agreed <= start

    # What follows is looked for once: from the beginning for every sentence, a long text would take hours.
    @cached_property
    def _agreed(self) -> int:
        """Where the text has first told of an agreement; behind its end when nowhere."""
        pact = _PACT.search(self.shadow)
        return pact.end() if pact else len(self.shadow) + 1

    @cached_property
    def _presents(self) -> bool:
        """The text presents a document."""
        return self._announced or _TOLD_OF.search(self.shadow, 0, 1000) is not None

    @cached_property
    def _first_sentence(self) -> int:
        """Where the text's first sentence ends; behind its end when nowhere."""
        stop = _SENTENCE.search(self.shadow)
        return stop.end() if stop else len(self.shadow) + 1

    def _retold(self, start: int, end: int) -> bool:
        """«Theo kế hoạch, A …»; «Theo đó, A …» once a document was announced: it is ordered there."""
        match = _RETOLD.match(self.shadow, start, end)
        if not self.told or match is None:
            return False
        # A passage that begins with «Theo đó» behind its headline was cut from what it goes back to.
        return self._presents or match[0] != "theo đó," or self._first_sentence > start
