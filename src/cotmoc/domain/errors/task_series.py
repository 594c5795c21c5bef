"""Errors of working days and of work that comes back (tasks, 400 to 499)."""

from .entry import EXIT_WRONG_USE, Entry, Text

YEARS_NOT_LISTED = Entry(
    412,
    "days-off-not-listed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Chưa có bảng ngày nghỉ của năm {years} nên chưa tính được ngày làm việc và ngày dời hạn.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi hạn là một ngày và chọn không dời; hoặc khi lịch nghỉ của năm đó đã công bố, người quản trị "
        "máy chủ thêm vào reference_data/holidays.toml rồi làm lại.",
    ),
    Text(
        "The days off of {years} are not listed, so working days cannot be counted nor due days moved.",
        "What you typed is still on the page.",
        "Give a due day without a shift; or, once the days off of that year are announced, have whoever runs "
        "the server add them to reference_data/holidays.toml and try again.",
    ),
)
RECURRENCE_ENDLESS = Entry(
    413,
    "recurrence-never-ends",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc định kỳ cần ngày kết thúc, muộn nhất {years} năm sau ngày bắt đầu.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi ngày cuối cùng; khi gần hết có thể kéo dài.",
    ),
    Text(
        "A recurrence needs an end, at most {years} years after it begins.",
        "What you typed is still on the page.",
        "Give its last day; it can be prolonged later.",
    ),
)
RULE_UNUSABLE = Entry(
    414,
    "recurrence-rule-unusable",
    422,
    EXIT_WRONG_USE,
    Text(
        "Quy tắc lặp không dùng được: {why}.", "Phần đã nhập vẫn còn trên trang.", "Sửa quy tắc rồi gửi lại."
    ),
    Text(
        "The rule of the recurrence cannot be used: {why}.",
        "What you typed is still on the page.",
        "Correct the rule and send again.",
    ),
)
NO_HEIR = Entry(
    415,
    "recurrence-without-heir",
    409,
    EXIT_WRONG_USE,
    Text(
        "«{agency}» không còn hoạt động vào ngày {day} và chưa ghi cơ quan nào kế thừa.",
        "Lần này chưa được giao; các lần trước giữ nguyên.",
        "Ghi cơ quan kế thừa hoặc đổi cơ quan của việc định kỳ; các lần còn thiếu sẽ được giao đủ.",
    ),
    Text(
        "“{agency}” no longer exists on {day} and no successor is recorded.",
        "This occurrence was not assigned; the earlier ones stand.",
        "Record its successor or change the body; what is missing will then be assigned.",
    ),
)
GIVER_SPLIT = Entry(
    416,
    "recurrence-giver-split",
    409,
    EXIT_WRONG_USE,
    Text(
        "Cơ quan giao «{agency}» đã chia cho nhiều cơ quan nên không rõ ai giao.",
        "Lần này chưa được giao; các lần trước giữ nguyên.",
        "Dừng việc định kỳ này và lập việc mới với cơ quan giao hiện nay.",
    ),
    Text(
        "The giver “{agency}” was split, so it is not clear who gives the task.",
        "This occurrence was not assigned; the earlier ones stand.",
        "Stop this recurrence and set up one with the giver of today.",
    ),
)
RECURRENCE_DUE_TWICE = Entry(
    417,
    "recurrence-due-told-twice",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc định kỳ lấy hạn theo quy tắc lặp nên không ghi hạn riêng.",
        "Phần đã nhập vẫn còn trên trang.",
        "Xóa hạn và số ngày làm việc, hoặc bỏ phần định kỳ.",
    ),
    Text(
        "The rule of a recurrence gives its due days, so none is told beside it.",
        "What you typed is still on the page.",
        "Remove the due day and the working days, or the recurrence.",
    ),
)

ENTRIES = (YEARS_NOT_LISTED, RECURRENCE_ENDLESS, RULE_UNUSABLE, NO_HEIR, GIVER_SPLIT, RECURRENCE_DUE_TWICE)
