"""Figures of documents beside the cells they belong to: whose, of when, and when nothing is offered."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cotmoc.directives import actions as directives
from cotmoc.domain.periods import Period
from cotmoc.reporting import actions, queries
from cotmoc.reporting.models import Submission
from tests.rooms.reporting import quarterly
from tests.rooms.small_province import World

OWN = """ỦY BAN NHÂN DÂN                         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ĐĂK PLÔ                              Độc lập - Tự do - Hạnh phúc

Số: 31/BC-UBND                          Đăk Plô, ngày 16 tháng 6 năm 2022

BÁO CÁO
Kết quả công tác biên giới quý II năm 2022

Trong quý II năm 2022, Ủy ban nhân dân xã Đăk Plô đã tổ chức tuyên truyền 24 buổi cho nhân dân các thôn.
"""


@pytest.fixture
def commune(world: World) -> Submission:
    """The commune's report for the second quarter, begun."""
    quarterly.define(world)
    return actions.begin(
        regime=quarterly.REGIME,
        period=Period.parse("2022-Q2"),
        agency=world.id("dakplo"),
        by=world.actor("xa"),
        at=world.at,
    )


def register(world: World, text: str, name: str = "bao-cao.txt", issuer: str = "") -> int:
    known = {"issuer": issuer} if issuer else {}
    office = world.actor("vanphong")
    found, _ = directives.register(name=name, data=text.encode(), by=office, at=world.at, **known)
    return found.pk


def offered(world: World, row: Submission, who: str = "vanphong") -> dict[str, list[tuple[Decimal, str]]]:
    found = queries.suggestions(world.actor(who), row)
    return {name: [(one.value, one.timing.value) for one in several] for name, several in found.items()}


def test_a_figure_of_the_units_own_report_is_offered_with_its_sentence(
    world: World, commune: Submission
) -> None:
    document = register(world, OWN, issuer=world.agencies["dakplo"].name)
    [one] = queries.suggestions(world.actor("xa"), commune)["A1"]
    assert (one.value, one.written, one.timing.value) == (Decimal(24), "24 buổi", "same")
    assert one.before.startswith("Trong quý II năm 2022, Ủy ban nhân dân xã Đăk Plô")
    assert one.after == " cho nhân dân các thôn"
    assert (one.document, one.period) == (document, "2022-Q2")
    assert one.paragraph is not None
    assert one.origin == f"Theo Báo cáo 31/BC-UBND ngày 16/6/2022, đ.{one.paragraph}: «24 buổi»"
    commune.refresh_from_db()
    assert not commune.values.exists()


def test_a_document_of_others_speaks_for_the_unit_it_names(world: World, commune: Submission) -> None:
    telling = OWN.replace("XÃ ĐĂK PLÔ ", "HUYỆN ĐĂK GLEI ").replace("31/BC-UBND", "120/BC-UBND")
    register(world, telling)
    assert offered(world, commune) == {"A1": [(Decimal(24), "same")]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ủy ban nhân dân xã Đăk Plô đã", "Ủy ban nhân dân xã Đăk Long đã"),
        ("đã tổ chức", "và Ủy ban nhân dân xã Đăk Long đã tổ chức"),
        ("Trong quý II năm 2022", "Trong quý I năm 2022"),
        ("Trong quý II năm 2022", "Trong 6 tháng đầu năm 2022"),
        ("tuyên truyền 24 buổi", "tuyên truyền, tăng 24 buổi"),
        ("tuyên truyền 24 buổi", "khám bệnh 24 buổi"),
    ],
    ids=["another unit", "two units", "another period", "a longer period", "a rise", "another matter"],
)
def test_what_is_not_surely_its_own_is_not_offered(
    world: World, commune: Submission, old: str, new: str
) -> None:
    assert old in OWN
    register(world, OWN.replace(old, new))
    assert offered(world, commune) == {}


def test_whom_the_unit_worked_with_does_not_make_the_figure_anothers(
    world: World, commune: Submission
) -> None:
    """Whoever exchanges news or patrols names the others."""
    beside = "đã phối hợp với Ủy ban nhân dân xã Đăk Long, Công an tỉnh và Sở Y tế tổ chức"
    register(world, OWN.replace("đã tổ chức", beside))
    assert offered(world, commune) == {"A1": [(Decimal(24), "same")]}


def test_a_month_is_part_of_its_quarter_and_a_bare_year_is_unclear(world: World, commune: Submission) -> None:
    register(world, OWN.replace("Trong quý II năm 2022", "Trong tháng 4 năm 2022"))
    unclear = OWN.replace("quý II năm 2022", "thời gian qua").replace("24 buổi", "31 buổi")
    register(world, unclear.replace("31/BC-UBND", "33/BC-UBND"), "khac.txt")
    assert offered(world, commune) == {"A1": [(Decimal(24), "part"), (Decimal(31), "unclear")]}


def test_an_unclear_period_needs_a_document_near_the_close_of_data(world: World, commune: Submission) -> None:
    unclear = OWN.replace("quý II năm 2022", "thời gian qua")
    register(world, unclear.replace("ngày 16 tháng 6", "ngày 20 tháng 3"))
    assert offered(world, commune) == {}


def test_nothing_is_offered_once_the_report_is_sent_or_to_those_who_may_not_see_the_document(
    world: World, commune: Submission
) -> None:
    register(world, OWN.replace("XÃ ĐĂK PLÔ ", "HUYỆN NGỌC HỒI "))
    assert offered(world, commune, "vanphong") != {}
    assert offered(world, commune, "xa") == {}
    cells = {"A1": "24", "B7": "1"}
    actions.save_draft(commune.pk, values=cells, by=world.actor("xa"), at=world.at)
    sent = actions.submit(commune.pk, by=world.actor("xa"), at=world.at)
    assert offered(world, sent, "vanphong") == {}


def test_an_order_is_no_result(world: World, commune: Submission) -> None:
    order = "Giao Ủy ban nhân dân xã Đăk Plô tổ chức tuyên truyền 24 buổi trong quý II năm 2022."
    register(world, OWN.replace(OWN.strip().splitlines()[-1], order))
    assert offered(world, commune) == {}
