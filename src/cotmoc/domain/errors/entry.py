"""The shape of one entry in the error catalogue and the exception that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .fields import words_of
from .said import Said

EXIT_WRONG_USE = 2
EXIT_UNREADABLE = 3
EXIT_SECRET = 4
EXIT_NOT_PERMITTED = 5


@dataclass(frozen=True, slots=True)
class Text:
    """What happened, what is kept, what to do next, in one language."""

    what: str
    kept: str
    todo: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.todo) if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered thing that can go wrong.

    The same entry becomes a page, a problem+json reply or an exit code.
    """

    number: int
    code: str
    http: int
    exit: int
    vi: Text
    en: Text


class Problem(Exception):
    """A catalogued failure. ``values`` fill the {names} of the entry's texts, ``field`` by its words.

    A value that speaks both languages (``Said``, a FormError, a Period) is shown in the one asked for.
    ``others`` are further failures of the same form, each with its own field; ``which`` tells of several
    things sent in one field the one that failed.
    """

    others: tuple[Problem, ...] = ()
    which: Said | None = None

    def __init__(self, entry: Entry, *, field: str | None = None, **values: object) -> None:
        self.entry = entry
        self.field = field
        self.values = values
        super().__init__(f"CM-{entry.number:04d} {entry.code}: {self.text('en')}")

    def __reduce__(self) -> tuple[object, ...]:
        """Between processes goes the number: the entry over there is the one of this catalogue."""
        return _of_number, (self.entry.number, self.field, self.values, self.others)

    def text(self, language: str = "vi") -> str:
        """The whole message, ready to show."""
        return str(self.parts(language))

    def parts(self, language: str = "vi") -> Text:
        """The three parts of the message, each ready to show."""
        part = self.entry.vi if language.startswith("vi") else self.entry.en
        shown = self._shown(language)
        which = f"{in_language(self.which, language)}: " if self.which else ""
        what = which + part.what.format_map(shown)
        return Text(what, part.kept.format_map(shown), part.todo.format_map(shown))

    def _shown(self, language: str) -> _Shown:
        named = {"field": words_of(self.field), **self.values} if self.field else self.values
        return _Shown({name: in_language(value, language) for name, value in named.items()})


def _of_number(
    number: int, field: str | None, values: dict[str, object], others: tuple[Problem, ...]
) -> Problem:
    from cotmoc.domain.errors import catalogue

    problem = Problem(next(entry for entry in catalogue() if entry.number == number), field=field, **values)
    problem.others = others
    return problem


def together(problems: Sequence[Problem]) -> Problem:
    """Failures of one form as the first of them, which carries the others."""
    first, *rest = problems
    first.others = tuple(rest)
    return first


def in_language(value: object, language: str) -> object:
    """``value`` itself, or what it says in ``language`` when it speaks both."""
    said = getattr(value, "vi" if language.startswith("vi") else "en", value)
    return said() if callable(said) else said


class _Shown(dict[str, object]):
    def __init__(self, values: dict[str, object]) -> None:
        super().__init__(values)

    def __missing__(self, key: str) -> str:
        return "…"
