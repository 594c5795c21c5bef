"""Tasks as Excel files: a list, an empty table to fill in, and a filled one with its errors marked.

Texts are written as texts, so that nothing in the data becomes a formula or a link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import IO, Any

import xlsxwriter

from cotmoc.domain.body_tables import Wrong
from cotmoc.domain.folding import fold
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.task_tables import COLUMNS, HEADINGS
from cotmoc.tasks.queries.exporting import Exported
from cotmoc.tasks.queries.rows import Row

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_STATES = {
    TaskState.OVERDUE: ("Quá hạn", "Overdue"),
    TaskState.DUE_SOON: ("Sắp đến hạn", "Due soon"),
    TaskState.NOT_YET_DUE: ("Chưa đến hạn", "Not yet due"),
    TaskState.NO_DEADLINE: ("Thường xuyên", "No deadline"),
    TaskState.DONE_LATE: ("Xong muộn", "Done late"),
    TaskState.DONE_ON_TIME: ("Đúng hạn", "Done on time"),
    None: ("Đã rút", "Withdrawn"),
}
_HEADS = (
    # Vietnamese, English, width in characters
    ("Số", "Number", 8),
    ("Mã", "Code", 14),
    ("Tên nhiệm vụ", "Task", 60),
    ("Cơ quan giao", "Giver", 30),
    ("Chủ trì", "Lead", 34),
    ("Phối hợp", "Coordinating", 40),
    ("Ngày giao", "Given on", 11),
    ("Hạn ban đầu", "Original due day", 12),
    ("Hạn", "Due on", 11),
    ("Số lần gia hạn", "Extensions", 9),
    ("Tình trạng", "State", 16),
    ("Số ngày còn lại", "Days left", 9),
    ("Đã làm (%)", "Done (%)", 9),
    ("Đang chờ", "Waits for", 30),
    ("Báo xong ngày", "Reported done on", 12),
    ("Bị trả lại ngày", "Sent back on", 12),
    ("Kết thúc ngày", "Closed on", 12),
    ("Định kỳ", "Recurrence", 16),
    ("Lĩnh vực", "Field of work", 24),
)
_FIRST_YEAR = 1900
"""Excel knows no day before it: such a one would come out as another."""
_EMPTY_WIDTHS = {"title": 50, "detail": 50, "leads": 34, "coordinating": 40, "giver": 30, "errors": 60}
_HELP = (
    "Mỗi dòng một nhiệm vụ; bắt buộc có «tên nhiệm vụ» và «chủ trì».",
    "Nhiều cơ quan trong một ô thì ngăn bằng dấu «;». Cơ quan chủ trì đầu tiên là đầu mối.",
    "Cơ quan ghi bằng tên, tên ngắn hoặc mã có ở trang «Cơ quan», đúng vào ngày giao.",
    "Ngày ghi là ô ngày của Excel, hoặc 05/9/2022, hoặc 2022-09-05. Bỏ trống ngày giao là hôm nay.",
    "Bỏ trống hạn là việc thường xuyên. «Mã việc cha» là mã của một nhiệm vụ trong bảng hoặc đã có.",
    "«Lĩnh vực» ghi bằng mã hoặc tên có ở trang «Lĩnh vực»; bỏ trống là theo từ ngữ của nhiệm vụ.",
    "Không dùng công thức; dán giá trị thay cho công thức. Mỗi tệp nhiều nhất 5.000 dòng.",
)


def write_tasks(out: IO[bytes], tasks: Iterable[Exported], *, language: str = "vi") -> None:
    """Write the list to ``out`` in constant memory; days and numbers typed."""
    english = int(language == "en")
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        looks = _looks(book)
        sheet = book.add_worksheet(("Nhiệm vụ", "Tasks")[english])
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(_HEADS):
            sheet.set_column(at, at, head[2])
            sheet.write_string(0, at, head[english], looks["head"])
        for line, task in enumerate(tasks, 1):
            for at, value in enumerate(_cells(task, english)):
                _write(sheet, line, at, value, looks)


def template(bodies: Iterable[tuple[str, str, str]]) -> bytes:
    """An empty table with how to fill it in and the ``bodies`` of the day: key, short name, name."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        looks = _looks(book)
        sheet = book.add_worksheet("Nhiệm vụ")
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(column for column in COLUMNS if column.name != "errors"):
            sheet.set_column(at, at, _EMPTY_WIDTHS.get(column.name, 16))
            sheet.write_string(0, at, column.headings[0], looks["head"])
        help_ = book.add_worksheet("Hướng dẫn")
        help_.set_column(0, 0, 100)
        for line, text in enumerate(_HELP):
            help_.write_string(line, 0, text)
        known = book.add_worksheet("Cơ quan")
        known.set_column(0, 2, 40)
        for line, row in enumerate([("Mã", "Tên ngắn", "Tên"), *bodies]):
            for at, text in enumerate(row):
                known.write_string(line, at, text, looks["plain" if line else "head"])
    return out.getvalue()


