"""Who must do what: one hand-checked example for each way of ordering."""

import pytest

from .support import leads, only, reading, spans, tasks


@pytest.mark.parametrize(
    ("text", "lead", "coord", "span"),
    [
        (
            "Giao Sở Nội vụ thẩm định đề án trước ngày 10/3/2022.",
            ("Sở Nội vụ",),
            (),
            "thẩm định đề án trước ngày 10/3/2022",
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Công an tỉnh Hà Giang rà soát các điểm nóng về ma túy.",
            ("Công an tỉnh",),
            (),
            "rà soát các điểm nóng về ma túy",
        ),
        (
            "Đề nghị Bộ CHQS tỉnh, BCH BĐBP tỉnh tăng cường kiểm tra kho vũ khí.",
            ("BCHQS tỉnh", "BĐBP tỉnh"),
            (),
            "tăng cường kiểm tra kho vũ khí",
        ),
        (
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính và UBND các huyện biên giới "
            "mua sắm trang thiết bị cho trạm y tế.",
            ("Sở Y tế",),
            ("Sở Tài chính", "UBND các huyện biên giới"),
            "mua sắm trang thiết bị cho trạm y tế",
        ),
        (
            "Sở Công Thương có trách nhiệm kiểm tra giá hàng hóa tại chợ cửa khẩu.",
            ("Sở Công Thương",),
            (),
            "kiểm tra giá hàng hóa tại chợ cửa khẩu",
        ),
        (
            "Công an huyện Mường Chà: Lập danh sách người tạm trú tại các bản.",
            ("Công an huyện Mường Chà",),
            (),
            "Lập danh sách người tạm trú tại các bản",
        ),
        (
            "UBND tỉnh yêu cầu các sở, ban, ngành căn cứ chức năng, "
            "nhiệm vụ được giao xây dựng kế hoạch cụ thể.",
            ("các sở, ban, ngành",),
            (),
            "xây dựng kế hoạch cụ thể",
        ),
        (
            "UBND tỉnh thống nhất đề nghị của Sở Ngoại vụ "
            "về việc tiếp tục tổ chức giao lưu kết nghĩa bản - bản.",
            ("Sở Ngoại vụ",),
            (),
            "tiếp tục tổ chức giao lưu kết nghĩa bản - bản",
        ),
    ],
)
def test_one_order(text: str, lead: tuple[str, ...], coord: tuple[str, ...], span: str) -> None:
    assert tasks(text) == [(span, lead, coord)]


def test_a_standing_lead_goes_on_over_paragraphs_until_another_is_named() -> None:
    text = (
        "Giao Sở Y tế xây dựng phương án phòng dịch.\n"
        "Chuẩn bị đủ thuốc và vật tư y tế cho các xã.\n"
        "Giao Sở Tài chính bố trí kinh phí phòng dịch."
    )
    assert leads(text) == [("Sở Y tế",), ("Sở Y tế",), ("Sở Tài chính",)]


def test_a_bare_subject_holds_for_its_paragraph_only() -> None:
    text = (
        "Yêu cầu Sở Xây dựng kiểm tra chất lượng công trình.\n"
        "Các địa phương chủ động rà soát nhà tạm. Lập danh sách hộ nghèo gửi về tỉnh.\n"
        "Tổng hợp kết quả rà soát trên toàn tỉnh."
    )
    assert leads(text) == [("Sở Xây dựng",), ("các địa phương",), ("các địa phương",), ("Sở Xây dựng",)]


def test_partners_of_the_opening_are_for_the_whole_sentence_later_ones_for_their_part() -> None:
    text = (
        "Công an tỉnh chủ trì, phối hợp với Sở Tư pháp tuyên truyền pháp luật về cư trú; "
        "phối hợp với Sở Nội vụ kiểm tra công tác dân tộc ở cơ sở."
    )
    assert [coord for _, _, coord in tasks(text)] == [("Sở Tư pháp",), ("Sở Tư pháp", "Sở Nội vụ")]


def test_one_order_to_many_is_marked_so_that_each_owes_it() -> None:
    assert only("Yêu cầu các sở, ban, ngành báo cáo kết quả thực hiện công tác dân vận.").each
    assert not only("Công an tỉnh, Sở Y tế chủ trì tham mưu phương án bảo vệ sự kiện.").each


