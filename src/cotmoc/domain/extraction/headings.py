"""What a heading announces: orders, a report of what was done, or neither."""

import re

_ORDER_HEADING = re.compile(
    r"định hướng (?:phát triển|nhiệm vụ|công tác)|nhiệm vụ|giải pháp|tổ chức thực hiện|phương hướng|"
    r"phân công|trách nhiệm|nội dung (?:thống nhất|"
    r"thực hiện|triển khai|chủ yếu|công việc)|kết luận(?! (?:cuộc họp|hội nghị|buổi|phiên))|"
    r"chương trình công tác|công tác trọng tâm"
)
_REPORT_HEADING = re.compile(
    r"kết quả|tình hình|đánh giá|mục đích|mục tiêu|yêu cầu|quan điểm|tồn tại|hạn chế|khó khăn|thuận lợi|"
    r"ưu điểm|nguyên nhân|bài học|căn cứ|sự cần thiết|đặc điểm|thực trạng|khen thưởng|thành phần|"
    r"kinh phí|điều khoản thi hành|phạm vi|đối tượng áp dụng|kiến nghị|đề xuất"
)
_CONTENT = re.compile(
    r"\s*(?:các )?nội dung(?: chuẩn bị| công việc| thực hiện| triển khai| cụ thể)?"
    r"(?:,? (?:và )?(?:biện pháp|tiến độ|thời gian|hoạt động))*\s*:?\s*$"
)
_ALWAYS_ORDERS = re.compile(r"nhiệm vụ|giải pháp|phương hướng")


def mode_of(text: str, *, plan: bool = False) -> str | None:
    """«order», «report» or None for a heading in lower case; «NỘI DUNG» orders in a `plan`."""
    if plan and _CONTENT.match(text):
        return "order"
    if text.strip() == "báo cáo":
        return "report"
    told = _REPORT_HEADING.search(text)
    if told and not _ALWAYS_ORDERS.search(text) and not (plan and told[0] == "khen thưởng"):
        return "report"
    return "order" if _ORDER_HEADING.search(text) else None
