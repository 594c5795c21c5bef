"""What a board's address asks for, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import FIRST_YEAR, LAST_YEAR
from cotmoc.domain.task_status import TaskState
from cotmoc.organisations import queries as organisations
from cotmoc.tasks.queries import Filter
from cotmoc.web.request import ActorRequest

SIZES = (25, 100)
WITHDRAWN = "withdrawn"
PARTS = ("agency", "lead", "giver", "holder")
"""How the chosen body takes part: in any role, as accountable lead, as giver, as who has a matter."""
WAITS = ("awaiting", "asked", "paused", "returned")
"""What a task may wait for besides the work: acceptance, a later due day, a leader's answer, a better one."""
OWED = ("overdue", "due_soon")
"""How the parts of coordinating bodies may stand that are asked for."""

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A board as its address describes it; ``params`` without what is empty."""

    only: Filter
    size: int
    page: int
    params: dict[str, str]
    body: int | None = None
    part: str = "agency"
    area: int | None = None
    programme: int | None = None
    owed: str | None = None
    month: date | None = None
    day: date | None = None

    @property
    def query(self) -> str:
        """The filter alone, whatever page, month or day of it is shown; the same for the same filter."""
        kept = {name: value for name, value in self.params.items() if name not in _PLACES}
        return urlencode(sorted(kept.items()))

    def link(self, **changes: object) -> str:
        """The address of this board with changes; None leaves a parameter out. Always its first page."""
        kept = {**self.params, **changes, "page": None}
        shown = {name: value for name, value in kept.items() if value not in (None, "")}
        return f"?{urlencode(shown)}" if shown else "?"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the state narrows it."""
        return any(
            name in self.params
            for name in ("q", "body", "area", "programme", "function", "owed", *WAITS, *PARTS)
        )


def asked(data: QueryDict) -> Asked:
    """Read a board's address. Raises Problem(BAD_VALUE) with the parameter's name."""
    given = {name: str(value).strip() for name, value in data.items() if name in _KNOWN}
    params: dict[str, str] = {name: value for name, value in given.items() if value}
    ids = {part: _number(params, part) for part in PARTS}
    body, part = _number(params, "body"), _one_of(params, "part", PARTS) or "agency"
    if body is not None:
        ids = {**ids, part: body}
    else:
        params.pop("part", None)
        part, body = next(((name, one) for name, one in ids.items() if one is not None), (part, None))
    state = _one_of(params, "state", (*(one.value for one in TaskState), WITHDRAWN))
    text = params.get("q", "").replace("\0", " ")
    if len(text) > _LONGEST:
        raise Problem(BAD_VALUE, field="q", why=_("dài quá 100 ký tự"))
    only = Filter(
        state=TaskState(state) if state and state != WITHDRAWN else None,
        withdrawn=state == WITHDRAWN,
        text=text,
        awaiting=params.get("awaiting") == "1",
        asked=params.get("asked") == "1",
        paused=params.get("paused") == "1",
        returned=params.get("returned") == "1",
        lead=ids["lead"],
        agency=ids["agency"],
        giver=ids["giver"],
        holder=ids["holder"],
        function=_number(params, "function"),
    )
    size = _number(params, "size") or SIZES[0]
    return Asked(
        only,
        size if size in SIZES else SIZES[0],
        _number(params, "page") or 1,
        params,
        body,
        part,
        area=_number(params, "area"),
        programme=_number(params, "programme"),
        owed=_one_of(params, "owed", OWED),
        month=_date(params, "month", "%Y-%m"),
        day=_date(params, "day", "%Y-%m-%d"),
    )


def bodies(request: ActorRequest, chosen: int | None) -> SafeString:
    """The options of the field of bodies, grouped by level; written once, because they can be thousands."""
    known = organisations.agencies(request.actor, on=request.today).values_list("pk", "name", "level")
    key = ("bodies", request.actor.province, request.today, get_language())
    options = until_next_deed(key, lambda: _options(known))
    if chosen is None:
        return options
    option = f'<option value="{chosen:d}"'
    if option in options:
        return mark_safe(options.replace(option, f"{option} selected", 1))  # noqa: S308 - a number is put in
    return options + _options(_ended(request.actor, chosen), chosen)


def _options(found: Iterable[tuple[int, str, str]], chosen: int | None = None) -> SafeString:
    groups: dict[str, list[str]] = {}
    for pk, name, level in found:
        mark = " selected" if pk == chosen else ""
        groups.setdefault(level, []).append(f'<option value="{pk:d}"{mark}>{escape(name)}</option>')
    labels = {
        "province": _("Cấp tỉnh"),
        "district": _("Cấp huyện"),
        "commune": _("Cấp xã"),
        "post": _("Đồn, trạm"),
        "": _("Không còn hoạt động"),
    }
    shown = [
        f'<optgroup label="{escape(labels[level])}">{"".join(groups[level])}</optgroup>'
        for level in labels
        if level in groups
    ]
    return mark_safe("".join(shown))  # noqa: S308 - every name is escaped above


def _ended(actor: Actor, chosen: int) -> list[tuple[int, str, str]]:
    try:
        return [(chosen, organisations.agency(actor, chosen).name, "")]
    except Problem:
        return []


_PLACES = frozenset({"size", "page", "month", "day"})
_KNOWN = frozenset(
    {"q", "state", "body", "area", "programme", "function", "part", "owed", *_PLACES, *WAITS, *PARTS}
)


def _one_of(params: dict[str, str], name: str, known: tuple[str, ...]) -> str | None:
    value = params.get(name)
    if value is not None and value not in known:
        raise Problem(BAD_VALUE, field=name, why=_("chọn một trong các mục có sẵn"))
    return value


def _number(params: dict[str, str], name: str) -> int | None:
    text = params.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Problem(BAD_VALUE, field=name, why=_("không phải số"))
    return int(text)


def _date(params: dict[str, str], name: str, form: str) -> date | None:
    """A day, or the first one of a month, of the years that officials write."""
    text = params.get(name, "")
    if not text:
        return None
    try:
        found = datetime.strptime(text, form).date()
    except ValueError:
        found = date.min
    if not (text.isascii() and FIRST_YEAR < found.year < LAST_YEAR):
        raise Problem(BAD_VALUE, field=name, why=_("không phải ngày, tháng"))
    return found
