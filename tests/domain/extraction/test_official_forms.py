"""How letters, plans, telegrams and minutes lay out who does what; each form was misread before."""

import pytest

from .support import reading
from .test_orders import leads, spans

LETTER = (
    "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "TỈNH KON TUM             Độc lập - Tự do - Hạnh phúc\n\n"
    "Số: 1450/UBND-NC          Kon Tum, ngày 12 tháng 7 năm 2022\n"
    "V/v tăng cường công tác biên giới\n\nKính gửi: Các cơ quan, đơn vị.\n\n"
    "Ủy ban nhân dân tỉnh yêu cầu các cơ quan, đơn vị thực hiện một số nội dung sau:\n\n"
)


@pytest.mark.parametrize(
    ("order", "lead", "action"),
    [
        ("Giao đồng chí Giám đốc Công an tỉnh kiểm tra cửa khẩu.", "Công an tỉnh", "kiểm tra cửa khẩu"),
        (
            "Giao đồng chí Nguyễn Văn A - Giám đốc Sở Y tế kiểm tra trạm y tế.",
            "Sở Y tế",
            "kiểm tra trạm y tế",
        ),
        (
            "Đề nghị đồng chí Chủ tịch UBND huyện Sa Thầy rà soát hộ nghèo.",
            "UBND huyện Sa Thầy",
            "rà soát hộ nghèo",
        ),
        (
            "Thống nhất chủ trương giao Sở Y tế mua sắm bổ sung thiết bị.",
            "Sở Y tế",
            "mua sắm bổ sung thiết bị",
        ),
        (
            "Kinh phí thực hiện: Sở Tài chính tham mưu UBND tỉnh cân đối ngân sách.",
            "Sở Tài chính",
            "tham mưu UBND tỉnh cân đối ngân sách",
        ),
        (
            "Chế độ báo cáo: Định kỳ 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12), các sở, ngành "
            "báo cáo kết quả về UBND tỉnh.",
            "các sở, ban, ngành",
            "báo cáo kết quả về UBND tỉnh",
        ),
        (
            "Từ nay đến hết quý IV, mỗi đồn Biên phòng tổ chức 02 buổi tuyên truyền.",
            "các Đồn Biên phòng",
            "tổ chức 02 buổi tuyên truyền",
        ),
        ("UBND các xã: Kiểm tra các hộ dân.", "UBND các xã", "Kiểm tra các hộ dân"),
        (
            "UBND các huyện biên giới: Rà soát các hộ dân.",
            "UBND các huyện biên giới",
            "Rà soát các hộ dân",
        ),
    ],
)
def test_who_is_told_to_do_what(order: str, lead: str, action: str) -> None:
    text = f"{LETTER}1. {order}\n"
    assert (leads(text), spans(text)) == ([(lead,)], [action])


def test_names_behind_a_colon_are_names() -> None:
    text = f"{LETTER}1. UBND các xã: Đoàn Kết, Mô Rai rà soát các hộ dân.\n"
    assert leads(text) == [("UBND xã Đoàn Kết", "UBND xã Mô Rai")]


@pytest.mark.parametrize(
    "decision",
    [
        "Cho phép Bộ Chỉ huy BĐBP tỉnh tổ chức lễ khởi công vào ngày 22/12/2022.",
        "Thống nhất chủ trương cho Sở Y tế mua sắm bổ sung thiết bị.",
    ],
)
def test_leave_that_is_given_orders_nothing(decision: str) -> None:
    assert spans(f"{LETTER}1. {decision}\n") == []


def test_each_body_of_a_sentence_has_its_charge() -> None:
    text = f"{LETTER}1. Công an tỉnh phụ trách tuyến nội địa; BĐBP tỉnh phụ trách địa bàn biên giới.\n"
    assert leads(text) == [("Công an tỉnh",), ("BĐBP tỉnh",)]


def test_bodies_that_only_help_have_no_task_of_their_own() -> None:
    (task,) = reading(f"{LETTER}1. Sở Y tế chủ trì khám bệnh; Sở Nội vụ, Sở Tài chính phối hợp.\n").tasks
    assert (task.lead, task.coord) == (("Sở Y tế",), ("Sở Nội vụ", "Sở Tài chính"))


