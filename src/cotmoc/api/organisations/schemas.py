"""What the operations on the province, its bodies and what is reported take and give."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from cotmoc.api.sent import Sent

Level = Literal["province", "district", "commune", "post"]
Force = Literal["", "police", "military", "border_guard"]
Days = Annotated[int, Field(ge=1, le=90)]
Kind = Literal[
    "committee", "office", "force", "department", "district_committee", "commune_committee", "post", "other"
]


def _day(**more: Any) -> Any:
    return Field(ge=date(1900, 1, 1), le=date(2200, 1, 1), **more)


def _id() -> Any:
    return Field(None, ge=1, le=2**31)


class ProvinceIn(Sent):
    """Official name, code, and the place that briefings name after the date (empty: from the name)."""

    name: str = Field(min_length=1, max_length=200)
    code: str = Field(min_length=1, max_length=20)
    place: str = Field("", max_length=100)


class ProvinceOut(Schema):
    """What the province is called."""

    name: str
    code: str
    place: str


class AgencyOut(Schema):
    """An agency; ``valid_to`` is the first day on which it no longer exists."""

    id: int
    key: str
    name: str
    short_name: str
    kind: str
    level: str
    force: str
    valid_from: date
    valid_to: date | None


class SuccessionOut(Schema):
    """From ``on`` the successor answers for ``share`` of the predecessor."""

    predecessor: int
    successor: int
    on: date
    share: str
    source: str


class AgencyWhole(AgencyOut):
    """An agency with its ways of writing, and what came before and after."""

    aliases: list[str]
    origins: list[SuccessionOut]
    heirs: list[SuccessionOut]


class AliasIn(Sent):
    """Another way in which the agency is written."""

    name: str = Field(min_length=1, max_length=200)


class SuccessionIn(Sent):
    """From ``on`` the successor answers for ``share`` (as 1/2) of the agency, by a legal source."""

    successor: int = Field(ge=1, le=2**31)
    on: date = _day()
    share: str = Field("1", pattern=r"^[1-9][0-9]{0,5}(/[1-9][0-9]{0,5})?$")
    source: str = Field(min_length=1, max_length=300)


class AgencyIn(Sent):
    """An agency. ``parent`` counts for a new one only; ``reports`` null leaves that to the regimes."""

    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field("", max_length=100)
    code: str = Field("", max_length=35)
    kind: Kind
    force: Force = ""
    level: Level
    area: int | None = _id()
    parent: int | None = _id()
    valid_from: date = _day()
    reports: bool | None = None


class LastDay(Sent):
    """The last day; null lifts the end."""

    last_day: date | None = _day(default=None)


class Move(Sent):
    """Under which agency it stands from a day on; null: under nobody."""

    parent: int | None = _id()
    on: date = _day()


class AreaIn(Sent):
    """An area; ``last_day`` null while it exists."""

    name: str = Field(min_length=1, max_length=200)
    level: Level
    code: str = Field("", max_length=20)
    parent: int | None = _id()
    border: bool = False
    valid_from: date = _day()
    last_day: date | None = _day(default=None)


class AreaOut(Schema):
    """An area; ``valid_to`` is the first day on which it no longer exists."""

    id: int
    key: str
    code: str
    name: str
    level: str
    parent: int | None = Field(None, alias="parent_id")
    border: bool
    valid_from: date
    valid_to: date | None


class BodiesImported(Schema):
    """What a table did, or would do with ``preview``."""

    saved: bool
    added: int
    corrected: int
    keys: list[str]


class IndicatorIn(Sent):
    """An indicator; a ratio names the codes of its two parts."""

    group: str = Field(min_length=1, max_length=2)
    name: str = Field(min_length=1, max_length=200)
    name_en: str = Field("", max_length=200)
    unit: str = Field(min_length=1, max_length=40)
    kind: Literal["flow", "stock", "ratio"]
    decimals: int = Field(0, ge=0, le=4)
    breakdowns: list[Level] = Field([], max_length=4)
    joint_kind: str = Field("", max_length=20)
    numerator: str = Field("", max_length=12)
    denominator: str = Field("", max_length=12)
    source: str = Field(max_length=300)


class IndicatorOut(IndicatorIn):
    """An indicator with its code."""

    code: str


class RegimeIn(Sent):
    """A regime; ``asks``: a line an indicator, «A1: UBND xã; đồn biên phòng». ``due``: days by level."""

    name: str = Field(min_length=1, max_length=200)
    name_en: str = Field("", max_length=200)
    frequency: Literal["month", "quarter", "half", "nine_months", "year"]
    calendar: Literal["nd09", "calendar"]
    due: dict[Level, Days] = Field(examples=[{"post": 3, "commune": 3, "district": 6, "province": 6}])
    asks: str = Field(max_length=20_000)
    everybody: bool = True
    valid_from: date | None = _day(default=None)
    source: str = Field(max_length=300)


class AskOut(Schema):
    """One indicator that a regime asks, and of whom; an empty list asks everybody."""

    indicator: str
    suppliers: list[str]


class RegimeOut(Schema):
    """A regime with who owes reports under it today."""

    key: str
    name: str
    frequency: str
    calendar: str
    everybody: bool
    valid_from: date | None
    source: str
    due: dict[str, int]
    asks: list[AskOut]
    reporters: list[int]


class FunctionIn(Sent):
    """A field of work; ``words`` by which a task is recognised are separated by «;»."""

    name: str = Field(min_length=1, max_length=200)
    words: str = Field("", max_length=1000)


class Holder(Schema):
    """A body that has a function; ``valid_to`` is the first day on which it no longer has it."""

    agency: int
    name: str
    valid_from: date
    valid_to: date | None
    source: str


class FunctionOut(FunctionIn):
    """A function with the bodies that had or have it, in order."""

    id: int
    key: str
    holders: list[Holder]


class HolderIn(Sent):
    """From ``on`` the agency has the function."""

    agency: int = Field(ge=1, le=2**31)
    on: date = _day()
    source: str = Field(min_length=1, max_length=300)


class Reporters(Sent):
    """Exactly these agencies owe reports from today on."""

    agencies: list[int] = Field(max_length=5000)
