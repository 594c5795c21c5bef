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
TOO_MANY_TASKS = Entry(
    412,
    "too-many-tasks",
    422,
    EXIT_WRONG_USE,
    Text("{count} nhiệm vụ được chọn; mỗi lần nhiều nhất {most}.", _NOTHING_VI, "Lọc hẹp hơn rồi làm lại."),
    Text("{count} tasks are chosen; at most {most} at a time.", _NOTHING_EN, "Narrow the choice."),
)
NO_TASK_CHOSEN = Entry(
    413,
    "no-task-chosen",
    422,
    EXIT_WRONG_USE,
    Text("Chưa chọn nhiệm vụ nào.", _NOTHING_VI, "Đánh dấu ít nhất một nhiệm vụ."),
    Text("No task is chosen.", _NOTHING_EN, "Tick at least one task."),
)
NOT_ALL_POSSIBLE = Entry(
    414,
    "not-all-possible",
    409,
    EXIT_WRONG_USE,
    Text(
        "{refused} trong {count} nhiệm vụ không làm được; nhiệm vụ số {task}: {why}",
        _NOTHING_VI,
        "Bỏ những nhiệm vụ đó, hoặc chọn chỉ làm phần làm được.",
    ),
    Text(
        "{refused} of {count} tasks cannot be done; task {task}: {why}",
        _NOTHING_EN,
        "Leave them out, or choose to do only what is possible.",
    ),
)
BODY_WITHOUT_PART = Entry(
    415,
    "body-without-part",
    409,
    EXIT_WRONG_USE,
    Text("«{agency}» không giữ vai trò đó trong nhiệm vụ này.", _NOTHING_VI, "Chọn vai trò khác."),
    Text("“{agency}” has no such part in this task.", _NOTHING_EN, "Choose another part."),
)
NOTHING_TO_UNDO = Entry(
    416,
    "nothing-to-undo",
    409,
    EXIT_WRONG_USE,
    Text(
        "Không hoàn tác được: mọi nhiệm vụ của lần này đã có thay đổi mới hơn.",
        _NOTHING_VI,
        "Sửa từng nhiệm vụ.",
    ),
    Text("Every task of this batch has changed since.", _NOTHING_EN, "Correct the tasks one by one."),
)
ROWS_WRONG = Entry(
    417,
    "rows-wrong",
    422,
    EXIT_WRONG_USE,
    Text(
        "{wrong} trong {count} dòng có lỗi; dòng {line}: {why}.",
        "Không dòng nào được lưu.",
        "Sửa các dòng đó, hoặc chọn chỉ nhập dòng đúng.",
    ),
    Text(
        "{wrong} of {count} rows are wrong; row {line}: {why}.",
        "No row was saved.",
        "Correct them, or choose to import only the right ones.",
    ),
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
    TOO_MANY_TASKS,
    NO_TASK_CHOSEN,
    NOT_ALL_POSSIBLE,
    BODY_WITHOUT_PART,
    NOTHING_TO_UNDO,
    ROWS_WRONG,
)
