"""Words of a message that only accompany its attachments are told from a document."""

import pytest

from cotmoc.domain.extraction import accompanies
from tests.domain.extraction.support import ENTERS, reading

SENDS = "Kính gửi: Quý cơ quan,\nVăn phòng UBND tỉnh xin gửi kèm"
LONG = (
    "\nTrân trọng./.\n\nPHÒNG HÀNH CHÍNH – TỔNG HỢP\nĐịa chỉ: 125 đường Nguyễn Huệ, điện thoại 0260 3862 000"
    * 3
)


@pytest.mark.parametrize(
    "text",
    [
        f"{SENDS} Kế hoạch số 15/KH-UBND ngày 03/7/2026 của UBND tỉnh.{LONG}",
        f"{SENDS} 02 văn bản, 3 phụ lục.{LONG}",
        "Kính chuyển văn bản để các đơn vị biết, thực hiện.",
        "Như tệp.\n-- \nVăn thư Nguyễn Thị A",
    ],
)
def test_what_only_sends_accompanies(text: str) -> None:
    assert accompanies(text, reading(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{SENDS} văn bản. {ENTERS}",
        f"UBND TỈNH\nSố: 45/VP-TH\n{SENDS} văn bản.",
        f"{SENDS} phụ lục. Trong tháng 6, lực lượng chức năng phát hiện 9 vụ, 12 đối tượng.",
        f"{SENDS} văn bản, đề nghị góp ý trước ngày 15/7/2026.",
        f"{SENDS} chương trình và kính mời đồng chí dự họp.",
        f"Họp giao ban tại phòng 2 lúc 8h30, tài liệu gửi kèm.{LONG}",
        f"Tình hình biên giới ổn định.{LONG}",
    ],
    ids=["task", "number", "figure", "day", "invitation", "hour", "long and sends nothing"],
)
def test_what_says_something_of_its_own_is_a_document(text: str) -> None:
    assert not accompanies(text, reading(text))
