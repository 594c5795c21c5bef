"""What stands around every page: menu, unit, languages, demo day. Asked only when a template asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import clock
from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import Permission, permits
from cotmoc.organisations import queries
from cotmoc.tasks import queries as tasks
from cotmoc.web.request import Request

if TYPE_CHECKING:
    from cotmoc.domain.access import Actor

DEMO_AFTER = date(2025, 10, 15)
"""The other day of the demo: after the reorganisation of 1 July 2025."""


@dataclass(frozen=True, slots=True)
class Destination:
    """One place of the menu; ``room`` names the module of its pages."""

    path: str
    label: str | Promise
    room: str


DESTINATIONS = (
    Destination("/", _("Hôm nay"), "today"),
    Destination("/van-ban/", _("Văn bản"), "directives"),
    Destination("/nhiem-vu/", _("Nhiệm vụ"), "tasks"),
    Destination("/ke-hoach/", _("Kế hoạch"), "plans"),
    Destination("/chuong-trinh/", _("Chương trình, nguồn vốn"), "programmes"),
    Destination("/bao-cao/", _("Báo cáo"), "reports"),
    Destination("/phoi-hop/", _("Phối hợp"), "coordination"),
    Destination("/so-lieu/", _("Số liệu"), "numbers"),
    Destination("/giao-ban/", _("Giao ban"), "briefings"),
    Destination("/quan-tri/", _("Quản trị"), "people"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A destination as one person sees it on one page."""

    path: str
    label: str | Promise
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class Known:
    """What stands around every page of one person on one day; ``counts`` by room."""

    place: str = ""
    unit: str = ""
    reminders: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


class Frame:
    """The frame of one answer; every part is found when first asked for."""

    def __init__(self, request: Request) -> None:
        self._request = request

    @property
    def actor(self) -> Actor | None:
        """Who acts, or None."""
        return getattr(self._request, "actor", None)

    @cached_property
    def menu(self) -> list[Item]:
        """The destinations that exist and that this person may open."""
        path, counts = self._request.path, self._known.counts
        return [
            Item(place.path, place.label, _holds(place.path, path), counts.get(place.room, 0))
            for place in self._places
        ]

    @cached_property
    def _places(self) -> list[Destination]:
        """The destinations that this person may open."""
        actor = self.actor
        return [
            place
            for place in DESTINATIONS
            if actor is not None
            and (needs := permission_of(place.path)) is not None
            and permits(actor, needs)
        ]

    @property
    def unit(self) -> str:
        """The name of the body this person acts for."""
        return self._known.unit

    @property
    def place(self) -> str:
        """The installation's province."""
        return self._known.place

    @property
    def reminders(self) -> int:
        """What this person is reminded of today; 0 for nothing and once the page of it was opened today."""
        return self._known.reminders

    @cached_property
    def _known(self) -> Known:
        """What the frame says of the database, asked once until anybody does anything."""
        if self.actor is None:
            province = queries.the_province()
            return Known(province.name if province else "")
        return until_next_deed(("frame", self.actor, self._request.today), self._asked)

    def _asked(self) -> Known:
        """The names around and what rooms count as «room number» in one statement, then what rooms know."""
        assert self.actor is not None
        rows = {
            f"{place.room} {n}": found
            for place in self._places
            if (rows_of := _of_room(place.room, "nav_rows")) is not None
            for n, found in enumerate(rows_of(self._request))
        }
        found = queries.together(counted=rows, first=queries.names_around(self.actor))
        counts = {place.room: 0 for place in self._places}
        for place in self._places:
            if (count := _of_room(place.room, "nav_count")) is not None:
                counts[place.room] += count(self._request)
        for name in rows:
            counts[name.partition(" ")[0]] += found[name]
        reads = permits(self.actor, Permission.READ_TASK)
        reminders = tasks.reminders_unseen(self.actor, on=self._request.today) if reads else 0
        return Known(found["place"] or "", found["unit"] or "", reminders, counts)

    @property
    def can_search(self) -> bool:
        """Whether the search field leads anywhere for this person."""
        needs = permission_of("/nhiem-vu/")
        return self.actor is not None and needs is not None and permits(self.actor, needs)

    @property
    def demo(self) -> bool:
        """Whether this is the demo province."""
        return bool(settings.COTMOC_DEMO)

    @property
    def today(self) -> date:
        """The working day of this request."""
        return self._request.today

    @property
    def other_day(self) -> date:
        """The day the demo can switch to."""
        return DEMO_AFTER if self._request.today != DEMO_AFTER else clock.today()


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` in every template."""
    return {"frame": Frame(cast(Request, request))}


@cache
def permission_of(path: str) -> Permission | None:
    """The permission a page declares, or None when there is no such guarded page."""
    try:
        return getattr(resolve(path).func, "permission", None)
    except Resolver404:
        return None


@cache
def _of_room(room: str, name: str) -> Callable[[Request], Any] | None:
    # A room that wants a count beside its name in the menu defines nav_rows(request), queries to be counted
    # with those of others, or nav_count(request) where it knows the count.
    return getattr(import_module(f"cotmoc.web.{room}"), name, None)


def _holds(place: str, path: str) -> bool:
    return path == place if place == "/" else path.startswith(place)
