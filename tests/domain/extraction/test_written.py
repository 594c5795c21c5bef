"""The year of a deadline that tells none: from the document's day, as far as anybody tells it."""

from datetime import date

import pytest

from cotmoc.domain.extraction import read

from .support import lexicon

LETTER = "UBND TỈNH HÀ GIANG\nSố:     /UBND-NC\n{day}\n"
ORDER = "Giao Sở Nội vụ rà soát cán bộ {due}."


def due(text: str, on: date | None = None) -> str | None:
    (task,) = read(text, lexicon(), on=on).tasks
    assert task.deadline is not None
    return task.deadline.date


@pytest.mark.parametrize(
    ("day", "told", "expected"),
    [
        # The day of a letter that is not signed yet is left blank.
        ("Hà Giang, ngày     tháng 10 năm 2023", "trước ngày 15/12", "2023-12-15"),
        ("Hà Giang, ngày     tháng 10 năm 2023", "trước ngày 15/02", "2024-02-15"),
        ("Hà Giang, ngày … tháng … năm 2023", "trước ngày 15/02", "2023-02-15"),
        ("Hà Giang, ngày ... tháng ... năm 2023", "trong tháng 3", "2023-03-31"),
        # Nobody knows yet from when these five days count.
        ("Hà Giang, ngày     tháng 10 năm 2023", "trong 05 ngày làm việc kể từ ngày ký", None),
        ("Hà Giang", "trước ngày 15/12", None),
    ],
)
def test_a_letter_without_its_day(day: str, told: str, expected: str | None) -> None:
    assert due(LETTER.format(day=day) + ORDER.format(due=told)) == expected


@pytest.mark.parametrize(
    ("before", "told", "expected"),
    [
        ("Sáng 09/11/2018, UBND tỉnh họp giao ban.", "trước ngày 30/11", "2018-11-30"),
        ("Sáng 09/11/2018, UBND tỉnh họp giao ban.", "trước ngày 30/01", "2019-01-30"),
        ("6 tháng đầu năm 2024, cả tỉnh có 12 vụ cháy rừng.", "trước ngày 30/9", "2024-09-30"),
        # Two years, and no day: nobody can tell which is meant.
        ("Năm 2023 có 12 vụ cháy, năm 2022 có 9 vụ.", "trước ngày 30/9", None),
        # The day of a document that is only cited may lie years back, and what is aimed at ahead.
        ("Căn cứ Nghị quyết số 12/NQ-HĐND ngày 05/7/2014 của HĐND tỉnh.", "trước ngày 30/9", None),
        ("Dự án xong trước ngày 31/12/2027.", "trước ngày 30/9", None),
        ("Tỉnh phấn đấu đến năm 2030 có 20 trạm.", "trước ngày 30/9", None),
        ("", "trước ngày 30/9", None),
    ],
)
def test_a_text_without_a_day_of_its_own(before: str, told: str, expected: str | None) -> None:
    assert due(f"{before} {ORDER.format(due=told)}") == expected


@pytest.mark.parametrize("text", [ORDER, LETTER.format(day="Hà Giang, ngày 01 tháng 3 năm 2021") + ORDER])
def test_the_day_that_a_person_gave_comes_first(text: str) -> None:
    assert due(text.format(due="trước ngày 15/12"), on=date(2023, 10, 5)) == "2023-12-15"
    working = text.format(due="trong thời hạn 05 ngày làm việc kể từ ngày ký văn bản này")
    assert due(working, on=date(2023, 10, 5)) == "2023-10-12"


def test_minutes_tell_their_day_in_their_first_words() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBIÊN BẢN\nGiao ban quý III\n"
        "Hôm nay, vào hồi 14 giờ 00 ngày 04 tháng 10 năm 2022, ba lực lượng giao ban.\n"
        "NỘI DUNG THỐNG NHẤT\n- Công an tỉnh xây dựng phương án, gửi lấy ý kiến trước ngày 20/11.\n"
    )
    assert due(text) == "2022-11-20"
