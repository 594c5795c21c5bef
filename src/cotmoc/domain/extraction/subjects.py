"""What an order is about, told before the body that it goes to: «Về hạ tầng: Sở A …», «Chế độ báo cáo: …»."""

import re

from cotmoc.domain.extraction.order_patterns import OPEN, A
from cotmoc.domain.extraction.verbs import Verbs

# «Về hạ tầng: Sở A …»: what the order is about stands before it.
_TOPIC = re.compile(
    rf"(?:(?:về|đối với|trong|riêng|trước mắt)\s[^:;.{OPEN}]{{2,90}}|"
    rf"đối với {A}[^:;.{OPEN}]{{0,40}}(?=:\s+{OPEN})|"
    r"(?:công điện|chỉ thị|công văn|văn bản|kế hoạch)(?: này)? (?:nêu|chỉ|ghi|đề ra|đặt ra|xác định)"
    r"(?: rõ)?(?: (?:\w+ )?(?:nhiệm vụ|giải pháp|nội dung|yêu cầu|việc)"
    r"(?: (?:chính|cụ thể|trọng tâm|chủ yếu|sau))*)?):\s+(?=\S)"
)
# «Kinh phí thực hiện: Sở A …», «Chế độ báo cáo: Định kỳ 6 tháng, …»: among orders, what they are about.
_HEADED = re.compile(
    rf"(?!(?:đồng chí|phát biểu|kết luận|ý kiến|kết quả|đánh giá|ví dụ|theo|nơi nhận|kính gửi)(?!\w))"
    rf"[^\W\d_][^:;.\"'(){OPEN}]{{4,60}}(?<!nêu rõ)(?<!nhấn mạnh)(?<!cho biết)(?<!như sau)(?<!sau đây):\s+"
    rf"(?={OPEN}|định kỳ(?!\w)|hằng (?!ngày)|hàng (?:tháng|quý|năm)|trước ngày )"
)
# «Công tác khám bệnh: khám bệnh cho …»: an item under a body, named before it is told.
_ITEM = re.compile(
    rf"(?:công tác|lĩnh vực|nội dung|việc|hoạt động|nhiệm vụ)\s[^:;.\"'(){OPEN}]{{2,60}}"
    r"(?<!như sau)(?<!sau đây)(?<!\ssau):\s+(?=\w)"
)


def behind_subject(shadow: str, verbs: Verbs, start: int, end: int, *, ordering: bool) -> int:
    """Where the order itself starts in shadow[start:end]; `start` when nothing stands before it.

    `ordering`: among orders also headings without «về» count, before a body, a rhythm or a verb.
    """
    if topic := _TOPIC.match(shadow, start, end):
        return topic.end()
    if not ordering:
        return start
    if headed := _HEADED.match(shadow, start, end):
        return headed.end()
    item = _ITEM.match(shadow, start, end)
    return item.end() if item and verbs.starter(item.end()) else start
