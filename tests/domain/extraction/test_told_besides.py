"""What stands beside an order and changes who acts or whether anybody does; each was misread before."""

import pytest

from cotmoc.domain.extraction import Task

from .support import reading, tasks
from .test_official_forms import LETTER
from .test_orders import leads, spans


def due(task: Task) -> str | None:
    return task.deadline.date if task.deadline else None


@pytest.mark.parametrize(
    "text",
    [
        "Bãi bỏ Công văn số 75/UBND-CN ngày 08/10/2021 về ủy quyền cho Sở Xây dựng công bố giá xây dựng.",
        "UBND tỉnh nhận được Công văn số 31/BKHĐT của Bộ Kế hoạch và Đầu tư đề nghị báo cáo giải ngân vốn.",
        "Chủ tịch UBND tỉnh quyết định lấy ngày 10 tháng 10 hằng năm làm Ngày chuyển đổi số của tỉnh.",
        "Đồn Biên phòng Mỹ Quý Tây được giao quản lý, bảo vệ gần 14km đường biên giới.",
        "Năm qua, BĐBP tỉnh đẩy mạnh tuần tra, kiểm soát, bảo vệ vững chắc chủ quyền.",
        "Quyết định có hiệu lực kể từ ngày ký.",
    ],
)
def test_what_is_no_order(text: str) -> None:
    assert spans(f"{text}\n") == []


@pytest.mark.parametrize(
    ("text", "lead", "action"),
    [
        (
            "Thời gian tới, Ban Chỉ đạo 389 tỉnh đặt ra một số nhiệm vụ sau: bám sát chỉ đạo của cấp trên.",
            ("Ban Chỉ đạo 389 tỉnh",),
            "bám sát chỉ đạo của cấp trên",
        ),
        (
            "Thực hiện ý kiến của Hội đồng bầu cử quốc gia, để kịp tiến độ, đề nghị Sở Nội vụ lập danh sách.",
            ("Sở Nội vụ",),
            "lập danh sách",
        ),
        (
            "Tỉnh ủy và Đảng ủy Bộ đội Biên phòng thống nhất đề nghị Chính phủ cho nâng cấp cửa khẩu.",
            ("Tỉnh ủy", "BĐBP tỉnh"),
            "đề nghị Chính phủ cho nâng cấp cửa khẩu",
        ),
        (
            "Các tổ chức, cá nhân khai thác cát, sỏi phải thường xuyên theo dõi sạt lở.",
            ("Các tổ chức, cá nhân khai thác cát, sỏi",),
            "thường xuyên theo dõi sạt lở",
        ),
        (
            "Mỗi quý một lần, các lực lượng công an, quân sự và BP cần họp rút kinh nghiệm.",
            ("Công an tỉnh", "BCHQS tỉnh", "BĐBP tỉnh"),
            "họp rút kinh nghiệm",
        ),
        (
            "UBND tỉnh yêu cầu Ban Chỉ đạo và Bộ Chỉ huy Quân sự tỉnh chuẩn bị khu cách ly.",
            ("Ban Chỉ đạo tỉnh", "BCHQS tỉnh"),
            "chuẩn bị khu cách ly",
        ),
    ],
)
def test_who_acts(text: str, lead: tuple[str, ...], action: str) -> None:
    assert [(who, what) for what, who, _ in tasks(f"{text}\n")] == [(lead, action)]


@pytest.mark.parametrize(
    ("order", "lead", "action"),
    [
        (
            "Ủy ban bầu cử tỉnh, trên cơ sở đề nghị của Ủy ban nhân dân cùng cấp, lập danh sách cử tri.",
            "Ủy ban bầu cử tỉnh",
            "lập danh sách cử tri",
        ),
        (
            "UBND huyện Sa Thầy, sau khi thống nhất với Sở Nội vụ, ban hành kế hoạch đón tiếp.",
            "UBND huyện Sa Thầy",
            "ban hành kế hoạch đón tiếp",
        ),
        (
            "Sở Tài chính tham mưu UBND tỉnh chỉ đạo các địa phương thực hiện Luật Ngân sách.",
            "Sở Tài chính",
            "tham mưu UBND tỉnh chỉ đạo các địa phương thực hiện Luật Ngân sách",
        ),
        (
            "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn các ngành, các cấp rà soát phương án.",
            "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn các ngành, các cấp",
            "rà soát phương án",
        ),
    ],
)
def test_what_stands_between_a_body_and_its_verb(order: str, lead: str, action: str) -> None:
    assert (leads(f"{LETTER}1. {order}\n"), spans(f"{LETTER}1. {order}\n")) == ([(lead,)], [action])


