"""Errors of plans (450 to 469)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_KEPT_VI = "Phần đã nhập vẫn còn trên trang."
_KEPT_EN = "What you typed is still on the page."
_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

PLAN_TWICE = Entry(
    450,
    "plan-twice",
    409,
    EXIT_WRONG_USE,
    Text("«{agency}» đã có kế hoạch cho việc này: kế hoạch số {other}.", _KEPT_VI, "Mở kế hoạch đó để sửa."),
    Text("“{agency}” already has a plan for this: plan {other}.", _KEPT_EN, "Open that plan and change it."),
)
NO_LINES = Entry(
    451,
    "plan-without-lines",
    422,
    EXIT_WRONG_USE,
    Text("Kế hoạch chưa có việc nào.", _NOTHING_VI, "Thêm ít nhất một việc rồi trình lại."),
    Text("The plan has no line.", _NOTHING_EN, "Add at least one line, then submit again."),
)
LINE_UNDATED = Entry(
    452,
    "plan-line-undated",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc thứ {line} chưa có ngày hoàn thành.",
        _NOTHING_VI,
        "Ghi ngày; việc thường xuyên thì ghi ngày cuối năm.",
    ),
    Text(
        "Line {line} has no finish date.",
        _NOTHING_EN,
        "Write the day; for work without an end the last day of the year.",
    ),
)
REVIEWED_BEFORE = Entry(
    453,
    "programme-reviewed-before",
    409,
    EXIT_WRONG_USE,
    Text(
        "Chương trình này đã có bản đánh giá kỳ đó, ngày {day}.",
        "Bản đánh giá cũ giữ nguyên.",
        "Xem bản đánh giá đã ghi.",
    ),
    Text("This programme was reviewed for that term on {day}.", "The review stands.", "Read it."),
)
NO_DIRECTIVE = Entry(
    454,
    "plan-without-directive",
    422,
    EXIT_WRONG_USE,
    Text(
        "Kế hoạch chưa nói trả lời văn bản nào.",
        _KEPT_VI,
        "Chọn văn bản đã nhập, hoặc ghi số, ký hiệu của nó.",
    ),
    Text(
        "The plan does not say which directive it answers.",
        _KEPT_EN,
        "Choose a registered document or write its number.",
    ),
)

AMENDED_ALREADY = Entry(
    455,
    "plan-amended-already",
    409,
    EXIT_WRONG_USE,
    Text(
        "Kế hoạch này đang có bản điều chỉnh chưa duyệt: bản số {other}.",
        _KEPT_VI,
        "Mở bản đó để sửa, hoặc chờ duyệt xong.",
    ),
    Text(
        "This plan has an amendment that is not yet approved: number {other}.",
        _KEPT_EN,
        "Open and change that one, or wait until it is decided.",
    ),
)
NOTHING_AMENDED = Entry(
    456,
    "plan-nothing-amended",
    422,
    EXIT_WRONG_USE,
    Text(
        "Bản điều chỉnh chưa khác gì bản đang có hiệu lực.",
        _NOTHING_VI,
        "Sửa, thêm hoặc bỏ ít nhất một việc rồi trình; không cần nữa thì rút bản này.",
    ),
    Text(
        "The amendment does not differ from the plan in force.",
        _NOTHING_EN,
        "Change, add or drop at least one line, or withdraw it.",
    ),
)
LINE_FOLLOWED = Entry(
    457,
    "plan-line-followed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc thứ {line} đã thành nhiệm vụ số {task}, do {lead} chủ trì, hạn {due}.",
        _KEPT_VI,
        "Hạn chỉ lùi được; muốn đổi cơ quan chủ trì hoặc rút ngắn hạn thì bỏ việc này và thêm việc mới.",
    ),
    Text(
        "Line {line} is followed as task {task}, led by {lead}, due on {due}.",
        _KEPT_EN,
        "Its day can only be put off; for another lead or an earlier day drop the line and add a new one.",
    ),
)
LINE_PASSED = Entry(
    461,
    "plan-line-passed",
    422,
    EXIT_WRONG_USE,
    Text(
        "Việc thứ {line} phải xong ngày {due}, nay đã qua.",
        _NOTHING_VI,
        "Trả lại kế hoạch để đơn vị ghi ngày hoàn thành khác.",
    ),
    Text(
        "Line {line} was to be done by {due}, which has passed.",
        _NOTHING_EN,
        "Return the plan, so that its unit gives it another day.",
    ),
)
LINE_WAITS = Entry(
    460,
    "plan-line-waits",
    409,
    EXIT_WRONG_USE,
    Text(
        "Việc thứ {line} là nhiệm vụ số {task}, đang chờ {holder} cho ý kiến nên chưa lùi hạn được.",
        "Chưa có gì thay đổi; bản điều chỉnh vẫn chờ duyệt.",
        "Cho ý kiến ở trang nhiệm vụ số {task} rồi duyệt lại, hoặc trả bản điều chỉnh để giữ hạn cũ.",
    ),
    Text(
        "Line {line} is task {task}, which waits for {holder} to decide; its day cannot move until then.",
        "Nothing was changed; the amendment still waits for approval.",
        "Answer on the page of task {task} and approve again, or return the amendment so that the day stays.",
    ),
)

ENTRIES = (
    PLAN_TWICE,
    NO_LINES,
    LINE_UNDATED,
    REVIEWED_BEFORE,
    NO_DIRECTIVE,
    AMENDED_ALREADY,
    NOTHING_AMENDED,
    LINE_FOLLOWED,
    LINE_PASSED,
    LINE_WAITS,
)
