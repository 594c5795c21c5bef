"""The reader with the real lexicon, and short ways to ask it."""

import importlib
import json
from functools import cache
from pathlib import Path

from cotmoc.directives.lexicon import load_lexicon
from cotmoc.domain.extraction import Lexicon, Reading, Task, read

ROOT = Path(__file__).resolve().parents[3]
TRAINING = ROOT / "benchmarks" / "extraction"
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


def kept_weights_fit(name: str) -> bool:
    """Whether the weights in reference_data judge as those do that the module of this name learns now."""
    training = importlib.import_module(name)
    found = training.tuned()
    now, bias = training.weights_of(found)
    kept = json.loads(training.WRITTEN.read_text(encoding="utf-8"))
    near = sum(
        abs(training.likely(e, now, bias) - training.likely(e, kept["weights"], kept["bias"])) < 0.1
        for e in found
    )
    return near / len(found) >= 0.95
