"""The reader with the real lexicon, and short ways to ask it."""

from functools import cache
from pathlib import Path

from cotmoc.directives.lexicon import load_lexicon
from cotmoc.domain.extraction import Lexicon, Reading, Task, read

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(__file__).with_name("corpus")
ENTERS = "UBND tỉnh yêu cầu Sở Y tế tổ chức tập huấn cho cán bộ xã."


@cache
def lexicon() -> Lexicon:
    return load_lexicon(ROOT / "reference_data" / "lexicon")


def reading(text: str) -> Reading:
    return read(text, lexicon())


def tasks(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """(words of the span, leads, coordinators) of each task."""
    return [(text[slice(*t.span)], t.lead, t.coord) for t in reading(text).tasks]


def spans(text: str) -> list[str]:
    return [words for words, _, _ in tasks(text)]


def leads(text: str) -> list[tuple[str, ...]]:
    return [lead for _, lead, _ in tasks(text)]


def only(text: str) -> Task:
    (task,) = reading(text).tasks
    return task