def test_a_body_as_a_heading_leads_what_stands_below_whatever_it_goes_back_to() -> None:
    text = (
        f"{LETTER}1. Sở Tài chính\nCăn cứ khả năng cân đối ngân sách, tham mưu UBND tỉnh bố trí kinh phí.\n"
        "2. UBND các huyện lãnh đạo, chỉ đạo:\n- Rà soát hộ nghèo.\n- Thành lập tổ tự quản.\n"
    )
    assert leads(text) == [("Sở Tài chính",), ("UBND cấp huyện",), ("UBND cấp huyện",)]


def test_a_telegram_orders_those_it_goes_to() -> None:
    text = (
        "UBND TỈNH KON TUM\nSố: 05/CĐ-UBND\nCÔNG ĐIỆN\nVề việc ứng phó với bão số 4\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:\n- Giám đốc Sở Y tế;\n- Chủ tịch UBND các huyện.\n"
        "Chủ tịch UBND tỉnh yêu cầu:\n1. Hoãn các cuộc họp không cấp bách để tập trung ứng phó với bão.\n"
    )
    assert leads(text) == [("Sở Y tế", "UBND cấp huyện")]


def test_lines_below_an_item_are_about_that_item() -> None:
    text = (
        "UBND TỈNH KON TUM\nSố: 12/KH-UBND\nKon Tum, ngày 12 tháng 01 năm 2023\nKẾ HOẠCH\n"
        "Thực hiện công tác biên giới năm 2023\nII. NỘI DUNG\n"
        "1. Tuyên truyền Luật Biên phòng Việt Nam\n- Nội dung: sâu rộng trong nhân dân.\n"
        "- Đơn vị chủ trì: BĐBP tỉnh.\n- Thời gian: trước ngày 30/4.\n"
        "2. Tổ chức hội nghị sơ kết 6 tháng\na) Đơn vị thực hiện: Công an tỉnh\n"
        "b) Đơn vị phối hợp: Sở Y tế\nc) Thời gian thực hiện: trước 30/6/2023\n"
        "3. Công tác đối ngoại biên phòng\n- Cơ quan chủ trì: Sở Ngoại vụ.\n"
        "4. Mức chi theo quy định\n- Thời gian: trước ngày 01/12.\n"
    )
    found = [(t.lead, t.coord, t.deadline and t.deadline.date) for t in reading(text).tasks]
    assert found == [
        (("BĐBP tỉnh",), (), "2023-04-30"),
        (("Công an tỉnh",), ("Sở Y tế",), "2023-06-30"),
        (("Sở Ngoại vụ",), (), None),
    ]


def test_a_day_that_one_action_tells_is_not_that_of_the_next() -> None:
    text = f"{LETTER}1. UBND các huyện sơ tán dân trước 18h00 ngày 26/9/2022; cấm người dân qua lại ngầm.\n"
    assert [t.deadline and t.deadline.date for t in reading(text).tasks] == ["2022-09-26", None]
    text = f"{LETTER}1. Trước ngày 26/9/2022, UBND các huyện sơ tán dân; kiểm tra các hồ chứa.\n"
    assert [t.deadline and t.deadline.date for t in reading(text).tasks] == ["2022-09-26", "2022-09-26"]


@pytest.mark.parametrize(
    ("action", "date"),
    [
        ("thực hiện Nghị quyết số 49-NQ/TU về chuyển đổi số tỉnh đến năm 2025", None),
        ("hoàn thành Đề án về chuyển đổi số trước năm 2025", "2025-12-31"),
        ("xử phạt các vụ đã lộ ra kể từ cuối năm 2020", None),
        ("đào tạo 100 cán bộ đến năm 2025", "2025-12-31"),
    ],
)
def test_a_year_in_a_title_or_of_the_past_is_no_deadline(action: str, date: str | None) -> None:
    (task,) = reading(f"{LETTER}1. Giao Sở Nội vụ {action}.\n").tasks
    assert (task.deadline and task.deadline.date) == date


