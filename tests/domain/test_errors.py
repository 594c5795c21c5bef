"""The catalogue as a whole: numbers and codes stand once, every part speaks both languages."""

from __future__ import annotations

import pickle

from cotmoc.domain.errors import Problem, catalogue, files


def test_every_number_and_code_stands_once() -> None:
    entries = catalogue()
    assert len({entry.number for entry in entries}) == len(entries) > 50
    assert len({entry.code for entry in entries}) == len(entries)


def test_every_entry_says_what_happened_and_what_to_do_in_both_languages() -> None:
    for entry in catalogue():
        for text in (entry.vi, entry.en):
            assert text.what, entry.code
            assert text.todo, entry.code


def test_a_problem_keeps_its_entry_on_the_way_between_processes() -> None:
    sent = Problem(files.TOO_LARGE, field="file", limit_mb=25)
    sent.others = (Problem(files.EMPTY_FILE),)
    got = pickle.loads(pickle.dumps(sent))
    assert got.entry is files.TOO_LARGE
    assert (got.field, got.values, got.text("vi")) == (sent.field, sent.values, sent.text("vi"))
    assert got.others[0].entry is files.EMPTY_FILE
