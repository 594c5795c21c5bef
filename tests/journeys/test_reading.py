"""What a clerk does with directives, by keys: five kinds reviewed in a row, names taught, tasks added,
figures taken into a report, a replaced document settled, an old reading read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import directives, figures, kinds, tasks
from tests.journeys.people import People, go_to
from tests.journeys.site import Site, serve

pytestmark = pytest.mark.journey

DAY = "2022-09-20"
TOWNS = 10
"""District committees of the demo, to each of which «các huyện, thành phố» are given a task."""


@pytest.fixture(scope="module")
def office_site(
    browser: object, loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """One demo for these tests; each brings documents of its own."""
    with serve(loaded_demo, tmp_path_factory.mktemp("reading") / "home", day=DAY) as site:
        yield site


@pytest.fixture
def office(office_site: Site, people: People) -> Page:
    """The office, signed in."""
    return people.sign_in(office_site, "vanphong")


class Keys:
    """Keys struck one after the other, and how many there were."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.struck = 0

    def __call__(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)
            self.struck += 1


def paste(office: Page, text: str, number: str) -> None:
    """Hand a text in; a single new document opens with its first task under the keys."""
    go_to(office, "Văn bản")
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Hoặc dán nội dung").fill(text)
    office.get_by_role("button", name="Đọc văn bản").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text(number)


def test_five_kinds_of_document_are_reviewed_by_keys_alone(office: Page, tmp_path: Path):
    results = hand_in(office, tmp_path)
    for words in ("4101/UBND-NC", "4102/KH-UBND", "4103/TB-VP", "4104/CĐ-UBND", "41-CT/TU", "4106/GM-UBND"):
        expect(results).to_contain_text(words)
    expect(results).to_contain_text("không giao nhiệm vụ nào")
    expect(results).to_contain_text("CM-0200")
    expect(results).not_to_contain_text("tai-lieu")

    keys, given, documents = Keys(office), 0, 0
    results.get_by_role("link", name="4101/UBND-NC").press("Enter")
    for number in ("4101/UBND-NC", "4102/KH-UBND", "4103/TB-VP", "4104/CĐ-UBND", "41-CT/TU"):
        expect(office.get_by_role("heading", level=1)).to_contain_text(number)
        expect(directives.cards(office).first).to_be_focused()
        total = directives.cards(office).count()
        if number == "4104/CĐ-UBND":
            expect(directives.cards(office).first).to_contain_text(f"Giao riêng cho cả {TOWNS} cơ quan")
            keys("1")
        # one key a task, as fast as they come
        keys(*"a" * total)
        expect(office.locator("#prog")).to_have_text(f"{total}/{total}")
        expect(office.locator('#cards .card:not([data-state="accepted"])')).to_have_count(0)
        expect(office.locator("#next-document")).to_be_focused()
        given, documents = given + total, documents + 1
        if documents < 5:
            keys("Enter")
    assert (given, documents) == (10, 5)
    assert keys.struck == given + 1 + (documents - 1)
    assert keys.struck <= 2 * given

    go_to(office, "Nhiệm vụ")
    for title in ("Sửa chữa trạm y tế xã Mô Rai", "Bảo đảm giao thông trên Quốc lộ 14C"):
        tasks.open_from_the_board(office, title)
    expect(found_on_the_board(office, "Sơ tán người dân ra khỏi khu vực có nguy cơ sạt lở")).to_have_count(
        TOWNS
    )


def found_on_the_board(office: Page, title: str) -> Locator:
    """The tasks of this name that the board finds."""
    go_to(office, "Nhiệm vụ")
    search = office.get_by_role("search", name="Lọc nhiệm vụ")
    search.get_by_role("searchbox").fill(title)
    search.get_by_role("button", name="Lọc").click()
    expect(search.get_by_role("searchbox")).to_have_value(title)
    return office.locator("#board").get_by_role("link", name=title, exact=True)


def hand_in(office: Page, folder: Path):
    """All files and the pasted directive of the party; the list of what became of them."""
    go_to(office, "Văn bản")
    office.get_by_role("link", name="Nhập văn bản").click()
    office.get_by_label("Tệp văn bản").set_input_files(kinds.files(folder))
    office.get_by_label("Hoặc dán nội dung").fill(kinds.PARTY)
    office.get_by_role("button", name="Đọc văn bản").click()
    results = office.get_by_role("region", name="Kết quả từng tệp")
    expect(results.get_by_role("heading")).to_be_focused(timeout=40_000)
    return results