def test_articles_name_who_is_charged_and_for_how_long() -> None:
    text = (
        "UBND TỈNH GIA LAI\nSố: 320/QĐ-UBND\nQUYẾT ĐỊNH\nĐiều 2. Nhiệm vụ của Tổ công tác\n"
        "1. Kiểm tra biên giới tại 03 huyện Đức Cơ, Chư Prông và Ia Grai.\n"
        "Điều 3. Chế độ giao ban\n1. Duy trì giao ban hằng tháng.\n"
    )
    found = [(task.lead, task.areas) for task in reading(text).tasks]
    assert found == [(("Tổ công tác",), ("huyện Đức Cơ", "huyện Chư Prông", "huyện Ia Grai")), ((), ())]


def test_the_front_of_the_level_its_neighbours_have() -> None:
    text = f"{LETTER}1. Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện vận động nhân dân.\n"
    assert leads(text) == [("UBMTTQ huyện", "các tổ chức chính trị - xã hội huyện")]


def test_agreeing_with_a_report_orders_nothing() -> None:
    assert spans(f"{LETTER}1. Thống nhất với nội dung báo cáo của Sở Y tế.\n") == []


@pytest.mark.parametrize(
    ("order", "lead", "partners"),
    [
        (
            "BĐBP tỉnh chủ trì, các sở, ngành liên quan phối hợp xây dựng Đề án.",
            "BĐBP tỉnh",
            ("các sở, ban, ngành",),
        ),
        (
            "Sở Ngoại vụ chủ trì (phối hợp với Công an tỉnh, BĐBP tỉnh) tổ chức hội đàm.",
            "Sở Ngoại vụ",
            ("Công an tỉnh", "BĐBP tỉnh"),
        ),
        (
            "Tuyên truyền Luật Biên phòng (Sở Tư pháp chủ trì; BĐBP tỉnh phối hợp).",
            "Sở Tư pháp",
            ("BĐBP tỉnh",),
        ),
        ("Tổ chức Hội nghị sơ kết vào tháng 7 (Công an tỉnh chủ trì).", "Công an tỉnh", ()),
        ("Kiểm tra hồ chứa (Phòng NN&PTNT chủ trì).", "Phòng NN&PTNT", ()),
        ("Rà soát quy hoạch (cơ quan thực hiện: Sở Xây dựng).", "Sở Xây dựng", ()),
        ("Trách nhiệm của Sở Nội vụ: Tham mưu khen thưởng.", "Sở Nội vụ", ()),
        ("Đối với các xã biên giới: UBND huyện Sa Thầy bố trí dân quân.", "UBND huyện Sa Thầy", ()),
    ],
)
def test_who_leads_and_who_helps(order: str, lead: str, partners: tuple[str, ...]) -> None:
    (task,) = reading(f"{LETTER}1. {order}\n").tasks
    assert (task.lead, task.coord) == ((lead,), partners)


@pytest.mark.parametrize(
    "names",
    [
        ("Ban An toàn giao thông tỉnh", "Thanh tra Sở Giao thông vận tải"),
        ("Phòng LĐ-TB&XH", "Phòng TC-KH huyện", "Đại đội Biên phòng 523"),
        ("Chi cục Kiểm lâm", "các Ban Quản lý rừng phòng hộ", "Vườn Quốc gia Chư Mom Ray"),
    ],
)
def test_names_among_others(names: tuple[str, ...]) -> None:
    assert leads(f"{LETTER}1. {', '.join(names)} trực phòng cháy.\n") == [names]


def test_short_names_of_the_two_staffs() -> None:
    text = f"{LETTER}1. Tỉnh đội, Bộ CHBĐBP tỉnh sẵn sàng lực lượng.\n"
    assert leads(text) == [("BCHQS tỉnh", "BĐBP tỉnh")]


def test_bodies_at_a_border_gate() -> None:
    names = ("Hải quan cửa khẩu Bờ Y", "Kiểm dịch y tế cửa khẩu", "Binh đoàn 15")
    assert leads(f"{LETTER}1. {', '.join(names)} kiểm soát người nhập cảnh.\n") == [names]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("cấp ủy, chính quyền huyện Sa Thầy", ("cấp ủy, chính quyền huyện Sa Thầy",)),
        ("chính quyền các xã Ia Dom, Mô Rai", ("chính quyền xã Ia Dom", "chính quyền xã Mô Rai")),
        ("chính quyền các cấp", ("chính quyền các cấp",)),
    ],
)
def test_the_authorities_of_a_place(named: str, found: tuple[str, ...]) -> None:
    text = f"UBND tỉnh yêu cầu Sở Y tế khám bệnh cho dân; {named} rà soát hộ nghèo."
    assert leads(text) == [("Sở Y tế",), found]


