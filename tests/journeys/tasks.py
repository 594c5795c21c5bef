"""What people do with a task: find it on the board, report on it, confirm it, and make one of a decision."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

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
    complete.get_by_label("Ngày văn bản").fill("20/7/2022")
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


def give(office: Page, title: str, *, lead: str, coordinating: str, due: str) -> None:
    """A task by hand to a lead and one coordinating body."""
    go_to(office, "Nhiệm vụ")
    office.get_by_role("link", name="Giao nhiệm vụ").first.click()
    office.get_by_label("Tên nhiệm vụ").fill(title)
    office.get_by_label(f"Chủ trì: {lead}", exact=True).check()
    office.get_by_label(f"Phối hợp: {coordinating}", exact=True).check()
    office.get_by_role("textbox", name="Hạn (không bắt buộc)").fill(due)
    office.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(office.get_by_role("heading", level=1)).to_have_text(title)


def give_part(body: Page, title: str) -> None:
    """A coordinating body gives its part with a document and its day."""
    open_from_the_board(body, title)
    part = body.locator("#contribute")
    part.get_by_label("Đã làm gì").fill("Đã gửi danh sách 4 xã.")
    part.get_by_label("Số, ký hiệu văn bản đã gửi").fill("88/BC-BCH")
    part.get_by_label("Ngày văn bản").fill("20/7/2022")
    part.get_by_role("button", name="Gửi phần việc").click()
    history = body.get_by_role("region", name="Diễn biến")
    expect(history).to_contain_text("Gửi phần việc, văn bản 88/BC-BCH ngày 20/7/2022")


def unfold(person: Page, step: str) -> Locator:
    """The form of a step, unfolded."""
    form = person.locator(f"#{step}")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form


def extend(office: Page, due: str, reason: str) -> None:
    """The giver grants a later day on the task's page."""
    form = unfold(office, "extend")
    form.get_by_label("Hạn mới").fill(due)
    form.get_by_label("Lý do gia hạn").fill(reason)
    form.get_by_role("button", name="Ghi hạn mới").click()
    expect(office.get_by_role("region", name="Diễn biến")).to_contain_text(f"Gia hạn đến {due}")


def send_up(lead: Page, title: str, proposal: str) -> None:
    """The lead sends a matter up; from then on the clock stands still."""
    open_from_the_board(lead, title)
    form = unfold(lead, "escalate")
    form.get_by_label("Vướng mắc và đề xuất xử lý").fill(proposal)
    form.get_by_role("button", name="Gửi cấp trên").click()
    expect(lead.locator(".head")).to_contain_text("Chờ ý kiến cấp trên")


def answer(leader: Page, title: str, proposal: str) -> None:
    """The leader finds the matter from Today and agrees."""
    leader.goto("/")
    leader.get_by_role("link", name="việc chờ ý kiến cấp trên").click()
    leader.locator("#board").get_by_role("link", name=title).click()
    expect(leader.get_by_role("region", name="Xin ý kiến cấp trên")).to_contain_text(proposal)
    form = leader.locator("#answer")
    form.get_by_label("Nội dung chỉ đạo").fill("Đồng ý, giao Sở Tài chính bố trí.")
    form.get_by_role("button", name="Gửi ý kiến chỉ đạo").click()
    expect(leader.get_by_role("region", name="Diễn biến")).to_contain_text("Đồng ý với đề xuất")


def ask_for_time(lead: Page, title: str, due: str) -> None:
    """The lead asks for a later day in time."""
    open_from_the_board(lead, title)
    form = unfold(lead, "ask")
    form.get_by_label("Hạn đề nghị").fill(due)
    form.get_by_label("Lý do xin gia hạn").fill("Mưa lũ")
    form.get_by_role("button", name="Gửi đề nghị").click()
    expect(lead.get_by_role("region", name="Diễn biến")).to_contain_text(f"Xin gia hạn đến {due}")


def send_part_back(lead: Page, title: str, reason: str) -> None:
    """The lead sends a coordinating body's part back."""
    open_from_the_board(lead, title)
    form = unfold(lead, "send_part_back")
    form.get_by_label("Lý do trả lại phần việc").fill(reason)
    form.get_by_role("button", name="Trả lại phần việc").click()
    expect(lead.get_by_role("region", name="Diễn biến")).to_contain_text(reason)


