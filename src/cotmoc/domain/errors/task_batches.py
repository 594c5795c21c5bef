"""Errors of what is done to many tasks at once (tasks, 400 to 499)."""

from .entry import EXIT_WRONG_USE, Entry, Text

_NOTHING_VI = "Chưa có gì thay đổi."
_NOTHING_EN = "Nothing was changed."

TOO_MANY_TASKS = Entry(
    418,
    "too-many-tasks",
    422,
    EXIT_WRONG_USE,
    Text("{count} nhiệm vụ được chọn; mỗi lần nhiều nhất {most}.", _NOTHING_VI, "Lọc hẹp hơn rồi làm lại."),
    Text("{count} tasks are chosen; at most {most} at a time.", _NOTHING_EN, "Narrow the choice."),
)
NO_TASK_CHOSEN = Entry(
    419,
    "no-task-chosen",
    422,
    EXIT_WRONG_USE,
    Text("Chưa chọn nhiệm vụ nào.", _NOTHING_VI, "Đánh dấu ít nhất một nhiệm vụ."),
    Text("No task is chosen.", _NOTHING_EN, "Tick at least one task."),
)
NOT_ALL_POSSIBLE = Entry(
    420,
    "not-all-possible",
    409,
    EXIT_WRONG_USE,
    Text(
        "{refused} trong {count} nhiệm vụ không làm được; nhiệm vụ số {task}: {why}",
        _NOTHING_VI,
        "Bỏ những nhiệm vụ đó, hoặc chọn chỉ làm phần làm được.",
    ),
    Text(
        "{refused} of {count} tasks cannot be done; task {task}: {why}",
        _NOTHING_EN,
        "Leave them out, or choose to do only what is possible.",
    ),
)
FUNCTION_STANDS = Entry(
    458,
    "function-stands",
    409,
    EXIT_WRONG_USE,
    Text("Nhiệm vụ đã ở lĩnh vực «{name}».", _NOTHING_VI, "Đổi trên trang của nhiệm vụ nếu chưa đúng."),
    Text("The task is put to “{name}” already.", _NOTHING_EN, "Correct it on the task's page."),
)
NO_FUNCTION_STANDS = Entry(
    445,
    "no-function-stands",
    409,
    EXIT_WRONG_USE,
    Text("Nhiệm vụ này không có lĩnh vực nào để bỏ.", _NOTHING_VI, "Bỏ chọn nhiệm vụ này."),
    Text("The task is in no field of work.", _NOTHING_EN, "Leave it out of the choice."),
)
WORDS_UNCLEAR = Entry(
    459,
    "words-unclear",
    409,
    EXIT_WRONG_USE,
    Text("Không rõ lĩnh vực theo từ ngữ: {why}.", _NOTHING_VI, "Chọn lĩnh vực cho nhiệm vụ này."),
    Text("The words do not tell the field of work: {why}.", _NOTHING_EN, "Choose one for this task."),
)
BODY_WITHOUT_PART = Entry(
    421,
    "body-without-part",
    409,
    EXIT_WRONG_USE,
    Text("«{agency}» không giữ vai trò đó trong nhiệm vụ này.", _NOTHING_VI, "Chọn vai trò khác."),
    Text("“{agency}” has no such part in this task.", _NOTHING_EN, "Choose another part."),
)
NOTHING_TO_UNDO = Entry(
    422,
    "batch-not-undoable",
    409,
    EXIT_WRONG_USE,
    Text(
        "Không hoàn tác được: mọi nhiệm vụ của lần này đã có thay đổi mới hơn.",
        _NOTHING_VI,
        "Sửa từng nhiệm vụ.",
    ),
    Text("Every task of this batch has changed since.", _NOTHING_EN, "Correct the tasks one by one."),
)
ROWS_WRONG = Entry(
    423,
    "rows-wrong",
    422,
    EXIT_WRONG_USE,
    Text(
        "{wrong} trong {count} dòng có lỗi; dòng {line}: {why}.",
        "Không dòng nào được lưu.",
        "Sửa các dòng đó, hoặc chọn chỉ nhập dòng đúng.",
    ),
    Text(
        "{wrong} of {count} rows are wrong; row {line}: {why}.",
        "No row was saved.",
        "Correct them, or choose to import only the right ones.",
    ),
)

ENTRIES = (
    TOO_MANY_TASKS,
    NO_TASK_CHOSEN,
    NOT_ALL_POSSIBLE,
    FUNCTION_STANDS,
    NO_FUNCTION_STANDS,
    WORDS_UNCLEAR,
    BODY_WITHOUT_PART,
    NOTHING_TO_UNDO,
    ROWS_WRONG,
)
