"""What the office does with a directive: registering it, and reviewing what was read from the keyboard."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import go_to

CLINICS = "Củng cố tổ chức và hoạt động"
EDITED = "Củng cố các trạm y tế quân dân y ở 13 xã biên giới"
FUNDS = "Tham mưu Ủy ban nhân dân tỉnh lồng ghép"
# Words, numbers and where they lead, in the text and on the cards; not what is lit and where the focus is.
SHOWN = """async () => {
  const shown = (page) => [".read", "#cards", "#rv-head"].map((place) => [
    page.querySelector(place).textContent.replace(/\\s+/g, " "),
    ...[...page.querySelectorAll(`${place} :is([data-t], .cn, p[id], li)`)].map((one) => [
      one.id, one.dataset.t, one.getAttribute("aria-label"), one.getAttribute("href"), one.textContent.trim(),
    ]),
  ]);
  const answer = await fetch(location.pathname);
  return [document, new DOMParser().parseFromString(await answer.text(), "text/html")].map(shown);
}"""
SIGNAL = "Triển khai Chương trình cung cấp dịch vụ viễn thông"


def register(office: Page, file: Path, number: str) -> None:
    """Hand the file in; the page of the document opens, nothing decided yet."""
    go_to(office, "Văn bản")
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Tệp văn bản").set_input_files(file)
    office.get_by_role("button", name="Đọc văn bản").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text(number)
    expect(office.locator("#prog")).to_be_visible()
    office.wait_for_load_state()
    expect(office.locator("#prog")).to_have_text(f"0/{cards(office).count()}")


def review(office: Page) -> None:
    """Accept, edit, split, merge, reject and undo without the mouse leaving its place."""
    total = cards(office).count()
    first, second = cards(office).nth(0), cards(office).nth(1)
    office.wait_for_load_state()
    expect(first).to_have_attribute("aria-current", "true")
    first.focus()
    office.keyboard.press("a")
    expect(first).to_have_attribute("data-state", "accepted")
    expect(second).to_be_focused()
    expect(office.locator("#prog")).to_have_text(f"1/{total}")
    _edit(office)
    _split_and_merge(office, total)
    _reject_and_undo(office)


def expect_as_loaded(office: Page) -> None:
    """What the answers have made of the page is what it would be if it were loaded now."""
    here, loaded = office.evaluate(SHOWN)
    assert here == loaded


def cards(office: Page) -> Locator:
    """The drafted tasks."""
    return office.locator("#cards .card")


def card(office: Page, label: str) -> Locator:
    """The drafted task of this name."""
    return cards(office).filter(has=office.get_by_role("heading", name=label))


def _edit(office: Page) -> None:
    card(office, CLINICS).focus()
    office.keyboard.press("e")
    office.get_by_label("Nhiệm vụ", exact=True).fill(EDITED)
    office.get_by_label("Thời hạn").fill("15/10/2022")
    office.get_by_role("button", name="Lưu").click()
    edited = card(office, EDITED)
    expect(edited).to_contain_text("15/10/2022")
    expect(edited).to_be_focused()
    office.keyboard.press("a")
    expect(edited).to_have_attribute("data-state", "accepted")


def _split_and_merge(office: Page, total: int) -> None:
    card(office, FUNDS).focus()
    office.keyboard.press("s")
    office.get_by_role("textbox", name="Tên nhiệm vụ thứ hai").fill("Báo cáo kết quả lồng ghép vốn")
    office.get_by_role("button", name="Tách thành hai").click()
    expect(cards(office)).to_have_count(total + 1)
    for key, count in (("m", total), ("u", total + 1), ("m", total)):
        expect(card(office, FUNDS)).to_be_focused()
        expect_as_loaded(office)
        office.keyboard.press(key)
        expect(cards(office)).to_have_count(count)
    expect(card(office, FUNDS)).to_be_focused()
    expect(card(office, FUNDS)).to_have_attribute("data-state", "draft")
    expect_as_loaded(office)


def _reject_and_undo(office: Page) -> None:
    """Keys struck faster than the answers come are kept in their order."""
    signal = card(office, SIGNAL)
    signal.focus()
    office.keyboard.type("xx")
    rejected = office.locator('#cards .card[data-state="rejected"]')
    expect(rejected).to_have_count(2)
    expect(signal).to_have_attribute("data-state", "rejected")
    office.keyboard.type("uu")
    expect(rejected).to_have_count(0)
    expect(signal).to_have_attribute("data-state", "draft")
