"""What the search is by its definition, task by task, without an index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from cotmoc.tasks.models import Task

Terms = list[tuple[list[str], bool]]


def texts(task: Task) -> list[str]:
    """The title, then every other text a task is found by."""
    bodies = [task.giver, *(role.agency for role in task.roles.all())]
    names = [name for body in bodies for name in (body.name, body.short_name)]
    return [task.title, task.detail, task.external_id, task.document, *names]


def terms(typed: str) -> Terms:
    """What is asked for: words side by side, and whether the last of them may go on.

    Cut at spaces and quotes; what a quotation closes is finished, and so is all but the last.
    """
    found = []
    for n, piece in enumerate(re.sub("[“”„«»]", '"', typed).split('"')):
        quoted, last = n % 2 == 1, n == typed.translate(_QUOTES).count('"')
        found += [(plain(one), not (quoted and not last)) for one in ([piece] if quoted else piece.split())]
    found = [term for term in found if term[0]]
    return [(words, goes_on and n == len(found) - 1) for n, (words, goes_on) in enumerate(found)]


_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


def plain(text: str) -> list[str]:
    """The words without tone marks, small, «đ» as «d»."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.findall(r"[^\W_]+", "".join(c for c in bare if not unicodedata.combining(c)))


def stands(words: list[str], goes_on: bool, text: str) -> bool:
    """Whether the words stand in the text side by side."""
    begin = r"(?<![^\W_])" + r"\ ".join(words) + ("" if goes_on else r"(?![^\W_])")
    return re.search(begin, " ".join(plain(text))) is not None


def matches(task: Task, typed: str) -> bool:
    """Whether everything asked for stands in some text of the task; signs alone stand in none."""
    if not typed.strip():
        return True
    asked = terms(typed)
    return bool(asked) and all(any(stands(*term, text) for text in texts(task)) for term in asked)


def ranked(tasks: Iterable[Task], typed: str) -> list[int]:
    """Whole words first, then by how much of what is asked for stands in the title, then the newest."""
    asked = {(tuple(words), goes_on) for words, goes_on in terms(typed)}
    whole = {(words, False) for words, _ in asked}

    def place(task: Task) -> tuple[bool, int, int]:
        exact = all(any(stands(list(w), g, text) for text in texts(task)) for w, g in whole)
        counted = whole if exact else asked
        return not exact, -sum(stands(list(w), g, task.title) for w, g in counted), -task.pk

    return [task.pk for task in sorted(tasks, key=place)]
