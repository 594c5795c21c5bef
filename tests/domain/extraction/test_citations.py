"""Cited documents and the document itself."""

import pytest

from .support import reading


def cited(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    return [(d.number, d.type, d.date, d.issuer) for d in reading(text).documents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 23/NQ-CP ngày 02/3/2022 của Chính phủ",
            ("23/NQ-CP", "Nghị quyết", "2022-03-02", "Chính phủ"),
        ),
        ("Chỉ thị số 11-CT/TU ngày 16-2-2022", ("11-CT/TU", "Chỉ thị", "2022-02-16", "Tỉnh ủy")),
        (
            "Nghị định số 03/2019/NĐ-CP ngày 5.9.2019",
            ("03/2019/NĐ-CP", "Nghị định", "2019-09-05", "Chính phủ"),
        ),
        ("Quyết định số 133/2006/QĐ-UBND", ("133/2006/QĐ-UBND", "Quyết định", None, "UBND tỉnh")),
        (
            "Thông tư liên tịch số 12/2017/TTLT-BCA-BQP",
            ("12/2017/TTLT-BCA-BQP", "Thông tư liên tịch", None, "Bộ Công an"),
        ),
        (
            "Nghị quyết số 28-NQ/TW ngày 22 tháng 9 năm 2008 của Bộ Chính trị",
            ("28-NQ/TW", "Nghị quyết", "2008-09-22", "Bộ Chính trị"),
        ),
        ("Công văn số 1875 /UBND-NC", ("1875/UBND-NC", "Công văn", None, "UBND tỉnh")),
        ("Nghị định số 03 của Chính phủ", ("03", "Nghị định", None, "Chính phủ")),
        ("Luật số 66/2020/QH14", ("66/2020/QH14", "Luật", None, "Quốc hội")),
    ],
)
def test_one_citation(text: str, expected: tuple[str | None, str, str | None, str | None]) -> None:
    assert cited(text) == [expected]


def test_a_document_is_listed_once_and_its_short_form_is_not_another() -> None:
    text = "Nghị định số 77/2010/NĐ-CP quy định rõ. Nghị định số 77 và Nghị định số 77/2010/NĐ-CP."
    assert [d.number for d in reading(text).documents] == ["77/2010/NĐ-CP"]


def test_a_list_under_one_type_word() -> None:
    assert [n for n, *_ in cited("các Quyết định số 15/QĐ-UBND, 16/QĐ-UBND và 17/QĐ-UBND")] == [
        "15/QĐ-UBND",
        "16/QĐ-UBND",
        "17/QĐ-UBND",
    ]


def test_the_head_of_an_official_document() -> None:
    text = (
        "UBND TỈNH HÀ GIANG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHỎA TỐC\n"
        "Số: 45/UBND-NC\nV/v phòng, chống cháy rừng\n"
        "Hà Giang, ngày 05 tháng 3 năm 2023\nKính gửi: Sở Nội vụ\n"
    )
    (document,) = reading(text).documents
    assert (document.number, document.type, document.date, document.issuer) == (
        "45/UBND-NC",
        "Công văn",
        "2023-03-05",
        "UBND tỉnh",
    )
    assert (document.role, document.urgency, document.subject) == (
        "subject",
        "hỏa tốc",
        "phòng, chống cháy rừng",
    )


def test_the_subject_line_ends_before_the_first_sentence() -> None:
    text = (
        "UBND TỈNH HÀ GIANG\nVĂN PHÒNG\nSố: 97/TB-VP\nHà Giang, ngày 25 tháng 4 năm 2022\nTHÔNG BÁO\n"
        "Kết luận tại hội nghị giữa Sở Y tế và\nBộ Chỉ huy Quân sự\ntỉnh, Công an tỉnh\n"
        "Ngày 19 tháng 4 năm 2022, Sở Y tế tổ chức hội nghị.\n"
    )
    document = reading(text).documents[0]
    assert document.issuer == "Văn phòng UBND tỉnh"
    assert document.subject == ("Kết luận tại hội nghị giữa Sở Y tế và Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh")


def test_a_number_without_type_word_is_not_cited() -> None:
    assert cited("tỷ lệ 12/KG-UBND đạt được") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Căn cứ Kế hoạch số 68/KH - UBND về ứng dụng công nghệ thông tin.", "68/KH-UBND"),
        ("Theo tinh thần Chỉ thị 42 của Thủ tướng Chính phủ.", "42"),
        ("Giao ban phối hợp thực hiện Nghị định 77 của Chính phủ.", "77"),
        ("Nguồn: CV số 1534/UBND-VX.", "1534/UBND-VX"),
        ("Thực hiện Công văn (HỎA TỐC) số 29/UBND-NC về khảo sát đường biên giới.", "29/UBND-NC"),
        ("Thực hiện Kế hoạch liên ngành số 02/KHLN-SYT-SGDĐT ngày 14/11/2018.", "02/KHLN-SYT-SGDĐT"),
    ],
)
def test_numbers_written_in_other_ways(text: str, number: str) -> None:
    assert [d.number for d in reading(text).documents] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Theo báo cáo của BCĐ 138/CP, các địa phương đã vào cuộc.",
        "Xây dựng Kế hoạch 2025 và kế hoạch 5 năm tiếp theo.",
        "Chương trình 135 đã giúp nhiều xã thoát nghèo.",
    ],
)
def test_numbers_that_name_no_document(text: str) -> None:
    assert [d.number for d in reading(text).documents] == []


def test_a_short_form_of_a_document_named_before_is_no_second_one() -> None:
    text = "Nghị định số 53/2006/NĐ-CP của Chính phủ. Thông tư hướng dẫn Nghị định số 53/NĐ-CP nói trên."
    assert [d.number for d in reading(text).documents] == ["53/2006/NĐ-CP"]
