"""Errors of numbers and snapshots (700 to 799)."""

from .entry import EXIT_WRONG_USE, Entry, Text

NO_SNAPSHOT = Entry(
    700,
    "no-snapshot",
    409,
    EXIT_WRONG_USE,
    Text(
        "Chưa có bản chụp số liệu nào.",
        "Báo cáo đã duyệt vẫn còn nguyên.",
        "Đề nghị Văn phòng cập nhật số liệu.",
    ),
    Text(
        "There is no snapshot of the figures yet.",
        "Approved reports are untouched.",
        "Ask the office to build one.",
    ),
)
UNKNOWN_FIGURE = Entry(
    701,
    "unknown-figure",
    404,
    EXIT_WRONG_USE,
    Text(
        "Không tìm thấy số «{key}».",
        "Chưa có gì thay đổi.",
        "Mở lại từ trang Số liệu hoặc từ báo cáo giao ban.",
    ),
    Text(
        "The figure “{key}” was not found.",
        "Nothing was changed.",
        "Open it again from Numbers or a briefing.",
    ),
)
SNAPSHOT_LOST = Entry(
    702,
    "snapshot-lost",
    409,
    EXIT_WRONG_USE,
    Text(
        "Tệp {file} của bản chụp số {number} không còn trên máy chủ.",
        "Báo cáo đã duyệt vẫn còn nguyên.",
        "Đề nghị Văn phòng cập nhật số liệu, hoặc khôi phục tệp từ bản sao lưu.",
    ),
    Text(
        "The file {file} of snapshot {number} is no longer on the server.",
        "Approved reports are untouched.",
        "Ask the office to build a snapshot, or restore the file from a backup.",
    ),
)

ENTRIES = (NO_SNAPSHOT, UNKNOWN_FIGURE, SNAPSHOT_LOST)
