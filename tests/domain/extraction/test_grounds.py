"""What stands between a body and its action: grounds, offices it holds, what introduces items."""

import pytest

from .support import reading, tasks
from .test_official_forms import LETTER
from .test_orders import leads, spans


@pytest.mark.parametrize(
    ("order", "action"),
    [
        (
            "Giao Sở Tài chính căn cứ phương án trên tham mưu UBND tỉnh các bước tiếp theo, đúng trình tự.",
            "tham mưu UBND tỉnh các bước tiếp theo, đúng trình tự",
        ),
        (
            "Yêu cầu Sở Y tế dựa vào kế hoạch của Bộ Y tế để xây dựng kế hoạch tiêm chủng.",
            "xây dựng kế hoạch tiêm chủng",
        ),
        (
            "Giao Sở Nội vụ căn cứ kế hoạch tổ chức Đại hội, xây dựng chương trình khen thưởng.",
            "xây dựng chương trình khen thưởng",
        ),
        (
            "Giao UBND các xã căn cứ Luật Tổ chức chính quyền địa phương để rà soát chức năng các phòng.",
            "rà soát chức năng các phòng",
        ),
        (
            "Giao Công an tỉnh trên cơ sở kết quả rà soát lập danh sách, báo cáo UBND tỉnh trước "
            "ngày 20/8/2022.",
            "báo cáo UBND tỉnh trước ngày 20/8/2022",
        ),
    ],
)
def test_what_a_task_is_based_on_stays_outside(order: str, action: str) -> None:
    assert spans(f"{LETTER}1. {order}\n")[-1] == action


def test_a_board_is_led_by_who_holds_its_office() -> None:
    text = (
        f"{LETTER}1. Cơ quan Thường trực Hội đồng Giáo dục quốc phòng và an ninh (Bộ Chỉ huy Quân sự tỉnh) "
        "được UBND tỉnh giao chủ trì, phối hợp với Sở Y tế chuẩn bị các lớp tập huấn.\n"
    )
    assert tasks(text) == [("chuẩn bị các lớp tập huấn", ("BCHQS tỉnh",), ("Sở Y tế",))]


@pytest.mark.parametrize(
    ("named", "partner"),
    [
        ("cơ quan chức năng phía Trung Quốc", "cơ quan chức năng phía Trung Quốc"),
        ("lực lượng bảo vệ biên giới Campuchia", "lực lượng bảo vệ biên giới Campuchia"),
        ("Ban Chỉ huy An ninh tỉnh Hủa Phăn", "Ban Chỉ huy An ninh tỉnh Hủa Phăn"),
        ("chính quyền phường, xã ven biển", "chính quyền phường, xã ven biển"),
        ("các sở, ngành chủ quản", "các sở, ngành chủ quản"),
        ("các cơ quan chức năng Lào Cai", "các cơ quan chức năng"),
        ("Vùng 5 Hải quân", "Vùng 5 Hải quân"),
    ],
)
def test_partners_are_not_cut_short(named: str, partner: str) -> None:
    text = f"{LETTER}1. BĐBP tỉnh phối hợp với {named} tổ chức tuần tra chung.\n"
    assert tasks(text) == [("tổ chức tuần tra chung", ("BĐBP tỉnh",), (partner,))]


def test_sides_across_the_border_are_named() -> None:
    text = (
        "Bộ Chỉ huy BĐBP tỉnh Điện Biên và Bộ Chỉ huy An ninh tỉnh Luông Pra Băng hội đàm.\n\n"
        "Hai bên thống nhất tăng cường phối hợp quản lý, bảo vệ biên giới.\n"
    )
    assert leads(text) == [("BĐBP tỉnh", "Bộ Chỉ huy An ninh tỉnh Luông Pra Băng")]


def test_a_reason_before_the_body() -> None:
    text = f"{LETTER}Năm 2022 là năm cuối kỳ, vì vậy các sở, ngành cần khẩn trương giải ngân vốn đầu tư.\n"
    assert (leads(text), spans(text)) == (
        [("các sở, ban, ngành",)],
        ["khẩn trương giải ngân vốn đầu tư"],
    )


def test_two_verbs_with_one_object_are_one_action() -> None:
    text = f"{LETTER}1. BĐBP tỉnh duy trì nghiêm và tăng cường kiểm tra người xuất cảnh, nhập cảnh.\n"
    assert spans(text) == ["duy trì nghiêm và tăng cường kiểm tra người xuất cảnh, nhập cảnh"]


@pytest.mark.parametrize("before", [LETTER, ""])
@pytest.mark.parametrize(
    ("opening", "day", "rhythm"),
    [
        ("Trong tháng 9/2024, Sở Y tế", "2024-09-30", None),
        ("Trước ngày 30/9/2024, Sở Y tế", "2024-09-30", None),
        ("Từ tháng 6/2024 đến tháng 12/2024, Sở Y tế", "2024-12-31", None),
        ("Định kỳ hằng tháng, Sở Y tế", None, "Định kỳ hằng tháng"),
    ],
)
def test_what_introduces_items_tells_when_they_are_due(
    before: str, opening: str, day: str | None, rhythm: str | None
) -> None:
    items = "a) Rà soát thuốc dự trữ.\n\nb) Kiểm tra các trạm.\n"
    text = f"{before}{opening} thực hiện các nội dung sau:\n\n{items}"
    found = [(t.lead, t.deadline and t.deadline.date, t.recurrence) for t in reading(text).tasks]
    assert found == [(("Sở Y tế",), day, rhythm)] * 2


def test_items_that_were_carried_out_are_no_tasks() -> None:
    done = "Năm 2023, Sở Y tế đã thực hiện các nhiệm vụ sau:\n\n"
    assert spans(f"{LETTER}{done}a) Tổ chức 02 đợt khám bệnh.\n\nb) Kiểm tra 02 trạm.\n") == []


def test_what_a_body_plans_is_its_task() -> None:
    text = "UBND tỉnh dự kiến cuối năm 2024 sẽ trình Chính phủ duyệt chủ trương xây dựng Đề án.\n"
    (task,) = reading(text).tasks
    assert (task.lead, task.deadline and task.deadline.date) == (("UBND tỉnh",), "2024-12-31")
    assert spans("Công trình dự kiến hoàn thành trong năm 2025.\n") == []