def report_done(lead: Page, title: str, product: str) -> None:
    """The lead reports the task done by a document of 20/7/2022."""
    open_from_the_board(lead, title)
    form = unfold(lead, "complete")
    form.get_by_label("Số, ký hiệu văn bản kết quả").fill(product)
    form.get_by_label("Ngày văn bản").fill("20/7/2022")
    form.get_by_role("button", name="Gửi báo hoàn thành").click()
    expect(lead.locator(".head")).to_contain_text("Chờ xác nhận")


def return_result(office: Page, title: str, reason: str) -> None:
    """The giver returns the result: it counts as not done."""
    open_from_the_board(office, title)
    form = unfold(office, "return")
    form.get_by_label("Lý do trả lại và phần cần làm thêm").fill(reason)
    form.get_by_role("button", name="Trả lại").click()
    expect(office.get_by_role("region", name="Diễn biến")).to_contain_text(reason)
    expect(office.locator(".head")).not_to_contain_text("Chờ xác nhận")


def results_as_of(person: Page, day: str) -> list[str]:
    """The line of totals of the results of all bodies, as they were known at the end of a day."""
    go_to(person, "Nhiệm vụ")
    person.get_by_role("link", name="Kết quả theo cơ quan, văn bản, địa bàn").click()
    sift = person.get_by_role("form", name="Chọn cách tính")
    sift.get_by_label("Tính đến").fill(day)
    sift.get_by_role("button", name="Xem").click()
    expect(person.locator(".head")).to_contain_text(f"Như đã biết đến hết ngày {day}")
    person.wait_for_load_state()
    return person.locator("tfoot td").all_inner_texts()


def only_looks(auditor: Page, title: str) -> None:
    """The auditor reads everything that happened and can change nothing but leave a remark."""
    open_from_the_board(auditor, title)
    expect(auditor.get_by_role("link", name="Giao nhiệm vụ")).to_have_count(0)
    steps = auditor.get_by_role("region", name="Việc bạn có thể làm")
    expect(steps.locator("details")).to_have_count(1)
    expect(steps.locator("summary")).to_have_text("Ghi ý kiến")
    auditor.wait_for_load_state()
    token = steps.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    before = auditor.get_by_role("region", name="Diễn biến").inner_text()
    address = auditor.url.partition("#")[0]
    assert auditor.request.get(f"{address}y-kien/").ok, "the one step that is the auditor's is found there"
    said = {"csrfmiddlewaretoken": token, "reason": "?", "note": "?", "due_on": "30/9/2022"}
    for step in ("tien-do", "hoan-thanh", "phan-viec", "cho-y-kien", "xac-nhan", "tra-lai", "gia-han", "rut"):
        sent = auditor.request.post(f"{address}{step}/", form=said, headers={"Referer": address})
        assert sent.status == 404, step
    auditor.reload()
    expect(auditor.get_by_role("region", name="Diễn biến")).to_have_text(before, use_inner_text=True)


def history_of(person: Page) -> list[tuple[str, str]]:
    """What happened and who did it, as the page of the task tells it from the newest on."""
    steps = person.get_by_role("region", name="Diễn biến").locator("ol.steps > li")
    person.wait_for_load_state()
    whats = steps.locator("> b, b").all_inner_texts()
    whos = [one.rpartition(" · ")[2] for one in steps.locator(".d").all_inner_texts()]
    return list(zip(whats, whos, strict=True))


def log_of(auditor: Page, title: str) -> list[str]:
    """The deeds on a task in the audit log, oldest first."""
    open_from_the_board(auditor, title)
    number = auditor.url.rstrip("/").rpartition("/")[2].partition("?")[0]
    go_to(auditor, "Quản trị")
    auditor.get_by_role("navigation", name="Các phần quản trị").get_by_role("link", name="Nhật ký").click()
    form = auditor.get_by_role("main").locator("form.sift")
    form.get_by_label("Đối tượng", exact=True).select_option(label="nhiệm vụ")
    form.get_by_label("Mã đối tượng").fill(number)
    form.get_by_role("button", name="Xem").click()
    # the log unsifted looks the same; what is read comes from the answer, once the whole of it is there
    auditor.wait_for_url(f"**so={number}")
    deeds = auditor.get_by_role("region", name="Nhật ký").locator("tbody tr td[data-l='Việc'] > span")
    return [one.partition("\n")[0] for one in reversed(deeds.all_inner_texts())]
