"""By what the reader knew a task, in words: the rule of a draft as a reviewer reads it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "subject": _("cơ quan, rồi việc phải làm"),
    "subject-leads": _("cơ quan «chủ trì …»"),
    "subject-duty": _("cơ quan «có trách nhiệm, có nhiệm vụ …»"),
    "subject-must": _("cơ quan «cần, phải, sẽ …»"),
    "subject-colon": _("tên cơ quan và dấu hai chấm"),
    "subject-free": _("cơ quan trong đoạn giao việc, động từ lạ"),
    "subject-far": _("cơ quan trong đoạn giao việc, cách nói lạ"),
    "order": _("lời giao việc: «giao, yêu cầu, đề nghị …»"),
    "order-far": _("lời giao việc, cách nói lạ"),
    "order-written": _("lời giao việc cho nơi chưa có trong danh mục"),
    "order-open": _("lời giao việc không nêu cơ quan"),
    "open": _("động từ mở đầu, cơ quan nêu ở trên"),
    "open-late": _("động từ sau mục đích hoặc điều kiện"),
    "open-when": _("động từ sau «khi, nếu …»"),
    "open-must": _("«cần, phải …» không nêu cơ quan"),
    "led": _("«chủ trì, phối hợp …», cơ quan nêu ở trên"),
    "row": _("một dòng trong bảng phân công"),
    "judged": _("lời văn giống lời giao việc"),
    "written": _("nơi chưa có trong danh mục, rồi việc phải làm"),
    "written-duty": _("nơi chưa có trong danh mục «có trách nhiệm …»"),
}


def reason(rule: str) -> str | Promise:
    """Words for the rule of a draft; empty for one that was added by hand."""
    return REASONS.get(rule, rule)
