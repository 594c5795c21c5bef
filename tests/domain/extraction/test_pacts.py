"""What two bodies agree to do, and bodies that are named as no list knows them."""

import pytest

from .test_orders import leads, spans

POST = "Đồn Biên phòng Ia Dom và Trạm kiểm soát biên phòng Ô Da Đao"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{POST} tổ chức lễ kết nghĩa.\nTại buổi lễ, {POST} cùng giao ước thực hiện chế độ gặp gỡ "
            "hằng quý.",
            ["thực hiện chế độ gặp gỡ hằng quý"],
        ),
        (
            f"{POST} tổ chức lễ kết nghĩa.\nHai bên thường xuyên trao đổi tin tức về tội phạm ma túy.",
            ["thường xuyên trao đổi tin tức về tội phạm ma túy"],
        ),
        (
            "BĐBP tỉnh và Hội Nông dân tỉnh ký chương trình phối hợp.\nTheo nội dung ký kết, trong giai đoạn "
            "từ nay đến năm 2025 hai đơn vị sẽ phối hợp tuyên truyền cho hội viên về biên giới.",
            ["phối hợp tuyên truyền cho hội viên về biên giới"],
        ),
        # Nobody agreed on anything: what two sides are wont to do is told, not ordered.
        ("Cư dân vùng biên qua lại thăm thân.\nHai bên thường xuyên trao đổi hàng hóa ở chợ phiên.", []),
        (f"{POST} tổ chức lễ kết nghĩa.\nNăm qua, hai bên đã trao đổi 12 lượt tin về tội phạm.", []),
    ],
)
def test_what_both_sides_promise(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_both_sides_are_those_who_signed() -> None:
    text = f"{POST} tổ chức lễ kết nghĩa.\nHai bên thường xuyên trao đổi tin tức về tội phạm ma túy."
    assert leads(text) == [("Đồn Biên phòng Ia Dom", "Trạm kiểm soát biên phòng Ô Da Đao")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # «Qua đó» mostly tells what came of it.
        (
            "Qua đó, UBND tỉnh giao Sở Công Thương chủ trì theo dõi sát giá bán xăng dầu.",
            ["theo dõi sát giá bán xăng dầu"],
        ),
        ("Qua đó, nâng cao nhận thức của nhân dân.", []),
        (
            "Hệ thống siêu thị, cửa hàng tiện lợi được yêu cầu kéo dài giờ phục vụ.",
            ["kéo dài giờ phục vụ"],
        ),
        ("Giao Sở Y tế chủ động phối hợp với Công an tỉnh triển khai nhiệm vụ.", ["triển khai nhiệm vụ"]),
        ("UBND tỉnh yêu cầu Sở Y tế triển khai các nhiệm vụ sau:", []),
    ],
)
def test_small_words_that_decide(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UBND xã yêu cầu:\n1. Công an xã: rà soát phương án trực lễ.\n2. Chi bộ các thôn, Ban Điều hành "
            "các thôn:\n- Củng cố đội xung kích của thôn.",
            [("Công an xã",), ("Chi bộ các thôn", "Ban Điều hành các thôn")],
        ),
        # A line that tells what is to be done names nobody.
        (
            "UBND xã yêu cầu:\n1. Công an xã: rà soát phương án trực lễ.\n2. Tổ chức tuyên truyền:\n"
            "- Phát thanh trên loa của thôn.",
            [("Công an xã",), ("Công an xã",)],
        ),
        (
            "UBND huyện giao Chủ tịch UBND các xã Phú Lai, Đoàn Kết, Hữu Lợi thông báo cho các hộ chăn nuôi.",
            [("UBND xã Phú Lai", "UBND xã Đoàn Kết", "UBND xã Hữu Lợi")],
        ),
        (
            "UBND tỉnh yêu cầu UBND các địa phương ven biển theo dõi hướng đi của bão.",
            [("UBND các địa phương ven biển",)],
        ),
        (
            "UBND tỉnh yêu cầu Sở Y tế (chỉ đạo các đơn vị, bệnh viện thuộc phạm vi quản lý), Sở Nội vụ rà "
            "soát chế độ trực.",
            [("Sở Y tế", "Sở Nội vụ")],
        ),
        (
            "UBND tỉnh yêu cầu UBND thị xã Ayun Pa, huyện Krông Pa, Ia Grai, Chư Păh chỉ đạo kiểm lâm giữ "
            "rừng.",
            [("UBND thị xã Ayun Pa", "UBND huyện Krông Pa", "UBND huyện Ia Grai", "UBND huyện Chư Păh")],
        ),
        (
            "UBND tỉnh đề nghị các cơ quan liên quan của châu Hồng Hà phối hợp sớm khởi công cầu.",
            [("các cơ quan liên quan của châu Hồng Hà",)],
        ),
        (
            "UBND tỉnh yêu cầu các cơ quan chức năng và các đơn vị chủ rừng đẩy mạnh tuyên truyền.",
            [("các cơ quan chức năng", "các đơn vị chủ rừng")],
        ),
        (
            "UBND tỉnh yêu cầu các cơ quan chức năng liên quan tăng cường kiểm tra rừng.",
            [("các cơ quan chức năng liên quan",)],
        ),
        # Kinds beside each other keep the order in which they are written, in every process.
        (
            "UBND tỉnh yêu cầu các cơ quan chức năng, đơn vị chức năng tăng cường kiểm tra rừng.",
            [("các cơ quan chức năng, đơn vị chức năng",)],
        ),
        (
            "UBND tỉnh yêu cầu các đơn vị chức năng, cơ quan chức năng và địa phương giữ rừng.",
            [("các đơn vị chức năng, cơ quan chức năng", "các địa phương")],
        ),
        (
            "UBND tỉnh giao Sở Văn hóa-Thể thao và Du lịch hướng dẫn trẻ em bơi.",
            [("Sở Văn hóa, Thể thao và Du lịch",)],
        ),
    ],
)
def test_who_leads(text: str, expected: list[tuple[str, ...]]) -> None:
    assert leads(text) == expected


