"""Errors of turning bytes into text and of stored files (200 to 299).

The entry for secrecy marks has no {names}: its message must never carry a file name or a text.
"""

from .entry import EXIT_SECRET, EXIT_UNREADABLE, EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Không có gì của tệp được lưu lại."
_KEPT_EN = "Nothing of the file was kept."


def _unreadable(number: int, code: str, vi: tuple[str, str], en: tuple[str, str], http: int = 422) -> Entry:
    return Entry(
        number,
        code,
        http,
        EXIT_UNREADABLE,
        Text(vi[0], _KEPT_VI, vi[1]),
        Text(en[0], _KEPT_EN, en[1]),
    )


SECRET_DOCUMENT = Entry(
    200,
    "secret-document",
    422,
    EXIT_SECRET,
    Text(
        "Tài liệu mang dấu chỉ mức độ mật nên bị từ chối.",
        "Không một phần nào của tài liệu được ghi vào đĩa, cơ sở dữ liệu hay nhật ký.",
        "Xử lý tài liệu theo chế độ bảo vệ bí mật nhà nước, ngoài hệ thống này.",
    ),
    Text(
        "The document carries a secrecy mark and is refused.",
        "No part of it was written to disk, database or log.",
        "Handle it under the rules for state secrets, outside this system.",
    ),
)
EMPTY_FILE = _unreadable(
    201,
    "empty-file",
    ("Tệp không có nội dung.", "Kiểm tra lại tệp gốc rồi gửi bản có nội dung."),
    ("The file holds nothing.", "Check the original and send one with content."),
)
TOO_LARGE = _unreadable(
    202,
    "file-too-large",
    ("Tệp lớn hơn giới hạn {limit_mb} MB.", "Tách tệp hoặc bỏ hình ảnh rồi gửi lại."),
    ("The file is larger than the limit of {limit_mb} MB.", "Split it or remove pictures, then send again."),
    http=413,
)
UNSUPPORTED_KIND = _unreadable(
    203,
    "unsupported-kind",
    (
        "Chưa đọc được loại tệp này ({kind}).",
        "Lưu thành .docx, .pdf, .html hoặc .txt rồi gửi lại.",
    ),
    (
        "This kind of file cannot be read ({kind}).",
        "Save it as .docx, .pdf, .html or .txt and send again.",
    ),
    http=415,
)
MISLABELLED = _unreadable(
    204,
    "mislabelled-file",
    (
        "Đuôi tên tệp ghi là {claimed} nhưng nội dung là {kind}.",
        "Kiểm tra nguồn của tệp; nếu đúng tệp, đổi đuôi tên cho khớp nội dung.",
    ),
    (
        "The name says {claimed} but the content is {kind}.",
        "Check where the file comes from; if it is the right one, give it the matching extension.",
    ),
    http=415,
)
UNKNOWN_ENCODING = _unreadable(
    205,
    "unknown-encoding",
    (
        "Không giải mã được chữ trong tệp (cần UTF-8 hoặc UTF-16 có BOM).",
        "Lưu lại tệp với bảng mã UTF-8 rồi gửi.",
    ),
    (
        "The characters cannot be decoded (UTF-8, or UTF-16 with a BOM, is needed).",
        "Save it as UTF-8 and send again.",
    ),
)
BINARY_CONTENT = _unreadable(
    206,
    "binary-content",
    (
        "Tệp chứa byte nhị phân, không phải văn bản.",
        "Mở tệp bằng phần mềm đã tạo ra nó và lưu thành .docx hoặc .txt.",
    ),
    (
        "The file holds binary bytes, not text.",
        "Open it in the program that made it and save as .docx or .txt.",
    ),
)
DAMAGED = _unreadable(
    207,
    "damaged-file",
    ("Tệp {kind} bị hỏng hoặc bị cắt cụt.", "Lấy lại bản gốc, mở thử, lưu lại rồi gửi."),
    ("The {kind} file is damaged or cut short.", "Get the original again, open it, save it, then send."),
)
PROTECTED = _unreadable(
    208,
    "password-protected",
    ("Tệp được bảo vệ bằng mật khẩu.", "Bỏ mật khẩu trong phần mềm đã tạo tệp rồi gửi lại."),
    (
        "The file is protected by a password.",
        "Remove the password in the program that made it and send again.",
    ),
)
INFLATES_TOO_FAR = _unreadable(
    209,
    "archive-bomb",
    ("Tệp nén bung ra quá lớn so với một văn bản.", "Mở tệp bằng Word, lưu lại thành .docx mới rồi gửi."),
    (
        "The packed file inflates to far more than a document needs.",
        "Open it in Word, save it as a new .docx and send.",
    ),
)
UNSAFE_ARCHIVE = _unreadable(
    210,
    "unsafe-archive",
    (
        "Tệp nén có mục với tên hoặc cách đóng gói không an toàn.",
        "Mở tệp bằng Word, lưu lại thành .docx mới rồi gửi.",
    ),
    (
        "The packed file has members with unsafe names or packing.",
        "Open it in Word, save it as a new .docx and send.",
    ),
)
UNSAFE_XML = _unreadable(
    211,
    "unsafe-xml",
    (
        "Tệp khai báo thực thể XML (DTD), điều một văn bản Word không bao giờ có.",
        "Mở tệp bằng Word và lưu lại.",
    ),
    (
        "The file declares XML entities (a DTD), which no Word document does.",
        "Open it in Word and save it again.",
    ),
)
NO_TEXT = _unreadable(
    212,
    "no-text",
    (
        "Tệp {kind} không có chữ nào đọc được (có thể là bản quét).",
        "Nhận dạng chữ (OCR) hoặc gửi bản gốc .docx.",
    ),
    (
        "The {kind} file has no readable text (it may be a scan).",
        "Run text recognition (OCR) or send the .docx original.",
    ),
)
TOO_SLOW = _unreadable(
    213,
    "reading-stopped",
    (
        "Việc đọc tệp vượt quá {seconds} giây nên đã dừng.",
        "Chia nhỏ tệp hoặc lưu lại bằng phần mềm khác rồi gửi.",
    ),
    (
        "Reading took longer than {seconds} seconds and was stopped.",
        "Split the file or save it with another program.",
    ),
)
TOO_COMPLEX = _unreadable(
    214,
    "too-complex",
    (
        "Tệp có cấu trúc lồng nhau hoặc số phần vượt xa một văn bản thường.",
        "Đơn giản hoá tệp (bỏ bảng lồng bảng) rồi gửi.",
    ),
    (
        "The file is nested deeper or holds more parts than a document does.",
        "Simplify it (tables inside tables) and send.",
    ),
)
HIDDEN_CONTENT = _unreadable(
    215,
    "unread-inner-document",
    (
        "Tệp nhúng một văn bản khác mà hệ thống không kiểm tra được.",
        "Mở tệp, bỏ phần nhúng, lưu lại rồi gửi.",
    ),
    (
        "The file embeds another document that cannot be checked.",
        "Open it, remove the embedded part, save and send.",
    ),
)
FILE_NOT_OPENED = Entry(
    216,
    "file-not-opened",
    422,
    EXIT_UNREADABLE,
    Text("Không mở được tệp: {why}.", "Chưa có gì thay đổi.", "Kiểm tra đường dẫn và quyền đọc tệp."),
    Text(
        "The file could not be opened: {why}.",
        "Nothing was changed.",
        "Check the path and the permission to read.",
    ),
)
SAME_NAME = Entry(
    217,
    "same-file-name",
    409,
    EXIT_WRONG_USE,
    Text(
        "Hai tệp trong một lệnh có cùng tên «{name}».",
        "Chưa tệp nào được đọc.",
        "Đổi tên một tệp hoặc chạy lệnh riêng cho từng tệp.",
    ),
    Text(
        "Two files of one command share the name “{name}”.",
        "No file was read.",
        "Rename one of them or run the command once for each.",
    ),
)

