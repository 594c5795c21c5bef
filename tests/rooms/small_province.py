"""A small province made through the actions: enough bodies, people and roles for the rooms' tests.

The actions make it once in a process; the tests after that get the same rows laid down as they were.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cotmoc.domain.access import Actor, Role
from cotmoc.organisations import actions, queries
from cotmoc.organisations.models import Agency, Person, Province
from tests.rooms import rows
from tests.rooms.rows import Rows

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONG_AGO = date(2015, 1, 1)
BODIES = [
    # key, name, short name, kind, force, level, parent
    ("bcd", "Ban Chỉ đạo công tác biên giới tỉnh", "BCĐ", "committee", "", "province", None),
    ("ubnd", "Ủy ban nhân dân tỉnh", "UBND tỉnh", "office", "", "province", "bcd"),
    ("bdbp", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "BĐBP tỉnh", "force", "border_guard", "province", "ubnd"),
    ("congan", "Công an tỉnh", "Công an tỉnh", "force", "police", "province", "ubnd"),
    ("quansu", "Bộ Chỉ huy Quân sự tỉnh", "BCHQS tỉnh", "force", "military", "province", "ubnd"),
    ("khdt", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "department", "", "province", "ubnd"),
    ("yte", "Sở Y tế", "Sở Y tế", "department", "", "province", "ubnd"),
    ("ngoaivu", "Sở Ngoại vụ", "Sở Ngoại vụ", "department", "", "province", "ubnd"),
    (
        "dakglei",
        "Ủy ban nhân dân huyện Đăk Glei",
        "UBND huyện Đăk Glei",
        "district_committee",
        "",
        "district",
        "ubnd",
    ),
    (
        "ngochoi",
        "Ủy ban nhân dân huyện Ngọc Hồi",
        "UBND huyện Ngọc Hồi",
        "district_committee",
        "",
        "district",
        "ubnd",
    ),
    (
        "dakplo",
        "Ủy ban nhân dân xã Đăk Plô",
        "UBND xã Đăk Plô",
        "commune_committee",
        "",
        "commune",
        "dakglei",
    ),
    (
        "daklong",
        "Ủy ban nhân dân xã Đăk Long",
        "UBND xã Đăk Long",
        "commune_committee",
        "",
        "commune",
        "dakglei",
    ),
]
PEOPLE = [
    ("vanphong", Role.OFFICE, "ubnd"),
    ("phovanphong", Role.OFFICE, "ubnd"),
    ("lanhdao", Role.LEADER, "bcd"),
    ("bienphong", Role.AGENCY_LEAD, "bdbp"),
    ("congan", Role.AGENCY_LEAD, "congan"),
    ("quansu", Role.AGENCY_LEAD, "quansu"),
    ("sokhdt", Role.AGENCY_LEAD, "khdt"),
    ("chuyenvien", Role.AGENCY_STAFF, "khdt"),
    ("huyen", Role.AGENCY_LEAD, "dakglei"),
    ("xa", Role.POST, "dakplo"),
    ("kiemtra", Role.AUDITOR, "bcd"),
    ("quantri", Role.ADMINISTRATOR, "ubnd"),
]
PASSWORD = "một mật khẩu đủ dài"


@dataclass(frozen=True)
class World:
    """The small province: agencies by key, people and actors by user name."""

    province: Province
    agencies: dict[str, Agency]
    people: dict[str, Person]
    at: datetime

    @property
    def today(self) -> date:
        """The working day, 25/7/2022 unless asked otherwise."""
        return self.at.date()

    def actor(self, username: str) -> Actor:
        """Whom this person acts for on the working day."""
        actor = queries.actor(self.people[username], at=self.at)
        assert actor is not None
        return actor

    def id(self, key: str) -> int:
        """The id of the agency with this key."""
        return self.agencies[key].pk


_kept: dict[date, tuple[World, Rows]] = {}
_furthered: dict[tuple[Callable[[World], None], datetime], tuple[World, Rows]] = {}


def build(today: date = date(2022, 7, 25)) -> World:
    """Make the province; nine o'clock on ``today``."""
    if today not in _kept:
        before = rows.standing()
        world = _found(today)
        _kept[today] = copy.deepcopy(world), rows.added(before)
        return world
    world, made = _kept[today]
    rows.lay(made)
    return copy.deepcopy(world)


def further(world: World, make: Callable[[World], None]) -> None:
    """Let ``make`` add to a world to which nothing was done yet; what it added is laid down the next time."""
    key = make, world.at
    if key not in _furthered:
        before = rows.standing()
        make(world)
        _furthered[key] = copy.deepcopy(world), rows.added(before)
        return
    grown, made = _furthered[key]
    rows.lay(made)
    world.agencies.update(copy.deepcopy(grown.agencies))
    world.people.update(copy.deepcopy(grown.people))


def _found(today: date) -> World:
    at = datetime(today.year, today.month, today.day, 9, tzinfo=ZONE)
    province = actions.found_province(code="62", name="tỉnh Kon Tum", by=actions.founder())
    by = actions.founder(province.pk)
    agencies: dict[str, Agency] = {}
    for key, name, short, kind, force, level, parent in BODIES:
        agencies[key] = actions.add_agency(
            key=key,
            name=name,
            short_name=short,
            kind=kind,
            force=force,
            level=level,
            valid_from=LONG_AGO,
            by=by,
        )
        if parent:
            actions.place_under(child=agencies[key], parent=agencies[parent], valid_from=LONG_AGO, by=by)
    people = {}
    for username, role, key in PEOPLE:
        people[username] = actions.add_person(
            username=username, display_name=f"Tài khoản {username}", password=PASSWORD, at=at, by=by
        )
        actions.appoint(person=people[username], agency=agencies[key], role=role, valid_from=LONG_AGO, by=by)
    return World(province, agencies, people, at)