@pytest.mark.parametrize(
    ("opening", "two", "expected"),
    [
        ("Bộ Chỉ huy BĐBP 2 tỉnh Thanh Hóa và Nghệ An họp giao ban.", "Hai đơn vị", ("BĐBP tỉnh",)),
        (
            "Đồn Biên phòng Mường Khương hội đàm định kỳ với Trạm hội ngộ hội đàm Kiều Đầu.\n"
            "BĐBP tỉnh và Công an tỉnh dự.",
            "Hai bên",
            ("Đồn Biên phòng Mường Khương", "Trạm hội ngộ hội đàm Kiều Đầu"),
        ),
        (
            "Tỉnh đoàn và Hội Cựu chiến binh tỉnh ký chương trình phối hợp.",
            "Hai cơ quan",
            ("Tỉnh Đoàn", "Hội Cựu chiến binh tỉnh"),
        ),
    ],
)
def test_two_who_agree_are_those_of_the_sentence_before(
    opening: str, two: str, expected: tuple[str, ...]
) -> None:
    text = f"{opening}\n{two} thống nhất tăng cường trao đổi thông tin về tội phạm."
    assert leads(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thủ tướng đề nghị tỉnh Sơn La và huyện Mộc Châu rà soát quy hoạch chợ biên giới.",
            [("tỉnh Sơn La", "huyện Mộc Châu")],
        ),
        (
            "Hội Chữ thập đỏ tỉnh họp tổng kết.\nPhó Chủ tịch UBND tỉnh đề nghị hội cần rà soát các chi hội.",
            [("Hội Chữ thập đỏ tỉnh",)],
        ),
        (
            "Bí thư Tỉnh ủy yêu cầu đội ngũ trưởng thôn luôn tăng cường tuyên truyền pháp luật.",
            [("đội ngũ trưởng thôn",)],
        ),
    ],
)
def test_a_name_of_no_list_ends_before_the_words_of_the_verb(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert leads(text) == expected
