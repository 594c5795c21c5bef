"""Errors of outgoing messages and webhooks (100 to 149)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

MAIL_NOT_SET = Entry(
    100,
    "mail-not-set",
    409,
    EXIT_WRONG_USE,
    Text(
        "Chưa đặt máy chủ thư; không thư nào được gửi ({waiting} thư đang chờ).",
        "Thư vẫn nằm trong hàng chờ.",
        "Đặt COTMOC_SMTP_HOST và COTMOC_MAIL_FROM rồi chạy lại; xem docs/how-to/notices.md.",
    ),
    Text(
        "No mail server is set; nothing was sent ({waiting} messages wait).",
        "The messages stay queued.",
        "Set COTMOC_SMTP_HOST and COTMOC_MAIL_FROM and run again; see docs/how-to/notices.md.",
    ),
)
MAIL_SERVER = Entry(
    101,
    "mail-server-trouble",
    502,
    1,
    Text(
        "Máy chủ thư không nhận thư: {why}.",
        "Thư chưa gửi vẫn nằm trong hàng chờ và sẽ được thử lại.",
        "Kiểm tra các biến COTMOC_SMTP_* và máy chủ thư.",
    ),
    Text(
        "The mail server takes no mail: {why}.",
        "What was not sent stays queued and will be tried again.",
        "Check the COTMOC_SMTP_* settings and the mail server.",
    ),
)
NOT_TO_SETTLE = Entry(
    102,
    "message-not-to-settle",
    409,
    EXIT_WRONG_USE,
    Text(
        "Thư số {number} đang ở tình trạng «{state}» nên không có gì để quyết định.",
        _NOTHING_VI,
        "Chỉ quyết định thư chưa rõ đã gửi hay chưa; thư bị từ chối chỉ có thể xếp hàng gửi lại.",
    ),
    Text(
        "Message {number} is “{state}”: there is nothing to settle.",
        _NOTHING_EN,
        "Only unknown messages are settled; one that was refused can only be queued again.",
    ),
)
WEBHOOK_ADDRESS = Entry(
    103,
    "webhook-address",
    422,
    EXIT_WRONG_USE,
    Text(
        "Không gửi webhook đến địa chỉ này: {why}.",
        _NOTHING_VI,
        "Dùng địa chỉ https:// trên mạng công khai, hoặc ghi tên máy vào COTMOC_WEBHOOK_HOSTS.",
    ),
    Text(
        "No webhook goes to this address: {why}.",
        _NOTHING_EN,
        "Use an https:// address on the public network, or name the host in COTMOC_WEBHOOK_HOSTS.",
    ),
)
ENDPOINT_KNOWN = Entry(
    104,
    "webhook-endpoint-known",
    409,
    EXIT_WRONG_USE,
    Text(
        "Địa chỉ này đã là nơi nhận webhook số {number}.",
        _NOTHING_VI,
        "Mở lại nơi nhận đó, hoặc dùng địa chỉ khác.",
    ),
    Text("This address is endpoint {number} already.", _NOTHING_EN, "Open that one again, or use another."),
)

ENTRIES = (MAIL_NOT_SET, MAIL_SERVER, NOT_TO_SETTLE, WEBHOOK_ADDRESS, ENDPOINT_KNOWN)
