"""Tables of tasks as officials keep them: the columns that are read, and what each may hold.

They are read by ``cotmoc.domain.body_tables.read``; bodies, parents and functions are looked up by whoever
saves.
"""

from __future__ import annotations

import unicodedata

from cotmoc.domain.body_tables import Column, a_day, listed, short_text
from cotmoc.domain.folding import fold

COLUMNS = (
    Column("code", ("mã", "mã nhiệm vụ"), short_text(60)),
    Column("title", ("tên nhiệm vụ", "nhiệm vụ"), short_text(300), required=True),
    Column("detail", ("nội dung", "nội dung giao"), short_text(4000)),
    Column("giver", ("cơ quan giao",), short_text(200)),
    Column("leads", ("chủ trì", "cơ quan chủ trì"), listed, required=True),
    Column("coordinating", ("phối hợp", "cơ quan phối hợp"), listed),
    Column("observers", ("để biết",), listed),
    Column("due_on", ("hạn", "hạn hoàn thành"), a_day),
    Column("given_on", ("ngày giao",), a_day),
    Column("recurrence", ("định kỳ",), short_text(100)),
    Column("parent", ("mã việc cha",), short_text(60)),
    Column("function", ("lĩnh vực",), short_text(200)),
    Column("errors", ("lỗi",), lambda _: ""),
)
"""Columns of a table of tasks. «errors» is what an earlier try wrote beside the rows; it is left aside."""
LISTED = ("leads", "coordinating", "observers")
"""Columns that hold several bodies, with «;» between them; the first lead answers for the task."""
HEADINGS = {column.name: column.headings[0] for column in COLUMNS}
"""The Vietnamese heading of each column."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


def code_key(code: str) -> str:
    """A task's number as it is compared: «NV-9», «nv–9» and the full-width «ＮＶ－９» are one.

    So is one with soft hyphens or letters of no width in it, as they come with a copy from another program.
    """
    if code.isascii():
        return " ".join(code.lower().split())
    seen = "".join(sign for sign in code if unicodedata.category(sign) != "Cf")
    return fold(unicodedata.normalize("NFKC", seen)).translate(_DASHES)