def test_lines_below_a_task_name_its_lead_partner_and_date() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Xây dựng cơ sở dữ liệu cột mốc trên bản đồ số\n- Cơ quan chủ trì: Sở Ngoại vụ\n"
        "- Cơ quan phối hợp: Bộ Chỉ huy Bộ đội Biên phòng tỉnh\n- Thời gian hoàn thành: quý III năm 2023\n"
    )
    task = only(text)
    assert (task.lead, task.coord) == (("Sở Ngoại vụ",), ("BĐBP tỉnh",))
    assert task.deadline is not None
    assert task.deadline.date == "2023-09-30"


def test_a_table_gives_one_task_a_row() -> None:
    text = (
        "STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời hạn\n"
        "1 | Sửa chữa nhà trạm kiểm soát Mường Lống | Sở Xây dựng | Sở Tài chính | Quý II/2024\n"
        "2 | Lắp đặt camera tại cửa khẩu Nậm Cắn | Công an tỉnh | | 15/9/2024\n"
    )
    assert tasks(text) == [
        ("Sửa chữa nhà trạm kiểm soát Mường Lống", ("Sở Xây dựng",), ("Sở Tài chính",)),
        ("Lắp đặt camera tại cửa khẩu Nậm Cắn", ("Công an tỉnh",), ()),
    ]
    assert [t.deadline and t.deadline.date for t in reading(text).tasks] == ["2024-06-30", "2024-09-15"]


@pytest.mark.parametrize(
    "text",
    [
        "Trong năm qua, UBND tỉnh đã chỉ đạo các sở, ngành tăng cường quản lý biên giới.",
        "Sáng 12/3, BĐBP tỉnh chủ trì, phối hợp với Công an huyện Kỳ Sơn bắt giữ 2 đối tượng.",
        "Mục tiêu là nâng cao đời sống nhân dân, góp phần giữ vững an ninh biên giới.",
        "Hoạt động này nhằm đáp ứng yêu cầu bảo vệ chủ quyền trong tình hình mới.",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp quản lý cửa khẩu.",
        "Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Theo đề nghị của Giám đốc Sở Tài chính tại Tờ trình số 15/TTr-STC ngày 01/02/2022,",
    ],
)
def test_what_orders_nothing_gives_no_task(text: str) -> None:
    assert spans(text) == []


def test_an_unknown_body_stays_as_it_is_written() -> None:
    assert leads("UBND tỉnh yêu cầu Trung tâm Kiểm soát dịch biên cương tăng cường lấy mẫu xét nghiệm.") == [
        ("Trung tâm Kiểm soát dịch biên cương",)
    ]


def test_a_place_that_acts_stands_for_its_authorities() -> None:
    text = "Yêu cầu Sở Xây dựng kiểm tra cầu treo; huyện Đakrông bố trí người trực tại ngầm tràn."
    assert leads(text) == [("Sở Xây dựng",), ("huyện Đakrông",)]


def test_the_addressees_lead_what_is_asked_of_them() -> None:
    text = (
        "SỞ NỘI VỤ\nSố: 12/SNV-CCVC\nKính gửi: Sở Y tế, Công an tỉnh.\n"
        "Sở Nội vụ đề nghị quý cơ quan:\n1. Rà soát biên chế được giao.\n"
    )
    assert leads(text) == [("Sở Y tế", "Công an tỉnh")]


def test_a_kind_before_those_it_names_only_announces_them() -> None:
    text = "Giao các ngành như: Sở Y tế, Sở Tài chính xây dựng phương án phòng dịch."
    assert leads(text) == [("Sở Y tế", "Sở Tài chính")]


def test_partners_without_the_word_with() -> None:
    text = "Công an tỉnh chủ trì, phối hợp các sở, ngành và UBND các xã, phường quản lý cư trú."
    assert [coord for _, _, coord in tasks(text)] == [("các sở, ban, ngành", "UBND các xã, phường")]


def test_counted_results_are_told_not_ordered() -> None:
    assert spans("Trong năm, BĐBP tỉnh chủ trì và phối hợp với Công an tỉnh xử lý 60 vụ buôn lậu.") == []


def test_a_plan_of_its_own_for_the_time_to_come_counts() -> None:
    text = "Thời gian tới, BĐBP tỉnh tiếp tục nhân rộng mô hình tự quản đường biên."
    assert tasks(text) == [("tiếp tục nhân rộng mô hình tự quản đường biên", ("BĐBP tỉnh",), ())]


def test_a_task_carries_a_short_topic() -> None:
    assert only("Giao Công an tỉnh triệt xóa các điểm bán lẻ ma túy.").topic == "phòng, chống ma túy"


