"""Our own documents in many official forms: the scores may not fall below the floor."""

import importlib.util
import json
import sys
from argparse import Namespace
from types import ModuleType

import pytest

from cotmoc.domain.extraction import prediction

from .support import CORPUS, ROOT, reading

FLOORS = {
    "task": 0.95,
    "lead": 0.95,
    "coord": 0.95,
    "coord_e2e": 0.92,
    "document": 0.98,
    "figure": 0.9,
    "figure_vu": 0.96,
}


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", ROOT / "benchmarks" / "extraction" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def read_text(name: str) -> str:
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return file.read()


def test_scores_stay_above_the_floor(score: ModuleType) -> None:
    gold = json.loads((CORPUS / "gold.json").read_text(encoding="utf-8"))
    agencies = score.Agencies(ROOT / "benchmarks" / "extraction" / "gazetteer.json")
    options = Namespace(iou=0.5, ind=0.5)
    rows = [
        score.score_file(
            entry, prediction(reading(read_text(entry["file"])), entry["file"]), options, agencies, None
        )
        for entry in gold
    ]
    total = score.total(rows)
    found = {name: round(total[name]["r" if name == "lead" else "f1"], 3) for name in FLOORS}
    assert {name: value for name, value in found.items() if value < FLOORS[name]} == {}


def test_gold_spans_are_words_of_the_texts() -> None:
    for entry in json.loads((CORPUS / "gold.json").read_text(encoding="utf-8")):
        text = read_text(entry["file"])
        for item in (*entry["documents"], *entry["tasks"], *entry["figures"]):
            start, end = item["span"]
            assert text[start:end] == text[start:end].strip() != "", (entry["file"], item)


@pytest.mark.parametrize("name", [p.name for p in sorted(CORPUS.glob("*.txt"))])
def test_prediction_has_the_exchange_format(name: str) -> None:
    entry = prediction(reading(read_text(name)), name)
    assert json.loads(json.dumps(entry)) == entry
    assert list(entry) == ["file", "documents", "tasks", "figures"]
    for task in entry["tasks"]:
        assert set(task) == {
            "id",
            "span",
            "label",
            "lead",
            "coord",
            "areas",
            "deadline",
            "recurrence",
            "topic",
        }