def test_what_an_agreement_sets_down_is_to_be_done() -> None:
    text = "Ba lực lượng đã ký quy chế phối hợp. Theo quy chế, BĐBP tỉnh chủ trì tuần tra biên giới."
    assert (leads(text), spans(text)) == ([("BĐBP tỉnh",)], ["tuần tra biên giới"])


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (
            "Các cơ quan, đơn vị sau: Sở Y tế, Sở Nội vụ có trách nhiệm cử cán bộ tham gia.",
            [("Sở Y tế", "Sở Nội vụ")],
        ),
        ("Chậm nhất đến ngày 20/8/2022, Sở Nội vụ phải gửi báo cáo về Sở Y tế.", [("Sở Nội vụ",)]),
        (
            "Hằng tháng, Công an tỉnh, BĐBP tỉnh tổ chức giao ban.",
            [("Công an tỉnh", "BĐBP tỉnh")],
        ),
        (
            "Sở Tài chính tham mưu, Sở Y tế thẩm định, trình UBND tỉnh phân bổ vốn.",
            [("Sở Tài chính",), ("Sở Y tế",)],
        ),
        (
            "Lực lượng Công an chủ động nắm tình hình, lực lượng Biên phòng kiểm soát chặt đường biên.",
            [("Công an tỉnh",), ("BĐBP tỉnh",)],
        ),
        (
            "Sở Y tế, Sở Nội vụ, mỗi đơn vị cử 01 cán bộ tham gia Tổ công tác.",
            [("Sở Y tế", "Sở Nội vụ")],
        ),
        # One more body of a list, not another that acts.
        ("Công an tỉnh chỉ đạo Công an huyện, Công an xã mở đợt cao điểm.", [("Công an tỉnh",)]),
        ("Sở Y tế phối hợp với Sở Nội vụ, Sở Tài chính rà soát cán bộ.", [("Sở Y tế",)]),
        ("Sở Y tế trực tiếp hướng dẫn các trạm, Công an tỉnh kiểm tra trạm y tế.", [("Sở Y tế",)]),
        # Answering for something is no action.
        ("Chủ tịch UBND các xã chịu trách nhiệm trực tiếp về công tác phòng dịch.", []),
    ],
)
def test_who_acts(order: str, expected: list[tuple[str, ...]]) -> None:
    assert leads(f"{LETTER}1. {order}\n") == expected


def test_what_they_work_together_in_is_the_action() -> None:
    action = "hiệp đồng chặt chẽ với BCHQS tỉnh trong tuần tra, kiểm soát"
    assert spans(f"{LETTER}1. BĐBP tỉnh {action}.\n") == [action]


def test_roles_in_brackets_behind_each_body() -> None:
    (task,) = reading(f"{LETTER}1. Sở Y tế (chủ trì), Sở Nội vụ (phối hợp) kiểm tra trạm y tế.\n").tasks
    assert (task.lead, task.coord) == (("Sở Y tế",), ("Sở Nội vụ",))


def test_an_item_may_name_its_field_first() -> None:
    text = f"{LETTER}1. Sở Y tế\n1.1. Công tác khám bệnh: khám bệnh cho nhân dân các xã.\n"
    assert (leads(text), spans(text)) == ([("Sở Y tế",)], ["khám bệnh cho nhân dân các xã"])


def test_what_is_to_be_done_in_numbers_is_no_result() -> None:
    """Once such a line ended the orders, and nothing below it was read."""
    text = (
        f"{LETTER}3. Các đồn Biên phòng\na) Mỗi tháng tổ chức ít nhất 02 đợt tuần tra chung.\n"
        "b) Mỗi xã tổ chức 01 buổi tuyên truyền.\nc) Hiệp đồng với Công an, Ban CHQS các xã tuần tra.\n"
        "d) Huyện đoàn Sa Thầy, Thành đoàn Kon Tum cử đoàn viên tham gia.\n"
        "đ) Các huyện, thành đoàn và tương đương tuyên truyền cho đoàn viên.\n"
    )
    posts = ("các Đồn Biên phòng",)
    assert leads(text) == [
        posts,
        ("mỗi xã",),
        posts,
        ("Huyện đoàn Sa Thầy", "Thành đoàn Kon Tum"),
        ("các huyện, thành đoàn",),
    ]
    assert reading(text).tasks[2].coord == ("Công an các xã", "Ban CHQS các xã")


