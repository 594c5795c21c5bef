"""The newest hits on PostgreSQL, whose text index knows no order and is slow with a word half typed.

Each task has a mark of its age among its words: the newest stretches are asked before all. For a last word
that may go on the index would gather every task with any such word; where there are other words, the index is
asked for those, and the half one is looked for in the rows they lead to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from cotmoc.domain.sought import Sought, closed
from cotmoc.tasks.models import TaskText
from cotmoc.tasks.queries.narrowing import Reach, expression
from cotmoc.tasks.wording import AGE, age_mark

_FIRST = 2
"""Of how many of the newest stretches the index is asked before all."""
_FURTHER = 12
"""Of how many at most it is asked once more, where they are likely to hold enough."""
_LOOKED_AT = 4_000
"""In how many rows of the first stretches a half word is looked for."""
_FEW = 10_000
"""Among how many rows of all it is looked for; among more the index is asked for it after all."""
_RARE = 10_000
"""In how many tasks a word stands that leads the index to few."""

_WORDS = "(x.title || x.rest)"
_ASKED_ABOUT = 50_000
"""Of how many tasks it is looked for in their rows, instead of asking the index."""
Words = tuple[Sought, ...]


class ByAge:
    """A search within reach: up to ``pool`` of the newest are found, more than ``most`` are enough."""

    def __init__(self, reach: Reach, *, most: int, pool: int) -> None:
        self._reach, self._most, self._pool = reach, most, pool
        self._stretches = (TaskText.objects.aggregate(last=Max("task"))["last"] or 0) // AGE + 1

    def newest(self, asked: Words) -> tuple[list[int], list[int] | None]:
        """The tasks with whole words only, and those in which the last one may go on; all or enough.

        The second is None where it was not looked for: the first are enough, or the last word is finished.
        """
        with _through_the_index():
            return self._of_rare(asked) or self._of_few(asked) or self._by_age(asked, closed(asked))

    def _of_few(self, asked: Words) -> tuple[list[int], list[int]] | None:
        """Looked for in the rows of the tasks that are asked about, where these are not very many."""
        among = self._reach.among
        if among is None or not among.few or _supposed(among.sql, among.values)[0] > _ASKED_ABOUT:
            return None
        few = _fetched(f"SELECT DISTINCT id FROM ({among.sql}) AS few(id) ORDER BY 1 DESC", [*among.values])  # noqa: S608
        reach = replace(self._reach, among=None)
        rows = (
            f"SELECT x.task_id, x.title, x.rest FROM tasks_tasktext x "  # noqa: S608 - put together here
            f"WHERE x.task_id = ANY(%s) AND x.province_id = %s AND ({_WORDS} @@ %s::tsquery) IS TRUE"
        )
        marked = expression(asked, reach.marks)
        found: list[tuple[int, bool]] = []
        for at in range(0, len(few), _LOOKED_AT):
            ids = [pk for (pk,) in few[at : at + _LOOKED_AT]]
            found += _fitting(rows, [ids, reach.province, marked], asked, reach, _LOOKED_AT)[1]
            if sum(whole for _, whole in found) > self._most:
                break
        return _parted(found, self._pool)

    def _of_rare(self, asked: Words) -> tuple[list[int], list[int]] | None:
        """Looked for in the rows to which the index leads, where one of the words is rare."""
        likely = _likely(asked)
        if min(likely) > _RARE:
            return None
        begun = asked if likely[-1] <= _RARE else _without_last(asked)
        return self._of_all(begun, asked)

    def _of_all(self, begun: Words, asked: Words) -> tuple[list[int], list[int]] | None:
        """Looked for in all rows to which ``begun`` leads; None where these are too many."""
        met, found = self._looked_up(begun, asked, self._stretches, 2 * _FEW)
        return _parted(found, self._pool) if met < 2 * _FEW else None

    def _by_age(self, asked: Words, whole: Words) -> tuple[list[int], list[int] | None]:
        exact = self._ids(whole, _FIRST)
        likely_enough = len(exact) * self._stretches > 2 * _FIRST * self._most
        if likely_enough or whole == asked:
            exact = self._further(whole, exact)
            if whole == asked or self._enough(exact):
                return exact, None
        first: list[int] | None = None
        if begun := _without_last(asked):
            met, found = self._looked_up(begun, asked, _FIRST, _LOOKED_AT)
            few = met < _LOOKED_AT and met * self._stretches <= _FEW * _FIRST
            if few and (parted := self._of_all(begun, asked)):
                return parted
            if met < _LOOKED_AT or len(found) > self._most:
                first = [task for task, _ in found]
        if not likely_enough:
            exact = self._further(whole, exact)
        if self._enough(exact):
            return exact, None
        return exact, self._further(asked, self._ids(asked, _FIRST) if first is None else first)

    def _enough(self, found: list[int]) -> bool:
        return len(found) > self._most

    def _further(self, asked: Words, found: list[int]) -> list[int]:
        """Beyond the first stretches, in which these were ``found``."""
        if self._enough(found) or self._stretches <= _FIRST:
            return found
        likely = ceil(_FIRST * 1.5 * self._most / len(found)) if found else self._stretches
        if likely <= min(_FURTHER, self._stretches // 2):
            found = self._ids(asked, likely)
            if self._enough(found):
                return found
        return self._ids(asked, self._stretches)

    def _ids(self, asked: Words, stretches: int) -> list[int]:
        """What the index finds in so many of the newest stretches."""
        sql, values = self._hits("x.task_id, x.task_id + 0 AS age", asked, stretches)
        # OFFSET keeps the planner from walking all tasks in the hope of soon having enough; in their order
        # hits are looked up no further than needed.
        sql = f"SELECT h.task_id FROM ({sql} ORDER BY age DESC OFFSET 0) AS h WHERE true"  # noqa: S608
        sql, values = self._reach.narrowed(sql, values, "h.task_id")
        return [task for (task,) in _fetched(f"{sql} ORDER BY h.age DESC LIMIT {self._pool}", values)]

    def _looked_up(
        self, begun: Words, asked: Words, stretches: int, most: int
    ) -> tuple[int, list[tuple[int, bool]]]:
        """How many tasks the index leads to by ``begun``, up to ``most``; of them which fit, and if whole."""
        sql, values = self._hits("x.task_id, x.title, x.rest", begun, stretches)
        return _fitting(f"{sql} OFFSET 0", values, asked, self._reach, most)

    def _hits(self, columns: str, asked: Words, stretches: int) -> tuple[str, list[Any]]:
        marks = self._reach.marks
        if stretches < self._stretches:
            ages = range(self._stretches - stretches, self._stretches)
            marks = (*marks, tuple(age_mark(age * AGE) for age in ages))
        # As a sum the province is no key: nothing but the index of words leads to the rows.
        sql = (
            f"SELECT {columns} FROM tasks_tasktext x "  # noqa: S608 - put together from the texts here
            f"WHERE {_WORDS} @@ %s::tsquery AND x.province_id + 0 = %s"
        )
        return sql, [expression(asked, marks), self._reach.province]


def _fitting(
    rows: str, values: list[Any], asked: Words, reach: Reach, most: int
) -> tuple[int, list[tuple[int, bool]]]:
    """How many rows there are, up to ``most`` of the newest; of them which fit, and if whole."""
    met = (
        f"SELECT task_id, title || rest AS words FROM ({rows}) AS h "  # noqa: S608
        f"ORDER BY task_id DESC LIMIT {most}"
    )
    fit = "SELECT task_id, words @@ %s::tsquery FROM met WHERE words @@ %s::tsquery"
    fit, more = reach.narrowed(fit, [expression(closed(asked)), expression(asked)], "met.task_id")
    sql = f"WITH met AS MATERIALIZED ({met}) SELECT count(*), false FROM met UNION ALL ({fit})"  # noqa: S608
    (count, _), *found = _fetched(sql, [*values, *more])
    return count, sorted(found, reverse=True)


def _parted(found: list[tuple[int, bool]], pool: int) -> tuple[list[int], list[int]]:
    return [task for task, whole in found if whole][:pool], [task for task, _ in found][:pool]


def _likely(asked: Words) -> list[int]:
    """In how many tasks each word stands, as the database supposes."""
    words = [Sought((word,)) for one in asked for word in one.words]
    words[-1] = replace(words[-1], open=asked[-1].open)
    one = f"SELECT FROM tasks_tasktext x WHERE {_WORDS} @@ %s::tsquery"
    return _supposed(" UNION ALL ".join([one] * len(words)), [expression([word]) for word in words])


def _supposed(sql: str, values: Sequence[Any]) -> list[int]:
    """How many rows the database supposes there are, of each part where several are put together."""
    ((plan,),) = _fetched(f"EXPLAIN (FORMAT JSON) {sql}", [*values])
    top = plan[0]["Plan"]
    parts = top["Plans"] if top["Node Type"] == "Append" else [top]
    return [int(part["Plan Rows"]) for part in parts]


def _without_last(asked: Words) -> Words:
    """The words that are finished; none where the one that may go on stands alone."""
    last = asked[-1]
    return (*asked[:-1], *([Sought(last.words[:-1])] if len(last.words) > 1 else []))


def _fetched(sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


# Comparing a row with hundreds of marks is supposed to cost no more than with one word, so tasks would be
# walked one by one: they must not. With less memory than the hits need every word of their pages is compared
# again; and to start another process takes longer than what it would do.
_WAY = {"enable_seqscan": "off", "work_mem": "'32MB'", "max_parallel_workers_per_gather": "0"}


@contextmanager
def _through_the_index() -> Iterator[None]:
    """What is asked within is found through the index of words; afterwards the database chooses again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in _WAY.items()))
        yield
        cursor.execute("; ".join(f"SET LOCAL {name} = DEFAULT" for name in _WAY))
