"""Excel out as the board shows it, Excel in row by row with every error named, and taking an import back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem, files
from cotmoc.domain.errors.general import NOT_PERMITTED
from cotmoc.domain.errors.people import BAD_TABLE
from cotmoc.domain.errors.task_batches import ROWS_WRONG
from cotmoc.domain.task_status import TaskState
from cotmoc.files.reading.table import to_rows
from cotmoc.organisations import actions as organisations
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, queries, workbooks
from cotmoc.tasks.actions.happening import rebuild
from cotmoc.tasks.models import Batch, Task, TaskEvent
from cotmoc.tasks.queries import Filter, searching
from cotmoc.tasks.queries.filters import EVERYTHING
from tests.rooms.small_province import World, build

from .test_bulk import facts
from .test_course import assign

HEAD = [
    "Mã",
    "Tên nhiệm vụ",
    "Nội dung",
    "Cơ quan giao",
    "Chủ trì",
    "Phối hợp",
    "Hạn",
    "Ngày giao",
    "Mã việc cha",
]


def sheet(data: bytes, name: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(name).to_python()


def exported(world: World, who: str = "vanphong", only: Filter = EVERYTHING) -> list[list[Any]]:
    out = io.BytesIO()
    workbooks.write_tasks(out, queries.exported(world.actor(who), on=world.today, only=only))
    return sheet(out.getvalue())


def book(*rows: Sequence[object]) -> bytes:
    """A workbook as an official makes it: days as day cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as made:
        page, days = made.add_worksheet(), made.add_format({"num_format": "dd/mm/yyyy"})
        for line, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(line, at, cell, days)
                else:
                    page.write_string(line, at, str(cell))
    return out.getvalue()


def row(**more: object) -> list[object]:
    values: dict[str, object] = {
        "Tên nhiệm vụ": "Củng cố trạm y tế",
        "Cơ quan giao": "UBND tỉnh",
        "Chủ trì": "Sở Y tế",
        "Ngày giao": date(2022, 7, 1),
        "Hạn": date(2022, 8, 15),
        **more,
    }
    return [values.get(head, "") for head in HEAD]


def table(*rows: Sequence[object]) -> list[list[str]]:
    return to_rows("bang.xlsx", book(HEAD, *rows))


def wrong(world: World, *rows: Sequence[object]) -> list[tuple[int, str, str]]:
    plan = queries.plan_import(world.actor("vanphong"), table(*rows), on=world.today)
    return [(one.line, one.column, one.why.vi) for one in plan.wrong]


def imported(world: World, *rows: Sequence[object], partly: bool = False) -> Batch:
    return actions.import_tasks(table(*rows), by=world.actor("vanphong"), at=world.at, partly=partly)


def test_the_list_has_the_columns_of_the_board_with_days_and_numbers_typed(world: World) -> None:
    task = assign(world, title="Rà soát trạm y tế", external_id="NQ34-12", recurrence="hằng quý")
    lead = world.actor("vanphong")
    actions.extend(task.pk, due_on=date(2022, 9, 15), reason="Mưa lũ", by=lead, at=world.at)
    actions.report_progress(task.pk, note="Đã họp", percent=40, by=world.actor("quansu"), at=world.at)
    head, line = exported(world)
    found = dict(zip(head, line, strict=True))
    assert found == {
        "Số": task.pk,
        "Mã": "NQ34-12",
        "Tên nhiệm vụ": "Rà soát trạm y tế",
        "Cơ quan giao": "Ủy ban nhân dân tỉnh",
        "Chủ trì": "Sở Y tế",
        "Phối hợp": "Bộ Chỉ huy Quân sự tỉnh",
        "Ngày giao": date(2022, 7, 25),
        "Hạn ban đầu": date(2022, 8, 15),
        "Hạn": date(2022, 9, 15),
        "Số lần gia hạn": 1,
        "Tình trạng": "Chưa đến hạn",
        "Số ngày còn lại": 52,
        "Đã làm (%)": "",  # what a coordinating body says is not how far the task is
        "Đang chờ": "Sở Y tế",
        "Báo xong ngày": "",
        "Bị trả lại ngày": "",
        "Kết thúc ngày": "",
        "Định kỳ": "hằng quý",
        "Lĩnh vực": "",
    }


