"""A task's label: its verb and object, without the deadline, cut where a phrase ends."""

import pytest

from cotmoc.domain.extraction.labels import label_of

from .support import reading


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (
            "thực hiện tốt các cơ chế, chính sách đang có hiệu lực để khai thác lợi thế của từng địa bàn",
            "Thực hiện tốt các cơ chế, chính sách đang có hiệu lực",
        ),
        (
            "rà soát kế hoạch phối hợp bảo vệ an ninh biên giới, hoàn thành trước ngày 15 tháng 8 năm 2022",
            "Rà soát kế hoạch phối hợp bảo vệ an ninh biên giới",
        ),
        (
            "chuẩn bị nội dung hội nghị giao ban quý II năm 2022, tổ chức trong tháng 7 năm 2022",
            "Chuẩn bị nội dung hội nghị giao ban quý II năm 2022",
        ),
        ("báo cáo kết quả trước ngày 15/12/2023", "Báo cáo kết quả"),
        (
            "kiểm dịch y tế tại Cửa khẩu quốc tế Bờ Y, không để dịch bệnh xâm nhập qua biên giới",
            "Kiểm dịch y tế tại Cửa khẩu quốc tế Bờ Y",
        ),
        (
            "hướng dẫn các cơ quan báo chí, hệ thống truyền thanh cơ sở đẩy mạnh tuyên truyền Luật "
            "Biên phòng",
            "Hướng dẫn các cơ quan báo chí, hệ thống truyền thanh cơ sở đẩy mạnh tuyên truyền…",
        ),
        (
            "báo cáo kết quả thực hiện Chỉ thị này về Cục Quản lý thị trường trước ngày 10 tháng 02 năm "
            "2023 để tổng hợp",
            "Báo cáo kết quả thực hiện Chỉ thị này về Cục Quản lý thị trường…",
        ),
    ],
)
def test_label(words: str, label: str) -> None:
    assert label_of(words) == label


def test_an_action_of_nothing_but_a_deadline_borrows_the_words_before_it() -> None:
    text = (
        "Giao Sở Giao thông vận tải phân luồng, cắm biển báo tại các vị trí sạt lở; "
        "khắc phục xong trước ngày 30 tháng 7 năm 2022."
    )
    labels = [task.label for task in reading(text).tasks]
    assert labels[-1].startswith("Khắc phục")
    assert "sạt lở" in labels[-1]


def test_a_label_is_never_longer_than_seventeen_syllables() -> None:
    assert len(label_of("kiểm tra " + "đường tuần tra biên giới " * 12).split()) <= 17
