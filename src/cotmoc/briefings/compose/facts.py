"""Everything a briefing prints, gathered once: totals, reports, tasks, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cotmoc.analytics import queries as analytics
from cotmoc.analytics.keys import Grouping
from cotmoc.analytics.queries import Pivot
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.periods import Period, PeriodKind
from cotmoc.domain.reporting_calendar import Calendar, Window, data_window
from cotmoc.domain.task_status import Tally, TaskState
from cotmoc.meetings import queries as meetings
from cotmoc.meetings.queries import FollowedDecision
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency
from cotmoc.reporting import queries as reporting
from cotmoc.reporting.models import Indicator
from cotmoc.reporting.queries import PeriodBoard
from cotmoc.tasks import queries as tasks
from cotmoc.tasks.models import Task
from cotmoc.tasks.queries import LeadTally, Row

SERIES = "three-force"
"""The meetings whose decisions a briefing follows: the quarterly briefing of the forces."""

MOST_LISTED = 12
"""How many overdue tasks are named one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one briefing, as of ``on``. ``to_date`` is the period from the year's begin.

    ``decisions`` are those of this period's meeting, ``earlier`` those of the meeting before.
    """

    period: Period
    on: date
    window: Window
    last_year: Period
    to_date: Period
    committee: Agency | None
    place: str
    forces: Pivot
    totals: Pivot
    indicators: Sequence[Indicator]
    boards: Sequence[PeriodBoard]
    year_begin: date
    tally: Tally
    leads: Sequence[LeadTally]
    overdue: Sequence[Row]
    upcoming: Sequence[Task]
    decisions: Sequence[FollowedDecision]
    earlier: Sequence[FollowedDecision]


def gather(viewer: Actor, period: Period, *, on: date, snapshot: int | None = None) -> Facts:
    """Ask every room for its part. Raises Problem(NO_SNAPSHOT) before the first snapshot."""
    require(viewer, Permission.READ_BRIEFING)
    window = data_window(period, Calendar.ND09)
    to_date = year_to_date(period)
    asked = list(_asked(viewer))
    spread = [i for i in asked if i.breakdowns or i.joint_kind]
    year_begin = date(on.year, 1, 1)
    work = tasks.AsOf(viewer, on=on, only=tasks.Filter(given_from=year_begin, given_to=on))
    head = committee(viewer, window.last_day)
    return Facts(
        period=period,
        on=on,
        window=window,
        last_year=period.same_last_year(),
        to_date=to_date,
        committee=head,
        place=_place(viewer, head),
        forces=analytics.pivot(
            viewer, indicators=spread, periods=[period], grouping=Grouping.FORCE, number=snapshot
        ),
        totals=analytics.pivot(
            viewer,
            indicators=asked,
            periods=list(dict.fromkeys([period, period.same_last_year(), to_date])),
            grouping=Grouping.ALL,
            number=snapshot,
        ),
        indicators=asked,
        boards=_boards(viewer, period),
        year_begin=year_begin,
        tally=work.tally,
        leads=work.leads,
        overdue=work.rows(TaskState.OVERDUE, MOST_LISTED + 1),
        upcoming=_upcoming(viewer, period, on),
        decisions=_decisions(viewer, period, on),
        earlier=_decisions(viewer, period.previous(), on),
    )


def in_words(period: Period) -> str:
    """«quý II năm 2022»."""
    said = period.vi().replace("/", " năm ")
    return said[0].lower() + said[1:]


def year_to_date(period: Period) -> Period:
    """The period from the year's begin to this one's end: Q2 → H1, Q3 → nine months, Q4 → year."""
    if period.kind is not PeriodKind.QUARTER or period.number == 1:
        return period
    kind = {2: PeriodKind.HALF, 3: PeriodKind.NINE_MONTHS, 4: PeriodKind.YEAR}[period.number]
    return Period(kind, period.year, 1)


def _asked(viewer: Actor) -> list[Indicator]:
    """Indicators that some regime asks for, ratios of such, and the one that counts joint patrols."""
    found = list(analytics.indicators(viewer))
    asked = set(reporting.asked_indicators(viewer))
    patrols = next((i.pk for i in found if i.joint_kind == "patrol"), None)
    return [
        i for i in found if i.pk in asked or i.pk == patrols or {i.numerator_id, i.denominator_id} <= asked
    ]


def committee(viewer: Actor, day: date) -> Agency | None:
    """The steering committee of that day, which issues the briefing and chairs its meeting."""
    return organisations.agencies(viewer, on=day).filter(kind=Agency.Kind.COMMITTEE).first()


def _place(viewer: Actor, head: Agency | None) -> str:
    province = organisations.the_province()
    own = province.place or province.name if province else ""
    name = head.area.name if head and head.area else own
    return name.removeprefix("tỉnh ").removeprefix("Tỉnh ")


def _boards(viewer: Actor, period: Period) -> list[PeriodBoard]:
    """How the reports stand whose periods end in this one, of every regime."""
    return [
        reporting.board(viewer, regime=regime, period=one)
        for regime in reporting.regimes(viewer)
        for one in period.ending_in(PeriodKind(regime.frequency))
    ]


def _decisions(viewer: Actor, period: Period, on: date) -> list[FollowedDecision]:
    meeting = meetings.meeting(viewer, series=SERIES, period=period)
    return meetings.decisions(viewer, meeting, on=on) if meeting else []


def _upcoming(viewer: Actor, period: Period, on: date) -> list[Task]:
    until = data_window(period.next(), Calendar.ND09).end + timedelta(days=31)
    rows = tasks.board(viewer, on=on).filter(outcome="", due_on__gte=on, due_on__lt=until)
    return list(rows[:MOST_LISTED])
