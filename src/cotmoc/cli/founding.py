"""What every installation begins with: the indicators and regimes of ``reference_data``, and a way in.

Activity kinds, calendars, holidays and document types need no loading: they are read from there when asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from config import clock, env

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

_SAMPLE = "Danh mục mẫu của phần mềm; đối chiếu và ghi căn cứ của tỉnh"
FIRST = "quantri"
"""User name of the first administrator."""


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML table of ``reference_data``."""
    return tomllib.loads((env.ROOT / "reference_data" / name).read_text("utf-8"))


def indicator_rows() -> Iterable[Mapping[str, Any]]:
    """The indicators. A pair is two counts printed side by side; each of them is an indicator of its own."""
    return (row for row in table("indicators.toml")["indicator"] if row["kind"] != "pair")


def define_indicator(row: Mapping[str, Any], known: Mapping[str, Any], *, by: Actor) -> Any:
    """Define one of ``indicator_rows``; ``known`` holds those before it by code, also a ratio's parts."""
    from cotmoc.reporting import actions

    numerator, denominator = row["parts"] if row["kind"] == "ratio" else ("", "")
    return actions.define_indicator(
        code=row["code"],
        group=row["group"],
        name=row["name_vi"],
        name_en=row["name_en"],
        unit=row["unit"],
        kind=row["kind"],
        decimals=row["decimals"],
        breakdowns=row["breakdown"],
        joint_kind=row["joint_kind"],
        numerator=known.get(numerator),
        denominator=known.get(denominator),
        source=_source(row["source"]),
        by=by,
    )


def define_regime(
    row: Mapping[str, Any], known: Mapping[str, Any], *, by: Actor, everybody: bool, since: date | None
) -> Any:
    """Define one regime of ``regimes.toml`` with the due rules that it names."""
    from cotmoc.reporting import actions

    rules = next(one for one in table("calendars.toml")["due_rules"] if one["key"] == row["due_rules"])
    return actions.define_regime(
        key=row["key"],
        name=row["name_vi"],
        name_en=row["name_en"],
        frequency=row["frequency"],
        calendar=row["calendar"],
        source=row["basis_vi"],
        due=[(one["level"], one["days"], one["working"], one["shift"]) for one in rules["level"]],
        asks=[(known[ask["indicator"]], ask["suppliers"]) for ask in row["asks"]],
        everybody=everybody,
        valid_from=since,
        by=by,
    )


def _source(keys: str) -> str:
    """The laws behind the keys of ``sources.toml``; what stands on none is a sample to be checked."""
    known = (table("sources.toml")[key] for key in keys.split(", "))
    return "; ".join(str(one["title"]) for one in known if one["kind"] == "law")[:300] or _SAMPLE


def found(*, province_name: str) -> Actor:
    """Found an empty installation, wholly or not at all: province, office, first administrator, indicators,
    and the regimes, under which whoever is asked something reports from today on. Returns who founded it.
    """
    from django.db import transaction

    from cotmoc.domain.access import Role
    from cotmoc.organisations import actions, queries

    at = clock.real_now()
    day = clock.today()
    with transaction.atomic():
        province = actions.found_province(code=queries.UNNAMED, name=queries.NAMELESS, by=actions.founder())
        by = actions.founder(province.pk)
        if province_name:
            actions.rename_province(name=province_name, code=queries.UNNAMED, place="", by=by)
        office = actions.add_agency(
            key="van-phong",
            name="Văn phòng Ủy ban nhân dân tỉnh",
            short_name="Văn phòng UBND tỉnh",
            kind="office",
            level="province",
            valid_from=day,
            by=by,
        )
        person = actions.add_person(username=FIRST, display_name="Quản trị hệ thống", at=at, by=by)
        actions.appoint(person=person, agency=office, role=Role.ADMINISTRATOR, valid_from=day, by=by)
        known: dict[str, Any] = {}
        for row in indicator_rows():
            known[row["code"]] = define_indicator(row, known, by=by)
        for row in table("regimes.toml")["regime"]:
            define_regime(row, known, by=by, everybody=True, since=day)
    return by


def first_link(by: Actor) -> tuple[str, str] | None:
    """A new one-time link for the first administrator: user name and address; the one before it ends.

    None once that account has a password. Raises Problem(NOT_FOUND) where there is no such account.
    """
    from cotmoc.domain.errors import Problem, Said
    from cotmoc.domain.errors.general import NOT_FOUND
    from cotmoc.organisations import actions, queries

    person = queries.person_named(FIRST)
    if person is None:
        raise Problem(NOT_FOUND, thing=Said(f"tài khoản «{FIRST}»", f"the account “{FIRST}”"))
    if person.has_usable_password():
        return None
    secret = actions.offer_link(person=person, purpose="invitation", real_at=clock.real_now(), by=by)
    return person.username, address(secret)


def address(secret: str) -> str:
    """Where a one-time link leads."""
    return f"{env.public_url()}/tai-khoan/moi/{secret}/"


def say_link(username: str, url: str, language: str) -> str:
    """The lines with a one-time link, for the console."""
    if language == "en":
        return f"{username}: open this link within three days to set a password:\n  {url}"
    return f"{username}: mở liên kết này trong ba ngày để đặt mật khẩu:\n  {url}"
