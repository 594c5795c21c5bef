"""The first day of a real installation, by clicks: from the printed link to a directive a clerk imports."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import People, go_to
from tests.journeys.site import Site, serve_empty

pytestmark = pytest.mark.journey

PASSWORD = "mốc số bảy bên suối"
BODIES = """Tên,Loại,Ký hiệu,Lực lượng,Thuộc
Ban Chỉ đạo công tác biên giới tỉnh,ban chỉ đạo,BCĐ,,
Công an tỉnh,lực lượng,CAT,công an,Ban Chỉ đạo công tác biên giới tỉnh
Sở Y tế,sở,SYT,,Ban Chỉ đạo công tác biên giới tỉnh
Ủy ban nhân dân xã Mô Rai,UBND xã,,,Ban Chỉ đạo công tác biên giới tỉnh
"""
DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH KON TUM

Số: 12/UBND-NC
Kon Tum, ngày 20 tháng 11 năm 2026

V/v kiểm tra trạm y tế xã biên giới

Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra các trạm y tế xã biên giới, xong trước 31/12/2026.
"""


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    for name in ("new_password1", "new_password2"):
        page.locator(f"input[name={name}]").fill(PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu").click()


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto("/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(f"{site.url}/")


def todo(admin: Page, step: str) -> None:
    """Follow one step of the list on Today."""
    go_to(admin, "Hôm nay")
    admin.get_by_role("region", name="Bắt đầu").get_by_role("link", name=step).click()


def test_an_empty_installation_is_at_work_within_a_morning(people: People, tmp_path: Path):
    with serve_empty(tmp_path / "home") as (site, link):
        admin = people.visitor(site)
        set_password(admin, link)
        sign_in(admin, site, "quantri")
        name_the_province(admin)
        import_bodies(admin, tmp_path)
        go_to(admin, "Hôm nay")
        expect(admin.get_by_role("region", name="Bắt đầu")).to_contain_text("Xong 3/4 việc")
        invitation = invite(admin)
        go_to(admin, "Hôm nay")
        expect(admin.get_by_role("region", name="Bắt đầu")).to_have_count(0)
        clerk = people.visitor(site)
        set_password(clerk, invitation)
        sign_in(clerk, site, "vanthu")
        import_a_directive(clerk, tmp_path)
        go_to(clerk, "Báo cáo")
        expect(clerk.get_by_role("main")).to_contain_text("Quý")


def name_the_province(admin: Page) -> None:
    todo(admin, "Đặt tên tỉnh")
    admin.get_by_label("Tên chính thức").fill("tỉnh Kon Tum")
    admin.get_by_label("Mã tỉnh").fill("62")
    admin.get_by_role("button", name="Lưu tên tỉnh").click()
    expect(admin.get_by_text("Đã lưu tên tỉnh.")).to_be_visible()


def import_bodies(admin: Page, folder: Path) -> None:
    file = folder / "co-quan.csv"
    file.write_text(BODIES, "utf-8")
    todo(admin, "Thêm cơ quan và địa bàn")
    admin.get_by_label("Tệp bảng").set_input_files(file)
    admin.get_by_role("button", name="Xem trước").click()
    expect(admin.get_by_role("main")).to_contain_text("4 dòng: thêm 4, sửa 0")
    admin.get_by_role("button", name="Nhập 4 dòng").click()
    expect(admin.get_by_role("link", name="Ủy ban nhân dân xã Mô Rai")).to_be_visible()


def invite(admin: Page) -> str:
    """Invite a clerk of the office; the path of the link."""
    todo(admin, "Mời người dùng")
    admin.get_by_label("Tên tài khoản").fill("vanthu")
    admin.get_by_label("Tên hiện trên trang").fill("Văn thư")
    admin.get_by_label("Vai trò").select_option(label="Văn phòng")
    admin.get_by_label("Cơ quan").select_option(label="Văn phòng Ủy ban nhân dân tỉnh")
    admin.get_by_role("button", name="Mời").click()
    url = admin.get_by_label("Liên kết", exact=True).input_value()
    return "/tai-khoan/" + url.rpartition("/tai-khoan/")[2]


def import_a_directive(clerk: Page, folder: Path) -> None:
    file = folder / "cong-van.txt"
    file.write_text(DIRECTIVE, "utf-8")
    go_to(clerk, "Văn bản")
    clerk.get_by_role("link", name="Nhập văn bản").first.click()
    clerk.get_by_label("Tệp văn bản").set_input_files(file)
    clerk.get_by_role("button", name="Đọc văn bản").click()
    expect(clerk.get_by_role("main")).to_contain_text("12/UBND-NC")
    expect(clerk.get_by_role("main")).to_contain_text("Sở Y tế")
