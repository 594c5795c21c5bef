"""Deadlines and recurrence; a missing year comes from the document."""

import pytest

from .support import only, reading

HEAD = "UBND TỈNH HÀ GIANG\nSố: 45/UBND-NC\nHà Giang, ngày 05 tháng 10 năm 2023\n"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("trước ngày 30/11/2023", "2023-11-30"),
        ("trước ngày 25 tháng 12 năm 2023", "2023-12-25"),
        ("chậm nhất ngày 15/12", "2023-12-15"),
        ("trước ngày 20/02", "2024-02-20"),
        ("trước ngày 15 tháng 12 hằng năm", "--12-15"),
        ("trong quý IV năm 2023", "2023-12-31"),
        ("trong quý II/2024", "2024-06-30"),
        ("trong năm 2024", "2024-12-31"),
        ("trong tháng 11 năm 2023", "2023-11-30"),
        ("trước ngày 15 hằng tháng", None),
        ("chậm nhất 05 ngày làm việc kể từ ngày nhận hồ sơ", None),
        # 5 October 2023 is a Thursday: 6, 9, 10, 11, 12 October.
        ("trong thời hạn 05 ngày làm việc kể từ ngày ký văn bản này", "2023-10-12"),
        ("trong vòng năm ngày làm việc kể từ ngày ban hành Công văn này", "2023-10-12"),
        ("chậm nhất sau 02 ngày làm việc kể từ ngày 29/12/2023", "2024-01-03"),
        ("trong 03 ngày làm việc", None),
        ("trong vòng 10 ngày kể từ ngày ký", "2023-10-15"),
        ("trong tháng 11.2023", "2023-11-30"),
        # A month of which no year is told is the next one after the document's day.
        ("trong tháng 11", "2023-11-30"),
        ("trong tháng 3", "2024-03-31"),
        ("trong giai đoạn 2023 - 2025", "2025-12-31"),
        ("không muộn hơn ngày 05/11/2023", "2023-11-05"),
        ("trong quý IV", "2023-12-31"),
        ("trong quý I", "2024-03-31"),
        ("vào cuối quý IV/2023", "2023-12-31"),
        ("trong năm nay", "2023-12-31"),
        ("trong nửa đầu tháng 11/2023", "2023-11-15"),
        ("trong tháng 11 và tháng 12 năm 2023", "2023-12-31"),
        ("trong các tháng 10, 11/2023", "2023-11-30"),
        # Which day that is no text tells.
        ("trước Tết Nguyên đán Giáp Thìn 2024", None),
        ("trước kỳ họp cuối năm 2023 của HĐND tỉnh", None),
        ("trong tuần sau", None),
        ("trong giai đoạn 2023-2025 và những năm tiếp theo", None),
        ("từ nay đến cuối năm", "2023-12-31"),
        ("trong những tháng cuối năm", "2023-12-31"),
        ("trước cuối năm 2024", "2024-12-31"),
        ("từ nay đến sau Tết Nguyên đán", None),
        ("cho đến khi có thông báo mới", None),
    ],
)
def test_deadline(words: str, date: str | None) -> None:
    task = only(f"{HEAD}Giao Sở Nội vụ gửi danh sách cán bộ {words}.")
    assert task.deadline is not None
    assert task.deadline.date == date


def test_the_date_of_a_cited_document_is_no_deadline() -> None:
    assert (
        only("Giao Sở Nội vụ triển khai Kế hoạch số 12/KH-UBND ngày 03/02/2022 của UBND tỉnh.").deadline
        is None
    )


@pytest.mark.parametrize(
    "words",
    [
        # What only names a plan, tells since when, or at what hour of any day.
        "triển khai Đề án truyền thông giai đoạn 2021-2025",
        "rà soát các vụ việc tồn đọng kể từ năm 2020",
        "tạm dừng tiếp khách sau 18 giờ",
    ],
)
def test_what_is_no_deadline(words: str) -> None:
    assert only(f"{HEAD}Giao Sở Nội vụ {words}.").deadline is None


def test_a_day_between_the_order_and_whom_it_orders() -> None:
    task = only(f"{HEAD}Chủ tịch UBND tỉnh yêu cầu, từ nay đến Tết Nguyên đán, Sở Y tế tăng ca trực.")
    assert task.deadline is not None
    assert task.deadline.text == "từ nay đến Tết Nguyên đán"


def test_recurrence() -> None:
    assert only("Giao Sở Nội vụ tổng hợp số liệu, định kỳ 6 tháng.").recurrence == "định kỳ 6 tháng"
    assert only("Giao Sở Nội vụ tổng hợp số liệu hằng quý.").recurrence == "hằng quý"


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("trước ngày 15 hằng quý", "hằng quý"),
        ("hai lần một năm", "hai lần một năm"),
        ("02 lần/tuần", "02 lần/tuần"),
        ("01 tháng/lần", "01 tháng/lần"),
        ("mỗi tuần một lần vào thứ Sáu", "mỗi tuần một lần"),
        ("10 ngày một lần", "10 ngày một lần"),
        ("định kỳ hằng tháng, quý, năm", "định kỳ hằng tháng, quý, năm"),
        ("định kỳ trước ngày 10 hàng tháng", "định kỳ trước ngày 10 hàng tháng"),
        ("định kỳ và đột xuất sau khi tổ chức tuần tra", "định kỳ và đột xuất"),
        ("cùng dự toán hằng năm", None),
        ("trước ngày 15 của tháng cuối quý về Sở Nội vụ", "ngày 15 của tháng cuối quý"),
        ("vào ngày 20 tháng đầu quý", "ngày 20 tháng đầu quý"),
        ("trước ngày 20 của tháng cuối mỗi quý", "ngày 20 của tháng cuối mỗi quý"),
        ("trước ngày 15 tháng cuối quý IV/2023", None),
        ("trước ngày 15 tháng cuối quý này", None),
        ("trước ngày 10 của tháng đầu quý sau", None),
        ("trong tháng cuối quý", None),
    ],
)
def test_a_day_of_a_month_of_the_quarter_comes_back(words: str, rhythm: str | None) -> None:
    assert only(f"{HEAD}Giao Sở Nội vụ báo cáo kết quả {words}.").recurrence == rhythm


def test_a_deadline_ends_with_a_whole_word() -> None:
    due = only(
        f"{HEAD}Giao Sở Nội vụ báo cáo trước ngày 15 tháng cuối quý về Sở Tài chính để tổng hợp."
    ).deadline
    assert due is not None
    assert due.text == "báo cáo trước ngày 15 tháng cuối quý về Sở Tài chính để"


def test_an_hour_with_minutes_before_the_day() -> None:
    due = only("Giao Sở Y tế báo cáo kết quả trước 17 giờ 00 ngày 30/9/2022.").deadline
    assert due is not None
    assert due.date == "2022-09-30"


def test_a_day_told_behind_the_mark_is_that_of_the_order_before_it() -> None:
    """Not of the paragraph before, as once."""
    text = (
        "1. Giao Sở Y tế rà soát thuốc dự trữ; hoàn thành trước ngày 10/12/2023.\n"
        "2. Giao Sở Tài chính cân đối kinh phí; xong trước ngày 21/11/2023.\n"
        "3. Giao Sở Nội vụ kiểm tra việc trực; thời hạn: trước ngày 20/5/2024.\n"
    )
    found = [(t.lead, t.deadline and t.deadline.date) for t in reading(text).tasks]
    assert found == [
        (("Sở Y tế",), "2023-12-10"),
        (("Sở Tài chính",), "2023-11-21"),
        (("Sở Nội vụ",), "2024-05-20"),
    ]
