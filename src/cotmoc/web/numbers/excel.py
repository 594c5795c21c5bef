"""The pivot as an Excel file: the table as shown, and every figure with the key that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from cotmoc.analytics.queries import Pivot
from cotmoc.domain.periods import Period
from cotmoc.web.numbers.labels import GROUPINGS
from cotmoc.web.numbers.table import Section
from cotmoc.web.words import day, moment
from cotmoc.web.words import period as period_words

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(pivot: Pivot, sections: Sequence[Section], periods: Sequence[Period]) -> bytes:
    """The file's bytes. Texts are written as texts, so that nothing in the data becomes a formula."""
    out = BytesIO()
    options = {"in_memory": False, "constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, {**options, "strings_to_urls": False}) as book:
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True}),
            "plain": book.add_format({}),
        }
        _figures(book, formats, pivot, sections, periods)
        _sources(book, formats, sections, periods)
    return out.getvalue()


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _figures(
    book: Any, formats: dict[str, Any], pivot: Pivot, sections: Sequence[Section], periods: Sequence[Period]
) -> None:
    sheet = book.add_worksheet(_("Số liệu"))
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 48)
    sheet.set_column(2, 2, 18)
    sheet.set_column(3, 3 + 2 * len(periods), 14)
    at = 0
    for line in _about(pivot):
        sheet.write_string(at, 0, safe(line))
        at += 1
    at += 1
    heads = [_("Mã"), _("Chỉ tiêu, đơn vị"), _("Đơn vị tính")]
    heads += [text for p in periods for text in (period_words(p), _("Thiếu (đơn vị)"))]
    for column, text in enumerate(heads):
        sheet.write_string(at, column, safe(text), formats["head"])
    for section in sections:
        for block in section.blocks:
            for row in block.rows:
                at += 1
                total = row.kind == "total"
                look = formats["bold" if total else "plain"]
                label = block.title if total else row.label
                for column, text in enumerate((block.indicator.code, label, block.unit)):
                    sheet.write_string(at, column, safe(text), look)
                for n, cell in enumerate(row.cells):
                    if cell.value is not None:
                        places = min(max(-_exponent(cell.value), 0), 4)
                        sheet.write_number(at, 3 + 2 * n, float(cell.value), _number(book, places, total))
                    if cell.missing:
                        sheet.write_number(at, 4 + 2 * n, cell.missing, look)


def _sources(
    book: Any, formats: dict[str, Any], sections: Sequence[Section], periods: Sequence[Period]
) -> None:
    sheet = book.add_worksheet(_("Từng số"))
    heads = (_("Mã"), _("Chỉ tiêu"), _("Đơn vị"), _("Kỳ"), _("Giá trị"), _("Khóa để mở nguồn"))
    for column, text in enumerate(heads):
        sheet.write_string(0, column, safe(text), formats["head"])
    at = 0
    for section in sections:
        for block in section.blocks:
            for row in block.rows:
                for period, cell in zip(periods, row.cells, strict=True):
                    if cell.value is None:
                        continue
                    at += 1
                    texts = (block.indicator.code, block.title, row.label, str(period))
                    for column, text in enumerate(texts):
                        sheet.write_string(at, column, safe(text))
                    sheet.write_number(at, 4, float(cell.value))
                    sheet.write_string(at, 5, safe(cell.key))


def _about(pivot: Pivot) -> list[str]:
    drawn = pivot.boundaries
    return [
        _("Bản chụp số liệu số %(number)s, lập %(at)s")
        % {"number": pivot.snapshot.number, "at": moment(pivot.snapshot.built_at)},
        _("Gộp theo: %(grouping)s") % {"grouping": GROUPINGS[pivot.grouping]},
        _("Theo địa giới ngày %(day)s") % {"day": day(drawn)} if drawn else _("Đơn vị như đã báo cáo"),
    ]


def _exponent(value: Decimal) -> int:
    exponent = round(value, 4).normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _number(book: Any, places: int, bold: bool) -> Any:
    cache = book.__dict__.setdefault("_cotmoc_numbers", {})
    if (places, bold) not in cache:
        pattern = "#,##0" + ("." + "0" * places if places else "")
        cache[places, bold] = book.add_format({"num_format": pattern, "bold": bold})
    return cache[places, bold]