def test_the_share_is_the_last_word_of_a_lead(world: World) -> None:
    task = assign(world, leads=[world.id("khdt"), world.id("yte")], coordinating=[])
    for percent in (20, 60):
        actions.report_progress(
            task.pk, note="Tiến độ", percent=percent, by=world.actor("sokhdt"), at=world.at
        )
    head, line = exported(world)
    found = dict(zip(head, line, strict=True))
    assert (found["Đã làm (%)"], found["Chủ trì"]) == (60, "Sở Kế hoạch và Đầu tư; Sở Y tế")


@pytest.mark.parametrize(
    "title", ["=1+1", "+84 26", "-Rà soát", "@SUM(A1)", '=HYPERLINK("http://a")', "http://a.vn"]
)
def test_a_title_stays_text_whatever_it_begins_with(world: World, title: str) -> None:
    assign(world, title=title)
    out = io.BytesIO()
    workbooks.write_tasks(out, queries.exported(world.actor("vanphong"), on=world.today))
    assert sheet(out.getvalue())[1][2] == title
    with zipfile.ZipFile(out) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml")
        assert (b"<f>" in xml, b"<hyperlink" in xml) == (False, False)


def test_the_list_is_what_the_same_filter_shows_in_its_order(world: World) -> None:
    for due in (date(2022, 7, 1), date(2022, 7, 27), date(2022, 12, 1), None):
        assign(world, due_on=due, given_on=date(2022, 6, 1), leads=[world.id("khdt")])
        assign(world, due_on=due, given_on=date(2022, 6, 1), leads=[world.id("dakglei")])
    for who in ("vanphong", "huyen", "sokhdt"):
        for only in (Filter(), Filter(state=TaskState.OVERDUE), Filter(lead=world.id("khdt"))):
            listing = queries.Listing(world.actor(who), on=world.today, only=only)
            assert [line[0] for line in exported(world, who, only)[1:]] == [row.pk for row in listing]


@pytest.mark.slow
def test_a_longer_list_than_is_read_at_once_is_whole(world: World) -> None:
    first = imported(world, *(row(**{"Tên nhiệm vụ": f"Việc {n}"}) for n in range(1203)))
    lines = exported(world)
    assert len(lines) == 1204
    assert {line[2] for line in lines[1:]} == {f"Việc {n}" for n in range(1203)}
    assert first.count == 1203


def test_a_table_becomes_the_same_tasks_as_if_given_one_by_one(world: World) -> None:
    batch = imported(
        world,
        row(**{"Mã": "NV-1", "Phối hợp": "BCHQS tỉnh; Công an tỉnh", "Nội dung": "Mỗi xã một trạm"}),
        row(**{"Mã": "NV-1.1", "Chủ trì": "sở  kh & đt; yte", "Hạn": "05/9/2022", "Mã việc cha": "NV-1"}),
        row(**{"Hạn": "", "Ngày giao": "", "Cơ quan giao": ""}),
        row(**{"Hạn": "2022-08-20"}),
    )
    assert (batch.kind, batch.count, batch.summary) == ("import", 4, "4/4 dòng")
    tasks = list(Task.objects.order_by("pk"))
    assert [t.due_on for t in tasks] == [date(2022, 8, 15), date(2022, 9, 5), None, date(2022, 8, 20)]
    assert [t.given_on for t in tasks] == [date(2022, 7, 1)] * 2 + [world.today, date(2022, 7, 1)]
    assert [t.parent_id for t in tasks] == [None, tasks[0].pk, None, None]
    assert [t.version for t in tasks] == [1, 1, 1, 1]

    one = assign(
        world,
        title="Củng cố trạm y tế",
        detail="Mỗi xã một trạm",
        external_id="NV-1",
        given_on=date(2022, 7, 1),
        coordinating=[world.id("quansu"), world.id("congan")],
    )
    by_hand, by_table = facts([one])[0], facts(tasks)[0]
    for own in ("id",):
        by_hand.pop(own), by_table.pop(own)
    assert by_hand == by_table
    before = facts(tasks)
    for task in tasks:
        rebuild(task)
    assert facts(tasks) == before
    found = queries.task(world.actor("vanphong"), tasks[1].pk)
    assert [(r.agency_id, r.accountable) for r in found.roles.all()] == [
        (world.id("khdt"), True),
        (world.id("yte"), False),
    ]
    assert queries.tally(world.actor("vanphong"), on=world.today).total == 5