def test_who_is_spoken_of_does_what_is_asked_without_a_name() -> None:
    text = f"{LETTER}a) Sở Y tế: khám bệnh.\nb) Sở Nội vụ đã trình đề án; yêu cầu khẩn trương hoàn thiện.\n"
    assert leads(text)[-1] == ("Sở Nội vụ",)
    text = f"{LETTER}a) Sở Y tế: khám bệnh.\nb) UBND tỉnh đã nghe báo cáo; yêu cầu khẩn trương làm rõ.\n"
    assert leads(text)[-1] == ("Sở Y tế",)


def test_rewards_are_a_duty_in_a_plan() -> None:
    text = (
        "UBND TỈNH KON TUM\nSố: 12/KH-UBND\nKẾ HOẠCH\nPhòng, chống buôn lậu\nV. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Y tế: khám bệnh.\nVI. KHEN THƯỞNG\nSở Nội vụ tham mưu khen thưởng tập thể có thành tích.\n"
    )
    assert leads(text) == [("Sở Y tế",), ("Sở Nội vụ",)]


@pytest.mark.parametrize(
    "items",
    [
        "(1) thẩm định dự toán dự án; (2) tham mưu bố trí kinh phí",
        "(i) Thẩm định dự toán dự án; (ii) Tham mưu bố trí kinh phí",
        "a) thẩm định dự toán dự án; b) tham mưu bố trí kinh phí",
        "1) Thẩm định dự toán dự án. 2) Tham mưu bố trí kinh phí",
        "- Thẩm định dự toán dự án; - Tham mưu bố trí kinh phí",
    ],
)
def test_items_within_a_line(items: str) -> None:
    text = f"{LETTER}1. Giao Sở Tài chính chủ trì, phối hợp với Sở Y tế: {items}.\n"
    found = [(task.lead, task.coord) for task in reading(text).tasks]
    assert found == [(("Sở Tài chính",), ("Sở Y tế",))] * 2
    assert [action.lower() for action in spans(text)] == [
        "thẩm định dự toán dự án",
        "tham mưu bố trí kinh phí",
    ]


def test_a_body_before_the_items_of_a_line_leads_them() -> None:
    text = f"{LETTER}1. Sở Y tế: (1) Rà soát thuốc dự trữ; (2) Khám bệnh cho nhân dân.\n"
    assert (leads(text), spans(text)) == (
        [("Sở Y tế",)] * 2,
        ["Rà soát thuốc dự trữ", "Khám bệnh cho nhân dân"],
    )


def test_what_must_not_be_done_is_split_like_what_must() -> None:
    text = f"{LETTER}1. Yêu cầu các đơn vị: không tổ chức liên hoan; không sử dụng xe công.\n"
    assert spans(text) == ["không tổ chức liên hoan", "không sử dụng xe công"]


def test_an_aim_with_a_body_and_a_day_is_a_task() -> None:
    text = f"{LETTER}1. Phấn đấu đến ngày 30/9/2022, UBND các huyện xóa 100% nhà tạm.\n"
    (task,) = reading(text).tasks
    assert (task.lead, task.deadline and task.deadline.date) == (("UBND cấp huyện",), "2022-09-30")
    assert spans(f"{LETTER}1. Phấn đấu giảm 5% số vụ vi phạm.\n") == []


def test_a_report_without_a_number_is_one() -> None:
    text = (
        "BÁO CÁO\nKết quả công tác tháng 6\n1. Công an tỉnh đã bắt 5 vụ.\n"
        "2. Sở Y tế tổ chức khám bệnh cho 1.200 lượt người; cấp thuốc miễn phí.\n"
        "PHƯƠNG HƯỚNG THÁNG 7\n1. Sở Y tế tiếp tục khám bệnh cho nhân dân.\n"
    )
    assert spans(text) == ["tiếp tục khám bệnh cho nhân dân"]
