"""The time a paragraph plans for is the deadline of its tasks when they tell none of their own."""

import pytest

from .support import reading

HEAD = "UBND TỈNH KON TUM\nSố: 12/KH-UBND\nKon Tum, ngày 15 tháng 3 năm 2022\n\nKẾ HOẠCH\n\n"


def dues(text: str) -> list[tuple[str, str | None] | None]:
    """(words, day) of each task's deadline, None for none."""
    return [(t.deadline.text, t.deadline.date) if t.deadline else None for t in reading(text).tasks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Năm 2026, Bộ CHQS tỉnh tiếp tục quán triệt nghị quyết; duy trì chế độ sẵn sàng chiến đấu. "
            "Cùng với đó, Bộ CHQS tỉnh tiếp tục nâng cao chất lượng huấn luyện.",
            [("Năm 2026", "2026-12-31")] * 3,
        ),
        (
            "Sang quý II/2022, BĐBP tỉnh tiếp tục nắm chắc tình hình.",
            [("quý II/2022", "2022-06-30")],
        ),
        (
            "Trong 6 tháng cuối năm 2017, Công an tỉnh sẽ triển khai cao điểm tấn công tội phạm.",
            [("Trong 6 tháng cuối năm 2017", "2017-12-31")],
        ),
        (
            "Nhiệm vụ tháng 2 năm 2024, BĐBP tỉnh tiếp tục duy trì chế độ trực.",
            [("tháng 2 năm 2024", "2024-02-29")],
        ),
        (
            "Nói về nhiệm vụ năm 2026, Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các trạm y tế.",
            [("năm 2026", "2026-12-31")],
        ),
        (
            "Hội nghị thống nhất nhiệm vụ phối hợp 6 tháng cuối năm 2024. UBND tỉnh giao Công an tỉnh lập "
            "kế hoạch tuần tra.",
            [("6 tháng cuối năm 2024", "2024-12-31")],
        ),
        # The tasks of a time that is looked back on.
        (
            "Đánh giá kết quả thực hiện nhiệm vụ năm 2025, Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát trạm.",
            [None],
        ),
        # A deadline of the task's own comes first.
        (
            "Năm 2026, Sở Y tế sẽ rà soát trạm y tế xong trước ngày 30/6/2026.",
            [("xong trước ngày 30/6/2026", "2026-06-30")],
        ),
        # What was done in a year is no time to come, and «thời gian tới» is open.
        ("Năm 2019, BĐBP tỉnh đã bắt giữ 12 vụ. UBND tỉnh yêu cầu Sở Y tế rà soát trạm y tế.", [None]),
        (
            "Năm 2026, Bộ CHQS tỉnh tiếp tục quán triệt nghị quyết. Thời gian tới, Sở Y tế tiếp tục rà soát "
            "trạm y tế.",
            [("Năm 2026", "2026-12-31"), None],
        ),
        ("Năm 2026, Sở Y tế sẽ rà soát trạm y tế.\nUBND tỉnh yêu cầu Sở Nội vụ lập danh sách.", [
            ("Năm 2026", "2026-12-31"), None,
        ]),
    ],
)  # fmt: skip
def test_the_end_of_the_period(text: str, expected: list[tuple[str, str | None] | None]) -> None:
    assert dues(text) == expected


def test_the_year_of_a_period_comes_from_the_document() -> None:
    told = "Từ nay đến cuối năm, Sở Y tế tiếp tục rà soát trạm y tế."
    assert dues(HEAD + told) == [("Từ nay đến cuối năm", "2022-12-31")]
    assert dues(told) == [("Từ nay đến cuối năm", None)]


def test_a_month_that_no_year_has_gives_no_day() -> None:
    assert dues("Tháng 13/2026, UBND tỉnh yêu cầu Sở Y tế rà soát trạm y tế.") == [("Tháng 13/2026", None)]


def test_nothing_is_due_before_its_document() -> None:
    assert dues(HEAD + "Năm 2021, Sở Y tế sẽ rà soát trạm y tế.") == [None]
