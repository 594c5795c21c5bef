"""Errors of people's own filters and of people named in remarks (tasks, 400 to 499)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

MENTION_UNKNOWN = Entry(
    424,
    "mention-unknown",
    422,
    EXIT_WRONG_USE,
    Text(
        "Không có tài khoản xem được nhiệm vụ này tên là {names}.",
        "Phần đã nhập vẫn còn trên trang.",
        "Sửa tên sau dấu @ hoặc bỏ dấu @ rồi gửi lại.",
    ),
    Text(
        "No account that may see this task is called {names}.",
        "What you typed is still on the page.",
        "Correct the name after @, or leave the @ out, and send again.",
    ),
)
FILTER_NAME_TAKEN = Entry(
    425,
    "filter-name-taken",
    409,
    EXIT_WRONG_USE,
    Text("Bạn đã có bộ lọc tên «{name}».", _NOTHING_VI, "Chọn tên khác, hoặc xóa bộ lọc cũ trước."),
    Text(
        "You already have a filter called “{name}”.",
        _NOTHING_EN,
        "Choose another name, or delete the old one.",
    ),
)
FILTERS_FULL = Entry(
    426,
    "filters-full",
    409,
    EXIT_WRONG_USE,
    Text("Mỗi người lưu được nhiều nhất {most} bộ lọc.", _NOTHING_VI, "Xóa một bộ lọc không dùng nữa."),
    Text("A person can keep at most {most} filters.", _NOTHING_EN, "Delete one that is no longer used."),
)

ENTRIES = (MENTION_UNKNOWN, FILTER_NAME_TAKEN, FILTERS_FULL)
