"""Orders that come back, by keys in the review and walked both ways; and the rules for reminders, changed by
two administrators at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.journeys import directives, kinds
from tests.journeys.people import People, go_to
from tests.journeys.site import Site, serve

pytestmark = pytest.mark.journey

DAY = "2022-09-20"
MONTHLY = "Sở Y tế kiểm tra các trạm y tế xã biên giới, báo cáo trước ngày 15 hằng tháng."
QUARTERLY = "Sở Ngoại vụ báo cáo kết quả đối ngoại biên giới trước ngày 15 hằng quý."
CHANGED = re.compile("trước hạn 30, 21, 11, 7, 4, 3, 2, 1 ngày", re.IGNORECASE)
ONCE = "Sở Tài chính bố trí kinh phí trước ngày 30 tháng 11 năm 2022."


@pytest.fixture(scope="module")
def site(browser: object, loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One demo for these tests; each brings what it changes."""
    with serve(loaded_demo, tmp_path_factory.mktemp("rhythms") / "home", day=DAY) as served:
        yield served


def paste(office: Page, number: str, *orders: str) -> None:
    """Hand a letter with these orders in; its first task stands under the keys."""
    go_to(office, "Văn bản")
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Hoặc dán nội dung").fill(kinds.letter(number, *orders))
    office.get_by_role("button", name="Đọc văn bản").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text(number)
    expect(directives.cards(office).first).to_be_focused()


def test_a_rhythm_is_left_and_taken_by_l_and_leads_to_its_clause_and_back(site: Site, people: People):
    office = people.sign_in(site, "vanphong")
    paste(office, "4301/UBND-NC", MONTHLY, QUARTERLY)
    monthly, quarterly = directives.cards(office).nth(0), directives.cards(office).nth(1)
    expect(monthly).to_contain_text("Hằng tháng, chậm nhất ngày 15; hạn 17/10/2022, 15/11/2022, 15/12/2022")
    expect(quarterly).to_contain_text("Hằng quý, chậm nhất ngày 15 của tháng cuối quý; hạn 15/12/2022")
    repeat = monthly.get_by_role("checkbox", name=re.compile("Giao lặp lại"))
    expect(repeat).to_be_checked()
    office.keyboard.press("l")
    expect(repeat).not_to_be_checked()
    office.keyboard.press("l")
    expect(repeat).to_be_checked()
    office.keyboard.press("a")
    expect(monthly).to_have_attribute("data-state", "accepted")
    expect(quarterly).to_be_focused()
    # the second is given once only: L unticks what is offered
    office.keyboard.type("la")
    expect(quarterly).to_have_attribute("data-state", "accepted")
    expect(office.locator("#prog")).to_have_text("2/2")
    expect(quarterly).not_to_contain_text("Lặp lại")
    directives.expect_as_loaded(office)

    clause = monthly.get_attribute("id")
    monthly.get_by_role("link", name="Hằng tháng, chậm nhất ngày 15").click()
    row = office.get_by_role("listitem").filter(has_text="4301/UBND-NC")
    expect(row).to_contain_text("17/10/2022")
    row.get_by_role("link", name="4301/UBND-NC").click()
    expect(office).to_have_url(re.compile(f"#{clause}$"))
    monthly.get_by_role("link", name=re.compile("nhiệm vụ")).click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("Kiểm tra các trạm y tế xã biên giới")
    expect(office.locator(".quote")).to_contain_text("báo cáo trước ngày 15 hằng tháng")
    office.locator("section", has=office.locator("#h-g")).get_by_role("link").first.click()
    expect(office).to_have_url(re.compile(f"/van-ban/\\d+/#{clause}$"))


def test_before_all_are_given_it_is_said_what_comes_back_and_once_is_a_choice(site: Site, people: People):
    office = people.sign_in(site, "vanphong")
    paste(office, "4302/UBND-NC", MONTHLY, QUARTERLY, ONCE)
    rest = office.locator("#rest")
    expect(rest).to_contain_text("2 nhiệm vụ còn lại sẽ giao lặp lại.")
    # what was ticked stays while the cards above are decided one by one
    rest.get_by_role("checkbox", name="Chỉ giao một lần").check()
    directives.cards(office).first.focus()
    office.keyboard.press("a")
    expect(rest).to_contain_text("1 nhiệm vụ còn lại sẽ giao lặp lại.")
    expect(rest.get_by_role("checkbox")).to_be_checked()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    office.once("dialog", answer)
    rest.get_by_role("button", name="Giao tất cả việc còn lại").click()
    expect(office.locator("#prog")).to_have_text("3/3")
    (question,) = asked
    assert "Giao 2 nhiệm vụ còn lại" in question
    assert "Trong đó 1 nhiệm vụ sẽ giao lặp lại." in question
    expect(directives.cards(office).nth(0)).to_contain_text("Lặp lại")
    for card in (directives.cards(office).nth(1), directives.cards(office).nth(2)):
        expect(card).to_have_attribute("data-state", "accepted")
        expect(card).not_to_contain_text("Lặp lại")


def rules_form(person: Page) -> None:
    """Open the form of the rules by the menu."""
    go_to(person, "Quản trị")
    person.get_by_role("link", name="Nhắc việc", exact=True).click()
    person.get_by_role("link", name="Sửa quy tắc").click()
    expect(person.get_by_role("heading", name="Sửa quy tắc nhắc việc")).to_be_visible()


def test_two_change_the_rules_for_reminders_and_the_second_is_told(
    serve_demo: Callable[[str], Site], people: People
):
    site = serve_demo("2022-07-25")
    first, second = people.sign_in(site, "quantri"), people.sign_in(site, "quantri")
    rules_form(first)
    rules_form(second)

    days = first.get_by_label("Quy tắc 1: Trước hạn (ngày)")
    days.fill("chín")
    first.get_by_role("button", name="Xem trước hôm nay ai được nhắc").click()
    expect(first.locator(".note.warn")).to_be_focused()
    expect(days).to_have_value("chín")
    days.fill("30, 21, 11, 7, 4, 3, 2, 1, 0")
    first.get_by_role("button", name="Xem trước hôm nay ai được nhắc").click()
    preview = first.get_by_role("region", name=re.compile("Hôm nay nhắc"))
    expect(preview.get_by_role("heading")).to_be_focused()
    expect(preview).to_contain_text("chưa lưu")
    expect(preview.locator("tbody tr")).not_to_have_count(0)
    first.get_by_role("button", name="Lưu quy tắc").click()
    expect(first.get_by_role("heading", name="Quy tắc nhắc việc", exact=True)).to_be_visible()
    expect(first.locator("table")).to_contain_text(CHANGED)

    hours = second.get_by_label("Giờ yên tĩnh, không gửi thư")
    hours.fill("20:00-06:00")
    second.get_by_role("button", name="Lưu quy tắc").click()
    told = second.locator(".note.info")
    expect(told).to_contain_text("vừa đặt quy tắc này:")
    expect(told).to_contain_text(CHANGED)
    expect(hours).to_have_value("20:00-06:00")
    second.get_by_role("button", name="Lưu quy tắc").click()
    expect(second.get_by_role("heading", name="Quy tắc nhắc việc", exact=True)).to_be_visible()
    expect(second.locator(".facts")).to_contain_text("20:00")
    first.reload()
    expect(first.locator("table")).not_to_contain_text("30, 21, 11")
