"""What roles, permissions, account states and deeds are called on the pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cotmoc.domain.access import Permission, Role

P = Permission
ROLES: dict[Role, str | Promise] = {
    Role.OFFICE: _("Văn phòng"),
    Role.LEADER: _("Lãnh đạo Ban Chỉ đạo"),
    Role.AGENCY_LEAD: _("Lãnh đạo đơn vị"),
    Role.AGENCY_STAFF: _("Chuyên viên đơn vị"),
    Role.POST: _("Đồn, trạm, xã"),
    Role.AUDITOR: _("Kiểm tra"),
    Role.ADMINISTRATOR: _("Quản trị hệ thống"),
}
PERMISSIONS: dict[Permission, str | Promise] = {
    P.READ_DIRECTIVE: _("Xem văn bản"),
    P.REGISTER_DIRECTIVE: _("Nhập văn bản"),
    P.REVIEW_DIRECTIVE: _("Duyệt bản đọc văn bản"),
    P.READ_TASK: _("Xem nhiệm vụ"),
    P.FOLLOW_CALENDAR: _("Xem lịch nhiệm vụ"),
    P.ASSIGN_TASK: _("Giao nhiệm vụ"),
    P.DIVIDE_TASK: _("Giao việc con của nhiệm vụ mình chủ trì"),
    P.PROGRESS_TASK: _("Báo tiến độ nhiệm vụ"),
    P.ACCEPT_TASK: _("Xác nhận hoàn thành nhiệm vụ"),
    P.DECIDE_MATTER: _("Cho ý kiến việc vượt thẩm quyền"),
    P.READ_PLAN: _("Xem kế hoạch"),
    P.WRITE_PLAN: _("Lập, sửa kế hoạch"),
    P.SUBMIT_PLAN: _("Trình kế hoạch"),
    P.APPROVE_PLAN: _("Duyệt, trả lại, đánh giá kế hoạch"),
    P.READ_PROGRAMME: _("Xem chương trình, nguồn vốn"),
    P.WRITE_PROGRAMME: _("Lập chương trình, giao vốn"),
    P.DISBURSE_MONEY: _("Ghi giải ngân"),
    P.READ_REPORT: _("Xem báo cáo"),
    P.ENTER_REPORT: _("Nhập số báo cáo"),
    P.SUBMIT_REPORT: _("Gửi báo cáo"),
    P.APPROVE_REPORT: _("Duyệt, trả lại báo cáo"),
    P.READ_ACTIVITY: _("Xem hoạt động phối hợp"),
    P.RECORD_ACTIVITY: _("Ghi hoạt động phối hợp"),
    P.READ_NUMBERS: _("Xem số liệu tổng hợp"),
    P.BUILD_SNAPSHOT: _("Làm mới bảng phân tích"),
    P.READ_BRIEFING: _("Xem giao ban"),
    P.WRITE_BRIEFING: _("Soạn giao ban"),
    P.RECORD_DECISION: _("Ghi kết luận giao ban"),
    P.READ_ORGANISATION: _("Xem cơ quan, địa bàn"),
    P.MANAGE_PEOPLE: _("Quản lý tài khoản"),
    P.MANAGE_ORGANISATION: _("Quản lý cơ quan"),
    P.READ_AUDIT: _("Xem nhật ký"),
    P.READ_NOTICE: _("Xem thư, webhook gửi đi"),
    P.MANAGE_NOTICE: _("Quản lý thư, webhook gửi đi"),
    P.OWN_ACCOUNT: _("Tài khoản của mình"),
}
STATES: dict[str, tuple[str, str | Promise]] = {
    "open": ("ok", _("Đang dùng")),
    "invited": ("wait", _("Chưa đặt mật khẩu")),
    "idle": ("none", _("Chưa có vai trò")),
    "ended": ("no", _("Đã hết hạn")),
}
SENDING: dict[str, tuple[str, str | Promise]] = {
    "queued": ("future", _("Chờ gửi")),
    "sending": ("wait", _("Đang gửi")),
    "unknown": ("warn", _("Chưa rõ")),
    "sent": ("ok", _("Đã gửi")),
    "delivered": ("ok", _("Đã nhận")),
    "failed": ("no", _("Không gửi được")),
    "cancelled": ("none", _("Đã hủy")),
}
"""Look and words of each state of a message or delivery."""
GROUPS: dict[str, str | Promise] = {
    "account": _("Đăng nhập"),
    "people": _("Quản lý tài khoản"),
    "token": _("Mã truy cập API"),
    "organisation": _("Quản lý cơ quan"),
    "directive": _("Văn bản"),
    "task": _("Nhiệm vụ"),
    "plan": _("Kế hoạch"),
    "report": _("Báo cáo"),
    "reporting": _("Chế độ báo cáo"),
    "activity": _("Phối hợp"),
    "snapshot": _("Số liệu"),
    "briefing": _("Giao ban"),
    "meeting": _("Kết luận giao ban"),
    "notice": _("Thư, webhook gửi đi"),
}
"""Groups of deeds by the word before the dot of their name."""
KINDS: dict[str, str | Promise] = {
    "committee": _("Ban Chỉ đạo"),
    "office": _("Văn phòng"),
    "force": _("Lực lượng"),
    "department": _("Sở, ban, ngành"),
    "district_committee": _("UBND huyện"),
    "commune_committee": _("UBND xã"),
    "post": _("Đồn, trạm"),
    "other": _("Cơ quan khác"),
}
FORCES: dict[str, str | Promise] = {
    "": _("Không"),
    "police": _("Công an"),
    "military": _("Quân sự"),
    "border_guard": _("Biên phòng"),
}
FREQUENCIES: dict[str, str | Promise] = {
    "month": _("Tháng"),
    "quarter": _("Quý"),
    "half": _("Nửa năm"),
    "nine_months": _("Chín tháng"),
    "year": _("Năm"),
}
CALENDARS: dict[str, str | Promise] = {
    "nd09": _("Nghị định 09/2019/NĐ-CP (từ ngày 15 đến ngày 14)"),
    "calendar": _("Tháng, quý, năm dương lịch"),
}
INDICATOR_KINDS: dict[str, str | Promise] = {
    "flow": _("Số trong kỳ"),
    "stock": _("Số tại thời điểm"),
    "ratio": _("Tỷ lệ"),
}
