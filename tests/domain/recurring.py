"""Rules, days and tables of days off to try."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from cotmoc.domain.recurrence import Every, On, Recurrence
from cotmoc.domain.working_time import Rest, Shift

TABLE = Path(__file__).parents[2] / "reference_data" / "holidays.toml"
VIETNAM = Rest.of(tomllib.loads(TABLE.read_text(encoding="utf-8"))["day"])
DAY = timedelta(days=1)
MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
RESTS = st.builds(
    Rest, st.frozensets(DAYS, max_size=60), st.frozensets(DAYS, max_size=6), st.just(VIETNAM.years)
)


def on(text):
    return date.fromisoformat(text)


@st.composite
def rules(draw, counted=None):
    """Rules with the parts that their kind can have; ``counted``: all or none of them from completion."""
    counting = [Every.DAY, Every.WORKING_DAY, Every.MONTH]
    every = draw(st.sampled_from(counting if counted else Every))
    after = every in counting and (draw(st.booleans()) if counted is None else counted)
    starts = draw(st.none() | DAYS)
    interval = draw(st.integers(1, 14)) if starts or after else 1
    parts = {"interval": interval, "starts": starts, "after_completion": after}
    if draw(st.booleans()):
        parts["until"] = (starts or on("2025-01-01")) + draw(st.integers(1, 900)) * DAY
    if every is not Every.DAY or interval > 1 or after:
        parts["shift"] = draw(st.sampled_from(Shift))
    if every is Every.WEEK:
        parts["weekdays"] = tuple(draw(st.sets(st.integers(1, 7), min_size=1)))
    if every in MONTHS and not after:
        parts["on"] = draw(st.sampled_from(On))
        if every is not Every.MONTH:
            parts["month"] = draw(st.integers(1, MONTHS[every]))
        most = {On.DAY: 28 if every is Every.YEAR else 31, On.WORKING_DAY: 23}.get(parts["on"])
        parts["number"] = draw(st.integers(1, most)) if most else None
    return Recurrence(every, lead_days=draw(st.integers(0, 40)), **parts)
