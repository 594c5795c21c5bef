#!/usr/bin/env python3
"""Learn how likely a sentence orders something: logistic regression, the same result every time.

usage: python benchmarks/extraction/train_judgement.py [--check]

Reads the texts that rules may be tuned on (never a held-out half) and writes
reference_data/lexicon/judgement.json. `--check` prints instead how often the judgement is right in three
six-fold trials by text, and on the texts no rule was tuned on. Takes some seconds.
"""

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
from corpora import HELD_OUT, ROOT, TUNED, Corpus  # noqa: E402
from learning import file_of, learned  # noqa: E402

from cotmoc.directives.lexicon import load_lexicon  # noqa: E402
from cotmoc.domain.extraction import context, reader  # noqa: E402
from cotmoc.domain.extraction.judgement import Judgement  # noqa: E402

WRITTEN = ROOT / "reference_data" / "lexicon" / "judgement.json"
# Strength of the pull to zero, rounds, the least sentences a feature is seen in: found by the trials.
PULL, ROUNDS, SEEN = 2.0, 150, 2
# Neither likely nor unlikely, so that the rules alone decide.
UNDECIDED = Judgement({}, 0.0)
# So many characters of a task in a sentence make it a sentence that orders.
SHARED = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence: its text's name, what is seen of it, and whether the gold has a task in it."""

    name: str
    features: tuple[str, ...]
    orders: bool


class _Listening(context.Walk):
    """Reads by the rules alone and keeps what is seen of each sentence."""

    heard: ClassVar[list[tuple[tuple[int, int], tuple[str, ...]]]] = []

    def _seen(self, paragraph, start, end, *, past, going):
        seen = tuple(super()._seen(paragraph, start, end, past=past, going=going))
        self.heard.append((self.folded.span(start, end), seen))
        return iter(seen)


def examples(corpus: Corpus) -> list[Example]:
    """Every sentence of a corpus."""
    lexicon = replace(load_lexicon(ROOT / "reference_data" / "lexicon"), judgement=UNDECIDED)
    found = []
    reader.Walk, kept = _Listening, reader.Walk
    for entry in corpus.gold:
        _Listening.heard.clear()
        reader.read(corpus.text(entry["file"]), lexicon)
        spans = [task["span"] for task in entry["tasks"]]
        for (start, end), seen in _Listening.heard:
            orders = any(min(end, b) - max(start, a) > SHARED for a, b in spans)
            found.append(Example(entry["file"], seen, orders))
    reader.Walk = kept
    return found


def weights_of(found: Sequence[Example]) -> tuple[dict[str, float], float]:
    return learned(
        [one.features for one in found], [one.orders for one in found], pull=PULL, rounds=ROUNDS, seen=SEEN
    )


def likely(one: Example, weights: Mapping[str, float], bias: float) -> float:
    return Judgement(weights, bias).likely(one.features)


def loss(found: Sequence[Example], weights: Mapping[str, float], bias: float) -> tuple[float, float]:
    """Sums over sentences: right judgements, and minus the logarithm of what the right one was given."""
    right = worth = 0.0
    for one in found:
        p = min(max(likely(one, weights, bias), 1e-9), 1 - 1e-9)
        right += (p > 0.5) == one.orders
        worth -= math.log(p if one.orders else 1 - p)
    return right, worth


def tried(found: Sequence[Example], seed: str = "", folds: int = 6) -> tuple[float, float]:
    part = {e.name: sha256((seed + e.name).encode()).digest()[1] % folds for e in found}
    sums = [0.0, 0.0]
    for fold in range(folds):
        judged = [e for e in found if part[e.name] == fold]
        others = [e for e in found if part[e.name] != fold]
        for n, more in enumerate(loss(judged, *weights_of(others))):
            sums[n] += more
    return sums[0] / len(found), sums[1] / len(found)


def tuned() -> list[Example]:
    kept = (corpora.first(), corpora.halves(TUNED), corpora.reworded(TUNED), corpora.silent(TUNED))
    return [example for corpus in kept for example in examples(corpus)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print how good the weights are; write nothing")
    options = parser.parse_args()
    found = tuned()
    weights, bias = weights_of(found)
    if options.check:
        print(f"{len(found)} sentences, {len(weights)} features")
        for seed in ("", "1", "2"):
            print("trial: {:.3f} right, loss {:.3f}".format(*tried(found, seed)))
        for corpus in (corpora.halves(HELD_OUT), corpora.reworded(HELD_OUT), corpora.silent(HELD_OUT)):
            if kept := examples(corpus):
                right, worth = loss(kept, weights, bias)
                print(f"{corpus.title}: {right / len(kept):.3f} of {len(kept)}, loss {worth / len(kept):.3f}")
        return
    WRITTEN.write_text(file_of(weights, bias), encoding="utf-8")
    print(f"{len(weights)} weights from {len(found)} sentences", file=sys.stderr)


if __name__ == "__main__":
    main()
