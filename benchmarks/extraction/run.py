#!/usr/bin/env python3
"""Score the reader on each set of texts apart, and measure its speed in one process.

usage: python benchmarks/extraction/run.py [--articles FOLDER] [--errors] [--bootstrap N] [--megabytes N]

The sets: the five articles; our first corpus, which rules were tuned on; the two halves of the documents
written before the rules; passages reworded from pages of other provinces, seen and unseen; the two halves of
the texts that order nothing. What is held out or unseen is only scored: `--errors` lists what went wrong
everywhere else. The articles are not part of the repository; without their folder they are left out.
"""

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src")]

import corpora  # noqa: E402
import score as scoring  # noqa: E402
from corpora import HELD_OUT, ROOT, TUNED, Corpus  # noqa: E402

IOU = argparse.Namespace(iou=0.5, ind=0.5)


def predicted(corpus: Corpus) -> dict[str, dict]:
    """The reading of every text, in the exchange format, with each task's rule and confidence."""
    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction import prediction, read

    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    found = {}
    for entry in corpus.gold:
        reading = read(corpus.text(entry["file"]), lexicon)
        found[entry["file"]] = prediction(reading, entry["file"])
        for told, task in zip(found[entry["file"]]["tasks"], reading.tasks, strict=True):
            told |= {"rule": task.rule, "confidence": task.confidence}
        for told, figure in zip(found[entry["file"]]["figures"], reading.figures, strict=True):
            told |= {"rule": figure.rule, "confidence": figure.confidence}
    return found


def score(corpus: Corpus, *, errors: bool, bootstrap: int) -> None:
    """Print the table of score.py, the deadlines, the confidence, and what went wrong if asked."""
    agencies = scoring.Agencies(HERE / "gazetteer.json")
    found = predicted(corpus)
    wrong: list[dict] = []
    both = [corpora.compared(e, found[e["file"]]) for e in corpus.gold]
    rows = [scoring.score_file(*pair, IOU, agencies, wrong) for pair in both]
    spread = scoring.bootstrap(rows, bootstrap) if bootstrap else None
    print(f"\n{corpus.title} ({len(rows)} texts)\n{scoring.table(scoring.total(rows), spread)}")
    print(_deadlines(corpus, found))
    print(_confidence(corpus, found, agencies))
    if errors and corpus.shown:
        for entry in wrong:
            print(_shown(entry, corpus))


def quiet(corpus: Corpus, *, errors: bool) -> None:
    """Of the texts that order nothing: in how many nothing was found."""
    found = predicted(corpus)
    loud = {name: told["tasks"] for name, told in found.items() if told["tasks"]}
    print(f"\n{corpus.title}: no task in {len(found) - len(loud)} of {len(found)} texts")
    if errors and corpus.shown:
        for name, tasks in loud.items():
            for task in tasks:
                print(f"  {name[:30]} {task['rule']}: {corpus.text(name)[slice(*task['span'])]!r}")


def pairs(entry: dict, told: dict) -> list[tuple[dict, dict]]:
    """(gold task, predicted task) of each match in one text."""
    gold, tasks = entry["tasks"], told["tasks"]
    matched = scoring.greedy(gold, tasks, lambda g, p: scoring.iou(g["span"], p["span"]), IOU.iou)
    return [(gold[i], tasks[j]) for i, j in matched]


def right(entry: dict, told: dict, agencies: scoring.Agencies) -> set[str]:
    """The drafts of one text that cover a task of the gold and name its leads."""
    return {p["id"] for g, p in pairs(entry, told) if agencies.set(g["lead"]) == agencies.set(p["lead"])}


def _deadlines(corpus: Corpus, found: dict[str, dict]) -> str:
    """Of matched tasks: deadlines seen and their dates right, and deadlines seen where there are none."""
    matched = [pair for entry in corpus.gold for pair in pairs(entry, found[entry["file"]])]
    due = [(g["deadline"], p["deadline"]) for g, p in matched if g.get("deadline")]
    seen = [(g, p) for g, p in due if p]
    right = sum(g["date"] == p["date"] for g, p in seen)
    extra = sum(1 for g, p in matched if p["deadline"] and not g.get("deadline"))
    return f"deadlines  {len(seen)} of {len(due)} seen, {right} with the right date, {extra} extra"


def _confidence(corpus: Corpus, found: dict[str, dict], agencies: scoring.Agencies) -> str:
    """Of the drafts given with about this confidence, how many are right: in the gold, with its leads."""
    steps: dict[str, list[float]] = {}
    for entry in corpus.gold:
        good = right(entry, found[entry["file"]], agencies)
        for task in found[entry["file"]]["tasks"]:
            step = steps.setdefault(_step(task["confidence"]), [0, 0, 0])
            for place, more in enumerate((task["id"] in good, 1, task["confidence"])):
                step[place] += more
    told = [f"{s}: {g:.0f} of {n:.0f} right, said {c / n:.2f}" for s, (g, n, c) in sorted(steps.items())]
    return f"confidence {'; '.join(told) or 'no task'}"


def _step(confidence: float) -> str:
    return next(
        (name for least, name in ((0.9, "≥0.9"), (0.8, "0.8"), (0.7, "0.7")) if confidence >= least), "<0.7"
    )


def _shown(entry: dict, corpus: Corpus) -> str:
    line = json.dumps({k: v for k, v in entry.items() if k != "file"}, ensure_ascii=False)
    if "span" in entry:
        line += "\n     " + corpus.text(entry["file"])[slice(*entry["span"])].replace("\n", " ")
    return f"  {entry['file'][:24]} {line}"


def speed(texts: list[str], megabytes: float) -> None:
    """Megabytes of UTF-8 a second in one process, after the lexicon is loaded."""
    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction import read

    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    sizes = [len(t.encode()) for t in texts]
    rounds = max(1, round(megabytes * 1e6 / sum(sizes)))
    begin, busy = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        for text in texts:
            read(text, lexicon)
    elapsed, busy = time.perf_counter() - begin, time.process_time() - busy
    read_mb = rounds * sum(sizes) / 1e6
    rates = f"{read_mb / elapsed:.2f} MB/s by the clock, {read_mb / busy:.2f} MB/s of processor time"
    print(f"\nspeed: {rates} ({read_mb:.1f} MB)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument(
        "--errors", action="store_true", help="list every error, the held-out half's excepted"
    )
    parser.add_argument(
        "--bootstrap", type=int, default=0, metavar="N", help="95%% intervals from N resamplings"
    )
    parser.add_argument("--megabytes", type=float, default=2.0, help="how much text to read for the speed")
    options = parser.parse_args()
    scored = [corpora.first()]
    scored += [make(which) for make in (corpora.halves, corpora.reworded) for which in (TUNED, HELD_OUT)]
    if options.articles.is_dir():
        scored.insert(0, corpora.articles(options.articles))
    else:
        print(f"no articles at {options.articles}: only our own texts are scored (--articles FOLDER)")
    for corpus in (one for one in scored if one.gold):
        score(corpus, errors=options.errors, bootstrap=options.bootstrap)
    for which in (TUNED, HELD_OUT):
        quiet(corpora.silent(which), errors=options.errors)
    texts = [corpus.text(e["file"]) for corpus in scored[:2] for e in corpus.gold]
    speed(texts, options.megabytes)


if __name__ == "__main__":
    main()
