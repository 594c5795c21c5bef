"""A task followed to done by five people: the office, the lead, a coordinating body, a leader, an auditor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import tasks
from tests.journeys.people import People
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TITLE = "Lập danh sách hộ nghèo ở các xã biên giới"
PROPOSAL = "Thiếu kinh phí rà soát; đề xuất bổ sung 80 triệu đồng."


def test_a_task_followed_by_five_people(serve_demo: Callable[[str], Site], people: People) -> None:
    site = serve_demo("2022-07-25")
    office, lead = people.sign_in(site, "vanphong"), people.sign_in(site, "soyte")
    body = people.sign_in(site, "quansu")
    tasks.give(office, TITLE, lead="Sở Y tế", coordinating="Bộ Chỉ huy Quân sự tỉnh", due="12/8/2022")

    tasks.give_part(body, TITLE)
    tasks.send_part_back(lead, TITLE, "Thiếu xã Đăk Plô")
    tasks.give_part(body, TITLE)
    tasks.send_up(lead, TITLE, PROPOSAL)
    tasks.answer(people.sign_in(site, "lanhdao"), TITLE, PROPOSAL)
    tasks.ask_for_time(lead, TITLE, "19/8/2022")

    tasks.open_from_the_board(office, TITLE)
    tasks.extend(office, "19/8/2022", "Đồng ý vì mưa lũ")
    expect(office.locator(".head")).to_contain_text("gia hạn lần 1, hạn gốc 12/8/2022")

    tasks.report_done(lead, TITLE, "157/BC-SYT")
    tasks.return_result(office, TITLE, "Thiếu phụ lục danh sách")
    tasks.report_done(lead, TITLE, "160/BC-SYT")
    tasks.confirm(office, TITLE)
    audited(people.sign_in(site, "kiemtra"), tasks.results_as_of(office, "25/7/2022"))


DEEDS = [
    "giao nhiệm vụ",
    "gửi phần việc phối hợp",
    "trả lại phần việc phối hợp",
    "gửi phần việc phối hợp",
    "xin ý kiến cấp trên",
    "cho ý kiến về việc vượt thẩm quyền",
    "xin gia hạn",
    "gia hạn",
    "báo hoàn thành",
    "trả lại để làm tiếp",
    "báo hoàn thành",
    "xác nhận kết quả",
]
"""What the five did, in order."""


def audited(auditor: Page, printed: list[str]) -> None:
    """Three years later: the figures of the day are those that the office printed, everybody is named in the
    history, the log has every deed, and nothing can be changed."""
    auditor.get_by_role("button", name="Chuyển sang ngày 15/10/2025").click()
    expect(auditor.get_by_role("heading", level=1)).to_contain_text("15/10/2025")
    assert tasks.results_as_of(auditor, "25/7/2022") == printed
    assert tasks.results_as_of(auditor, "24/7/2022") != printed
    assert tasks.log_of(auditor, TITLE) == DEEDS
    tasks.open_from_the_board(auditor, TITLE)
    told = tasks.history_of(auditor)
    assert len(told) == len(DEEDS)
    assert len({who for _, who in told}) == 4
    tasks.only_looks(auditor, TITLE)


def test_two_people_at_one_task_lose_nothing(serve_demo: Callable[[str], Site], people: People) -> None:
    """The second to send sees what changed meanwhile, and still has what was typed."""
    site = serve_demo("2022-07-25")
    office, lead = people.sign_in(site, "vanphong"), people.sign_in(site, "soyte")
    tasks.give(office, TITLE, lead="Sở Y tế", coordinating="Bộ Chỉ huy Quân sự tỉnh", due="12/8/2022")
    tasks.open_from_the_board(lead, TITLE)

    tasks.extend(office, "30/9/2022", "Thêm 3 xã")
    progress = lead.locator("#progress")
    progress.get_by_label("Nội dung").fill("Đã xong 2 xã")
    progress.get_by_role("button", name="Gửi tiến độ").click()
    expect(progress).to_contain_text("Vừa thay đổi trong lúc bạn nhập")
    expect(progress).to_contain_text("Gia hạn đến 30/9/2022")
    expect(progress.get_by_label("Nội dung")).to_have_value("Đã xong 2 xã")
    progress.get_by_role("button", name="Gửi tiến độ").click()
    expect(lead.get_by_role("region", name="Diễn biến")).to_contain_text("Đã xong 2 xã")


def test_a_body_is_found_among_hundreds_and_a_directive_brings_its_tasks(
    serve_demo: Callable[[str], Site], people: People
) -> None:
    site = serve_demo("2022-07-25")
    office = people.sign_in(site, "vanphong")
    office.goto("/nhiem-vu/giao/")
    rows = office.locator(".pick tbody tr:not(.grp)")
    ticked = rows.filter(has_text="Sở Y tế")
    ticked.get_by_role("checkbox", name="Chủ trì").check()
    office.get_by_placeholder("Tìm cơ quan trong bảng").fill("dak plo")
    expect(rows.filter(has_text="Ủy ban nhân dân xã Đăk Plô")).to_be_visible()
    expect(ticked).to_be_visible()  # what was chosen stays in sight
    expect(rows.filter(has_text="Sở Giao thông vận tải")).to_be_hidden()

    unit = people.sign_in(site, "sokhdt")
    unit.goto("/ke-hoach/moi/")
    clause = unit.get_by_label("Trả lời nhiệm vụ nào của văn bản").first
    expect(clause.locator("option")).to_have_count(1)
    unit.get_by_label("Tên kế hoạch").fill("Kế hoạch năm 2022")
    unit.get_by_label("Văn bản đã nhập").select_option(index=1)
    expect(clause.locator("option")).not_to_have_count(1)
    expect(unit.get_by_label("Tên kế hoạch")).to_have_value("Kế hoạch năm 2022")
    assert people.complaints == []