@pytest.mark.parametrize(
    ("cells", "column", "why"),
    [
        ({"Chủ trì": "Sở Du lịch"}, "leads", "không có cơ quan «Sở Du lịch»"),
        ({"Chủ trì": ""}, "leads", "còn trống"),
        ({"Tên nhiệm vụ": ""}, "title", "còn trống"),
        ({"Phối hợp": "Sở Y tế"}, "coordinating", "một cơ quan được ghi hai lần"),
        ({"Hạn": "31/6/2022"}, "due_on", "Không có ngày «31/6/2022»"),
        ({"Hạn": date(2022, 6, 30)}, "due_on", "hạn 30/6/2022 sớm hơn ngày giao 01/7/2022"),
        ({"Mã việc cha": "KHÔNG-CÓ"}, "parent", "không có nhiệm vụ mang mã «KHÔNG-CÓ»"),
        ({"Mã": "A", "Mã việc cha": "a"}, "parent", "vòng tròn: việc cha nằm dưới chính việc này"),
        ({"Mã": "NV-1"}, "code", "đã có nhiệm vụ mang mã này"),
        ({"Tên nhiệm vụ": "x" * 301}, "title", "dài hơn 300 ký tự"),
    ],
)
def test_each_error_is_named_at_its_row_and_column(
    world: World, cells: dict[str, object], column: str, why: str
) -> None:
    assign(world, external_id="NV-1")
    ((line, at, told),) = wrong(world, row(), row(**cells))
    assert (line, at) == (3, column)
    assert told.startswith(why)


def test_no_row_gives_a_part_to_its_own_giver(world: World) -> None:
    assign(world, external_id="NV-1", leads=[world.id("yte")], coordinating=[])
    own = {"Cơ quan giao": "Sở Y tế", "Chủ trì": "Sở Y tế", "Phối hợp": ""}
    told = "«Sở Y tế» giao việc con cho chính mình"
    for table in (
        [row(**own, **{"Mã việc cha": "NV-1"})],
        [row(**{"Mã": "NV-2"}), row(**own, **{"Mã việc cha": "NV-2"})],
    ):
        ((line, column, why),) = wrong(world, *table)
        assert (line, column) == (len(table) + 1, "leads")
        assert why.startswith(told)
    assert not wrong(world, row(**{**own, "Mã": "NV-3"}), row(**own, **{"Mã việc cha": "NV-3"}))


def test_a_date_that_says_no_day_is_refused_in_the_words_of_every_form(world: World) -> None:
    ((_, column, why),) = wrong(world, row(**{"Hạn": "cuối quý III"}))
    assert column == "due_on"
    assert "chưa rõ là ngày nào" in why


def test_a_body_that_ended_is_named_with_its_heir_and_good_for_its_own_time_dhis2_option_code(
    world: World,
) -> None:
    ends = date(2022, 7, 10)
    Agency.objects.filter(pk=world.id("yte")).update(valid_to=ends)
    organisations.add_succession(
        predecessor=world.agencies["yte"],
        successor=world.agencies["khdt"],
        on=ends,
        share=1,  # type: ignore[arg-type]
        source="Nghị quyết 18",
        by=organisations.founder(world.province.pk),
    )
    assert wrong(world, row()) == []
    assert wrong(world, row(**{"Ngày giao": date(2022, 7, 20)})) == [
        (2, "leads", "«Sở Y tế» không hoạt động vào ngày 20/7/2022; kế thừa: Sở Kế hoạch và Đầu tư")
    ]


