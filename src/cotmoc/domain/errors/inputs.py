"""Errors of inputs that need a converter or hold several documents (220 to 239, after those of files)."""

from .entry import EXIT_UNREADABLE, Entry, Text

_KEPT_VI = "Không có gì của tệp được lưu lại."
_KEPT_EN = "Nothing of the file was kept."


def _unreadable(number: int, code: str, vi: tuple[str, str], en: tuple[str, str], http: int = 422) -> Entry:
    return Entry(
        number, code, http, EXIT_UNREADABLE, Text(vi[0], _KEPT_VI, vi[1]), Text(en[0], _KEPT_EN, en[1])
    )


NO_RECOGNITION = _unreadable(
    220,
    "no-text-recognition",
    (
        "Tệp là ảnh quét mà máy chủ chưa có phần nhận dạng chữ tiếng Việt.",
        "Người quản trị cài gói Debian tesseract-ocr và tesseract-ocr-vie; hoặc gửi bản gốc .docx.",
    ),
    (
        "The file is a scan and this machine has no text recognition for Vietnamese.",
        "Install the Debian packages tesseract-ocr and tesseract-ocr-vie, or send the .docx original.",
    ),
)
NO_CONVERTER = _unreadable(
    221,
    "no-converter",
    (
        "Tệp là Word 97-2003 (.doc) mà máy chủ chưa có LibreOffice để chuyển đổi.",
        "Người quản trị cài gói Debian libreoffice-writer-nogui; hoặc lưu tệp thành .docx rồi gửi lại.",
    ),
    (
        "The file is Word 97-2003 (.doc) and this machine has no LibreOffice to convert it.",
        "Install the Debian package libreoffice-writer-nogui, or save the file as .docx and send again.",
    ),
)
NO_MEMORY_FOLDER = _unreadable(
    222,
    "no-memory-folder",
    (
        "Máy chủ không có thư mục trong bộ nhớ (/dev/shm) nên không chuyển đổi tệp .doc: tệp chưa kiểm tra "
        "không được ghi xuống đĩa.",
        "Lưu tệp thành .docx rồi gửi lại.",
    ),
    (
        "This machine has no folder in memory (/dev/shm), so .doc files are not converted: a file that is "
        "not checked yet must not touch the disk.",
        "Save the file as .docx and send again.",
    ),
)
NESTED_ARCHIVE = _unreadable(
    223,
    "nested-archive",
    (
        "Tệp nén nằm quá sâu trong tệp nén hoặc thư khác.",
        "Mở tệp, lấy văn bản bên trong ra rồi gửi riêng.",
    ),
    (
        "The archive lies too deep inside another archive or message.",
        "Open it, take out the documents and send them by themselves.",
    ),
)
NO_DOCUMENTS = _unreadable(
    224,
    "no-documents-inside",
    ("Tệp {kind} không có văn bản nào bên trong.", "Kiểm tra lại tệp gốc rồi gửi bản có văn bản."),
    ("The {kind} file holds no document.", "Check the original and send one that holds documents."),
)
TOO_MANY_SCANS = _unreadable(
    225,
    "too-many-scans",
    (
        "Các tệp gửi cùng nhau có hơn {most} trang quét; tệp này chưa được nhận dạng.",
        "Gửi riêng tệp này.",
    ),
    (
        "The files sent together have more than {most} scanned pages; this one was not recognised.",
        "Send it by itself.",
    ),
)
TOO_MANY_DOCUMENTS = _unreadable(
    226,
    "too-many-documents",
    ("Tệp chứa hơn {most} văn bản.", "Chia thành nhiều tệp nhỏ hơn rồi gửi từng tệp."),
    ("The file holds more than {most} documents.", "Split it into smaller ones and send them one by one."),
)

ENTRIES = (
    NO_RECOGNITION,
    NO_CONVERTER,
    NO_MEMORY_FOLDER,
    NESTED_ARCHIVE,
    NO_DOCUMENTS,
    TOO_MANY_SCANS,
    TOO_MANY_DOCUMENTS,
)