def test_a_result_inside_a_conclusion_is_no_task() -> None:
    text = (
        "Chủ tịch UBND tỉnh kết luận như sau:\n1. Đến nay các đơn vị đã hoàn thành việc khảo sát.\n"
        "2. Giao Sở Xây dựng lập dự toán sửa chữa."
    )
    assert spans(text) == ["lập dự toán sửa chữa"]


def test_spans_of_the_named_bodies_are_given_for_highlighting() -> None:
    text = "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra an toàn thực phẩm ở khu vực biên giới."
    task = only(text)
    assert [text[slice(*s)] for s in task.lead_spans] == ["Sở Y tế"]
    assert [text[slice(*s)] for s in task.coord_spans] == ["Công an tỉnh"]
    assert [text[slice(*s)] for s in task.area_spans] == ["khu vực biên giới"]


@pytest.mark.parametrize(
    ("text", "lead", "coord", "span"),
    [
        (
            "Đối với các địa phương, UBND tỉnh yêu cầu rà soát hộ thiếu đói giáp hạt.",
            ("các địa phương",),
            (),
            "rà soát hộ thiếu đói giáp hạt",
        ),
        (
            "UBND tỉnh vừa có văn bản giao Sở Công Thương theo dõi giá cả thị trường.",
            ("Sở Công Thương",),
            (),
            "theo dõi giá cả thị trường",
        ),
        (
            "Giao Chi cục Thủy sản chủ trì, phối hợp với các lực lượng chức năng tại cảng đánh dấu tàu cá.",
            ("Chi cục Thủy sản",),
            ("các lực lượng chức năng",),
            "đánh dấu tàu cá",
        ),
        (
            "Yêu cầu Phòng Tài chính - Kế hoạch các huyện, thành phố thẩm định dự toán.",
            ("Phòng Tài chính - Kế hoạch cấp huyện",),
            (),
            "thẩm định dự toán",
        ),
        (
            "Giao Công an tỉnh chủ trì, phối hợp với Sở Nội vụ thống nhất mẫu sổ trao đổi tin.",
            ("Công an tỉnh",),
            ("Sở Nội vụ",),
            "thống nhất mẫu sổ trao đổi tin",
        ),
        (
            "Yêu cầu các thành viên Ban Chỉ đạo phòng, chống buôn lậu tỉnh kiểm tra địa bàn.",
            ("Ban Chỉ đạo phòng, chống buôn lậu tỉnh",),
            (),
            "kiểm tra địa bàn",
        ),
    ],
)
def test_an_order_to_bodies_no_list_holds(
    text: str, lead: tuple[str, ...], coord: tuple[str, ...], span: str
) -> None:
    assert tasks(text) == [(span, lead, coord)]


def test_a_line_that_only_names_who_leads_holds_for_the_items_below() -> None:
    text = (
        "UBND TỈNH GIA LAI\nSố: 12/UBND-NC\nUBND tỉnh yêu cầu:\n1. UBND các huyện Đức Cơ, Ia Grai:\n"
        "- Rà soát hộ dân ở vùng sạt lở;\n2. Sở Y tế chịu trách nhiệm:\na) Bảo đảm thuốc chữa bệnh.\n"
    )
    assert leads(text) == [("UBND huyện Đức Cơ", "UBND huyện Ia Grai"), ("Sở Y tế",)]


def test_three_agencies_are_the_three_named_together() -> None:
    text = (
        "Quy chế phối hợp giữa Công an tỉnh, Sở Tư pháp và Sở Y tế.\nTỔ CHỨC THỰC HIỆN\n"
        "Ba ngành luân phiên tổ chức giao ban đánh giá kết quả phối hợp.\n"
    )
    assert leads(text) == [("Công an tỉnh", "Sở Tư pháp", "Sở Y tế")]


@pytest.mark.parametrize(
    "text",
    [
        "Văn phòng UBND tỉnh thông báo để các cơ quan biết, thực hiện./.",
        "Theo Điều 14 Luật Biên phòng Việt Nam, Bộ đội Biên phòng có nhiệm vụ quản lý đường biên giới.",
        "Cử tri xã Tả Phời đề nghị cấp có thẩm quyền đầu tư đường liên thôn.",
        "UBND tỉnh yêu cầu các sở, ngành tập trung thực hiện một số nội dung sau:",
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Đề án sắp xếp dân cư vùng thiên tai.",
    ],
)
def test_what_only_opens_closes_or_tells_gives_no_task(text: str) -> None:
    assert spans(text) == []