def test_a_name_of_two_bodies_asks_for_the_key(world: World) -> None:
    for key in ("ialy1", "ialy2"):
        organisations.add_agency(
            key=key,
            name="Ủy ban nhân dân xã Ya Ly",
            short_name="UBND xã Ya Ly",
            kind="commune_committee",
            force="",
            level="commune",
            valid_from=date(2015, 1, 1),
            by=organisations.founder(world.province.pk),
        )
    assert wrong(world, row(**{"Chủ trì": "UBND xã Ya Ly"}), row(**{"Chủ trì": "ialy2"})) == [
        (2, "leads", "«UBND xã Ya Ly» là tên của 2 cơ quan; ghi mã: ialy1, ialy2")
    ]


def test_codes_twice_in_the_table_and_circles_over_several_rows(world: World) -> None:
    told = wrong(
        world,
        row(**{"Mã": "A", "Mã việc cha": "C"}),
        row(**{"Mã": "B", "Mã việc cha": "A"}),
        row(**{"Mã": "C", "Mã việc cha": "B"}),
        row(**{"Mã": "D", "Mã việc cha": "C"}),
        row(**{"Mã": "d"}),
    )
    circle = "vòng tròn: việc cha nằm dưới chính việc này"
    assert told == [
        (2, "parent", circle),
        (3, "parent", circle),
        (4, "parent", circle),
        (5, "parent", "dòng 4 có lỗi"),
        (6, "code", "trùng với dòng 5"),
    ]


@pytest.mark.parametrize("written", ["nv-9", "ＮＶ－９", " Nv–9 ", "Ｎv-9", "N\u00adV-\u200b9"])
def test_a_code_is_the_same_in_any_writing(world: World, written: str) -> None:
    kept = assign(world, external_id="NV-9")
    told = f"đã có nhiệm vụ mang mã này (số {kept.pk})"
    assert wrong(world, row(**{"Mã": written})) == [(2, "code", told)]
    imported(world, row(**{"Mã": "NV-90", "Mã việc cha": written}))
    assert Task.objects.get(external_id="NV-90").parent_id == kept.pk
    twice = [row(**{"Mã": "QĐ-7"}), row(**{"Mã": "ｑđ－７"}), row(**{"Mã": "NV-8", "Mã việc cha": "qđ-7"})]
    assert wrong(world, *twice) == [(3, "code", "trùng với dòng 2")]