FORMULA = _unreadable(
    218,
    "formula-in-table",
    ("Bảng có công thức ở ô {cell}.", "Dán lại bảng thành giá trị (chỉ chữ và số) rồi gửi."),
    (
        "The table holds a formula in cell {cell}.",
        "Paste it as values, words and numbers only, and send again.",
    ),
)
NOT_A_TABLE = _unreadable(
    219,
    "not-a-table",
    ("Cần một bảng .csv hoặc .xlsx; tệp này là {kind}.", "Lưu thành .xlsx hoặc .csv (UTF-8) rồi gửi lại."),
    ("A .csv or .xlsx table is needed; this is {kind}.", "Save it as .xlsx or .csv (UTF-8) and send again."),
    http=415,
)

TABLE_TOO_LARGE = _unreadable(
    227,
    "table-too-large",
    ("Bảng quá lớn: mỗi bảng nhiều nhất {most} ô.", "Chia thành nhiều tệp nhỏ hơn rồi gửi từng tệp."),
    ("The table is too large: it has at most {most} cells.", "Split it into smaller files and send each."),
)

ENTRIES = (
    SECRET_DOCUMENT,
    EMPTY_FILE,
    TOO_LARGE,
    UNSUPPORTED_KIND,
    MISLABELLED,
    UNKNOWN_ENCODING,
    BINARY_CONTENT,
    DAMAGED,
    PROTECTED,
    INFLATES_TOO_FAR,
    UNSAFE_ARCHIVE,
    UNSAFE_XML,
    NO_TEXT,
    TOO_SLOW,
    TOO_COMPLEX,
    HIDDEN_CONTENT,
    FILE_NOT_OPENED,
    SAME_NAME,
    FORMULA,
    NOT_A_TABLE,
    TABLE_TOO_LARGE,
)
