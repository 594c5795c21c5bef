"""The texts the reader is scored on, and which half of them no rule was tuned on."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cotmoc.domain.extraction.prediction import city

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "tests" / "domain" / "extraction"
TUNED, HELD_OUT = "tuned", "held out"


@dataclass(frozen=True)
class Corpus:
    """Gold entries and the folder of their texts. `shown`: its errors may be looked at one by one."""

    title: str
    gold: tuple[dict, ...]
    folder: Path
    shown: bool = True

    def text(self, name: str) -> str:
        """One text as its offsets count it: no newline translation."""
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return file.read()


def half(name: str) -> str:
    """Chance, and the same for ever: the first byte of the SHA-256 of the file's name."""
    return HELD_OUT if sha256(name.encode()).digest()[0] % 2 else TUNED


def articles(folder: Path) -> Corpus:
    """The five articles, which are not part of the repository."""
    return Corpus("the five articles", _gold(Path(__file__).with_name("gold_seeds.json")), folder)


def first() -> Corpus:
    """Our first documents: rules were written with them in view."""
    return Corpus("our first corpus, tuned on", _gold(TEXTS / "corpus" / "gold.json"), TEXTS / "corpus")


def halves(which: str) -> Corpus:
    """One half of the documents written before the rules that read them."""
    folder = TEXTS / "written_first"
    gold = tuple(e for e in _gold(folder / "gold.json") if half(e["file"]) == which)
    return Corpus(f"written first, {which} half", gold, folder, shown=which == TUNED)


def reworded(which: str) -> Corpus:
    """Passages after pages of other provinces, in our own words, marked blind: seen since, or never seen."""
    folder = TEXTS / ("reworded" if which == TUNED else "unseen")
    title = f"reworded from other provinces, {'seen' if which == TUNED else 'unseen'}"
    return Corpus(title, _gold(folder / "gold.json"), folder, shown=which == TUNED)


def silent(which: str) -> Corpus:
    """One half of the short texts that order nothing."""
    folder = TEXTS / "orders_nothing"
    empty = {"documents": [], "tasks": [], "figures": []}
    names = sorted(p.name for p in folder.glob("*.txt") if half(p.name) == which)
    gold = tuple({"file": name, **empty} for name in names)
    return Corpus(f"orders nothing, {which} half", gold, folder, shown=which == TUNED)


def compared(entry: dict, told: dict) -> tuple[dict, dict]:
    """Gold and prediction of a text with nothing on either side of what was not marked in it.

    Of some passages only the tasks are marked; what else the reader finds there is neither right nor wrong.
    """
    unmarked = {kind: [] for kind in ("documents", "figures") if kind not in entry}
    return entry | unmarked, told | unmarked


def _one_spelling(entry: dict) -> dict:
    """«UBND thành phố A» as the guideline spells it, «UBND TP A»: the passages were marked in both ways."""
    for task in entry["tasks"]:
        for role in ("lead", "coord"):
            task[role] = [city(name) for name in task[role]]
    return entry


def _gold(path: Path) -> tuple[dict, ...]:
    return tuple(map(_one_spelling, json.loads(path.read_text(encoding="utf-8"))))
