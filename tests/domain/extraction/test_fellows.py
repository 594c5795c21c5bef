"""Leads of which no list knows all: beside known ones, narrowed by words, or across the border."""

import pytest

from tests.domain.extraction.support import leads


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "UBND tỉnh yêu cầu Sở Y tế, Hiệp hội Vận tải ô tô tỉnh, các xí nghiệp may kiểm tra ngay bếp ăn.",
            ("Sở Y tế", "Hiệp hội Vận tải ô tô tỉnh", "các xí nghiệp may"),
        ),
        (
            "Đề nghị UBND các xã, phường có rừng rà soát phương án chữa cháy.",
            ("UBND các xã, phường có rừng",),
        ),
        (
            "UBND tỉnh yêu cầu Sở Công Thương, UBND các xã có rừng tổ chức kiểm tra kho bãi.",
            ("Sở Công Thương", "UBND các xã có rừng"),
        ),
        (
            "UBND tỉnh yêu cầu các cơ quan, đơn vị đóng quân trên địa bàn rà soát doanh trại ở nơi trũng.",
            ("các cơ quan, đơn vị đóng quân trên địa bàn",),
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế, UBND các huyện, thị xã, thành phố Huế lập đoàn kiểm tra.",
            ("Sở Y tế", "UBND cấp huyện"),
        ),
        (
            "Yêu cầu các thành viên Ban Chỉ đạo 389 tỉnh tăng cường kiểm tra địa bàn.",
            ("Ban Chỉ đạo 389 tỉnh",),
        ),
    ],
)
def test_an_order_to_bodies_of_which_some_are_unknown(text: str, lead: tuple[str, ...]) -> None:
    assert leads(text) == [lead]


def test_a_province_across_the_border_keeps_its_name() -> None:
    text = "Công an tỉnh và Công an tỉnh Luông Pha Băng sẽ phối hợp tuần tra chung trên sông."
    assert leads(text) == [("Công an tỉnh", "Công an tỉnh Luông Pha Băng")]
    ours = "Công an tỉnh Sơn La và Công an tỉnh Điện Biên sẽ phối hợp tuần tra chung trên sông."
    assert leads(ours) == [("Công an tỉnh",)]


def test_two_sides_are_ours_and_the_one_across_the_border() -> None:
    text = (
        "Ngày 20/12, Bộ Chỉ huy Bộ đội Biên phòng tỉnh hội đàm với Ty Công an tỉnh Mondulkiri.\n\n"
        "Hai bên nhất trí trong thời gian tới tiếp tục trao đổi tình hình qua đường dây nóng."
    )
    assert leads(text) == [("BĐBP tỉnh", "Ty Công an tỉnh Mondulkiri")]


def test_what_both_sides_judge_of_the_past_is_no_task() -> None:
    assert not leads("Hai bên nhất trí đánh giá, năm 2018, Công an tỉnh và Sở Y tế đã phối hợp tốt.")
