"""Every text of the pages stands in both languages."""

import re

from . import texts


def test_every_text_has_an_english_text():
    assert texts.missing() == [], "add them: python tests/repository/texts.py --write, then translate"


def test_no_english_text_is_stale():
    assert texts.stale() == []


def test_no_text_is_translated_twice():
    twice = {
        key[0]: [str(file) for file, _ in places]
        for key, places in texts.translated().items()
        if len(places) > 1
    }
    assert twice == {}


def test_placeholders_and_tags_survive_translation():
    wrong = []
    for (singular, _context), places in texts.translated().items():
        for file, message in places:
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            wrong += [
                f"{file.parents[2].name}: {singular}"
                for english in strings
                if english and _marks(english) != _marks(singular)
            ]
    assert wrong == []


def _marks(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|</?\w+>|\{\w*\}", text))


def test_counted_texts_carry_both_english_forms():
    counted = {key for key, text in texts.found().items() if text.plural}
    wrong = [
        key[0]
        for key, places in texts.translated().items()
        for _, message in places
        if (key in counted) != isinstance(message.id, (tuple, list))
    ]
    assert wrong == []
