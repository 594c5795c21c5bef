"""The briefing's words, tables and keys on a quarter worked out by hand (see ``province``)."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from docx import Document

from config import clock
from cotmoc.analytics import actions as analytics
from cotmoc.analytics.keys import FigureKey
from cotmoc.analytics.queries import open_figure
from cotmoc.briefings import actions, queries
from cotmoc.briefings.document import Briefing, Paragraph, Table, runs_of
from cotmoc.briefings.keys import OWN_KINDS, OverlapKey, ReportKey, TaskKey
from cotmoc.briefings.render import render
from cotmoc.briefings.render.html import sheet
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.analytics import NO_SNAPSHOT
from cotmoc.domain.errors.briefings import DRAFT_OF_OFFICE
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.domain.periods import Period
from cotmoc.domain.vi_numbers import show
from cotmoc.organisations import actions as organisations
from cotmoc.reporting import actions as reporting
from cotmoc.reporting.models import Indicator
from tests.rooms import small_province
from tests.rooms.briefings import province
from tests.rooms.briefings.province import Q2
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import World

pytestmark = pytest.mark.slow


@pytest.fixture
def quarter(world: World) -> World:
    """The quarter of ``province`` on 25/7/2022."""
    province.build(world)
    return world


def draft(world: World) -> Briefing:
    return queries.draft(world.actor("vanphong"), Q2, on=world.today)


def plain(block: object) -> str:
    """A paragraph or the rows and lines of a table as text."""
    if isinstance(block, Paragraph):
        return "".join(run if isinstance(run, str) else run.text for run in block.runs)
    if isinstance(block, Table):
        rows = [*block.rows, *([block.total] if block.total else []), *((line,) for line in block.lines)]
        return "\n".join(
            " | ".join(
                "".join(run if isinstance(run, str) else run.text for run in runs_of(cell)) for cell in row
            )
            for row in rows
        )
    return getattr(block, "text", "")


def text(value: Briefing) -> str:
    return "\n".join(plain(block) for block in value.outline())


def test_the_words_and_tables_of_the_quarter(quarter: World) -> None:
    said = text(draft(quarter))
    assert "số liệu từ ngày 15/3/2022 đến ngày 14/6/2022" in said
    assert "trao đổi 370 tin, trong đó cấp tỉnh 120 tin, cấp huyện 250 tin." in said
    assert "Cùng kỳ năm trước 200 tin, lũy kế từ đầu năm 400 tin." in said
    assert "Công an | 49 | 101 | 150" in said
    assert "Cộng | 120 | 250 | 370" in said
    assert "đã tổ chức 4 cuộc tuần tra chung" in said
    assert "4 cuộc = 3 + 2 + 4 − 5 lượt trùng do nhiều lực lượng cùng tham gia." in said
    assert "6/10 đơn vị đã gửi báo cáo (60,0%)" in said
    for name in ("Sở Kế hoạch và Đầu tư (chưa gửi)", "Ủy ban nhân dân xã Đăk Plô (chưa gửi)"):
        assert name in said


def test_tasks_in_all_six_states_and_the_overdue_by_name(quarter: World) -> None:
    said = text(draft(quarter))
    assert "có 7 nhiệm vụ được giao. 4 nhiệm vụ đã đến hạn, trong đó 1 hoàn thành đúng hạn (25,0%)" in said
    assert ", 1 xong muộn, 2 quá hạn. Còn 1 nhiệm vụ sắp đến hạn, 1 nhiệm vụ chưa đến hạn." in said
    assert "1 nhiệm vụ thường xuyên không tính vào tỷ lệ." in said
    assert "Cộng | 1 | 1 | 2 | 1 | 1 | 1 | 7" in said
    late = "Lồng ghép nguồn vốn (Sở Kế hoạch và Đầu tư chủ trì), hạn 15/7/2022, quá 10 ngày."
    assert f"- {late}" in said
    assert "quá 5 ngày; chờ Ủy ban nhân dân tỉnh nghiệm thu." in said


def test_decisions_of_this_meeting_and_what_became_of_the_last(quarter: World) -> None:
    def decide(period: object, words: str, due_on: date | None) -> None:
        actions.decide(
            period=period,  # type: ignore[arg-type]
            text=words,
            leads=[quarter.id("bdbp")],
            due_on=due_on,
            held_on=date(2022, 4, 20),
            by=quarter.actor("vanphong"),
            at=quarter.at,
        )

    decide(Q2.previous(), "Củng cố đội hình liên ngành.", date(2022, 5, 1))
    decide(Q2, "Tăng cường trao đổi tin", None)
    said = text(draft(quarter))
    lead = "(Bộ Chỉ huy Bộ đội Biên phòng tỉnh chủ trì)"
    assert "Việc thực hiện kết luận giao ban quý I năm 2022:" in said
    assert f"1. Củng cố đội hình liên ngành {lead}, hạn 01/5/2022: quá hạn." in said
    assert f"1. Tăng cường trao đổi tin {lead}." in said


def test_nothing_reported_is_a_dash_and_never_zero(world: World) -> None:
    quarterly.define(world)
    province.report(world, "khdt", "sokhdt", {"L1": "100", "L3": "25"})
    analytics.build(by=world.actor("vanphong"), at=world.at)
    value = draft(world)
    said = text(value)
    assert "L5 | Tỷ lệ giải ngân | % | 25,0 | – | 25,0" in said
    assert "chưa có số liệu trao đổi thông tin được duyệt" in said
    assert "chưa ghi nhận cuộc tuần tra chung nào" in said
    assert all(number.key == "" for number in value.numbers() if number.text == "–")


def test_an_empty_province_says_so_in_every_part(world: World) -> None:
    analytics.build(by=world.actor("vanphong"), at=world.at)
    value = draft(world)
    said = text(value)
    for words in ("chưa có số liệu", "Từ đầu năm chưa giao nhiệm vụ nào", "Không có đơn vị nào phải báo cáo"):
        assert words in said
    assert not list(value.numbers())


def test_before_the_first_snapshot_there_is_no_draft(world: World) -> None:
    with pytest.raises(Problem) as refused:
        draft(world)
    assert refused.value.entry is NO_SNAPSHOT


def test_every_number_has_a_key_that_opens_to_it(quarter: World) -> None:
    office = quarter.actor("vanphong")
    value = draft(quarter)
    numbers = [number for number in value.numbers() if number.text != "–"]
    assert len(numbers) > 40
    for number in numbers:
        assert number.key, number
        if not number.key.startswith(OWN_KINDS):
            opened = open_figure(office, FigureKey.parse(number.key))
            assert opened.figure.value is not None
            assert show(opened.figure.value, opened.indicator.decimals) == number.text


def test_the_page_of_every_count_shows_the_number_printed(db: None) -> None:
    world = small_province.build(clock.today())
    province.reports(world)
    province.patrols(world)
    province.order(world, "Lồng ghép nguồn vốn", "khdt", date(2022, 7, 15))
    analytics.build(by=world.actor("vanphong"), at=world.at)
    value = draft(world)
    client = Client()
    client.force_login(world.people["vanphong"])
    counts = {number.key: number.text for number in value.numbers() if number.key.startswith(OWN_KINDS)}
    assert {key.split(":")[0] for key in counts} >= {"report", "overlap"}
    for key, printed in counts.items():
        page = client.get(f"/giao-ban/so/{key}/", headers={"HX-Request": "true"}).content.decode()
        shown = re.search(r'class="big">([^<]+)<', page)
        assert shown is not None, key
        assert shown[1] == printed, key


def test_own_keys_are_read_back_as_written() -> None:
    figure = FigureKey.parse("B3:2022-Q2:force:-:-:s3")
    for key in (
        TaskKey("overdue", 12, date(2022, 1, 1), date(2022, 7, 25)),
        ReportKey(Q2, "sent_rate"),
        ReportKey(Q2, "sent_rate", "quy-bien-gioi"),
        OverlapKey(figure),
    ):
        assert type(key).parse(str(key)) == key
        for bad in ("", "x:y", f"y{key}"):
            with pytest.raises(ValueError):
                type(key).parse(bad)


def test_the_documents_print_the_numbers_of_the_value(quarter: World, fonts: Path) -> None:
    value = draft(quarter)
    printed = {number.text for number in value.numbers()}
    html = sheet(value, lambda key: f"/{key}/")
    document = Document(BytesIO(render(value, "docx", fonts=fonts)))
    cells = {cell.text.strip(" *") for table in document.tables for row in table.rows for cell in row.cells}
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for one in printed:
        assert one in html
        assert one in cells or one in words, one


def test_the_same_facts_give_the_same_bytes(quarter: World, fonts: Path) -> None:
    for kind in ("docx", "pdf"):
        once, again = (render(draft(quarter), kind, fonts=fonts) for _ in range(2))
        assert once == again


@pytest.mark.parametrize("who", ["bienphong", "huyen"])
def test_who_reaches_a_part_of_the_province_reads_no_draft(quarter: World, who: str) -> None:
    with pytest.raises(Problem) as refused:
        queries.draft(quarter.actor(who), Q2, on=quarter.today)
    assert refused.value.entry is DRAFT_OF_OFFICE


@pytest.mark.parametrize("who", ["xa", "quantri"])
def test_who_may_not_read_briefings(quarter: World, who: str) -> None:
    for read in (queries.draft, queries.published):
        with pytest.raises(Problem) as refused:
            read(quarter.actor(who), Q2, **({"on": quarter.today} if read is queries.draft else {}))
        assert refused.value.entry is NOT_PERMITTED


def test_reports_of_every_regime_that_closes_in_the_quarter(quarter: World) -> None:
    """Beside the quarterly regime one by the month, of two communes: one of them sent April, nobody more."""
    by = organisations.founder(quarter.province.pk)
    monthly = reporting.define_regime(
        key="thang", name="Báo cáo tháng", name_en="Monthly", frequency="month", calendar="nd09",
        source="own", due=[("commune", 3, True, "none")], by=by,
        asks=[(Indicator.objects.get(code="B7"), ["commune_committee"])],
    )  # fmt: skip
    for unit in ("dakplo", "daklong"):
        reporting.add_reporter(
            regime=monthly, agency=quarter.agencies[unit], valid_from=date(2022, 3, 1), by=by
        )
    office = quarter.actor("vanphong")
    row = reporting.begin(
        regime="thang", period=Period.parse("2022-04"), agency=quarter.id("dakplo"), by=office, at=quarter.at
    )
    reporting.save_draft(row.pk, values={"B7": "2"}, by=office, at=quarter.at)
    reporting.submit(row.pk, by=office, at=quarter.at)
    value = queries.draft(office, Q2, on=quarter.today)
    said = [plain(block) for block in value.outline()]
    counted = [one for one in said if "đơn vị đã gửi báo cáo" in one]
    assert len(counted) == 4
    april = next(one for one in counted if one.startswith("Báo cáo tháng, tháng 4 năm 2022: "))
    assert "1/2 đơn vị đã gửi báo cáo (50,0%); 0 đơn vị gửi đúng hạn (0,0%)" in april
    assert "xã Đăk Plô (chờ duyệt)" in april
    keys = [number.key for number in value.numbers() if number.key.startswith("report:2022-04")]
    assert keys[0] == "report:2022-04:sent:thang"
