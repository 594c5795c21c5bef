"""Errors of directives and their review (300 to 399)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."
_KEPT_VI = "Phần đã nhập vẫn còn trên trang."
_KEPT_EN = "What you typed is still on the page."

LEAD_UNKNOWN = Entry(
    300,
    "lead-unknown",
    422,
    EXIT_WRONG_USE,
    Text(
        "Chưa biết «{name}» là cơ quan nào nên chưa giao được.",
        "Nhiệm vụ vẫn chờ rà soát.",
        "Bấm Sửa để chọn cơ quan chủ trì, hoặc bỏ tên này.",
    ),
    Text(
        "It is not known which agency “{name}” is, so the task was not assigned.",
        "The task still waits for review.",
        "Press Edit to choose the lead agency, or leave the name out.",
    ),
)
UPLOAD_TOO_LARGE = Entry(
    301,
    "upload-too-large",
    413,
    EXIT_WRONG_USE,
    Text(
        "Các tệp gửi một lần lớn hơn giới hạn {limit_mb} MB.",
        "Chưa có gì được lưu.",
        "Gửi từng tệp, hoặc tách tệp lớn rồi gửi lại.",
    ),
    Text(
        "The files sent at once are larger than the limit of {limit_mb} MB.",
        "Nothing was saved.",
        "Send them one by one, or split a large file.",
    ),
)
NOTHING_SENT = Entry(
    302,
    "nothing-sent",
    422,
    EXIT_WRONG_USE,
    Text("Chưa chọn tệp và chưa dán văn bản.", "Chưa có gì được lưu.", "Chọn tệp hoặc dán văn bản rồi gửi."),
    Text("No file was chosen and no text pasted.", "Nothing was saved.", "Choose a file or paste a text."),
)
SPLIT_OUTSIDE = Entry(
    303,
    "split-outside",
    422,
    EXIT_WRONG_USE,
    Text("Chỗ tách không nằm trong đoạn giao nhiệm vụ.", _KEPT_VI, "Chọn một chỗ tách bên trong đoạn."),
    Text("The place to split is not inside the clause.", _KEPT_EN, "Choose a place inside it."),
)
SPLIT_NEEDS_PLACE = Entry(
    304,
    "split-needs-place",
    422,
    EXIT_WRONG_USE,
    Text("Chưa rõ tách thành gì.", _KEPT_VI, "Chọn chỗ tách, hoặc ghi tên nhiệm vụ thứ hai."),
    Text("It is not clear how to split.", _KEPT_EN, "Choose a place or write the name of the second task."),
)
NOTHING_NEXT = Entry(
    305,
    "nothing-to-merge",
    409,
    EXIT_WRONG_USE,
    Text(
        "Nhiệm vụ ngay sau không còn chờ rà soát nên không gộp được.",
        _NOTHING_VI,
        "Hoàn tác nhiệm vụ sau trước khi gộp, hoặc sửa tay.",
    ),
    Text(
        "The next task no longer waits for review, so there is nothing to merge with.",
        _NOTHING_EN,
        "Undo the decision on the next task first, or edit by hand.",
    ),
)
WORK_BEGUN = Entry(
    306,
    "work-has-begun",
    409,
    EXIT_WRONG_USE,
    Text(
        "Nhiệm vụ đã có cập nhật của cơ quan thực hiện nên không hoàn tác được.",
        _NOTHING_VI,
        "Mở nhiệm vụ và thu hồi có ghi lý do.",
    ),
    Text(
        "The agencies have already reported on this task, so it cannot be undone.",
        _NOTHING_EN,
        "Open the task and withdraw it with a reason.",
    ),
)
NOTHING_TO_UNDO = Entry(
    307,
    "nothing-to-undo",
    409,
    EXIT_WRONG_USE,
    Text("Nhiệm vụ này chưa có gì để hoàn tác.", _NOTHING_VI, "Chọn nhiệm vụ đã quyết định hoặc đã sửa."),
    Text("There is nothing to undo here.", _NOTHING_EN, "Choose a task that was decided or edited."),
)
PIECE_DECIDED = Entry(
    308,
    "piece-decided",
    409,
    EXIT_WRONG_USE,
    Text(
        "Một phần đã được xác nhận hoặc tách, gộp tiếp nên không hoàn tác được.",
        _NOTHING_VI,
        "Hoàn tác phần đó trước.",
    ),
    Text(
        "A part has been accepted, split or merged further, so this cannot be undone.",
        _NOTHING_EN,
        "Undo that part first.",
    ),
)
ALIAS_TAKEN = Entry(
    309,
    "alias-taken",
    409,
    EXIT_WRONG_USE,
    Text(
        "Cách viết «{name}» đã chỉ cơ quan khác: {agency}.",
        _NOTHING_VI,
        "Chọn cơ quan cho riêng nhiệm vụ này, không ghi nhớ cách viết.",
    ),
    Text(
        "“{name}” already means another agency: {agency}.",
        _NOTHING_EN,
        "Choose the agency for this task only, without remembering the name.",
    ),
)
SAME_DOCUMENT = Entry(
    310,
    "same-document",
    409,
    EXIT_WRONG_USE,
    Text(
        "Đã có văn bản cùng số, ngày và cơ quan ban hành: {other}.",
        _KEPT_VI,
        "Mở văn bản đó; nếu khác nhau, sửa số, ngày hoặc cơ quan ban hành.",
    ),
    Text(
        "A document with the same number, date and issuer is registered already: {other}.",
        _KEPT_EN,
        "Open that one; if they differ, correct the number, date or issuer.",
    ),
)
WORDS_NOT_FOUND = Entry(
    311,
    "words-not-found",
    422,
    EXIT_WRONG_USE,
    Text(
        "Không thấy câu này trong văn bản.",
        _KEPT_VI,
        "Chép đúng câu giao việc từ văn bản; khoảng trắng và xuống dòng khác nhau không sao.",
    ),
    Text(
        "These words do not stand in the document.",
        _KEPT_EN,
        "Copy the sentence from the text as it stands; blanks and line breaks may differ.",
    ),
)

ENTRIES = (
    LEAD_UNKNOWN,
    UPLOAD_TOO_LARGE,
    NOTHING_SENT,
    SPLIT_OUTSIDE,
    SPLIT_NEEDS_PLACE,
    NOTHING_NEXT,
    WORK_BEGUN,
    NOTHING_TO_UNDO,
    PIECE_DECIDED,
    ALIAS_TAKEN,
    SAME_DOCUMENT,
    WORDS_NOT_FOUND,
)
