"""Who helps and who acts: lists with bodies no list knows, orders that are retold, names kept whole."""

import pytest

from .support import reading


def roles(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(first two words of the action, leads, coordinators) of each task."""
    found = reading(text).tasks
    return [(" ".join(text[slice(*t.span)].split()[:2]), t.lead, t.coord) for t in found]


def test_a_partner_no_list_knows_may_open_the_list() -> None:
    text = (
        "UBND tỉnh giao Sở Tài chính chủ trì, phối hợp với các chủ chương trình, Sở Y tế kiểm tra vốn; "
        "kịp thời báo cáo UBND tỉnh kết quả giải ngân."
    )
    both = ("Sở Y tế", "các chủ chương trình")
    assert roles(text) == [("kiểm tra", ("Sở Tài chính",), both), ("kịp thời", ("Sở Tài chính",), both)]


def test_a_partner_no_list_knows_inside_a_clause() -> None:
    text = "UBND tỉnh yêu cầu Công an tỉnh nắm tình hình, phối hợp với cơ quan có thẩm quyền xử lý vi phạm."
    assert [coord for _, _, coord in roles(text)][-1] == ("cơ quan có thẩm quyền",)


def test_working_together_on_something_names_no_partner_behind_it() -> None:
    text = "UBND tỉnh yêu cầu Công an tỉnh tổ chức phối hợp tổ chức tuần tra ban đêm."
    assert [coord for _, _, coord in roles(text)] == [()]


def test_what_narrows_the_last_partner_is_no_action_of_its_own() -> None:
    text = (
        "UBND tỉnh yêu cầu BĐBP tỉnh phối hợp tốt với chính quyền địa phương và các lực lượng tại chỗ, "
        "tăng cường tuần tra các lối mở."
    )
    ((opens, lead, coord),) = roles(text)
    assert (opens, lead) == ("tăng cường", ("BĐBP tỉnh",))
    assert "các địa phương" in coord


def test_partners_before_a_colon_help_with_every_item_of_the_sentence() -> None:
    text = (
        "UBND tỉnh giao Sở Xây dựng chủ trì, phối hợp với Sở Y tế và các đơn vị liên quan: rà soát nhà tạm; "
        "hướng dẫn UBND các xã lập danh sách; tổng hợp kết quả trước ngày 12/8/2024."
    )
    helped = ("Sở Y tế", "cơ quan liên quan")
    assert [(lead, coord) for _, lead, coord in roles(text)] == [(("Sở Xây dựng",), helped)] * 3


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Phát biểu chỉ đạo, Chủ tịch UBND tỉnh đề nghị Sở Y tế rà soát các trạm y tế.", "Sở Y tế"),
        ("Kết luận chỉ đạo, Bí thư Tỉnh ủy yêu cầu cả hệ thống chính trị tăng cường phòng dịch.",
         "cả hệ thống chính trị"),
        ("Tại buổi kiểm tra, Đoàn công tác yêu cầu BCHQS tỉnh tổ chức tập huấn cán bộ xã.", "BCHQS tỉnh"),
        ("Phó Bí thư Tỉnh ủy đề nghị xã Phố Cáo: tiếp tục duy trì các chốt phòng dịch.", "xã Phố Cáo"),
    ],
)  # fmt: skip
def test_who_orders_is_not_who_acts(text: str, lead: str) -> None:
    assert [task.lead for task in reading(text).tasks] == [(lead,)]


@pytest.mark.parametrize(
    "name",
    [
        "Công an các tỉnh",
        "BĐBP các tỉnh biên giới",
        "Cảng vụ Hàng hải Quảng Ninh",
        "các đơn vị giáo dục",
        "các Hội đồng coi thi",
    ],
)
def test_a_name_is_kept_whole(name: str) -> None:
    (task,) = reading(f"UBND tỉnh yêu cầu {name} rà soát phương án ứng phó với bão.").tasks
    assert task.lead == (name,)


PARTED = ("Sở Y tế", "cơ quan liên quan", "UBND cấp huyện")


@pytest.mark.parametrize(
    ("text", "lead", "partners"),
    [
        # So far only bodies were named: what stands behind the «;» is one more partner.
        (
            "Giao Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Y tế và các đơn vị liên quan; UBND các "
            "huyện, thành phố khẩn trương tuyên truyền về phòng, chống đuối nước; quản lý trẻ em dịp hè.",
            "Sở GD&ĐT",
            [PARTED, PARTED],
        ),
        (
            "Giao Sở Tài chính phối hợp với Sở Y tế; UBND các huyện rà soát các trạm y tế.",
            "Sở Tài chính",
            [("Sở Y tế", "UBND cấp huyện")],
        ),
        (
            "UBND tỉnh giao Sở Xây dựng chủ trì, cùng với Sở Y tế rà soát nhà tạm.",
            "Sở Xây dựng",
            [("Sở Y tế",)],
        ),
        (
            "Giao Công an tỉnh chủ trì, phối hợp với Tiểu ban An toàn nghề cá trên biển, Sở Y tế bằng "
            "mọi cách kịp thời báo tin cho các chủ tàu.",
            "Công an tỉnh",
            [("Sở Y tế", "Tiểu ban An toàn nghề cá trên biển")],
        ),
    ],
)
def test_partners_are_told_apart_from_leads(text: str, lead: str, partners: list[tuple[str, ...]]) -> None:
    assert [(one, coord) for _, one, coord in roles(text)] == [((lead,), each) for each in partners]


def test_an_action_before_the_mark_leaves_the_body_behind_it_its_own_lead() -> None:
    text = "Giao Sở Tài chính bố trí kinh phí, phối hợp với Sở Y tế; UBND các huyện rà soát các trạm y tế."
    assert [lead for _, lead, _ in roles(text)][-1] == ("UBND cấp huyện",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sở Y tế phối hợp với Công an tỉnh; BĐBP tỉnh chủ trì tuần tra biên giới.",
            [("tuần tra", ("BĐBP tỉnh",), ())],
        ),
        (
            "Giao Sở Y tế phối hợp với Sở Nội vụ rà soát nhân lực; Công an tỉnh có trách nhiệm bảo vệ kho.",
            [
                ("rà soát", ("Sở Y tế",), ("Sở Nội vụ",)),
                ("bảo vệ", ("Công an tỉnh",), ()),
            ],
        ),
        (
            "Giao Sở Y tế phối hợp với Sở Nội vụ; yêu cầu Công an tỉnh chủ trì tuần tra.",
            [
                ("phối hợp", ("Sở Y tế",), ("Sở Nội vụ",)),
                ("tuần tra", ("Công an tỉnh",), ()),
            ],
        ),
    ],
)
def test_behind_the_mark_a_body_with_work_of_its_own_is_no_partner(
    text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert roles(text) == expected


def test_to_whom_a_letter_goes_does_what_it_asks() -> None:
    text = (
        "Phó Chủ tịch UBND tỉnh đã ký công văn gửi Sở Y tế và Công an tỉnh yêu cầu kiểm tra, xử lý vi phạm."
    )
    assert [task.lead for task in reading(text).tasks] == [("Sở Y tế", "Công an tỉnh")]
