"""Errors of briefings and meetings (800 to 849)."""

from .entry import EXIT_NOT_PERMITTED, EXIT_WRONG_USE, Entry, Text

FONT_MISSING = Entry(
    800,
    "briefing-font-missing",
    503,
    1,
    Text(
        "Chưa có phông chữ Tinos để lập bản PDF.",
        "Bản giao ban vẫn còn; bản .docx và .html vẫn tải được.",
        "Quản trị viên chạy ./run --setup để cài phông chữ.",
    ),
    Text(
        "The Tinos typeface needed for the PDF is not installed.",
        "The briefing is kept; .docx and .html can still be downloaded.",
        "An administrator runs ./run --setup to install it.",
    ),
)
FORMAT_UNKNOWN = Entry(
    801,
    "briefing-format-unknown",
    422,
    EXIT_WRONG_USE,
    Text("Không có dạng tệp «{format}» cho giao ban.", "Chưa có gì thay đổi.", "Chọn docx, pdf hoặc html."),
    Text("Briefings have no format “{format}”.", "Nothing was changed.", "Choose docx, pdf or html."),
)
PDF_FAILED = Entry(
    802,
    "briefing-pdf-failed",
    500,
    1,
    Text(
        "Không lập được bản PDF: {why}.",
        "Bản giao ban vẫn còn; bản .docx và .html vẫn tải được.",
        "Tải bản .docx và báo quản trị viên.",
    ),
    Text(
        "The PDF could not be set: {why}.",
        "The briefing is kept; .docx and .html can still be downloaded.",
        "Download the .docx and tell an administrator.",
    ),
)

FILE_EXISTS = Entry(
    803,
    "briefing-file-exists",
    409,
    EXIT_WRONG_USE,
    Text("Đã có tệp «{file}».", "Tệp đó còn nguyên.", "Chọn tên khác, hoặc thêm --force để ghi đè."),
    Text("The file “{file}” exists already.", "It is untouched.", "Choose another name, or add --force."),
)
FILE_NOT_WRITTEN = Entry(
    804,
    "briefing-file-not-written",
    500,
    EXIT_WRONG_USE,
    Text(
        "Không ghi được tệp «{file}»: {why}.", "Chưa có tệp nào được ghi.", "Kiểm tra thư mục và quyền ghi."
    ),
    Text(
        "“{file}” could not be written: {why}.",
        "No file was written.",
        "Check the folder and its permissions.",
    ),
)

DRAFT_OF_OFFICE = Entry(
    805,
    "briefing-draft-of-office",
    403,
    EXIT_NOT_PERMITTED,
    Text(
        "Bản thảo giao ban tính trên toàn tỉnh, chỉ văn phòng và lãnh đạo mở được.",
        "Các bản đã ban hành vẫn xem được.",
        "Mở bản đã ban hành, hoặc hỏi văn phòng.",
    ),
    Text(
        "The draft of a briefing covers the whole province; only the office and the leaders may open it.",
        "What has been published can be read.",
        "Open a published revision, or ask the office.",
    ),
)

ENTRIES = (FONT_MISSING, FORMAT_UNKNOWN, PDF_FAILED, FILE_EXISTS, FILE_NOT_WRITTEN, DRAFT_OF_OFFICE)