def test_a_file_with_codes_in_another_writing_is_refused_at_the_command_line(
    db: None, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    world = build(clock.today())
    kept = assign(world, external_id="NV-9", due_on=None)
    file = tmp_path / "bang.csv"
    file.write_text("Mã,Tên nhiệm vụ,Chủ trì\nｎｖ－９,Kiểm tra trạm y tế,Sở Y tế\n", "utf-8")
    assert main(["tasks", "import", str(file), "--by", "vanphong"]) == 2
    assert f"đã có nhiệm vụ mang mã này (số {kept.pk})" in capsys.readouterr().err
    assert Task.objects.count() == 1


def test_one_wrong_row_saves_nothing_unless_the_right_ones_are_asked_for(world: World) -> None:
    rows = [row(**{"Mã": "A"}), row(**{"Mã": "B", "Chủ trì": "Sở Du lịch"}), row(**{"Mã việc cha": "B"})]
    with pytest.raises(Problem) as caught:
        imported(world, *rows)
    assert caught.value.entry is ROWS_WRONG
    assert caught.value.text("vi").startswith("2 trong 3 dòng có lỗi; dòng 3: chủ trì: không có cơ quan")
    assert (Task.objects.count(), TaskEvent.objects.count(), Batch.objects.count()) == (0, 0, 0)

    batch = imported(world, *rows, partly=True)
    assert (batch.count, batch.summary) == (1, "1/3 dòng")
    assert Task.objects.get().external_id == "A"
    assert AuditRow.objects.order_by("-seq")[0].detail["left"] == 2


def test_only_wrong_rows_are_refused_also_partly(world: World) -> None:
    with pytest.raises(Problem) as caught:
        imported(world, row(**{"Chủ trì": "Sở Du lịch"}), partly=True)
    assert caught.value.entry is ROWS_WRONG


def test_an_import_is_taken_back_and_its_codes_are_free_again(world: World) -> None:
    office = world.actor("vanphong")
    batch = imported(world, row(**{"Mã": "A"}), row(**{"Mã": "B"}))
    kept = Task.objects.get(external_id="B")
    actions.comment(kept.pk, note="Đã nhận", by=office, at=world.at)
    actions.undo(batch.pk, by=office, at=world.at)
    assert [t.outcome for t in Task.objects.order_by("external_id")] == ["cancelled", ""]
    assert wrong(world, row(**{"Mã": "A"}), row(**{"Mã": "B"})) == [
        (3, "code", f"đã có nhiệm vụ mang mã này (số {kept.pk})")
    ]


def test_the_file_comes_back_with_its_errors_and_can_be_sent_again(world: World) -> None:
    sent = table(row(), row(**{"Chủ trì": "Sở Du lịch", "Hạn": "31/6/2022"}))
    plan = queries.plan_import(world.actor("vanphong"), sent, on=world.today)
    data = workbooks.marked(sent, plan.wrong)
    lines = sheet(data)
    assert lines[0] == [*HEAD, "lỗi"]
    assert lines[1] == [
        date(2022, 8, 15) if h == "Hạn" else date(2022, 7, 1) if h == "Ngày giao" else c
        for h, c in zip(HEAD, row(), strict=True)
    ] + [""]
    assert lines[2][-1] == "hạn: Không có ngày «31/6/2022»; chủ trì: không có cơ quan «Sở Du lịch»"
    again = to_rows("bang.xlsx", data)
    told = queries.plan_import(world.actor("vanphong"), again, on=world.today)
    assert [(one.line, one.column) for one in told.wrong] == [(3, "due_on"), (3, "leads")]
    assert sheet(workbooks.marked(again, told.wrong)) == lines
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"F8D0CC" in parts.read("xl/styles.xml")


def test_the_empty_table_is_read_once_it_is_filled(world: World) -> None:
    known = [(one.key, one.short_name, one.name) for one in world.agencies.values()]
    data = workbooks.template(known)
    head = sheet(data)[0]
    assert sheet(data, 2)[1] == list(known[0])
    with pytest.raises(Problem) as caught:
        queries.plan_import(world.actor("vanphong"), to_rows("mau.xlsx", data), on=world.today)
    assert caught.value.entry is BAD_TABLE
    filled = {"tên nhiệm vụ": "Củng cố trạm y tế", "chủ trì": "yte", "cơ quan giao": "ubnd"}
    rows = to_rows("mau.xlsx", book(head, [filled.get(str(name), "") for name in head]))
    assert queries.plan_import(world.actor("vanphong"), rows, on=world.today).wrong == []


@pytest.mark.parametrize(
    "head",
    [["Tên nhiệm vụ"], ["Tên nhiệm vụ", "Chủ trì", "Ngân sách"], ["Chủ trì", "Chủ trì", "Tên nhiệm vụ"]],
)
def test_a_header_that_cannot_be_used_is_told_whole(world: World, head: list[str]) -> None:
    rows = to_rows("bang.xlsx", book(head, ["x"] * len(head)))
    with pytest.raises(Problem) as caught:
        queries.plan_import(world.actor("vanphong"), rows, on=world.today)
    assert caught.value.entry is BAD_TABLE


def test_a_formula_is_refused_with_its_cell() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.write_formula(1, 1, '=HYPERLINK("http://a.vn")')
    with pytest.raises(Problem) as caught:
        to_rows("bang.xlsx", out.getvalue())
    assert (caught.value.entry, caught.value.values["cell"]) == (files.FORMULA, "B2")
    with pytest.raises(Problem) as caught:
        to_rows("bang.csv", "Tên nhiệm vụ,Chủ trì\n=1+1,Sở Y tế\n".encode())
    assert (caught.value.entry, caught.value.values["cell"]) == (files.FORMULA, "A2")


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_refused_by_name() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as made:
        page = made.add_worksheet()
        for line in range(200_001):
            page.write_number(line, 0, line)
    with pytest.raises(Problem) as caught:
        to_rows("bang.xlsx", out.getvalue())
    assert caught.value.entry is files.TABLE_TOO_LARGE


def test_a_sheet_that_inflates_without_end_is_refused_by_name() -> None:
    out = io.BytesIO(book(HEAD))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet9.xml", b" " * (64 * 1024 * 1024))
    with pytest.raises(Problem) as caught:
        to_rows("bang.xlsx", out.getvalue())
    assert caught.value.entry is files.TABLE_TOO_LARGE


def test_more_rows_than_a_batch_may_have_are_refused(world: World) -> None:
    with pytest.raises(Problem) as caught:
        wrong(world, *(row() for _ in range(5001)))
    assert caught.value.entry is BAD_TABLE
    assert "5000" in caught.value.text("vi")


def test_who_may_not_assign_imports_nothing(world: World) -> None:
    for who in ("sokhdt", "kiemtra", "xa"):
        with pytest.raises(Problem) as caught:
            actions.import_tasks(table(row()), by=world.actor(who), at=world.at)
        assert caught.value.entry is NOT_PERMITTED


def test_a_table_given_in_the_morning_is_dated_by_the_day_of_the_province(world: World) -> None:
    late = datetime(2022, 7, 24, 20, tzinfo=world.at.tzinfo) + timedelta(hours=5)
    actions.import_tasks(table(row(**{"Ngày giao": ""})), by=world.actor("vanphong"), at=late)
    assert Task.objects.get().given_on == date(2022, 7, 25)


def test_nothing_is_put_where_no_single_task_could_be(world: World) -> None:
    office = world.actor("vanphong")
    done = assign(world, external_id="XONG")
    actions.report_completion(done.pk, note="Xong", by=office, at=world.at)
    actions.accept(done.pk, by=office, at=world.at)
    bodies = [world.id("khdt"), world.id("yte")]
    order = actions.Order(
        title="Củng cố trạm y tế", giver=world.id("ubnd"), leads=bodies, external_id="CHUNG"
    )
    actions.assign_each(order, by=office, at=world.at)
    assert wrong(world, row(**{"Mã việc cha": "XONG"}), row(**{"Mã việc cha": "CHUNG"})) == [
        (2, "parent", "nhiệm vụ cấp trên đã xong hoặc đã rút"),
        (3, "parent", "đây là đầu mục chung của nhiều đơn vị"),
    ]


def test_nothing_lies_deeper_than_a_task_can(world: World) -> None:
    chain = [row(**{"Mã": f"A{n}", "Mã việc cha": f"A{n - 1}" if n else ""}) for n in range(9)]
    deep = "sâu hơn 8 cấp"
    assert wrong(world, *chain) == [(10, "parent", deep)]
    imported(world, *chain[:7])
    below = [row(**{"Mã": f"B{n}", "Mã việc cha": f"B{n - 1}" if n else "A6"}) for n in range(2)]
    assert wrong(world, *below) == [(3, "parent", deep)]


def test_what_is_found_by_text_is_exported_whole_in_the_order_of_the_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = {"due_on": date(2022, 7, 1), "given_on": date(2022, 6, 1)}
    assign(world, title="Việc khác", detail="Theo cầu treo", **early)
    best = assign(world, title="Sửa cầu treo")
    listing = queries.Listing(world.actor("vanphong"), on=world.today, only=Filter(text="cầu treo"))
    assert listing[0].pk == best.pk
    assert [line[0] for line in exported(world, only=Filter(text="cầu treo"))[1:]] == listing.ids()
    assert listing.ids()[0] == best.pk

    monkeypatch.setattr(searching, "MOST", 2)
    late = [assign(world, title=f"Đắp đập {n}", **early).pk for n in range(3)]
    later = [assign(world, title=f"Đắp đập {n}").pk for n in range(3)]
    for only, pks in (
        (Filter(text="đắp đập"), [*reversed(later), *reversed(late)]),
        (Filter(text="đắp đập", state=TaskState.OVERDUE), [*reversed(late)]),
    ):
        assert [line[0] for line in exported(world, only=only)[1:]] == pks, only


def test_a_day_that_excel_does_not_know_comes_back_as_it_was_sent(world: World) -> None:
    sent = [["tên nhiệm vụ", "chủ trì", "hạn"], ["Củng cố trạm y tế", "Sở Du lịch", "1700-01-31"]]
    plan = queries.plan_import(world.actor("vanphong"), sent, on=world.today)
    assert sheet(workbooks.marked(sent, plan.wrong))[1][2] == "1700-01-31"
