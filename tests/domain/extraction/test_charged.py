"""Who is charged with an action that stands before the body: brackets, dashes, colons, «việc … do A …»."""

import pytest

from .support import reading, tasks
from .test_official_forms import LETTER

ACTION = "Lập phương án di dời dân"


@pytest.mark.parametrize(
    ("order", "lead", "coord", "day"),
    [
        (f"{ACTION} (Sở Xây dựng).", ("Sở Xây dựng",), (), None),
        (f"{ACTION} (Sở Xây dựng chủ trì; Sở Y tế phối hợp).", ("Sở Xây dựng",), ("Sở Y tế",), None),
        (f"{ACTION} (Công an tỉnh, hoàn thành trước 30/9).", ("Công an tỉnh",), (), "2022-09-30"),
        (
            f"{ACTION} (đơn vị thực hiện: Thanh tra tỉnh; thời gian: tháng 9/2022).",
            ("Thanh tra tỉnh",),
            (),
            "2022-09-30",
        ),
        (f"{ACTION} - Sở GTVT chủ trì.", ("Sở Giao thông vận tải",), (), None),
        (f"{ACTION}: Sở Tài chính (trước ngày 15/8/2022).", ("Sở Tài chính",), (), "2022-08-15"),
    ],
)
def test_who_stands_behind_the_action(
    order: str, lead: tuple[str, ...], coord: tuple[str, ...], day: str | None
) -> None:
    text = f"{LETTER}1. {order}\n"
    assert tasks(text) == [(ACTION, lead, coord)]
    (task,) = reading(text).tasks
    assert (task.deadline and task.deadline.date) == day


def test_a_named_lead_gives_way_only_to_a_role() -> None:
    text = f"{LETTER}1. Sở Y tế:\n- {ACTION} (Sở Xây dựng).\n- {ACTION} (Sở Xây dựng chủ trì).\n"
    assert [lead for _, lead, _ in tasks(text)] == [("Sở Y tế",), ("Sở Xây dựng",)]


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        (
            "Việc thẩm định dự toán giao cho Sở Tài chính thực hiện trong tháng 8/2022.",
            [("Sở Tài chính",)],
        ),
        ("Việc cung cấp thuốc do Sở Y tế đảm nhiệm.", [("Sở Y tế",)]),
        ("Việc tổ chức lễ do Sở Văn hóa thực hiện đã hoàn thành.", []),
        ("Công tác khám bệnh do Sở Y tế thực hiện đạt kết quả tốt.", []),
    ],
)
def test_a_matter_before_who_does_it(matter: str, expected: list[tuple[str, ...]]) -> None:
    assert [lead for _, lead, _ in tasks(f"{LETTER}1. {matter}\n")] == expected


def test_who_helps_with_a_matter() -> None:
    text = f"{LETTER}1. Công tác bảo đảm an ninh do Công an tỉnh chủ trì, BĐBP tỉnh phối hợp.\n"
    ((_, lead, coord),) = tasks(text)
    assert (lead, coord) == (("Công an tỉnh",), ("BĐBP tỉnh",))


def test_duties_shared_out_in_one_sentence() -> None:
    duties = "Sở Y tế chuẩn bị thuốc, Công an tỉnh bảo đảm an ninh, Sở Nội vụ đón tiếp đại biểu"
    text = f"{LETTER}1. Phân công {duties}.\n"
    assert tasks(text) == [
        ("chuẩn bị thuốc", ("Sở Y tế",), ()),
        ("bảo đảm an ninh", ("Công an tỉnh",), ()),
        ("đón tiếp đại biểu", ("Sở Nội vụ",), ()),
    ]


def test_communes_named_behind_the_district_they_lie_in() -> None:
    text = f"{LETTER}1. Yêu cầu UBND các xã thuộc huyện Sa Thầy (Rờ Kơi, Mô Rai) rà soát hộ thiếu đói.\n"
    assert tasks(text) == [("rà soát hộ thiếu đói", ("UBND xã Rờ Kơi", "UBND xã Mô Rai"), ())]
