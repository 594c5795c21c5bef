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
        "Tệp gửi kèm phải là .pdf, .docx, .xlsx, .png hoặc .jpg; tệp này là {kind}.",
        "Không có gì của tệp được lưu lại; phần đã nhập vẫn còn trên trang.",
        "Lưu tệp sang một trong các loại đó rồi gửi lại.",
    ),
    Text(
        "An attached file must be .pdf, .docx, .xlsx, .png or .jpg; this one is {kind}.",
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

UNDER_ITSELF = Entry(
    430,
    "task-under-itself",
    422,
    EXIT_WRONG_USE,
    Text(
        "Nhiệm vụ {task} không thể nằm dưới nhiệm vụ {parent}: {parent} chính là nó hoặc là một phần của nó.",
        "Vị trí cũ giữ nguyên; phần đã nhập vẫn còn trên trang.",
        "Chọn một nhiệm vụ khác làm nhiệm vụ cấp trên.",
    ),
    Text(
        "Task {task} cannot stand under task {parent}, which is itself or one of its own parts.",
        "It stays where it was; what you typed is still on the page.",
        "Choose another task above it.",
    ),
)
TOO_DEEP = Entry(
    431,
    "task-too-deep",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc con dưới nhiệm vụ {parent} sẽ sâu quá {most} cấp.",
        "Chưa có gì thay đổi; phần đã nhập vẫn còn trên trang.",
        "Đặt việc này dưới một nhiệm vụ ở cấp cao hơn.",
    ),
    Text(
        "A part of task {parent} would lie deeper than {most} levels.",
        "Nothing was changed; what you typed is still on the page.",
        "Put it under a task further up.",
    ),
)
NO_STEP_UP = Entry(
    436,
    "no-step-up",
    409,
    EXIT_WRONG_USE,
    Text(
        "Việc này đã ở lãnh đạo tỉnh, trong hệ thống không còn cấp nào cao hơn để trình.",
        "Việc vẫn chờ ý kiến, đồng hồ vẫn dừng; phần đã nhập vẫn còn trên trang.",
        "Đồng ý, quyết định khác, hoặc gửi cấp trên ngoài tỉnh kèm số văn bản.",
    ),
    Text(
        "The matter is with the leaders of the province already: nobody in the system stands above them.",
        "It goes on waiting and the clock stands still; what you typed is still on the page.",
        "Agree, decide otherwise, or send it to a higher body outside with the number of the document.",
    ),
)
GIVEN_TO_ITSELF = Entry(
    437,
    "given-to-itself",
    422,
    EXIT_WRONG_USE,
    Text(
        "«{agency}» giao việc con cho chính mình thì sẽ tự xác nhận việc của mình.",
        _NOTHING_VI,
        "Chọn cơ quan chủ trì khác, hoặc báo phần mình làm ngay ở nhiệm vụ được giao.",
    ),
    Text(
        "“{agency}” would give a part to itself, and so accept its own work.",
        _NOTHING_EN,
        "Choose another lead, or report what it does itself on the task it was given.",
    ),
)
ANSWERED_ITSELF = Entry(
    438,
    "answered-itself",
    422,
    EXIT_WRONG_USE,
    Text(
        "Cơ quan chủ trì đang giữ chính việc vượt thẩm quyền của mình, nên không tự trả lời được.",
        "Việc vẫn chờ và đồng hồ vẫn dừng; nội dung đã nhập còn nguyên trên trang.",
        "Trình cấp trên, hoặc gửi cấp trên bằng văn bản; lãnh đạo tỉnh trả lời được ngay.",
    ),
    Text(
        "The lead has its own matter, and cannot answer what it asked itself.",
        "It goes on waiting and the clock stands still; what you typed is still on the page.",
        "Pass it up, or send it to a higher body outside; the leaders of the province can answer at once.",
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
    UNDER_ITSELF,
    TOO_DEEP,
    NO_STEP_UP,
    GIVEN_TO_ITSELF,
    ANSWERED_ITSELF,
)
