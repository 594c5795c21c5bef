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


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            "Giao Bộ CHQS tỉnh làm chủ đầu tư; Sở KH&ĐT thẩm định chủ trương đầu tư.",
            [("làm chủ đầu tư", ("BCHQS tỉnh",)), ("thẩm định chủ trương đầu tư", ("Sở KH&ĐT",))],
        ),
        (
            "Sở Công Thương, Sở Y tế theo chức năng chỉ đạo các chợ, các trạm vận hành đúng quy trình.",
            [("chỉ đạo các chợ, các trạm vận hành đúng quy trình", ("Sở Công Thương", "Sở Y tế"))],
        ),
        (
            "Điện lực Kon Tum và Viễn thông Kon Tum bảo đảm cung cấp điện.",
            [("bảo đảm cung cấp điện", ("Điện lực Kon Tum", "Viễn thông Kon Tum"))],
        ),
        (
            "Các cấp ủy xác định đây là nhiệm vụ trọng yếu, thường xuyên của cả hệ thống chính trị.",
            [
                (
                    "xác định đây là nhiệm vụ trọng yếu, thường xuyên của cả hệ thống chính trị",
                    ("các cấp ủy",),
                )
            ],
        ),
        (
            "Ban cán sự đảng UBND tỉnh lãnh đạo UBND tỉnh cụ thể hóa Chỉ thị thành kế hoạch.",
            [
                (
                    "lãnh đạo UBND tỉnh cụ thể hóa Chỉ thị thành kế hoạch",
                    ("Ban cán sự đảng UBND tỉnh",),
                )
            ],
        ),
        (
            "Phó Chủ tịch UBND tỉnh Nguyễn Văn C có ý kiến: Chuyển Sở Y tế xem xét, tham mưu xử lý.",
            [("xem xét, tham mưu xử lý", ("Sở Y tế",))],
        ),
        (
            "CA tỉnh nắm tình hình địa bàn. Ban QL KKT tỉnh kiểm tra cửa khẩu Bờ Y. Sở KH - ĐT kiểm tra vốn.",
            [
                ("nắm tình hình địa bàn", ("Công an tỉnh",)),
                ("kiểm tra cửa khẩu Bờ Y", ("Ban QL KKT tỉnh",)),
                ("kiểm tra vốn", ("Sở KH&ĐT",)),
            ],
        ),
        (
            "Ban Quản lý dự án giao thông tỉnh (chủ đầu tư) hoàn thiện hồ sơ mời thầu.",
            [("hoàn thiện hồ sơ mời thầu", ("Ban Quản lý dự án giao thông tỉnh",))],
        ),
        ("Thống nhất đánh giá tình hình như báo cáo.", []),
        (
            "Giao ban lần sau do Công an tỉnh đăng cai.",
            [("Giao ban lần sau do Công an tỉnh đăng cai", ("Công an tỉnh",))],
        ),
    ],
)
def test_orders_as_offices_write_them(order: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(what, lead) for what, lead, _ in tasks(f"{LETTER}1. {order}\n")] == expected


def test_roles_before_a_colon() -> None:
    text = (
        f"{LETTER}- Công an tỉnh chủ trì, Bộ CHQS tỉnh, BĐBP tỉnh phối hợp: xây dựng phương án bảo vệ Tết.\n"
    )
    assert tasks(text) == [("xây dựng phương án bảo vệ Tết", ("Công an tỉnh",), ("BCHQS tỉnh", "BĐBP tỉnh"))]


def test_roles_in_brackets_on_a_line_of_their_own() -> None:
    text = (
        f"{LETTER}a) Tổ chức tuần tra song phương.\n"
        "(BĐBP tỉnh chủ trì, Sở Ngoại vụ phối hợp; thời gian: hằng quý)\n"
        "b) Sửa chữa 12 vị trí mốc - Giao UBND huyện Ngọc Hồi làm chủ đầu tư, xong trước 30/9/2023.\n"
    )
    assert tasks(text) == [
        ("Tổ chức tuần tra song phương", ("BĐBP tỉnh",), ("Sở Ngoại vụ",)),
        ("Sửa chữa 12 vị trí mốc", ("UBND huyện Ngọc Hồi",), ()),
    ]
    assert [(task.recurrence, due(task)) for task in reading(text).tasks] == [
        ("hằng quý", None),
        (None, "2023-09-30"),
    ]


@pytest.mark.parametrize(
    ("order", "day", "rhythm"),
    [
        (
            "Sở Y tế: định kỳ trước ngày 20 hằng tháng, báo cáo UBND tỉnh.",
            None,
            "định kỳ trước ngày 20 hằng tháng",
        ),
        ("Sở Y tế khám bệnh; trong tháng 11/2022 hoàn thành việc rà soát.", "2022-11-30", None),
    ],
)
def test_when_stands_before_the_verb(order: str, day: str | None, rhythm: str | None) -> None:
    task = reading(f"{LETTER}1. {order}\n").tasks[-1]
    assert (due(task), task.recurrence) == (day, rhythm)


def test_figures_are_asked_for_item_by_item() -> None:
    text = (
        f"{LETTER}Đề nghị Sở Công Thương cung cấp các nội dung sau:\n1. Kết quả công tác quản lý, bảo vệ "
        "biên giới.\n2. Số liệu xuất nhập cảnh (đề nghị Ban Quản lý Khu kinh tế tỉnh cung cấp).\n"
    )
    assert tasks(text) == [("cung cấp các nội dung sau", ("Sở Công Thương",), ())]


def test_an_article_of_a_decision_gives_work() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 701/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác\n"
        "Điều 1. Thành lập Tổ công tác liên ngành.\n"
        "Điều 2. Công an tỉnh bảo đảm phương tiện làm việc cho Tổ công tác.\n"
        "Điều 3. Quyết định có hiệu lực từ ngày ký.\n"
    )
    assert tasks(text) == [("bảo đảm phương tiện làm việc cho Tổ công tác", ("Công an tỉnh",), ())]
