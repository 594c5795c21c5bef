"""Errors of programmes and their money (470 to 489)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Phần đã nhập vẫn còn trên trang."
_KEPT_EN = "What you typed is still on the page."
_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

PROGRAMME_TWICE = Entry(
    470,
    "programme-code-taken",
    409,
    EXIT_WRONG_USE,
    Text(
        "Đã có chương trình mang mã «{code}»: số {other}.", _KEPT_VI, "Mở chương trình đó, hoặc ghi mã khác."
    ),
    Text(
        "There is a programme with the code “{code}”: {other}.", _KEPT_EN, "Open it, or write another code."
    ),
)
COMPONENT_TWICE = Entry(
    471,
    "component-code-taken",
    409,
    EXIT_WRONG_USE,
    Text("Chương trình này đã có nội dung mang mã «{code}»: {other}.", _KEPT_VI, "Ghi mã khác."),
    Text("This programme has a component with the code “{code}”: {other}.", _KEPT_EN, "Write another code."),
)
SOURCE_ENDED = Entry(
    472,
    "source-ended",
    422,
    EXIT_WRONG_USE,
    Text(
        "Nguồn «{source}» chỉ có đến hết {last}, không dùng được cho ngày {day}.",
        _KEPT_VI,
        "Chọn nguồn của cấp nay giữ khoản này, hoặc ghi đúng ngày của văn bản.",
    ),
    Text(
        "The source “{source}” ended on {last} and cannot be used on {day}.",
        _KEPT_EN,
        "Choose the level that has this money now, or write the day of the document.",
    ),
)
BELOW_DISBURSED = Entry(
    473,
    "assigned-below-disbursed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Ghi như vậy thì đến {day} chỉ còn {assigned} đồng được giao, mà đã giải ngân {disbursed} đồng.",
        _KEPT_VI,
        "Giảm ít hơn, hoặc hủy khoản giải ngân ghi sai trước.",
    ),
    Text(
        "By {day} only {assigned} đồng would be assigned while {disbursed} đồng are disbursed.",
        _KEPT_EN,
        "Take back less, or first cancel the disbursement that is wrong.",
    ),
)
ABOVE_ASSIGNED = Entry(
    474,
    "disbursed-above-assigned",
    422,
    EXIT_WRONG_USE,
    Text(
        "Ghi như vậy thì đến {day} đã giải ngân {disbursed} đồng, vượt {assigned} đồng được giao.",
        _KEPT_VI,
        "Kiểm tra số tiền và ngày; nếu đã có quyết định giao thêm thì ghi quyết định đó trước.",
    ),
    Text(
        "By {day} {disbursed} đồng would be disbursed, more than the {assigned} đồng assigned by then.",
        _KEPT_EN,
        "Check amount and day; if more was assigned, record that decision first.",
    ),
)
DAY_TO_COME = Entry(
    475,
    "money-day-to-come",
    422,
    EXIT_WRONG_USE,
    Text("Ngày {day} chưa đến.", _KEPT_VI, "Chỉ ghi điều đã xảy ra; kiểm tra lại ngày."),
    Text("The day {day} is still to come.", _KEPT_EN, "Record only what has happened; check the day."),
)
CANCELLED_BEFORE = Entry(
    476,
    "money-cancelled-before",
    409,
    EXIT_WRONG_USE,
    Text("Khoản này đã hủy ngày {day}: {reason}.", _NOTHING_VI, "Xem lại khoản đã hủy trên trang."),
    Text("This entry was cancelled on {day}: {reason}.", _NOTHING_EN, "See it on the page."),
)
YEAR_HAS_MONEY = Entry(
    477,
    "programme-year-has-money",
    409,
    EXIT_WRONG_USE,
    Text(
        "Năm {year} đã có vốn giao, không để ra ngoài thời gian của chương trình được.",
        _KEPT_VI,
        "Giữ năm đó, hoặc trước hết hủy khoản giao ghi sai.",
    ),
    Text(
        "Money is assigned for {year}, which cannot fall outside the programme's years.",
        _KEPT_EN,
        "Keep that year, or first cancel what was assigned wrongly.",
    ),
)

ENTRIES = (
    PROGRAMME_TWICE,
    COMPONENT_TWICE,
    SOURCE_ENDED,
    BELOW_DISBURSED,
    ABOVE_ASSIGNED,
    DAY_TO_COME,
    CANCELLED_BEFORE,
    YEAR_HAS_MONEY,
)
