"""Tables of agencies and areas as officials keep them: header row, words in both languages, days.

A table is a sequence of rows of text whose first row names the columns. ``read`` gives every row its values
and what is wrong with it; whether a superior or an area exists is asked of the database by whoever saves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.people import BAD_TABLE
from cotmoc.domain.folding import fold
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date

MOST_ROWS = 5000

KINDS: dict[str, tuple[str, ...]] = {
    "committee": ("ban chỉ đạo",),
    "office": ("văn phòng",),
    "force": ("lực lượng",),
    "department": ("sở", "sở, ban, ngành", "sở ngành"),
    "district_committee": ("UBND huyện", "huyện"),
    "commune_committee": ("UBND xã", "xã"),
    "post": ("đồn biên phòng", "đồn", "đồn, trạm"),
    "other": ("khác", "cơ quan khác"),
}
"""Kinds of agency, each with the words that mean it in a table; the first is the one to show."""

FORCES: dict[str, tuple[str, ...]] = {
    "": ("không", "–", "-"),
    "police": ("công an",),
    "military": ("quân sự", "quân đội"),
    "border_guard": ("biên phòng", "bộ đội biên phòng"),
}
LEVELS: dict[str, tuple[str, ...]] = {
    "province": ("tỉnh", "cấp tỉnh"),
    "district": ("huyện", "cấp huyện"),
    "commune": ("xã", "cấp xã"),
    "post": ("đồn", "đồn, trạm"),
}
LEVEL_OF_KIND = {"district_committee": "district", "commune_committee": "commune", "post": "post"}
"""The level of a kind of agency where a table does not say it; the others stand at the province."""

_YES_NO = {True: ("có", "yes", "x", "1"), False: ("không", "no", "0")}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in one cell: the line of the table (the header is line 1), the column and why."""

    line: int
    column: str
    why: Said


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a value for each column that the table has and the line fills."""

    line: int
    values: Mapping[str, Any]
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the headings that mean it, and how a filled cell is read."""

    name: str
    headings: tuple[str, ...]
    read: Callable[[str], Any]
    required: bool = False


class _Unread(ValueError):
    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.why = Said(vi, en)


