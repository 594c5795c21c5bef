"""What is kept of a task for the search: its words, as the text index of each database takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models

from cotmoc.domain.sought import words

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_BREAK = "·"
"""Stands between two texts, so that no phrase runs from one into the other; no word is spelt so."""
_MOST = 20_000
STRETCH = 20_000
"""How many tasks stand together in PostgreSQL's text index, which is asked for the newest of them first."""


class Words(str):
    """Words with one space between them, which stand in the ``stretch`` of their task."""

    __slots__ = ("stretch",)
    stretch: int

    def __new__(cls, found: str, task: int) -> Words:
        """The words ``found`` of a task."""
        made = super().__new__(cls, found)
        made.stretch = task // STRETCH
        return made


class WordsField(models.TextField):
    """``Words``: as they are in SQLite, for its index reads them; in PostgreSQL a tsvector.

    The tsvector is written as such: no parser of the database takes part, and both find the same. Each word
    carries its stretch («49:duong»): the index has no order, and so finds the hits of one stretch alone.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Its type in the database."""
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """The words as the database takes them."""
        if connection.vendor != "postgresql" or not isinstance(value, Words):
            return value
        return _vector(value.split(), value.stretch)


def in_stretch(word: str, stretch: int) -> str:
    """A word as PostgreSQL knows it."""
    return f"{stretch}:{word}"


def texts_of(task: Any) -> tuple[Words, Words]:
    """The words of the title, and those of all the rest: clause, codes, bodies, and marks of who finds it.

    ``task`` with its giver and roles; of a migration too.
    """
    bodies = {task.giver_id: task.giver} | {role.agency_id: role.agency for role in task.roles.all()}
    names = {pk: (body.name, body.short_name) for pk, body in bodies.items()}
    others = (task.detail, task.external_id, task.document)
    taking_part = [role.agency_id for role in task.roles.all()]
    return texts(task.pk, task.title, others, task.giver_id, taking_part, names)


def texts(
    task: int,
    title: str,
    others: Iterable[str],
    giver: int,
    taking_part: list[int],
    names: Mapping[int, tuple[str, ...]],
) -> tuple[Words, Words]:
    """The same from its parts; ``names`` by body."""
    called = dict.fromkeys(name for body in (giver, *taking_part) for name in names[body])
    rest = [f" {_BREAK} ".join([*map(_text, others), *map(_name, called)])]
    rest += [taking_part_mark(body) for body in taking_part]
    if giver not in taking_part:
        rest.append(giving_mark(giver))
    return Words(_text(title), task), Words(" ".join(rest), task)


def taking_part_mark(agency: int) -> str:
    """Stands among the words of the tasks in which this body has a role."""
    return f"§{agency}"


def giving_mark(agency: int) -> str:
    """Stands among the words of the tasks which this body only gave."""
    return f"¶{agency}"


@lru_cache(maxsize=8192)
def _name(name: str) -> str:
    return _text(name)


def _text(text: str) -> str:
    return " ".join(words(text)[:_MOST])


def _vector(found: Iterable[str], stretch: int) -> str:
    """The text form of a tsvector: each word with its places; a break takes a place of its own."""
    places: dict[str, list[str]] = {}
    # From 2: where the rest is joined to the title, no phrase runs from one into the other.
    for place, word in enumerate(found, 2):
        if word != _BREAK:
            places.setdefault(word, []).append(str(place))
    return " ".join([f"'{in_stretch(word, stretch)}':{','.join(at)}" for word, at in places.items()])
