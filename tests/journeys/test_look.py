"""Every page, wide and narrow, light and dark: nothing serious for axe-core, nothing wider than the window,
nothing in the console."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People
from tests.journeys.shots import AXE, axe, overflow
from tests.journeys.site import Site

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: ./test fetches it"),
]

WIDTHS = (1440, 390)
NARROWEST, ZOOMED = 320, 720
"""The least width without loss, and 1440 px at 200 %."""
OFFICE = (
    "/",
    "/van-ban/",
    "/van-ban/?q=khongcovanbannao",
    "/van-ban/nhap/",
    "/van-ban/1/",
    "/nhiem-vu/",
    "/nhiem-vu/?state=overdue",
    "/nhiem-vu/?q=khongconhiemvunao",
    "/nhiem-vu/1/",
    "/nhiem-vu/giao/",
    "/bao-cao/",
    "/bao-cao/?ky=2022-Q2",
    "/phoi-hop/",
    "/phoi-hop/ghi/",
    "/phoi-hop/1/",
    "/so-lieu/",
    "/so-lieu/?indicator=E1&by=force",
    "/giao-ban/",
    "/giao-ban/2022-Q2/",
    "/khong-co-trang-nay/",
)
ADMINISTRATOR = (
    "/quan-tri/tai-khoan/",
    "/quan-tri/tai-khoan/moi/",
    "/quan-tri/tai-khoan/1/",
    "/quan-tri/co-quan/",
    "/quan-tri/co-quan/1/",
    "/quan-tri/nhat-ky/",
    "/quan-tri/he-thong/",
)
OWN = ("/tai-khoan/password/change/", "/tai-khoan/2fa/", "/tai-khoan/ma-truy-cap/", "/tai-khoan/logout/")
STRANGER = ("/tai-khoan/login/", "/tai-khoan/signup/", "/tai-khoan/moi/khong-co/")
PAGES = [
    *(("vanphong", address) for address in (*OFFICE, *OWN)),
    *(("quantri", address) for address in ADMINISTRATOR),
    *(("", address) for address in STRANGER),
]


@pytest.fixture(scope="module")
def cookies(browser: Any, demo: Site) -> Callable[[str], Any]:
    """The cookies of an account that has signed in, once for all these tests."""
    kept: dict[str, Any] = {"": None}

    def of(account: str) -> Any:
        if account not in kept:
            people = People(browser)
            kept[account] = people.sign_in(demo, account).context.storage_state()
            people.close()
        return kept[account]

    return of


@pytest.mark.parametrize(("account", "address"), PAGES)
def test_a_page(demo: Site, people: People, cookies: Callable[[str], Any], account: str, address: str):
    page = people.visitor(demo, storage_state=cookies(account))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in {200, 404}
    assert looked_at(page) == []


def test_a_review_with_its_forms(demo: Site, people: People, cookies: Callable[[str], Any]):
    page = people.visitor(demo, storage_state=cookies("vanphong"))
    page.goto("/van-ban/?cho=1")
    page.get_by_role("link", name="2418/UBND-KTTH").click()
    assert looked_at(page) == []
    draft = page.locator("#cards .card").first
    for name, button in (("Sửa", "Lưu"), ("Tách", "Tách thành hai")):
        draft.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=button)).to_be_visible()
        assert looked_at(page) == []
        page.get_by_role("button", name="Thôi").click()
    page.locator(".read p", has_text="có ý kiến như sau").first.click(click_count=3)
    page.keyboard.press("n")
    expect(page.get_by_label("Câu giao việc")).to_have_value(
        re.compile("^Thực hiện Nghị quyết số 23.*như sau:$")
    )
    assert looked_at(page) == []


@pytest.mark.parametrize(("address", "table"), [("/so-lieu/", "#main table"), ("/giao-ban/2022-Q2/", ".a4")])
def test_an_opened_number(
    demo: Site, people: People, cookies: Callable[[str], Any], address: str, table: str
):
    page = people.visitor(demo, storage_state=cookies("vanphong"))
    page.goto(address)
    page.locator(table).get_by_role("link", name="370").first.click()
    expect(page.locator("#prov")).to_contain_text("120")
    assert looked_at(page) == []


def test_a_report_with_its_form_and_its_decision(demo: Site, people: People, cookies: Callable[[str], Any]):
    office = people.visitor(demo, storage_state=cookies("vanphong"))
    office.goto("/bao-cao/?ky=2022-Q2")
    office.get_by_role("link", name="Mở báo cáo: Ủy ban nhân dân huyện Sa Thầy").click()
    assert looked_at(office) == []
    office.goto("/bao-cao/?ky=2022-Q2")
    office.get_by_role("button", name="Nhập báo cáo: Ủy ban nhân dân xã Mô Rai").click()
    office.locator("[data-figure]").first.fill("mười")
    office.get_by_role("button", name="Lưu nháp").click()
    expect(office.get_by_role("alert").filter(has_text="A1")).to_be_visible()
    assert looked_at(office) == []


def looked_at(page: Page) -> list[str]:
    """What is wrong with the page at any width in any theme."""
    page.wait_for_load_state()  # a click that leads away answers before the new page has its root
    findings = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = [*overflow(page), *axe(page)]
        page.emulate_media(color_scheme="dark")
        found += axe(page, only="color-contrast")  # nothing else depends on the theme
        page.emulate_media(color_scheme="light")
        findings += [f"{width} {one}" for one in found if one.startswith(("serious", "critical"))]
    for width in (ZOOMED, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        findings += [f"{width} {one}" for one in overflow(page)]
    page.set_viewport_size({"width": 1440, "height": 900})
    return findings
