"""How rare words are together, judged by some hundred tasks: by it is chosen how the text index is asked.

What is found never depends on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

from django.db import connection

from cotmoc.audit.keeping import until_next_deed
from cotmoc.domain.sought import Sought

_LOOKED_AT = 800
_TOO_FEW = 100
"""Of how many tasks nothing can be said about the others."""
Term = Sought | tuple[str, ...]
"""What is asked for, or marks of which any may stand."""


def words_of(asked: Iterable[Sought]) -> list[Sought]:
    """Each word of what is asked for on its own."""
    found: dict[Sought, None] = {}
    for one in asked:
        *others, last = one.words
        found |= dict.fromkeys([*(Sought((word,)) for word in others), Sought((last,), one.open)])
    return list(found)


class Sample:
    """Some tasks, each told by its words."""

    def __init__(self, tasks: Iterable[Iterable[str]]) -> None:
        places: dict[str, int] = defaultdict(int)
        self.tasks = 0
        for words in tasks:
            for word in set(words):
                places[word] |= 1 << self.tasks
            self.tasks += 1
        # What stands in one of them only is as rare as what stands in none.
        self._places = {word: at for word, at in places.items() if at.bit_count() > 1}
        self._words = sorted(self._places)

    def share(self, terms: Sequence[Term]) -> float:
        """In what part of all tasks these may stand together; never nothing."""
        together = self._all()
        for term in terms:
            together &= self._of(term)
        return max(together.bit_count(), 1) / max(self.tasks, 1)

    def leading(self, terms: Sequence[Term]) -> list[Term]:
        """The fewest that lead to hardly more tasks than all of them, the rarest first.

        Marks of which any may stand are asked for one by one, and are taken for as much more common.
        """
        if self.tasks < _TOO_FEW:
            return list(terms)
        left, together, led = {term: self._of(term) for term in terms}, self._all(), list[Term]()
        while left and (not led or together.bit_count() > 1):
            rarest = min(left, key=lambda term: (together & left[term]).bit_count() * _looks(term))
            together &= left.pop(rarest)
            led.append(rarest)
        return led

    def in_order(self, terms: Sequence[Term]) -> list[Term]:
        """Those that lead, then the others, the rarest first."""
        led = self.leading(terms)
        return led + sorted(
            (term for term in terms if term not in led), key=lambda term: self._of(term).bit_count()
        )

    def _all(self) -> int:
        return (1 << self.tasks) - 1

    def _of(self, term: Term) -> int:
        if isinstance(term, tuple):
            return self._any(self._places.get(mark, 0) for mark in term)
        together = self._all()
        for word in words_of([term]):
            together &= self._of_word(word.words[0], word.open)
        return together

    def _of_word(self, asked: str, goes_on: bool) -> int:
        if not goes_on:
            return self._places.get(asked, 0)
        begun = takewhile(lambda word: word.startswith(asked), self._words[bisect_left(self._words, asked) :])
        return self._any(self._places[word] for word in begun)

    @staticmethod
    def _any(places: Iterable[int]) -> int:
        found = 0
        for at in places:
            found |= at
        return found


def _looks(term: Term) -> int:
    return len(term) if isinstance(term, tuple) else 1


def last_task() -> int:
    """The number of the newest task that has words; 0 where none has."""
    return until_next_deed("last task with words", _last_task)


def _last_task() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(task_id) FROM tasks_tasktext")
        return int(cursor.fetchone()[0] or 0)


def sample(last: int) -> Sample:
    """A sample of the tasks up to about the ``last``, kept until there are an eighth more."""
    grown = max(last.bit_length() - 3, 0)
    return _taken(last >> grown << grown)


@lru_cache(maxsize=4)
def _taken(last: int) -> Sample:
    chosen = sorted({last * n // _LOOKED_AT for n in range(1, _LOOKED_AT + 1)})
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(map(str, chosen))
            cursor.execute(f"SELECT title || ' ' || rest FROM tasks_tasktext WHERE task_id IN ({places})")  # noqa: S608
            return Sample(words.split() for (words,) in cursor.fetchall())
        cursor.execute(
            "SELECT tsvector_to_array(title || rest) FROM tasks_tasktext WHERE task_id = ANY(%s)", [chosen]
        )
        return Sample([word.partition(":")[2] for word in words] for (words,) in cursor.fetchall())
