"""A task is tied to a programme's money, the money leads back to the task, and a payment shows on both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import tasks
from tests.journeys.people import People, go_to
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TITLE = "Sửa chữa cầu tạm ở xã Đăk Nhoong"
COMPONENT = "Đầu tư cơ sở hạ tầng thiết yếu phục vụ sản xuất, đời sống"
LINE = "4. Ủy ban nhân dân huyện Đăk Glei, 2022: Ngân sách trung ương, đầu tư phát triển, giao năm nay"


def test_from_a_task_to_its_money_and_back(serve_demo: Callable[[str], Site], people: People) -> None:
    site = serve_demo("2022-07-25")
    lead, office = people.sign_in(site, "huyen-dakglei"), people.sign_in(site, "vanphong")
    tie(lead)
    paid(lead, "7.000.000.000")
    pay_out(lead)
    tasks.open_from_the_board(lead, TITLE)
    paid(lead, "7.500.000.000")

    go_to(office, "Chương trình, nguồn vốn")
    office.get_by_role("link", name="Chương trình mục tiêu quốc gia phát triển kinh tế").click()
    used = office.get_by_role("region", name="Nhiệm vụ dùng vốn chương trình")
    expect(used.get_by_role("row", name=TITLE)).to_contain_text(COMPONENT)
    expect(office.get_by_role("region", name="Năm ngân sách 2022")).to_contain_text("22.550.000.000")
    used.get_by_role("link", name=TITLE).click()
    expect(office.get_by_role("heading", level=1)).to_have_text(TITLE)
    paid(office, "7.500.000.000")
    take_back(lead)


def tie(lead: Page) -> None:
    """The district says which of its money pays the task."""
    tasks.open_from_the_board(lead, TITLE)
    lead.get_by_role("link", name="Gắn nguồn vốn").click()
    lead.get_by_label("Nguồn vốn", exact=True).select_option(label=LINE)
    lead.get_by_role("button", name="Gắn nguồn vốn").click()
    expect(lead.get_by_role("heading", level=1)).to_have_text(TITLE)


def paid(person: Page, amount: str) -> None:
    """The page of the task tells the source with what was disbursed of it."""
    money = person.get_by_role("region", name="Vốn chương trình")
    expect(money.get_by_role("row", name="Ngân sách trung ương")).to_contain_text(f"13.000.000.000{amount}")


def pay_out(lead: Page) -> None:
    """From the task to the line of money, more than there is, then what was paid."""
    lead.get_by_role("link", name="khoản vốn của Ủy ban nhân dân huyện Đăk Glei").click()
    lead.get_by_role("link", name="Ghi giải ngân").click()
    for amount in ("6.000.000.001", "500.000.000"):
        lead.get_by_label("Số tiền (đồng)").fill(amount)
        lead.get_by_label("Ngày giải ngân").fill("22/7/2022")
        lead.get_by_label("Số chứng từ").fill("RV-25")
        lead.get_by_role("button", name="Ghi giải ngân").click()
        if amount != "500.000.000":
            expect(lead.locator(".note.warn")).to_contain_text("vượt 13.000.000.000 đồng được giao")
    expect(lead.get_by_role("region", name="Giải ngân").get_by_role("row", name="RV-25")).to_be_visible()


def take_back(lead: Page) -> None:
    """The payment was wrong: it is struck through, and the task is no longer paid so."""
    lead.get_by_role("link", name="khoản vốn của Ủy ban nhân dân huyện Đăk Glei").click()
    lead.get_by_role("link", name="Hủy RV-25").click()
    lead.get_by_label("Lý do hủy").fill("Nhầm khoản vốn")
    lead.get_by_role("button", name="Hủy khoản này").click()
    expect(lead.locator("del").filter(has_text="RV-25")).to_be_visible()
    tasks.open_from_the_board(lead, TITLE)
    paid(lead, "7.000.000.000")
    money = lead.get_by_role("region", name="Vốn chương trình")
    money.get_by_role("button", name="Bỏ").click()
    expect(money).to_contain_text("bỏ 25/7/2022")
