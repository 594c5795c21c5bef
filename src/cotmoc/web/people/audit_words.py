"""The audit log in people's words: what its deeds, things and details are called."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DEEDS: dict[str, str | Promise] = {
    "account.locked": gettext_lazy("khóa vì sai nhiều lần"),
    "account.password_changed": gettext_lazy("đổi mật khẩu"),
    "account.second_step_added": gettext_lazy("bật xác thực hai bước"),
    "account.second_step_removed": gettext_lazy("tắt xác thực hai bước"),
    "account.second_step_reset": gettext_lazy("tạo lại mã dự phòng"),
    "account.sign_in_failed": gettext_lazy("đăng nhập không được"),
    "account.signed_in": gettext_lazy("đăng nhập"),
    "account.signed_out": gettext_lazy("đăng xuất"),
    "account.turned_away": gettext_lazy("từ chối vì tài khoản hết hạn"),
    "account.wrong_code": gettext_lazy("sai mã xác thực"),
    "activity.record": gettext_lazy("ghi hoạt động chung"),
    "activity.withdraw": gettext_lazy("rút hoạt động chung"),
    "briefing.decide": gettext_lazy("ghi kết luận"),
    "briefing.publish": gettext_lazy("ban hành báo cáo giao ban"),
    "directive.accept": gettext_lazy("xác nhận và giao"),
    "directive.accept_all": gettext_lazy("giao tất cả việc còn lại"),
    "directive.add": gettext_lazy("thêm nhiệm vụ bỏ sót"),
    "directive.describe": gettext_lazy("sửa thông tin văn bản"),
    "directive.edit": gettext_lazy("sửa nhiệm vụ trích ra"),
    "directive.link": gettext_lazy("gắn văn bản viện dẫn"),
    "directive.merge": gettext_lazy("gộp nhiệm vụ trích ra"),
    "directive.refused": gettext_lazy("từ chối văn bản mật"),
    "directive.register": gettext_lazy("nhập văn bản"),
    "directive.reject": gettext_lazy("không giao nhiệm vụ trích ra"),
    "directive.relate": gettext_lazy("sửa quan hệ giữa hai văn bản"),
    "directive.restore": gettext_lazy("hoàn tác khi rà soát"),
    "directive.reread": gettext_lazy("đọc lại văn bản"),
    "directive.settle_superseded": gettext_lazy("quyết định nhiệm vụ của văn bản bị thay thế"),
    "directive.split": gettext_lazy("tách nhiệm vụ trích ra"),
    "directive.teach_alias": gettext_lazy("nhớ cách viết tên cơ quan"),
    "directive.unlink": gettext_lazy("bỏ gắn văn bản viện dẫn"),
    "meeting.decide": gettext_lazy("ghi kết luận"),
    "meeting.open": gettext_lazy("mở cuộc họp"),
    "organisation.agency": gettext_lazy("ghi cơ quan"),
    "organisation.alias": gettext_lazy("thêm cách viết tên"),
    "organisation.alias_removed": gettext_lazy("bỏ cách viết tên"),
    "organisation.area": gettext_lazy("ghi địa bàn"),
    "organisation.end": gettext_lazy("cho cơ quan, địa bàn hết hiệu lực"),
    "organisation.found": gettext_lazy("lập tỉnh"),
    "organisation.import": gettext_lazy("nhập bảng cơ quan, địa bàn"),
    "organisation.move": gettext_lazy("đổi cơ quan cấp trên"),
    "organisation.place": gettext_lazy("ghi cơ quan cấp trên"),
    "organisation.rename": gettext_lazy("đặt tên tỉnh"),
    "organisation.succession": gettext_lazy("ghi kế thừa"),
    "people.add": gettext_lazy("lập tài khoản"),
    "people.appoint": gettext_lazy("giao vai trò"),
    "people.end": gettext_lazy("cho tài khoản hết hạn"),
    "people.invite": gettext_lazy("mời người dùng"),
    "people.link": gettext_lazy("cấp liên kết một lần"),
    "people.link_used": gettext_lazy("dùng liên kết một lần"),
    "people.move": gettext_lazy("đổi vai trò, cơ quan"),
    "people.second_step_removed": gettext_lazy("tắt hộ xác thực hai bước"),
    "report.approve": gettext_lazy("duyệt báo cáo"),
    "report.begin": gettext_lazy("mở báo cáo"),
    "report.comment": gettext_lazy("ghi ý kiến về báo cáo"),
    "report.enter": gettext_lazy("nhập số"),
    "report.reopen": gettext_lazy("mở lại để sửa"),
    "report.return": gettext_lazy("trả lại báo cáo"),
    "report.submit": gettext_lazy("gửi báo cáo"),
    "reporting.indicator": gettext_lazy("ghi chỉ tiêu"),
    "reporting.regime": gettext_lazy("ghi chế độ báo cáo"),
    "reporting.reporter": gettext_lazy("ghi đơn vị phải báo cáo"),
    "reporting.reporters": gettext_lazy("ghi các đơn vị phải báo cáo"),
    "snapshot.build": gettext_lazy("lập bảng phân tích"),
    "task.accept": gettext_lazy("xác nhận kết quả"),
    "task.assign": gettext_lazy("giao nhiệm vụ"),
    "task.assign_each": gettext_lazy("giao mỗi đơn vị một nhiệm vụ"),
    "task.comment": gettext_lazy("ghi ý kiến"),
    "task.complete": gettext_lazy("báo hoàn thành"),
    "task.evidence_refused": gettext_lazy("từ chối tệp chứng minh"),
    "task.extend": gettext_lazy("gia hạn"),
    "task.progress": gettext_lazy("báo tiến độ"),
    "task.return": gettext_lazy("trả lại để làm tiếp"),
    "task.withdraw": gettext_lazy("rút nhiệm vụ"),
    "token.make": gettext_lazy("tạo mã truy cập"),
    "token.revoke": gettext_lazy("hủy mã truy cập"),
}
THINGS: dict[str, str | Promise] = {
    "analytics.snapshot": gettext_lazy("bảng phân tích"),
    "briefings.publishedbriefing": gettext_lazy("báo cáo giao ban"),
    "coordination.jointactivity": gettext_lazy("hoạt động chung"),
    "directives.clause": gettext_lazy("nhiệm vụ trích ra"),
    "directives.document": gettext_lazy("văn bản"),
    "meetings.decision": gettext_lazy("kết luận"),
    "meetings.meeting": gettext_lazy("cuộc họp"),
    "organisations.agency": gettext_lazy("cơ quan"),
    "organisations.agencyalias": gettext_lazy("cách viết tên"),
    "organisations.apitoken": gettext_lazy("mã truy cập"),
    "organisations.appointment": gettext_lazy("vai trò"),
    "organisations.area": gettext_lazy("địa bàn"),
    "organisations.membership": gettext_lazy("cấp trên"),
    "organisations.person": gettext_lazy("tài khoản"),
    "organisations.province": gettext_lazy("tỉnh"),
    "organisations.succession": gettext_lazy("kế thừa"),
    "reporting.indicator": gettext_lazy("chỉ tiêu"),
    "reporting.regime": gettext_lazy("chế độ báo cáo"),
    "reporting.reporter": gettext_lazy("đơn vị phải báo cáo"),
    "reporting.submission": gettext_lazy("báo cáo"),
    "tasks.task": gettext_lazy("nhiệm vụ"),
}
DETAILS: dict[str, str | Promise] = {
    "accepted": gettext_lazy("đã giao"),
    "address": gettext_lazy("địa chỉ"),
    "agency": gettext_lazy("cơ quan"),
    "cells": gettext_lazy("số ô"),
    "clauses": gettext_lazy("số nhiệm vụ trích ra"),
    "code": gettext_lazy("mã"),
    "document": gettext_lazy("văn bản"),
    "due": gettext_lazy("hạn"),
    "ends_on": gettext_lazy("hết ngày"),
    "held_on": gettext_lazy("ngày họp"),
    "key": gettext_lazy("mã"),
    "kind": gettext_lazy("loại"),
    "known": gettext_lazy("đã có từ trước"),
    "late": gettext_lazy("muộn"),
    "leads": gettext_lazy("chủ trì"),
    "left": gettext_lazy("còn lại"),
    "meeting": gettext_lazy("cuộc họp"),
    "name": gettext_lazy("tên"),
    "number": gettext_lazy("số"),
    "outcome": gettext_lazy("kết quả"),
    "participants": gettext_lazy("các bên"),
    "percent": gettext_lazy("phần trăm"),
    "period": gettext_lazy("kỳ"),
    "person": gettext_lazy("tài khoản"),
    "predecessor": gettext_lazy("cơ quan trước"),
    "product": gettext_lazy("văn bản kết quả"),
    "purpose": gettext_lazy("mục đích"),
    "regime": gettext_lazy("chế độ"),
    "revision": gettext_lazy("lần sửa"),
    "role": gettext_lazy("vai trò"),
    "successor": gettext_lazy("cơ quan kế thừa"),
    "task": gettext_lazy("nhiệm vụ"),
    "tasks": gettext_lazy("nhiệm vụ"),
    "username": gettext_lazy("tên tài khoản"),
    "was": gettext_lazy("trước đó"),
}


def detail(values: dict[str, Any]) -> str:
    """A row's details as one line; a name without a word of its own stays as it is kept."""
    return ", ".join(
        f"{DETAILS.get(name, name)} {_value(value)}"
        for name, value in values.items()
        if value not in ("", None, [])
    )


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return str(value)
