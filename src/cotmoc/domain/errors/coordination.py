"""Errors of joint activities (600 to 699)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Phần đã nhập vẫn còn trên trang."
_KEPT_EN = "What you typed is still on the page."

NOT_YET_HELD = Entry(
    600,
    "activity-not-yet-held",
    422,
    EXIT_WRONG_USE,
    Text(
        "Ngày {day} chưa tới: chỉ ghi kết quả sau khi đã thực hiện, không ghi kế hoạch.",
        _KEPT_VI,
        "Sửa ngày, hoặc ghi lại sau khi đã thực hiện.",
    ),
    Text(
        "{day} has not come yet: only results are recorded, never plans.",
        _KEPT_EN,
        "Correct the day, or record it after it was done.",
    ),
)
NOT_JOINT = Entry(
    601,
    "activity-not-joint",
    422,
    EXIT_WRONG_USE,
    Text(
        "Hoạt động chung cần ít nhất hai đơn vị tham gia.",
        _KEPT_VI,
        "Chọn thêm đơn vị; việc làm riêng ghi ở báo cáo.",
    ),
    Text(
        "A joint activity needs two participants.",
        _KEPT_EN,
        "Add one; work done alone goes into its report.",
    ),
)
LOOKS_THE_SAME = Entry(
    602,
    "activity-looks-the-same",
    409,
    EXIT_WRONG_USE,
    Text(
        "Có thể đã ghi rồi: hoạt động số {other} cùng loại, cùng ngày, cùng đơn vị và địa bàn.",
        _KEPT_VI,
        "Mở hoạt động đó; nếu đúng là hai lần khác nhau, đánh dấu «khác lần đã ghi» rồi gửi lại.",
    ),
    Text(
        "It may be recorded already: activity {other} is of the same kind, day, units and place.",
        _KEPT_EN,
        "Open it; if these were really two, tick “another occasion” and send again.",
    ),
)
KIND_UNKNOWN = Entry(
    603,
    "activity-kind-unknown",
    422,
    EXIT_WRONG_USE,
    Text("Không có loại hoạt động «{kind}».", _KEPT_VI, "Chọn một loại trong danh sách."),
    Text("There is no kind of activity “{kind}”.", _KEPT_EN, "Choose one from the list."),
)
COORDINATES = Entry(
    604,
    "activity-with-coordinates",
    422,
    EXIT_WRONG_USE,
    Text(
        "Ô này có vẻ chứa tọa độ; hệ thống không nhận vị trí.",
        _KEPT_VI,
        "Ghi đoạn mốc bằng lời, ví dụ «mốc 12 đến mốc 15».",
    ),
    Text(
        "This field seems to hold coordinates; positions are not accepted.",
        _KEPT_EN,
        "Name the markers in words, such as “mốc 12 đến mốc 15”.",
    ),
)

ENTRIES = (NOT_YET_HELD, NOT_JOINT, LOOKS_THE_SAME, KIND_UNKNOWN, COORDINATES)
