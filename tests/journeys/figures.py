"""What becomes of a figure: a commune enters it, it is returned, approved, added up and printed."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import go_to

LISTENERS = "2.069"
"""Indicator A2 of the only unit that has reported the quarter, so also the province's."""
COMMUNE = "Ủy ban nhân dân xã Đăk Plô"
REASON = "A3: số tờ rơi chưa khớp với sổ cấp phát của huyện."


def enter(commune: Page) -> None:
    """A quarter's report: a figure that cannot be one is kept with its error, then everything is sent."""
    _open_quarter(commune)
    commune.get_by_role("button", name=f"Nhập báo cáo: {COMMUNE}").click()
    expect(commune.get_by_role("heading", level=1)).to_have_text("Báo cáo Quý III/2022")
    for code, typed in (("A1", "14"), ("A2", "2.06"), ("A3", "350"), ("H2", "6")):
        _cell(commune, code).fill(typed)
    commune.get_by_role("button", name="Lưu nháp").click()
    expect(commune.get_by_role("alert").filter(has_text="A2")).to_be_focused()
    expect(_cell(commune, "A2")).to_have_value("2.06")
    expect(_cell(commune, "A1")).to_have_value("14")
    _cell(commune, "A2").fill(LISTENERS)
    commune.get_by_role("button", name="Gửi báo cáo").click()
    expect(commune.locator(".head")).to_contain_text("Chờ duyệt")


def send_back(district: Page) -> None:
    """The district returns the report with its reason; without one it cannot."""
    _open_report(district)
    decision = district.get_by_role("region", name="Quyết định")
    decision.get_by_role("button", name="Trả lại báo cáo").click()
    expect(district.get_by_role("alert").filter(has_text="lý do")).to_be_visible()
    decision.get_by_role("textbox").fill(REASON)
    decision.get_by_role("button", name="Trả lại báo cáo").click()
    expect(district.locator(".head")).to_contain_text("Trả lại để sửa")


def enter_again(commune: Page) -> None:
    """The commune finds the reason above its form, corrects the figure and sends again."""
    commune.reload()
    expect(commune.get_by_text(REASON).first).to_be_visible()
    _cell(commune, "A3").fill("345")
    commune.get_by_role("button", name="Gửi lại báo cáo").click()
    expect(commune.locator(".head")).to_contain_text("Chờ duyệt")


def approve(district: Page) -> None:
    """The district approves; the corrected figure stands with the former one."""
    _open_report(district)
    district.get_by_role("button", name="Duyệt báo cáo").click()
    expect(district.locator(".head")).to_contain_text("Đã duyệt")
    expect(district.get_by_role("region", name="Số đã sửa")).to_contain_text("345")


def add_up(office: Page) -> None:
    """The office adds up anew and opens the figure beside the table."""
    go_to(office, "Số liệu")
    office.get_by_role("button", name="Cập nhật số liệu").click()
    office.get_by_role("region", name="Bảng số liệu").get_by_role("link", name=LISTENERS).first.click()
    _has_its_source(office)


def open_in_the_briefing(office: Page) -> None:
    """The draft of the quarter holds the figure, which opens to its cell and its approval."""
    go_to(office, "Giao ban")
    office.get_by_role("link", name="Mở bản thảo Quý III/2022").click()
    office.locator(".a4").get_by_role("link", name=LISTENERS).first.click()
    _has_its_source(office)


def download(office: Page, kind: str) -> bytes:
    """The draft as a file."""
    with office.expect_download() as coming:
        office.get_by_role("link", name=f"Tải .{kind}").click()
    assert coming.value.suggested_filename.endswith(f".{kind}")
    return Path(coming.value.path()).read_bytes()


def publish(office: Page) -> None:
    """The draft becomes revision 1, whose bytes are kept."""
    published = office.get_by_role("region", name="Ban hành")
    published.get_by_role("button", name="Ban hành").click()
    expect(published).to_contain_text("Bản 1")
    expect(published).to_contain_text("SHA-256")


def _has_its_source(office: Page) -> None:
    panel = office.locator("#prov")
    expect(panel).to_contain_text(LISTENERS)
    expect(panel.get_by_role("link", name=COMMUNE).first).to_be_visible()
    expect(panel).to_contain_text("Duyệt 20/9/2022, Văn phòng UBND huyện Đăk Glei")


def _open_quarter(person: Page) -> None:
    go_to(person, "Báo cáo")
    person.get_by_label("Kỳ báo cáo").select_option("Quý III/2022")
    expect(person.get_by_role("heading", level=1)).to_have_text("Báo cáo Quý III/2022")


def _open_report(person: Page) -> None:
    _open_quarter(person)
    person.get_by_role("link", name=f"Mở báo cáo: {COMMUNE}").click()


def _cell(person: Page, code: str) -> Locator:
    return person.locator(f"#v-{code}")
