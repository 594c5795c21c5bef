"""PDF files as offices print them: broken lines joined, heads and page numbers gone, tables read as rows."""

from __future__ import annotations

import pytest

from cotmoc.domain.errors import Problem
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import to_text
from cotmoc.files.reading.pdf_lines import Line, paragraphs
from cotmoc.files.reading.pdf_tables import Cell, Rule, composed
from tests.rooms.files.office_files import pdf

ORDER = (
    "Ủy ban nhân dân tỉnh yêu cầu Công an tỉnh chủ trì, phối hợp với Sở Ngoại vụ, Bộ Chỉ huy Bộ đội Biên "
    "phòng tỉnh tổ chức tuần tra, kiểm soát chặt chẽ khu vực biên giới, kịp thời phát hiện, ngăn chặn các "
    "hành vi vi phạm; báo cáo kết quả trước ngày 15 hằng tháng."
)
LETTER = """#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 20mm),
  header: context if counter(page).get().first() > 1 [#align(center)[#counter(page).display()]])
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 0.9em)
#grid(columns: (5fr, 7fr), align: center,
  [ỦY BAN NHÂN DÂN\\ *TỈNH KON TUM*\\ Số: 1234/UBND-NC\\ V/v tăng cường tuần tra biên giới],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập - Tự do - Hạnh phúc*\\ Ngày 12/7/2022])
BODY
#grid(columns: (1fr, 1fr), [*Nơi nhận:*\\ - Như trên;\\ - Lưu: VT, NC.],
  align(center)[*TM. ỦY BAN NHÂN DÂN\\ CHỦ TỊCH*\\ \\ *Nguyễn Văn A*])
"""
REPORT = """#set page(paper: "a4", margin: 20mm,
  header: [BÁO CÁO NHANH #h(1fr) Trang #context counter(page).display()],
  footer: [Văn phòng UBND tỉnh Kon Tum])
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 12pt)
BODY
"""
PLAN = """#set page(paper: "a4", margin: (left: 25mm, right: 20mm, y: 20mm), numbering: "1")
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 12pt)
ORDER

#table(columns: (8mm, 1fr, 35mm, 35mm, 25mm), [TT], [Nội dung nhiệm vụ], [Cơ quan chủ trì],
  [Cơ quan phối hợp], [Thời hạn], ROWS)

ORDER
"""
TASK = (
    "Tuần tra song phương, kiểm soát chặt chẽ các đường mòn, lối mở qua biên giới",
    "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
    "Công an tỉnh, Sở Ngoại vụ",
    "Tháng 9/2022",
)


def lines_of(source: str) -> list[str]:
    return to_text("a.pdf", pdf(source)).text.split("\n")


def test_a_letter_of_three_pages() -> None:
    numbered = [f"{number}. {ORDER}" for number in range(1, 14)]
    lines = lines_of(LETTER.replace("BODY", "\n\n".join(numbered)))
    head = ["ỦY BAN NHÂN DÂN", "TỈNH KON TUM", "Số: 1234/UBND-NC", "V/v tăng cường tuần tra biên giới"]
    assert lines[:4] == head
    assert lines[7:20] == numbered
    assert lines[-6:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, NC.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn A",
    ]


@pytest.mark.parametrize("parts", [4, 9])
def test_a_report_with_heads_hanging_items_and_ragged_lines(parts: int) -> None:
    body = f"*Tình hình*\n\n- {ORDER}\n\n- Trong tháng phát hiện 8 vụ/7 đối tượng.\n\n{ORDER}"
    lines = lines_of(REPORT.replace("BODY", "\n\n".join([body] * parts)))
    said = ["Tình hình", f"• {ORDER}", "• Trong tháng phát hiện 8 vụ/7 đối tượng.", ORDER] * parts
    # Nothing tells the foot of a single page from its text; of two pages it stays once.
    assert lines == [*said, "Văn phòng UBND tỉnh Kon Tum"]


def test_the_rows_of_a_printed_table_over_two_pages() -> None:
    cells = ", ".join(f"[{number}], " + ", ".join(f"[{cell}]" for cell in TASK) for number in range(1, 21))
    lines = lines_of(PLAN.replace("ORDER", ORDER).replace("ROWS", cells))
    assert lines == [
        ORDER,
        "TT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn",
        *(" | ".join((str(number), *TASK)) for number in range(1, 21)),
        ORDER,
    ]


def test_cells_over_several_columns_or_rows_are_said_once() -> None:
    cells = (
        "[1], [Rà soát], table.cell(rowspan: 2)[Sở Y tế], [], [30/9], [2], [Củng cố], [Sở Tài chính], [30/10]"
    )
    table = PLAN.replace("ORDER", "").replace("ROWS", f"table.cell(colspan: 5)[I. Y tế], {cells}")
    assert lines_of(table)[1:] == [
        "I. Y tế",
        "1 | Rà soát | Sở Y tế |  | 30/9",
        "2 | Củng cố |  | Sở Tài chính | 30/10",
    ]


def test_a_row_that_goes_on_over_the_page_is_one() -> None:
    pages = [
        [
            Line("6 | Rà soát | Sở Y tế", 70, 500, 90, row=True),
            Line("7 | Tuần tra, kiểm soát | Công an", 70, 500, 50, row=True),
        ],
        [
            Line(" | các đường mòn | tỉnh", 70, 500, 800, row=True),
            Line("8 | Báo cáo | Sở Nội vụ", 70, 500, 700, row=True),
        ],
    ]
    assert paragraphs(pages).split("\n") == [
        "6 | Rà soát | Sở Y tế",
        "7 | Tuần tra, kiểm soát các đường mòn | Công an tỉnh",
        "8 | Báo cáo | Sở Nội vụ",
    ]


def test_a_mark_in_a_cell_of_a_printed_table_refuses() -> None:
    for mark in ("MẬT", "TỐI MẬT", "M Ậ T"):
        with pytest.raises(Problem) as caught:
            lines_of(PLAN.replace("ORDER", ORDER).replace("ROWS", f"[1], [Rà soát], [{mark}], [], []"))
        assert caught.value.entry is errors.SECRET_DOCUMENT


def test_frames_and_single_rules_are_no_tables() -> None:
    source = f"#rect[Giao Sở Y tế]\n\n#line(length: 5cm)\n\n{ORDER}\n\nGiao."
    assert lines_of(source) == ["Giao Sở Y tế", ORDER, "Giao."]


def test_rules_make_cells() -> None:
    level = [Rule(at, 0, 200) for at in (0, 20, 40)]
    upright = [Rule(at, 0, 40) for at in (0, 100, 200)]
    table = composed(level, upright)
    assert table is not None
    assert (table.left, table.bottom, table.right, table.top) == (0, 0, 200, 40)
    assert table.cells == (
        Cell(0, 0, 20, 100, 40),
        Cell(0, 100, 20, 200, 40),
        Cell(1, 0, 0, 100, 20),
        Cell(1, 100, 0, 200, 20),
    )
    assert composed(level, upright[:2]) is None
    assert composed(level[:2], upright) is None
