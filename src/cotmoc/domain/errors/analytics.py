"""Errors of numbers and snapshots (700 to 799)."""

from .entry import EXIT_WRONG_USE, Entry, Text

NO_SNAPSHOT = Entry(
    700,
    "no-snapshot",
    409,
    EXIT_WRONG_USE,
    Text("Chưa có bản chụp số liệu nào.", "Báo cáo đã duyệt vẫn còn nguyên.", "Đề nghị Văn phòng cập nhật số liệu."),
    Text("There is no snapshot of the figures yet.", "Approved reports are untouched.", "Ask the office to build one."),
)
UNKNOWN_FIGURE = Entry(
    701,
    "unknown-figure",
    404,
    EXIT_WRONG_USE,
    Text("Không tìm thấy số «{key}».", "Chưa có gì thay đổi.", "Mở lại từ trang Số liệu hoặc từ báo cáo giao ban."),
    Text("The figure “{key}” was not found.", "Nothing was changed.", "Open it again from Numbers or a briefing."),
)

ENTRIES = (NO_SNAPSHOT, UNKNOWN_FIGURE)
