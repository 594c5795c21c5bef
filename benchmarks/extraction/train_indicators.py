#!/usr/bin/env python3
"""Learn which syllables around a figure say what it counts: logistic regression, the same result every time.

usage: python benchmarks/extraction/train_indicators.py [--check]

Reads the texts that rules may be tuned on (never a held-out half) and writes
reference_data/lexicon/indicators.json. `--check` prints instead how often the words are right (token F1 ≥ 0.5)
in a six-fold trial by text, and on the held-out halves. Takes some seconds.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
import score as scoring  # noqa: E402
from corpora import HELD_OUT, ROOT, TUNED, Corpus  # noqa: E402

WRITTEN = ROOT / "reference_data" / "lexicon" / "indicators.json"
# Strength of the pull to zero, rounds, the least texts' syllables a feature is seen in, and the probability
# from which a syllable is taken: found by the six-fold trial.
PULL, ROUNDS, SEEN, TAKEN = 2.0, 300, 3, 0.4


class Example:
    """One marked figure: its candidates' features and which of them the gold's indicator holds."""

    def __init__(
        self, name: str, gold: str, text: str, candidates: list[tuple[int, int, list]], at: int
    ) -> None:
        self.name, self.gold = name, gold
        self.words = [text[start:end] for start, end, _ in candidates]
        self.places = [start for start, _, _ in candidates]
        self.features = [features for _, _, features in candidates]
        left = Counter(scoring.tokens(gold))
        self.chosen = [False] * len(candidates)
        for n in sorted(range(len(candidates)), key=lambda n: (abs(self.places[n] - at), n)):
            if left[self.words[n]]:
                left[self.words[n]] -= 1
                self.chosen[n] = True


def examples(corpus: Corpus) -> list[Example]:
    """Every marked figure of a corpus."""
    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction.agencies import find_agencies
    from cotmoc.domain.extraction.drafts import shadow_of
    from cotmoc.domain.extraction.folding import fold
    from cotmoc.domain.extraction.indicators import Indicators
    from cotmoc.domain.extraction.layout import paragraphs, without_breaks
    from cotmoc.domain.extraction.verbs import Verbs

    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    found = []
    for entry in corpus.gold:
        laid_out = fold(corpus.text(entry["file"]))
        folded = without_breaks(laid_out, paragraphs(laid_out))
        shadow = shadow_of(folded.low, find_agencies(folded, lexicon))
        indicators = Indicators(folded, shadow, Verbs(folded.low, lexicon), lexicon.weights)
        figures = sorted(entry["figures"], key=lambda f: f["span"])
        countings = [_counting(folded.low, *f["span"], f["unit"]) for f in figures]
        for at, figure in enumerate(figures):
            candidates = list(indicators.candidates(countings, at))
            found.append(
                Example(entry["file"], figure["indicator"], folded.low, candidates, countings[at].start)
            )
    return found


def _counting(low: str, start: int, end: int, unit: str):
    from cotmoc.domain.extraction.indicators import Counting

    digits = [n for n in range(start, end) if low[n].isdigit()]
    return Counting(start, (digits[-1] + 1 if digits else start), end, unit)


def learned(found: Sequence[Example]) -> tuple[dict[tuple[str, ...], float], float]:
    """Weights by feature and the bias, by gradient descent with a step of its own for each weight."""
    seen = Counter(f for e in found for features in e.features for f in features)
    index = {f: n for n, f in enumerate(sorted(f for f, count in seen.items() if count >= SEEN))}
    rows, columns, wanted = [], [], []
    for example in found:
        for features, chosen in zip(example.features, example.chosen, strict=True):
            for feature in features:
                if feature in index:
                    rows.append(len(wanted))
                    columns.append(index[feature])
            wanted.append(float(chosen))
    at, which, target = np.array(rows), np.array(columns), np.array(wanted)
    weights, bias = np.zeros(len(index)), 0.0
    steps, step = np.full(len(index), 1e-6), 1e-6
    for _ in range(ROUNDS):
        told = bias + np.bincount(at, weights=weights[which], minlength=len(target))
        wrong = 1 / (1 + np.exp(-told)) - target
        slope = np.bincount(which, weights=wrong[at], minlength=len(index)) + PULL * weights
        steps += slope * slope
        step += wrong.sum() ** 2
        weights -= 0.5 * slope / np.sqrt(steps)
        bias -= 0.5 * wrong.sum() / math.sqrt(step)
    bias -= math.log(TAKEN / (1 - TAKEN))
    return {f: float(weights[n]) for f, n in index.items()}, float(bias)


def right(found: Sequence[Example], weights: dict, bias: float) -> float:
    """The share of figures whose chosen words have a token F1 of at least 0.5 with the gold's."""
    from cotmoc.domain.extraction.indicators import LEAST

    good = 0
    for example in found:
        weighed = [
            (bias + sum(weights.get(f, 0.0) for f in features), place, word)
            for features, place, word in zip(example.features, example.places, example.words, strict=True)
        ]
        chosen = [one for one in weighed if one[0] > 0]
        if len(chosen) < LEAST:
            chosen = sorted(weighed, key=lambda one: (-one[0], one[1]))[:LEAST]
        words = " ".join(word for _, _, word in sorted(chosen, key=lambda one: one[1]))
        good += scoring.token_f1(example.gold, words) >= 0.5
    return good / len(found)


def tried(found: Sequence[Example], folds: int = 6) -> float:
    """The same share when each text is judged by weights that never saw it."""
    part = {e.name: sha256(e.name.encode()).digest()[1] % folds for e in found}
    good = 0.0
    for fold in range(folds):
        judged = [e for e in found if part[e.name] == fold]
        if judged:
            good += len(judged) * right(judged, *learned([e for e in found if part[e.name] != fold]))
    return good / len(found)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print how good the weights are; write nothing")
    options = parser.parse_args()
    tuned = [corpora.first(), corpora.halves(TUNED), corpora.reworded(TUNED)]
    found = [example for corpus in tuned for example in examples(corpus)]
    weights, bias = learned(found)
    if options.check:
        print(
            f"{len(found)} figures: {right(found, weights, bias):.3f} as learned, {tried(found):.3f} in the trial"
        )
        for corpus in (corpora.halves(HELD_OUT), corpora.reworded(HELD_OUT)):
            kept = examples(corpus)
            print(f"{corpus.title}: {right(kept, weights, bias):.3f} of {len(kept)}")
        return
    told = {" ".join(f): round(w, 3) for f, w in weights.items() if abs(w) >= 0.01}
    lines = ",\n".join(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in sorted(told.items()))
    WRITTEN.write_text(
        f'{{\n "bias": {round(bias, 3)},\n "weights": {{\n{lines}\n }}\n}}\n', encoding="utf-8"
    )
    print(f"{len(told)} weights from {len(found)} figures", file=sys.stderr)


if __name__ == "__main__":
    main()