def read(table: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Row]:
    """The rows below the header. Raises Problem(BAD_TABLE) when the header or the whole cannot be used."""
    lines = [(n, row) for n, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    if not lines:
        raise Problem(BAD_TABLE, why=Said("bảng trống", "the table is empty"))
    places = _header(lines[0][1], columns)
    if len(lines) == 1:
        raise Problem(BAD_TABLE, why=Said("bảng chỉ có dòng tiêu đề", "there is only a header row"))
    if len(lines) > MOST_ROWS + 1:
        why = Said(f"nhiều hơn {MOST_ROWS} dòng", f"more than {MOST_ROWS} rows")
        raise Problem(BAD_TABLE, why=why)
    return [_row(line, cells, places) for line, cells in lines[1:]]


def _header(cells: Sequence[str], columns: Sequence[Column]) -> dict[int, Column]:
    meant = {fold(word): column for column in columns for word in (column.name, *column.headings)}
    places: dict[int, Column] = {}
    for at, cell in enumerate(cells):
        column = meant.get(fold(cell))
        if column is None and cell.strip():
            name = cell.strip()[:60]
            vi = ", ".join(one.headings[0] for one in columns)
            en = ", ".join(one.name for one in columns)
            why = Said(f"không hiểu cột «{name}»; có: {vi}", f"unknown column “{name}”; known: {en}")
            raise Problem(BAD_TABLE, why=why)
        if column is not None and column in places.values():
            raise Problem(
                BAD_TABLE, why=Said(f"cột «{cell}» có hai lần", f"the column “{cell}” stands twice")
            )
        if column is not None:
            places[at] = column
    for column in columns:
        if column.required and column not in places.values():
            name = column.headings[0]
            raise Problem(
                BAD_TABLE, why=Said(f"thiếu cột «{name}»", f"the column “{column.name}” is missing")
            )
    return places


def _row(line: int, cells: Sequence[str], places: Mapping[int, Column]) -> Row:
    values: dict[str, Any] = {}
    wrong = []
    for at, column in places.items():
        text = " ".join(cells[at].split()) if at < len(cells) else ""
        if not text:
            if column.required:
                wrong.append(Wrong(line, column.name, Said("còn trống", "is empty")))
            continue
        try:
            values[_FIELD.get(column.name, column.name)] = column.read(text)
        except _Unread as error:
            wrong.append(Wrong(line, column.name, error.why))
        except FormError as error:
            wrong.append(Wrong(line, column.name, Said(error.vi, error.en)))
    return Row(line, values, tuple(wrong))


def short_text(most: int) -> Callable[[str], str]:
    """Reads a text of at most so many characters."""

    def read_text(text: str) -> str:
        if len(text) > most:
            raise _Unread(f"dài hơn {most} ký tự", f"is longer than {most} characters")
        return text

    return read_text


def _key(text: str) -> str:
    folded = fold(text).replace(" ", "-")
    if len(folded) > 60 or not all(c.isalnum() or c in "-_." for c in folded):
        raise _Unread("mã gồm chữ, số và dấu - . _", "a key has letters, digits and - . _")
    return folded


def one_of(words: Mapping[Any, tuple[str, ...]]) -> Callable[[str], Any]:
    """Reads a word as the value it means."""
    meant = {fold(word): value for value, many in words.items() for word in (*many, str(value))}
    shown = ", ".join(many[0] for many in words.values())

    def read_word(text: str) -> Any:
        if fold(text) not in meant:
            raise _Unread(f"«{text}» không có trong: {shown}", f"“{text}” is none of: {shown}")
        return meant[fold(text)]

    return read_word


def a_day(text: str) -> date:
    """A day as officials write it (05/9/2022) or as ISO 8601 does. Raises FormError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return parse_date(text)


def listed(text: str) -> list[str]:
    """Several names with «;» between them."""
    found = [part.strip() for part in text.split(";") if part.strip()]
    if any(len(part) > 200 for part in found):
        raise _Unread("một cách viết dài hơn 200 ký tự", "one of them is longer than 200 characters")
    return found


_NAME = Column("name", ("tên", "tên cơ quan", "tên địa bàn"), short_text(200), required=True)
_DAYS = (
    Column("valid_from", ("từ ngày",), a_day),
    Column("valid_to", ("hết hiệu lực từ ngày",), a_day),
    Column("last_day", ("đến hết ngày",), lambda text: a_day(text) + timedelta(days=1)),
)
_FIELD = {"last_day": "valid_to"}
AGENCIES = (
    Column("key", ("mã", "mã cơ quan"), _key),
    Column("code", ("ký hiệu",), short_text(35)),
    _NAME,
    Column("short_name", ("tên ngắn", "tên gọi tắt"), short_text(100)),
    Column("kind", ("loại",), one_of(KINDS), required=True),
    Column("force", ("lực lượng",), one_of(FORCES)),
    Column("level", ("cấp",), one_of(LEVELS)),
    Column("parent", ("thuộc", "cấp trên", "cơ quan cấp trên"), short_text(200)),
    Column("area", ("địa bàn",), short_text(200)),
    *_DAYS,
    Column("reports", ("báo cáo", "phải báo cáo"), one_of(_YES_NO)),
    Column("aliases", ("cách viết", "cách viết khác"), listed),
    Column("source", ("nguồn", "căn cứ"), short_text(1000)),
)
"""Columns of a table of agencies; «source» is read and left aside."""
AREAS = (
    Column("key", ("mã", "mã địa bàn"), _key),
    Column("code", ("mã hành chính", "mã số"), short_text(20)),
    _NAME,
    Column("level", ("cấp",), one_of(LEVELS), required=True),
    Column("parent", ("thuộc", "địa bàn cấp trên"), short_text(200)),
    Column("border", ("biên giới",), one_of(_YES_NO)),
    *_DAYS,
    Column("merged_into", ("nhập vào",), short_text(200)),
    Column("source", ("nguồn", "căn cứ"), short_text(1000)),
)
"""Columns of a table of areas; «merged_into» and «source» are read and left aside."""