def test_a_bare_command_is_the_force_named_before():
    text = (
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh đã mở hai đợt cao điểm. Trong thời gian tới, Bộ Chỉ huy "
        "và Công an tỉnh tiếp tục phối hợp tuần tra các đường mòn."
    )
    assert leads(text) == [("BĐBP tỉnh", "Công an tỉnh")]


def test_what_an_order_goes_back_to_is_no_task():
    text = (
        "Theo đó, thực hiện Công văn số 15/VPCP-TH ngày 02/01/2024 của Văn phòng Chính phủ về việc trực Tết; "
        "UBND tỉnh yêu cầu Sở Y tế bố trí người trực cấp cứu."
    )
    assert spans(text) == ["bố trí người trực cấp cứu"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đại diện BĐBP tỉnh khẳng định BĐBP tỉnh sẽ tiếp tục đồng hành cùng các em đến hết lớp 12.",
            ["tiếp tục đồng hành cùng các em đến hết lớp 12"],
        ),
        (
            "Sang quý II/2022, Công an tỉnh tiếp tục duy trì các tổ tuần tra ban đêm; "
            "giữ nghiêm chế độ trực chỉ huy.",
            ["tiếp tục duy trì các tổ tuần tra ban đêm", "giữ nghiêm chế độ trực chỉ huy"],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế mở đợt kiểm tra bếp ăn tập thể. Cùng với đó là nâng cao chất lượng "
            "khám bệnh ở tuyến xã.",
            ["mở đợt kiểm tra bếp ăn tập thể", "nâng cao chất lượng khám bệnh ở tuyến xã"],
        ),
        (
            "Giao Sở Công Thương làm đầu mối, chỉ đạo, phối hợp với Sở Tài chính "
            "tổ chức hội chợ nông sản vùng biên.",
            ["tổ chức hội chợ nông sản vùng biên"],
        ),
        (
            "UBND tỉnh yêu cầu UBND các huyện rà soát hồ đập; khi có mưa lớn, tổ chức trực ban 24/24 giờ.",
            ["rà soát hồ đập", "tổ chức trực ban 24/24 giờ"],
        ),
    ],
)
def test_ways_in_which_a_text_goes_on_ordering(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_items_that_open_with_bodies_give_them_their_work() -> None:
    text = (
        "1. Lãnh đạo các sở, ban, ngành cử cán bộ đi coi thi.\n"
        "2. Sở Giáo dục và Đào tạo bố trí các điểm thi; duyệt phương án tổ chức thi.\n"
        "3. Công an tỉnh: kiểm tra phòng cháy tại điểm thi."
    )
    assert [(words, lead[0]) for words, lead, _ in tasks(text)] == [
        ("cử cán bộ đi coi thi", "các sở, ban, ngành"),
        ("bố trí các điểm thi", "Sở GD&ĐT"),
        ("duyệt phương án tổ chức thi", "Sở GD&ĐT"),
        ("kiểm tra phòng cháy tại điểm thi", "Công an tỉnh"),
    ]


def test_orders_right_behind_the_recipients_are_no_recipients() -> None:
    text = (
        "Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\n"
        "1. Giao Sở Y tế rà soát trạm y tế.\n2. Giao Sở Nội vụ lập danh sách."
    )
    assert spans(text) == ["rà soát trạm y tế", "lập danh sách"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Sở KH & ĐT lập dự toán. UBND xã Ia Dom, huyện Đức Cơ rà soát nhà ở. "
            "Giao Sở Y tế mở lớp dạy nghề.",
            [("Sở KH&ĐT",), ("UBND xã Ia Dom",), ("Sở Y tế",)],
        ),
        (
            "UBND tỉnh yêu cầu: Các sở: Y tế, Nội vụ; Công an tỉnh; UBND các huyện dựa vào chức năng "
            "của mình tổ chức trực Tết.",
            [("Sở Y tế", "Sở Nội vụ", "Công an tỉnh", "UBND cấp huyện")],
        ),
        (
            "Thời gian tới, chính quyền các cấp ở Đắk Lắk tiếp tục đẩy mạnh tuyên truyền pháp luật.",
            [("chính quyền các cấp",)],
        ),
    ],
)
def test_who_is_meant(text: str, expected: list[tuple[str, ...]]) -> None:
    assert leads(text) == expected