def test_a_post_that_advises_by_name_still_orders() -> None:
    text = "Tham mưu trưởng Bộ CHQS tỉnh yêu cầu các đơn vị tiếp tục rà soát kế hoạch bảo vệ địa bàn.\n"
    assert spans(text) == ["tiếp tục rà soát kế hoạch bảo vệ địa bàn"]


def test_partners_parted_by_semicolons_without_a_leading_role() -> None:
    text = (
        f"{LETTER}1. Giao Sở Xây dựng tham mưu quy trình; phối hợp với Sở Khoa học và Công nghệ; Sở Nội vụ "
        "thực hiện từng phần việc.\n"
    )
    assert tasks(text)[1:] == [
        ("thực hiện từng phần việc", ("Sở Xây dựng",), ("Sở Khoa học và Công nghệ", "Sở Nội vụ"))
    ]


def test_offences_in_a_list_are_not_done_by_who_fights_them() -> None:
    text = f"{LETTER}1. Công an tỉnh xử lý nghiêm các hành vi: lấn chiếm đất rừng; khai báo sai sản lượng.\n"
    assert spans(text) == ["xử lý nghiêm các hành vi: lấn chiếm đất rừng; khai báo sai sản lượng"]


def test_two_who_signed_are_both_bodies() -> None:
    text = (
        "Tỉnh ủy và Đảng ủy Bộ đội Biên phòng đã ký kết chương trình phối hợp.\n\n"
        "Hai cơ quan sẽ tập trung lãnh đạo quản lý, bảo vệ đường biên giới.\n"
    )
    assert leads(text) == [("Tỉnh ủy", "BĐBP tỉnh")]


@pytest.mark.parametrize("told", ["Chậm nhất: 27/01/2023.", "Thời hạn: trước ngày 27/01/2023."])
def test_a_sentence_that_only_tells_when(told: str) -> None:
    (task,) = reading(f"{LETTER}1. Sở Nội vụ rà soát danh sách cử tri. {told}\n").tasks
    assert due(task) == "2023-01-27"


def test_the_end_of_a_time_told_is_not_the_day_of_the_text() -> None:
    """Rather no day than one of the year behind it."""
    text = (
        "UBND tỉnh vừa ban hành kế hoạch điều tra hộ nghèo. Thời gian điều tra từ ngày 1-9 đến hết ngày "
        "31-12-2018. Theo kế hoạch, UBND các huyện phải báo cáo sơ bộ trước ngày 25-10.\n"
    )
    (task,) = reading(text).tasks
    assert (task.deadline and task.deadline.text, due(task)) == ("trước ngày 25-10", None)


def test_an_introduction_without_an_object_is_no_task() -> None:
    text = f"{LETTER}Yêu cầu Sở Nội vụ khẩn trương làm các việc sau:\n- Lập danh sách cử tri.\n"
    assert spans(text) == ["Lập danh sách cử tri"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chủ tịch UBND tỉnh đánh giá cao kết quả và giao Sở Tài chính tham mưu bố trí vốn, UBND huyện Sa "
            "Thầy giải phóng mặt bằng.",
            [
                ("tham mưu bố trí vốn", ("Sở Tài chính",), ()),
                ("giải phóng mặt bằng", ("UBND huyện Sa Thầy",), ()),
            ],
        ),
        (
            "Công an tỉnh đã xây dựng kế hoạch và yêu cầu Công an các huyện mở đợt trấn áp ma túy.",
            [("mở đợt trấn áp ma túy", ("Công an các huyện",), ())],
        ),
        (
            "Yêu cầu các chủ hồ, đập vận hành đúng quy trình xả lũ.",
            [("vận hành đúng quy trình xả lũ", ("các chủ hồ, đập",), ())],
        ),
        (
            "Chỉ huy trưởng BĐBP tỉnh giao nhiệm vụ cho các đồn tăng cường quân số trực Tết.",
            [("tăng cường quân số trực Tết", ("các đồn",), ())],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở; Tư lệnh Bộ đội Biên phòng tỉnh theo dõi bão.",
            [("theo dõi bão", ("các sở, ban, ngành", "BĐBP tỉnh"), ())],
        ),
        (
            "Sở GD&ĐT đề nghị UBND các xã (chỉ đạo các trường thuộc quyền quản lý), Phòng Y tế các huyện "
            "tổ chức khám sức khỏe cho học sinh.",
            [
                (
                    "tổ chức khám sức khỏe cho học sinh",
                    ("UBND các xã", "Phòng Y tế cấp huyện"),
                    (),
                )
            ],
        ),
    ],
)
def test_orders_of_the_press(text: str, expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert tasks(f"{text}\n") == expected
