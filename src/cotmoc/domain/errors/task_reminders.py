"""Errors of the rules for reminders (tasks, 400 to 499)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Quy tắc cũ vẫn áp dụng; phần đã nhập vẫn còn trên trang."
_KEPT_EN = "The rules stay as they were; what you typed is still on the page."

REMINDER_TWICE = Entry(
    432,
    "reminder-rule-twice",
    422,
    EXIT_WRONG_USE,
    Text("Có hai quy tắc nhắc việc cho {who}.", _KEPT_VI, "Bỏ một dòng, hoặc chọn vai trò hay cấp khác."),
    Text("There are two rules for {who}.", _KEPT_EN, "Leave one out, or choose another role or level."),
)
REMINDER_QUIET = Entry(
    433,
    "reminder-quiet-hours",
    422,
    EXIT_WRONG_USE,
    Text(
        "Giờ yên tĩnh «{text}» không đọc được hoặc không bao giờ hết.",
        _KEPT_VI,
        "Ghi như 18:00-07:00, hai giờ khác nhau; để trống là giờ nào cũng gửi được.",
    ),
    Text(
        "The quiet hours “{text}” cannot be read, or never end.",
        _KEPT_EN,
        "Write them as 18:00-07:00, two different hours; leave them empty to send at any hour.",
    ),
)
REMINDER_HOUR = Entry(
    434,
    "reminder-hour-quiet",
    422,
    EXIT_WRONG_USE,
    Text(
        "{hour} giờ nằm trong giờ yên tĩnh {quiet} nên thư không gửi được vào giờ đó.",
        _KEPT_VI,
        "Chọn giờ gửi ngoài giờ yên tĩnh, hoặc sửa giờ yên tĩnh.",
    ),
    Text(
        "{hour} o'clock lies within the quiet hours {quiet}, so no letter can go out then.",
        _KEPT_EN,
        "Choose an hour outside the quiet hours, or change these.",
    ),
)
REMINDER_DAYS = Entry(
    435,
    "reminder-days",
    422,
    EXIT_WRONG_USE,
    Text("Số ngày nhắc «{text}» không dùng được: {why}.", _KEPT_VI, "Sửa ô này rồi gửi lại."),
    Text("The days “{text}” cannot be used: {why}.", _KEPT_EN, "Correct this field and send again."),
)

ENTRIES = (REMINDER_TWICE, REMINDER_QUIET, REMINDER_HOUR, REMINDER_DAYS)
