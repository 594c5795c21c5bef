"""Scores of drafts: small cases counted by hand, and the same figures as the benchmark's own scorer."""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.domain.extraction_scores import Counts, Judged, Scores, bands, scored

SCORER = Path(__file__).resolve().parents[2] / "benchmarks" / "extraction" / "score.py"


def task(key: int, start: int, end: int, lead: str = "", coordinating: str = "") -> Judged:
    return Judged(key, (start, end), frozenset(lead.split()), frozenset(coordinating.split()))


def test_counted_by_hand() -> None:
    """Three tasks there are, three were drafted: one right, one with another lead, one of each unmatched."""
    there = [task(1, 0, 100, "a", "x y"), task(2, 100, 200, "b"), task(9, 300, 400, "c", "z")]
    drafted = [task(1, 0, 100, "a", "x"), task(2, 100, 200, "b c", "w"), task(3, 200, 300, "d", "v")]
    assert scored(there, drafted) == Scores(
        task=Counts(2, 3, 3),
        lead=Counts(1, 2, 2),
        coordinating=Counts(1, 2, 2),
        coordinating_over_all=Counts(1, 3, 3),
    )


def test_half_of_a_split_task_still_matches_and_less_does_not() -> None:
    whole = [task(1, 0, 100, "a")]
    assert scored([task(7, 0, 60, "a"), task(8, 60, 100, "a")], whole).task == Counts(1, 2, 1)
    assert scored([task(7, 0, 49, "a"), task(8, 51, 100, "a")], whole).task == Counts(0, 2, 1)


def test_of_two_drafts_at_one_place_the_accepted_one_is_compared_with_itself() -> None:
    drafted = [task(1, 0, 100, "a"), task(2, 0, 100, "b")]
    assert scored([task(2, 0, 100, "b")], drafted).lead == Counts(1, 1, 1)


def test_nothing_drafted_and_nothing_there_has_no_rate() -> None:
    none = scored([], [])
    assert none == Scores()
    assert (none.task.precision, none.task.recall, none.task.f1) == (None, None, None)


def test_bands_say_how_many_stood() -> None:
    found = bands([(0.95, True), (0.9, False), (0.899, True), (0.7, True), (0.2, False)])
    assert [(one.least, one.drafts, one.unchanged, one.share) for one in found] == [
        (0.9, 2, 1, 0.5),
        (0.7, 2, 2, 1.0),
        (0.0, 1, 0, 0.0),
    ]


NAMES = st.lists(st.sampled_from("abcd"), max_size=3, unique=True)
TASKS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), NAMES, NAMES), max_size=6)


@given(TASKS, TASKS)
def test_the_same_counts_as_the_benchmark(there: list, drafted: list) -> None:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)

    def plain(tasks: list) -> dict:
        rows = [{"span": (s, s + n), "lead": lead, "coord": coord} for s, n, lead, coord in tasks]
        return {"file": "", "documents": [], "figures": [], "tasks": rows}

    def judged(tasks: list, first: int) -> list[Judged]:
        return [
            Judged(first + n, (s, s + length), frozenset(lead), frozenset(coord))
            for n, (s, length, lead, coord) in enumerate(tasks)
        ]

    options = argparse.Namespace(iou=0.5, ind=0.5)
    told = scorer.score_file(plain(there), plain(drafted), options, scorer.Agencies(), None)
    ours = scored(judged(there, 0), judged(drafted, 100))
    for name, counts in [
        ("task", ours.task),
        ("lead", ours.lead),
        ("coord", ours.coordinating),
        ("coord_e2e", ours.coordinating_over_all),
    ]:
        assert told[name] == (counts.right, counts.there, counts.drafted)
