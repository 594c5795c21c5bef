"""What keeps the door, and its switches: secrecy, permissions, lock-out, language, theme, demo day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.people import People, go_to
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

SECRET = "khu vực kiểm thử số bảy mươi mốt"


def test_a_secret_document_is_refused_and_no_word_of_it_is_kept(demo: Site, people: People, tmp_path: Path):
    office = people.sign_in(demo, "vanphong")
    file = tmp_path / "cong-van.txt"
    file.write_text(f"MẬT\n\nGiao Sở Y tế kiểm tra {SECRET}.\n", "utf-8")
    go_to(office, "Văn bản")
    expect(office.get_by_role("link", name="Nhập văn bản")).to_be_visible()
    office.wait_for_load_state()
    before = office.get_by_role("heading", level=2).first.inner_text()
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Tệp văn bản").set_input_files(file)
    office.get_by_role("button", name="Đọc văn bản").click()
    results = office.get_by_role("region", name="Kết quả từng tệp")
    expect(results).to_contain_text("độ mật")
    expect(results.get_by_role("link")).to_have_count(0)
    go_to(office, "Văn bản")
    expect(office.get_by_role("heading", level=2).first).to_have_text(before)
    assert not [path for path in kept(demo.home) if SECRET.encode() in path.read_bytes()]


def kept(home: Path) -> Iterator[Path]:
    """Every file that the installation wrote, its database and logs among them."""
    made = (path for path in home.iterdir() if not path.is_symlink())
    return (path for top in made for path in (top.rglob("*") if top.is_dir() else [top]) if path.is_file())


def test_who_lacks_a_permission_finds_nothing(demo: Site, people: People):
    commune = people.sign_in(demo, "xa-dakplo")
    menu = commune.get_by_role("navigation", name="Chính")
    expect(menu.get_by_role("link", name="Báo cáo")).to_be_visible()
    expect(menu.get_by_role("link", name="Giao ban")).to_have_count(0)
    missing = commune.goto("/giao-ban/khong-co-trang-nay/")
    said = commune.get_by_role("heading", level=1).inner_text()
    refused = commune.goto("/giao-ban/")
    assert missing is not None
    assert refused is not None
    assert (missing.status, refused.status) == (404, 404)
    expect(commune.get_by_role("heading", level=1)).to_have_text(said)


def test_five_failures_lock_the_account_out(demo: Site, people: People):
    visitor = people.visitor(demo)
    for attempt in range(5):
        visitor.goto("/tai-khoan/login/")
        visitor.locator("input[name=login]").fill("sotttt")
        visitor.locator("input[name=password]").fill(f"sai-{attempt}")
        visitor.locator("input[name=password]").press("Enter")
        visitor.wait_for_load_state()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Tạm khóa đăng nhập")
    visitor.goto("/tai-khoan/login/")
    visitor.locator("input[name=login]").fill("sotttt")
    visitor.locator("input[name=password]").fill(demo.password)
    visitor.locator("input[name=password]").press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Tạm khóa đăng nhập")
    people.sign_in(demo, "soyte")


def test_english_is_a_switch_away_and_stays(demo: Site, people: People):
    office = people.sign_in(demo, "vanphong")
    office.get_by_role("button", name="English").click()
    expect(office.locator("html")).to_have_attribute("lang", "en")
    office.get_by_role("navigation").get_by_role("link", name="Tasks").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Tasks")
    office.get_by_role("button", name="Tiếng Việt").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Nhiệm vụ")


def test_the_theme_follows_the_person(demo: Site, people: People):
    office = people.sign_in(demo, "vanphong", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = office.evaluate(ground)
    office.get_by_role("button", name="Nền tối").click()
    dark = office.evaluate(ground)
    office.reload()
    expect(office.get_by_role("button", name="Nền sáng")).to_be_visible()
    assert office.evaluate(ground) == dark != light


def test_the_demo_moves_to_the_day_after_the_reorganisation_and_back(demo: Site, people: People):
    commune = people.sign_in(demo, "xa-dakplo")
    expect(commune.get_by_role("heading", level=1)).to_have_text("Hôm nay, thứ Hai 25/7/2022")
    commune.get_by_role("button", name="Chuyển sang ngày 15/10/2025").click()
    expect(commune.get_by_role("heading", level=1)).to_have_text("Hôm nay, thứ Tư 15/10/2025")
    commune.get_by_role("button", name="Chuyển sang ngày 25/7/2022").click()
    expect(commune.get_by_role("heading", level=1)).to_have_text("Hôm nay, thứ Hai 25/7/2022")
