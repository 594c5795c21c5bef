#!/usr/bin/env python3
"""Learn which syllables around a figure say what it counts: logistic regression, the same result every time.

usage: python benchmarks/extraction/train_indicators.py [--check]

Reads the texts that rules may be tuned on (never a held-out half) and the sentences of indicators_marked.txt,
and writes reference_data/lexicon/indicators.json. `--check` prints instead how often the words are right
(token F1 ≥ 0.5) in three six-fold trials by text, and on the held-out halves. Takes some seconds.
"""

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
import score as scoring  # noqa: E402
from corpora import HELD_OUT, ROOT, TUNED, Corpus  # noqa: E402
from learning import file_of, learned  # noqa: E402

from cotmoc.directives.lexicon import load_lexicon  # noqa: E402
from cotmoc.domain.extraction.agencies import find_agencies  # noqa: E402
from cotmoc.domain.extraction.drafts import shadow_of  # noqa: E402
from cotmoc.domain.extraction.folding import fold  # noqa: E402
from cotmoc.domain.extraction.indicators import Indicators, chosen, features  # noqa: E402
from cotmoc.domain.extraction.layout import paragraphs, without_breaks  # noqa: E402
from cotmoc.domain.extraction.syllables import Counting  # noqa: E402
from cotmoc.domain.extraction.verbs import Verbs  # noqa: E402
from cotmoc.domain.extraction.weights import Feature  # noqa: E402

WRITTEN = ROOT / "reference_data" / "lexicon" / "indicators.json"
# Sentences of our own with marked figures, only trained on.
SENTENCES = HERE / "indicators_marked.txt"
# Strength of the pull to zero, rounds, the least syllables a feature is seen in: found by the trials.
PULL, ROUNDS, SEEN = 8.0, 100, 3
_MARKED = re.compile(r"\{([^|}]*)\|([^}]*)\}")


class Example:
    """One marked figure: its candidates' features and which of them the gold's indicator holds."""

    def __init__(self, name: str, gold: str, low: str, figure: Counting, candidates: list[tuple]) -> None:
        self.name, self.gold, self.low, self.figure = name, gold, low, figure
        ordered = sorted(candidates, key=lambda one: one[:2])
        self.spans = [(start, end) for start, end, _ in ordered]
        self.features = [features(keys) for _, _, keys in ordered]
        left = Counter(scoring.tokens(gold))
        self.wanted = [False] * len(ordered)
        for n in sorted(range(len(ordered)), key=lambda n: (abs(self.spans[n][0] - figure.start), n)):
            word = low[slice(*self.spans[n])]
            if left[word]:
                left[word] -= 1
                self.wanted[n] = True

    def words(self, weights: Mapping[Feature, float], bias: float) -> str:
        """The words the weights choose."""
        told = (bias + sum(weights.get(f, 0.0) for f in one) for one in self.features)
        weighed = [(*span, 1 / (1 + math.exp(-t))) for span, t in zip(self.spans, told, strict=True)]
        return " ".join(self.low[slice(*span)] for span in chosen(self.low, weighed, self.figure))


def examples(corpus: Corpus) -> list[Example]:
    """Every marked figure of a corpus."""
    found = []
    for entry in corpus.gold:
        marked = [(*f["span"], f["unit"], f["indicator"]) for f in entry.get("figures", ())]
        found += _of_text(entry["file"], corpus.text(entry["file"]), sorted(marked))
    return found


def sentences() -> list[Example]:
    """Every marked figure of the sentences that are only trained on."""
    found = []
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        text, marked, at = "", [], 0
        for match in _MARKED.finditer(line):
            text += line[at : match.start()]
            unit = match[1].partition(" ")[2] or match[1][-1]
            marked.append((len(text), len(text) + len(match[1]), unit, match[2]))
            text, at = text + match[1], match.end()
        found += _of_text(f"sentence {number}", text + line[at:], marked)
    return found


def _of_text(name: str, text: str, marked: list[tuple[int, int, str, str]]) -> list[Example]:
    lexicon = _lexicon()
    laid_out = fold(text)
    folded = without_breaks(laid_out, paragraphs(laid_out))
    shadow = shadow_of(folded.low, find_agencies(folded, lexicon))
    indicators = Indicators(folded, shadow, Verbs(folded.low, lexicon), lexicon.weights)
    countings = [_counting(folded.low, start, end, unit) for start, end, unit, _ in marked]
    return [
        Example(name, one[3], folded.low, countings[at], list(indicators.candidates(countings, at)))
        for at, one in enumerate(marked)
    ]


@cache
def _lexicon():
    return load_lexicon(ROOT / "reference_data" / "lexicon")


def _counting(low: str, start: int, end: int, unit: str) -> Counting:
    digits = [n for n in range(start, end) if low[n].isdigit()]
    money = next((m for m in ("đồng", "usd") if unit.endswith(m)), "")
    unit = {"đồng": "VND", "usd": "USD"}.get(money, unit)
    return Counting(start, (digits[-1] + 1 if digits else start), end, unit)


def weights_of(found: Sequence[Example]) -> tuple[dict[Feature, float], float]:
    """Weights by feature and the bias, learned from these figures."""
    features = [one for example in found for one in example.features]
    wanted = [right for example in found for right in example.wanted]
    return learned(features, wanted, pull=PULL, rounds=ROUNDS, seen=SEEN)


def right(found: Sequence[Example], weights: Mapping[Feature, float], bias: float) -> float:
    """The share of figures whose chosen words have a token F1 of at least 0.5 with the gold's."""
    good = sum(scoring.token_f1(e.gold, e.words(weights, bias)) >= 0.5 for e in found)
    return good / len(found)


def tried(found: Sequence[Example], more: Sequence[Example], seed: str = "", folds: int = 6) -> float:
    """The same share when each text is judged by weights that never saw it; `more` is only learned from."""
    part = {e.name: sha256((seed + e.name).encode()).digest()[1] % folds for e in found}
    good = 0.0
    for fold_ in range(folds):
        judged = [e for e in found if part[e.name] == fold_]
        if judged:
            others = [e for e in found if part[e.name] != fold_]
            good += len(judged) * right(judged, *weights_of([*others, *more]))
    return good / len(found)


def tuned() -> list[Example]:
    """The marked figures of all texts that rules may be tuned on."""
    kept = (corpora.first(), corpora.halves(TUNED), corpora.reworded(TUNED))
    return [example for corpus in kept for example in examples(corpus)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print how good the weights are; write nothing")
    options = parser.parse_args()
    found, more = tuned(), sentences()
    weights, bias = weights_of([*found, *more])
    if options.check:
        trials = [tried(found, more, seed) for seed in ("", "1", "2")]
        said = ", ".join(f"{share:.3f}" for share in trials)
        print(f"{len(found)} figures: {right(found, weights, bias):.3f} as learned, {said} in three trials")
        for corpus in (corpora.halves(HELD_OUT), corpora.reworded(HELD_OUT)):
            if kept := examples(corpus):
                print(f"{corpus.title}: {right(kept, weights, bias):.3f} of {len(kept)}")
        return
    WRITTEN.write_text(file_of({" ".join(f): w for f, w in weights.items()}, bias), encoding="utf-8")
    print(f"{len(weights)} weights from {len(found)} and {len(more)} figures", file=sys.stderr)


if __name__ == "__main__":
    main()
