"""Whom a name means on a day: one agency however it is written, and of two of one name the one beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cotmoc.organisations import actions, queries
from cotmoc.organisations.models import Agency
from tests.rooms.small_province import LONG_AGO, World


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Sở KH&ĐT", "khdt"),
        ("SỞ KH & ĐT", "khdt"),
        ("sở kh&đt", "khdt"),
        ("Sở Kế  hoạch và Đầu tư", "khdt"),
        ("SỞ Y TẾ", "yte"),
        ("ubnd huyện đăk glei", "dakglei"),
        ("UBND huyện Đắk Glei", "dakglei"),
        ("BĐBP  Tỉnh", "bdbp"),
        ("chính quyền huyện Đăk Glei", "dakglei"),
        ("Cấp ủy, chính quyền huyện Ngọc Hồi", "ngochoi"),
    ],
)
def test_a_name_means_its_agency_in_any_writing(world: World, written: str, key: str):
    assert queries.resolve(world.province.pk, [written], on=world.today) == {written: world.id(key)}


@pytest.mark.parametrize(
    "written",
    ["Sở Y tế và Dân số", "Sở Y", "Sở Kế hoạch", "UBND xã", "chính quyền huyện", "chính quyền xã Ia Dom", ""],
)
def test_what_is_only_alike_means_nobody(world: World, written: str):
    assert queries.resolve(world.province.pk, [written], on=world.today) == {}


def test_two_writings_of_one_name_are_both_answered(world: World):
    asked = ["Sở Y tế", "SỞ Y TẾ", "Sở  Y tế"]
    assert queries.resolve(world.province.pk, asked, on=world.today) == dict.fromkeys(asked, world.id("yte"))


@pytest.mark.parametrize(
    "written", ["UBND huyện Ia H’Drai", "UBND huyện IA H'DRAI", "UBND huyện Ia H ' Drai"]
)
def test_an_apostrophe_is_the_same_in_every_shape(world: World, written: str):
    district = committee(world, "iahdrai", "huyện Ia H'Drai", "district", "ubnd")
    assert queries.resolve(world.province.pk, [written], on=world.today) == {written: district.pk}


def committee(world: World, key: str, place: str, level: str, parent: str) -> Agency:
    by = actions.founder(world.province.pk)
    made = actions.add_agency(
        key=key,
        name=f"Ủy ban nhân dân {place}",
        short_name=f"UBND {place}",
        kind=f"{level}_committee",
        force="",
        level=level,
        valid_from=LONG_AGO,
        by=by,
    )
    world.agencies[key] = made
    actions.place_under(child=made, parent=world.agencies[parent], valid_from=LONG_AGO, by=by)
    return made


def two_of_one_name(world: World) -> tuple[Agency, Agency]:
    """Đăk Long of Đăk Glei and Đăk Long of Đăk Hà."""
    committee(world, "dakha", "huyện Đăk Hà", "district", "ubnd")
    return world.agencies["daklong"], committee(world, "daklong-ha", "xã Đăk Long", "commune", "dakha")


def test_a_name_of_two_means_neither_by_itself(world: World):
    first, second = two_of_one_name(world)
    name = "UBND xã Đăk Long"
    assert queries.resolve(world.province.pk, [name], on=world.today) == {}
    assert queries.named(world.province.pk, [name], on=world.today) == {name: sorted([first.pk, second.pk])}


@pytest.mark.parametrize(
    ("beside", "meant"),
    [
        (["xã Đăk Long (huyện Đăk Glei)"], 0),
        (["Đăk Long, huyện Đăk Hà"], 1),
        (["không nói gì", "UBND huyện Đắk Hà"], 1),
        (["xã Đăk Long, Đăk Glei", "UBND huyện Đăk Hà"], 0),
        (["huyện Đăk Glei và huyện Đăk Hà"], None),
        (["huyện Đăk Hàn"], None),
        (["tỉnh Kon Tum"], None),
        ([], None),
    ],
)
def test_of_two_the_one_is_meant_whose_district_stands_beside(
    world: World, beside: list[str], meant: int | None
):
    both = two_of_one_name(world)
    found = queries.settled([one.pk for one in both], beside, on=world.today)
    assert found == (None if meant is None else both[meant].pk)


def test_a_body_of_another_day_is_not_meant(world: World):
    assert queries.resolve(world.province.pk, ["Sở Y tế"], on=date(2014, 1, 1)) == {}


def test_names_kept_for_many_documents_are_read_once_and_only_there(
    world: World, django_assert_num_queries: Any
) -> None:
    with queries.names_kept():
        with django_assert_num_queries(2):
            for name in ("Sở Y tế", "Sở KH & ĐT"):
                assert queries.resolve(world.province.pk, [name], on=world.today)
        assert not queries.resolve(world.province.pk, ["Sở Y tế"], on=date(2010, 1, 1))
    with django_assert_num_queries(2):
        queries.resolve(world.province.pk, ["Sở Y tế"], on=world.today)
