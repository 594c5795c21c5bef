"""Errors of accounts and organisations (900 to 999)."""

from .entry import EXIT_NOT_PERMITTED, Entry, Text

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

ENTRIES = (SIGN_IN_NEEDED, LINK_SPENT)
