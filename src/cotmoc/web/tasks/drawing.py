"""One task's course as pieces of a drawing, their places in percent of the line of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cotmoc.domain.task_status import TaskState
from cotmoc.tasks.queries import Course
from cotmoc.web.words import day

if TYPE_CHECKING:
    from cotmoc.tasks.models import Task

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days; ``kind`` is its class: run, free (no due day), more, late, done-late, pause."""

    kind: str
    at: str
    width: str


@dataclass(frozen=True, slots=True)
class Point:
    """A day; ``kind`` is its class: given, was (an earlier due day), due, done."""

    kind: str
    at: str


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month on the line."""

    at: str
    words: str
    year: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the task, its days in words, and the same drawn."""

    pk: int
    title: str
    code: str
    state: TaskState | None
    days: int | None
    awaiting: bool
    paused_on: date | None
    words: str
    spans: list[Span]
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Scale:
    """The line from ``first`` to ``last``, both included, and the day on which it is looked at."""

    first: date
    last: date
    today: date

    def at(self, when: date) -> str:
        """The beginning of a day in percent, held within the line."""
        whole = (self.last - self.first).days + 1
        return f"{min(max(100 * (when - self.first).days / whole, 0), 100):.2f}"

    def shows(self, when: date) -> bool:
        """Whether the day lies on the line."""
        return self.first <= when <= self.last

    @property
    def now(self) -> str:
        """Where today's line stands; empty where it is off the line."""
        return self.at(self.today) if self.shows(self.today) else ""

    @property
    def ticks(self) -> list[Tick]:
        """The months, the year named at the first of them and at each January."""
        starts = [self.first + n * _DAY for n in range((self.last - self.first).days + 1)]
        firsts = [one for one in starts if one.day == 1]
        return [
            Tick(
                self.at(one),
                _("Th %(month)s") % {"month": one.month},
                str(one.year) if n == 0 or one.month == 1 else "",
                n % 3 > 0,
            )
            for n, one in enumerate(firsts)
        ]


def drawn(course: Course, scale: Scale) -> Line:
    """The row of one course."""
    task = course.task
    return Line(
        pk=task.pk,
        title=task.title,
        code=task.external_id,
        state=course.state,
        days=(task.due_on - scale.today).days if task.due_on else None,
        awaiting=task.completed_on is not None and task.closed_on is None,
        paused_on=task.paused_on,
        words=told(course),
        spans=[span for span in _spans(course, scale) if float(span.width) > 0],
        points=[Point(kind, scale.at(when)) for kind, when in _points(course) if scale.shows(when)],
    )


def told(course: Course) -> str:
    """The days of a course in words, for those who read or hear them."""
    task = course.task
    parts = [_("giao %(day)s") % {"day": day(task.given_on)}]
    if task.due_on:
        parts.append(_("hạn %(day)s") % {"day": day(task.due_on)})
    if course.earlier:
        parts.append(_("hạn trước %(days)s") % {"days": ", ".join(day(one) for one in course.earlier)})
    for start, end in course.pauses:
        said = _("dừng từ %(first)s đến %(last)s") if end else _("dừng từ %(first)s")
        parts.append(said % {"first": day(start), "last": day(end)})
    if task.outcome == "cancelled":
        parts.append(_("rút %(day)s") % {"day": day(task.closed_on)})
    elif task.completed_on:
        parts.append(_("báo xong %(day)s") % {"day": day(task.completed_on)})
    return "; ".join(parts)


def _spans(course: Course, scale: Scale) -> list[Span]:
    """The term granted, what extensions added, the days past it, and where the clock stood still over it."""
    task = course.task
    ended = task.closed_on or task.completed_on
    term = task.due_on or ended or scale.last
    if task.closed_on and course.state is None:
        term = min(term, task.closed_on)
    begun = min(course.earlier[0] if course.earlier else term, term)
    spans = [_span("run" if task.due_on else "free", task.given_on, begun, scale)]
    if begun < term:
        spans.append(_span("more", begun + _DAY, term, scale))
    if course.state is TaskState.OVERDUE:
        spans.append(_span("late", term + _DAY, scale.today, scale))
    elif course.state is TaskState.DONE_LATE and ended:
        spans.append(_span("done-late", term + _DAY, ended, scale))
    for start, end in course.pauses:
        spans.append(_span("pause", start, (end or _pause_end(task, scale)) - _DAY, scale))
    return spans


def _pause_end(task: Task, scale: Scale) -> date:
    """A clock that stands still does so until today at least."""
    return (task.closed_on or scale.today) + _DAY


def _span(kind: str, first: date, last: date, scale: Scale) -> Span:
    # A task may be due on the last day that there is.
    at, end = scale.at(first), scale.at(min(last, scale.last) + _DAY)
    return Span(kind, at, f"{float(end) - float(at):.2f}")


def _points(course: Course) -> list[tuple[str, date]]:
    task = course.task
    points = [("given", task.given_on), *(("was", one) for one in course.earlier)]
    if task.due_on:
        points.append(("due", task.due_on))
    if task.completed_on and task.outcome != "cancelled":
        points.append(("done", task.completed_on))
    return points