def test_a_name_is_taught_by_one_key_in_every_task(office: Page):
    written = "UBND huyện Ya H'Drai"
    orders = (f"{written} sửa chữa các ngầm tràn.", f"{written} kiểm tra các chốt trực.")
    paste(office, kinds.letter("4201/UBND-NC", *orders), "4201/UBND-NC")
    first, second = directives.cards(office).nth(0), directives.cards(office).nth(1)
    expect(first).to_be_focused()
    for one in (first, second):
        expect(one).to_contain_text(f"Chưa biết «{written}» là cơ quan nào.")
    office.keyboard.press("1")
    for one in (first, second):
        expect(one).to_contain_text("UBND huyện Ia H’Drai")
        expect(one).not_to_contain_text("Chưa biết")
    expect(first).to_be_focused()
    directives.expect_as_loaded(office)
    office.keyboard.type("aa")
    expect(office.locator("#prog")).to_have_text("2/2")
    paste(office, kinds.letter("4202/UBND-NC", f"Giao {written} báo cáo kết quả."), "4202/UBND-NC")
    expect(directives.cards(office).first).to_contain_text("UBND huyện Ia H’Drai")


def test_a_missed_task_is_added_and_given_by_keys(office: Page):
    missed = "Tình hình thời tiết ở khu vực biên giới còn nhiều diễn biến phức tạp."
    text = kinds.letter("4301/UBND-NC", "Giao Sở Ngoại vụ chuẩn bị hội đàm.", missed)
    paste(office, text, "4301/UBND-NC")
    before = directives.cards(office).count()
    office.locator(".read p", has_text="nhiều diễn biến phức tạp").click(click_count=3)
    office.keyboard.press("n")
    expect(office.get_by_label("Câu giao việc")).to_have_value(re.compile("nhiều diễn biến phức tạp"))
    office.keyboard.press("Control+Enter")
    expect(directives.cards(office)).to_have_count(before + 1)
    added = directives.cards(office).filter(has_text="thêm tay")
    expect(added).to_be_focused()
    expect(office.locator("#missed")).to_be_empty()
    directives.expect_as_loaded(office)
    # nobody leads it yet: A opens the choice
    office.keyboard.press("a")
    form = office.locator('#cards .card[data-state="form"]')
    lead = form.get_by_role("group", name="Chủ trì").get_by_role("combobox").first
    expect(lead).to_be_focused()
    lead.fill("Sở Y tế")
    office.keyboard.press("Control+Enter")
    expect(added).to_contain_text("Sở Y tế")
    expect(added).to_be_focused()
    office.keyboard.press("a")
    expect(added).to_have_attribute("data-state", "accepted")


def test_a_problem_leaves_the_keys_where_they_are(office: Page, office_site: Site, people: People):
    text = kinds.letter("4401/UBND-NC", "Giao Sở Y tế kiểm tra.", "Giao Sở Ngoại vụ chuẩn bị hội đàm.")
    paste(office, text, "4401/UBND-NC")
    first, second = directives.cards(office).nth(0), directives.cards(office).nth(1)
    expect(first).to_be_focused()
    other = people.sign_in(office_site, "vanphong")
    other.goto(office.url)
    expect(directives.cards(other).first).to_be_focused()
    other.keyboard.press("x")
    expect(directives.cards(other).first).to_have_attribute("data-state", "rejected")
    office.keyboard.press("a")
    expect(office.locator("#problem")).to_be_focused()
    expect(office.locator("#problem")).to_contain_text("CM-")
    office.keyboard.press("j")
    expect(second).to_be_focused()
    office.keyboard.press("a")
    expect(second).to_have_attribute("data-state", "accepted")
    # the script notes the refusal that this is about
    people.complaints[:] = [one for one in people.complaints if "Error Code 409" not in one]


