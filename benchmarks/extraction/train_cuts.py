#!/usr/bin/env python3
"""Learn behind which commas an action of its own starts: logistic regression, the same result every time.

usage: python benchmarks/extraction/train_cuts.py [--check]

Reads the texts that rules may be tuned on (never a held-out half), writes reference_data/lexicon/cuts.json.
`--check` prints instead, for eight-fold trials by text, how many commas are cut right and how well the tasks
are found that are cut so. Takes some seconds.
"""

import argparse
import math
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
import score as scoring  # noqa: E402
from corpora import ROOT, TUNED, Corpus  # noqa: E402
from learning import file_of, learned  # noqa: E402

from cotmoc.directives.lexicon import load_lexicon  # noqa: E402
from cotmoc.domain.extraction import reader, standing  # noqa: E402
from cotmoc.domain.extraction.clauses import LIKELY, Clauses  # noqa: E402
from cotmoc.domain.extraction.judgement import Judgement  # noqa: E402

WRITTEN = ROOT / "reference_data" / "lexicon" / "cuts.json"
# Strength of the pull to zero, rounds, the least commas a sign is seen at: found by the trials.
PULL, ROUNDS, SEEN = 6.0, 150, 2
FOLDS = 8
# The gold's task may start a little behind the comma, before the next mark: «, phối hợp với A | kiểm tra …».
NEXT = re.compile(r"[,;.:\n]|\svà\s|$")


@dataclass(frozen=True, slots=True)
class Example:
    """A comma: its text's name, what is seen of it, and whether the gold starts a task behind it."""

    name: str
    signs: tuple[str, ...]
    cuts: bool


class _Marked(Clauses):
    """Cuts where the gold does, and keeps what is seen of each comma the gold decides."""

    gold: ClassVar[list[tuple[int, int]]] = []
    heard: ClassVar[dict[int, tuple[tuple[str, ...], bool]]] = {}

    def __init__(self, folded, *rest):
        super().__init__(folded, *rest)
        self.tasks = [(folded.position(start), folded.position(end)) for start, end in self.gold]

    def _cuts(self, match, signs):
        signs = tuple(sorted(signs))
        until = NEXT.search(self.shadow, match.end()).start()
        starts = any(match.end() - 1 <= start < until for start, _ in self.tasks)
        spans = any(start < match.start() and end > match.end() + 1 for start, end in self.tasks)
        if starts and any(end <= match.start() + 2 for _, end in self.tasks):
            self.heard[match.end()] = signs, True
            return True
        if spans and not starts:
            self.heard[match.end()] = signs, False
        return False


def examples(corpus: Corpus) -> list[Example]:
    """Every comma of a corpus behind which a task may start, where the gold says whether one does."""
    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    found = []
    standing.Clauses, kept = _Marked, standing.Clauses
    for entry in corpus.gold:
        _Marked.heard.clear()
        _Marked.gold = [tuple(task["span"]) for task in entry["tasks"]]
        reader.read(corpus.text(entry["file"]), lexicon)
        found += [Example(entry["file"], signs, cuts) for signs, cuts in _Marked.heard.values()]
    standing.Clauses = kept
    return found


def weights_of(found: Sequence[Example]) -> tuple[dict[str, float], float]:
    return learned(
        [one.signs for one in found], [one.cuts for one in found], pull=PULL, rounds=ROUNDS, seen=SEEN
    )


def likely(one: Example, weights: Mapping[str, float], bias: float) -> float:
    return Judgement(weights, bias).likely(one.signs)


def tuned() -> list[Example]:
    kept = (corpora.first(), corpora.halves(TUNED), corpora.reworded(TUNED))
    return [example for corpus in kept for example in examples(corpus)]


def fold(name: str, seed: str) -> int:
    return sha256((seed + name).encode()).digest()[1] % FOLDS


def judged(found: Sequence[Example], models: Sequence[tuple], seed: str) -> str:
    """How many commas are cut right, each by the model that has not seen its text."""
    asked = [(one, likely(one, *models[fold(one.name, seed)])) for one in found]
    right = sum((p > LIKELY) == one.cuts for one, p in asked) / len(asked)
    both = sum(p > LIKELY and one.cuts for one, p in asked)
    either = sum((p > LIKELY) + one.cuts for one, p in asked)
    worth = -sum(math.log(max(1e-9, p if one.cuts else 1 - p)) for one, p in asked) / len(asked)
    return f"{right:.4f} of {len(asked)} right, cuts F1 {2 * both / either:.3f}, loss {worth:.4f}"


def read_so(corpus: Corpus, models: Sequence[tuple], seed: str, sets: Iterable[str] = ()) -> str:
    """How well the tasks are found when each text is cut by the model that has not seen it."""
    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    cutting = [replace(lexicon, cuts=Judgement(weights, bias)) for weights, bias in models]
    met = marked = told = 0
    for entry in corpus.gold:
        if sets and entry["file"].split("/")[0] not in sets:
            continue
        read = reader.read(corpus.text(entry["file"]), cutting[fold(entry["file"], seed)])
        gold, found = [task["span"] for task in entry["tasks"]], [task.span for task in read.tasks]
        met += len(scoring.greedy(gold, found, scoring.iou, 0.5))
        marked, told = marked + len(gold), told + len(found)
    return f"tasks P {met / told:.3f} R {met / marked:.3f} F1 {2 * met / (marked + told):.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print how good the weights are; write nothing")
    options = parser.parse_args()
    found = tuned()
    if options.check:
        for seed in ("", "1", "2"):
            others = [[one for one in found if fold(one.name, seed) != n] for n in range(FOLDS)]
            models = [weights_of(part) for part in others]
            print(judged(found, models, seed), "|", read_so(corpora.reworded(TUNED), models, seed))
        return
    weights, bias = weights_of(found)
    WRITTEN.write_text(file_of(weights, bias), encoding="utf-8")
    print(f"{len(weights)} weights from {len(found)} commas", file=sys.stderr)


if __name__ == "__main__":
    main()
