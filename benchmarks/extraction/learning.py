"""Logistic regression on features that are there or not: the same weights every time."""

import json
import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

F = TypeVar("F", bound=Hashable)


def learned(
    features: Sequence[Sequence[F]], wanted: Sequence[bool], *, pull: float, rounds: int, seen: int
) -> tuple[dict[F, float], float]:
    """Weights by feature and the bias, by gradient descent with a step of its own for each weight.

    `pull`: the strength of the pull to zero; `seen`: in how many examples a feature stands at least.
    """
    counted = Counter(f for one in features for f in one)
    index = {f: n for n, f in enumerate(sorted(f for f, count in counted.items() if count >= seen))}
    rows, columns = [], []
    for row, one in enumerate(features):
        known = [index[feature] for feature in one if feature in index]
        rows += [row] * len(known)
        columns += known
    at, which, target = np.array(rows), np.array(columns), np.array(wanted, dtype=float)
    weights, bias = np.zeros(len(index)), 0.0
    steps, step = np.full(len(index), 1e-6), 1e-6
    for _ in range(rounds):
        told = bias + np.bincount(at, weights=weights[which], minlength=len(target))
        wrong = 1 / (1 + np.exp(-told)) - target
        slope = np.bincount(which, weights=wrong[at], minlength=len(index)) + pull * weights
        steps += slope * slope
        step += wrong.sum() ** 2
        weights -= 0.5 * slope / np.sqrt(steps)
        bias -= 0.5 * wrong.sum() / math.sqrt(step)
    return {f: float(weights[n]) for f, n in index.items()}, float(bias)


def file_of(weights: Mapping[str, float], bias: float, *, least: float = 0.03) -> str:
    """The file of weights, those nearer zero than `least` left out."""
    told = {key: round(weight, 3) for key, weight in weights.items() if abs(weight) >= least}
    lines = ",\n".join(f"  {json.dumps(k, ensure_ascii=False)}: {v}" for k, v in sorted(told.items()))
    return f'{{\n "bias": {round(bias, 3)},\n "weights": {{\n{lines}\n }}\n}}\n'