def test_a_figure_of_a_document_is_taken_into_the_report_with_its_sentence(
    office: Page, office_site: Site, people: People
):
    report = f"""ỦY BAN NHÂN DÂN                         {kinds.MOTTO}
XÃ ĐĂK PLÔ                              Độc lập - Tự do - Hạnh phúc

Số: 31/BC-UBND                          Đăk Plô, ngày {kinds.DAY}

BÁO CÁO
Kết quả công tác biên giới quý III năm 2022

Trong quý III năm 2022, Ủy ban nhân dân xã Đăk Plô đã tổ chức tuyên truyền 24 buổi cho nhân dân các thôn.
"""
    paste(office, report, "31/BC-UBND")
    commune = people.sign_in(office_site, "xa-dakplo")
    go_to(commune, "Báo cáo")
    commune.get_by_label("Kỳ báo cáo").select_option("Quý III/2022")
    commune.get_by_role("button", name=f"Nhập báo cáo: {figures.COMMUNE}").click()
    cell = commune.locator("#v-A1")
    expect(commune.locator("[data-sug]").first).to_contain_text(
        "đã tổ chức tuyên truyền 24 buổi cho nhân dân"
    )
    expect(cell).to_have_value("")
    cell.focus()
    commune.keyboard.press("g")
    expect(cell).to_have_value("24")
    source = re.compile("^Theo Báo cáo 31/BC-UBND ngày 16/9/2022.*«24 buổi»$")
    expect(commune.locator('[name="n-A1"]')).to_have_value(source)
    place = commune.locator("[data-sug] a").first.get_attribute("href")
    for code, typed in (("A2", "2.069"), ("A3", "350"), ("H2", "6")):
        commune.locator(f"#v-{code}").fill(typed)
    commune.get_by_role("button", name="Gửi báo cáo").click()
    expect(commune.locator(".head")).to_contain_text("Chờ duyệt")
    expect(commune.get_by_role("region", name="Số liệu của kỳ").get_by_text(source)).to_be_visible()
    commune.goto(place or "")
    expect(commune.locator(".read p:target")).to_contain_text("đã tổ chức tuyên truyền 24 buổi")


def test_open_tasks_of_a_replaced_document_are_decided_on_from_today(office: Page):
    orders = (
        "Giao Sở Y tế củng cố trạm y tế.",
        "Giao Sở Ngoại vụ chuẩn bị gặp gỡ cuối năm.",
        "Giao Công an tỉnh kiểm tra cư trú.",
    )
    paste(office, kinds.letter("4501/UBND-NC", *orders, day="05 tháng 9 năm 2022"), "4501/UBND-NC")
    expect(directives.cards(office).first).to_be_focused()
    office.keyboard.type("aaa")
    expect(office.locator("#prog")).to_have_text("3/3")
    replaces = (
        "Công văn này thay thế Công văn số 4501/UBND-NC ngày 05 tháng 9 năm 2022 của Ủy ban nhân dân tỉnh."
    )
    paste(office, kinds.letter("4502/UBND-NC", "Giao Sở Y tế củng cố trạm y tế.", replaces), "4502/UBND-NC")

    go_to(office, "Hôm nay")
    line = office.get_by_role("link", name="nhiệm vụ của văn bản bị thay thế, chờ quyết định")
    expect(line).to_contain_text("3")
    line.click()
    waiting = office.locator("#con-mo")
    expect(waiting).to_contain_text("3 chưa quyết định")
    for title, button, words in (
        ("Củng cố trạm y tế", "Theo văn bản này", "Theo văn bản này"),
        ("Chuẩn bị gặp gỡ cuối năm", "Giữ", "Giữ nguyên"),
    ):
        row = waiting.get_by_role("row", name=title)
        row.get_by_role("button", name=button, exact=True).click()
        expect(waiting.get_by_role("row", name=title).locator(".st")).to_have_text(words)
    office.once("dialog", lambda asked: asked.accept())
    waiting.get_by_role("button", name="Rút tất cả").click()
    expect(office.get_by_text("Đã ghi quyết định cho 1 nhiệm vụ.")).to_be_visible()
    go_to(office, "Hôm nay")
    expect(line).to_have_count(0)
    for title, there in (("Kiểm tra cư trú", 0), ("Chuẩn bị gặp gỡ cuối năm", 1)):
        expect(found_on_the_board(office, title)).to_have_count(there)


def test_a_document_is_read_again_and_decisions_stay(office: Page):
    text = kinds.letter("4601/UBND-NC", "Giao Sở Y tế kiểm tra.", "Giao Sở Ngoại vụ chuẩn bị hội đàm.")
    paste(office, text, "4601/UBND-NC")
    expect(directives.cards(office).first).to_be_focused()
    office.keyboard.press("x")
    expect(office.locator("#prog")).to_have_text("1/2")
    office.get_by_role("button", name="Đọc lại").click()
    expect(office.get_by_text("Đã đọc lại: không có gì đổi.")).to_be_visible()
    expect(office.locator("#prog")).to_have_text("1/2")
    expect(directives.cards(office).first).to_have_attribute("data-state", "rejected")
    expect(directives.cards(office).nth(1)).to_be_focused()
