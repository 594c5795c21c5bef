#!/usr/bin/env python3
"""Measure how often each rule is right, and write it as the confidence of its tasks.

usage: python benchmarks/extraction/calibrate.py [--articles FOLDER] [--record NAME]

A draft is right when it covers a task of the gold (IoU 0.5) and names the same leads. Two shares are known
of each rule: at first sight, before any rule was changed for a text, and now, after rules were changed until
they read it. The first is too low for the rules of today, the second too high for the texts of tomorrow; the
confidence lies between them, as the .632 rule has it: 0.632 of the first and 0.368 of the second, each drawn
towards the share of all rules as if by STRENGTH more drafts (drafts of one text go right or wrong together,
so they count for less than their number). Only texts that were seen are counted, so that the held-out half
and the unseen passages can check the table (`run.py` prints it).

`--record NAME` keeps the first counts of every text of the tuned half that has none yet in `first_sight.json`
with the version that read it, and never changes what stands there.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
import run  # noqa: E402
import score as scoring  # noqa: E402
from corpora import ROOT, TUNED  # noqa: E402

RECORD = HERE / "first_sight.json"
TABLE = ROOT / "reference_data" / "lexicon" / "confidence.json"
STRENGTH = 20
FIRST = 0.632


def counts(entry: dict, told: dict, agencies: scoring.Agencies) -> dict[str, list[int]]:
    """Rule → [right, found] of one text."""
    right = run.right(entry, told, agencies)
    found = Counter(task["rule"] for task in told["tasks"])
    good = Counter(task["rule"] for task in told["tasks"] if task["id"] in right)
    return {rule: [good[rule], found[rule]] for rule in sorted(found)}


def record(kept: dict[str, dict], name: str) -> None:
    """Add the counts of every text of the tuned half that was not read before."""
    agencies = scoring.Agencies(HERE / "gazetteer.json")
    for corpus in (corpora.halves(TUNED), corpora.silent(TUNED)):
        told = run.predicted(corpus)
        for entry in corpus.gold:
            rules = counts(entry, told[entry["file"]], agencies)
            kept.setdefault(entry["file"], {"read_by": name, "rules": rules})
    rows = ",\n".join(
        f" {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in sorted(kept.items())
    )
    RECORD.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


def now(articles: Path) -> dict[str, list[int]]:
    """Rule → [right, found] of the rules as they are, on every text that was seen."""
    agencies = scoring.Agencies(HERE / "gazetteer.json")
    total: dict[str, list[int]] = {}
    seen = (corpora.halves(TUNED), corpora.reworded(TUNED), corpora.silent(TUNED), corpora.articles(articles))
    for corpus in seen:
        told = run.predicted(corpus)
        for entry in corpus.gold:
            _add(total, counts(entry, told[entry["file"]], agencies))
    return total


def _add(total: dict[str, list[int]], more: dict[str, list[int]]) -> None:
    for rule, (right, found) in more.items():
        kept = total.setdefault(rule, [0, 0])
        kept[0] += right
        kept[1] += found


def _shares(total: dict[str, list[int]], rules: list[str]) -> dict[str, float]:
    """Smoothed shares; «other» is the share of all rules together."""
    mean = sum(r for r, _ in total.values()) / sum(n for _, n in total.values())
    seen = {rule: total.get(rule, [0, 0]) for rule in rules}
    return {"other": mean} | {k: (r + mean * STRENGTH) / (n + STRENGTH) for k, (r, n) in seen.items()}


def table(first: dict[str, list[int]], present: dict[str, list[int]]) -> dict[str, float]:
    """Rule → confidence; «other» for a rule that was never seen."""
    rules = sorted({*first, *present})
    before, after = _shares(first, rules), _shares(present, rules)
    result = {rule: round(FIRST * before[rule] + (1 - FIRST) * after[rule], 2) for rule in before}
    for rule in rules:
        shown = [f"{r:>4} of {n:>3}" for r, n in (first.get(rule, [0, 0]), present.get(rule, [0, 0]))]
        print(f"{rule:<15} first sight {shown[0]}   now {shown[1]}   {result[rule]:.2f}")
    print(f"{'all':<15} first sight {before['other']:.2f}   now {after['other']:.2f}   {result['other']:.2f}")
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument(
        "--record", metavar="NAME", help="keep the first counts of new texts, by this version"
    )
    options = parser.parse_args()
    if not options.articles.is_dir():
        sys.exit(f"the articles are needed: no folder {options.articles} (--articles FOLDER)")
    kept = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if options.record:
        record(kept, options.record)
    first: dict[str, list[int]] = {}
    for entry in kept.values():
        _add(first, entry["rules"])
    made = "benchmarks/extraction/calibrate.py, from benchmarks/extraction/first_sight.json"
    text = json.dumps(
        {"made_by": made, "rules": table(first, now(options.articles))}, ensure_ascii=False, indent=1
    )
    TABLE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
