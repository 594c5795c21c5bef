"""Errors of reports (500 to 599)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Phần đã nhập vẫn còn trên trang, chưa lưu."
_KEPT_EN = "What you typed is still on the page and not saved."
_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

BAD_NUMBER = Entry(
    500,
    "bad-number",
    422,
    EXIT_WRONG_USE,
    Text("Ô «{cell}»: {why}", _KEPT_VI, "Sửa ô này rồi lưu lại."),
    Text("Cell “{cell}”: {why}", _KEPT_EN, "Correct this cell and save again."),
)
NOT_ASKED = Entry(
    501,
    "indicator-not-asked",
    422,
    EXIT_WRONG_USE,
    Text("Chế độ báo cáo không hỏi chỉ tiêu «{cell}» ở đơn vị này.", _NOTHING_VI, "Bỏ ô này khỏi báo cáo."),
    Text("This unit is not asked for “{cell}”.", _NOTHING_EN, "Leave this cell out of the report."),
)
EMPTY_CELLS = Entry(
    502,
    "empty-cells",
    422,
    EXIT_WRONG_USE,
    Text(
        "Còn {count} ô chưa có số: {cells}.",
        "Bản nháp đã lưu vẫn còn.",
        "Nhập số (0 nếu không phát sinh) hoặc ghi lý do ở từng ô rồi gửi.",
    ),
    Text(
        "{count} cells have no figure yet: {cells}.",
        "The saved draft is kept.",
        "Enter a figure (0 if there was nothing) or a reason in each cell, then submit.",
    ),
)
OWN_REPORT = Entry(
    503,
    "own-report",
    403,
    EXIT_WRONG_USE,
    Text(
        "Không tự quyết định về báo cáo của đơn vị mình, không tự duyệt báo cáo do chính mình gửi.",
        _NOTHING_VI,
        "Để người khác ở cơ quan cấp trên hoặc văn phòng làm việc này.",
    ),
    Text(
        "Nobody decides on a report of their own unit or approves one that they sent.",
        _NOTHING_EN,
        "Leave it to somebody else of the agency above or of the office.",
    ),
)
NOT_A_REPORTER = Entry(
    504,
    "not-a-reporter",
    422,
    EXIT_WRONG_USE,
    Text("«{agency}» không phải gửi báo cáo này trong {period}.", _NOTHING_VI, "Chọn đơn vị hoặc kỳ khác."),
    Text("“{agency}” does not owe this report for {period}.", _NOTHING_EN, "Choose another unit or period."),
)
WINDOW_OPEN = Entry(
    505,
    "window-still-open",
    409,
    EXIT_WRONG_USE,
    Text("Kỳ số liệu còn mở đến hết {last}; chưa gửi được.", "Bản nháp đã lưu vẫn còn.", "Gửi từ {first}."),
    Text(
        "The data window is open until {last}; it is too early.",
        "The saved draft is kept.",
        "Submit from {first}.",
    ),
)

NOT_ITS_PERIOD = Entry(
    506,
    "not-a-period-of-the-regime",
    422,
    EXIT_WRONG_USE,
    Text(
        "Chế độ báo cáo «{regime}» không lập cho {period}.",
        _NOTHING_VI,
        "Chọn kỳ đúng loại, ví dụ {example}.",
    ),
    Text(
        "The regime “{regime}” has no reports for {period}.",
        _NOTHING_EN,
        "Choose a period of its kind, such as {example}.",
    ),
)
NOT_BEGUN = Entry(
    507,
    "period-not-begun",
    409,
    EXIT_WRONG_USE,
    Text("Kỳ số liệu {period} bắt đầu ngày {first}; chưa lập báo cáo được.", _NOTHING_VI, "Nhập từ ngày đó."),
    Text("The data window of {period} opens on {first}.", _NOTHING_EN, "Enter figures from that day on."),
)

ENTRIES = (
    BAD_NUMBER,
    NOT_ASKED,
    EMPTY_CELLS,
    OWN_REPORT,
    NOT_A_REPORTER,
    WINDOW_OPEN,
    NOT_ITS_PERIOD,
    NOT_BEGUN,
)