def marked(table: Sequence[Sequence[str]], wrong: Iterable[Wrong], *, language: str = "vi") -> bytes:
    """The table as it was sent, wrong cells in red, with what is wrong in a last column «lỗi»."""
    found: dict[int, list[Wrong]] = defaultdict(list)
    for one in wrong:
        found[one.line].append(one)
    english = language == "en"
    head = next((line for line, row in enumerate(table, 1) if any(cell.strip() for cell in row)), 1)
    places = _places(table[head - 1] if table else [])
    last = places.get("errors", max((len(row) for row in table), default=0))
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        looks = _looks(book)
        sheet = book.add_worksheet("Nhiệm vụ")
        for name, at in {**places, "errors": last}.items():
            sheet.set_column(at, at, _EMPTY_WIDTHS.get(name, 16))
        for line, row in enumerate(table, 1):
            red = {places[one.column] for one in found[line] if one.column in places}
            for at in range(max(last + 1, len(row))):
                text = row[at] if at < len(row) and at != last else ""
                if at == last:
                    text = HEADINGS["errors"] if line == head else _said(found[line], english)
                look = looks["head"] if line == head else looks["red" if at in red else "plain"]
                if text or at in red:
                    _write(sheet, line - 1, at, _typed(text, at, places, line == head), looks, look)
    return out.getvalue()


def _cells(task: Exported, english: int) -> tuple[str | int | date | None, ...]:
    row: Row = task.row
    return (
        row.pk,
        row.external_id,
        row.title,
        row.giver,
        "; ".join(task.leads),
        "; ".join(task.coordinating),
        row.given_on,
        row.original_due_on,
        row.due_on,
        row.extensions or None,
        _STATES[row.state][english],
        row.days if row.closed_on is None else None,
        task.percent,
        row.waits_for,
        row.completed_on,
        row.returned_on,
        row.closed_on,
        row.recurrence,
        task.function,
    )


def _looks(book: Any) -> dict[str, Any]:
    """The formats; those of days as the office writes them."""
    red = {"bg_color": "#F8D0CC", "font_color": "#7A1A12"}
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "plain": book.add_format({}),
        "red": book.add_format(red),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "red day": book.add_format({**red, "num_format": "dd/mm/yyyy"}),
    }


def _write(
    sheet: Any, line: int, at: int, value: str | int | date | None, looks: Mapping[str, Any], look: Any = None
) -> None:
    if isinstance(value, date):
        red = look is not None and look is looks["red"]
        sheet.write_datetime(line, at, value, looks["red day" if red else "day"])
    elif isinstance(value, int):
        sheet.write_number(line, at, value)
    elif value or look is not None:
        sheet.write_string(line, at, value or "", look)


def _places(header: Sequence[str]) -> dict[str, int]:
    meant = {fold(word): column.name for column in COLUMNS for word in (column.name, *column.headings)}
    return {meant[fold(cell)]: at for at, cell in enumerate(header) if fold(cell) in meant}


def _typed(text: str, at: int, places: Mapping[str, int], is_head: bool) -> str | date:
    """A day where a day stands, so that the file can be corrected in Excel and sent again."""
    if is_head or at not in (places.get("due_on"), places.get("given_on")):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.year >= _FIRST_YEAR else text


def _said(wrong: Iterable[Wrong], english: bool) -> str:
    if english:
        return "; ".join(f"{one.column}: {one.why.en}" for one in wrong)
    return "; ".join(f"{HEADINGS.get(one.column, one.column)}: {one.why.vi}" for one in wrong)
