"""The shape of one entry in the error catalogue and the exception that carries it."""

from __future__ import annotations

from dataclasses import dataclass

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
    """A catalogued failure. ``values`` fill the {names} of the entry's texts."""

    def __init__(self, entry: Entry, *, field: str | None = None, **values: object) -> None:
        self.entry = entry
        self.field = field
        self.values = values
        super().__init__(f"CM-{entry.number:04d} {entry.code}: {self.text('en')}")

    def text(self, language: str = "vi") -> str:
        """The whole message, ready to show."""
        part = self.entry.vi if language.startswith("vi") else self.entry.en
        return str(part).format_map(_Shown(self._named()))

    def parts(self, language: str = "vi") -> Text:
        """The three parts of the message, each ready to show."""
        part = self.entry.vi if language.startswith("vi") else self.entry.en
        shown = _Shown(self._named())
        return Text(part.what.format_map(shown), part.kept.format_map(shown), part.todo.format_map(shown))

    def _named(self) -> dict[str, object]:
        return {"field": self.field, **self.values} if self.field else self.values


class _Shown(dict[str, object]):
    def __init__(self, values: dict[str, object]) -> None:
        super().__init__(values)

    def __missing__(self, key: str) -> str:
        return "…"
