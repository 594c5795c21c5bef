"""Errors of accounts and organisations (900 to 999)."""

from .entry import EXIT_NOT_PERMITTED, EXIT_WRONG_USE, Entry, Text

SIGN_IN_NEEDED = Entry(
    900,
    "sign-in-needed",
    401,
    EXIT_NOT_PERMITTED,
    Text(
        "Chưa đăng nhập hoặc mã truy cập không còn dùng được.",
        "Chưa có gì thay đổi.",
        "Đăng nhập, hoặc tạo mã truy cập mới ở trang tài khoản.",
    ),
    Text(
        "You are not signed in, or the token is no longer valid.",
        "Nothing was changed.",
        "Sign in, or make a new token on the account page.",
    ),
)

LINK_SPENT = Entry(
    901,
    "link-spent",
    404,
    EXIT_NOT_PERMITTED,
    Text(
        "Liên kết một lần này đã dùng, đã hết hạn hoặc không đúng.",
        "Mật khẩu hiện có không thay đổi.",
        "Đề nghị quản trị viên cấp liên kết mới.",
    ),
    Text(
        "This one-time link has been used, has ended or is not right.",
        "The present password is unchanged.",
        "Ask an administrator for a new link.",
    ),
)

NAME_TAKEN = Entry(
    902,
    "name-taken",
    422,
    EXIT_WRONG_USE,
    Text(
        "Tên tài khoản «{name}» đã có người dùng.",
        "Chưa có gì thay đổi; phần đã nhập vẫn còn trên trang.",
        "Chọn tên khác; tài khoản đã hết hạn cũng giữ tên của mình.",
    ),
    Text(
        "The user name “{name}” is taken.",
        "Nothing was changed; what you typed is still on the page.",
        "Choose another; ended accounts keep their names too.",
    ),
)
LAST_ADMINISTRATOR = Entry(
    903,
    "last-administrator",
    409,
    EXIT_WRONG_USE,
    Text(
        "Đây là quản trị viên duy nhất còn lại.",
        "Chưa có gì thay đổi.",
        "Giao vai trò quản trị cho một tài khoản khác trước.",
    ),
    Text(
        "This is the only administrator left.",
        "Nothing was changed.",
        "First give the administrator's role to another account.",
    ),
)
ALIAS_TAKEN = Entry(
    904,
    "agency-alias-taken",
    422,
    EXIT_WRONG_USE,
    Text(
        "Cách viết «{name}» đang chỉ {agency}.",
        "Chưa có gì thay đổi; phần đã nhập vẫn còn trên trang.",
        "Bỏ cách viết đó ở cơ quan kia trước, hoặc dùng cách viết khác.",
    ),
    Text(
        "“{name}” already means {agency}.",
        "Nothing was changed; what you typed is still on the page.",
        "Remove it there first, or use another.",
    ),
)
SHARES_OVER_ONE = Entry(
    905,
    "shares-over-one",
    422,
    EXIT_WRONG_USE,
    Text(
        "Các phần kế thừa cộng lại vượt quá một; còn lại {left}.",
        "Chưa có gì thay đổi; phần đã nhập vẫn còn trên trang.",
        "Sửa phần này, hoặc phần của cơ quan kế thừa khác.",
    ),
    Text(
        "The shares add up to more than one; {left} is left.",
        "Nothing was changed; what you typed is still on the page.",
        "Correct this share, or that of another successor.",
    ),
)
FIRST_ADMINISTRATOR_IN = Entry(
    906,
    "first-administrator-in",
    409,
    EXIT_WRONG_USE,
    Text(
        "Quản trị viên đầu tiên đã đặt mật khẩu.",
        "Chưa có gì thay đổi.",
        "Quên mật khẩu thì dùng: cotmoc people reset-link TÊN.",
    ),
    Text(
        "The first administrator has already set a password.",
        "Nothing was changed.",
        "For a forgotten password use: cotmoc people reset-link NAME.",
    ),
)

CHAIN_BROKEN = Entry(
    907,
    "audit-chain-broken",
    500,
    1,
    Text(
        "Nhật ký không còn nguyên vẹn từ dòng {row}.",
        "Nhật ký và dữ liệu được giữ như đang có.",
        "Giữ nguyên máy và bản sao lưu, đối chiếu với bản sao gần nhất còn nguyên vẹn.",
    ),
    Text(
        "The audit log is not whole from row {row} on.",
        "The log and the data are left as they are.",
        "Keep the machine and the backups as they are; compare with the newest backup that is whole.",
    ),
)

KEY_TAKEN = Entry(
    908,
    "key-taken",
    422,
    EXIT_WRONG_USE,
    Text(
        "Mã «{key}» đã có.",
        "Chưa có gì thay đổi; phần đã nhập vẫn còn trên trang.",
        "Chọn mã khác, hoặc sửa cái đang có.",
    ),
    Text(
        "“{key}” is taken.",
        "Nothing was changed; what you typed is still on the page.",
        "Choose another, or correct what is there.",
    ),
)
BAD_TABLE = Entry(
    909,
    "bad-table",
    422,
    EXIT_WRONG_USE,
    Text("Bảng chưa dùng được: {why}.", "Không dòng nào được lưu.", "Sửa bảng rồi gửi lại."),
    Text("The table cannot be used: {why}.", "No row was saved.", "Correct the table and send it again."),
)
BAD_ROW = Entry(
    910,
    "bad-row",
    422,
    EXIT_WRONG_USE,
    Text("Dòng {line}, cột «{column}»: {why}.", "Không dòng nào được lưu.", "Sửa bảng rồi gửi lại."),
    Text(
        "Row {line}, column “{column}”: {why}.", "No row was saved.", "Correct the table and send it again."
    ),
)

ENTRIES = (
    SIGN_IN_NEEDED,
    LINK_SPENT,
    NAME_TAKEN,
    LAST_ADMINISTRATOR,
    ALIAS_TAKEN,
    SHARES_OVER_ONE,
    FIRST_ADMINISTRATOR_IN,
    CHAIN_BROKEN,
    KEY_TAKEN,
    BAD_TABLE,
    BAD_ROW,
)
