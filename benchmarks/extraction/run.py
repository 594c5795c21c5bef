#!/usr/bin/env python3
"""Score the reader on the five articles and on our own corpus, and measure its speed in one process.

usage: python benchmarks/extraction/run.py [--articles FOLDER] [--errors] [--megabytes N]

The articles are not part of the repository; without their folder only our own corpus is scored.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "src"))
CORPUS = ROOT / "tests" / "domain" / "extraction" / "corpus"


def score(title: str, gold: Path, texts: Path, *, errors: bool) -> None:
    """Read every gold file's text, print the table of score.py and what went wrong if asked."""
    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction import prediction, read

    lexicon = load_lexicon(ROOT / "reference_data" / "lexicon")
    names = [entry["file"] for entry in json.loads(gold.read_text(encoding="utf-8"))]
    files = [prediction(read(_text(texts / name), lexicon), name) for name in names]
    with tempfile.TemporaryDirectory() as folder:
        predicted, wrong = Path(folder) / "predicted.json", Path(folder) / "errors.json"
        predicted.write_text(json.dumps(files, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(HERE / "score.py"), str(gold), "--pred", str(predicted)]
        command += ["--gazetteer", str(HERE / "gazetteer.json"), "--errors", str(wrong)]
        print(
            f"\n{title}\n{subprocess.run(command, check=True, capture_output=True, text=True).stdout}", end=""
        )
        if errors:
            for entry in json.loads(wrong.read_text(encoding="utf-8")):
                print(_shown(entry, texts))


def _shown(entry: dict, texts: Path) -> str:
    line = json.dumps({k: v for k, v in entry.items() if k != "file"}, ensure_ascii=False)
    if "span" in entry:
        line += "\n     " + _text(texts / entry["file"])[slice(*entry["span"])].replace("\n", " ")
    return f"  {entry['file'][:24]} {line}"


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


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
    parser.add_argument("--errors", action="store_true", help="list every error")
    parser.add_argument("--megabytes", type=float, default=2.0, help="how much text to read for the speed")
    options = parser.parse_args()
    texts = [_text(p) for p in sorted(CORPUS.glob("*.txt"))]
    if options.articles.is_dir():
        score("the five articles", HERE / "gold_seeds.json", options.articles, errors=options.errors)
        texts += [_text(p) for p in sorted(options.articles.glob("*.txt"))]
    else:
        print(f"no articles at {options.articles}: only our own corpus is scored (--articles FOLDER)")
    if (CORPUS / "gold.json").exists():
        score("our own corpus", CORPUS / "gold.json", CORPUS, errors=options.errors)
    if texts:
        speed(texts, options.megabytes)


if __name__ == "__main__":
    main()
