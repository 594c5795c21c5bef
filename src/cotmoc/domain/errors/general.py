"""Errors of every door (1 to 99)."""

from .entry import EXIT_NOT_PERMITTED, EXIT_WRONG_USE, Entry, Text

NOT_PERMITTED = Entry(
    1,
    "not-permitted",
    403,
    EXIT_NOT_PERMITTED,
    Text(
        "Tài khoản này không có quyền làm việc đó.",
        "Chưa có gì thay đổi.",
        "Đề nghị quản trị viên cấp vai trò phù hợp.",
    ),
    Text("This account may not do that.", "Nothing was changed.", "Ask an administrator for a fitting role."),
)
NOT_FOUND = Entry(
    2,
    "not-found",
    404,
    EXIT_WRONG_USE,
    Text("Không tìm thấy {thing}.", "Chưa có gì thay đổi.", "Kiểm tra lại đường dẫn hoặc mã số."),
    Text("{thing} was not found.", "Nothing was changed.", "Check the address or the number."),
)
BAD_VALUE = Entry(
    3,
    "bad-value",
    422,
    EXIT_WRONG_USE,
    Text(
        "Giá trị ở «{field}» không dùng được: {why}.",
        "Phần đã nhập vẫn còn trên trang.",
        "Sửa ô này rồi gửi lại.",
    ),
    Text(
        "The value in “{field}” cannot be used: {why}.",
        "What you typed is still on the page.",
        "Correct this field and send again.",
    ),
)
CHANGED_MEANWHILE = Entry(
    4,
    "changed-meanwhile",
    409,
    EXIT_WRONG_USE,
    Text(
        "Người khác vừa thay đổi {thing}.",
        "Phần bạn nhập chưa được lưu và vẫn còn trên trang.",
        "Xem thay đổi rồi quyết định gửi lại.",
    ),
    Text(
        "Somebody else has just changed {thing}.",
        "Your entry is not saved and is still on the page.",
        "Look at the change, then decide to send again.",
    ),
)
WRONG_STATE = Entry(
    5,
    "wrong-state",
    409,
    EXIT_WRONG_USE,
    Text(
        "Không thể {verb} khi {thing} đang ở tình trạng «{state}».",
        "Chưa có gì thay đổi.",
        "Tải lại trang để xem tình trạng hiện nay.",
    ),
    Text(
        "Cannot {verb} while {thing} is “{state}”.",
        "Nothing was changed.",
        "Reload the page to see the present state.",
    ),
)
UNEXPECTED = Entry(
    6,
    "unexpected",
    500,
    1,
    Text(
        "Hệ thống gặp lỗi ngoài dự kiến (mã {reference}).",
        "Việc đang làm chưa được lưu.",
        "Thử lại; nếu còn lỗi, gửi mã này cho quản trị viên.",
    ),
    Text(
        "The system met an unexpected error (reference {reference}).",
        "The step under way was not saved.",
        "Try again; if it stays, give the reference to an administrator.",
    ),
)
WRONG_USE = Entry(
    7,
    "wrong-use",
    400,
    EXIT_WRONG_USE,
    Text("Lệnh chưa đúng: {why}.", "Chưa có gì thay đổi.", "Xem hướng dẫn bằng --help."),
    Text("The command is not right: {why}.", "Nothing was changed.", "See --help."),
)
SENT_BEFORE = Entry(
    8,
    "sent-before",
    409,
    EXIT_WRONG_USE,
    Text(
        "Yêu cầu này đã được thực hiện ({deed} {thing}).",
        "Việc chỉ ghi một lần; không làm lại.",
        "Đọc lại kết quả của lần trước; muốn làm việc khác thì gửi với khóa mới.",
    ),
    Text(
        "This request was carried out before ({deed} {thing}).",
        "It stands once and was not done again.",
        "Read what the first one made; for something else send a new key.",
    ),
)
KEY_OF_OTHER = Entry(
    9,
    "idempotency-key-reused",
    422,
    EXIT_WRONG_USE,
    Text(
        "Khóa Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác.",
        "Chưa có gì thay đổi.",
        "Gửi yêu cầu mới với khóa mới.",
    ),
    Text(
        "This Idempotency-Key was used for a request with other content.",
        "Nothing was changed.",
        "Send a new request under a new key.",
    ),
)

ENTRIES = (
    NOT_PERMITTED,
    NOT_FOUND,
    BAD_VALUE,
    CHANGED_MEANWHILE,
    WRONG_STATE,
    UNEXPECTED,
    WRONG_USE,
    SENT_BEFORE,
    KEY_OF_OTHER,
)
