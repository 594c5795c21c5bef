"""Briefings of our own writing for the rendering tests; 370 = 120 + 250 is borrowed from a public article."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cotmoc.briefings.document import (
    Briefing,
    Chart,
    Column,
    Correction,
    Head,
    Issuer,
    Number,
    Paragraph,
    PlaceDate,
    Point,
    Provenance,
    Section,
    Series,
    Signature,
    Table,
    Words,
)

AUDIT_HEAD = "1287:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def exchanges() -> Table:
    """Exchanges by level, with the total 120 + 250 = 370."""

    def row(name: str, *values: int) -> tuple[str | Number, ...]:
        return (name, *(Number(str(value), f"exchange/{name}/{value}") for value in values))

    return Table(
        columns=(Column(3.4), Column(1, "right"), Column(1, "right"), Column(1, "right")),
        header=((Head("Bên gửi, bên nhận"), Head("Cấp tỉnh"), Head("Cấp huyện"), Head("Cộng")),),
        rows=(
            row("Công an gửi Quân sự, Biên phòng", 49, 101, 150),
            row("Quân sự gửi Công an, Biên phòng", 32, 66, 98),
            row("Biên phòng gửi Công an, Quân sự", 39, 83, 122),
        ),
        total=row("Cộng", 120, 250, 370),
        caption="Số tin trao đổi theo cấp",
        unit="Đơn vị tính: tin",
    )


def patrols() -> Table:
    """Joint patrols: each counted once, the double count printed as a line."""
    return Table(
        columns=(Column(0.6, "center"), Column(3), Column(1.3, "right"), Column(1.3, "right"), Column(2)),
        header=(
            (
                Head("TT", down=2),
                Head("Lực lượng", down=2),
                Head("Lượt tham gia", across=2),
                Head("Ghi chú", down=2),
            ),
            (Head("Quý I"), Head("Quý II")),
        ),
        rows=(
            ("1", "Quân sự", Number("19", "p/qs/1"), Number("24", "p/qs/2"), ""),
            ("2", "Công an", Number("22", "p/ca/1"), Number("27", "p/ca/2"), "Gồm công an xã"),
            (
                "3",
                "Biên phòng",
                Number("31", "p/bp/1"),
                Number("36", "p/bp/2", missing=True),
                ("Xem ", Words("mục 4", italic=True)),
            ),
        ),
        total=("", "Cộng", Number("72", "p/1"), Number("87", "p/2"), ""),
        lines=(
            (
                Number("41", "p/joint"),
                " cuộc = ",
                Number("87", "p/2"),
                " lượt − ",
                Number("46", "p/double"),
                " phần trùng.",
            ),
        ),
    )


def progress(stacked: bool = True) -> Chart:
    """Tasks by lead agency and state."""
    agencies = (
        "Bộ Chỉ huy Quân sự tỉnh",
        "Công an tỉnh",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        "Sở Lao động - Thương binh và Xã hội",
        "Ủy ban nhân dân các xã biên giới",
    )
    states = {
        "Đúng hạn": (9, 11, 14, 3, 0),
        "Trễ hạn": (1, 2, 0, 1, 0),
        "Đang làm": (4, 3, 5, 2, 7),
        "Quá hạn": (1, 0, 1, 0, 2),
    }
    return Chart(
        title="Kết quả thực hiện nhiệm vụ theo cơ quan chủ trì",
        categories=agencies,
        series=tuple(
            Series(state, tuple(Point(v, Number(str(v), f"task/{state}/{i}")) for i, v in enumerate(values)))
            for state, values in states.items()
        ),
        stacked=stacked,
        unit="Đơn vị tính: nhiệm vụ",
    )


def typical(tables: int = 3, issued: bool = False) -> Briefing:
    """A quarterly briefing as the committee would send it."""
    more = tuple(exchanges() for _ in range(max(0, tables - 2)))
    return Briefing(
        issuer=Issuer("UBND TỈNH GIA LAI", ("BAN CHỈ ĐẠO", "CÔNG TÁC BIÊN GIỚI")),
        symbol="BC-BCĐ",
        number="12" if issued else "",
        place_date=PlaceDate("Gia Lai", 2022, 7, 27 if issued else None),
        subject=(
            "Kết quả phối hợp giữa Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh "
            "quý II năm 2022 và nhiệm vụ quý III năm 2022"
        ),
        preamble=(
            Paragraph.of(
                "Thực hiện Nghị định số 03/2019/NĐ-CP ngày 05/9/2019 của Chính phủ, Ban Chỉ đạo công tác "
                "biên giới tỉnh báo cáo kết quả phối hợp quý II năm 2022 (số liệu từ ngày 15/3/2022 đến "
                "ngày 14/6/2022) như sau:"
            ),
        ),
        sections=(
            Section(
                "Kết quả phối hợp",
                parts=(
                    Section("Trao đổi, xác minh, xử lý thông tin", (_exchanged(), exchanges(), *more)),
                    Section("Tuần tra, kiểm soát khu vực biên giới", (_patrolled(), patrols())),
                ),
            ),
            Section("Thực hiện nhiệm vụ được giao", (_tasks(), progress())),
            Section("Nhiệm vụ trọng tâm quý III năm 2022", tuple(Paragraph.of(each) for each in PLANS)),
        ),
        closing=(
            Paragraph.of(
                "Trên đây là báo cáo kết quả phối hợp quý II năm 2022, Ban Chỉ đạo công tác biên giới "
                "tỉnh kính báo cáo Thường trực Tỉnh ủy, Ủy ban nhân dân tỉnh xem xét, chỉ đạo./."
            ),
        ),
        recipients=(
            "Thường trực Tỉnh ủy",
            "Chủ tịch, các PCT UBND tỉnh",
            "Thành viên Ban Chỉ đạo",
            "Lưu: VT, BCĐ",
        ),
        signature=Signature(("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        provenance=Provenance(
            snapshot=3,
            as_of=date(2022, 6, 14),
            made_at=datetime(2022, 7, 24, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
            audit_head=AUDIT_HEAD,
            revision=3,
            corrections=(
                Correction("Tin trao đổi cấp huyện", "248", "250", "Công an tỉnh bổ sung 2 tin bị sót số"),
            ),
        ),
    )


PLANS = (
    "1. Chú trọng công tác dự báo, nắm tình hình an ninh khu vực biên giới.",
    "2. Tổ chức lực lượng phối hợp tuần tra, kiểm soát khu vực biên giới, đấu tranh ngăn chặn các "
    "loại tội phạm, nhất là tội phạm ma túy, buôn lậu, sử dụng công nghệ cao.",
    "3. Xây dựng phong trào “Toàn dân bảo vệ an ninh Tổ quốc” tại các địa bàn.",
)


def _exchanged() -> Paragraph:
    return Paragraph.of(
        "Ba lực lượng đã phối hợp, trao đổi ",
        Number("370", "exchange"),
        " tin, trong đó cấp tỉnh ",
        Number("120", "exchange/province"),
        " tin, cấp huyện ",
        Number("250", "exchange/district"),
        " tin. Đối chiếu sổ gửi và sổ nhận khớp ",
        Number("363", "exchange/matched"),
        " tin; còn ",
        Number("7", "exchange/unmatched", missing=True),
        " tin lệch đã xác định nguyên nhân.",
    )


def _patrolled() -> Paragraph:
    return Paragraph.of(
        "Tổ chức ",
        Number("41", "p/joint"),
        " cuộc tuần tra chung; cộng theo từng lực lượng là ",
        Number("87", "p/2"),
        " lượt tham gia, mỗi cuộc chỉ tính một lần.",
    )


def _tasks() -> Paragraph:
    return Paragraph.of(
        "Trong kỳ có ", Number("66", "task"), " nhiệm vụ: ", Number("37", "task/on-time"), " đúng hạn, ",
        Number("4", "task/late"), " trễ hạn, ", Number("21", "task/open"), " đang làm, ",
        Words("4 quá hạn", bold=True), ".",
    )  # fmt: skip
