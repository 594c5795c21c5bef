"""The words for what a figure counts: from what, how, and that the weights are the learned ones."""

import importlib
import json
from types import ModuleType

import pytest

from cotmoc.domain.extraction.indicators import chosen
from cotmoc.domain.extraction.syllables import Counting, sentence
from cotmoc.domain.extraction.verbs import Verbs

from .support import ROOT, lexicon, reading


def indicators(text: str) -> list[str]:
    return [f.indicator for f in reading(text).figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công an huyện triệt phá 12 vụ đánh bạc, bắt 54 đối tượng.",
            ["triệt phá vụ đánh bạc", "bắt đối tượng đánh bạc"],
        ),
        (
            "Các đồn tổ chức 120 buổi tuyên truyền pháp luật, cấp phát 3.000 tờ rơi.",
            ["buổi tuyên truyền pháp luật", "cấp phát tờ rơi"],
        ),
        ("Đoàn đã trao 45 suất quà cho học sinh nghèo.", ["trao suất quà cho học sinh nghèo"]),
    ],
)
def test_words_are_right_by_half(text: str, expected: list[str], score: ModuleType) -> None:
    found = indicators(text)
    assert len(found) == len(expected)
    assert all(score.token_f1(a, b) >= 0.5 for a, b in zip(expected, found, strict=True)), found


def test_each_figure_of_a_row_has_its_own_segment() -> None:
    low = "bắt 9 vụ với 7 đối tượng ma túy và 5 vụ buôn lậu"
    figures = [Counting(at, at + 1, at + 4, "vụ") for at in (low.index("9"), low.index("5"))]
    figures.insert(1, Counting(low.index("7"), low.index("7") + 1, low.index(" ma túy"), "đối tượng"))
    found = sentence(low, low, Verbs(low, lexicon()), {}, figures, (0, len(low)))
    parts: dict[int, list[str]] = {}
    for one in found.syllables:
        parts.setdefault(one.segment, []).append(one.word)
    assert [" ".join(words) for words in parts.values()] == [
        "bắt 9 vụ", "với 7 đối tượng ma túy", "và 5 vụ buôn lậu",
    ]  # fmt: skip


def test_a_gap_of_one_is_filled_and_a_syllable_alone_left_out() -> None:
    low = "tuần tra biên giới 9 lần ở xã"
    spans = [(0, 4), (5, 8), (9, 13), (14, 18), (21, 24), (25, 26), (27, 29)]
    likely = (0.9, 0.9, 0.3, 0.9, 0.9, 0.05, 0.45)
    weighed = [(*span, p) for span, p in zip(spans, likely, strict=True)]
    kept = chosen(low, weighed, Counting(19, 20, 24, "lần"))
    assert [low[start:end] for start, end in kept] == ["tuần", "tra", "biên", "giới", "lần"]


@pytest.mark.slow
def test_the_weights_are_what_training_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word lists change a weight here and there; the words may not drift from what training gives now."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "extraction"))
    training = importlib.import_module("train_indicators")
    found = training.tuned()
    now, bias = training.weights_of([*found, *training.sentences()])
    kept = json.loads(training.WRITTEN.read_text(encoding="utf-8"))
    weights = {tuple(key.split(" ")): weight for key, weight in kept["weights"].items()}
    same = sum(e.words(now, bias) == e.words(weights, kept["bias"]) for e in found)
    assert same / len(found) >= 0.9, "run benchmarks/extraction/train_indicators.py again"


@pytest.fixture
def score(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks" / "extraction"))
    return importlib.import_module("score")


def test_a_verb_is_kept_whole_or_left_out() -> None:
    text = "Số người nghiện có hồ sơ quản lý: 345 người (giảm 12 người so với năm 2021)."
    words = [figure.indicator for figure in reading(text).figures]
    assert words == ["Số người nghiện có hồ sơ quản lý người", "quản lý giảm người so với năm"]
