"""What people do with a task: find it on the board, report on it, confirm it, and make one of a decision."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.people import go_to


def open_from_the_board(person: Page, title: str) -> None:
    """Look the task up by its name and open it."""
    go_to(person, "Nhiệm vụ")
    search = person.get_by_role("search", name="Lọc nhiệm vụ")
    search.get_by_role("searchbox").fill(title)
    search.get_by_role("button", name="Lọc").click()
    person.locator("#board").get_by_role("link", name=title).first.click()
    expect(person.get_by_role("heading", level=1)).to_have_text(title)


def stands_on_the_board(person: Page, title: str, state: str) -> None:
    """The task is found, in this state, with the words that ordered it."""
    open_from_the_board(person, title)
    expect(person.locator(".head .st").first).to_contain_text(state)
    expect(person.get_by_role("region", name="Nội dung được giao").locator("blockquote")).not_to_be_empty()


def report_progress_and_completion(lead: Page, title: str, evidence: Path) -> None:
    """The lead agency reports 60 % with evidence, then that it is done."""
    open_from_the_board(lead, title)
    progress = lead.locator("#progress")
    progress.get_by_label("Đã làm được (%)").fill("60")
    progress.get_by_label("Nội dung").fill("Đã củng cố 8 trong 13 trạm.")
    progress.get_by_label("Tệp chứng minh").set_input_files(evidence)
    progress.get_by_role("button", name="Gửi tiến độ").click()
    history = lead.get_by_role("region", name="Diễn biến")
    expect(history).to_contain_text("Đã củng cố 8 trong 13 trạm.")
    expect(history.get_by_role("link", name=evidence.name)).to_be_visible()
    lead.get_by_role("link", name="Báo hoàn thành").click()
    complete = lead.locator("#complete")
    complete.get_by_label("Số, ký hiệu văn bản kết quả").fill("157/BC-SYT")
    complete.get_by_role("button", name="Gửi báo hoàn thành").click()
    expect(lead.locator(".head")).to_contain_text("Chờ xác nhận")


def confirm(office: Page, title: str) -> None:
    """The giver accepts the result."""
    open_from_the_board(office, title)
    office.get_by_role("link", name="Xác nhận kết quả").click()
    office.locator("#accept").get_by_role("button", name="Xác nhận").click()
    expect(office.locator(".head")).to_contain_text("Đúng hạn")


def decide(office: Page, text: str) -> None:
    """A decision of the briefing, given to the health department."""
    form = office.get_by_role("form", name="Ghi kết luận")
    form.get_by_label("Nội dung kết luận").fill(text)
    form.get_by_label("Chủ trì: Sở Y tế", exact=True).check()
    form.get_by_label("Hạn", exact=True).fill("25/9/2022")
    form.get_by_role("button", name="Ghi kết luận và giao nhiệm vụ").click()
    decisions = office.get_by_role("region", name="Kết luận giao ban")
    expect(decisions.get_by_role("link", name=text)).to_be_visible()
