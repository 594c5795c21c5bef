"""The same work in a browser that runs no script: every control is a real link or form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import directives, figures
from tests.journeys.people import People, go_to
from tests.journeys.site import Site
from tests.journeys.test_the_loop import DAY, OURS, with_number

pytestmark = pytest.mark.journey


def test_a_directive_is_registered_accepted_and_reported_on(
    serve_demo: Callable[[str], Site], people: People, tmp_path: Path
):
    site = serve_demo(DAY)
    office = people.sign_in(site, "vanphong", java_script_enabled=False)
    file = tmp_path / "cong-van.docx"
    file.write_bytes(with_number(OURS.read_bytes(), "2418/UBND-KTTH", "3142/UBND-KTTH"))
    _register(office, file)
    clinics = directives.card(office, directives.CLINICS)
    clinics.get_by_role("button", name="Xác nhận").click()
    given = directives.card(office, directives.CLINICS).get_by_role("link", name="nhiệm vụ")
    given.click()
    health = people.sign_in(site, "soyte", java_script_enabled=False)
    health.goto(office.url)
    progress = health.locator("#progress")
    progress.get_by_label("Đã làm được (%)").fill("25")
    progress.get_by_label("Nội dung").fill("Đã khảo sát.")
    progress.get_by_role("button", name="Gửi tiến độ").click()
    expect(health.get_by_role("region", name="Diễn biến")).to_contain_text("Đã khảo sát.")


def test_a_report_is_entered_and_submitted(serve_demo: Callable[[str], Site], people: People):
    commune = people.sign_in(serve_demo(DAY), "xa-dakplo", java_script_enabled=False)
    go_to(commune, "Báo cáo")
    commune.get_by_label("Kỳ báo cáo").select_option("Quý III/2022")
    commune.get_by_role("button", name="Xem kỳ").click()
    commune.get_by_role("button", name=f"Nhập báo cáo: {figures.COMMUNE}").click()
    for code, typed in (("A1", "14"), ("A2", "2.069"), ("A3", "350"), ("H2", "6")):
        commune.locator(f"#v-{code}").fill(typed)
    commune.get_by_role("button", name="Gửi báo cáo").click()
    expect(commune.locator(".head")).to_contain_text("Chờ duyệt")


def _register(office: Page, file: Path) -> None:
    go_to(office, "Văn bản")
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Tệp văn bản").set_input_files(file)
    office.get_by_role("button", name="Đọc văn bản").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("3142/UBND-KTTH")
