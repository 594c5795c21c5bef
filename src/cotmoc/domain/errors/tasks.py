"""Errors of tasks (400 to 499)."""

from .entry import EXIT_UNREADABLE, EXIT_WRONG_USE, Entry, Text

_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

NO_LEAD = Entry(
    400,
    "task-without-lead",
    422,
    EXIT_WRONG_USE,
    Text("Nhiệm vụ chưa có cơ quan chủ trì.", _NOTHING_VI, "Chọn ít nhất một cơ quan chủ trì."),
    Text("The task has no lead.", _NOTHING_EN, "Choose at least one lead agency."),
)
AGENCY_TWICE = Entry(
    401,
    "agency-twice",
    422,
    EXIT_WRONG_USE,
    Text("«{agency}» được ghi hai lần trong một nhiệm vụ.", _NOTHING_VI, "Mỗi cơ quan chỉ giữ một vai trò."),
    Text("“{agency}” stands twice in one task.", _NOTHING_EN, "Give each agency one role."),
)
AGENCY_NOT_THERE = Entry(
    402,
    "agency-not-there",
    422,
    EXIT_WRONG_USE,
    Text("«{agency}» không hoạt động vào ngày {day}.", _NOTHING_VI, "Chọn cơ quan kế thừa của cơ quan đó."),
    Text("“{agency}” did not exist on {day}.", _NOTHING_EN, "Choose the agency that succeeded it."),
)
DUE_BEFORE_GIVEN = Entry(
    403,
    "due-before-given",
    422,
    EXIT_WRONG_USE,
    Text(
        "Hạn {due} sớm hơn ngày giao {given}.",
        "Phần đã nhập vẫn còn trên trang.",
        "Sửa hạn hoặc ngày giao.",
    ),
    Text(
        "The due date {due} is before the day of assignment {given}.",
        "What you typed is still on the page.",
        "Correct a date.",
    ),
)
EXTENSION_NOT_LATER = Entry(
    404,
    "extension-not-later",
    422,
    EXIT_WRONG_USE,
    Text("Hạn mới {due} không muộn hơn hạn hiện nay {current}.", _NOTHING_VI, "Chọn ngày muộn hơn."),
    Text("The new due date {due} is not later than {current}.", _NOTHING_EN, "Choose a later day."),
)
REASON_NEEDED = Entry(
    405,
    "reason-needed",
    422,
    EXIT_WRONG_USE,
    Text("Việc này cần ghi lý do.", "Phần đã nhập vẫn còn trên trang.", "Ghi ngắn gọn lý do rồi gửi lại."),
    Text("A reason is needed.", "What you typed is still on the page.", "Write it briefly and send again."),
)
PRODUCT_NEEDED = Entry(
    406,
    "product-needed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Báo hoàn thành cần số, ký hiệu văn bản kết quả hoặc lý do không có văn bản.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi số văn bản, ví dụ 15/BC-UBND, hoặc ghi lý do.",
    ),
    Text(
        "To report completion, give the number of the resulting document or why there is none.",
        "What you typed is still on the page.",
        "Write the number, such as 15/BC-UBND, or the reason.",
    ),
)
EVIDENCE_KIND = Entry(
    407,
    "evidence-kind",
    415,
    EXIT_UNREADABLE,
    Text(
        "Tệp chứng minh phải là .pdf, .docx, .xlsx, .png hoặc .jpg; tệp này là {kind}.",
        "Không có gì của tệp được lưu lại; phần đã nhập vẫn còn trên trang.",
        "Lưu tệp sang một trong các loại đó rồi gửi lại.",
    ),
    Text(
        "Evidence must be .pdf, .docx, .xlsx, .png or .jpg; this file is {kind}.",
        "Nothing of the file was kept; what you typed is still on the page.",
        "Save it as one of these kinds and send again.",
    ),
)
ASKED_TOO_LATE = Entry(
    408,
    "extension-asked-too-late",
    409,
    EXIT_WRONG_USE,
    Text(
        "Hạn {due} đã qua nên không xin gia hạn được nữa.",
        _NOTHING_VI,
        "Báo kết quả; nếu vướng mắc vượt thẩm quyền thì xin ý kiến cấp trên.",
    ),
    Text(
        "The due day {due} has passed, so no extension can be asked for.",
        _NOTHING_EN,
        "Report the result; if the matter is beyond your power, send it up.",
    ),
)
DOCUMENT_NEEDED = Entry(
    409,
    "document-needed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Gửi cấp trên cần số, ký hiệu văn bản đã gửi.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi số văn bản, ví dụ 120/TTr-UBND.",
    ),
    Text(
        "To refer a matter, give the number of the document that was sent.",
        "What you typed is still on the page.",
        "Write the number, such as 120/TTr-UBND.",
    ),
)
CONTRIBUTION_EMPTY = Entry(
    410,
    "contribution-empty",
    422,
    EXIT_WRONG_USE,
    Text(
        "Phần việc phối hợp chưa có nội dung.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi đã làm gì, số văn bản đã gửi hoặc đính kèm tệp.",
    ),
    Text(
        "The contribution says nothing.",
        "What you typed is still on the page.",
        "Write what was done, the number of the document sent, or attach a file.",
    ),
)
PRODUCT_UNDATED = Entry(
    411,
    "product-undated",
    422,
    EXIT_WRONG_USE,
    Text(
        "Văn bản kết quả cần cả số và ngày.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi ngày ban hành của văn bản.",
    ),
    Text(
        "The resulting document needs its number and its date.",
        "What you typed is still on the page.",
        "Write the day on which it was issued.",
    ),
)
YEARS_NOT_LISTED = Entry(
    412,
    "days-off-not-listed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Chưa có bảng ngày nghỉ của năm {years} nên chưa tính được ngày làm việc.",
        "Phần đã nhập vẫn còn trên trang.",
        "Ghi hạn bằng ngày và không dời, hoặc bổ sung bảng ngày nghỉ rồi làm lại.",
    ),
    Text(
        "The days off of {years} are not listed, so working days cannot be counted.",
        "What you typed is still on the page.",
        "Give a due day without a shift, or add the year to the table of days off.",
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
MENTION_UNKNOWN = Entry(
    440,
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
    441,
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
    442,
    "filters-full",
    409,
    EXIT_WRONG_USE,
    Text("Mỗi người lưu được nhiều nhất {most} bộ lọc.", _NOTHING_VI, "Xóa một bộ lọc không dùng nữa."),
    Text("A person can keep at most {most} filters.", _NOTHING_EN, "Delete one that is no longer used."),
)

ENTRIES = (
    NO_LEAD,
    AGENCY_TWICE,
    AGENCY_NOT_THERE,
    DUE_BEFORE_GIVEN,
    EXTENSION_NOT_LATER,
    REASON_NEEDED,
    PRODUCT_NEEDED,
    EVIDENCE_KIND,
    ASKED_TOO_LATE,
    DOCUMENT_NEEDED,
    CONTRIBUTION_EMPTY,
    PRODUCT_UNDATED,
    YEARS_NOT_LISTED,
    RECURRENCE_ENDLESS,
    RULE_UNUSABLE,
    NO_HEIR,
    GIVER_SPLIT,
    RECURRENCE_DUE_TWICE,
    MENTION_UNKNOWN,
    FILTER_NAME_TAKEN,
    FILTERS_FULL,
)
