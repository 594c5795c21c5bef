"""The catalogue as a whole: numbers and codes stand once, every part speaks both languages."""

from __future__ import annotations

from cotmoc.domain.errors import catalogue


def test_every_number_and_code_stands_once() -> None:
    entries = catalogue()
    assert len({entry.number for entry in entries}) == len(entries) > 50
    assert len({entry.code for entry in entries}) == len(entries)


def test_every_entry_says_what_happened_and_what_to_do_in_both_languages() -> None:
    for entry in catalogue():
        for text in (entry.vi, entry.en):
            assert text.what, entry.code
            assert text.todo, entry.code
